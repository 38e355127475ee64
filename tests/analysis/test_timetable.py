"""How long a transition takes."""

from datetime import timedelta

from runbinder.analysis.timetable import circles, critical_path, duration, earliest_ends, slack, time_given, without
from runbinder.model.transition import TimetablePhase
from runbinder.testing import binder_of
from runbinder.validate import validate


def phases(**plan):
    """`one="2d"`, or `two=("1d", "one", ...)`: how long it takes, and what it waits for."""
    made = {}
    for name, (takes, *after) in ((name, (said,) if isinstance(said, str) else said) for name, said in plan.items()):
        made[name], faults = validate(TimetablePhase, {"title": name, "by": "chief", "takes": takes, "after": after})
        assert [] == faults
    return made


def days(ends):
    return {name: end / timedelta(days=1) for name, end in ends.items()}


def test_a_phase_begins_when_the_last_one_before_it_has_ended():
    """The longest way counts; what nobody waits for lies beside it. The order of writing does not matter."""
    made = phases(last=("1d", "short", "long"), short="2d", long=("5d", "first"), first="1d", beside="3d")

    assert {"first": 1, "short": 2, "beside": 3, "long": 6, "last": 7} == days(earliest_ends(made))
    assert timedelta(days=7) == duration(made)


def test_a_phase_does_not_begin_before_its_day():
    """`starts` counts from the declaration, and only where it is later."""
    made = phases(first="4d", early=("1d", "first"), late=("1d", "first"))
    made = {**made, "early": made["early"].model_copy(update={"starts": timedelta(days=2)}), "late": made["late"].model_copy(update={"starts": timedelta(days=9)})}

    assert {"first": 4, "early": 5, "late": 10} == days(earliest_ends(made))


def test_no_phases_take_no_time():
    """There is an answer, and it is nothing."""
    assert ({}, timedelta(0)) == (earliest_ends({}), duration({}))


def test_phases_that_wait_for_each_other_are_named_and_still_have_an_end():
    """One of a circle begins without waiting, a phase that waits for itself at once."""
    made = phases(a=("1d", "b"), b=("1d", "c"), c=("1d", "a"), own=("2d", "own"), after=("1d", "a"))
    found = circles(made)

    assert [["own", "own"], {"a", "b", "c"}] == [one if len(one) == 2 else set(one) for one in sorted(found, key=len)]
    assert all(one[0] == one[-1] and all(waited in made[name].after for name, waited in zip(one, one[1:], strict=False)) for one in found)
    assert 2 == days(earliest_ends(made))["own"] and set(made) == set(earliest_ends(made))


def test_a_long_chain_and_a_knot_have_an_answer():
    """Neither a thousand phases in a row nor fifty that all wait for each other hang."""
    chain = phases(p0="1d", **{f"p{number}": ("1d", f"p{number - 1}") for number in range(1, 1500)})
    names = [f"k{number}" for number in range(50)]
    knot = phases(**{name: ("1d", *names) for name in names})

    assert timedelta(days=1500) == duration(chain)
    assert set(names) == set(earliest_ends(knot))


def test_the_critical_path_is_the_longest_way():
    """What has no time to spare, in the order in which it begins; of two ways of the same length both."""
    made = phases(a="2d", b=("3d", "a"), c=("1d", "a"), d=("2d", "b", "c"), e=("5d", "a"), beside="1d")

    assert ["a", "b", "e", "d"] == critical_path(made)
    assert {"a": 0, "b": 0, "c": 2, "d": 0, "e": 0, "beside": 6} == days(slack(made))


def test_a_phase_that_waits_for_its_day_makes_those_before_it_slack():
    """Then the day is what can not move."""
    made = phases(a="2d", b=("1d", "a"))
    made = {**made, "b": made["b"].model_copy(update={"starts": timedelta(days=5)})}

    assert (["b"], {"a": 3, "b": 0}) == (critical_path(made), days(slack(made)))


def test_a_circle_has_a_critical_path_too():
    """It is cut where its end was computed from."""
    assert critical_path(phases(a=("1d", "b"), b=("1d", "a")))
    assert [] == critical_path({})


def test_what_waited_for_a_phase_that_falls_away_waits_for_what_came_before():
    """Through any number of them, and through a circle."""
    made = phases(a="1d", b=("1d", "a"), c=("1d", "b"), d=("1d", "c"), loop=("1d", "loop"), e=("1d", "loop"))
    left = without(made, {"b", "c", "loop"})

    assert {"a": (), "d": ("a",), "e": ()} == {name: phase.after for name, phase in left.items()}


def test_the_longest_time_that_a_contract_in_force_gives_counts():
    """Of those between the two parties; one that has ended gives nothing."""
    contract = {"title": "t", "parties": ["harbour", "kestrel"], "ref": "1", "starts": "2025-01-01", "notice": "30d"}
    given = time_given(binder_of({"clients/harbour/c.yml": {"contracts": {
        "short": contract, "long": {**contract, "transition": "5d"}, "over": {**contract, "notice": "90d", "ends": "2026-03-30"}}}}))

    assert ("long", timedelta(days=35)) == (given.contract.id, given.whole)
    assert time_given(binder_of({})) is None
