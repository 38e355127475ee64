"""A rule of iCalendar, and the days beside it, give the very days on which a routine is due."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from runbinder.analysis.cadence import MONTHS, WEEKDAYS, next_due
from runbinder.analysis.recurring import occurrences, rule, series
from runbinder.model.control import Calendar
from runbinder.model.procedures import Schedule

HOLIDAYS = {"2026-12-25": "Christmas Day", "2026-12-28": "Boxing Day", "2027-01-01": "New Year", "2027-03-26": "Good Friday", "2027-03-29": "Easter Monday"}
CALENDAR = Calendar.model_validate({"holidays": HOLIDAYS})
TODAY = date(2026, 11, 20)
EVERY = ("hour", "day", "working day", "week", "fortnight", "month", "quarter", "half year", "year")
ON = st.none() | st.sampled_from(WEEKDAYS) | st.sampled_from(["Monday and Thursday", "first day", "last day", "second working day", "last working day", "day 15", "day 31", "29 February"]) | st.builds(
    "{} {}".format, st.sampled_from(["first", "fourth", "last"]), st.sampled_from(WEEKDAYS)) | st.builds("{} {}".format, st.integers(1, 28), st.sampled_from(MONTHS))


def told(found, until):
    """The days that a calendar shows, as a library that others wrote understands the rule."""
    days = set(found.single)
    if found.start:
        ruled = rrulestr(found.rule, dtstart=datetime.combine(found.start, time())).between(datetime.combine(found.start, time()), datetime.combine(until, time()), inc=True)
        days |= {one.date() for one in ruled} - set(found.without)
    return sorted(day for day in days if day <= until)


@pytest.mark.parametrize(("every", "on", "expected"), [
    ("week", "Monday", "FREQ=WEEKLY;WKST=MO;BYDAY=MO"), ("fortnight", "Monday", "FREQ=WEEKLY;INTERVAL=2;WKST=MO;BYDAY=MO"), ("month", "first Monday", "FREQ=MONTHLY;BYDAY=1MO"),
    ("quarter", "last Friday", "FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR"), ("month", "last working day", ""), ("day", None, "FREQ=DAILY"),
    ("working day", None, "FREQ=WEEKLY;WKST=MO;BYDAY=MO,TU,WE,TH,FR"), ("month", "day 15", ""), ("year", "1 March", ""), ("month", None, ""),
])
def test_a_rhythm_that_has_a_rule(every, on, expected):
    """A day of the month moves with every weekend, and a day of work is counted from its beginning: no rule that every calendar knows says that."""
    assert expected == rule(Schedule.model_validate({"every": every, "on": on, "last_done": "2026-11-10"}), CALENDAR)


def test_a_day_of_the_month_that_stays_has_a_rule():
    """Where the schedule says that a weekend does not matter."""
    assert "FREQ=MONTHLY;BYMONTHDAY=15" == rule(Schedule.model_validate({"every": "month", "on": "day 15", "on_holiday": "same day"}), CALENDAR)


def test_what_has_no_days_is_in_no_calendar():
    """It waits for an event, or never stops."""
    for every in ("on demand", "event", "continuous"):
        found = series(Schedule.model_validate({"every": every, "when": "x"}), CALENDAR, TODAY)

        assert (None, ()) == (found.start, found.single)


def test_a_holiday_takes_a_day_out_and_puts_another_in():
    """Monday the 28th is one: the round comes on Tuesday."""
    found = series(Schedule.model_validate({"every": "week", "on": "Monday", "last_done": "2026-11-16"}), CALENDAR, TODAY)

    assert date(2026, 11, 23) == found.start
    assert (date(2026, 12, 28), date(2027, 3, 29)) == found.without
    assert (date(2026, 12, 29), date(2027, 3, 30)) == found.single


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(EVERY), ON, st.none() | st.dates(TODAY - timedelta(days=500), TODAY), st.sampled_from(["skip", "before", "after", "same day"]))
def test_a_calendar_shows_the_days_on_which_it_is_due(every, on, last_done, on_holiday):
    """All of them and no other, for a year, whatever the rhythm and the holidays."""
    schedule = Schedule.model_validate({"every": every, "on": on, "last_done": last_done, "on_holiday": on_holiday})
    until = TODAY + timedelta(days=330)

    assert occurrences(schedule, CALENDAR, TODAY, until) == told(series(schedule, CALENDAR, TODAY), until)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(EVERY), ON, st.dates(TODAY - timedelta(days=300), TODAY))
def test_the_first_of_the_days_is_the_one_that_is_due(every, on, last_done):
    """Two ways of counting agree."""
    schedule = Schedule.model_validate({"every": every, "on": on, "last_done": last_done})
    due = next_due(schedule, CALENDAR)

    assert due == min(occurrences(schedule, CALENDAR, last_done, last_done + timedelta(days=800)))
