"""How well a client was kept informed: each promise of the communication standard that fell due, and whether it was kept (S3-2 to S3-4, S3-15 to S3-21, S3-33 to S3-42).

A promise is counted each time it falls due, so that an incident with many updates weighs more than one with few:

- acknowledgement: one for each incident.
- interval: one for each update that came, and one for each time that the interval passed without one: ten hours of silence
  where three are allowed are three updates that did not come.
- slot, end of day: one for each time of day at which news was due.
- copy: one for each update, which the project manager sends, gets or is in copy of.
- closing: one for each incident that is closed, its five steps in order.
- report: one for each incident with a report, or whose report is overdue; it has all of its eight headings.

When news was due, `silence` says, and nothing here says it again: what was due is what would be missed had nobody written,
and the longest silence is found by asking for every silence that a standard which allows none would complain of.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby, pairwise

from runbinder.analysis.reach import own
from runbinder.analysis.silence import Silence, counted, missed, silences
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder
from runbinder.model.common import Route
from runbinder.model.incidents import Closure, Incident
from runbinder.model.values import Duration

NEWS = ("acknowledgement", "interval", "slot", "end of day")
"""The promises about when a client hears from us."""
RULES = (*NEWS, "copy", "closing", "report")
STEPS = {"impact_solved_at": "impact solved", "fixed_at": "fault mended", "prevention_set_at": "prevention agreed", "documented_at": "report written", "circulated_at": "report circulated", "closed_at": "ticket closed"}
"""The five closing steps and the closing, in their order; the second may be a problem record instead."""
PARTS = ("date_of_incident", "reporter", "severity", "timeline", "exposure", "root_cause", "resolution", "prevention")
"""What stands in a report under each of the standard's eight headings, in their order."""
URGENCIES = ("urgent", "high", "medium", "low")
_NEVER = 10 ** 6
"""So many updates may be skipped that no interval is ever too long."""


@dataclass(frozen=True)
class Broken:
    """What was not kept, in words; `part` is where in the incident, `times` how many promises it broke."""

    rule: str
    part: Route
    words: str
    times: int = 1


@dataclass(frozen=True)
class Verdict:
    """How one incident was talked about. `due` counts promises by rule; a rule that nothing is known about is not in it."""

    id: str
    title: str
    urgency: str
    month: date
    due: dict[str, int]
    broken: tuple[Broken, ...]
    longest: Duration | None = None
    allowed: Duration | None = None

    def missed(self, *rules: str) -> int:
        return sum(one.times for one in self.broken if one.rule in (rules or RULES))


@dataclass(frozen=True)
class Row:
    """The incidents of one urgency that were reported in one month."""

    month: date
    urgency: str
    verdicts: tuple[Verdict, ...]

    def due(self, *rules: str) -> int:
        return sum(one.due.get(rule, 0) for one in self.verdicts for rule in rules or RULES)

    def missed(self, *rules: str) -> int:
        return sum(one.missed(*rules) for one in self.verdicts)

    def kept(self, *rules: str) -> int:
        return self.due(*rules) - self.missed(*rules)

    def share(self) -> int | None:
        """How much of the news that was due came in time, in per cent; rounded down, so that 100 means all of it."""
        return self.kept(*NEWS) * 100 // self.due(*NEWS) if self.due(*NEWS) else None

    def longest(self) -> Duration | None:
        return max((one.longest for one in self.verdicts if one.longest), default=None)

    def failed(self) -> list[Verdict]:
        return [one for one in self.verdicts if one.broken]


def verdicts(binder: Binder) -> list[Verdict]:
    """Of every incident that was reported by `as_of`; none without a standard, and none of what an edition withholds."""
    tomorrow = datetime.combine(binder.as_of + timedelta(days=1), time.min, binder.zone)
    known = [entry for entry in own(binder, "incident") if entry.record.title != WITHHELD and entry.record.reported_at < tomorrow]
    return [judged(binder, entry.id, entry.record) for entry in known] if binder.provider.standard else []


