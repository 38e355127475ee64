"""The digest of a procedure changes with what one does and with nothing else."""

import hashlib

import pytest

from runbinder.analysis.tried import canonical, digest, same
from runbinder.model.procedures import Procedure

PLAN = {
    "title": "x", "schedule": {"every": "month"}, "done_by": "ada", "rollback": "None.", "escalate": "ben", "needs": {"access": ["key"], "tools": ["A spanner"]},
    "steps": ["Sign in.", {"do": "Turn it.", "where": "Room 2", "run": "turn \n", "expect": "It turns.", "if_not": {"do": "Stop.", "call": "ben"}, "takes": "5m", "uses": "key"}],
}


def procedure(**changes):
    return Procedure.model_validate({**PLAN, **changes})


def test_the_canonical_form_is_the_documented_one():
    """Anybody can compute it without Runbinder."""
    first, second = '["Sign in.","","","","","","","","",""]', '["Turn it.","Room 2","turn","It turns.","Stop.","","ben","","key",""]'
    expected = f'[[{first},{second}],[[],["key"],["A spanner"],[],[]],"None.","ben",""]'

    assert expected == canonical(procedure())
    assert hashlib.sha256(expected.encode()).hexdigest() == digest(procedure())


@pytest.mark.parametrize("changes", [
    {"title": "y"}, {"takes": "3h"}, {"schedule": {"every": "week"}}, {"done_by": "ben"}, {"why": "Because."}, {"notes": "z"},
    {"tests": [{"by": "ada", "of": "q", "on": "2026-01-01", "kind": "live", "result": "passed"}]},
    {"steps": [PLAN["steps"][0], {**PLAN["steps"][1], "takes": "50m", "do": "Turn it.  "}]},
])
def test_a_test_survives_what_nobody_does(changes):
    """Titles, times, people, tests, spaces at the ends of lines."""
    assert digest(procedure()) == digest(procedure(**changes))


@pytest.mark.parametrize("changes", [
    {"steps": PLAN["steps"][::-1]}, {"steps": PLAN["steps"][:1]}, {"rollback": None}, {"escalate": "ada"}, {"record": "A ticket."}, {"needs": {"access": ["key"]}},
    *({"steps": [PLAN["steps"][0], {**PLAN["steps"][1], field: value}]} for field, value in (
        ("do", "Turn it!"), ("where", "Room 3"), ("run", "turn -f"), ("expect", None), ("if_not", "Stop."), ("caution", "Hot."), ("uses", None), ("shows", "plan"))),
])
def test_a_test_does_not_survive_a_change_of_what_one_does(changes):
    """The steps and their order, what is needed, the way back, whom to call, what to write down."""
    assert digest(procedure()) != digest(procedure(**changes))


def test_eight_characters_are_enough_and_seven_are_not():
    """A short digest would be met by chance."""
    whole = digest(procedure())

    assert same(whole[:8].upper(), procedure()) and same(whole, procedure())
    assert not same(whole[:7], procedure()) and not same(None, procedure()) and not same("0" * 8, procedure())
