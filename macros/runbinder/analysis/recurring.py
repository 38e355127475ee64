"""On which days a routine comes round: all of them in a stretch of time, and as a rule of iCalendar where one can say it (S2-21).

A rule knows nothing of holidays. What the client's calendar changes - a day that is left out, a day that is moved - is
told beside it, for as far as holidays are written down. A rhythm whose days move with every weekend, or that counts days
of work in a month, has no rule that every calendar knows; its days of a year are told one by one.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile

from runbinder.analysis.cadence import IN_MONTHS, MONTHS, WEEKDAYS, in_the_month, meant_for, moved_to, weekdays
from runbinder.model.control import Calendar
from runbinder.model.procedures import Schedule

YEAR = timedelta(days=366)
_SHORT = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLACES = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
_MARGIN = timedelta(days=31)
"""So far at most a day is moved by a stretch of holidays."""
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Series:
    """A routine for a calendar: `rule` (RFC 5545, without its name) from `start` on, but not `without`; and single days beside it."""

    rule: str
    start: date | None
    without: tuple[date, ...]
    single: tuple[date, ...]


def occurrences(schedule: Schedule, calendar: Calendar, first: date, until: date) -> list[date]:
    """The days from `first` to `until` on which it is due, both included; of what was never done as if it were due at once."""
    if schedule.every in ("continuous", "on demand", "event"):
        return []
    done = schedule.last_done or first - _DAY
    try:
        planned = takewhile(lambda day: day <= until + _MARGIN, meant_for(schedule, calendar, done))
        moved = {moved_to(day, schedule, calendar) for day in planned if day >= first - _MARGIN}
    except OverflowError:  # the calendar ends with the year 9999
        return []
    return sorted(day for day in moved if day and max(first, done + _DAY) <= day <= until)


def series(schedule: Schedule, calendar: Calendar, first: date) -> Series:
    """From a day on: for ever where there is a rule, for a year where there is none."""
    holidays = max(calendar.holidays, default=first) + _MARGIN
    until = min(max(first + YEAR, holidays), first + 3 * YEAR)
    days = occurrences(schedule, calendar, first, until + _MARGIN)
    words = rule(schedule, calendar)
    ruled = occurrences(schedule, calendar.model_copy(update={"holidays": {}}), first, until + _MARGIN) if words else []
    kept = sorted(set(days) & set(ruled))
    if not kept:
        return Series("", None, (), tuple(day for day in days if day <= first + YEAR))
    without = tuple(day for day in ruled if kept[0] < day <= until and day not in set(days))
    return Series(words, kept[0], without, tuple(day for day in days if day not in set(ruled)))


def rule(schedule: Schedule, calendar: Calendar) -> str:
    """`FREQ=MONTHLY;BYDAY=1MO`, or nothing where no rule that every calendar knows gives the days of one without holidays."""
    on, months, named = str(schedule.on or ""), IN_MONTHS.get(schedule.every, 0), sorted(weekdays(schedule))
    weekly = f"FREQ=WEEKLY{';INTERVAL=2' if schedule.every == 'fortnight' else ''}"
    if on and (months or in_the_month(schedule)):
        return _of_month(schedule, calendar, on, months or 1, named)
    if named:
        return f"{weekly};WKST=MO;BYDAY={','.join(_SHORT[day] for day in named)}"
    if months:
        day = schedule.last_done.day if schedule.last_done else 31
        return f"FREQ=MONTHLY;INTERVAL={months};BYMONTHDAY={day}" if day <= 28 and _stays(schedule, calendar) else ""
    if schedule.every in ("hour", "day"):
        return "FREQ=DAILY"
    if schedule.every == "working day":
        return f"FREQ=WEEKLY;WKST=MO;BYDAY={_working(calendar)}"
    return weekly if schedule.every in ("week", "fortnight") else ""


def _of_month(schedule: Schedule, calendar: Calendar, on: str, step: int, named: list[int]) -> str:
    monthly = f"FREQ=MONTHLY{f';INTERVAL={step}' if step > 1 else ''}"
    place = _PLACES.get(on.split()[0], 1)
    if len(named) == 1:
        return f"{monthly};BYDAY={place}{_SHORT[named[0]]}"
    if named or on.endswith("working day") or not _stays(schedule, calendar):
        return ""  # BYSETPOS would say it; a program that leaves that part out shows every working day of the month
    if dated := re.match(r"(\d+) (\w+)", on):
        return f"FREQ=YEARLY;BYMONTH={MONTHS.index(dated[2]) + 1};BYMONTHDAY={dated[1]}" if int(dated[1]) <= 28 else ""
    number = int(on.split()[1]) if on.startswith("day ") else place
    return f"{monthly};BYMONTHDAY={number}" if number <= 28 else ""


def _stays(schedule: Schedule, calendar: Calendar) -> bool:
    """Whether a day of the month is kept when it falls on a weekend."""
    return schedule.on_holiday == "same day" or len(calendar.working_days) in (0, 7)


def _working(calendar: Calendar) -> str:
    return ",".join(_SHORT[WEEKDAYS.index(day)] for day in sorted(calendar.working_days or WEEKDAYS, key=WEEKDAYS.index))
