"""INC: what the client is told while an incident is open, on a binder that keeps each law and on one that does not."""

from datetime import date

import pytest

from runbinder.checks import REGISTRY

# Open since Thursday 12 November 2026, rated medium, an update each working day.
OPEN = ("incidents", "2026-11-12-swap-shown-twice")
FIRST, SECOND = (*OPEN, "updates", 0), (*OPEN, "updates", 1)
# Opened on 5 November, rated high, closed on the 6th at 12:15.
CLOSED = ("incidents", "2026-11-05-office-internet")


@pytest.fixture
def told(broken):
    """`told({(*FIRST, "cc"): []})`: Tessera's binder with these routes changed."""
    return lambda changes, **more: broken(changes, name="tessera", **more)


def test_an_urgent_incident_may_not_wait_a_night(told, check_finds):
    """INC-04: the standard has nights count for what is urgent; the client's last word was at 16:10."""
    said = check_finds("INC-04", told({(*OPEN, "urgency"): "urgent"}), "'2026-11-12-swap-shown-twice' (urgent)", "from 2026-11-12 16:10 to 2026-11-13 16:00", "counts as 23 h 50 min", "allows 3 h")

    assert 7 == len(said)


def test_the_finding_is_at_the_update_that_came_late(told):
    """INC-04: a reader looks at the next update for what happened; if there is none, at all of them."""
    routes = [route[4:] for route, _ in REGISTRY["INC-04"].function(told({(*OPEN, "urgency"): "urgent"}, as_of=date(2026, 11, 22)))]

    assert ("updates", 1) == routes[0]
    assert ("updates",) == routes[-1]


def test_an_update_that_was_promised_for_the_end_of_the_day_and_sent_later(good, check_finds):
    """INC-05: Larkfield's update of 18 November went out at 17:05; that is said once."""
    said = check_finds("INC-05", good("larkfield"), "'my-box-delivery-day' (high)", "no update at 2026-11-18 16:30", "came 2026-11-18 17:05")

    assert 1 == len(said)
    assert [] == list(REGISTRY["INC-23"].function(good("larkfield")))


def test_days_without_a_word_are_one_finding(told, check_finds):
    """INC-05: three updates are missing, the silence is one."""
    missing = {(*OPEN, "updates", number): ... for number in (4, 3, 2)}
    said = check_finds("INC-05", told(missing), "no update at 2026-11-13 16:30 and at 2 later times", "the next one came 2026-11-18 16:10")

    assert 1 == sum(OPEN[1] in message for message in said)


def test_a_time_that_was_named_is_kept(told, check_finds, check_passes):
    """INC-23: to the minute; a later word is a broken one."""
    check_finds("INC-23", told({(*FIRST, "next_update_at"): "2026-11-12 16:09"}), "update 2 of incident", "was promised for 2026-11-12 16:09 and came 2026-11-12 16:10")
    check_passes("INC-23", told({(*FIRST, "next_update_at"): "2026-11-12 16:10"}))


def test_an_update_without_the_project_manager_is_found(told, good, check_finds):
    """INC-06: also where others are in copy."""
    check_finds("INC-06", told({(*SECOND, "cc"): ["moira-castell"]}), "update 2 of incident '2026-11-12-swap-shown-twice' (2026-11-12 16:10)", "'rosa-mendes'")
    check_finds("INC-06", good("larkfield"), "update 7", "2026-11-19 09:10")


@pytest.mark.parametrize("how", [{"cc": ["project-manager"]}, {"cc": [], "to": ["rosa-mendes"]}, {"cc": [], "by": "rosa-mendes"}])
def test_the_project_manager_may_know_in_another_way(how, told, check_passes):
    """INC-06: by role, as the one it goes to, as the one who sends it."""
    check_passes("INC-06", told({(*SECOND, field): value for field, value in how.items()}))


def test_nobody_can_be_in_copy_who_is_not_named(told, check_finds):
    """INC-06: one finding, not one for each update."""
    said = check_finds("INC-06", told({("profile", "project_manager"): ...}), "'tessera' names no project manager")

    assert 1 == len(said)


def test_who_could_not_ask_calls_the_client(told, check_finds, check_passes):
    """INC-07: within ten minutes of the update; a call just before it will do as well."""
    alone = {(*SECOND, "pm_unreachable"): True}

    check_finds("INC-07", told(alone), "update 2", "the client was not called")
    check_finds("INC-07", told({**alone, (*SECOND, "client_called_at"): "2026-11-12 16:21"}), "11 min later", "call_after_surprise is 10 min")
    check_passes("INC-07", told({**alone, (*SECOND, "client_called_at"): "2026-11-12 16:20"}))
    check_passes("INC-07", told({**alone, (*SECOND, "client_called_at"): "2026-11-12 16:05"}))


