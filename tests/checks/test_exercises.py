"""EXR: what was rehearsed and what became of it, on a binder that keeps each law and on one that does not."""

from datetime import date

import pytest

SUSPENSION = ("exercises", "seat-suspension-walkthrough-2026")
TABLETOP, DRILL, FULL = ("exercises", "kestrel-lost-tabletop-2026"), ("exercises", "cold-store-drill-2026"), ("exercises", "dispatch-full-2026")


@pytest.mark.parametrize(("day", "found"), [(19, False), (20, True)])
def test_a_plan_is_exercised_within_the_interval(day, found, broken, check_finds, check_passes):
    """EXR-01: the dispute protocol was walked through on 19 May 2026; 365 days later that still holds."""
    later = {(*TABLETOP, "starts"): "2027-05-01 09:00", (*FULL, "starts"): "2027-05-01 09:00"}
    binder = broken({**later, (*TABLETOP, "plans"): ["transition", "communications", "incident team"]}, as_of=date(2027, 5, day))

    check_finds("EXR-01", binder, "the dispute protocol was last exercised on 2026-05-19, 366 days ago; the limit is 365 days") if found else check_passes("EXR-01", binder)


def test_a_plan_that_was_never_tried_is_a_text(broken, check_finds):
    """EXR-01: one exercise that is only planned changes nothing."""
    binder = broken({(*SUSPENSION, "result"): ...})

    check_finds("EXR-01", binder, "the dispute protocol was never exercised")


def test_a_plan_that_is_not_there_is_not_exercised(broken, check_passes):
    """EXR-01: that there is none is said by the check that asks for it."""
    check_passes("EXR-01", broken({(*SUSPENSION, "plans"): ["incident team"], ("dispute_protocol",): None}))


def test_an_exercise_of_tomorrow_was_not_held(broken, check_finds):
    """EXR-01: judged as of an earlier day, what came later has not happened."""
    check_finds("EXR-01", broken({}, as_of=date(2026, 5, 18)), "the dispute protocol was never exercised")


def test_every_scenario_has_its_turn(broken, check_finds, check_passes):
    """EXR-02: held or planned; where the transition plan is not exercised at all, EXR-01 says so."""
    kept = {(*TABLETOP, "covers"): ["client-terminates", "provider-failure-notice-client"]}

    check_finds("EXR-02", broken(kept), "scenario 'pandemic' was in no exercise")
    check_passes("EXR-02", broken({**kept, ("exercises", "spring-2027", "covers"): ["pandemic", "loss-of-principals", "unforeseen"]}))
    check_passes("EXR-02", broken({("exercises",): {}}))


def test_an_exercise_ends_with_what_it_found(broken, check_finds, check_passes):
    """EXR-03: also if that is nothing."""
    check_finds("EXR-03", broken({(*SUSPENSION, "no_findings"): False}), "'seat-suspension-walkthrough-2026' was held and says neither")
    check_passes("EXR-03", broken({(*SUSPENSION, "no_findings"): True}))


def test_an_exercise_whose_day_has_passed_has_a_result(broken, check_finds, check_passes):
    """EXR-03: on the day itself nobody asks yet."""
    check_passes("EXR-03", broken({}, as_of=date(2027, 3, 16)))
    check_finds("EXR-03", broken({}, as_of=date(2027, 3, 18)), "'spring-2027' was planned for 2027-03-16, 2 days ago", "nothing says how it came out")


@pytest.mark.parametrize(("status", "due", "words"), [
    ("open", "2026-11-19", "was due on 2026-11-19, 1 days ago, and is open"), ("in progress", "2026-06-30", "is in progress"),
    ("open", "2026-11-20", None), ("closed", "2026-06-30", None), ("risk accepted", "2026-06-30", None),
])
def test_a_finding_is_closed_by_its_date(status, due, words, broken, check_finds, check_passes):
    """EXR-04: on the day it is due it is not late; a risk that was accepted is answered."""
    finding = (*DRILL, "findings", "trailer-order")
    binder = broken({(*finding, "status"): status, (*finding, "due"): due})

    check_finds("EXR-04", binder, "observation 'trailer-order' of 'cold-store-drill-2026'", words) if words else check_passes("EXR-04", binder)


def test_a_nonconformity_has_a_date(broken, check_finds, check_passes):
    """EXR-04: what has no date is never late; an observation need not have one."""
    finding = (*DRILL, "findings", "trailer-order")
    undated = {(*finding, "status"): "open", (*finding, "due"): ...}

    check_passes("EXR-04", broken(undated))
    check_finds("EXR-04", broken({**undated, (*finding, "kind"): "minor nonconformity"}), "'trailer-order'", "has no date by which it is to be closed")


def test_somebody_is_missing_in_an_exercise(shelf, broken, check_finds, check_passes):
    """EXR-05: that a machine is gone is not enough; without any exercise of late EXR-01 has said all there is to say."""
    here = {("exercises", name, "without"): ["office-mail"] for name in shelf.clients["harbour"].exercises}

    check_finds("EXR-05", broken(here), "none of the 10 exercises within 365 days assumed that anybody was missing")
    check_passes("EXR-05", broken({**here, (*TABLETOP, "without"): ["helen-ward"]}))
    check_passes("EXR-05", broken(here, as_of=date(2028, 1, 1)))


