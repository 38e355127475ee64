"""SCH: routines that lapse, and hours that nobody has."""

from datetime import date

import pytest

TEST = ("procedures", "generator-test", "schedule")


def test_a_routine_that_lapsed_is_found(broken, check_finds):
    """SCH-01: with the day it was due, so that everybody sees what is owed."""
    binder = broken({(*TEST, "last_done"): "2026-09-02"})

    check_finds("SCH-01", binder, "'generator-test' (every month, first Wednesday) was last done on 2026-09-02; it was due on 2026-10-07, 44 days ago")


def test_a_routine_may_be_as_late_as_its_tolerance(broken, check_finds, check_passes):
    """SCH-01: due on 7 October with seven days of tolerance, it lapses on the fifteenth."""
    changes = {(*TEST, "last_done"): "2026-09-02", (*TEST, "tolerance"): "7d"}
    others = {("procedures", name, "schedule", "last_done"): "2026-10-13" for name in ("backup-check", "cold-store-temperature-check", "wms-nightly-batch-check", "endpoint-health", "racking-inspection")}

    check_passes("SCH-01", broken(changes | others, as_of=date(2026, 10, 14)))
    check_finds("SCH-01", broken(changes | others, as_of=date(2026, 10, 15)), "and could wait until 2026-10-14, 1 day ago")


def test_a_routine_that_was_never_done_is_found(broken, check_finds, check_passes):
    """SCH-01: nothing to count from is not the same as nothing to do; what waits for an event has nothing to say."""
    check_finds("SCH-01", broken({(*TEST, "last_done"): ...}), "'generator-test' is due every month", "nobody has written down")
    check_passes("SCH-01", broken({TEST: {"every": "on demand", "when": "The fuel was changed"}}))


def test_holidays_put_off_a_routine(broken, check_passes):
    """SCH-01: what falls on Boxing Day is due when people are back."""
    day = {"every": "week", "on": "Monday", "last_done": "2026-12-21"}
    others = {("procedures", name): ... for name in ("backup-check", "cold-store-temperature-check", "wms-nightly-batch-check", "endpoint-health", "racking-inspection", "patch-round", "restore-test")}

    check_passes("SCH-01", broken({TEST: day} | others, as_of=date(2026, 12, 29)))


def test_more_routines_than_hours_are_found(broken, check_finds):
    """SCH-03: one technician at 47.5 hours a week can not stand in for 56 hours of one procedure alone."""
    changes = {("procedures", "cold-store-temperature-check", field): value for field, value in {"or_by": "interim-technician", "takes": "8h"}.items()}
    changes |= {("roles", "interim-technician", "deputies"): [], ("roles", "interim-technician", "holder"): "jan-kolb", ("roles", "interim-technician", "does"): "x"}

    check_finds("SCH-03", broken(changes), "'interim-technician' stands in for", "1 person with 47.5 h")


def test_a_person_can_stand_in_too(broken, check_finds, check_passes):
    """SCH-03: by name, at 24 hours a day; and the first hour that is too much makes the finding."""
    def binder(takes):
        return broken({("procedures", "cold-store-temperature-check", "or_by"): "darren-fisk", ("procedures", "cold-store-temperature-check", "takes"): takes})

    check_finds("SCH-03", binder("6h 48m"), "'darren-fisk' stands in for 47.6 h")
    check_passes("SCH-03", binder("6h 47m"))


@pytest.mark.parametrize(("day", "found"), [("2026-11-20", False), ("2026-11-21", True)])
def test_nobody_has_done_it_tomorrow(day, found, broken, check_finds, check_passes):
    """SCH-04: today is the last day that can have been."""
    binder = broken({(*TEST, "last_done"): day})

    check_finds("SCH-04", binder, "2026-11-21", "after 2026-11-20") if found else check_passes("SCH-04", binder)
