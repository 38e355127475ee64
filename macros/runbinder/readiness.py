"""What the readiness page and the shelf say of a binder, in the order in which it helps."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from runbinder.analysis.reach import employer
from runbinder.analysis.tried import proof
from runbinder.assess import results
from runbinder.checks import LEVELS, REGISTRY, Check, Result, level_reached
from runbinder.model.binder import Binder, Entry

PARTS = {
    "PPL": "People and roles", "CTR": "Contact trees", "CHN": "Channels", "SVC": "Services", "SPF": "Single points of failure",
    "CRD": "Credentials", "PRC": "Procedures", "SCH": "Schedules", "RTO": "Recovery", "TRN": "Transition", "IMT": "Incident team",
    "COM": "Communications", "MSG": "Messages", "INC": "Incidents", "EXR": "Exercises", "AUD": "Audits", "DOC": "Documents",
    "CTL": "Controls", "GEN": "General",
}


@dataclass(frozen=True)
class Readiness:
    """Level reached and aimed at, and the counts that stand on the shelf."""

    level: int
    aims_at: int
    errors: int
    warnings: int
    waived: int
    missing: int
    """Errors before the next level."""

    @property
    def name(self) -> str:
        return LEVELS.get(self.level, "not yet reachable")


def readiness(binder: Binder) -> Readiness:
    """The figures of a binder."""
    said = results(binder)
    aims_at = binder.client.profile.aims_at
    counted = [one for one in said if not one.waiver and one.check.level <= aims_at]
    level = level_reached(said)
    missing = sum(one.severity == "error" and not one.waiver and one.check.level == level + 1 for one in said)
    errors = sum(one.severity == "error" for one in counted)
    return Readiness(level, aims_at, errors, sum(one.severity == "warning" for one in counted), sum(bool(one.waiver) for one in said), missing)


@dataclass(frozen=True)
class Step:
    """Something to do next: all that one check found, and what mending it buys."""

    check: Check
    results: tuple[Result, ...]
    buys: str


def next_steps(binder: Binder) -> list[Step]:
    """What was found, check by check: what stands before the next level first, the cheapest of it first."""
    by_check: dict[Check, list[Result]] = {}
    for one in results(binder):
        if not one.waiver:
            by_check.setdefault(one.check, []).append(one)
    level = level_reached(results(binder))
    order = {"error": 0, "warning": 1, "info": 2}
    steps = [Step(check, tuple(found), _buys(check, level)) for check, found in by_check.items()]
    return sorted(steps, key=lambda step: (order[step.check.severity], step.check.level, len(step.results), step.check.code))


def _buys(check: Check, level: int) -> str:
    if check.severity != "error":
        return "no level by itself"
    if check.level == level + 1:
        return f"part of level {check.level}, {LEVELS[check.level]}: the next"
    return f"part of level {check.level}, {LEVELS[check.level]}"


def scores(binder: Binder) -> list[tuple[str, int, int]]:
    """Per part: its name, rules kept, rules in all. Information does not count against a part."""
    broken = {one.check.code for one in results(binder) if not one.waiver and one.severity != "info"}
    kept: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for check in REGISTRY.values():
        if check.scope in ("binder", "results"):
            part = check.code.partition("-")[0]
            all_[part] += 1
            kept[part] += check.code not in broken
    return [(PARTS.get(part, part), kept[part], all_[part]) for part in all_]


def waived(binder: Binder) -> list[Result]:
    return [one for one in results(binder) if one.waiver]


@dataclass(frozen=True)
class Evidence:
    """A procedure's line in the evidence matrix."""

    procedure: Entry
    documented: bool
    scheduled: bool
    alternate: Entry | None
    """The organisation outside the provider that could do it: who else is named, or who does it today."""
    third_party: Entry | None
    tested: date | None
    in_date: bool

    @property
    def lacks(self) -> list[str]:
        """What an auditor would ask for next."""
        there = {"a document": self.documented, "a schedule": self.scheduled, "somebody else": self.alternate, "a third-party test": self.third_party, "a test in date": self.in_date}
        return [words for words, one in there.items() if not one]


def matrix(binder: Binder) -> list[Evidence]:
    """Procedure x documented / scheduled / alternate performer / tested by a third party, as it is written now / when / in date (S2-20 to S2-22)."""
    return [_evidence(binder, entry) for entry in sorted(binder.all("procedure"), key=lambda one: one.title.casefold())]


def _evidence(binder: Binder, entry: Entry) -> Evidence:
    record = entry.record
    last = proof(binder, entry)
    others = [one for one in (*(other.of for other in record.or_by), employer(binder, record.done_by)) if one and one != binder.provider_id]
    documented = all(step.expect or step.run for step in record.steps[:1]) and record.record is not None
    return Evidence(
        entry, documented, bool(record.schedule.last_done or record.schedule.when),
        binder.find(others[0], ("organisation",)) if others else None, binder.find(last.of, ("organisation",)) if last else None,
        last.on if last else None, bool(last and binder.as_of - last.on <= binder.settings.intervals.procedure_tested),
    )