def test_an_issue_does_not_stay_an_issue(broken, check_finds, check_passes):
    """EXR-06: sorted out on a day, or carried on as a finding."""
    issue = (*DRILL, "issues", 0)

    check_finds("EXR-06", broken({(*issue, "resolved"): ...}), "issue 1 of exercise 'cold-store-drill-2026'", "Flat battery in the gas meter")
    check_passes("EXR-06", broken({issue: {"issue": "Trailers came late", "finding": "trailer-order"}}))


@pytest.mark.parametrize(("covers", "found"), [
    ([], True), (["dispatch", "unforeseen", "transition-lead-client"], True),
    (["unforeseen", "paper-dispatch"], False), (["invocation"], False), (["staff-briefing"], False), (["m365-break-glass"], False), (["mobile-phones"], False),
])
def test_a_tabletop_at_which_nobody_opened_a_procedure(covers, found, broken, check_finds, check_passes):
    """EXR-07: scenario, service and role are what one talks about; procedure, tree, message, credential and channel are what one uses."""
    binder = broken({(*TABLETOP, "covers"): covers})

    check_finds("EXR-07", binder, "'kestrel-lost-tabletop-2026' (tabletop) tried no procedure", ", ".join(covers)) if found else check_passes("EXR-07", binder)


DRILLED = ("exercises", "dispatch-full-2026")
SEATED = ("dana-marlow", "felix-okafor")


def without(shelf, *people, name="harbour"):
    """Changes that take people out of every exercise of a demo client; who works for the same firm goes too."""
    return {("exercises", entry, "participants"): [{"who": one.who} for one in record.participants if one.who not in people] for entry, record in shelf.clients[name].exercises.items()}


def test_the_customer_is_there_when_the_team_is_rehearsed(shelf, broken, check_finds, check_passes):
    """EXR-08: the holder, the deputy, or anybody of the party that the seat belongs to."""
    marlows = [name for name, one in shelf.clients["harbour"].people.items() if one.organisation == "marlow-foods"]
    alone = without(shelf, *marlows)
    said = check_finds("EXR-08", broken(alone), "nobody in the customer's seat took part when the incident team was exercised within 365 days", "dispatch-full-2026")

    assert ["incident team", "dispute protocol"] == [name for one in said for name in ("incident team", "dispute protocol") if f"the {name} was" in one]
    check_passes("EXR-08", broken({**alone, (*DRILLED, "participants"): [{"who": SEATED[1]}], (*SUSPENSION, "participants"): [{"who": SEATED[0]}]}))


def test_the_team_with_the_customer_does_not_stand_for_the_protocol(shelf, broken, check_finds):
    """EXR-08: each of the two plans on its own."""
    (said,) = check_finds("EXR-08", broken({**without(shelf, *SEATED, "nadia-farrell"), (*DRILLED, "participants"): [{"who": SEATED[0]}]}), "dispute protocol")

    assert "incident team" not in said


@pytest.mark.parametrize("state", ["suspended in dispute", "withdrawn"])
def test_a_seat_in_which_nobody_sits_is_not_missed(state, shelf, broken, check_passes):
    """EXR-08: in a dispute the customer is not asked; where there is no seat or no exercise, others say so."""
    check_passes("EXR-08", broken({**without(shelf, *SEATED, "nadia-farrell"), ("incident_team", "customer_seat", "state"): state}))
    check_passes("EXR-08", broken({**without(shelf, *SEATED, "nadia-farrell"), ("incident_team",): None}))
    check_passes("EXR-08", broken(without(shelf, *SEATED, "nadia-farrell"), as_of=date(2028, 1, 1)))


@pytest.mark.parametrize(("reader", "found"), [("oliver-grant", False), ("tom-reeve", True), ("imran-qadir", True), ("claire-dunmore", True)])
def test_a_cold_read_is_a_strangers(reader, found, broken, check_finds, check_passes):
    """EXR-09: client, provider and customer know too much to find nothing."""
    binder = broken({("exercises", "cold-read-2026-09", "participants"): [{"who": reader}]}, "northgate")

    check_finds("EXR-09", binder, "no third party took part in cold read 'cold-read-2026-09'") if found else check_passes("EXR-09", binder)


def test_a_stranger_takes_part_when_the_transition_is_tried(broken, check_finds, check_passes):
    """EXR-09: in one of the exercises within the interval; with whom the handover was rehearsed is said by another check."""
    rehearsal = ("exercises", "handover-rehearsal-2026")
    alone = {(*TABLETOP, "participants"): [{"who": "wendy-clark"}], (*rehearsal, "plans"): ["incident team"], ("exercises", "call-tree-autumn-2026", "plans"): ["communications"], ("exercises", "credential-retrieval-2026", "plans"): ["recovery"]}

    check_finds("EXR-09", broken(alone), "no third party took part in any exercise of the transition plan within 365 days: kestrel-lost-tabletop-2026")
    check_passes("EXR-09", broken({**alone, (*TABLETOP, "participants"): [{"who": "wendy-clark"}, {"who": "lena-fischer"}]}))
    check_passes("EXR-09", broken({**alone, (*rehearsal, "plans"): ["transition"], (*rehearsal, "participants"): [{"who": "wendy-clark"}]}))
    check_passes("EXR-09", broken(alone, as_of=date(2028, 1, 1)))
