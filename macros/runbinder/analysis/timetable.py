"""How long a transition takes: its phases at their earliest, counted from the declaration, and how much time the contract gives."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from graphlib import TopologicalSorter

from runbinder.analysis.dependencies import circle
from runbinder.analysis.reach import employer, own
from runbinder.model.binder import Binder, Entry
from runbinder.model.transition import TimetablePhase
from runbinder.model.values import Duration

Phases = Mapping[str, TimetablePhase]


@dataclass(frozen=True)
class Given:
    """The time that a contract gives for the exit: `notice`, and the `transition` after it, in which the provider still helps."""

    notice: Duration
    transition: Duration
    contract: Entry

    @property
    def whole(self) -> timedelta:
        return self.notice + self.transition


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


def slack(phases: Phases) -> dict[str, timedelta]:
    """How much later each phase may end without the whole taking longer (DORA 28(8)); nothing on the critical path."""
    waits, _ = _untangled(phases)
    ends, whole = earliest_ends(phases), duration(phases)
    latest = dict.fromkeys(phases, whole)
    for name in reversed(list(TopologicalSorter(waits).static_order())):
        for other in waits[name]:
            latest[other] = min(latest[other], latest[name] - phases[name].takes)
    return {name: latest[name] - ends[name] for name in phases}


def critical_path(phases: Phases) -> list[str]:
    """The phases that can not be late by a day, in the order in which they begin; of two ways of the same length both."""
    ends = earliest_ends(phases)
    tight = [name for name, spare in slack(phases).items() if not spare]
    return sorted(tight, key=lambda name: (ends[name] - phases[name].takes, ends[name]))


def without(phases: Phases, dropped: Collection[str]) -> Phases:
    """The phases that are left when some fall away; what waited for one of those waits for what that one waited for."""

    def before(names: Iterable[str], seen: frozenset[str]) -> Iterable[str]:
        for name in names:
            if name not in dropped:
                yield name
            elif name in phases and name not in seen:
                yield from before(phases[name].after, seen | {name})

    kept = {name: phase for name, phase in phases.items() if name not in dropped}
    return {name: phase.model_copy(update={"after": tuple(dict.fromkeys(before(phase.after, frozenset())))}) for name, phase in kept.items()}


def led_by_provider(binder: Binder, phases: Phases) -> set[str]:
    """The phases that do not take place where the provider does not help: its own people lead them (PRA SS2/21 10.1)."""
    return {name for name, phase in phases.items() if employer(binder, phase.by) == binder.provider_id}


def contracts_with_provider(binder: Binder) -> list[Entry]:
    """What client and provider have agreed and what has not ended."""
    between = [entry for entry in own(binder, "contract") if {binder.id, binder.provider_id} <= set(entry.record.parties)]
    return [entry for entry in between if not entry.record.ends or entry.record.ends >= binder.as_of]


def time_given(binder: Binder) -> Given | None:
    """The longest time that a contract in force gives for the exit (RTS 2024/1773 Article 10, DORA 30(3)(f))."""
    found = [Given(entry.record.notice, entry.record.transition or Duration(0), entry) for entry in contracts_with_provider(binder)]
    return max(found, key=lambda one: one.whole, default=None)


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
