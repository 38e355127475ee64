"""INC: how incidents are worked on, closed and reported, on a binder that keeps each law and on one that does not."""

from datetime import date

import pytest

# Rated high, closed on Friday 6 November 2026 with a report; and one that is open since the 12th.
DONE, OPEN = ("incidents", "2026-11-05-office-internet"), ("incidents", "2026-11-12-swap-shown-twice")
CLOSURE, REPORT = (*DONE, "closure"), (*DONE, "report")


@pytest.fixture
def changed(broken):
    """`changed({(*REPORT, "severity"): "low"})`: Tessera's binder with these routes changed."""
    return lambda changes, **more: broken(changes, name="tessera", **more)


@pytest.mark.parametrize(("day", "found"), [(13, False), (14, True)])
def test_a_report_is_written_within_a_week(day, found, changed, check_finds, check_passes):
    """INC-01: on the seventh day after the closing it is still in time."""
    binder = changed({REPORT: ...}, as_of=date(2026, 11, day))

    check_finds("INC-01", binder, "'2026-11-05-office-internet' was over on 2026-11-06, 8 days ago", "report_due is 7 days") if found else check_passes("INC-01", binder)


def test_a_report_is_due_though_nobody_closed_the_ticket(changed, check_finds, check_passes):
    """INC-01: what is resolved is over with its last update; what is being mended is not."""
    last = date(2026, 12, 1)

    check_finds("INC-01", changed({(*OPEN, "status"): "resolved"}, as_of=last), "'2026-11-12-swap-shown-twice' was over on 2026-11-20")
    check_passes("INC-01", changed({(*OPEN, "status"): "fixing"}, as_of=last))


def test_the_headings_are_kept_to_the_letter(broken, check_finds, check_passes):
    """INC-24: eight, in their order, as the source has them."""
    binder = broken({}, provider={("standard", "report_headings", 4): "Exposure"})

    check_finds("INC-24", binder, "heading 5", "'Exposure' and not 'Exposure / impacts'")
    check_passes("INC-24", broken({}))
    check_passes("INC-24", broken({}, provider={("standard",): None}))


@pytest.mark.parametrize(("field", "value"), [("severity", "high"), ("reporter", "owen-pritchard")])
def test_ticket_and_report_say_the_same(field, value, changed, check_finds):
    """INC-02: two severities are none."""
    check_finds("INC-02", changed({(*REPORT, field): value}), f"the {field} of incident '2026-11-05-office-internet'", f"'{value}' in the report")


def test_times_run_forwards(changed, check_finds, check_passes):
    """INC-03: in the timeline and among the updates; the same minute twice is fine."""
    check_finds("INC-03", changed({(*REPORT, "timeline", 1, "at"): "2026-11-05 09:13"}), "line 2", "(2026-11-05 09:13) is earlier than the one before it (2026-11-05 09:14)")
    check_finds("INC-03", changed({(*DONE, "updates", 2, "at"): "2026-11-05 10:00"}), "update 3")
    check_finds("INC-03", changed({(*DONE, "findings", 1, "at"): "2026-11-04 09:00"}), "finding 2", "(2026-11-04 09:00) is earlier")
    check_passes("INC-03", changed({(*REPORT, "timeline", 1, "at"): "2026-11-05 09:14"}))


def test_a_report_is_of_a_day_in_its_timeline(changed, check_finds, check_passes):
    """INC-25: a slip in the day of the incident shows beside the times under it."""
    check_finds("INC-25", changed({(*REPORT, "date_of_incident"): "2025-11-05"}), "is of 2025-11-05, and its timeline runs from 2026-11-05 to 2026-11-0")
    check_passes("INC-25", changed({(*REPORT, "date_of_incident"): "2026-11-05"}))


def test_a_closed_ticket_holds_cause_resolution_and_prevention(changed, check_finds):
    """INC-09: and one that holds them is closed."""
    check_finds("INC-09", changed({CLOSURE: ...}), "'2026-11-05-office-internet' is closed without cause, resolution and prevention")
    check_finds("INC-09", changed({(*DONE, "status"): "monitoring"}), "was closed on 2026-11-06 and its status is 'monitoring'")


def test_on_the_day_of_closing_the_status_may_lag(changed, check_passes):
    """INC-09: until the day is over."""
    check_passes("INC-09", changed({(*DONE, "status"): "monitoring"}, as_of=date(2026, 11, 6)))


@pytest.mark.parametrize(("got", "words"), [
    (["kestrel", "callum-frost"], "not circulated to the client"), (["moira-castell"], "not circulated to anybody who maintains the system"),
    ([], "not circulated to the client nor to anybody who maintains the system"),
])
def test_a_report_goes_to_client_and_maintainers(got, words, changed, check_finds):
    """INC-11: named as people, by role or as the organisation."""
    check_finds("INC-11", changed({(*REPORT, "circulated_to"): got}), "'2026-11-05-office-internet'", words)


