"""What each record stands on: small binders made by hand, a law each; and some hundred at random, judged by an oracle."""

import importlib.util
import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from runbinder.analysis.cures import cures
from runbinder.analysis.support import support

_SPEC = importlib.util.spec_from_file_location("runbinder_oracle", Path(__file__).with_name("oracle.py"))
oracle = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(oracle)
CASES = int(os.environ.get("RUNBINDER_ORACLE", "300"))
"""Random binders, each whole and after three losses; `python tests/analysis/oracle.py 20000` asks more."""


def test_the_oracle_says_the_same():
    """300 binders, 900 losses of one to three things: every record is lost to both or to neither."""
    assert [] == [one for seed in range(CASES) for one in oracle.disagreements(seed)]


def test_a_reference_that_leads_nowhere_is_no_traceback():
    """It is the reader's finding: nothing can be counted on that is not there."""
    for seed in range(100):
        rng = random.Random(seed)
        binder = oracle.random_binder(rng)
        torn = replace(binder, index={kind: {name: entry for name, entry in family.items() if kind == "resource" or rng.random() < 0.7} for kind, family in binder.index.items()})
        graph = support(torn)

        assert graph.regained(graph.lost(oracle.random_loss(rng, binder)), cures(torn)) is not None


PEOPLE = {"anna": "harbour", "bob": "harbour", "cyd": "kestrel", "dee": "marlow"}
ROLE = {"does": "Leads.", "holder": "anna", "deputies": ["bob"]}
KEY = {"system": "s", "account": "a", "privilege": "admin", "opens": ["server"], "custodian": "harbour", "vault": {"name": "safe", "path": "1"}, "client_can_retrieve": True, "holders": ["anna"]}
SERVER = {"name": "Server", "kind": "hardware", "owner": "harbour"}
SITE = {"name": "Dock", "owner": "harbour", "operated_by": "harbour", "address": "Hull"}
SERVICE = {"name": "Dispatch", "criticality": "critical", "done_by": "harbour", "for": "harbour"}
PROCEDURE = {"title": "Restore", "schedule": {"every": "event", "when": "x"}, "done_by": "bob", "steps": ["Do it."]}
LINE = {"name": "Line", "kind": "phone"}
TREE = {"purpose": "p", "starts_with": "anna", "if_no_answer": "Go on.", "calls": {"anna": ["cyd", "bob"], "cyd": ["dee"]}}


def made(provider=None, left=None, **client):
    """A binder of four people and two companies beside client and provider, with these families."""
    people = {name: {"name": name, "organisation": company, "left": (left or {}).get(name)} for name, company in PEOPLE.items()}
    companies = {name: {"name": name, "party": "end customer"} for name in ("marlow", "cable")}
    return oracle.made({"people": people, "organisations": companies, **client}, provider)


def lost(binder, *removed):
    """What falls with these (`person anna`), without them, people and what is no record."""
    gone = {tuple(one.split()) for one in removed}
    found = set(support(binder).lost(gone)) - gone
    return {f"{kind} {name}" for kind, name in found if kind in (oracle.KINDS - {"person"})}


def test_a_role_falls_with_its_last_deputy():
    """And not before: whoever is named takes over."""
    binder = made(roles={"lead": ROLE})

    assert [set(), set(), {"role lead"}] == [lost(binder, "person anna"), lost(binder, "person bob"), lost(binder, "person anna", "person bob")]


@pytest.mark.parametrize(("more", "left"), [({}, {"bob": "2026-11-19"}), ({"holder": "bob", "deputies": ["anna"], "until": "2026-11-19"}, {})])
def test_who_left_does_not_count(more, left):
    """Neither does a holder whose time is over; on the last day both still do."""
    today = {"until": "2026-11-20"} if "until" in more else {}

    assert {"role lead"} == lost(made(left=left, roles={"lead": ROLE | more}), "person anna")
    assert set() == lost(made(left=dict.fromkeys(left, "2026-11-20"), roles={"lead": ROLE | more | today}), "person anna")


def test_a_procedure_falls_with_the_one_credential_it_needs():
    """A credential falls with its last holder."""
    binder = made(assets={"server": SERVER}, credentials={"key": KEY}, procedures={"restore": PROCEDURE | {"needs": {"access": ["key"]}}})

    assert {"credential key", "procedure restore"} == lost(binder, "person anna")


