"""What an exercise says of the procedures that it used and of the roles in which people took part, in a small binder."""

from datetime import date

import pytest

from runbinder.analysis.rehearsed import tries
from runbinder.analysis.rehearsed_coverage import rehearsed
from runbinder.testing import binder_of

PEOPLE = {"anna": {"name": "Anna", "organisation": "harbour"}, "ben": {"name": "Ben", "organisation": "harbour"}}
CHIEF = {"chief": {"does": "Leads.", "holder": "anna", "deputies": ["ben"]}}
DOCK = {"dock": {"title": "Site lead, Dock 9", "does": "Leads.", "holder": "anna"}}
LOOK = {"title": "Look", "done_by": "anna", "schedule": {"every": "event", "when": "It breaks"}, "steps": ["Look."]}
TREE = {"purpose": "Fire", "use": "invocation", "starts_with": "anna", "calls": {"anna": ["ben"]}, "if_no_answer": "The next one.", "ends": "Ben rings Anna."}
TEST = {"by": "ben", "of": "harbour", "on": "2026-02-01", "kind": "live", "result": "passed"}


def exercise(kind="tabletop", **more):
    return {"title": "Table", "kind": kind, "scope": "All.", "planned": "2026-02-01", "result": "passed", **more}


def binder(*exercises, roles=CHIEF, **families):
    numbered = {f"e{number}": one for number, one in enumerate(exercises, start=1)}
    return binder_of({"clients/harbour/things.yml": {"people": PEOPLE, "roles": roles, "exercises": numbered, **families}}, as_of=date(2026, 3, 31))


def item(found, kind, name):
    return next(one for one in rehearsed(found)[kind] if one.id == name)


@pytest.mark.parametrize(("tests", "deep", "void"), [
    ([], "discussion", ""), ([("2026-02-02", "walkthrough")], "discussion", ""), ([("2026-02-02", "live")], "functional", ""), ([("2026-02-01", "desk check")], "desk check", ""),
    ([("2026-02-02", "desk check"), ("2026-02-03", "live")], "functional", ""), ([("2026-01-31", "live"), ("2026-02-04", "live")], "discussion", ""),
    ([("2026-02-02", "live", "failed")], "functional", "it failed"), ([("2026-02-02", "live", "failed"), ("2026-02-03", "walkthrough")], "discussion", ""),
])
def test_an_exercise_says_no_more_of_a_procedure_than_its_tests(tests, deep, void):
    """Those of its days, the first and the last among them; without one the procedure was used and not tested."""
    rows = [{**TEST, **dict(zip(("on", "kind", "result"), one, strict=False))} for one in tests]
    found = binder(exercise(kind="handover rehearsal", covers=["look"], starts="2026-02-01 09:00", ends="2026-02-03 17:00"), procedures={"look": {**LOOK, "tests": rows}})
    (one,) = [one for one in tries(found)["procedure", "look"] if one.entry.kind == "exercise"]

    assert (deep, void) == (one.deep, one.void)


def test_an_exercise_goes_no_deeper_for_a_procedure_than_itself():
    """A live test on the day of a tabletop is deeper, the tabletop is not; what is no procedure is as deep as the exercise."""
    found = binder(exercise(covers=["look"]), exercise(kind="full", covers=["fire"]), procedures={"look": {**LOOK, "tests": [{**TEST, "on": "2026-02-01"}]}}, contact_trees={"fire": TREE})

    assert ["functional", "discussion"] == [one.deep for one in tries(found)["procedure", "look"]]
    assert ["full rehearsal"] == [one.deep for one in tries(found)["contact_tree", "fire"]]


def test_a_walkthrough_in_a_handover_is_no_live_trial():
    """What its own test says of the day, the exercise can not better."""
    found = item(binder(exercise(kind="handover rehearsal", covers=["look"]), procedures={"look": {**LOOK, "live_test": True, "tests": [{**TEST, "on": "2026-02-01", "kind": "walkthrough"}]}}), "procedure", "look")

    assert ("never", ["it has to be done for real"] * 2) == (found.state, [one.void for one in found.tries])


@pytest.mark.parametrize(("part", "state"), [
    ({}, "in date"), ({"as": "Chief"}, "in date"), ({"as": "deputy of the chief, third party"}, "in date"), ({"as": "chief-of-fire"}, "in date"), ({"as": "third party"}, "never"), ({"as": "mischief"}, "never"),
    ({"as": "observer"}, "never"), ({"as": "chief, did not speak"}, "never"),
])
def test_a_role_is_tried_by_who_takes_part_as_it(part, state):
    """Not by its holder in another part, nor by one who looks on."""
    assert state == item(binder(exercise(participants=[{"who": "anna", **part}])), "role", "chief").state


@pytest.mark.parametrize(("part", "named"), [("site lead", True), ("scribe, site lead", True), ("scribe and site lead", True), ("site lead dock 9", True), ("site", True), ("lead", False), ("site leader", False), ("site lead of the depot", False)])
def test_a_phrase_names_the_role_whose_title_begins_with_it(part, named):
    """The place of a role is left out in speech; words in the middle name nothing."""
    found = binder(exercise(participants=[{"who": "anna", "as": part}]), roles=DOCK)

    assert named == (item(found, "role", "dock").state == "in date")


def test_a_role_that_is_covered_is_tried():
    """Whoever was there; one that is assumed to be gone with its holder is not."""
    covered = binder(exercise(covers=["chief"], participants=[{"who": "ben", "as": "third party"}]))
    gone = binder(exercise(without=["anna"], participants=[{"who": "chief"}, {"who": "anna"}]))

    assert "in date" == item(covered, "role", "chief").state
    assert ("never", "never") == (item(gone, "role", "chief").state, item(gone, "person", "anna").state)
