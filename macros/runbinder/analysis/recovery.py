"""How soon a service can be back with what is arranged now: the longest path, piece by piece (S0-29 to S0-33).

Everything is lost at once, and the clock starts with the first call. Then, side by side,

- the contact tree is rung until whoever begins the work has answered; what is needed is ordered at that moment;
- each resource comes (its lead time, or nothing where it stands ready) and is installed, after those that it needs;
- the services that it depends on recover in the same way.

When all of that is there the service's own procedures follow, one after the other. A service whose procedures are all
among those of the one that depends on it is recovered by them: only what those procedures wait for counts then.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from runbinder.model.binder import Binder
from runbinder.model.recovery import Option, RecoveryObjective, Resource
from runbinder.model.values import Duration


@dataclass(frozen=True)
class Piece:
    """One stretch of time: a contact tree or resource that is waited for, a resource that is installed, a procedure that is run."""

    what: Literal["answer", "delivery", "installation", "procedure"]
    id: str
    takes: Duration


Pieces = tuple[Piece, ...]
Key = tuple[str, str]
"""Kind and id: resources and services wait for one another in one graph."""


def took(path: Pieces) -> Duration:
    """The time from the first call to the end of a path."""
    return Duration(seconds=sum(piece.takes.total_seconds() for piece in path))


def promised(objective: RecoveryObjective) -> Duration | None:
    """The recovery time that counts: what a contract promises, or else the target of our own."""
    return objective.contracted.rto if objective.contracted else objective.rto


def recoveries(binder: Binder, instead: Mapping[str, Resource] | None = None) -> dict[str, Pieces]:
    """The longest path of each service, by its id; times nobody wrote down count as nothing.

    `instead` are resources as they would be if an option were taken. A service that waits in a circle has no path.
    """
    services = {entry.id: entry.record for entry in binder.all("service")}
    resources = {entry.id: entry.record for entry in binder.all("resource")} | dict(instead or {})
    begun: dict[Key, Pieces] = {}
    done: dict[Key, Pieces] = {}
    for key in _in_order(waits(binder)):
        kind, name = key
        if kind == "resource":
            done[key] = _there(resources[name], name, [done["resource", str(other)] for other in resources[name].needs])
        else:
            plan = services[name].recovery
            work = [str(one) for one in plan.procedures] if plan else []
            answer = _answer(binder, plan) if plan else ()
            needed = [answer, *(answer + done["resource", one] for one in (plan.resources if plan else ()))]
            for other in depends(binder, name):
                theirs = services[other].recovery
                inside = theirs and theirs.procedures and set(theirs.procedures) <= set(work)
                needed.append((begun if inside else done)["service", other])
            begun[key] = max(needed, key=took)
            done[key] = begun[key] + tuple(_work(binder, work))
    return {name: path for (kind, name), path in done.items() if kind == "service"}


def with_option(binder: Binder, service: str, option: Option) -> Pieces:
    """The longest path of a service if one of its options were taken."""
    known = {entry.id: entry.record for entry in binder.all("resource")}
    changed = {name: known[name].model_copy(update=change.model_dump(exclude_none=True)) for name, change in option.change.items()}
    return recoveries(binder, changed).get(service, ())


def waits(binder: Binder) -> dict[Key, list[Key]]:
    """What each resource and service waits for before its own work begins."""
    graph: dict[Key, list[Key]] = {("resource", entry.id): [("resource", str(one)) for one in entry.record.needs] for entry in binder.all("resource")}
    for entry in binder.all("service"):
        plan = entry.record.recovery
        graph["service", entry.id] = [("resource", one) for one in (plan.resources if plan else ())] + [("service", one) for one in depends(binder, entry.id)]
    return graph


def depends(binder: Binder, service: str) -> list[str]:
    """The services that one names under `depends_on`."""
    entry = binder.find(service, ("service",))
    others = [binder.find(ref) for ref in (entry.record.depends_on if entry else ())]
    return [other.id for other in others if other and other.kind == "service"]


def _in_order(graph: Mapping[Key, Iterable[Key]]) -> Iterator[Key]:
    """Each after all that it waits for; those that wait in a circle, or for one, never come."""
    sorter = TopologicalSorter(graph)
    with suppress(CycleError):
        sorter.prepare()
    while ready := sorter.get_ready():
        yield from ready
        sorter.done(*ready)


def _there(resource: Resource, name: str, needed: list[Pieces]) -> Pieces:
    """Until a resource is of use. What it needs is waited for while it is on its way, not afterwards."""
    comes = () if resource.pre_positioned_at else tuple(_piece("delivery", name, resource.lead_time))
    return max([comes, *needed], key=took) + tuple(_piece("installation", name, resource.install))


def _work(binder: Binder, procedures: Iterable[str]) -> Iterator[Piece]:
    for name in procedures:
        if entry := binder.find(name, ("procedure",)):
            yield from _piece("procedure", name, entry.record.duration)


def _answer(binder: Binder, plan: RecoveryObjective) -> Pieces:
    """Until whoever begins the work has answered, each one before them at the last moment; without them, the whole tree."""
    tree = binder.find(plan.calls or "", ("contact_tree",))
    if not tree:
        return ()
    rung: dict[str, timedelta] = {}
    for who, by, _ in tree.record.order():
        node = tree.record.nodes.get(who)
        rung[who] = rung[by] + ((node and node.answer_within) or tree.record.answer_within) if by else timedelta(0)
    first = binder.find(plan.procedures[0], ("procedure",)) if plan.procedures else None
    return tuple(_piece("answer", tree.id, rung.get(first.record.done_by if first else "", max(rung.values()))))


def _piece(what: Literal["answer", "delivery", "installation", "procedure"], name: str, takes: timedelta | None) -> Iterator[Piece]:
    if takes:
        yield Piece(what, name, Duration.read(takes))
