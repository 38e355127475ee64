"""What was tried, when, how deep and by whom, and what never: on small plans, and on the demo."""

from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from runbinder.analysis.rehearsed import DEPTH_OF, DEPTHS, depth, held, rung, tries
from runbinder.analysis.rehearsed_coverage import KINDS, rehearsed, share
from runbinder.analysis.tried import digest
from runbinder.asof import judged_as_of
from runbinder.model import procedures
from runbinder.model.assurance import Exercise
from runbinder.read import read
from runbinder.testing import binder_of

ROOT = Path(__file__).parents[2]
HOME = "clients/harbour/"
TODAY = date(2026, 3, 31)
PEOPLE = {"people": {"anna": {"name": "Anna", "organisation": "harbour"}, "ben": {"name": "Ben", "organisation": "harbour"}}, "roles": {"chief": {"does": "Leads.", "holder": "anna", "deputies": ["ben"]}}}
LOOK = {"title": "Look", "done_by": "chief", "schedule": {"every": "event", "when": "It breaks"}, "steps": ["Look."]}
TREE = {"purpose": "Fire", "use": "invocation", "starts_with": "anna", "calls": {"anna": ["ben"]}, "if_no_answer": "The next one.", "ends": "Ben rings Anna."}
KEY = {"system": "Firewall", "account": "admin", "privilege": "admin", "custodian": "harbour", "client_can_retrieve": True, "holders": ["chief"], "vault": {"name": "Safe", "path": "1"}}
TEST = {"by": "ben", "of": "harbour", "on": "2026-03-01", "kind": "live", "result": "passed"}


def exercise(on="2026-02-01", kind="tabletop", result="passed", **more):
    return {"title": f"On {on}", "kind": kind, "scope": "All.", "planned": on, **({"result": result} if result else {}), **more}


def plans(*exercises, **families):
    return {HOME + "people.yml": PEOPLE, HOME + "things.yml": {"exercises": {f"e{number}": one for number, one in enumerate(exercises, start=1)}, **families}}


def binder(*exercises, as_of=TODAY, **families):
    return binder_of(plans(*exercises, **families), as_of=as_of)


def item(found, kind, name):
    return next(one for one in rehearsed(found)[kind] if one.id == name)


@pytest.fixture(scope="module")
def shelf():
    return read(ROOT)


def test_every_kind_of_exercise_and_of_test_has_its_depth():
    """None too many, none forgotten; an unknown one has none."""
    kinds = {*get_args(Exercise.model_fields["type"].annotation), *get_args(procedures.Test.model_fields["kind"].annotation)}

    assert kinds | {"rung through", "fetched"} == set(DEPTH_OF)
    assert set(range(len(DEPTHS))) == set(DEPTH_OF.values())
    assert ("desk check", "discussion", "functional", "full rehearsal", "") == tuple(depth(one) for one in ("cold read", "tabletop", "live", "handover rehearsal", "dreamt"))


def test_what_was_never_tried_is_never():
    """And nothing is planned for it."""
    found = item(binder(procedures={"look": LOOK}), "procedure", "look")

    assert ("never", None, None, (), None, "") == (found.state, found.last, found.vain, found.tries, found.next, found.deepest)


def test_an_exercise_covers_what_it_names():
    """With its day, its kind, where it is written, and the organisations that took part."""
    found = item(binder(exercise(covers=["look"], participants=[{"who": "ben"}, {"who": "chief"}]), procedures={"look": LOOK}), "procedure", "look")

    assert ("in date", date(2026, 2, 1), "tabletop", "e1", "passed") == (found.state, found.last.day, found.last.how, found.last.entry.id, found.last.result)
    assert (["harbour"], "discussion") == ([one.id for one in found.last.by], found.deepest)


@pytest.mark.parametrize(("on", "state"), [("2025-03-31", "in date"), ("2025-03-30", "late")])
def test_it_is_in_date_for_as_long_as_the_settings_say(on, state):
    """365 days later it still is."""
    assert state == item(binder(exercise(on, covers=["look"]), procedures={"look": LOOK}), "procedure", "look").state


def test_what_is_late_was_not_deep_of_late():
    """The depth is that of the interval."""
    found = item(binder(exercise("2024-01-01", "full", covers=["look"]), exercise("2026-01-01", "walkthrough", covers=["look"]), procedures={"look": LOOK}), "procedure", "look")

    assert ("discussion", "in date") == (found.deepest, found.state)


