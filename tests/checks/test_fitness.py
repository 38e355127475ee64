"""PPL, second half: trained, qualified, briefed, and still there."""

from datetime import date

import pytest

TRAINED = ("people", "kate-lowther", "trained")


def test_an_untrained_member_of_the_team_is_found(broken, check_finds):
    """PPL-07: training in something else is no training in managing an incident."""
    binder = broken({TRAINED: [{"in": "speaking to the press", "on": "2026-04-23"}]})

    check_finds("PPL-07", binder, "'kate-lowther' (holder of role 'communications-lead')", "nothing says")


def test_training_holds_for_the_interval(broken, check_finds, check_passes):
    """PPL-07: 365 days after the training it still counts, a day later it does not."""
    binder = {TRAINED: [{"in": "Incident management", "on": "2025-11-20"}]}

    check_passes("PPL-07", broken(binder))
    check_finds("PPL-07", broken(binder, as_of=date(2026, 11, 21)), "on 2025-11-20, 366 days ago; the interval is 365 days")


def test_training_ends_with_its_certificate(broken, check_finds):
    """PPL-07: an expiry of its own stands before the interval; a training without a day is not in date."""
    check_finds("PPL-07", broken({TRAINED: [{"in": "incident management", "on": "2026-03-17", "expires": "2026-11-19"}]}), "'kate-lowther'")
    check_finds("PPL-07", broken({TRAINED: [{"in": "incident management"}]}), "'kate-lowther'", "on a day that is not written down")


def test_the_customer_in_the_seat_is_trained_too(broken, check_finds):
    """PPL-07: who sits in the team trains with the team (S0-11)."""
    check_finds("PPL-07", broken({("people", "dana-marlow", "trained"): []}), "'dana-marlow' (customer seat)")


def test_without_a_team_the_incident_manager_is_trained(broken, check_finds):
    """PPL-07: a plan that names no team still has somebody who leads."""
    binder = broken({("incident_team",): None, ("people", "peter-tranter", "trained"): [], TRAINED: []})

    assert 1 == len(check_finds("PPL-07", binder, "'peter-tranter' (holder of role 'incident-manager')"))


def test_a_qualification_that_a_role_requires_is_missed(broken, check_finds):
    """PPL-08: the holder has to have it; capitals do not matter."""
    check_finds("PPL-08", broken({("roles", "scribe", "requires"): ["Shorthand"]}), "'tom-garside' does not have 'Shorthand', which role 'scribe' requires")


def test_a_qualification_holds_to_the_day_it_lapses(broken, check_finds, check_passes):
    """PPL-08: on its last day it counts, and after it no more - unless it was gained again."""
    held = {"in": "shorthand", "expires": "2026-11-20"}
    binder = {("roles", "scribe", "requires"): ["Shorthand"], ("people", "tom-garside", "qualified"): [held]}

    check_passes("PPL-08", broken(binder, as_of=date(2026, 11, 20)))
    check_finds("PPL-08", broken(binder, as_of=date(2026, 11, 21)), "'Shorthand' of 'tom-garside'", "lapsed on 2026-11-20")
    check_passes("PPL-08", broken({**binder, ("people", "tom-garside", "qualified"): [held, {"in": "shorthand"}]}, as_of=date(2026, 11, 21)))


def test_who_talks_to_customers_knows_this_version(broken, check_finds):
    """PPL-09: the plan went on to another version, and those who talk were briefed on the one before."""
    check_finds("PPL-09", broken({("communications", "document", "version"): "99"}), "'kate-lowther'", "last briefed on version", "is at version 99")
    check_finds("PPL-09", broken({("people", "barry-lund", "customer_facing"): True}), "'barry-lund'", "was never briefed")


def test_who_has_left_needs_no_briefing(broken, check_passes):
    """PPL-09: nor does anybody where there is no plan to be briefed on."""
    facing = {("people", "barry-lund", "customer_facing"): True}

    check_passes("PPL-09", broken({**facing, ("people", "barry-lund", "left"): "2026-11-01"}))
    check_passes("PPL-09", broken({**facing, ("communications",): None}))


@pytest.mark.parametrize(("changes", "words"), [
    ({("profile", "lawyers"): ["barry-lund"]}, "profile, lawyers"),
    ({("contact_trees", "invocation", "calls", "incident-manager"): ["barry-lund"]}, "contact_trees, invocation, calls, incident-manager"),
    ({("copies", "red-folder"): {"holder": "barry-lund", "medium": "print", "location": "Gatehouse", "number": "9", "delivered": "2026-01-01"}}, "copies, red-folder, holder"),
])
def test_who_has_left_is_relied_on_nowhere(changes, words, broken, check_finds):
    """PPL-10: profile, trees, copies, keys - wherever a name means that somebody will act."""
    check_finds("PPL-10", broken({**changes, ("people", "barry-lund", "left"): "2026-11-01"}), "'barry-lund' left on 2026-11-01", words)


def test_an_open_finding_needs_an_owner_who_is_there(broken, check_finds):
    """PPL-10: what an audit found is not past before it is closed."""
    finding = {"kind": "observation", "statement": "Dust.", "owner": "barry-lund", "status": "open"}
    binder = broken({("audits", "binder-audit-2026", "findings", "dust"): finding, ("people", "barry-lund", "left"): "2026-11-01"})

    check_finds("PPL-10", binder, "binder-audit-2026, findings, dust, owner")


def test_the_past_keeps_its_names(broken, check_passes):
    """PPL-10: approvals, reviews and exercises were signed by people who may have gone since; roles are PPL-03's."""
    left = {("people", "old-hand"): {"name": "Ann Old", "organisation": "harbour", "left": "2025-11-01"}}
    signed = {("profile", "document", "reviewed"): {"on": "2025-10-12", "by": "old-hand"}, ("profile", "document", "author"): "old-hand"}

    check_passes("PPL-10", broken({**left, **signed, ("roles", "scribe", "deputies"): ["old-hand"]}))
