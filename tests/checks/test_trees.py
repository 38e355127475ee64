"""CTR: each law on a contact tree that keeps it and on one that does not."""

import dataclasses
from datetime import date

import pytest

from runbinder.checks import REGISTRY
from runbinder.shelf import provider_binder

INVOCATION = ("contact_trees", "invocation")


def calls(caller):
    return (*INVOCATION, "calls", caller)


def test_calls_that_go_round_are_found(broken, check_finds):
    """CTR-01: the scribe calls whoever has started it all."""
    said = check_finds("CTR-01", broken({calls("scribe"): ["incident-manager"]}), "'invocation'", "go in a circle")

    assert "incident-manager" in said[0] and "communications-lead" in said[0] and said[0].count("→") == 3


def test_who_is_called_twice_is_no_circle(broken, check_passes):
    """CTR-01: two people may call the same third."""
    check_passes("CTR-01", broken({calls("scribe"): ["spokesperson"]}))


def test_who_calls_others_must_be_called(broken, check_finds):
    """CTR-02: a branch that hangs on nothing, and instructions for somebody who is not in the tree."""
    check_finds("CTR-02", broken({calls("inventory-keeper"): ["scribe"]}), "'inventory-keeper' stands in contact tree 'invocation'")
    check_finds("CTR-02", broken({(*INVOCATION, "nodes", "joe-adeyemi"): {"notes": "Knocks twice"}}), "'joe-adeyemi' has instructions")


def test_whom_the_tree_must_reach_it_reaches(broken, check_finds):
    """CTR-03: on the list of those who must be told, and in nobody's calls."""
    check_finds("CTR-03", broken({(*INVOCATION, "must_reach"): ["joe-adeyemi"]}), "'invocation' does not reach 'joe-adeyemi', whom it must reach")


def test_who_is_reached_in_one_role_is_reached_in_all(broken, check_passes):
    """CTR-03: the tree calls the coordinator; the same person leads the transition."""
    check_passes("CTR-03", broken({(*INVOCATION, "must_reach"): ["transition-lead-client", "wendy-clark"]}))


@pytest.mark.parametrize(("caller", "left_out", "part"), [
    ("site-lead-marlow", "engineering-lead", "in the incident team"), ("communications-lead", "spokesperson", "spokesperson"),
    ("client-coordinator", "tideway-mutual", "insurer"), ("incident-manager", "client-coordinator", "in the incident team"),
])
def test_an_invocation_reaches_team_spokesperson_coordinator_and_insurer(caller, left_out, part, broken, good, check_finds):
    """CTR-03: whether the author listed them or not - unless the tree for the transition calls them."""
    trees = {entry.id: entry.record for entry in good().all("contact_tree") if entry.party == "client"}
    changes = {("contact_trees", name, "must_reach"): [] for name in ("invocation", "provider-lost")}
    for name in ("invocation", "provider-lost"):
        for who, called in trees[name].calls.items():
            changes["contact_trees", name, "calls", who] = [one for one in called if one != left_out]
        changes["contact_trees", name, "calls", left_out] = ...
    if left_out == "client-coordinator":  # Wendy Clark leads the transition as well and starts its tree.
        changes["contact_trees", "provider-lost", "use"] = "supplier"

    check_finds("CTR-03", broken(changes), f"'invocation' does not reach '{left_out}' ({part})")


def test_an_invocation_reaches_a_lawyer_of_the_client(broken, check_finds, check_passes):
    """CTR-03: one of them is enough, none is too few."""
    check_finds("CTR-03", broken({("profile", "lawyers"): ["george-whitlam"]}), "reaches no lawyer of 'harbour' (george-whitlam)")
    check_passes("CTR-03", broken({("profile", "lawyers"): ["george-whitlam", "martin-sykes"]}))


def test_silence_has_an_answer(broken, check_finds, check_passes):
    """CTR-04: a company has no deputy; somebody has to be called instead, and not the company again."""
    rule = (*INVOCATION, "if_no_answer")

    check_finds("CTR-04", broken({rule: {}}), "nothing happens in contact tree 'invocation' if 'lanyard-software' does not answer")
    check_finds("CTR-04", broken({rule: {"escalate_to": "felix-okafor"}}), "'felix-okafor' is called, which is the same")
    check_passes("CTR-04", broken({rule: {"escalate_to": "peter-tranter"}}))


