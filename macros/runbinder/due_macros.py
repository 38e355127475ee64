"""The macros of what comes round and what runs out: schedules and the calendar, with the files for a telephone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from runbinder import arrange, arrange_start, ics
from runbinder.analysis.due import due
from runbinder.analysis.due_kinds import Due
from runbinder.analysis.reach import employer
from runbinder.analysis.recurring import occurrences
from runbinder.calls import macro
from runbinder.model.binder import Binder, Entry
from runbinder.render import View

WEEKS = 12
NEXT = 5
"""So many things that somebody has to do next stand on their page."""
_DAILY = ("hour", "day", "working day")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One line of the calendar: things of one day that are one to whoever does them; `when` is the rhythm of a routine."""

    day: date
    group: tuple[Due, ...]
    when: str = ""

    @property
    def first(self) -> Due:
        return self.group[0]

    @property
    def words(self) -> str:
        return self.when or (ics.shared(self.first) if len(self.group) > 1 else ics.verb(self.first))


@dataclass(frozen=True)
class Day:
    """A day with what falls on it, and the name of its holiday, if it is one."""

    day: date
    lines: tuple[Line, ...]
    holiday: str = ""


@dataclass(frozen=True)
class Stretch:
    """A week or a month, with the days in it on which something falls or nobody works."""

    first: date
    last: date
    days: tuple[Day, ...]


@macro
def schedules(view: View) -> Markup:
    """What is due daily, weekly, monthly: who does it now, who would do it instead, last done, next due."""
    binder = view.binder
    late = {one.entry.id for one in due(binder) if one.overdue and one.kind == "routine" and one.entry}
    return view.render("schedules", groups=arrange_start.schedules(binder), schedule=arrange.schedule, late=late, firm=lambda ref: employer(binder, ref), whole=whole(binder))


@macro
def calendar(view: View) -> Markup:
    """Everything that falls due: what is overdue, twelve weeks day by day, then month by month; and files for a telephone."""
    binder = view.binder
    owed = by_day(lines(one for one in due(binder) if one.overdue or one.day < binder.as_of))
    files = [(person, ics.path(person), len(mine)) for person, mine in ics.persons(binder)]
    return view.render("calendar", owed=owed, daily=daily(binder), weeks=weeks(binder), months=months(binder), files=files, whole=ics.WHOLE, place=ics.place, schedule=arrange.schedule)


def whole(binder: Binder) -> str:
    """Where the client's calendar file is; empty where nothing is due, and there is none."""
    return ics.WHOLE if due(binder) else ""


def upcoming(binder: Binder, name: str) -> dict[str, object]:
    """What a person has to do next, of how much, and where their calendar file is; empty for who has nothing to do."""
    for person, mine in ics.persons(binder):
        if person.id == name:
            every = lines(mine)
            return {"file": ics.path(person), "days": by_day(every[:NEXT]), "shown": len(every[:NEXT]), "number": len(every)}
    return {}


def lines(several: Iterable[Due]) -> list[Line]:
    """Day by day, in the order of the kinds; a routine with its rhythm."""
    return [Line(group[0].day, tuple(group), _rhythm(group[0])) for group in ics.bundles(several)]


def daily(binder: Binder) -> list[Entry]:
    """The routines of every day, which a list of days would repeat for ever."""
    return [one.entry for one in due(binder) if one.kind == "routine" and one.entry and one.entry.record.schedule.every in _DAILY]


def weeks(binder: Binder) -> list[Stretch]:
    """The weeks from the binder's day on, Monday to Sunday: every day on which a routine comes round, and everything else on its own day."""
    monday = binder.as_of - timedelta(days=binder.as_of.weekday())
    end = monday + timedelta(weeks=WEEKS) - _DAY
    others = lines(one for one in due(binder) if one.kind != "routine" and not one.overdue and binder.as_of <= one.day <= end)
    every = sorted([*_rounds(binder, end), *others], key=lambda line: line.day)
    return [_stretch(binder, first, first + timedelta(days=6), every) for number in range(WEEKS) if (first := monday + timedelta(weeks=number))]


def months(binder: Binder) -> list[Stretch]:
    """What falls due after those weeks, by month; of a routine only its next day."""
    end = weeks(binder)[-1].last
    later = lines(one for one in due(binder) if one.day > end)
    found = []
    for month, group in groupby(later, key=lambda line: line.day.replace(day=1)):
        first, last = max(month, end + _DAY), (month + 31 * _DAY).replace(day=1) - _DAY
        found.append(Stretch(first, last, by_day(group, holidays(binder, first, last))))
    return found


def by_day(several: Iterable[Line], free: dict[date, str] | None = None) -> tuple[Day, ...]:
    """The days of some lines and of holidays, in order."""
    found: dict[date, list[Line]] = {day: [] for day in free or {}}
    for line in several:
        found.setdefault(line.day, []).append(line)
    return tuple(Day(day, tuple(found[day]), (free or {}).get(day, "")) for day in sorted(found))


def holidays(binder: Binder, first: date, last: date) -> dict[date, str]:
    """The holidays of the client's calendar from one day to another, both included."""
    return {day: str(name) for day, name in binder.client.calendar.holidays.items() if first <= day <= last}


def _rounds(binder: Binder, end: date) -> list[Line]:
    found = []
    for one in due(binder):
        if one.kind == "routine" and one.entry and one.entry.record.schedule.every not in _DAILY:
            schedule = one.entry.record.schedule
            found += [Line(day, (replace(one, day=day, overdue=False),), _rhythm(one)) for day in occurrences(schedule, binder.client.calendar, binder.as_of, end)]
    return found


def _rhythm(one: Due) -> str:
    return arrange.schedule(one.entry.record.schedule) if one.kind == "routine" and one.entry else ""


def _stretch(binder: Binder, first: date, last: date, every: list[Line]) -> Stretch:
    return Stretch(first, last, by_day((line for line in every if first <= line.day <= last), holidays(binder, first, last)))
