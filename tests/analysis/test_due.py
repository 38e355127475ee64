"""Everything with a day: each source's law. That a list and a finding never differ is in test_due_law.py."""

from datetime import date, timedelta

import pytest

from runbinder.analysis.due import due, soon
from runbinder.testing import binder_of

HOME = "clients/harbour/"
PEOPLE = {"people": {"anna": {"name": "Anna", "organisation": "harbour"}}, "roles": {"chief": {"does": "Leads.", "holder": "anna"}}}
CONTRACT = {"title": "Lease", "parties": ["kestrel", "harbour"], "ref": "1", "starts": "2024-01-01", "notice": "30d"}
KEY = {"system": "Firewall", "account": "admin", "privilege": "admin", "custodian": "harbour", "client_can_retrieve": True, "holders": ["chief"], "vault": {"name": "Safe", "path": "1"}}
PROCEDURE = {"title": "Look", "done_by": "chief", "steps": ["Look."]}


def found(plans, kind=None, as_of=date(2026, 3, 31)):
    """(day, words, overdue) of what is due in plans of the client's."""
    binder = binder_of({HOME + "people.yml": PEOPLE, HOME + "things.yml": plans}, as_of=as_of)
    return [(one.day.isoformat(), one.words, one.overdue) for one in due(binder) if kind in (None, one.kind)]


def test_a_routine_is_due_on_the_next_day_of_its_rhythm():
    """And late only after its tolerance, as SCH-01 has it."""
    monthly = {"every": "month", "on": "first Monday", "last_done": "2026-02-02", "tolerance": "30d"}

    assert [("2026-03-02", "last done 2026-02-02, could wait until 2026-04-01", False)] == found({"procedures": {"look": {**PROCEDURE, "schedule": monthly}}})
    assert [True] == [late for _, _, late in found({"procedures": {"look": {**PROCEDURE, "schedule": {**monthly, "tolerance": "7d"}}}})]


def test_a_routine_that_was_never_done_is_owed_today():
    """Nobody has written down that it was; what waits for an event has no day."""
    plans = {"procedures": {"look": {**PROCEDURE, "schedule": {"every": "week"}}, "mend": {**PROCEDURE, "schedule": {"every": "event", "when": "It breaks"}}}}

    assert [("2026-03-31", "never done, as far as is written down", True)] == found(plans)


@pytest.mark.parametrize(("renews", "words"), [(True, "last day to say no: it renews by itself on 2026-06-30 (notice 30 days)"), (False, "last day of notice before it ends on 2026-06-30 (notice 30 days)")])
def test_notice_is_the_end_less_the_notice(renews, words):
    """Computed: nobody writes that day down, and it is the one that matters."""
    assert [("2026-05-31", words, False)] == found({"contracts": {"lease": {**CONTRACT, "ends": "2026-06-30", "auto_renews": renews}}}, "notice")


def test_notice_that_was_missed_is_told_with_the_end():
    """It can not be given any more; on its last day it can."""
    plans = {"contracts": {"lease": {**CONTRACT, "ends": "2026-06-30", "auto_renews": True}}}

    assert [] == found(plans, "notice", date(2026, 6, 1))
    assert [("2026-06-30", "renews by itself: write the new end; notice had to be given by 2026-05-31", False)] == found(plans, as_of=date(2026, 6, 1))
    assert 1 == len(found(plans, "notice", date(2026, 5, 31)))


def test_a_contract_without_an_end_has_no_day():
    """Notice can be given on any."""
    assert [] == found({"contracts": {"lease": CONTRACT}})


def test_a_contract_that_is_over_and_that_nothing_names_is_history():
    """It is kept for the record; nobody has to act."""
    assert [] == found({"contracts": {"lease": {**CONTRACT, "ends": "2026-01-31"}}})


def test_a_key_is_changed_and_fetched():
    """By its own interval, and by that of the settings."""
    key = {**KEY, "last_rotated": "2026-01-01", "rotate_every": "30d", "retrieved": "2026-01-01"}

    assert [("2026-01-31", "change it, last changed 2026-01-01", True), ("2026-06-30", "fetch it again to prove that it can be, last fetched 2026-01-01", False)] == found({"credentials": {"wall": key}})


def test_an_asset_is_renewed_by_its_day():
    """Somebody looks also after what renews by itself."""
    domain = {"name": "harbour.example", "kind": "domain", "owner": "harbour", "renews": "2026-03-31"}

    assert [("2026-03-31", "lapses unless renewed", False)] == found({"assets": {"name": domain}})
    assert [("2026-03-31", "renews by itself: check that it did", True)] == found({"assets": {"name": {**domain, "auto_renews": True}}}, as_of=date(2026, 4, 1))


def test_an_exercise_that_was_held_is_not_due():
    """A planned one is, and is overdue on the day after."""
    plan = {"title": "Table", "kind": "tabletop", "scope": "All.", "planned": "2026-03-30", "participants": [{"who": "chief"}]}

    assert [("2026-03-30", "planned tabletop", True)] == found({"exercises": {"table": plan}})
    assert [] == found({"exercises": {"table": {**plan, "result": "passed"}}})


def test_what_lapses_has_its_last_day():
    """Waivers, accepted risks, assignments, qualifications, copies; of those who have left nothing."""
    plans = {
        "waivers": {"one": {"check": "PPL-02", "record": "role:chief", "reason": "New.", "approved_by": "anna", "approved_on": "2026-01-01", "expires": "2026-04-01"}},
        "risks": {"line": {"of": "anna", "what": "All", "owner": "chief", "accepted_by": "anna", "expires": "2026-04-02"}},
        "copies": {"stick": {"holder": "anna", "medium": "usb", "location": "Safe", "number": "1", "delivered": "2025-04-03"}},
    }

    assert [("2026-04-01", "exception"), ("2026-04-02", "exception"), ("2026-04-03", "copy")] == [
        (one.day.isoformat(), one.kind) for one in due(binder_of({HOME + "people.yml": PEOPLE, HOME + "things.yml": plans}))]


def test_what_is_overdue_comes_first():
    """Then day by day; `soon` is the list up to a day, that day included."""
    domains = {name: {"name": name, "kind": "domain", "owner": "harbour", "renews": day} for name, day in (("b", "2026-04-14"), ("a", "2026-04-15"), ("c", "2026-03-01"))}
    binder = binder_of({HOME + "people.yml": PEOPLE, HOME + "things.yml": {"assets": domains}})

    assert ["c", "b", "a"] == [one.title for one in due(binder)]
    assert ["c", "b"] == [one.title for one in soon(binder, timedelta(days=14))]
