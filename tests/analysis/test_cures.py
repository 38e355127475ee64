"""What the plans do about a loss, and when: small binders made by hand, a law each."""

import importlib.util
from datetime import timedelta
from pathlib import Path

import pytest

from runbinder.analysis.cures import UNSAID, cures
from runbinder.analysis.support import support

_SPEC = importlib.util.spec_from_file_location("runbinder_oracle", Path(__file__).with_name("oracle.py"))
oracle = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(oracle)

PEOPLE = {"anna": "harbour", "bob": "harbour", "cyd": "kestrel"}
PROCEDURE = {"title": "Restore", "schedule": {"every": "event", "when": "x"}, "done_by": "cyd", "steps": ["Do it."], "takes": "6h"}
SERVICE = {"name": "Dispatch", "criticality": "critical", "done_by": "kestrel", "for": "harbour"}
SERVER = {"name": "Server", "kind": "hardware", "owner": "harbour"}
SITE = {"name": "Dock", "owner": "harbour", "operated_by": "harbour", "address": "Hull"}
KEY = {"system": "s", "account": "a", "privilege": "admin", "custodian": "kestrel", "vault": {"name": "safe", "path": "1"}, "client_can_retrieve": False, "holders": ["cyd"]}
KEEP = {"service": "dispatch", "do": "Go on.", "by": "anna", "from": "4h", "until": "30d"}
LEARNT = {"item": "i", "covers": ["restore"], "method": "document", "receiver": "anna", "accepted": {"by": "bob"}}
STEP = {"do": "Do it.", "action": "rotate", "closes": ["key"], "by": "anna", "within": "2h", "verify": "See it."}
PHASE = {"title": "t", "takes": "20d", "by": "anna"}
KESTREL = ("organisation kestrel", "person cyd")


def made(plan=None, **client):
    """A binder with these families, and a transition plan with these parts."""
    people = {name: {"name": name, "organisation": company} for name, company in PEOPLE.items()}
    companies = {"fenwick": {"name": "Fenwick", "party": "alternate provider"}}
    transition = {"owner": "anna", "purpose": "p", "triggers": ["t"], "invocation": {"by": ["anna"], "how": "h", "proof": "p"}, **(plan or {})}
    return oracle.made({"people": people, "organisations": companies, "transition": transition, **client})


def back(binder, name, *removed):
    """Hours until something is back that falls with these; None for never."""
    graph, key = support(binder), tuple(name.split())
    lost = graph.lost({tuple(one.split()) for one in removed})
    assert key in lost
    found = graph.regained(lost, cures(binder))
    return found[key].after / timedelta(hours=1) if key in found else None


NEVER, AT_LAST = None, UNSAID / timedelta(hours=1)


@pytest.mark.parametrize(("also", "hours"), [((), 4), (("site dock",), NEVER), (("person anna",), NEVER), (("person anna", "person bob"), NEVER)])
def test_who_keeps_a_service_going_brings_it_back(also, hours):
    """From the time on that the plan says; not without whoever does it, and not where the service has no place any more."""
    binder = made({"continuity": [KEEP]}, sites={"dock": SITE}, services={"dispatch": SERVICE | {"at": "dock"}})

    assert hours == back(binder, "service dispatch", *KESTREL, *also)


def test_what_is_the_providers_is_not_waited_for():
    """Whoever keeps a service going does it without the provider's own tools; with what is the client's as before."""
    services = {"dispatch": SERVICE | {"depends_on": ["agent"]}}

    assert 4 == back(made({"continuity": [KEEP]}, assets={"agent": SERVER | {"owner": "kestrel"}}, services=services), "service dispatch", *KESTREL)
    assert NEVER is back(made({"continuity": [KEEP]}, assets={"agent": SERVER}, services=services), "service dispatch", *KESTREL, "asset agent")


def test_who_keeps_it_going_carries_out_its_procedures():
    """The credential must be at hand all the same, whoever kept it."""
    measure = KEEP | {"procedures": ["restore"]}
    locked = PROCEDURE | {"needs": {"access": ["key"]}}

    assert 4 == back(made({"continuity": [measure]}, services={"dispatch": SERVICE}, procedures={"restore": PROCEDURE}), "procedure restore", *KESTREL)
    for name in ("procedure restore", "service dispatch"):
        assert NEVER is back(made({"continuity": [measure]}, services={"dispatch": SERVICE}, procedures={"restore": locked}, credentials={"key": KEY}), name, *KESTREL)


@pytest.mark.parametrize(("item", "hours"), [(LEARNT, 0), (LEARNT | {"accepted": None}, 480), (LEARNT | {"receiver": "cyd"}, NEVER)])
def test_what_was_learnt_is_done_at_once(item, hours):
    """What is still to be learnt, when the successor has taken over; what the one who is lost has learnt, never."""
    binder = made({"knowledge": [item], "timetable": {"all": PHASE}}, procedures={"restore": PROCEDURE})

    assert hours == back(binder, "procedure restore", *KESTREL)


@pytest.mark.parametrize("needs", [{"approval": ["bob"]}, {"before": ["first"]}, {"access": ["key"]}])
def test_who_learnt_it_needs_what_the_other_needed(needs):
    """Somebody's yes, what comes before, and the credential."""
    binder = made({"knowledge": [LEARNT]}, procedures={"restore": PROCEDURE | {"needs": needs}, "first": PROCEDURE | {"done_by": "bob"}}, credentials={"key": KEY | {"holders": ["bob"]}})

    assert NEVER is back(binder, "procedure restore", *KESTREL, "person bob")


