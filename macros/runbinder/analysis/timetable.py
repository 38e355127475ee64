"""How long a transition takes: its phases at their earliest, counted from the declaration."""

from collections.abc import Mapping
from datetime import timedelta
from graphlib import TopologicalSorter

from runbinder.analysis.dependencies import circle
from runbinder.model.transition import TimetablePhase

Phases = Mapping[str, TimetablePhase]


def earliest_ends(phases: Phases) -> dict[str, timedelta]:
    """How long after the declaration each phase can be finished (DORA 28(8)).

    It begins when the last phase that it waits for has ended, and not before its own `starts`. Of phases that wait for
    each other in a circle one begins without waiting, so that there is always an answer; `circles` names them.
    """
    waits, _ = _untangled(phases)
    ends: dict[str, timedelta] = {}
    for name in TopologicalSorter(waits).static_order():
        begins = max([phases[name].starts or timedelta(0), *(ends[other] for other in waits[name])])
        ends[name] = begins + phases[name].takes
    return ends


def duration(phases: Phases) -> timedelta:
    """From the declaration to the end of the last phase; nothing where there is no phase."""
    return max(earliest_ends(phases).values(), default=timedelta(0))


def circles(phases: Phases) -> list[list[str]]:
    """Phases that wait for themselves, each as `[a, b, a]`: a waits for b, which waits for a."""
    return _untangled(phases)[1]


def _untangled(phases: Phases) -> tuple[dict[str, list[str]], list[list[str]]]:
    """What each phase waits for, without circles, and the circles that were cut: one phase of each waits for nothing."""
    waits = {name: [other for other in phase.after if other in phases] for name, phase in phases.items()}
    found = []
    while closed := circle(waits):
        found.append(closed)
        waits[closed[0]] = []
    return waits, found