@pytest.mark.parametrize(("as_of", "state"), [(date(2026, 2, 1), "in date"), (date(2026, 1, 31), "never")])
def test_what_is_later_than_the_day_has_not_happened(as_of, state):
    """By the day it began, not by the one for which it was planned."""
    one = exercise("2026-01-15", covers=["look"], starts="2026-02-01 09:00")

    assert state == item(binder(one, as_of=as_of, procedures={"look": LOOK}), "procedure", "look").state
    assert state == item(binder(as_of=as_of, procedures={"look": {**LOOK, "tests": [{**TEST, "on": "2026-02-01"}]}}), "procedure", "look").state


def test_what_failed_is_shown_and_does_not_count():
    """Neither alone, nor in the place of an older one that counts."""
    alone = item(binder(exercise(result="failed", covers=["look"]), procedures={"look": LOOK}), "procedure", "look")
    after = item(binder(exercise("2026-01-01", covers=["look"]), exercise(result="failed", covers=["look"]), procedures={"look": LOOK}), "procedure", "look")

    assert ("never", None, "it failed") == (alone.state, alone.last, alone.vain.void)
    assert ("in date", "e1", "e2") == (after.state, after.last.entry.id, after.vain.entry.id)


def test_a_test_counts_for_the_text_that_was_tried():
    """One of another version does not; one that says nothing of it does."""
    now = digest(procedures.Procedure.model_validate({**LOOK, "schedule": {"every": "event", "when": "It breaks"}}))
    states = {text: item(binder(procedures={"look": {**LOOK, "tests": [{**TEST, **({"of_digest": text} if text else {})}]}}), "procedure", "look") for text in (now, "0" * 16, "")}

    assert ["in date", "never", "in date"] == [one.state for one in states.values()]
    assert "it was changed since" == states["0" * 16].vain.void
    assert ["harbour"] == [one.id for one in states[now].last.by]


@pytest.mark.parametrize(("kind", "state"), [("walkthrough", "never"), ("live", "in date")])
def test_what_has_to_be_live_is_not_talked_through(kind, state):
    """As the procedure says of itself; in an exercise as in a test."""
    look = {**LOOK, "live_test": True}

    assert state == item(binder(procedures={"look": {**look, "tests": [{**TEST, "kind": kind}]}}), "procedure", "look").state
    assert "never" == item(binder(exercise(kind="functional", covers=["look"]), procedures={"look": look}), "procedure", "look").state


def test_a_tree_is_rung_and_not_talked_about():
    """Its own day, and exercises in which telephones rang, also one that failed: that it was rung is CTR-11's question."""
    found = binder(exercise(kind="tabletop", covers=["fire"]), exercise("2026-01-05", "call tree", "failed", covers=["fire"]), contact_trees={"fire": {**TREE, "tested": "2025-04-01"}})
    tree = item(found, "contact_tree", "fire")

    assert {date(2025, 4, 1), date(2026, 1, 5)} == set(rung(found, "fire"))
    assert ("in date", date(2025, 4, 1), "rung through") == (tree.state, tree.last.day, tree.last.how)
    assert ["no telephone rang", "it failed", ""] == [one.void for one in tree.tries]


def test_a_key_is_fetched_and_not_talked_about():
    """By the interval for keys, which is shorter; one that the client can not fetch is no question of this."""
    talked = item(binder(exercise(covers=["wall"]), credentials={"wall": KEY}), "credential", "wall")
    fetched = item(binder(exercise("2025-12-01", "credential retrieval", covers=["wall"]), credentials={"wall": {**KEY, "retrieved": "2025-06-01"}}), "credential", "wall")
    old = item(binder(credentials={"wall": {**KEY, "retrieved": "2025-09-01"}}), "credential", "wall")

    assert ("never", "nobody fetched it", "in date", "credential retrieval", "late") == (talked.state, talked.vain.void, fetched.state, fetched.last.how, old.state)
    assert "credential" not in rehearsed(binder(credentials={"wall": {**KEY, "client_can_retrieve": False}}))


def test_a_person_took_part_also_through_a_role():
    """Who is named in a role is its holder; a role is rehearsed by whoever holds or deputises it."""
    by_role, by_deputy = (binder(exercise(participants=[{"who": who}])) for who in ("chief", "ben"))

    assert {"anna": "in date", "ben": "never"} == {one.id: one.state for one in rehearsed(by_role)["person"]}
    assert {"anna": "never", "ben": "in date"} == {one.id: one.state for one in rehearsed(by_deputy)["person"]}
    assert ["in date", "in date"] == [item(found, "role", "chief").state for found in (by_role, by_deputy)]