@pytest.mark.parametrize(("step", "hours"), [
    (STEP, 2), (STEP | {"action": "secure"}, 2), (STEP | {"action": "transfer ownership"}, 2), (STEP | {"action": "disable"}, NEVER), (STEP | {"by": "cyd"}, NEVER),
    (STEP | {"needs": ["glass"]}, 2), (STEP | {"needs": ["theirs"]}, NEVER),
])
def test_the_lockdown_brings_a_credential_into_the_clients_hands(step, hours):
    """Where a step changes it instead of ending it, by somebody who is there and gets in."""
    keys = {"key": KEY, "theirs": KEY, "glass": KEY | {"custodian": "harbour", "holders": ["anna"], "client_can_retrieve": True}}
    binder = made({"lockdown": [step]}, credentials=keys, procedures={"restore": PROCEDURE | {"done_by": "anna", "needs": {"access": ["key"]}}})

    assert hours == back(binder, "credential key", *KESTREL) == back(binder, "procedure restore", *KESTREL)


@pytest.mark.parametrize(("after", "also", "hours"), [("3d", (), 72), (None, (), AT_LAST), ("3d", ("organisation fenwick",), NEVER)])
def test_a_supplier_is_replaced_by_its_substitute(after, also, hours):
    """After its time; where nobody wrote that down, last of all."""
    suppliers = {"cable": {"name": "Cable", "supplies": "s", "category": "connectivity", "substitutes": [{"organisation": "fenwick", "after": after}]}}
    binder = made(suppliers=suppliers, channels={"line": {"name": "Line", "kind": "phone", "depends_on": ["cable"]}})

    assert hours == back(binder, "channel line", "organisation cable", *also)


RECOVERED = SERVICE | {"done_by": "harbour", "depends_on": ["server"], "recovery": {"mtpd": "3d", "procedures": ["restore"]}}


@pytest.mark.parametrize(("also", "hours"), [((), 6), (("person cyd",), NEVER), (("organisation harbour",), NEVER)])
def test_a_service_is_recovered_as_its_page_says(also, hours):
    """In the time of its longest path; not without whoever does that, and not without the company that performs it."""
    binder = made(assets={"server": SERVER}, services={"dispatch": RECOVERED}, procedures={"restore": PROCEDURE})

    assert hours == back(binder, "service dispatch", "asset server", *also)


def test_what_a_service_depends_on_is_recovered_with_it():
    """First; and where the other can not be recovered itself, neither can the one."""
    services = {"dispatch": RECOVERED | {"depends_on": ["network", "server"]}, "network": RECOVERED | {"recovery": {"mtpd": "3d", "procedures": ["other"]}}}
    binder = made(assets={"server": SERVER}, services=services, procedures={"restore": PROCEDURE, "other": PROCEDURE | {"done_by": "bob"}})

    assert [12, 6] == [back(binder, f"service {name}", "asset server") for name in services]
    assert NEVER is back(binder, "service dispatch", "asset server", "person bob")


def test_a_thing_that_changes_hands_is_not_mended():
    """What fell with its owner is back with the new one; what is broken stays so, whoever owns it."""
    moved = {"asset": "server", "from": "kestrel", "to": "harbour", "how": "By letter.", "within": "5d"}
    binder = made({"asset_transfer": [moved]}, assets={"server": SERVER | {"owner": "kestrel", "at": "dock"}}, sites={"dock": SITE})

    assert 120 == back(binder, "asset server", *KESTREL)
    assert NEVER is back(binder, "asset server", "asset server") is back(binder, "asset server", *KESTREL, "site dock")


@pytest.mark.parametrize(("more", "hours"), [({"replaced_by": "A new one."}, AT_LAST), ({"backed_up_to": "tape"}, AT_LAST), ({}, NEVER)])
def test_a_thing_is_replaced_or_restored_last_of_all(more, hours):
    """Nobody has written down how long it takes."""
    binder = made(assets={"server": SERVER | more, "tape": SERVER})

    assert hours == back(binder, "asset server", "asset server")
    assert hours == back(binder, "asset server", "asset server", "asset tape") or "backed_up_to" in more


@pytest.mark.parametrize(("acquisition", "hours"), [
    ({"candidates": {"first": {"organisation": "fenwick"}}}, 480), ({"interim": "fenwick"}, 480), ({"interim": "kestrel"}, NEVER), ({}, NEVER), (None, NEVER),
])
def test_in_the_end_a_successor_takes_over(acquisition, hours):
    """At the end of the timetable, where somebody is named who could: roles and work of the provider."""
    plan = {"acquisition": acquisition, "timetable": {"all": PHASE}}
    binder = made(plan, roles={"lead": {"does": "d", "holder": "cyd"}}, services={"patches": SERVICE}, procedures={"restore": PROCEDURE | {"done_by": "lead"}})

    assert [hours] * 3 == [back(binder, name, *KESTREL) for name in ("role lead", "service patches", "procedure restore")]


def test_nobody_succeeds_themselves():
    """Where the provider's people can not work, the provider is no successor."""
    plan = {"acquisition": {"interim": "kestrel"}, "timetable": {"all": PHASE}}

    assert NEVER is back(made(plan, services={"patches": SERVICE}), "service patches", "workforce kestrel", "person cyd")
