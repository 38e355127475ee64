"""INC: alarms that somebody saw, reported and dealt with in time, or not."""

from datetime import date

import pytest

SEEN = ("monitoring_issues", "storage-dock9-full")
"""An alarm of Wednesday 11 November 2026, 16:20, reported and dealt with on the day after."""


def test_an_alarm_that_was_seen_and_nothing_else(good, broken, check_finds, check_passes):
    """INC-20: from the day after it was seen; an incident made of it will do."""
    seen = ("monitoring_issues", "certificate-warning")

    check_finds("INC-20", good("larkfield"), "'certificate-warning' was seen on 2026-11-12, 8 days ago", "'callum-frost' owns it")
    check_passes("INC-20", broken({(*seen, "incident"): "my-box-delivery-day"}, name="larkfield"))
    check_passes("INC-20", broken({}, name="larkfield", as_of=date(2026, 11, 12)))


@pytest.mark.parametrize(("seen", "reported", "days"), [
    ("2026-11-11 16:20", "2026-11-12 17:00", 0), ("2026-11-11 16:20", "2026-11-13 08:00", 2),
    ("2026-11-06 16:20", "2026-11-09 08:00", 0), ("2026-11-06 16:20", "2026-11-10 08:00", 4),
])
def test_an_alarm_is_reported_by_the_next_working_day(seen, reported, days, broken, check_finds, check_passes):
    """INC-26: what is seen on a Friday may wait for Monday, and no longer."""
    binder = broken({(*SEEN, "seen_at"): seen, (*SEEN, "reported_at"): reported})

    check_finds("INC-26", binder, f"was seen on {seen[:10]} and reported {days} days later") if days else check_passes("INC-26", binder)


@pytest.mark.parametrize(("as_of", "found"), [(18, False), (19, True)])
def test_an_alarm_is_not_open_for_weeks(as_of, found, broken, check_finds, check_passes):
    """INC-26: after a week somebody has dealt with it, or it is an incident."""
    binder = broken({(*SEEN, "addressed_at"): ...}, as_of=date(2026, 11, as_of))

    check_finds("INC-26", binder, "8 days ago, and is neither dealt with nor an incident", "owns it") if found else check_passes("INC-26", binder)
    check_passes("INC-26", broken({(*SEEN, "addressed_at"): ..., (*SEEN, "incident"): "labels-stop-at-depot"}))


def test_an_alarm_that_nobody_reported_is_said_once(broken, check_passes):
    """INC-26: INC-20 has said it."""
    check_passes("INC-26", broken({(*SEEN, "addressed_at"): ..., (*SEEN, "reported_at"): ...}))
