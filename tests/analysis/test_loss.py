"""What if they are gone: scenarios, what follows from them and why, told on small binders made by hand."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from runbinder.analysis.loss import because, loss, of_scenario, removable, scenarios

_SPEC = importlib.util.spec_from_file_location("runbinder_oracle", Path(__file__).with_name("oracle.py"))
oracle = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(oracle)

PEOPLE = {"anna": "harbour", "bob": "harbour", "cyd": "kestrel", "dee": "kestrel", "eve": "kestrel"}
KEY = {"system": "s", "account": "a", "privilege": "admin", "custodian": "harbour", "vault": {"name": "the safe", "path": "1"}, "client_can_retrieve": True, "holders": ["lead", "cyd"]}
PROCEDURE = {"title": "Restore", "schedule": {"every": "week", "on": "Monday", "last_done": "2026-11-16"}, "done_by": "bob", "steps": ["Do it."], "needs": {"access": ["key"]}}
SERVICE = {"name": "Patches", "criticality": "critical", "done_by": "kestrel", "for": "harbour"}
TREE = {"purpose": "p", "starts_with": "anna", "if_no_answer": "Go on.", "calls": {"anna": ["cyd"], "cyd": ["dee", "bob"]}}


def made(gone=(), **client):
    """A binder of five people, of whom one has left, two principals, and one scenario in which this is gone."""
    people = {name: {"name": name, "organisation": company, "left": "2026-01-31" if name == "eve" else None} for name, company in PEOPLE.items()}
    scenario = {"title": "The day", "exit": "stressed", "provider_cooperates": "no", "first_hour": ["Begin."], "lockdown": "none", "gone": list(gone)}
    plan = {"owner": "anna", "purpose": "p", "triggers": ["t"], "invocation": {"by": ["anna"], "how": "h", "proof": "p"}, "scenarios": {"day": scenario}}
    roles = {"lead": {"does": "Leads.", "holder": "anna", "deputies": ["dee"]}}
    return oracle.made({"people": people, "roles": roles, "credentials": {"key": KEY}, "procedures": {"restore": PROCEDURE}, "services": {"patches": SERVICE}, "transition": plan, **client})


def gone(binder, *removed):
    return loss(binder, frozenset(tuple(one.split()) for one in removed))


def told(because):
    """`kind id` of each part of an explanation, with what could have met its need."""
    return [f"{because.key[1]} {because.need.words}", [told(one) for one in because.of]] if because.need else because.key[1]


def test_why_reads_from_the_procedure_to_the_person():
    """The procedure needs the credential, which is kept where only two could fetch it, one by a role that two hold: all are gone."""
    assert [
        "restore needs", [["key is kept in the safe and can be fetched only by", [["lead is held by", ["anna", "dee"]], "cyd"]]],
    ] == told(gone(made(), "person anna", "person cyd", "person dee").why(("procedure", "restore")))


def test_why_passes_through_what_stands_between():
    """A service stops with the last of the provider's people; who left long ago is named, and not to blame."""
    assert ["patches is performed by", [["kestrel are", ["cyd", "dee", "eve"]]]] == told(gone(made(), "person cyd", "person dee").why(("service", "patches")))


def test_the_reason_is_one_sentence():
    """Down to what was taken away, and not to somebody who left long ago."""
    eve_first = {"roles": {"lead": {"does": "Leads.", "holder": "eve", "deputies": ["anna"]}}}
    binder = made(**eve_first)

    assert "is held by person 'eve' or person 'anna'; person 'anna' is gone" == because(binder, gone(binder, "person anna"), ("role", "lead"))
    assert "needs credential 'key'; credential 'key' is gone" == because(binder, gone(binder, "credential key"), ("procedure", "restore"))


def test_several_that_are_all_gone_are_the_end_of_it():
    """Naming one of them would read as if the others were there."""
    binder = made()

    assert "is held by person 'anna' or person 'dee'; all of these are gone" == because(binder, gone(binder, "person anna", "person dee"), ("role", "lead"))