@pytest.mark.parametrize(("other", "helps"), [
    ({"privilege": "break-glass"}, True), ({"privilege": "user"}, False), ({"privilege": "break-glass", "opens": []}, False), ({"opens": ["server", "other"]}, True),
])
def test_what_opens_the_same_stands_in(other, helps):
    """A break-glass credential for an administrator's; not one that opens less or may less."""
    credentials = {"key": KEY, "glass": KEY | {"holders": ["bob"]} | other}
    binder = made(assets={"server": SERVER, "other": SERVER}, credentials=credentials, procedures={"restore": PROCEDURE | {"steps": [{"do": "Go in.", "uses": "key"}]}})

    assert helps is ("procedure restore" not in lost(binder, "person anna"))


@pytest.mark.parametrize(("more", "removed", "falls"), [
    ({"client_can_retrieve": False, "custodian": "cable"}, "organisation cable", True), ({"custodian": "cable"}, "organisation cable", False),
    ({"second_factor": {"kind": "app", "held_by": "bob"}}, "person bob", True), ({"second_factor": {"kind": "app", "held_by": "bob", "recovery": "safe"}}, "person bob", False),
])
def test_a_credential_needs_its_keeper_and_its_second_factor(more, removed, falls):
    """Unless the client can fetch it without the one, or has codes for the day on which the other is lost."""
    assert falls is ("credential key" in lost(made(assets={"server": SERVER}, credentials={"key": KEY | more}), removed))


@pytest.mark.parametrize(("more", "removed"), [
    ({"needs": {"approval": ["anna"]}}, "person anna"), ({"needs": {"before": ["first"]}}, "person anna"),
    ({"done_by": "anna", "or_by": [{"role": "bob", "of": "cable"}]}, "person anna organisation cable"),
])
def test_a_procedure_needs_a_performer_a_yes_and_what_comes_before(more, removed):
    """Another performer counts as long as the organisation is there that they belong to."""
    binder = made(procedures={"first": PROCEDURE | {"done_by": "anna"}, "restore": PROCEDURE | more})
    words = removed.split()

    assert "procedure restore" in lost(binder, *map(" ".join, zip(words[::2], words[1::2], strict=True)))
    assert "procedure restore" not in lost(binder, "person dee")


@pytest.mark.parametrize(("more", "dead"), [
    ({}, {"cyd", "dee"}), ({"nodes": {"cyd": {"if_no_answer": {"escalate_to": "bob"}}}}, {"cyd"}), ({"if_no_answer": {"escalate_to": "bob"}}, {"cyd"}),
    ({"if_no_answer": {"escalate_to": "bob"}, "nodes": {"cyd": {"if_no_answer": "Go on."}}}, {"cyd", "dee"}),
    ({"calls": {"anna": ["cyd", "bob"], "cyd": ["dee"], "bob": ["dee"]}}, {"cyd"}), ({"calls": {"anna": ["cyd"], "cyd": ["dee"], "dee": ["cyd"]}}, {"cyd", "dee"}),
])
def test_a_branch_is_dead_without_its_caller(more, dead):
    """Unless whoever is called instead goes on, or somebody else calls them too; in a circle nobody is told by whom they tell."""
    assert {f"call tree/{who}" for who in dead} == lost(made(contact_trees={"tree": TREE | more}), "person cyd")


def test_whoever_is_only_reached_over_a_lost_channel_is_not_told():
    """People and organisations alike; their own mobile is no channel of ours."""
    def over(*channels):
        return {"name": "n", "contacts": [{"desk": "+44 7700 900101", "over": channel} for channel in channels]}

    people = {"anna": over(None), "bob": over("line"), "cyd": over("line", None)}
    tree = TREE | {"calls": {"anna": ["bob", "cyd", "cable"]}}
    binder = oracle.made({"people": {name: one | {"organisation": "harbour"} for name, one in people.items()}, "channels": {"line": LINE}, "contact_trees": {"tree": tree},
                          "organisations": {"cable": over("line") | {"party": "adviser"}}})

    assert {"call tree/bob", "call tree/cable"} == lost(binder, "channel line")


def test_circles_stand():
    """Two services that need each other are there as long as nothing else is wrong, and fall together."""
    binder = made(services={"a": SERVICE | {"depends_on": ["b"]}, "b": SERVICE | {"depends_on": ["a", "server"]}}, assets={"server": SERVER})

    assert set() == lost(binder, "person dee")
    assert {"service a", "service b"} == lost(binder, "asset server")


