"""The lockdown as the scenarios take it."""

import pytest

from runbinder.analysis.lockdown import closed_by, known_to_provider, order, orders, stressed, to_be_closed
from runbinder.model.transition import TransitionPlan
from runbinder.testing import binder_of
from runbinder.validate import validate

STEP = {"do": "Do it.", "action": "revoke", "by": "chief", "within": "1h", "verify": "See it."}


@pytest.fixture
def plan():
    """Three steps, of which the second is for one scenario only."""

    def scenario(lockdown, exit):
        return {"title": "t", "exit": exit, "provider_cooperates": "no", "first_hour": ["Begin."], "lockdown": lockdown}

    made, faults = validate(TransitionPlan, {
        "owner": "chief", "purpose": "p", "triggers": ["t"], "invocation": {"by": ["chief"], "how": "h", "proof": "p"},
        "scenarios": {"rogue": scenario("full", "stressed"), "gone": scenario("targeted", "stressed"), "again": scenario("full", "stressed"), "planned": scenario("none", "non-stressed")},
        "lockdown": [STEP, {**STEP, "scenarios": ["rogue"]}, STEP],
    })
    assert [] == faults
    return made


def places(steps):
    return [number for number, _ in steps]


def test_a_scenario_takes_its_own_steps_and_those_of_all(plan):
    """By their place in the plan; none where it locks nothing down."""
    assert [[0, 1, 2], [0, 2], []] == [places(order(plan, name)) for name in ("rogue", "gone", "planned")]


def test_scenarios_that_take_the_same_steps_are_one_order(plan):
    """So that nothing is said twice."""
    assert [[0, 1, 2], [0, 2]] == [places(steps) for steps in orders(plan)]


def test_without_scenarios_the_whole_list_is_the_order(plan):
    """A list that nobody refers to yet is judged all the same."""
    assert [[0, 1, 2]] == [places(steps) for steps in orders(plan.model_copy(update={"scenarios": {}}))]


def test_a_stressed_exit_counts_on_nobody(plan):
    """As the scenario says of itself."""
    assert ["rogue", "gone", "again"] == list(stressed(plan))


def test_a_credential_is_closed_by_each_step_that_names_it(plan):
    """Counted as people count, from 1."""
    steps = (plan.lockdown[0].model_copy(update={"closes": ("a", "b")}), plan.lockdown[1], plan.lockdown[2].model_copy(update={"closes": ("a",)}))

    assert {"a": [1, 3], "b": [1]} == closed_by(plan.model_copy(update={"lockdown": steps}))


def test_what_the_provider_knows_has_to_be_closed():
    """Whether it keeps it, one of its people holds it, or has the second factor; and what changes with the provider anyway."""
    key = {"system": "s", "account": "a", "privilege": "admin", "custodian": "harbour", "vault": {"name": "v", "path": "p"}, "client_can_retrieve": True, "holders": ["anna"], "rotate_on_transition": False}
    keys = {"ours": key, "changes": {**key, "rotate_on_transition": True}, "kept": {**key, "custodian": "kestrel"}, "held": {**key, "holders": ["anna", "kim"]},
            "factor": {**key, "second_factor": {"kind": "app", "held_by": "kim"}}, "user": {**key, "privilege": "user", "custodian": "kestrel"}}
    people = {"anna": {"name": "Anna", "organisation": "harbour"}, "kim": {"name": "Kim", "organisation": "kestrel"}}
    binder = binder_of({"clients/harbour/a.yml": {"people": people, "credentials": keys}})

    assert {"changes", "kept", "held", "factor"} == {entry.id for entry in to_be_closed(binder)}
    assert {"kept", "held", "factor", "user"} == {entry.id for entry in binder.all("credential") if known_to_provider(binder, entry.record)}