@pytest.mark.parametrize(("since", "state"), [("2026-02-01", "in date"), ("2026-02-02", "never")])
def test_a_role_is_not_rehearsed_by_whom_did_not_hold_it(since, state):
    """The holder took part before taking it on."""
    found = binder_of({**plans(exercise(participants=[{"who": "anna"}])), HOME + "people.yml": {**PEOPLE, "roles": {"chief": {**PEOPLE["roles"]["chief"], "since": since}}}}, as_of=TODAY)

    assert (state, "in date") == (item(found, "role", "chief").state, item(found, "person", "anna").state)


def test_who_has_left_and_what_is_not_critical_is_not_asked_for():
    """There is nobody to rehearse, and nothing that fails without it."""
    gone = {"people": {**PEOPLE["people"], "ben": {**PEOPLE["people"]["ben"], "left": "2026-01-01"}}, "roles": {**PEOPLE["roles"], "tea": {"does": "Tea.", "holder": "anna", "critical": False}}}
    found = rehearsed(binder_of({HOME + "people.yml": gone}, as_of=TODAY))

    assert (["anna"], ["chief"]) == ([one.id for one in found["person"]], [one.id for one in found["role"]])


def test_a_plan_is_tried_where_it_is_named():
    """A plan that is not there is not asked for."""
    found = rehearsed(binder(exercise(plans=["communications", "recovery", "transition"]), services={"mail": {"name": "Mail", "criticality": "ordinary", "done_by": "harbour", "for": "harbour", "recovery": {"mtpd": "2d", "procedures": []}}}))

    assert [("recovery", "in date")] == [(one.id, one.state) for one in found["plan"]]


def test_the_next_one_is_the_next_that_is_planned():
    """Not one whose day has passed, and not one that was held."""
    days = ("2026-06-01", "2026-04-01", "2026-03-01")
    found = item(binder(*(exercise(day, result=None, covers=["look"]) for day in days), exercise(covers=["look"]), procedures={"look": LOOK}), "procedure", "look")

    assert ("e2", "e4") == (found.next.id, found.last.entry.id)


def test_what_is_not_in_date_comes_first():
    """What never was, what is late, what is in date; each by title; and how many are in date."""
    look = {name: {**LOOK, "title": name} for name in "abcd"}
    items = rehearsed(binder(exercise("2024-01-01", covers=["c"]), exercise(covers=["a", "b"]), procedures=look))["procedure"]

    assert ["d", "c", "a", "b"] == [one.id for one in items]
    assert (2, 4) == share(items)


def test_a_message_of_the_library_counts_where_it_is_used(shelf):
    """Those that the client's plans name, and its own; the others are the provider's to rehearse."""
    found = shelf.binder("harbour", judged_as_of("", shelf.settings))
    named = {one.id for one in rehearsed(found)["message"]}

    assert {entry.id for entry in found.all("message") if entry.party == "client"} < named < {entry.id for entry in found.all("message")}


def test_the_providers_exercise_tries_what_is_its_own(shelf):
    """A client's role is not rehearsed because its holder took part in the provider's."""
    found = shelf.binder("larkfield", judged_as_of("", shelf.settings))
    theirs = {entry.id for entry in found.all("exercise") if entry.party == "provider"}
    told = {key for key, several in tries(found).items() for one in several if one.entry.kind == "exercise" and one.entry.id in theirs}

    assert theirs
    assert {"provider"} == {found.index[kind][name].party for kind, name in told}


@pytest.mark.parametrize("name", ["harbour", "northgate", "tessera"])
def test_a_finished_binder_has_rehearsed_nearly_all(shelf, name):
    """Of every kind there is something, and of all but people everything is in date."""
    found = rehearsed(shelf.binder(name, judged_as_of("", shelf.settings)))

    assert list(KINDS) == list(found)
    assert [] == [one.id for kind, items in found.items() for one in items if one.state != "in date" and kind != "person"]


def test_exercises_that_took_place_are_latest_first():
    """Each with its day; what is planned, or later than the day, is none."""
    found = held(binder(exercise("2026-01-01"), exercise("2026-02-01"), exercise(result=None), exercise("2026-04-01")))

    assert [(date(2026, 2, 1), "e2"), (date(2026, 1, 1), "e1")] == [(day, entry.id) for day, entry in found]
