"""CTL: what the binder is evidence towards, and how honest that claim is."""

import re
from collections.abc import Iterator
from functools import cache

from runbinder.analysis.coverage import by_place, pointed_at
from runbinder.checks.registry import REGISTRY, Result, Said, check
from runbinder.model.binder import Binder
from runbinder.model.common import Route

_NUMBERED = {
    "nist-csf-2.0": (
        "GV.OC-01..05 GV.RM-01..07 GV.RR-01..04 GV.PO-01..02 GV.OV-01..03 GV.SC-01..10 ID.AM-01..05 ID.AM-07..08 ID.RA-01..10 ID.IM-01..04 "
        "PR.AA-01..06 PR.AT-01..02 PR.DS-01..02 PR.DS-10..11 PR.PS-01..06 PR.IR-01..04 DE.CM-01..03 DE.CM-06 DE.CM-09 DE.AE-02..04 DE.AE-06..08 "
        "RS.MA-01..05 RS.AN-03 RS.AN-06..08 RS.CO-02..03 RS.MI-01..02 RC.RP-01..06 RC.CO-03..04"
    ),
    "cis-8": (
        "1.1..5 2.1..7 3.1..14 4.1..12 5.1..6 6.1..8 7.1..7 8.1..12 9.1..7 10.1..7 11.1..5 12.1..8 13.1..11 14.1..9 15.1..7 16.1..14 17.1..9 18.1..5"
    ),
    "iso-27001": "5.1..37 6.1..8 7.1..14 8.1..34",
    "soc2": (
        "CC1.1..5 CC2.1..3 CC3.1..4 CC4.1..2 CC5.1..3 CC6.1..8 CC7.1..5 CC8.1 CC9.1..2 A1.1..3 C1.1..2 PI1.1..5 "
        "P1.1 P2.1 P3.1..2 P4.1..3 P5.1..2 P6.1..7 P7.1 P8.1"
    ),
}
"""Every id that these standards have: 106 of CSF 2.0, 153 of CIS 8, 93 of ISO 27001 annex A, 61 of the Trust Services Criteria."""


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
    faults = by_place((one.route, one.check.code) for one in found if one.severity == "error" and not one.waiver)
    for number, mapping in enumerate(binder.client.control_mappings):
        if mapping.coverage == "full":
            bad = [f"{name} fails {', '.join(codes)}" for name in mapping.evidence if (codes := pointed_at(binder, name, faults).failing)]
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


@check("CTL-05", level=4, scope="provider")
def a_control_is_one_of_its_standard(binder: Binder) -> Said:
    """No framework has a control that its standard does not have.

    Ids that look right are invented easily: CSF 2.0 has no RS.CO-01, as its ids jump. An auditor who finds one believes no
    other. This is asked of the standards whose ids are numbered through: CSF 2.0, CIS 8, ISO 27001 annex A, SOC 2.

    Fix: look the id up in the standard itself.
    """
    for framework in binder.all("framework"):
        known = _ids(str(framework.id))
        for name in framework.record.controls:
            if known and name not in known:
                yield (*framework.route, "controls", name), f"{framework.record.title} has no {name}"


def _where(binder: Binder, number: int) -> Route:
    return ("clients", binder.id, "control_mappings", number)


@cache
def _ids(framework: str) -> tuple[str, ...]:
    """All ids of a standard; none for one whose ids are not numbered through."""
    return tuple(one for span in _NUMBERED.get(framework, "").split() for one in _numbers(span))


def _numbers(span: str) -> Iterator[str]:
    """`GV.OC-01..05` is GV.OC-01 to GV.OC-05."""
    first, _, last = span.partition("..")
    stem, digits = re.fullmatch(r"(.*?)(\d+)", first).groups()  # type: ignore[union-attr]
    for number in range(int(digits), int(last or digits) + 1):
        yield f"{stem}{number:0{len(digits)}d}"
