"""The next day of a routine: by rhythm, by holiday, and whatever the dates are."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbinder.analysis.cadence import MONTHS, WEEKDAYS, last_day, next_due, times_a_week
from runbinder.model.control import Calendar
from runbinder.model.procedures import Schedule

HOLIDAYS = {"2026-12-25": "Christmas Day", "2026-12-28": "Boxing Day", "2027-01-01": "New Year", "2027-03-26": "Good Friday", "2027-03-29": "Easter Monday"}
CALENDAR = Calendar.model_validate({"holidays": HOLIDAYS})
DATED = ("hour", "day", "working day", "week", "fortnight", "month", "quarter", "half year", "year")


def due(every, last_done, calendar=CALENDAR, **words):
    """The next day as text, or None."""
    found = next_due(Schedule.model_validate({"every": every, "last_done": last_done, **words}), calendar)
    return found and found.isoformat()


@pytest.mark.parametrize(("every", "on", "last_done", "expected"), [
    ("hour", None, "2026-11-19", "2026-11-20"), ("day", None, "2026-11-20", "2026-11-21"), ("working day", None, "2026-11-20", "2026-11-23"),
    ("week", None, "2026-11-18", "2026-11-25"), ("week", "Monday", "2026-11-16", "2026-11-23"), ("week", "Monday and Thursday", "2026-11-16", "2026-11-19"),
    ("week", "Saturday", "2026-11-14", "2026-11-21"), ("day", "Monday, Thursday", "2026-11-19", "2026-11-23"), ("fortnight", "Monday", "2026-11-16", "2026-11-30"),
    ("fortnight", None, "2026-11-16", "2026-11-30"), ("month", None, "2026-01-30", "2026-03-02"), ("month", "first Tuesday", "2026-11-03", "2026-12-01"),
    ("month", "last working day", "2026-10-30", "2026-11-30"), ("month", "second working day", "2026-11-03", "2026-12-02"), ("month", "first Wednesday", "2026-10-07", "2026-11-04"),
    ("month", "fourth Friday", "2026-10-23", "2026-11-27"), ("month", "day 15", "2026-10-15", "2026-11-16"), ("month", "day 31", "2026-10-31", "2026-11-30"),
    ("month", "last day", "2026-08-31", "2026-09-30"), ("month", "Monday", "2026-11-02", "2026-12-07"), ("week", "first Monday", "2026-11-02", "2026-12-07"),
    ("quarter", None, "2026-10-08", "2027-01-08"), ("quarter", "first Monday", "2026-10-05", "2027-01-04"), ("half year", "second Thursday", "2026-10-08", "2027-04-08"),
    ("year", "1 March", "2026-03-02", "2027-03-01"), ("year", "29 February", "2026-02-27", "2027-03-01"), ("year", None, "2024-02-29", "2025-02-28"),
])
def test_a_routine_is_due_again_by_its_rhythm(every, on, last_done, expected):
    """One period after the day that the last run was for; a day that a month does not have is its last one."""
    assert expected == due(every, last_done, **({"on": on} if on else {}))


@pytest.mark.parametrize(("every", "on", "last_done", "expected"), [
    ("week", "Monday", "2026-11-15", "2026-11-23"), ("week", "Monday", "2026-11-14", "2026-11-16"), ("week", "Monday", "2026-11-20", "2026-11-23"),
    ("fortnight", "Monday", "2026-11-15", "2026-11-30"), ("fortnight", "Monday", "2026-11-20", "2026-11-30"), ("month", "first Tuesday", "2026-11-02", "2026-12-01"),
    ("month", "first Tuesday", "2026-10-27", "2026-12-01"), ("month", "first Tuesday", "2026-10-26", "2026-11-03"), ("month", "first Tuesday", "2026-11-28", "2027-01-05"),
    ("month", "last working day", "2026-11-02", "2026-11-30"), ("year", "1 March", "2026-02-25", "2027-03-01"), ("year", "1 March", "2026-09-09", "2027-03-01"),
    ("quarter", "first Monday", "2026-10-20", "2027-01-04"), ("quarter", "first Monday", "2026-09-30", "2027-01-04"),
])
def test_a_run_that_came_early_or_late_counts_for_its_day(every, on, last_done, expected):
    """A day early in the week and seven in the month count for the day that was meant; a late run does not move the next one."""
    assert expected == due(every, last_done, on=on)


@pytest.mark.parametrize(("rule", "expected"), [("after", "2026-12-29"), ("before", "2026-12-24"), ("same day", "2026-12-28"), ("skip", "2027-01-04")])
def test_a_holiday_moves_a_routine_by_its_rule(rule, expected):
    """Monday 28 December is a holiday, and so is the Friday before."""
    assert expected == due("week", "2026-12-21", on="Monday", on_holiday=rule)


@pytest.mark.parametrize(("every", "rule", "expected"), [
    ("day", "after", "2026-12-26"), ("day", "skip", "2026-12-26"), ("day", "same day", "2026-12-25"), ("day", "before", "2026-12-26"), ("working day", "same day", "2026-12-29"),
])
def test_what_is_done_every_day_is_done_at_the_weekend(every, rule, expected):
    """After Thursday 24 December: every day goes on on Saturday, a working day on Tuesday."""
    assert expected == due(every, "2026-12-24", on_holiday=rule)


@pytest.mark.parametrize(("rule", "expected"), [("after", "2026-11-16"), ("before", "2026-11-13"), ("skip", "2026-11-16"), ("same day", "2026-11-15")])
def test_a_weekend_is_a_day_off(rule, expected):
    """Sunday 15 November is no holiday, so that it is not skipped; but nobody is there."""
    assert expected == due("month", "2026-10-15", on="day 15", on_holiday=rule)


@pytest.mark.parametrize("every", ["continuous", "on demand", "event"])
def test_what_has_no_rhythm_is_never_due(every):
    """It runs all the time, or waits for something to happen."""
    assert due(every, "2026-01-01", when="somebody asks") is None


def test_what_was_never_done_has_no_next_day():
    """There is nothing to count from; a check says so."""
    assert due("week", None) is None


@pytest.mark.parametrize("last_done", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("on", [None, "Monday", "first Monday", "31 December"])
@pytest.mark.parametrize("every", DATED)
def test_the_calendar_has_ends(every, on, last_done):
    """A slip of the pen in a year is no traceback."""
    due(every, last_done, on=on)


def test_a_month_without_a_working_day_has_a_first_one_all_the_same():
    """A shutdown of a month moves the routine out of it and stops nothing."""
    shut = Calendar.model_validate({"holidays": {f"2026-12-{day:02}": "Shutdown" for day in range(1, 32)}})

    assert "2027-01-01" == due("month", "2026-11-02", shut, on="first working day")


def test_tolerance_is_counted_in_whole_days():
    """24 hours are a day, 36 too, and none is none."""
    def last(tolerance):
        schedule = {"every": "week", "on": "Monday", "last_done": "2026-11-16", "tolerance": tolerance}
        return last_day(Schedule.model_validate(schedule), CALENDAR)

    assert [date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 24)] == [last(tolerance) for tolerance in (None, "24h", "36h")]


@pytest.mark.parametrize(("every", "on", "expected"), [
    ("hour", None, 168), ("day", None, 7), ("working day", None, 5), ("week", None, 1), ("week", "Monday and Thursday", 2), ("fortnight", "Monday", 0.5),
    ("month", "first Monday", 0.23), ("quarter", None, 0.077), ("year", "1 March", 0.019), ("continuous", None, 0), ("on demand", None, 0),
])
def test_a_rhythm_has_its_share_of_a_week(every, on, expected):
    """On average over a year, without holidays."""
    schedule = Schedule.model_validate({"every": every, "on": on, "when": "x"})

    assert times_a_week(schedule, CALENDAR) == pytest.approx(expected, abs=0.001)


days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
places = st.sampled_from(("first", "second", "third", "fourth", "last"))
ons = st.one_of(
    st.none(),
    st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(" and ".join),
    st.tuples(places, st.sampled_from((*WEEKDAYS, "working day", "day"))).map(" ".join),
    st.integers(1, 31).map(lambda number: f"day {number}"),
    st.tuples(st.integers(1, 31).map(str), st.sampled_from(MONTHS)).map(" ".join),
)
calendars = st.builds(
    lambda working, holidays: Calendar.model_validate({"working_days": sorted(working), "holidays": dict.fromkeys(holidays, "Holiday")}),
    st.sets(st.sampled_from(WEEKDAYS)), st.sets(days, max_size=6),
)
rules = st.sampled_from(("skip", "before", "after", "same day"))


def schedules(every=DATED):
    return st.builds(lambda every, on, rule, last: Schedule(every=every, on=on, on_holiday=rule, last_done=last), st.sampled_from(every), ons, rules, days)


@given(schedules(), calendars)
@settings(max_examples=150, deadline=None)
def test_the_next_day_comes_and_lies_ahead(schedule, calendar):
    """Whatever the schedule and the calendar: there is a next day, it is later, and no holiday unless the schedule says so."""
    found = next_due(schedule, calendar)

    assert found > schedule.last_done
    assert schedule.on_holiday == "same day" or found not in calendar.holidays


@given(schedules(), calendars, st.integers(0, 20))
@settings(max_examples=100, deadline=None)
def test_a_later_run_is_not_due_sooner(schedule, calendar, later):
    """Doing it later never brings the next day forward, except that a second Monday begins a rhythm of two weeks or more anew."""
    if schedule.every in ("fortnight", "quarter", "half year", "year"):
        return
    again = schedule.model_copy(update={"last_done": schedule.last_done + timedelta(days=later)})

    assert next_due(again, calendar) >= next_due(schedule, calendar)


@given(schedules(("week", "fortnight", "month")), st.integers(3, 12))
@settings(max_examples=100, deadline=None)
def test_done_when_due_it_keeps_its_rhythm(schedule, rounds):
    """Without holidays, a routine that is always done on its day neither drifts nor comes to rest."""
    always = Calendar.model_validate({"working_days": list(WEEKDAYS)})
    first = schedule.model_copy(update={"last_done": next_due(schedule, always)})
    if schedule.on and schedule.on.split()[-1] in MONTHS:
        return
    gaps = []
    for _ in range(rounds):
        found = next_due(first, always)
        gaps.append((found - first.last_done).days)
        first = first.model_copy(update={"last_done": found})

    assert max(gaps) <= {"week": 35, "fortnight": 35, "month": 37}[schedule.every]
    assert sum(gaps) >= rounds
