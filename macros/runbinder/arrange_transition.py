"""The transition plan in the order in which it is followed: run sheet, timetable, scores, coverage. Pure, and no HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from runbinder.analysis.lockdown import closed_by, order, to_be_closed
from runbinder.analysis.reach import own
from runbinder.analysis.timetable import Given, critical_path, duration, earliest_ends, led_by_provider, slack, time_given, without
from runbinder.model.binder import Binder, Entry
from runbinder.model.transition import KnowledgeItem, Scenario, TransitionPlan
from runbinder.model.values import Duration
from runbinder.references import MENTION

WINDOWS = (
    ("At once", timedelta(0)), ("Within the first hour", timedelta(hours=1)), ("On the first day", timedelta(hours=24)),
    ("In the first week", timedelta(days=7)), ("In the first month", timedelta(days=30)), ("Later", timedelta.max),
)
"""The parts of the run sheet, and up to when after the declaration each goes."""
MOST = 5
"""The points of a candidate that meets a criterion in full."""


@dataclass(frozen=True)
class Row:
    """A line of the run sheet: what sort it is, what of the plan it shows, when it is due after the declaration, and only in which scenarios."""

    kind: str
    part: Any
    due: timedelta
    number: int = 1
    scenarios: tuple[str, ...] = ()
    place: timedelta | None = None

    @property
    def id(self) -> str:
        return f"{self.kind}-{self.number}"

    @property
    def minutes(self) -> int:
        return round(self.due.total_seconds() / 60)

    @property
    def after(self) -> str:
        """As it is written on paper: `T0 + 15 min`."""
        return f"T0 + {Duration.read(self.due)}" if self.due else "T0"


@dataclass(frozen=True)
class Bar:
    """A phase of the timetable; left, span and the room it may move in, in percent of the scale."""

    entry: Entry
    left: float
    span: float
    spare: Duration
    critical: bool
    text: str


@dataclass(frozen=True)
class Timetable:
    """The phases on a common scale, what the contract gives for them, and what is left of them without the provider."""

    bars: tuple[Bar, ...]
    total: Duration
    path: tuple[Entry, ...]
    given: Given | None
    scale: timedelta
    lost: tuple[Entry, ...]
    alone: Duration

    @property
    def spare(self) -> timedelta | None:
        """What the contract gives beyond the timetable; negative where it gives too little."""
        return self.given.whole - self.total if self.given else None

    def at(self, moment: timedelta) -> float:
        """Where on the scale a moment lies, in percent."""
        return round(100 * (moment / (self.scale or timedelta(1))), 2)


@dataclass(frozen=True)
class Score:
    """A candidate measured: the weighted points, of how many, which mandatory criteria it fails, and how old that is in days."""

    entry: Entry
    points: dict[int, int]
    total: int
    most: int
    fails: tuple[int, ...]
    days: int | None
    stale: bool


def run_sheet(binder: Binder) -> list[tuple[str, list[Row]]]:
    """Everything the plan asks for after the declaration, in the order of time, in parts of a size to work through.

    The lockdown keeps its own order whatever its deadlines say: another one could lock the client out (S2-17).
    """
    plan = binder.client.transition
    if plan is None:
        return []
    rows = sorted(_rows(binder, plan), key=lambda row: row.due if row.place is None else row.place)
    parts: dict[str, list[Row]] = {}
    for row in rows:
        place = row.due if row.place is None else row.place
        parts.setdefault(next(title for title, until in WINDOWS if place <= until), []).append(row)
    return list(parts.items())


def _rows(binder: Binder, plan: TransitionPlan) -> Iterator[Row]:
    """The lines of the run sheet, those of a kind together; `place` is where a line stands, if that is not when it is due."""
    hour, end = timedelta(hours=1), duration(plan.timetable)
    yield Row("declare", plan.invocation, timedelta(0))
    for number, name in enumerate(plan.scenarios, start=1):
        yield Row("scenario", name, hour, number, (name,), place=timedelta(0))
    yield from _lockdown(plan)
    for number, measure in enumerate(plan.continuity, start=1):
        yield Row("continuity", measure, measure.from_, number)
    for kind, parts in (("asset", plan.asset_transfer), ("contract", plan.contract_transfer)):
        for number, part in enumerate(parts, start=1):
            yield Row(kind, part, part.within or end, number)
    for number, data in enumerate(plan.data, start=1):
        yield Row("return", data, data.return_within, number)
        yield Row("delete", data, data.delete_within, number)
    yield from _phases(binder, plan)
    if plan.acceptance:
        for number, item in enumerate(plan.acceptance.items, start=1):
            yield Row("accept", item, end, number)
        if plan.acceptance.audit_after:
            yield Row("audit", plan.acceptance, end + plan.acceptance.audit_after)


def _lockdown(plan: TransitionPlan) -> Iterator[Row]:
    taken = {name: {number for number, _ in order(plan, name)} for name in plan.scenarios}
    reached = timedelta(0)
    for number, step in enumerate(plan.lockdown):
        reached = max(reached, step.within)
        only = tuple(name for name, numbers in taken.items() if number in numbers)
        yield Row("lockdown", step, step.within, number + 1, () if len(only) == len(taken) else only or ("none",), reached)


def _phases(binder: Binder, plan: TransitionPlan) -> Iterator[Row]:
    ends, theirs = earliest_ends(plan.timetable), led_by_provider(binder, plan.timetable)
    helped = tuple(name for name, one in plan.scenarios.items() if one.provider_cooperates != "no")
    for number, (name, phase) in enumerate(plan.timetable.items(), start=1):
        yield Row("phase", phase, ends[name], number, helped if name in theirs and len(helped) < len(plan.scenarios) else ())


def timetable(binder: Binder) -> Timetable:
    """The phases at their earliest. Of phases that wait for each other one starts at once; a check says so."""
    entries = {entry.id: entry for entry in own(binder, "phase")}
    phases = {name: entry.record for name, entry in entries.items()}
    ends, spare, tight, given = earliest_ends(phases), slack(phases), critical_path(phases), time_given(binder)
    total, lost = Duration.read(duration(phases)), led_by_provider(binder, phases)
    scale = max(total, given.whole) if given else total
    bars = []
    for name, entry in entries.items():
        start, whole = ends[name] - entry.record.takes, scale or timedelta(1)
        text = f"T0{f' + {Duration.read(start)}' if start else ''} to {Duration.read(ends[name])}"
        left, span = round(100 * (start / whole), 2), round(100 * (entry.record.takes / whole), 2)
        bars.append(Bar(entry, left, span, Duration.read(spare[name]), name in tight, text))
    alone = Duration.read(duration(without(phases, lost)))
    return Timetable(tuple(bars), total, tuple(entries[name] for name in tight), given, scale, tuple(entries[name] for name in entries if name in lost), alone)


def scorecard(binder: Binder) -> list[Score]:
    """The candidates by weighted points, those that fail what is mandatory last (S2-18, S2-19)."""
    plan, limit = binder.client.transition, binder.settings.intervals.candidates_qualified
    criteria = dict(enumerate(plan.acquisition.criteria, start=1)) if plan and plan.acquisition else {}
    most = sum(MOST * one.weight for one in criteria.values())
    made = []
    for entry in own(binder, "candidate"):
        points = {number: entry.record.scores.get(number, 0) * one.weight for number, one in criteria.items()}
        fails = tuple(number for number, one in criteria.items() if one.mandatory and not points[number])
        days = (binder.as_of - entry.record.qualified_on).days if entry.record.qualified_on else None
        made.append(Score(entry, points, sum(points.values()), most, fails, days, days is None or days > limit.days))
    return sorted(made, key=lambda one: (bool(one.fails), -one.total))


def knowledge(binder: Binder) -> tuple[list[tuple[int, KnowledgeItem]], int]:
    """The items of the knowledge transfer with their numbers, open ones first and of those the next one first; and how many are accepted (S2-13)."""
    plan = binder.client.transition
    items = list(enumerate(plan.knowledge, start=1)) if plan else []
    return sorted(items, key=lambda one: (bool(one[1].accepted), str(one[1].on or "9999"))), sum(1 for _, item in items if item.accepted)


def coverage(binder: Binder) -> list[tuple[Entry, list[int]]]:
    """Every way in that the lockdown has to close, with the numbers of the steps that do; what no step closes first (S2-17)."""
    plan = binder.client.transition
    closed = closed_by(plan) if plan else {}
    return sorted(((entry, closed.get(entry.id, [])) for entry in to_be_closed(binder)), key=lambda one: one[1] or [0])


def first_hour(scenario: Scenario) -> list[tuple[str, list[str]]]:
    """What to do in the first hour, each with the people and organisations that it names: their numbers belong beside it."""
    return [(str(line), [name for kind, name, _ in MENTION.findall(line) if kind in ("person", "role", "organisation")]) for line in scenario.first_hour]


def applies(binder: Binder, scenario: Scenario) -> list[tuple[str, str, str]]:
    """What of the plan applies in a scenario: which part, how far, on which page."""
    plan = binder.client.transition
    if plan is None:
        return []
    drawn, taken = timetable(binder), len(order(plan, next(name for name, one in plan.scenarios.items() if one is scenario)))
    alone = scenario.provider_cooperates == "no"
    found = [("Lockdown", f"{scenario.lockdown}: {taken} of {len(plan.lockdown)} steps", "transition/lockdown.html" if plan.lockdown or plan.continuity else "transition/index.html")]
    if plan.continuity:
        found.append(("Continuity", f"{len(plan.continuity)} service{'s' * (len(plan.continuity) > 1)} kept going in the gap", "transition/lockdown.html#continuity"))
    if plan.acquisition:
        whom = binder.find(plan.acquisition.interim) if plan.acquisition.interim else None
        found.append(("Successor", f"{whom.title} helps until one is found" if whom else "Nobody is named who helps until one is found", "transition/successor.html"))
    if drawn.bars:
        text = f"{drawn.alone} at the earliest, without the {'phase' if len(drawn.lost) == 1 else f'{len(drawn.lost)} phases'} that the provider leads" if alone and drawn.lost else f"{drawn.total} at the earliest"
        found.append(("Timetable", text, "transition/timetable.html"))
    return found
