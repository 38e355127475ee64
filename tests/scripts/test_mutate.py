"""scripts/mutate.py on the smallest plans: each operation does what it says, and its verdict is the reader's or a check's."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "build"


@pytest.fixture(scope="module")
def mutate():
    spec = importlib.util.spec_from_file_location("runbinder_mutate", ROOT / "scripts" / "mutate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def world(mutate):
    return mutate.world_of(SMALL, "harbour")


@pytest.fixture(scope="module")
def tried(mutate, world):
    return list(mutate.mutations(world))


@pytest.fixture
def one(tried):
    """The mutation of a field, as `one("Person.name", "empty")`."""

    def pick(field, operation):
        return next(one for one in tried if (".".join(one.field), one.operation) == (field, operation))

    return pick


@pytest.fixture
def parts(mutate):
    """Every class of the model."""
    waiting, found = [mutate.Part], []
    while waiting:
        found.append(waiting.pop())
        waiting += found[-1].__subclasses__()
    return found


def test_every_field_that_is_used_is_removed_and_mistyped(tried):
    """The mutations come from the model: no field that occurs is left out."""
    fields = {one.field for one in tried}

    assert len(fields) > 100
    assert fields == {one.field for one in tried if one.operation == "remove"} == {one.field for one in tried if one.operation == "mistype"}


def test_a_mutation_changes_one_place_and_not_the_original(mutate, world, tried):
    """The plans are the same before and after, and differ with the fault in them."""
    before = repr(world.data)

    assert all(mutate.put(world.data, fault.route, fault.part) != world.data for fault in tried)
    assert before == repr(world.data)


def test_the_same_seed_breaks_the_same_places(mutate, world, tried):
    """A run can be repeated."""
    assert tried == list(mutate.mutations(world))
    assert tried != list(mutate.mutations(world, seed=1))


@pytest.mark.parametrize(("field", "operation", "holds"), [
    ("Person.name", "remove", lambda old, new: new is ...),
    ("Person.name", "empty", lambda old, new: new == ""),
    ("Client.people", "empty", lambda old, new: new == {}),
    ("Person.name", "duplicate", lambda old, new: new != old and isinstance(new, str)),
    ("Person.name", "mistype", lambda old, new: isinstance(new, dict)),
    ("ClientProfile.service_model", "mistype", lambda old, new: new == "No such word!"),
])
def test_an_operation_does_what_it_says(mutate, world, one, field, operation, holds):
    """What is written at the place of the fault is what the operation promises."""
    fault = one(field, operation)
    old = mutate.at(world.data, (*fault.route, *fault.place))
    new = mutate.at(fault.part, fault.place)

    assert holds(old, new)


def test_misdirected_references_lead_nowhere_to_a_wrong_kind_and_to_a_neighbour(mutate, world, tried):
    """Three ways to be wrong: no such record, one of another kind, another one of the same kind."""
    people = world.binder.index["person"]
    faults = {one.operation: mutate.at(one.part, one.place) for one in tried if one.field == ("Role", "holder")}

    assert "no-such-id" == faults["misdirect"]
    assert faults["misdirect-kind"] not in people
    assert faults["misdirect-other"] in people


@pytest.mark.parametrize(("operation", "by"), [("age", 4), ("postpone", -4)])
def test_a_date_moves_by_four_years(operation, by, mutate, world, tried):
    """What was done in one year is said to have been done four years before, or to come four years later."""
    ages = [one for one in tried if one.operation == operation]
    years = {date.fromisoformat(str(mutate.at(world.data, (*one.route, *one.place)))[:10]).year - mutate.at(one.part, one.place).year for one in ages}

    assert {by} == years


@pytest.mark.parametrize(("field", "operation", "verdict", "codes"), [
    ("Person.name", "remove", "reader", ["GEN-01"]),
    ("Person.name", "mistype", "reader", ["GEN-01"]),
    ("Role.deputies", "misdirect", "reader", ["GEN-01"]),
    ("Procedure.uses", "remove", "reader", ["GEN-01"]),
    ("Role.deputies", "remove", "checks", ["PPL-02"]),
    ("Waiver.expires", "age", "checks", ["GEN-05"]),
    ("Step.caution", "remove", "allowed", []),
    ("Contract.starts", "age", "explained", []),
    ("Waiver.expires", "postpone", "explained", []),
])
def test_a_verdict_says_who_caught_it(mutate, one, field, operation, verdict, codes):
    """The reader, a check by its code, or nobody because the language lets it be or because of a reason that is written down."""
    outcome = mutate.judge(SMALL, "harbour", one(field, operation))

    assert (verdict, codes) == (outcome["verdict"], outcome["codes"])


def test_what_is_explained_exists(mutate, parts):
    """An explanation for a field that was renamed would excuse nothing."""
    fields = {(cls, name) for part in parts for name in part.model_fields for cls in (part.__name__, "*")}

    assert set() == {key[:2] for key in mutate.EXPLAINED} - fields - {("*", "*")}
    assert set(mutate.OPERATIONS) >= {key[2] for key in mutate.EXPLAINED}


def test_the_nearest_explanation_counts(mutate):
    """That of the field, of the same field of any class, of any field."""
    assert "hold" in mutate.why(("Contract", "starts"), "age")
    assert mutate.why(("Waiver", "expires"), "postpone") == mutate.why(("Held", "expires"), "postpone") != ""
    assert "kind" in mutate.why(("Person", "name"), "misdirect-other")
    assert "" == mutate.why(("Person", "name"), "remove")


@pytest.mark.parametrize("written", [{"by": "ada", "on": "2026-01-01"}, [{"by": "ada", "on": "2026-01-01"}]])
def test_the_short_form_of_a_list_is_its_entry(written, mutate):
    """What is written without the list is found by the route of the model, which has it."""
    data = {"approved": written}

    assert "ada" == mutate.at(data, ("approved", 0, "by"))
    assert {"approved": [{"by": "ben", "on": "2026-01-01"}]} == mutate.put(data, ("approved", 0), {"by": "ben", "on": "2026-01-01"})
    assert mutate.at(data, ("approved", 1, "by")) is mutate.GONE


def test_a_fault_that_ends_a_check_is_a_crash(mutate, one, monkeypatch):
    """A check that fails on odd plans is a bug of ours, and never passes for silence."""
    monkeypatch.setattr(mutate, "run", lambda binder: 1 / 0)

    assert "crash" == mutate.judge(SMALL, "harbour", one("Step.caution", "remove"))["verdict"]


def test_the_table_adds_up(mutate, one):
    """The figure stands first; what was missed is listed with its field."""
    missed = {"field": "Role.title", "operation": "duplicate", "route": "roles/scribe/title", "verdict": "missed", "codes": []}
    caught = {**missed, "operation": "remove", "verdict": "reader", "codes": ["GEN-01"]}
    lines = list(mutate.table("harbour", [missed, caught]))

    assert "harbour: 2 mutations tried, 1 caught" == lines[0]
    assert "missed       1  Role.title: duplicate roles/scribe/title" == lines[-1]