def test_an_answer_for_one_stands_before_that_for_all(broken, check_passes):
    """CTR-04: what the tree leaves open, each one may say of itself; a deputy is an answer too."""
    alone = ("lanyard-software", "tideway-mutual", "felix-okafor", "dana-marlow")

    check_passes("CTR-04", broken({(*INVOCATION, "if_no_answer"): {}, **{(*INVOCATION, "nodes", who, "if_no_answer"): "Ring again in ten minutes." for who in alone}}))


def test_five_calls_are_the_limit(broken, check_finds, check_passes):
    """CTR-05: the sixth is one too many by the settings."""
    five = ["technical-lead", "communications-lead", "site-lead-marlow", "client-coordinator", "dana-marlow"]

    check_passes("CTR-05", broken({calls("incident-manager"): five}))
    check_finds("CTR-05", broken({calls("incident-manager"): [*five, "scribe"]}), "'incident-manager' must call 6 others", "the limit is 5")


@pytest.mark.parametrize(("kept", "words"), [([], "nowhere"), ([{"medium": "site", "at": "Intranet", "by": "harbour"}], "only where a system must work (site: Intranet)")])
def test_a_tree_can_be_read_when_nothing_works(kept, words, broken, check_finds):
    """CTR-08: a copy on the systems that are down is none."""
    check_finds("CTR-08", broken({(*INVOCATION, "kept"): kept}), f"'invocation' is kept {words}")


@pytest.mark.parametrize("medium", ["print", "usb", "phone"])
def test_paper_stick_and_telephone_need_no_system(medium, broken, check_passes):
    """CTR-08: one of the three is enough."""
    check_passes("CTR-08", broken({(*INVOCATION, "kept"): [{"medium": medium, "at": "Gatehouse", "by": "harbour"}]}))


@pytest.mark.parametrize("by", ["kestrel", "rosa-mendes", "project-manager"])
def test_the_client_holds_its_own_tree(by, broken, check_finds):
    """CTR-09: the provider, its people and its roles may be gone."""
    check_finds("CTR-09", broken({(*INVOCATION, "kept"): [{"medium": "print", "at": "Leeds", "by": by}]}), "with 'harbour'", f"only with {by}")


@pytest.mark.parametrize("by", ["harbour", "wendy-clark", "scribe"])
def test_a_copy_with_anybody_of_the_client_is_one(by, broken, check_passes):
    """CTR-09: the company, somebody in it, or a role that one of them holds."""
    check_passes("CTR-09", broken({(*INVOCATION, "kept"): [{"medium": "print", "at": "Hull", "by": by}]}))


def test_a_tree_is_rung_through_every_year(broken):
    """CTR-11: 365 days after the last time is in time; an exercise with telephones counts, one at a table does not."""
    drill = {"title": "Drill", "scope": "The tree.", "covers": ["invocation"], "planned": "2026-06-01", "result": "passed"}
    last = {(*INVOCATION, "tested"): "2025-11-20", ("exercises",): {"drill": {**drill, "kind": "tabletop"}}}
    rung = {**last, ("exercises",): {"drill": {**drill, "kind": "call tree"}}}

    def found(changes, day):
        return [message for _, message in REGISTRY["CTR-11"].function(broken(changes, as_of=day)) if "'invocation'" in message]

    assert [] == found(last, date(2026, 11, 20)) == found(rung, date(2026, 11, 21))
    assert ["contact tree 'invocation' was last rung through on 2025-11-20, 366 days ago; the interval is 365 days"] == found(last, date(2026, 11, 21))


def test_a_tree_that_was_never_tried_is_found(broken, check_finds):
    """CTR-11: neither a day of its own nor an exercise that rang it."""
    check_finds("CTR-11", broken({(*INVOCATION, "tested"): ..., ("exercises",): {}}), "'invocation' was never rung through")


def test_a_tree_ends_with_a_call_back(broken, check_finds):
    """CTR-12: who says that the round is done?"""
    check_finds("CTR-12", broken({(*INVOCATION, "ends"): ...}), "'invocation' does not say who rings back")