def test_who_is_out_of_reach_is_not_said_to_be_there():
    """Dee's only telephone runs over the line that is gone with the caller."""
    people = {name: {"name": name, "organisation": company} for name, company in PEOPLE.items()}
    people["dee"]["contacts"] = [{"phone": "+44 1632 960001", "over": "line"}]
    binder = made(people=people, channels={"line": {"name": "Line", "kind": "phone"}}, contact_trees={"all": TREE})
    tree = binder.index["contact_tree"]["all"]

    assert ["bob"] == gone(binder, "person cyd", "channel line").untold(tree)


@pytest.mark.parametrize(("parts", "expected"), [
    (["any one person of kestrel"], [{"cyd"}, {"dee"}]), (["everyone of kestrel"], [{"kestrel", "cyd", "dee"}]), (["organisation kestrel"], [{"kestrel"}]),
    (["person anna", "credential key"], [{"anna", "key"}]), (["any one person of kestrel", "person anna"], [{"cyd", "anna"}, {"dee", "anna"}]), ([], []),
])
def test_a_scenario_takes_away_what_it_says(parts, expected):
    """Any one person is tried one after the other; who has left is gone already."""
    assert expected == [{name for _, name in one.removed} for one in of_scenario(made(parts), "day")]


def test_principals_go_together():
    """All whom a company can not do without, at once."""
    binder = made(["all principals of cable"], organisations={"cable": {"name": "Cable", "party": "adviser", "principals": ["anna", "bob"]}})

    assert [{"anna", "bob"}] == [{name for _, name in one.removed} for one in of_scenario(binder, "day")]


def test_the_six_are_asked_in_any_case():
    """Also where the plan has none; what is written comes last and wins over what is assumed."""
    assert 7 == len(scenarios(made(["person anna"]))) and "day" in scenarios(made())
    assert [{"kestrel"}] == [{name for _, name in one.removed} for one in of_scenario(made(), "provider-business-failure")]


def test_a_person_may_be_ill_and_their_companys_systems_stay():
    """Everyone gone stops the work and leaves the things; the whole company takes both."""
    assets = {"agent": {"name": "Agent", "kind": "software", "owner": "kestrel"}}
    people, company = (of_scenario(made([words], assets=assets), "day")[0] for words in ("everyone of kestrel", "organisation kestrel"))

    assert [["patches"], ["patches"]] == [[entry.id for entry in one.of("service")] for one in (people, company)]
    assert [[], ["agent"]] == [[entry.id for entry in one.of("asset")] for one in (people, company)]


def test_who_is_there_and_is_not_told():
    """Behind a caller who is gone; whoever is gone themselves is unreached, and nobody has to tell them."""
    tree = made(contact_trees={"tree": TREE})
    one, two = gone(tree, "person cyd"), gone(tree, "person cyd", "person dee")

    assert [["dee", "bob"], ["cyd", "dee", "bob"]] == [one.untold(tree.index["contact_tree"]["tree"]), one.unreached(tree.index["contact_tree"]["tree"])]
    assert ["bob"] == two.untold(tree.index["contact_tree"]["tree"])


def test_a_routine_is_missed_from_its_next_day_on():
    """The first Monday on which nobody is left who does it."""
    assert [(date(2026, 11, 23), "restore")] == [(day, entry.id) for day, entry in gone(made(), "person bob").lapses()]


def test_what_nothing_brings_back_is_for_good():
    """Of what was lost with something else; and it has no time."""
    found = gone(made(), "person bob")

    assert ["restore"] == [entry.id for entry in found.for_good()]
    assert found.after(("procedure", "restore")) is None


def test_who_left_and_the_client_are_not_tried():
    """Everything else that can be taken away is."""
    tried = removable(made())

    assert ("person", "eve") not in tried and ("organisation", "harbour") not in tried
    assert {("person", "anna"), ("organisation", "kestrel"), ("credential", "key"), ("service", "patches")} <= set(tried)
