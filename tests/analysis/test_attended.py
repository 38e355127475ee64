"""Who took part in an exercise, and for whom, in a small binder."""

from datetime import date

import pytest

from runbinder.analysis.attended import LOOKING_ON, active, present, seat, side, took_part
from runbinder.testing import binder_of

HOME = "clients/harbour/"
FIRMS = {
    "marlow": {"name": "Marlow", "party": "end customer"}, "tern": {"name": "Tern", "party": "end customer"}, "bay": {"name": "Bay", "party": "client"},
    "fenwick": {"name": "Fenwick", "party": "alternate provider"}, "moss": {"name": "Moss", "party": "supplier"}, "ledger": {"name": "Ledger", "party": "adviser"}, "calder": {"name": "Calder", "party": "insurer"}, "saltaire": {"name": "Saltaire", "party": "auditor"},
}
PEOPLE = {name: {"name": name.capitalize(), "organisation": firm} for name, firm in (
    ("anna", "harbour"), ("kim", "kestrel"), ("dana", "marlow"), ("mo", "marlow"), ("ted", "tern"), ("bea", "bay"), ("jan", "fenwick"), ("miriam", "moss"), ("lex", "ledger"), ("cal", "calder"), ("sal", "saltaire"))}
ROLES = {"chief": {"does": "Leads.", "holder": "anna"}, "vacant": {"does": "Nothing.", "holder": None}}
PLACE = {"place": "Room 1"}
TEAM = {
    "invocation_criteria": ["Fire"], "invoked_by": ["anna"], "members": [{"role": "chief", "does": "Leads."}], "meets_at": PLACE, "or_at": PLACE, "first_meeting_within": "1h",
    "decision_log": "A list.", "stand_down": ["It is out."], "phases": [],
}
OFFERED = {"decision": "offered", "state": "active", "party": "marlow", "holder": "dana", "deputy": "bea"}


def binder(customer=OFFERED, who=(), **more):
    exercise = {"title": "Table", "kind": "tabletop", "scope": "All.", "planned": "2026-03-01", "result": "passed", "participants": [{"who": one} if isinstance(one, str) else dict(zip(("who", "as"), one, strict=True)) for one in who], **more}
    plans = {"organisations": FIRMS, "people": PEOPLE, "roles": ROLES, "exercises": {"table": exercise}}
    files = {HOME + "things.yml": plans, HOME + "client.yml": {"name": "Harbour", "party": "client", "end_customers": ["tern", "bay"], "timezone": "Europe/London", "summary": "x", "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": 0}}
    if customer:
        files[HOME + "incident-team.yml"] = {**TEAM, "customer_seat": customer}
    return binder_of(files, as_of=date(2026, 3, 31))


@pytest.mark.parametrize(("who", "party"), [
    ("anna", "client"), ("chief", "client"), ("kim", "provider"), ("dana", "customer's seat"), ("mo", "customer's seat"), ("bea", "customer's seat"),
    ("ted", "end customer"), ("jan", "third party"), ("vacant", "not known"), ("miriam", "contractor"), ("lex", "contractor"), ("cal", "contractor"), ("sal", "third party"),
])
def test_everybody_stands_for_a_party(who, party):
    """A role for that of its holder; the seat is its holder's, its deputy's and everybody's of the party it belongs to."""
    assert party == side(binder(), who)


def test_without_a_seat_a_customer_is_a_customer():
    """Not offered, or no incident team at all: nobody sits in it."""
    refused = binder({"decision": "not offered", "state": "not offered"})

    assert (None, "end customer", "end customer") == (seat(refused), side(refused, "dana"), side(refused, "bea"))
    assert (None, "end customer") == (seat(binder(None)), side(binder(None), "dana"))


def test_a_seat_that_was_withdrawn_was_filled_once():
    """Who took part for the customer before the dispute did so."""
    assert "customer's seat" == side(binder({**OFFERED, "state": "suspended in dispute"}), "dana")


def test_a_role_is_shown_with_the_person_behind_it():
    """In the order of the plan, each with the organisation they work for."""
    found = binder(who=("chief", "vacant", "jan"))
    first, second, third = present(found, found.index["exercise"]["table"])

    assert ("chief", "anna", "harbour") == (first.part.who, first.person.id, first.organisation.id)
    assert (None, None) == (second.person, second.organisation)
    assert ("jan", "fenwick") == (third.person.id, third.organisation.id)


def test_one_is_enough_for_a_party_to_have_taken_part():
    """And nobody is not."""
    found = binder(who=("anna", "jan"))
    exercise = found.index["exercise"]["table"]

    assert (True, False) == (took_part(found, exercise, "third party"), took_part(found, exercise, "customer's seat"))


@pytest.mark.parametrize(("part", "idle"), [*((word, "looking on") for word in LOOKING_ON), ("Observers, third party", "looking on"), ("hostess", ""), ("third party", "")])
def test_who_looks_on_tries_nothing(part, idle):
    """By a whole word of their part; and nobody stands for a party by looking on."""
    found = binder(who=(("jan", part),))
    exercise = found.index["exercise"]["table"]

    assert [idle] == [one.idle for one in present(found, exercise)]
    assert (not idle, int(not idle)) == (took_part(found, exercise, "third party"), len(active(found, exercise)))


@pytest.mark.parametrize(("without", "left"), [(["anna"], ["jan", "mo"]), (["fenwick"], ["anna", "chief", "mo"]), (["marlow", "harbour"], ["jan"]), ([], ["anna", "chief", "jan", "mo"])])
def test_who_is_assumed_to_be_gone_tries_nothing(without, left):
    """Themselves, in a role, or with the organisation they work for."""
    found = binder(who=("anna", "chief", "jan", "mo"), without=without)
    exercise = found.index["exercise"]["table"]

    assert left == [one.part.who for one in active(found, exercise)]
    assert {"assumed to be gone"} >= {one.idle for one in present(found, exercise) if one.idle}
