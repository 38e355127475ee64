"""How soon a service can be back with what is arranged now: the longest path, piece by piece (S0-29 to S0-33).

Everything is lost at once, and the clock starts with the first call. Then, side by side,

- the contact tree is rung until whoever begins the work has answered and is at work; what is needed is ordered at that moment;
- each resource is ordered and comes (its lead time, or nothing where it stands ready) and is installed once those that it
  needs are: once only, before the procedures that use it;
- the services that it depends on recover in the same way.

When all of that is there the service's own procedures follow, one after the other, each once those who do it are reached (how
long that takes is told in `recovery_people`). A service whose procedures are all among those of the one that depends on it is
recovered by them: only what those procedures wait for counts then.

Where something is lost on top of that (a scenario), others take its place as far as the plans name them: the next deputy, who is
called after the one who did not answer; a supplier's substitute that says how long it takes; the order, where the place at which
a thing stood ready is lost. Where nobody and nothing is left there is no path, but a reason. Only what is named as lost counts:
who falls with whom is asked elsewhere.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from graphlib import CycleError, TopologicalSorter
from typing import Literal

from runbinder.analysis.dependencies import Key
from runbinder.analysis.recovery_people import answered, closed, nobody_left, takes_orders
from runbinder.model.binder import Binder, Entry
from runbinder.model.recovery import Option, RecoveryObjective, Resource
from runbinder.model.values import Duration

What = Literal["answer", "hours", "order", "delivery", "installation", "procedure"]


@dataclass(frozen=True)
class Piece:
    """One stretch of time: a contact tree, people's or a supplier's hours or a resource that is waited for, a resource that is installed, a procedure that is run."""

    what: What
    id: str
    takes: Duration


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Outlook:
    """What comes of a service's recovery: its longest path, or None and why there is none."""

    path: Pieces | None
    why: str = ""

    @property
    def time(self) -> Duration | None:
        """From the first call until the service is back."""
        return None if self.path is None else took(self.path)


def took(path: Pieces) -> Duration:
    """The time from the first call to the end of a path."""
    return Duration(seconds=sum(piece.takes.total_seconds() for piece in path))


def promised(objective: RecoveryObjective) -> Duration | None:
    """The recovery time that counts: what a contract promises, or else the target of our own."""
    return objective.contracted.rto if objective.contracted else objective.rto


def recoveries(binder: Binder, instead: Mapping[str, Resource] | None = None, *, lost: Collection[Key] = frozenset()) -> dict[str, Pieces]:
    """The longest path of each service that has one, by its id; times that nobody wrote down count as nothing.

    `instead` are resources as they would be if an option were taken, `lost` what is not to be had: `("person", "rosa-mendes")`.
    """
    return {name: one.path for name, one in outlooks(binder, instead, lost=lost).items() if one.path is not None}


def outlooks(binder: Binder, instead: Mapping[str, Resource] | None = None, *, lost: Collection[Key] = frozenset()) -> dict[str, Outlook]:
    """The longest path of every service, or why it has none: something that it needs is lost, or it waits in a circle."""
    resources = {entry.id: entry.record for entry in binder.all("resource")} | dict(instead or {})
    graph = waits(binder)
    begins: dict[Key, Pieces] = {}
    ends: dict[Key, Pieces] = {}
    stuck: dict[Key, str] = {}
    for key in _in_order(graph):
        kind, name = key
        if why := _missing(binder, key, resources, lost) or _passed_on(graph[key], stuck):
            stuck[key] = why
        elif kind == "resource":
            begins[key] = max([_delivery(binder, name, resources[name], lost), *(ends[other] for other in graph[key])], key=took)
            ends[key] = begins[key] + _piece("installation", name, resources[name].install)
        else:
            plan = _plan(binder, name)
            called = _called(binder, plan, next(iter(_procedures(binder, plan)), None), lost)
            paths = [called]
            for other in graph[key]:
                if other[0] == "resource":
                    paths.append(called + ends[other])
                else:
                    paths.append((begins if _recovered_by(plan, _plan(binder, other[1])) else ends)[other])
            begins[key] = max(paths, key=took)
            ends[key] = _worked(binder, plan, begins[key], lost)
    circle = "it waits for itself, or for what does"
    return {entry.id: Outlook(ends.get(key := ("service", entry.id)), "" if key in ends else stuck.get(key, circle)) for entry in binder.all("service")}


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