def summed(several: Iterable[Verdict]) -> list[Row]:
    """By month, the latest first, and by urgency, the most urgent first."""
    def place(one: Verdict) -> tuple[int, int]:
        return -one.month.toordinal(), URGENCIES.index(one.urgency)

    return [Row(first.month, first.urgency, (first, *others)) for _, (first, *others) in groupby(sorted(several, key=place), key=place)]


def judged(binder: Binder, name: str, incident: Incident, unsaid: frozenset[str] = frozenset()) -> Verdict:
    """One incident by the provider's standard; of the `unsaid` rules the record says nothing, so they are not judged."""
    due: Counter[str] = Counter()
    broken: list[Broken] = []
    answered = incident.acknowledged_at is not None
    waits, long = (silences(_with(binder, incident, -1), incident), silences(binder, incident)) if answered else ([], [])
    found = [
        _acknowledgement(binder, incident) if "acknowledgement" not in unsaid else (), _interval(binder, incident, waits, long), _times_of_day(binder, incident, long) if answered else (),
        _copies(binder, incident) if "copy" not in unsaid else (), _closing(incident, binder) if "closing" not in unsaid else (), _report(binder, incident) if "report" not in unsaid else (),
    ]
    for rule, number, what in (one for several in found for one in several):
        due[rule] += number
        broken += [what] if what else []
    longest = max((wait.counted for wait in waits), default=None)
    rule = binder.provider.standard.urgencies.get(incident.urgency)
    allowed = Duration.read(rule.every * (rule.skips + 1)) if rule and rule.every else None
    month = (incident.reported_at or incident.acknowledged_at).astimezone(binder.zone).date().replace(day=1)
    return Verdict(name, incident.title, incident.urgency, month, {rule: due[rule] for rule in RULES if due[rule]}, tuple(broken), longest, allowed)


Said = Iterator[tuple[str, int, Broken | None]]
"""(rule, how many promises fell due, what was broken)"""


def _acknowledgement(binder: Binder, incident: Incident) -> Said:
    limit, reported, first = binder.settings.thresholds.acknowledge_within, incident.reported_at, incident.acknowledged_at
    today = datetime.combine(binder.as_of, time.min, binder.zone)
    heard = first or min([today, *([incident.closure.closed_at] if incident.closure else [])])
    took = counted(binder, incident, reported, max(reported, heard))
    if took > limit:
        came = f"acknowledged {_minute(first)}" if first else "never acknowledged"
        yield "acknowledgement", 1, Broken("acknowledgement", ("acknowledged_at",), f"reported {_minute(reported)}, {came} ({Duration.read(took)}; acknowledge_within is {limit})")
    elif first:
        yield "acknowledgement", 1, None


