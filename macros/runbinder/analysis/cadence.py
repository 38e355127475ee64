"""When a routine is due next, by its schedule and the client's calendar, and how much of a week it takes (S2-21, S2-22).

A routine is counted from when it was last done, as nobody writes down when it was planned. A run that came a little
early counts for the day it was meant for: the round of Monday that is done on Sunday is not due again on Monday.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count

from runbinder.model.control import Calendar
from runbinder.model.procedures import Schedule

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
DAYS = {"hour": 1, "day": 1, "working day": 1, "week": 7, "fortnight": 14}
"""Rhythms that are counted in days; an hourly routine is due every day."""
IN_MONTHS = {"month": 1, "quarter": 3, "half year": 6, "year": 12}
_EARLY = {7: timedelta(days=1), 30: timedelta(days=7)}
"""How early a run may come that still counts, for a routine with a day of the week and with one of the month."""
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": -1}
_DAY = timedelta(days=1)


def next_due(schedule: Schedule, calendar: Calendar) -> date | None:
    """The first day after `last_done` on which it is due again, holidays considered.

    None for what has no date: it is continuous, waits for an event, or was never done.
    """
    done = schedule.last_done
    if done is None or schedule.every in ("continuous", "on demand", "event"):
        return None
    try:
        days = (moved_to(day, schedule, calendar) for day in meant_for(schedule, calendar, done))
        return next((day for day in days if day and day > done), None)
    except OverflowError:  # the calendar ends with the year 9999
        return None


def last_day(schedule: Schedule, calendar: Calendar) -> date | None:
    """The last day on which it is not overdue yet: when it is due, and the days of its tolerance."""
    due = next_due(schedule, calendar)
    return due and due + timedelta(days=(schedule.tolerance or timedelta(0)).days)


def times_a_week(schedule: Schedule, calendar: Calendar) -> float:
    """How often it falls in an average week without holidays; 0 for what is continuous or waits for an event."""
    named = weekdays(schedule)
    if schedule.every in IN_MONTHS:
        return 7 / (365.25 / 12 * IN_MONTHS[schedule.every])
    if schedule.every not in DAYS:
        return 0.0
    if in_the_month(schedule):
        return 7 / (365.25 / 12)
    if named:
        return len(named) / (2 if schedule.every == "fortnight" else 1)
    return {"hour": 168.0, "day": 7.0, "working day": float(len(_working(calendar))), "week": 1.0, "fortnight": 0.5}[schedule.every]


def meant_for(schedule: Schedule, calendar: Calendar, done: date) -> Iterator[date]:
    """The days it is meant for, in order, beginning after the one that the last run counts for."""
    months = IN_MONTHS.get(schedule.every)
    if schedule.on and (months or in_the_month(schedule)):
        yield from _by_month(schedule, calendar, done, months or 1)
    elif named := weekdays(schedule):
        yield from _by_week(named, done, 2 if schedule.every == "fortnight" else 1)
    elif months:
        yield from (_clamped(_month(done) + months * times, done.day) for times in count(1))
    else:
        day = done
        while True:
            day += DAYS[schedule.every] * _DAY
            if schedule.every != "working day" or works(day, calendar):
                yield day


def _by_week(named: set[int], done: date, step: int) -> Iterator[date]:
    """Days of the week, in every week or every second one."""
    day = next(day for back in range(8) if (day := done + _EARLY[7] - back * _DAY).weekday() in named)
    monday = day - day.weekday() * _DAY
    while True:
        day += _DAY
        if day.weekday() in named and (day - monday).days // 7 % step == 0:
            yield day


def _by_month(schedule: Schedule, calendar: Calendar, done: date, step: int) -> Iterator[date]:
    """A day of the month, in every `step`th month from the one that the last run counts for; a date once a year."""
    month = _month(done + _EARLY[30])
    if dated := re.match(r"(\d+) (\w+)", schedule.on or ""):
        step, month = 12, month + (MONTHS.index(dated[2]) - month) % 12
    while _day_in(month, schedule, calendar) > done + _EARLY[30]:
        month -= 12 if dated else 1
    while True:
        month += step
        yield _day_in(month, schedule, calendar)


def _day_in(month: int, schedule: Schedule, calendar: Calendar) -> date:
    """The day that `on` means in a month. A day that the month does not have is its last one."""
    words = str(schedule.on).split(maxsplit=1)
    if named := [int(word) for word in words if word.isdigit()]:
        return _clamped(month, named[0])
    days = [_clamped(month, number + 1) for number in range(monthrange(month // 12, month % 12 + 1)[1])]
    if weekdays(schedule):
        days = [day for day in days if day.weekday() in weekdays(schedule)]
    elif words[-1] == "working day":
        days = [day for day in days if works(day, calendar)] or days
    place = _PLACES.get(words[0], 0)
    return days[min(place, len(days) - 1)]


def moved_to(day: date, schedule: Schedule, calendar: Calendar) -> date | None:
    """Where a planned day ends up. A weekend is a day off too, unless the schedule names the day or counts every day."""
    daily = schedule.every in ("hour", "day")
    holiday = day in calendar.holidays
    if schedule.on_holiday == "same day" or not (holiday or not (daily or weekdays(schedule) or works(day, calendar))):
        return day
    if schedule.on_holiday == "skip" and holiday:
        return None
    step = -_DAY if schedule.on_holiday == "before" else _DAY
    while day in calendar.holidays or not (daily or works(day, calendar)):
        day += step
    return day


def works(day: date, calendar: Calendar) -> bool:
    """Whether a day is one of work."""
    return WEEKDAYS[day.weekday()] in _working(calendar) and day not in calendar.holidays


def _working(calendar: Calendar) -> tuple[str, ...]:
    """A calendar without any day of work stands for work on every day."""
    return calendar.working_days or WEEKDAYS


def weekdays(schedule: Schedule) -> set[int]:
    """The days of the week that `on` names, Monday being 0."""
    return {number for number, name in enumerate(WEEKDAYS) if name in (schedule.on or "")}


def in_the_month(schedule: Schedule) -> bool:
    """Whether `on` is a day of the month or the year: first Monday, last working day, day 15, 1 March."""
    return bool(re.match(r"(first|second|third|fourth|last|day|\d+) ", schedule.on or ""))


def _month(day: date) -> int:
    """Months since the year 0, so that months can be counted."""
    return day.year * 12 + day.month - 1


def _clamped(month: int, day: int) -> date:
    year, number = divmod(month, 12)
    if not 0 < year < 10000:
        raise OverflowError
    return date(year, number + 1, max(1, min(day, monthrange(year, number + 1)[1])))