PROVIDER_LOST = ("contact_trees", "provider-lost")
SIGNAL = {"phone": "+44 1632 960777", "over": "overflow-answering"}


def test_nobody_is_told_through_somebody_who_is_gone(broken, check_finds):
    """CTR-16: in the scenario that starts the tree the caller is taken away, and nobody stands in for the caller."""
    away = {(*PROVIDER_LOST, "calls", "scribe"): ["rosa-mendes"], (*PROVIDER_LOST, "calls", "rosa-mendes"): ["inventory-controller"], (*PROVIDER_LOST, "assumes_lost"): []}

    said = check_finds("CTR-16", broken(away), "'inventory-controller' is not reached by contact tree 'provider-lost' in scenario 'provider-business-failure': only by 'rosa-mendes', who is not reached")
    assert 1 == len(said)


def test_who_goes_on_in_the_callers_place_saves_the_branch(broken, check_passes):
    """CTR-16: the rule for no answer names somebody who is there; and who was taken away need not be reached."""
    away = {(*PROVIDER_LOST, "calls", "scribe"): ["rosa-mendes"], (*PROVIDER_LOST, "calls", "rosa-mendes"): ["inventory-controller"], (*PROVIDER_LOST, "assumes_lost"): []}

    check_passes("CTR-16", broken({**away, (*PROVIDER_LOST, "nodes", "rosa-mendes"): {"if_no_answer": {"escalate_to": "scribe"}}}))
    check_passes("CTR-16", broken({**away, (*PROVIDER_LOST, "calls", "rosa-mendes"): ...}))


def test_a_channel_that_falls_with_a_scenario_carries_no_call(broken, check_finds, check_passes):
    """CTR-16: the tree names no channel as lost; the scenario takes the company that answers for them."""
    tree = {(*PROVIDER_LOST, "assumes_lost"): [], ("people", "kate-lowther", "contacts"): [SIGNAL], ("roles", "communications-lead", "deputies"): []}
    gone = {("transition", "scenarios", "pandemic", "gone"): ["organisation clearcall"]}

    check_passes("CTR-16", broken(tree))
    said = check_finds("CTR-16", broken({**tree, **gone}), "'communications-lead' is not reached", "in scenario 'pandemic': only over overflow-answering, which falls too")
    assert all("scribe" not in one or "only by 'communications-lead'" in one for one in said)


def test_what_follows_from_the_assumption_is_followed_through(broken, check_finds):
    """CTR-16: everybody below the one whom the assumption cuts off; of the one itself CTR-07 has spoken."""
    tree = {("people", "kate-lowther", "contacts"): [{"email": "kate.lowther@harbour.example", "over": "office-mail"}], ("roles", "communications-lead", "deputies"): []}

    said = check_finds("CTR-16", broken(tree), "'spokesperson' is not reached by contact tree 'invocation' when what it assumes to be lost is gone: only by 'communications-lead'")
    assert not any("'communications-lead' is not reached" in one for one in said)


def test_a_finding_points_at_the_call_that_fails(broken):
    """CTR-16: at the name in the caller's list."""
    tree = {("people", "kate-lowther", "contacts"): [{"email": "kate.lowther@harbour.example", "over": "office-mail"}], ("roles", "communications-lead", "deputies"): []}
    routes = {route[2:] for route, _ in REGISTRY["CTR-16"].function(broken(tree))}

    assert (*INVOCATION, "calls", "communications-lead", 0) in routes


@pytest.mark.parametrize(("code", "route", "value", "words"), [
    ("CTR-02", ("calls", "nobody-known"), ["helen-ward"], "'nobody-known' stands in contact tree 'kestrel-escalation' and nobody calls them"),
    ("CTR-04", ("if_no_answer",), {}, "nothing happens in contact tree 'kestrel-escalation' if"),
])
def test_the_providers_own_trees_are_asked_too(code, route, value, words, shelf, broken, check_finds, check_passes):
    """CTR-01, CTR-02, CTR-04: in the provider's own binder, as its escalation is for all clients."""
    client = broken({}, provider={("contact_trees", "kestrel-escalation", *route): value})
    own = dataclasses.replace(shelf, provider=client.provider)

    check_passes(code, client)
    check_finds(code, provider_binder(own, client.as_of), words)
