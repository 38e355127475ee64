"""CTL: what the binder is evidence towards, and how honest that claim is."""

from runbinder.checks.registry import REGISTRY, Result, Said, check
from runbinder.model.binder import Binder


@check("CTL-01", level=4)
def evidence_is_a_record(binder: Binder) -> Said:
    """Everything that a control mapping names as evidence is a record of the binder.

    An auditor follows the pointer (RTS 2024/1773 Art. 10). Control ids themselves are refused when the plans are read.

    Fix: write `kind:id` of a record that there is, or `plan:transition`.
    """
    for number, mapping in enumerate(binder.client.control_mappings):
        for place, name in enumerate(mapping.evidence):
            if not _exists(name, binder):
                yield ("clients", binder.id, "control_mappings", number, "evidence", place), f"the evidence '{name}' for {mapping.control} is no record of this binder"


def _exists(name: str, binder: Binder) -> bool:
    kind, _, id_ = name.partition(":")
    if kind == "plan":
        return bool(getattr(binder.client, id_.replace("-", "_"), None))
    return bool(binder.find(id_, (kind,)))


@check("CTL-02", level=4, severity="warning", scope="results")
def full_coverage_has_sound_evidence(subject: tuple[Binder, list[Result]]) -> Said:
    """A control claimed as fully covered has evidence, and none of it fails a check.

    A mapping is not conformity; evidence that is itself in error is none.

    Fix: mend the record, name other evidence, or say `coverage: partial` and why.
    """
    binder, found = subject
    wrong = {one.about for one in found if one.severity == "error" and not one.waiver}
    for number, mapping in enumerate(binder.client.control_mappings):
        if mapping.coverage == "full":
            bad = [name for name in mapping.evidence if name in wrong]
            if bad or not mapping.evidence:
                why = f"its evidence {', '.join(bad)} fails a check" if bad else "it names no evidence"
                yield ("clients", binder.id, "control_mappings", number), f"{mapping.control} is claimed as fully covered, and {why}"


@check("CTL-04", level=1)
def a_waiver_names_a_check(binder: Binder) -> Said:
    """The check that a waiver names is in the catalogue.

    A misspelt code waives nothing, and nobody notices.

    Fix: write the code as `runbinder check` prints it.
    """
    for entry in binder.all("waiver"):
        if entry.record.check not in REGISTRY:
            yield (*entry.route, "check"), f"waiver '{entry.id}' names '{entry.record.check}', which is no check"