def test_a_channel_stands_on_an_independent_line():
    """Where two things fail, on one that is independent of both; and as long as its supplier is there."""
    lines = [{"kind": "k", "provider": "cable", "independent_of": ["server"]}, {"kind": "k", "independent_of": ["dock"]}]
    binder = made(assets={"server": SERVER}, sites={"dock": SITE}, channels={"line": LINE | {"depends_on": ["server", "dock"], "redundancy": lines}})

    assert [set(), set()] == [lost(binder, "asset server"), lost(binder, "site dock")]
    assert {"channel line"} == lost(binder, "asset server", "site dock") == lost(binder, "asset server", "organisation cable")


def test_a_fallback_carries_what_depends_on_a_channel():
    """The channel itself is down."""
    binder = made(channels={"line": LINE | {"fallback": ["radio"]}, "radio": LINE, "other": LINE | {"depends_on": ["line"]}}, services={"dispatch": SERVICE | {"depends_on": ["line"]}})

    assert set() == lost(binder, "channel line")
    assert {"service dispatch", "channel other"} == lost(binder, "channel line", "channel radio")


def test_the_provider_takes_its_own_along():
    """Its services and channels, its things wherever they stand, and work that nobody else does."""
    provider = {"channels": {"desk": LINE}, "services": {"help": SERVICE | {"done_by": "marlow"}}}
    services = {"patches": SERVICE | {"done_by": "kestrel"}, "dispatch": SERVICE | {"done_by": "kestrel", "or_by": ["harbour"]}}
    binder = made(provider, assets={"agent": SERVER | {"owner": "kestrel"}}, services=services)

    assert {"channel desk", "service help", "service patches", "asset agent"} == lost(binder, "organisation kestrel")
    assert {"service patches"} == lost(binder, "workforce kestrel", "person cyd") == lost(binder, "person cyd")


def test_a_copy_needs_its_holder_and_what_it_is_read_with():
    """A printed one needs the holder alone."""
    copy = {"holder": "anna", "medium": "print", "location": "drawer", "number": "1", "delivered": "2026-01-01"}
    binder = made(assets={"server": SERVER}, copies={"paper": copy, "online": copy | {"medium": "site", "depends_on": ["server"]}})

    assert [{"copy paper", "copy online"}, {"copy online"}] == [lost(binder, "person anna"), lost(binder, "asset server")]


def test_a_resource_stands_ready_or_is_delivered():
    """Where its place is lost it is ordered, if a lead time says that it can be; without it the recovery can not be done."""
    thing = {"what": "w", "pre_positioned_at": "dock", "supplier": "cable"}
    services = {"dispatch": SERVICE | {"recovery": {"mtpd": "1d", "resources": {"rack": thing, "spare": thing | {"lead_time": "2h"}}}}}
    binder = made(sites={"dock": SITE}, services=services)

    assert {"resource rack", "recovery dispatch"} == lost(binder, "site dock")
    assert {"resource rack", "resource spare", "recovery dispatch"} == lost(binder, "site dock", "organisation cable")


def test_what_is_encrypted_falls_with_who_holds_the_keys():
    """Unless a credential opens it."""
    locked = {"server": SERVER | {"keys_held_by": "kestrel"}}

    assert {"asset server"} == lost(made(assets=locked), "organisation kestrel")
    assert set() == lost(made(assets=locked, credentials={"key": KEY}), "organisation kestrel")


def test_a_message_needs_somebody_who_may_send_it():
    """Who approved it may approve it again, and so may a role that approves messages."""
    role = ROLE | {"deputies": []}
    message = {"title": "t", "kind": "update", "to": "staff", "channels": ["sms"], "text": "t", "sender": "lead", "approved": [{"by": "bob", "as": "management", "on": "2026-01-01"}]}
    binder = made(roles={"lead": role | {"may": ["approve messages"]}, "desk": role | {"holder": "dee"}}, messages={"news": message | {"use": {"by": ["desk"]}}, "other": message})

    assert {"role lead", "message other"} == lost(binder, "person anna")
    assert {"role lead", "message other", "approval news", "approval other"} == lost(binder, "person anna", "person bob")
