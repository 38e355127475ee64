"""Hours as the minutes of a week."""

import pytest

from runbinder.analysis.hours import ALWAYS, gaps, week


@pytest.mark.parametrize(("hours", "minutes"), [
    (None, 10080), ("24x7", 10080), ("00:00-24:00", 10080), ("08:00-18:00", 7 * 600),
    ("Mon-Fri 08:00-18:00", 5 * 600), ("Sun 09:00-09:01", 1), ("Mon-Fri 08:00-18:00, Sat 09:00-13:00", 5 * 600 + 240),
    ("Mon-Fri 08:00-18:00, Mon-Wed 17:00-19:00", 5 * 600 + 180), ("22:00-06:00", 7 * 480), ("Sat-Mon 10:00-11:00", 3 * 60),
])
def test_hours_are_minutes(hours, minutes):
    """What overlaps counts once; a night and a span of days may run over the end of the week."""
    assert minutes == week(hours).bit_count()


@pytest.mark.parametrize(("hours", "expected"), [
    ("24x7", []),
    ("Mon-Fri 08:00-18:00", ["Mon 18:00 to Tue 08:00", "Tue 18:00 to Wed 08:00", "Wed 18:00 to Thu 08:00", "Thu 18:00 to Fri 08:00", "Fri 18:00 to Mon 08:00"]),
    ("Sun 22:00-06:00", ["Mon 06:00 to Sun 22:00"]),
])
def test_gaps_are_named_by_their_ends(hours, expected):
    """A gap over the week-end is one gap."""
    assert expected == gaps(week(hours))


def test_two_shifts_make_a_day():
    """Hours add up: a day shift and a night shift leave no gap."""
    assert ALWAYS == week("06:00-18:00") | week("18:00-06:00")


def test_nobody_is_a_gap_of_a_week():
    """Without anybody there is no end to name."""
    assert ["the whole week"] == gaps(0)