def _missing(binder: Binder, key: Key, resources: Mapping[str, Resource], lost: Collection[Key]) -> str:
    """Why a resource can not be had, or a service's work not be done, with all that is left; empty if it can."""
    kind, name = key
    if kind == "resource":
        return _not_to_be_had(binder, key, resources[name], lost)
    plan, at = _plan(binder, name), binder.index["service"][name].record.at
    for procedure in _procedures(binder, plan):
        if ("procedure", procedure.id) in lost:
            return f"procedure '{procedure.id}' is lost"
        if nobody_left(binder, procedure, lost):
            return f"nobody is left who does procedure '{procedure.id}'"
    if at and plan.alternate_site and {("site", str(at)), ("site", str(plan.alternate_site))} <= set(lost):
        return f"neither site '{at}' nor site '{plan.alternate_site}' is left to work at"
    return ""


def _passed_on(needed: Iterable[Key], stuck: Mapping[Key, str]) -> str:
    """The reason of the first thing needed that can not be had, with the service that it keeps away."""
    kind, name = next((key for key in needed if key in stuck), ("", ""))
    why = stuck.get((kind, name), "")
    return f"service '{name}' can not be recovered: {why}" if kind == "service" and not why.startswith("service ") else why


def _not_to_be_had(binder: Binder, key: Key, resource: Resource, lost: Collection[Key]) -> str:
    if key in lost:
        return f"resource '{key[1]}' is lost"
    if _stands_ready(resource, lost):
        return ""
    if ("organisation", resource.supplier) in lost and _substitute(binder, resource, lost) is None:
        return f"supplier '{resource.supplier}' of resource '{key[1]}' is lost"
    if resource.pre_positioned_at and resource.lead_time is None:
        return f"resource '{key[1]}' stood ready at '{resource.pre_positioned_at}', which is lost"
    return ""


def _stands_ready(resource: Resource, lost: Collection[Key]) -> bool:
    return bool(resource.pre_positioned_at) and ("site", resource.pre_positioned_at) not in lost


def _substitute(binder: Binder, resource: Resource, lost: Collection[Key]) -> tuple[str, timedelta] | None:
    """The first company left that delivers instead of a resource's supplier and says how soon."""
    supplier = binder.find(resource.supplier or "", ("organisation",))
    others = getattr(supplier.record, "substitutes", ()) if supplier else ()
    return next(((str(one.organisation), one.after) for one in others if one.after and ("organisation", one.organisation) not in lost), None)


def _delivery(binder: Binder, name: str, resource: Resource, lost: Collection[Key]) -> Pieces:
    """From the moment at which a resource is ordered until it is there."""
    if _stands_ready(resource, lost):
        return ()
    supplier, time = resource.supplier, resource.lead_time
    if ("organisation", supplier) in lost and (other := _substitute(binder, resource, lost)):
        supplier, time = other
    return _piece("order", str(supplier), takes_orders(binder, supplier)) + _piece("delivery", name, time)


def _plan(binder: Binder, service: str) -> RecoveryObjective:
    """How a service is recovered; one that says nothing of it needs nothing but what it depends on."""
    return binder.index["service"][service].record.recovery or RecoveryObjective(mtpd=Duration(0))


def _procedures(binder: Binder, plan: RecoveryObjective) -> list[Entry]:
    return [entry for name in plan.procedures if (entry := binder.find(name))]


def _recovered_by(plan: RecoveryObjective, other: RecoveryObjective) -> bool:
    return bool(other.procedures) and set(other.procedures) <= set(plan.procedures)


def _called(binder: Binder, plan: RecoveryObjective, procedure: Entry | None, lost: Collection[Key]) -> Pieces:
    """Until whoever does a procedure has answered and is at work."""
    rung = _piece("answer", str(plan.calls), answered(binder, plan, procedure, lost))
    return rung + (_piece("hours", procedure.id, closed(binder, plan, procedure, lost)) if procedure else ())


def _worked(binder: Binder, plan: RecoveryObjective, path: Pieces, lost: Collection[Key]) -> Pieces:
    """A path with the procedures that follow it; those who do a later one are called meanwhile, and may take longer to come."""
    for procedure in _procedures(binder, plan):
        path = max([path, _called(binder, plan, procedure, lost)], key=took) + _piece("procedure", procedure.id, procedure.record.duration)
    return path


def _piece(what: What, name: str, takes: timedelta | None) -> Pieces:
    return (Piece(what, name, Duration.read(takes)),) if takes else ()