def _interval(binder: Binder, incident: Incident, waits: list[Silence], long: list[Silence]) -> Said:
    """A stretch that was ended by news in time is a promise kept; the last one, if nothing ended it, was not due yet."""
    rule = binder.provider.standard.urgencies.get(incident.urgency)
    if rule and rule.every:
        late, news = {one.since for one in long}, {update.at for update in incident.updates} | {one.sent for one in binder.client.weekly_statuses.values()}
        yield "interval", sum(wait.since not in late and wait.until in news for wait in waits), None
    for one in long:
        times = -(-one.counted // one.allowed) - 1
        words = f"no update from {_span(one.since, one.until)} ({one.counted}; the standard allows {one.allowed})"
        yield "interval", times, Broken("interval", _reached(incident, one.until), words, times)


def _times_of_day(binder: Binder, incident: Incident, long: list[Silence]) -> Said:
    """What was due is what would be missed had nobody written after the acknowledgement."""
    late = list(missed(binder, incident))
    over = incident.closure or (Closure.model_construct(closed_at=incident.updates[-1].at, impact_solved_at=incident.updates[-1].at) if incident.status == "closed" and incident.updates else None)
    silent = incident.model_copy(update={"updates": (), "closure": over})
    dues = {due for one in missed(_with(binder, silent, _NEVER), silent) for due in one.due if not any(gap.since < due <= gap.until for gap in long)}
    for due in dues | {due for one in late for due in one.due}:
        yield _of_day(binder, due), 1, None
    for one in late:
        for rule, times in groupby(sorted(one.due, key=lambda due: (_of_day(binder, due), due)), lambda due: _of_day(binder, due)):
            first, *more = times
            also = f" and at {len(more)} later time{'s' * (len(more) > 1)}" if more else ""
            came = f"the next one came {_minute(one.until)}" if one.until else "none came afterwards"
            yield rule, 0, Broken(rule, _reached(incident, one.until), f"no update {'by' if rule == 'end of day' else 'at'} {_minute(first)}{also}; {came}", 1 + len(more))


def manager_names(binder: Binder) -> frozenset[str]:
    """The ids by which the client's project manager may stand in an update: their own, and their roles'."""
    manager = binder.client.profile.project_manager
    roles = [role.id for role in binder.all("role") if manager in (role.record.holder, *role.record.deputies)]
    return frozenset((manager, *roles)) if manager else frozenset()


def _copies(binder: Binder, incident: Incident) -> Said:
    names = manager_names(binder)
    tomorrow = datetime.combine(binder.as_of + timedelta(days=1), time.min, binder.zone)
    for number, update in enumerate(incident.updates if names else ()):
        if update.at < tomorrow:
            without = names.isdisjoint((update.by, *update.to, *update.cc))
            words = f"the update of {_minute(update.at)} went out without a copy to the project manager"
            yield "copy", 1, Broken("copy", ("updates", number, "cc"), words) if without else None


def _closing(incident: Incident, binder: Binder) -> Said:
    closure = incident.closure
    if not closure and incident.status != "closed" or closure and closure.closed_at.date() > binder.as_of:
        return
    done = [(step, when) for step in STEPS if (when := getattr(closure, step, None))]
    lacks = [f"'{words}'" for step, words in STEPS.items() if not getattr(closure, step, None) and not (step == "fixed_at" and closure and closure.problem)]
    wrong = next((pair for pair in pairwise(done) if pair[1][1] < pair[0][1]), None)
    if lacks:
        yield "closing", 1, Broken("closing", ("closure",), f"closed without {', '.join(lacks)}")
    elif wrong:
        (before, first), (after, then) = wrong
        yield "closing", 1, Broken("closing", ("closure", after), f"closed with '{STEPS[after]}' ({_minute(then)}) before '{STEPS[before]}' ({_minute(first)})")
    else:
        yield "closing", 1, None


def _report(binder: Binder, incident: Incident) -> Said:
    limit, closure, report = binder.settings.intervals.report_due, incident.closure, incident.report
    told = [update.at for update in incident.updates if incident.status in ("resolved", "closed")]
    over = closure.closed_at if closure else told[-1] if told else None
    lacks = [heading for heading, part in zip(binder.provider.standard.report_headings, PARTS, strict=True) if not getattr(report, part, None)]
    if report:
        yield "report", 1, Broken("report", ("report",), f"the report lacks {'; '.join(lacks)}") if lacks else None
    elif over and (days := (binder.as_of - over.date()).days) > limit.days:
        yield "report", 1, Broken("report", ("report",), f"over on {over.date()}, {days} days ago, and without a report; report_due is {limit}")


def _with(binder: Binder, incident: Incident, skips: int) -> Binder:
    """The binder under a standard that lets so many updates of the incident's urgency be skipped; one fewer than none allows no silence at all."""
    standard = binder.provider.standard
    rule = standard.urgencies.get(incident.urgency)
    if not rule:
        return binder
    other = rule.model_copy(update={"skips": skips, "every": rule.every or Duration(hours=1)})
    rules = {**standard.urgencies, incident.urgency: other}
    return replace(binder, provider=binder.provider.model_copy(update={"standard": standard.model_copy(update={"urgencies": rules})}))


def _of_day(binder: Binder, due: datetime) -> str:
    return "end of day" if due.time() == binder.provider.standard.end_of_day else "slot"


def _reached(incident: Incident, moment: datetime | None) -> Route:
    """The update of a moment, or all of them."""
    return next((("updates", number) for number, one in enumerate(incident.updates) if one.at == moment), ("updates",))


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _span(since: datetime, until: datetime) -> str:
    return f"{_minute(since)} to {until:%H:%M}" if since.date() == until.date() else f"{_minute(since)} to {_minute(until)}"
