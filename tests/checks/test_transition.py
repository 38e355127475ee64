"""TRN: whose the plan is, what it covers, how long it takes, who keeps the services going, who declares it."""

from datetime import date

import pytest

TRANSITION = ("transition",)


def test_no_plan_is_one_finding(broken, check_finds):
    """TRN-01: and no other check of the family falls over what is not there."""
    assert 1 == len(check_finds("TRN-01", broken({TRANSITION: None}), "'harbour' has no transition plan", "'kestrel'"))


def test_a_plan_of_the_providers_is_not_the_clients(broken, check_finds):
    """TRN-01: the owner's holder decides whose role it is."""
    check_finds("TRN-01", broken({("transition", "owner"): "transition-lead-provider"}), "owned by 'transition-lead-provider' of 'kestrel'")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("status", "draft", "its status is draft"), ("approvals", [], "approved by nobody of 'harbour'"),
        ("approvals", [{"by": "helen-ward", "as": "management", "on": date(2026, 7, 10)}], "approved by nobody of 'harbour'"),
    ],
)
def test_a_plan_is_approved_by_those_whose_plan_it_is(field, value, said, broken, check_finds):
    """TRN-01: a draft is nobody's, and the provider's approval is not the client's."""
    check_finds("TRN-01", broken({("transition", "document", field): value}), said)


def test_a_plan_without_a_header_is_not_approved(broken, check_finds):
    """TRN-01: nothing to look at is no approval."""
    check_finds("TRN-01", broken({("transition", "document"): None}), "its status is not stated")


def test_each_of_the_six_scenarios_is_asked_for_by_its_id(broken, check_finds):
    """TRN-02: a scenario of another name beside them is welcome, and no substitute."""
    said = check_finds("TRN-02", broken({("transition", "scenarios", "pandemic"): ..., ("transition", "scenarios", "unforeseen"): ...}), "'pandemic'")

    assert 2 == len(said)


@pytest.mark.parametrize(("exit", "name"), [("stressed", "client-terminates"), ("non-stressed", "")])
def test_one_sort_of_exit_is_half_a_plan(exit, name, broken, good, check_finds):
    """TRN-03: all stressed, or all planned."""
    every = [name] if name else list(good().client.transition.scenarios)

    check_finds("TRN-03", broken({("transition", "scenarios", one, "exit"): exit for one in every}), "all 6 scenarios", f"are {exit} exits")


def test_the_timetable_ends_with_the_contract_at_the_latest(broken, check_finds, check_passes):
    """TRN-13: Harbour's contract gives 90 and 60 days; 150 fit, and not an hour more."""
    check_passes("TRN-13", broken({("transition", "timetable", "check", "takes"): "40d"}))
    check_finds("TRN-13", broken({("transition", "timetable", "check", "takes"): "40d 1h"}), "takes 150 days 1 h", "'kestrel-2023'", "90 days of notice and 60 days of transition")


def test_without_a_transition_period_there_is_the_notice(broken, check_finds):
    """TRN-13: and the message says which of the two is missing."""
    check_finds("TRN-13", broken({("contracts", "kestrel-2023", "transition"): ...}), "takes 115 days", "no transition period")


def test_phases_that_wait_for_each_other_are_found(broken, check_finds):
    """TRN-13: the circle is written out, and no length is computed from it."""
    said = check_finds("TRN-13", broken({("transition", "timetable", "choose", "after"): ["learn"]}), "can never begin", "learn waits for choose")

    assert 1 == len(said)


@pytest.mark.parametrize(("changes", "said"), [({("transition", "timetable"): {}}, "has no timetable"), ({("contracts", "kestrel-2023", "ends"): date(2026, 11, 19)}, "no contract in force")])
def test_what_is_not_there_can_not_be_compared(changes, said, broken, check_finds):
    """TRN-13: a plan without phases, and a contract that ended yesterday."""
    check_finds("TRN-13", broken(changes), said)


def held(*stretches):
    return {("transition", "continuity"): [{"service": service, "do": "Go on.", "by": "site-lead-marlow", "from": begins, "until": ends} for service, begins, ends in (
        ("dispatch", "0h", "150d"), ("cold-store", "0h", "150d"), *(("warehouse-system", *one) for one in stretches))]}


