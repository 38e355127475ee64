"""IMT: the customer's seat in a dispute."""

from datetime import date

import pytest

SEAT = ("incident_team", "customer_seat")
PROTOCOL = "dispute_protocol"
DISPUTE = ("profile", "dispute")


def quarrel(with_="marlow-foods", status="open"):
    return {DISPUTE: {"status": status, "with": with_, "since": date(2026, 11, 2), **({"ended": date(2026, 11, 9)} if status == "closed" else {})}}


def test_an_open_dispute_empties_the_seat(broken, check_finds, check_passes):
    """IMT-04: with whoever has the seat, or with nobody who is named."""
    check_finds("IMT-04", broken(quarrel()), "seat is active", "in dispute with 'marlow-foods' since 2026-11-02")
    check_finds("IMT-04", broken({DISPUTE: {"status": "open"}}), "since an unknown day")
    check_passes("IMT-04", broken({**quarrel(), (*SEAT, "state"): "suspended in dispute"}))


def test_a_dispute_with_somebody_else_leaves_the_seat(broken, check_passes):
    """IMT-04: a quarrel with the provider does not send the customer home."""
    check_passes("IMT-04", broken(quarrel("kestrel")))


def test_a_client_that_sits_with_its_provider_leaves_too(broken, check_finds, check_passes):
    """IMT-04: where the seat is the client's own, and the dispute is with the provider."""
    check_finds("IMT-04", broken({**quarrel("kestrel"), (*SEAT, "party"): "harbour"}), "in dispute with 'kestrel'")
    check_passes("IMT-04", broken({**quarrel(), (*SEAT, "party"): "harbour"}))


@pytest.mark.parametrize(("changes", "said"), [(quarrel(status="closed"), "with 'marlow-foods' was closed on 2026-11-09"), ({DISPUTE: {"status": "none"}}, "no dispute is open")])
def test_the_seat_is_given_back(changes, said, broken, check_finds):
    """IMT-04: when the dispute is over, the suspension is."""
    check_finds("IMT-04", broken({**changes, (*SEAT, "state"): "suspended in dispute"}), said)


def test_the_lawyer_comes_before_the_offer(broken, check_finds, check_passes):
    """IMT-05: on the same day is early enough."""
    check_finds("IMT-05", broken({(*SEAT, "legal_review"): ...}), "offered on 2024-04-22, and no lawyer was asked")
    check_passes("IMT-05", broken({(*SEAT, "legal_review", "on"): date(2024, 4, 22)}))
    check_finds("IMT-05", broken({(*SEAT, "legal_review", "on"): date(2024, 4, 23)}), "offered on 2024-04-22, and the lawyer was asked on 2024-04-23")


def test_a_seat_comes_with_a_protocol(broken, check_finds, check_passes):
    """IMT-06: a withdrawn one needs none, and the other checks of the protocol pass over it."""
    without = {(PROTOCOL,): None}

    check_finds("IMT-06", broken(without), "seat is active, and there is no dispute protocol")
    check_passes("IMT-06", broken({**without, (*SEAT, "state"): "withdrawn"}))
    for code in ("IMT-07", "IMT-08", "IMT-09", "IMT-10", "IMT-12", "IMT-15", "IMT-20", "IMT-21", "IMT-22"):
        check_passes(code, broken(without))


def test_the_protocol_is_with_whoever_has_the_seat(broken, check_finds):
    """IMT-06: another customer's signature is none."""
    check_finds("IMT-06", broken({(PROTOCOL, "parties"): ["harbour", "tansley-paper"]}), "'marlow-foods', which has the seat, is not among them")


@pytest.mark.parametrize(("place", "key"), [(0, "provider actions alleged"), (1, "provider procedure failure"), (2, "provider staff contribution")])
def test_three_reasons_to_leave_are_named(place, key, broken, check_finds):
    """IMT-07: each of the three, whatever else there is."""
    assert [f"the dispute protocol lacks the leave trigger '{key}'"] == check_finds("IMT-07", broken({(PROTOCOL, "leave_triggers", place): ...}), key)


@pytest.mark.parametrize(("subjects", "none", "said"), [([], False, "neither lists subjects"), (["Costs"], True, "lists 1 subjects that are discussed without the customer and says")])
def test_reserved_subjects_are_listed_or_ruled_out(subjects, none, said, broken, check_finds):
    """IMT-08: one of the two."""
    check_finds("IMT-08", broken({(PROTOCOL, "provider_only_subjects"): subjects, (PROTOCOL, "none_agreed"): none}), said)


