"""IMT: the incident management team - who calls it, who sits in it, where it meets, how it decides."""

from datetime import date

import pytest

TEAM = "incident_team"
SEAT = (TEAM, "customer_seat")


def test_no_team_is_one_finding(broken, check_finds, check_passes):
    """IMT-01: all other checks of the family pass over what is not there."""
    binder = broken({(TEAM,): None})

    assert 1 == len(check_finds("IMT-01", binder, "'harbour' has no incident management team"))
    for code in ("IMT-02", "IMT-03", "IMT-04", "IMT-05", "IMT-06", "IMT-11", "IMT-14", "IMT-16", "IMT-17", "IMT-18", "IMT-23"):
        check_passes(code, binder)


def test_two_people_may_invoke(broken, check_finds, check_passes):
    """IMT-01: a role with a deputy is two; who has left is none."""
    check_passes("IMT-01", broken({(TEAM, "invoked_by"): ["incident-manager"]}))
    check_finds("IMT-01", broken({(TEAM, "invoked_by"): ["samir-haddad"]}), "'samir-haddad' alone may invoke")
    check_finds("IMT-01", broken({(TEAM, "invoked_by"): ["samir-haddad"], ("people", "samir-haddad", "left"): date(2026, 11, 19)}), "nobody may invoke")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"state": "not offered"}, "is 'offered', and its state 'not offered'"), ({"decision": "not offered"}, "is 'not offered', and its state 'active'"),
        ({"party": ..., "offered_on": ...}, "active without party, offered_on"), ({"holder": "peter-tranter"}, "'peter-tranter', holder of the seat of 'marlow-foods', works for 'harbour'"),
    ],
)
def test_decision_and_state_of_the_seat_fit(changes, said, broken, check_finds):
    """IMT-02: and whoever sits there is of the party whose seat it is."""
    check_finds("IMT-02", broken({(*SEAT, field): value for field, value in changes.items()}), said)


def test_who_has_left_sits_nowhere(broken, check_finds):
    """IMT-02: the deputy neither."""
    check_finds("IMT-02", broken({("people", "felix-okafor", "left"): date(2026, 10, 1)}), "'felix-okafor', deputy of the customer's seat, left on 2026-10-01")


def test_a_withdrawn_seat_needs_nobody(broken, check_passes):
    """IMT-02: it was offered once, and is empty."""
    check_passes("IMT-02", broken({(*SEAT, "state"): "withdrawn", (*SEAT, "holder"): ..., (*SEAT, "party"): ...}))


def test_a_refusal_has_its_reason(broken, check_finds):
    """IMT-03: the more so where somebody else runs the customer's site and plans for it."""
    refused = {(*SEAT, "decision"): "not offered", (*SEAT, "state"): "not offered", (*SEAT, "why"): ...}

    check_finds("IMT-03", broken(refused), "though 'harbour' runs 'marlow-depot' for 'marlow-foods' and writes its continuity plan, and no reason")
    check_finds("IMT-03", broken({**refused, ("sites", "marlow-depot", "owner"): "harbour"}), "no seat in the incident team, and no reason")


def test_the_seat_was_in_an_exercise_of_the_interval(broken, check_finds, check_passes):
    """IMT-11: Marlow last sat in on 8 October 2026; the deputy counts, an exercise that is only planned does not."""
    check_passes("IMT-11", broken({}, as_of=date(2027, 10, 8)))
    check_finds("IMT-11", broken({}, as_of=date(2027, 10, 9)), "'dana-marlow'", "on 2026-10-08, 366 days ago", "(exercised) is 365")
    check_passes("IMT-11", broken({("exercises", "call-tree-autumn-2026", "participants"): [{"who": "wendy-clark"}]}, as_of=date(2027, 9, 24)))


