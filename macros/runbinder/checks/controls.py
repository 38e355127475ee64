"""CTL: what the binder is evidence towards, and how honest that claim is."""

from runbinder.checks.registry import REGISTRY, Result, Said, check
from runbinder.model.binder import Binder
from runbinder.model.common import Route


@check("CTL-01", level=4)
def evidence_is_a_record(binder: Binder) -> Said:
    """Everything that a control mapping names as evidence is a record of the binder.

    An auditor follows the pointer (RTS 2024/1773 Art. 10). Control ids themselves are refused when the plans are read.

    Fix: write `kind:id` of a record that there is, or `plan:transition`.
    """
    for number, mapping in enumerate(binder.client.control_mappings):
        for place, name in enumerate(mapping.evidence):
            kind, _, id_ = name.partition(":")
            there = getattr(binder.client, id_.replace("-", "_"), None) if kind == "plan" else binder.find(id_, (kind,))
            if not there:
                known = [other for other in binder.index if id_ in binder.index[other]]
                hint = f"; '{id_}' is of kind {' and '.join(known)}" if known else ""
                yield (*_where(binder, number), "evidence", place), f"the evidence '{name}' for {mapping.control} is no record of this binder{hint}"


@check("CTL-02", level=4, severity="warning", scope="results")
def full_coverage_has_sound_evidence(subject: tuple[Binder, list[Result]]) -> Said:
    """A control claimed as fully covered has evidence, and none of it fails a check.

    A mapping is not conformity, and evidence that is itself in error is none (ISO 22301 9.2).

    Fix: mend the record, name other evidence, or say `coverage: partial` and why.
    """
    binder, found = subject
    wrong: dict[str, set[str]] = {}
    for one in found:
        if one.severity == "error" and not one.waiver:
            wrong.setdefault(one.about.replace("_", "-"), set()).add(one.check.code)
    for number, mapping in enumerate(binder.client.control_mappings):
        if mapping.coverage == "full":
            bad = [f"{name} fails {', '.join(sorted(codes))}" for name in mapping.evidence if (codes := wrong.get(name.replace("_", "-")))]
            if bad or not mapping.evidence:
                yield _where(binder, number), f"{mapping.control} is claimed as fully covered, and {'; '.join(bad) or 'it names no evidence'}"


@check("CTL-03", level=4, severity="info")
def coverage_is_claimed(binder: Binder) -> Said:
    """The binder says how far it covers the controls that matter to it, where the provider keeps frameworks.

    Most of what an auditor asks for stands here already; a mapping saves finding it again each year (S2-28, S3-41). Controls
    that nobody maps are listed on the page of controls.

    Fix: write controls.yml with `control_mappings`: control, evidence, and how far that goes.
    """
    controls = binder.all("control")
    if controls and not binder.client.control_mappings:
        yield ("clients", binder.id, "control_mappings"), f"none of the {len(controls)} controls in the provider's frameworks is mapped"


@check("CTL-04", level=1)
def a_waiver_names_a_check(binder: Binder) -> Said:
    """The check that a waiver names is in the catalogue.

    A misspelt code waives nothing, and nobody notices.

    Fix: write the code as `runbinder check` prints it.
    """
    for entry in binder.all("waiver"):
        if entry.record.check not in REGISTRY:
            yield (*entry.route, "check"), f"waiver '{entry.id}' names '{entry.record.check}', which is no check"


def _where(binder: Binder, number: int) -> Route:
    return ("clients", binder.id, "control_mappings", number)
