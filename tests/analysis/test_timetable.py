"""How long a transition takes."""

from datetime import timedelta

from runbinder.analysis.timetable import circles, duration, earliest_ends
from runbinder.model.transition import TimetablePhase
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