def test_what_the_client_maintains_alone_goes_to_nobody_else(changed, check_passes):
    """INC-11: then its own people are the maintainers."""
    own = {("services", "office-it", "done_by"): "tessera", ("services", "office-it", "or_by"): []}

    check_passes("INC-11", changed({**own, (*DONE, "service"): "office-it", (*REPORT, "circulated_to"): ["moira-castell"]}))


@pytest.mark.parametrize("where", [(*REPORT, "root_cause"), (*REPORT, "timeline", 2, "action"), (*CLOSURE, "cause")])
def test_a_name_beside_a_verb_of_blame_is_found(where, changed, check_finds, check_passes):
    """INC-12: the people of the binder, also by one of their names; who did something is not who is to blame."""
    check_finds("INC-12", changed({where: "Owen Pritchard forgot to renew the licence."}), "says 'Owen Pritchard forgot'")
    check_finds("INC-12", changed({where: "On Tuesday Callum’s colleague slept, and Callum broke the line."}), "'Callum broke'")
    check_passes("INC-12", changed({where: "Callum Frost found that the licence had not been renewed."}))


@pytest.mark.parametrize(("day", "found"), [(18, False), (19, True)])
def test_prevention_is_due_on_its_day(day, found, changed, check_finds, check_passes):
    """INC-13: on the day itself it may still be done."""
    binder = changed({}, as_of=date(2026, 12, day))
    words = "'Northline is asked for a second way into the building'", "was due on 2026-12-18, 1 days ago", "(client-coordinator)"

    check_finds("INC-13", binder, *words) if found else check_passes("INC-13", changed({("incidents", "2026-10-06-payroll-file-short"): ...}, as_of=date(2026, 12, day)))


@pytest.mark.parametrize(("answers", "urgency"), [
    ({"customers_blocked": True}, "urgent"), ({"deadline_blocked": True}, "urgent"), ({"customers_blocked": True, "workaround_exists": True}, "urgent"),
    ({"workaround_exists": True}, "high"), ({}, "medium"),
])
def test_urgency_follows_from_three_answers(answers, urgency, changed, check_finds, check_passes):
    """INC-16: blocked is urgent whatever else; a workaround is high; an inconvenience is medium; another rating needs a reason."""
    given = {(*OPEN, field): value for field, value in answers.items()}
    other = {**given, (*OPEN, "urgency"): "low"}

    check_passes("INC-16", changed({**given, (*OPEN, "urgency"): urgency}))
    check_finds("INC-16", changed(other), "rated 'low' without a reason", f"makes it '{urgency}'")
    check_passes("INC-16", changed({**other, (*OPEN, "urgency_reason"): "Agreed with the client."}))


def test_a_fault_is_seen_isolated_and_mended_in_this_order(changed, check_finds, check_passes):
    """INC-17: an attempt that failed counts as well, and so does a word that none was needed."""
    check_finds("INC-17", changed({(*OPEN, "reproduction"): []}), "'2026-11-12-swap-shown-twice' is at 'fixing'", "no attempt")
    check_finds("INC-17", changed({(*OPEN, "isolated_at"): "2026-11-12 14:44"}), "isolated 2026-11-12 14:44, before anybody tried to see the fault (2026-11-12 14:45)")
    check_finds("INC-17", changed({(*DONE, "isolated_at"): "2026-11-05 14:36"}), "mended 2026-11-05 14:35", "isolated 2026-11-05 14:36")
    check_finds("INC-17", changed({(*DONE, "isolated_at"): ...}), "never isolated")
    check_passes("INC-17", changed({(*OPEN, "reproduction", "result"): "not needed"}))


def test_before_anybody_searches_nothing_has_to_be_seen(changed, check_passes):
    """INC-17: an incident that is being assessed has time."""
    check_passes("INC-17", changed({(*OPEN, "reproduction"): [], (*OPEN, "isolated_at"): ..., (*OPEN, "status"): "assessing"}))


def test_the_five_steps_keep_their_order(changed, check_finds, check_passes):
    """INC-18: two in the same minute are in order."""
    check_finds("INC-18", changed({(*CLOSURE, "circulated_at"): "2026-11-06 11:10"}), "'circulated_at' (2026-11-06 11:10) came before 'documented_at' (2026-11-06 11:20)")
    check_passes("INC-18", changed({(*CLOSURE, "circulated_at"): "2026-11-06 11:20"}))


def test_a_cause_is_mended_or_carried_on(changed, check_finds, check_passes):
    """INC-18: a problem record stands in for the mending, and the other steps go on."""
    check_finds("INC-18", changed({(*CLOSURE, "fixed_at"): ...}), "neither mended nor carried on")
    check_passes("INC-18", changed({(*CLOSURE, "fixed_at"): ..., (*CLOSURE, "problem"): "PRB-2026-14"}))


def test_a_technical_mend_alone_changes_no_habit(changed, check_finds, check_passes):
    """INC-22: or somebody says why nothing had to change."""
    data = {(*CLOSURE, "prevention", number, "kind"): "technical" for number in range(3)}

    check_finds("INC-22", changed(data), "'2026-11-05-office-internet'", "no process and no habit")
    check_passes("INC-22", changed({**data, (*CLOSURE, "no_improvement_because"): "The lorry was not ours."}))