def test_a_seat_that_was_never_in_an_exercise(broken, check_finds):
    """IMT-11: the planned one in spring is no exercise yet."""
    check_finds("IMT-11", broken({(*SEAT, "holder"): "clare-benson", (*SEAT, "deputy"): ...}), "'clare-benson'", "never took part")


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ({"place": "Canteen", "at": "dock-9"}, "both meeting places stand on site 'dock-9'"), ({"place": "The usual"}, "names neither a site nor a channel"),
        ({"place": "Bridge", "over": "dock9-phones"}, "both meeting places stand on"),
    ],
)
def test_the_second_place_is_another_one(second, said, broken, check_finds):
    """IMT-14: neither the same site, nor the same line, nor somewhere."""
    check_finds("IMT-14", broken({(TEAM, "or_at"): second, (TEAM, "meets_at", "over"): "dock9-phones"}), said)


def test_one_flood_does_not_take_both_places(broken, check_finds):
    """IMT-14: whichever of the two says so."""
    for site, other in (("dock-9", "haven-hessle"), ("haven-hessle", "dock-9")):
        check_finds("IMT-14", broken({("sites", site, "shares_risk_with"): [{"site": other, "risk": "flood plain"}]}), "'haven-hessle' shares a risk with the first, 'dock-9': flood plain")


def test_five_phases_in_order(broken, good, check_finds):
    """IMT-16: all of them, and each where it belongs."""
    check_finds("IMT-16", broken({(TEAM, "phases", 1): ...}), "no phase 'immediate aftermath'")
    check_finds("IMT-16", broken({(TEAM, "phases", 1, "phase"): "invoke the plan", (TEAM, "phases", 2, "phase"): "immediate aftermath"}), "phase 2 of the response is 'invoke the plan', which is out of order")


def test_a_phase_comes_once(broken, shelf, check_finds):
    """IMT-16: a sixth is one of the five again."""
    phases = shelf.folders["harbour"].data[TEAM]["phases"]

    check_finds("IMT-16", broken({(TEAM, "phases"): [*phases, phases[4]]}), "phase 6 of the response is 'manage the incident'")


def test_the_log_asks_for_those_present(broken, check_finds):
    """IMT-17: in its own words."""
    check_finds("IMT-17", broken({(TEAM, "decision_log"): "Time and decision."}), "who decided, whether it was decided jointly, whether the customer was present")


def test_nothing_is_joint_without_the_customer(broken, check_finds):
    """IMT-17: one of the two answers is wrong."""
    check_finds("IMT-17", broken({("incidents", "labels-stop-at-depot", "decisions", 1, "customer_present"): False}), "decision 2 of incident 'labels-stop-at-depot' is marked as joint")


def test_the_holder_knows_what_to_decide(broken, check_finds, check_passes):
    """IMT-18: only a seat that was offered needs that."""
    silent = {(*SEAT, "authority"): ..., (*SEAT, "recovery_priorities"): []}

    check_finds("IMT-18", broken(silent), "what its holder may decide nor what the customer wants back first")
    check_passes("IMT-18", broken({**silent, (*SEAT, "decision"): "not offered"}))


def test_who_has_to_deliver_is_within_reach(broken, check_finds, check_passes):
    """IMT-23: in the team, in a contact tree, or called by a procedure; what stands ready needs nobody."""
    stranger = {("services", "dispatch", "recovery", "resources", "pallet-racking", "supplier"): "podworks"}

    check_finds("IMT-23", broken(stranger), "'podworks' has to deliver 'pallet-racking' before 'dispatch' is back")
    check_passes("IMT-23", broken({**stranger, ("services", "dispatch", "criticality"): "important"}))
    check_passes("IMT-23", broken({**stranger, ("services", "dispatch", "recovery", "resources", "pallet-racking", "pre_positioned_at"): "dock-9"}))
    check_passes("IMT-23", broken({**stranger, ("contact_trees", "invocation", "must_reach"): ["podworks"]}))


@pytest.mark.parametrize(("changes", "said"), [({(TEAM, "partner_seats", 0, "holder"): "neil-coldwell"}, "works for 'coldwell-refrigeration'"), ({("people", "hannah-stowe", "left"): date(2026, 1, 1)}, "left on 2026-01-01")])
def test_a_partner_speaks_for_itself(changes, said, broken, check_finds):
    """IMT-23: through somebody who works there."""
    check_finds("IMT-23", broken(changes), "who speaks for 'stowright'", said)