def test_that_there_are_none_is_an_answer(broken, check_passes):
    """IMT-08: said on purpose."""
    check_passes("IMT-08", broken({(PROTOCOL, "provider_only_subjects"): [], (PROTOCOL, "none_agreed"): True}))


def approvals(*said):
    return {(PROTOCOL, "approvals"): [{"by": by, "as": capacity, "on": date(2026, 5, 6), **({"for": party} if party else {})} for by, capacity, party in said]}


INES, STEPHEN = ("ines-harbour", "management", None), ("stephen-marlow", "senior manager", None)
MARTIN, NADIA = ("martin-sykes", "lawyer", "harbour"), ("nadia-farrell", "lawyer", "marlow-foods")


def test_a_manager_and_a_lawyer_have_agreed(broken, check_finds, check_passes):
    """IMT-09: at all; of each party is the next check's."""
    check_passes("IMT-09", broken(approvals(INES, NADIA)))
    check_finds("IMT-09", broken(approvals(INES, STEPHEN)), "no lawyer has approved")
    check_finds("IMT-09", broken(approvals(MARTIN)), "no senior manager has approved")


def test_both_parties_have_agreed(broken, check_finds, check_passes):
    """IMT-21: without `for` the approver's employer counts; what nobody has approved is said once, by IMT-09."""
    check_passes("IMT-21", broken(approvals(INES, STEPHEN, MARTIN, NADIA)))
    check_finds("IMT-21", broken(approvals(INES, STEPHEN, MARTIN)), "no lawyer of 'marlow-foods'")
    check_finds("IMT-21", broken(approvals(STEPHEN, MARTIN, NADIA)), "no senior manager of 'harbour'")
    check_passes("IMT-21", broken(approvals(MARTIN, NADIA)))


def test_the_protocol_is_older_than_the_dispute(broken, check_finds, check_passes):
    """IMT-10: agreed on the day it began is not after it; without a dispute any day will do."""
    check_passes("IMT-10", broken({(PROTOCOL, "agreed_on"): date(2025, 6, 16)}))
    check_finds("IMT-10", broken({(PROTOCOL, "agreed_on"): date(2025, 6, 17)}), "agreed on 2025-06-17, after the dispute began (2025-06-16)")
    check_passes("IMT-10", broken({(PROTOCOL, "agreed_on"): date(2025, 6, 17), DISPUTE: {"status": "none"}}))


def test_who_has_to_leave_still_hears_of_it(broken, check_finds):
    """IMT-12: over a way that leads out, and to a contact that the holder has."""
    check_finds("IMT-12", broken({("channels", "mobile-phones", "direction"): "in"}), "'mobile-phones', which only takes messages in")
    check_finds("IMT-12", broken({("people", "dana-marlow", "contacts"): [{"email": "dana@marlow.example"}]}), "'mobile-phones' (mobile), and 'dana-marlow'", "no contact for it")


def test_everybody_in_the_room_knows_the_current_protocol(broken, good, check_finds):
    """IMT-15: deputies and the seat's holder too, in the version that holds."""
    briefed = [one.who for one in good().client.dispute_protocol.briefed]

    check_finds("IMT-15", broken({(PROTOCOL, "briefed", briefed.index("felix-okafor")): ...}), "'felix-okafor' sits in the incident team and was not briefed")
    check_finds("IMT-15", broken({(PROTOCOL, "briefed", 0, "version"): "1.1", (PROTOCOL, "briefed", 1, "version"): "1.1"}), "on version 1.1 of the dispute protocol; the current one is 1.2")


def test_a_suspension_is_looked_at_again(broken, check_finds, check_passes):
    """IMT-20: every fourteen days, and not an hour later."""
    check_passes("IMT-20", broken({(PROTOCOL, "reinstatement", "review_every"): "2w"}))
    check_finds("IMT-20", broken({(PROTOCOL, "reinstatement", "review_every"): "14d 1h"}), "every 14 days 1 h; the limit (dispute_review) is 14 days")


def test_counsel_of_either_side_may_invoke(broken, check_finds, check_passes):
    """IMT-22: by name or by role; who approved it as a lawyer counts, listed or not."""
    check_finds("IMT-22", broken({(PROTOCOL, "may_invoke"): ["legal-counsel-client", "incident-manager"]}), "no lawyer of 'marlow-foods'")
    check_passes("IMT-22", broken({(PROTOCOL, "may_invoke"): ["clare-benson", "nadia-farrell"], ("organisations", "marlow-foods", "lawyers"): []}))
