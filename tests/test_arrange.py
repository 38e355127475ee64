"""Records in the order and grouping of their pages: no HTML, and nothing that does not end."""

import pytest

from runbinder import arrange
from runbinder.model.channels import ContactTree
from runbinder.model.procedures import Schedule
from runbinder.testing import binder_of
from runbinder.validate import validate

HOME = "clients/harbour/"
STAFF = {
    "people": {"anna": {"name": "Anna", "organisation": "harbour"}, "bob": {"name": "bob", "organisation": "harbour"}, "cyd": {"name": "Cyd", "organisation": "harbour"}},
    "roles": {"chief": {"does": "Leads.", "holder": "anna", "deputies": ["bob"]}, "scribe": {"does": "Writes.", "holder": "bob"}},
}


def binder(**families):
    """A client with some people, and these families."""
    return binder_of({HOME + "staff.yml": STAFF, HOME + "more.yml": families})


# Contact trees


def branches(starts_with, **calls):
    tree, faults = validate(ContactTree, {"purpose": "To call", "starts_with": starts_with, "calls": calls, "if_no_answer": "next"})
    assert [] == faults
    return arrange.branches(tree)


def test_a_tree_is_drawn_as_it_is_called():
    """In the order in which one calls, branch by branch."""
    assert ({"anna": ["bob", "cyd"], "cyd": ["dan"]}, {"anna", "bob", "cyd", "dan"}) == branches("anna", anna=["bob", "cyd"], cyd=["dan"])


def test_nobody_is_drawn_twice():
    """But where they are reached first, counted in calls from the start."""
    assert ({"anna": ["bob", "cyd"], "bob": ["dan"]}, {"anna", "bob", "cyd", "dan"}) == branches("anna", anna=["bob", "cyd"], bob=["dan"], cyd=["dan", "bob"])


@pytest.mark.parametrize("calls", [{"anna": ["anna"]}, {"anna": ["bob"], "bob": ["anna"]}, {"anna": ["bob", "cyd"], "bob": ["cyd"], "cyd": ["bob", "anna"]}])
def test_a_circle_ends_where_it_closes(calls):
    """Everybody in it is drawn, once."""
    children, reached = branches("anna", **calls)
    drawn = ["anna", *(one for some in children.values() for one in some)]

    assert sorted(reached) == sorted(drawn)


def test_who_is_called_by_nobody_is_not_reached():
    """The page says so of those who must be."""
    assert {"anna"} == branches("anna", bob=["cyd"])[1]


# Procedures


def procedure(title, **more):
    return {"title": title, "schedule": {"every": "day"}, "done_by": "chief", "steps": ["Begin."], **more}


def test_routines_are_grouped_by_how_often_they_come_round():
    """The most frequent first, groups without any left out, and within a group by name."""
    found = arrange.routines(binder(procedures={
        "a": procedure("Yearly", schedule={"every": "year"}), "b": procedure("weekly b", schedule={"every": "fortnight"}), "c": procedure("Weekly a", schedule={"every": "week"}),
        "d": procedure("Sometimes", schedule={"every": "event", "when": "It rains"}), "e": procedure("Hourly", schedule={"every": "hour"}),
    }))

    assert [("daily", ["e"]), ("weekly", ["c", "b"]), ("every quarter and year", ["a"]), ("when needed", ["d"])] == [(rhythm, [one.id for one in entries]) for rhythm, entries in found]


def test_every_rhythm_has_its_group():
    """A procedure that is in none would be due and not listed."""
    words = Schedule.model_fields["every"].annotation.__args__

    assert sorted(words) == sorted(word for group in arrange.RHYTHMS.values() for word in group)


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        ({"every": "month", "on": "first Monday", "at": "09:00"}, "every month, first Monday, 09:00"), ({"every": "day"}, "every day"),
        ({"every": "on demand", "when": "x"}, "when needed"), ({"every": "event", "when": "x"}, "on an event"), ({"every": "continuous"}, "continuous"),
    ],
)
def test_a_schedule_is_said_in_words(schedule, words):
    """As one would ask for it."""
    assert words == arrange.schedule(validate(Schedule, schedule)[0])


def test_what_people_say_leads_to_all_that_says_so():
    """Services and procedures, under one entry for the same words."""
    service = {"name": "Dispatch", "criticality": "critical", "done_by": "harbour", "for": "harbour", "symptoms": ["No labels"]}
    found = arrange.symptoms(binder(services={"dispatch": service}, procedures={"print": procedure("Print", symptoms=["No labels", "a smell"])}))

    assert [("a smell", ["print"]), ("No labels", ["dispatch", "print"])] == [(said, [one.id for one in entries]) for said, entries in found]


def test_a_service_has_the_procedures_that_either_names():
    """The service its procedures, the procedure its service, the recovery what it is done by; each once."""
    service = {"name": "Dispatch", "criticality": "critical", "done_by": "harbour", "for": "harbour", "procedures": ["a", "b"], "recovery": {"mtpd": "1d", "procedures": ["c"]}}
    made = binder(services={"dispatch": service}, procedures={"a": procedure("A", service="dispatch"), "b": procedure("B"), "c": procedure("C"), "d": procedure("D")})

    assert ["a", "b", "c"] == [one.id for one in arrange.procedures_of(made, made.find("dispatch", ("service",)))]


# People and doors


def test_a_person_has_roles_as_holder_and_as_deputy():
    """And the page tells which."""
    assert [("chief", True), ("scribe", False)] == [(role.id, as_deputy) for role, as_deputy in arrange.roles_of(binder(), "bob")]


def test_names_are_sorted_as_people_sort_them():
    """Upper case or lower."""
    assert ["anna", "bob", "cyd"] == [entry.id for entry in arrange.by_title(binder().all("person"))]


def test_there_are_always_five_doors(golden):
    """The same five questions, whatever is missing behind them; each leads somewhere else than nowhere."""
    full, empty = arrange.doors(golden), arrange.doors(binder_of({}))

    assert 5 == len(full)
    assert [question for question, *_ in full] == [question for question, *_ in empty]
    assert {"provider/people.html", "audit-start.html"} == {target for _, _, target, _ in empty}
