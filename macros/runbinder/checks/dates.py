"""GEN: days and times that can not be.

These rules are about every record alike. Where a check that knows the record has spoken of the same place they stay
silent, so that one cause is one finding: that is why they look at the results of the others.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from runbinder.checks.registry import Result, Said, check, written
from runbinder.model.assurance import Exercise
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Part, Route, walk

Subject = tuple[Binder, list[Result]]

_BEGINS = {
    "AcceptedRisk": "accepted_on", "Audit": "on", "Contract": "starts", "Dispute": "since", "DisputeProtocol": "agreed_on", "Exercise": "planned",
    "Held": "on", "Incident": "reported_at", "KnowledgeItem": "on", "MessageApproval": "on", "MonitoringIssue": "seen_at", "Role": "since",
    "Update": "at", "WeeklyStatus": "week",
}
"""The field that says when a thing began; what is told inside it can not be earlier."""
_BEFOREHAND = {"DisputeProtocol.approvals", "DisputeProtocol.document", "Incident.report", "Role.accepted", "Update.pm_consulted_at"}
"""But these can: a protocol is approved, a role accepted and a manager asked beforehand, and a report begins where the trouble did."""
_AHEAD = {
    "due", "expires", "left", "nda", "next_update_at", "planned", "renews", "until",
    "Amendment.on", "Contract.ends", "Contract.starts", "KnowledgeItem.on", "Role.since",
}
"""Fields that may lie ahead. On every other day something is said to have happened."""
_IN_ID = re.compile(r"(?<!\d)(20\d\d)(?:-(?:w(\d\d)|(\d\d)(?:-(\d\d))?))?(?!\d)")


class Place(NamedTuple):
    """A part of the plans, with the part that it is in and the innermost record, where there are any."""

    route: Route
    part: Part
    above: Part | None
    entry: Entry | None

    @property
    def whole(self) -> Route:
        """The route of that record; of the plan where it is none."""
        return self.entry.route if self.entry else self.route[: 2 if self.route[0] == "provider" else 3]

    @property
    def whose(self) -> str:
        """`incident 'late-labels'`, `the transition plan`."""
        words = str(self.whole[-1]).replace("_", " ")
        if self.entry:
            return f"the binder of '{self.entry.id}'" if words == "profile" else f"{self.entry.kind.replace('_', ' ')} '{self.entry.id}'"
        return f"the {words}" if words.endswith(("protocol", "standard")) else f"the {words} plan"

    def named(self, route: Route) -> str:
        """`'updates 3, at'`: the way from the record in the words of its file, counted as people count."""
        words = ""
        for step in route[len(self.whole) :]:
            words += f" {step + 1}" if isinstance(step, int) else f"{', ' * bool(words)}{step}"
        return f"'{words}'"


@check("GEN-17", level=2, scope="results", provider=True)
def what_has_happened_lies_in_the_past(subject: Subject) -> Said:
    """The day on which something is said to have happened is not after the day as of which the binder is judged.

    A test of next month that reads like one of last month lets everybody believe that it was held (ISO 22301 7.5).

    Fix: correct the day, or leave it out until the thing is done.
    """
    yield from unsaid(subject, _not_yet(subject[0]))


@check("GEN-14", level=2, scope="results", provider=True)
def nothing_is_before_it_begins(subject: Subject) -> Said:
    """What has a beginning ends after it, and nothing that is told of it is earlier.

    A finding that was closed before the audit, a decision before the incident: a day that can not be is one that nobody
    looked at, and everything computed from it is wrong (ISO 22301 7.5).

    Fix: correct the one of the two days that is wrong.
    """
    yield from unsaid(subject, _too_early(subject))


@check("GEN-19", level=4, severity="warning", scope="results", provider=True)
def a_date_in_an_id_is_the_date(subject: Subject) -> Said:
    """A record with a year, a month, a week or a day in its id is of that time.

    People look for `2026-w40` by its name; one of the two is a slip, and nobody can tell which (ISO 22301 7.5).

    Fix: correct the date, or rename the record.
    """
    yield from unsaid(subject, _misnamed(subject[0]))


def _too_early(subject: Subject) -> Iterator[tuple[Place, Route, str]]:
    """Where several are too early it is the beginning that is wrong; nothing is said where another check doubts it already."""
    told = {one.route for one in subject[1]}
    for place in places(subject[0]):
        name = _BEGINS.get(type(place.part).__name__, "")
        first, begins = getattr(place.part, name, None), (*place.route, name)
        early = _earlier(place, first) if first and begins not in told else []
        if len(early) > 1:
            route, then = early[0]
            yield place, begins, f"{place.named(begins)} of {place.whose} is {_when(first)}, after {len(early)} things that are told of it: {place.named(route)} is {_when(then)}"
        elif early:
            route, then = early[0]
            yield place, route, f"{place.named(route)} of {place.whose} is {_when(then)}, before its {place.named(begins)}, {_when(first)}"


def _earlier(place: Place, first: date) -> list[tuple[Route, date]]:
    kind = type(place.part).__name__
    days = ((route, then) for route, then in walk(place.part, place.route) if isinstance(then, date) and _before(then, first))
    return [(route, then) for route, then in days if f"{kind}.{route[len(place.route)]}" not in _BEFOREHAND]


def _not_yet(binder: Binder) -> Iterator[tuple[Place, Route, str]]:
    for place in places(binder):
        planned = isinstance(place.part, Exercise) and not place.part.result
        for name in () if planned else _past(type(place.part)):
            when, route = getattr(place.part, name), (*place.route, name)
            if isinstance(when, date) and _day(when) > binder.as_of:
                days = (_day(when) - binder.as_of).days
                yield place, route, f"{place.named(route)} of {place.whose} is said to have been on {_day(when)}, which is {days} days after {binder.as_of}"


@cache
def _past(kind: type[Part]) -> list[str]:
    """The fields of a class in which a day stands that can not lie ahead."""
    dated = [name for name, field in kind.model_fields.items() if "datetime.date" in str(field.annotation)]
    return [name for name in dated if _AHEAD.isdisjoint((name, f"{kind.__name__}.{name}"))]


def _misnamed(binder: Binder) -> Iterator[tuple[Place, Route, str]]:
    for place in places(binder):
        begins = _BEGINS.get(type(place.part).__name__)
        named = _IN_ID.search(place.entry.id) if begins and place.entry and place.entry.record is place.part else None
        if named and begins and (when := getattr(place.part, begins)):
            year, week, month, day = (int(part or 0) for part in named.groups())
            is_ = (when.year, 0, when.month, when.day) if not week else (*when.isocalendar()[:2], 0, 0)
            if any(wanted not in (0, got) for wanted, got in zip((year, week, month, day), is_, strict=True)):
                yield place, (*place.route, begins), f"{place.whose} has {named[0]} in its id, and its '{begins}' is {_day(when)}"


@lru_cache(maxsize=4)
def places(binder: Binder) -> tuple[Place, ...]:
    """Every part of the plans that a binder is about, parents before what is in them."""
    return tuple(_walked(binder))


def _walked(binder: Binder) -> Iterator[Place]:
    records = {entry.route: entry for family in binder.index.values() for entry in family.values()}
    way: list[Place] = []
    for route, part in written(binder):
        if isinstance(part, Part):
            while way and route[: len(way[-1].route)] != way[-1].route:
                way.pop()
            over = way[-1] if way else None
            way.append(Place(route, part, over and over.part, records.get(route, over and over.entry)))
            yield way[-1]


def unsaid(subject: Subject, said: Iterable[tuple[Place, Route, str]]) -> Said:
    """Once for each place; not where another check has told of it, or of something inside the record that it is in."""
    told = {one.route for one in subject[1]}
    for place, route, message in said:
        if told.isdisjoint(route[:length] for length in range(len(place.whole) + 1, len(route) + 1)):
            told.add(route)
            yield route, message


def _before(then: date, first: date) -> bool:
    exact = isinstance(then, datetime) and isinstance(first, datetime)
    return then < first if exact else _day(then) < _day(first)


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when


def _when(moment: date) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else str(moment)
