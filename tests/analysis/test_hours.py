"""Hours as the minutes of a week."""

import pytest

from runbinder.analysis.hours import minutes, uncovered


@pytest.mark.parametrize(("hours", "expected"), [
    ("24x7", 10080), ("00:00-24:00", 10080), ("08:00-18:00", 7 * 600), ("Mon-Fri 08:00-18:00", 5 * 600), ("Sun 09:00-09:01", 1),
    ("Mon-Fri 08:00-18:00, Sat 09:00-13:00", 5 * 600 + 240), ("Mon-Fri 08:00-18:00, Mon-Wed 17:00-19:00", 5 * 600 + 180),
    ("22:00-06:00", 7 * 480), ("Sat-Mon 10:00-11:00", 3 * 60),
])
def test_hours_are_minutes(hours, expected):
    """What overlaps counts once; a night and a span of days may run over the end of the week."""
    assert expected == len(minutes(hours))


@pytest.mark.parametrize(("several", "expected"), [
    (["24x7"], ""),
    (["06:00-18:00", "18:00-06:00"], ""),
    (["Mon-Fri 08:00-18:00", "Mon-Thu 17:00-08:00"], "from Fri 18:00 to Mon 08:00"),
    (["Sun 22:00-06:00"], "from Mon 06:00 to Sun 22:00"),
    ([], "at any time"),
])
def test_what_nobody_covers_is_named_by_its_ends(several, expected):
    """Shifts add up; a gap over the week-end is one gap."""
    assert expected == uncovered(several)