def test_a_surprise_is_asked_about_beforehand(told, check_finds, check_passes):
    """INC-08: not at all and afterwards are the same mistake."""
    surprise = {(*SECOND, "may_surprise"): True}

    check_finds("INC-08", told(surprise), "update 2", "was not asked")
    check_finds("INC-08", told({**surprise, (*SECOND, "pm_consulted_at"): "2026-11-12 16:30"}), "asked at 2026-11-12 16:30, after it had gone out")
    check_passes("INC-08", told({**surprise, (*SECOND, "pm_consulted_at"): "2026-11-12 16:10"}))


@pytest.mark.parametrize("how", [("pm_unreachable", True), ("by", "rosa-mendes")])
def test_whoever_can_not_be_asked_is_not_asked(how, told, check_passes):
    """INC-08: INC-07 looks at what is done then; and the project manager does not ask herself."""
    check_passes("INC-08", told({(*SECOND, "may_surprise"): True, (*SECOND, how[0]): how[1]}))


def test_an_open_incident_stands_in_the_weekly_status(told, check_finds):
    """INC-10: what was open when the status was sent is in it."""
    check_finds("INC-10", told({("weekly_statuses", "2026-11-09", "incidents"): []}), "'2026-11-12-swap-shown-twice'", "the week of 2026-11-09")


def test_what_was_closed_before_the_status_need_not_be_in_it(told, check_passes):
    """INC-10: the office was back on its fibre at noon on Friday, the status went out at half past two."""
    check_passes("INC-10", told({("weekly_statuses", "2026-11-02", "incidents"): []}))


def test_a_week_with_an_open_incident_has_a_status(told, check_finds, check_passes):
    """INC-10: from the Sunday on; before, it may still come. However many weeks, it is one finding."""
    none = {("weekly_statuses", "2026-11-09"): ..., ("weekly_statuses", "2026-11-16"): ...}

    check_finds("INC-10", told(none, as_of=date(2026, 11, 21)), "there is no weekly status for the week of 2026-11-09")
    check_finds("INC-10", told(none, as_of=date(2026, 11, 22)), "2 weeks have no weekly status, the first that of 2026-11-09")
    check_passes("INC-10", told(none, as_of=date(2026, 11, 14)))


def test_an_update_names_next_steps_and_time(told, check_finds, check_passes):
    """INC-14: all but the one that ends a closed ticket."""
    check_finds("INC-14", told({(*SECOND, "next_steps"): ...}), "update 2", "does not say what comes next")
    check_finds("INC-14", told({(*OPEN, "updates", 7, "next_update_at"): ..., (*OPEN, "updates", 7, "next_steps"): ...}), "update 8", "what comes next nor when the next update comes")
    check_passes("INC-14", told({(*CLOSED, "updates", 5, "next_steps"): ...}))


@pytest.mark.parametrize(("reported", "expected"), [("2026-11-12 11:16", None), ("2026-11-12 11:15", "16 min later; acknowledge_within is 15 min"), ("2026-11-12 11:32", "before it was reported")])
def test_the_first_word_comes_promptly(reported, expected, told, check_finds, check_passes):
    """INC-15: within a quarter of an hour, and not before the report."""
    binder = told({(*OPEN, "reported_at"): reported})

    check_finds("INC-15", binder, expected) if expected else check_passes("INC-15", binder)


def test_who_reports_at_night_is_answered_in_the_morning(told, check_finds, check_passes):
    """INC-15: unless it is urgent, for then nights count."""
    night = {(*OPEN, "reported_at"): "2026-11-11 23:50", (*OPEN, "acknowledged_at"): "2026-11-12 09:10"}

    check_passes("INC-15", told(night))
    check_finds("INC-15", told({**night, (*OPEN, "urgency"): "urgent"}), "9 h 20 min later")


def test_the_first_message_is_an_acknowledgement(told, check_finds):
    """INC-15: a diagnosis first is a client who waits."""
    check_finds("INC-15", told({(*FIRST, "message"): "update"}), "made from 'update', which is no acknowledgement")
    check_finds("INC-15", told({(*FIRST, "at"): "2026-11-12 11:28"}), "went out before the acknowledgement")


def test_the_newest_finding_is_told(told, check_finds, check_passes):
    """INC-19: an hour after the last update is the limit; a night does not count."""
    found = (*OPEN, "findings", 5, "at")

    check_passes("INC-19", told({found: "2026-11-20 16:55"}))
    check_passes("INC-19", told({found: "2026-11-21 03:00", (*OPEN, "updates", 7, "at"): "2026-11-20 16:30"}))
    check_finds("INC-19", told({found: "2026-11-20 16:56"}), "1 h 1 min newer than the last update", "ticket_lag is 1 h")


def test_having_to_ask_is_counted(good, check_finds):
    """INC-21: Larkfield asked once."""
    check_finds("INC-21", good("larkfield"), "'my-box-delivery-day'", "ask for news once")


def test_a_client_without_incidents_has_nothing_to_answer_for(broken, check_passes):
    """No incident, no finding, in the whole family."""
    none = broken({("incidents",): {}, ("weekly_statuses",): {}, ("monitoring_issues",): {}, ("profile", "project_manager"): ...}, name="tessera")

    for code in REGISTRY:
        if code.startswith("INC") and REGISTRY[code].scope == "binder":
            check_passes(code, none)