@pytest.mark.parametrize("stretches", [[("24h", "84d")], [("0h", "20d"), ("21d", "85d")], [("30d", "85d"), ("0h", "31d")]])
def test_a_gap_as_long_as_the_mtpd_is_borne(stretches, broken, check_passes):
    """TRN-14: MTPD 24 h; 115 days of timetable less 30 of looking afterwards; measures may follow each other."""
    check_passes("TRN-14", broken(held(*stretches)))


@pytest.mark.parametrize(
    ("stretches", "said"),
    [([("24h 1min", "85d")], "from 0 min to 24 h 1 min"), ([("0h", "20d"), ("21d 1h", "85d")], "from 20 days to 21 days 1 h"), ([("0h", "83d 23h")], "to 85 days after"), ([], "critical service 'warehouse-system' has nobody")],
)
def test_a_longer_gap_is_found_wherever_it_is(stretches, said, broken, check_finds):
    """TRN-14: at the beginning, in between, at the end, or all the time."""
    check_finds("TRN-14", broken(held(*stretches)), "'warehouse-system'", said)


def test_no_measure_at_all_is_one_finding(broken, check_finds):
    """TRN-14: it names the services."""
    assert 1 == len(check_finds("TRN-14", broken({("transition", "continuity"): []}), "dispatch, cold-store, warehouse-system"))


def test_signs_success_and_end_are_asked_for_together(broken, check_finds):
    """TRN-15: one finding for what is missing of the four."""
    check_finds("TRN-15", broken({("transition", "indicators"): [], ("transition", "not_handed_over"): []}), "no early signs, no word about what the provider keeps")


def test_a_rehearsal_counts_for_the_interval(broken, check_finds, check_passes):
    """TRN-16: rehearsed on 23 June 2026; a year later to the day it still counts, the day after it does not."""
    check_passes("TRN-16", broken({}, as_of=date(2027, 6, 23)))
    check_finds("TRN-16", broken({}, as_of=date(2027, 6, 24)), "'handover-rehearsal-2026'", "366 days ago", "(exercised) is 365")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [("kind", "tabletop", "never been rehearsed"), ("result", None, "never been rehearsed"), ("participants", [{"who": "wendy-clark"}, {"who": "rosa-mendes"}], "only people of 'harbour' and 'kestrel'")],
)
def test_a_rehearsal_is_a_handover_to_strangers(field, value, said, broken, check_finds):
    """TRN-16: not a talk, not a plan to hold one, and not among ourselves."""
    check_finds("TRN-16", broken({("exercises", "handover-rehearsal-2026", field): value}), said)


@pytest.mark.parametrize(
    ("by", "said"),
    [(["samir-haddad"], "only 'samir-haddad' may declare"), (["rosa-mendes", "incident-manager"], "people of 'kestrel' may declare the transition away from it: rosa-mendes")],
)
def test_the_client_declares_it_and_has_two_who_may(by, said, broken, check_finds):
    """TRN-27: deputies count, the provider's people do not."""
    check_finds("TRN-27", broken({("transition", "invocation", "by"): by}), said)


def test_who_has_left_declares_nothing(broken, check_finds, check_passes):
    """TRN-27: a role with a deputy is two people until one of them leaves."""
    alone = {("transition", "invocation", "by"): ["incident-manager"]}

    check_passes("TRN-27", broken(alone))
    check_finds("TRN-27", broken({**alone, ("people", "peter-tranter", "left"): date(2026, 1, 1), ("roles", "incident-manager", "deputies"): ["ola-brandt"]}), "only 'ola-brandt'")


def test_both_sides_have_an_exit_manager(broken, check_finds):
    """TRN-28: the side without one is named."""
    assert ["nobody of 'kestrel' is named as exit manager"] == check_finds("TRN-28", broken({("transition", "exit_managers"): ["transition-lead-client"]}))


def test_a_scenario_calls_and_tells(broken, check_finds):
    """TRN-29: one finding for a scenario, whatever it lacks."""
    changes = {("transition", "scenarios", "pandemic", "calls"): ..., ("transition", "scenarios", "pandemic", "messages"): []}

    assert ["scenario 'pandemic' names no contact tree to call and no message to send"] == check_finds("TRN-29", broken(changes))


def test_staff_and_end_customers_hear_of_the_failure(broken, check_finds, check_passes):
    """TRN-18: who has no customers of its own has only staff to tell."""
    only = {("transition", "scenarios", "provider-business-failure", "messages"): ["staff-briefing"]}

    check_finds("TRN-18", broken(only), "no message to end customers")
    check_passes("TRN-18", broken({**only, ("profile", "end_customers"): []}))
