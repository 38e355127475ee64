"""How soon a service can be back with what is arranged now: the longest path, piece by piece (S0-29 to S0-33).

Everything is lost at once, and the clock starts with the first call. Then, side by side,

- the contact tree is rung until whoever begins the work has answered; what is needed is ordered at that moment;
- each resource comes (its lead time, or nothing where it stands ready) and is installed once those that it needs are;
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


What = Literal["answer", "delivery", "installation", "procedure"]


@dataclass(frozen=True)
class Piece:
    """One stretch of time: a contact tree or resource that is waited for, a resource that is installed, a procedure that is run."""

    what: What
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
    """The longest path of each service, by its id; times that nobody wrote down count as nothing.

    `instead` are resources as they would be if an option were taken. A service that waits in a circle, or for one,
    has no path.
    """
    resources = {entry.id: entry.record for entry in binder.all("resource")} | dict(instead or {})
    graph = waits(binder)
    begins: dict[Key, Pieces] = {}
    ends: dict[Key, Pieces] = {}
    for key in _in_order(graph):
        kind, name = key
        if kind == "resource":
            begins[key] = max([_delivery(name, resources[name]), *(ends[other] for other in graph[key])], key=took)
            ends[key] = begins[key] + _piece("installation", name, resources[name].install)
        else:
            plan = _plan(binder, name)
            paths = [answer := _answer(binder, plan)]
            for other in graph[key]:
                if other[0] == "resource":
                    paths.append(answer + ends[other])
                else:
                    paths.append((begins if _recovered_by(plan, _plan(binder, other[1])) else ends)[other])
            begins[key] = max(paths, key=took)
            ends[key] = begins[key] + _work(binder, plan)
    return {name: path for (kind, name), path in ends.items() if kind == "service"}


def with_option(binder: Binder, service: str, option: Option) -> Pieces:
    """The longest path of a service if one of its options were taken."""
    known = {entry.id: entry.record for entry in binder.all("resource")}
    changed = {name: known[name].model_copy(update={field: getattr(change, field) for field in change.model_fields_set}) for name, change in option.change.items()}
    return recoveries(binder, changed).get(service, ())


def waits(binder: Binder) -> dict[Key, list[Key]]:
    """What each resource and each service waits for before its own work begins."""
    graph: dict[Key, list[Key]] = {("resource", entry.id): _keys(binder, entry.record.needs) for entry in binder.all("resource")}
    for entry in binder.all("service"):
        things = [("resource", name) for name in _plan(binder, entry.id).resources]
        graph["service", entry.id] = things + [key for key in _keys(binder, entry.record.depends_on) if key[0] == "service"]
    return graph


def _keys(binder: Binder, refs: Iterable[str]) -> list[Key]:
    return [(entry.kind, entry.id) for ref in refs if (entry := binder.find(ref))]


def _in_order(graph: Mapping[Key, Iterable[Key]]) -> Iterator[Key]:
    """Each after all that it waits for; those that wait in a circle, or for one, never come."""
    sorter = TopologicalSorter(graph)
    with suppress(CycleError):
        sorter.prepare()
    while ready := sorter.get_ready():
        yield from ready
        sorter.done(*ready)


def _plan(binder: Binder, service: str) -> RecoveryObjective:
    """How a service is recovered; one that says nothing of it needs nothing but what it depends on."""
    return binder.index["service"][service].record.recovery or RecoveryObjective(mtpd=Duration(0))


def _recovered_by(plan: RecoveryObjective, other: RecoveryObjective) -> bool:
    return bool(other.procedures) and set(other.procedures) <= set(plan.procedures)


def _delivery(name: str, resource: Resource) -> Pieces:
    return () if resource.pre_positioned_at else _piece("delivery", name, resource.lead_time)


def _work(binder: Binder, plan: RecoveryObjective) -> Pieces:
    found = [entry for name in plan.procedures if (entry := binder.find(name))]
    return sum((_piece("procedure", entry.id, entry.record.duration) for entry in found), ())


def _answer(binder: Binder, plan: RecoveryObjective) -> Pieces:
    """Until whoever begins the work has answered, everybody before them at the last moment; if the tree has them not, all of it."""
    tree = binder.find(plan.calls) if plan.calls else None
    if not tree:
        return ()
    rung: dict[str, timedelta] = {}
    for who, by, _ in tree.record.order():
        node = tree.record.nodes.get(who)
        rung[who] = rung[by] + ((node and node.answer_within) or tree.record.answer_within) if by else timedelta(0)
    first = binder.find(plan.procedures[0]) if plan.procedures else None
    return _piece("answer", tree.id, rung.get(first.record.done_by if first else "", max(rung.values())))


def _piece(what: What, name: str, takes: timedelta | None) -> Pieces:
    return (Piece(what, name, Duration.read(takes)),) if takes else ()
