"""What was rehearsed, as an edition tells it: judged by the whole binder, and nothing said of what is withheld."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from runbinder.analysis.rehearsed_coverage import rehearsed
from runbinder.edition import as_read
from runbinder.read import read
from runbinder.shelf import provider_binder
from runbinder.testing import shelf_of

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 3, 31)
LOOK = {"title": "Look", "done_by": "anna", "schedule": {"every": "event", "when": "It breaks"}, "steps": ["Look."]}


@pytest.fixture(scope="module")
def shelf():
    return read(ROOT)


def exercise(**more):
    return {"title": "Table", "kind": "tabletop", "scope": "All.", "planned": "2026-02-01", "result": "passed", **more}


def plans(*exercises, **families):
    """One person, and these exercises as e1, e2 ..."""
    return {"clients/harbour/things.yml": {"people": {"anna": {"name": "Anna", "organisation": "harbour"}}, "exercises": {f"e{number}": one for number, one in enumerate(exercises, start=1)}, **families}}


def test_an_edition_is_judged_by_the_whole_binder():
    """An exercise that is withheld still covers; of it the day is told, and no more. A record that is withheld is not in the list."""
    secret = exercise(covers=["look", "hide"], classification="internal", participants=[{"who": "anna"}])
    families = {"procedures": {"look": LOOK, "hide": {**LOOK, "title": "Hidden", "classification": "internal"}}}
    shown = as_read(shelf_of(plans(secret, **families)), "harbour", TODAY, "client")
    (look,) = rehearsed(shown)["procedure"]

    assert ("look", "in date", date(2026, 2, 1)) == (look.id, look.state, look.last.day)
    assert (None, (), "withheld", "") == (look.last.entry, look.last.by, look.last.how, look.last.result)
    assert 2 == len(rehearsed(shown.whole)["procedure"])


def test_of_two_on_one_day_an_edition_names_the_one_it_shows():
    """The other one is withheld."""
    two = plans(exercise(covers=["look"], classification="internal"), exercise(covers=["look"]), procedures={"look": LOOK})
    (look,) = rehearsed(as_read(shelf_of(two), "harbour", TODAY, "client"))["procedure"]

    assert ("e2", 2) == (look.last.entry.id, len(look.tries))


def test_a_plan_that_is_withheld_is_not_in_the_list(shelf):
    """As if it had not been written; the provider has no such list."""
    client = shelf.clients["harbour"]
    hidden = client.dispute_protocol.document.model_copy(update={"classification": "internal"})
    secret = client.model_copy(update={"dispute_protocol": client.dispute_protocol.model_copy(update={"document": hidden})})
    shown = as_read(dataclasses.replace(shelf, clients={"harbour": secret}), "harbour", TODAY, "client")

    assert {"dispute protocol"} == {one.id for one in rehearsed(shown.whole)["plan"]} - {one.id for one in rehearsed(shown)["plan"]}
    assert {} == rehearsed(provider_binder(shelf, TODAY))
