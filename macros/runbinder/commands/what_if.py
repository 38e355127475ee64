"""`runbinder what-if`: what could not be done any more if somebody or something were gone, and why."""

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from runbinder.analysis.cures import UNSAID
from runbinder.analysis.dependencies import Key
from runbinder.analysis.graph import Because
from runbinder.analysis.loss import REMOVABLE, Loss, because, loss, named, of_scenario, scenarios
from runbinder.analysis.points import Point, cured_by, single_points
from runbinder.asof import judged_as_of
from runbinder.errors import Fixable
from runbinder.model.binder import Binder, Entry
from runbinder.model.values import Duration
from runbinder.read import read
from runbinder.validate import did_you_mean

_LISTED = {"service": "Services that stop", "procedure": "Procedures nobody can carry out", "role": "Roles nobody is left for", "credential": "Credentials nobody can fetch",
           "message": "Messages nobody may send", "copy": "Copies of the binder out of reach"}
_FIRST = 25
"""How many single points of failure are listed for each client, unless everything is asked for."""


def what_if(root: Path, clients: Sequence[str] = (), without: Sequence[str] = (), scenario: str = "", every_one: bool = False, format: str = "text", as_of: str = "") -> int:
    """Prints what follows from a loss: of what is named, of a scenario, of each single thing; else of all scenarios, a line each."""
    if bool(without) + bool(scenario) + every_one > 1:
        raise Fixable("--without, --scenario and --every-one are three different questions", "ask one of them at a time")
    shelf = read(root, clients or None)
    if shelf.findings:
        raise Fixable(f"the plans can not be read: {shelf.findings[0]}", "`runbinder check` shows everything that is wrong with them")
    when = judged_as_of(as_of, shelf.settings)
    binders = [shelf.binder(name, when) for name in (clients or sorted(shelf.clients))]
    if every_one:
        data = {binder.id: [_point(binder, one) for one in single_points(binder)] for binder in binders}
        _say(data, format, (line for binder in binders for line in _ranking(binder, data[binder.id])))
    elif without or scenario:
        found = [(binder, one) for binder in binders for one in _asked(binder, without, scenario)]
        listed: dict[str, Any] = {}
        for binder, one in found:
            listed.setdefault(binder.id, []).append(as_data(binder, one))
        _say(listed, format, (line for binder, one in found for line in _told(binder, one)))
    else:
        data = {binder.id: {name: [as_data(binder, one) for one in of_scenario(binder, name)] for name in scenarios(binder)} for binder in binders}
        _say(data, format, (line for binder in binders for line in _overview(binder)))
    return 0


def as_data(binder: Binder, one: Loss) -> dict[str, Any]:
    """A loss for other programs: ids, hours until something is back (null for never, or where nobody wrote it down), and why it is lost."""
    lists = {kind: [_lost(binder, one, entry) for entry in one.of(kind)] for kind in _LISTED}
    trees = {tree.id: {"not_reached": one.unreached(tree), "there_and_not_told": one.untold(tree)} for tree in _trees(binder, one)}
    return {"title": one.title, "removed": [":".join(key) for key in one.removed], "lost": lists, "contact_trees": trees,
            "lapses": [{"procedure": entry.id, "first_missed": day.isoformat()} for day, entry in one.lapses()],
            "approvals": [entry.id for entry in one.approvals()], "unrecoverable": [entry.id for entry in one.unrecoverable()],
            "for_good": [f"{entry.kind}:{entry.id}" for entry in one.for_good()]}


def _lost(binder: Binder, one: Loss, entry: Entry) -> dict[str, Any]:
    key = (entry.kind, entry.id)
    back = one.back.get(key)
    hours = back.after.total_seconds() / 3600 if back and back.after < UNSAID else None
    return {"id": entry.id, "back_after_hours": hours, "back": bool(back), "through": back.cure.words if back and back.cure else None, "because": because(binder, one, key), "why": _tree(binder, one.why(key))}


def _tree(binder: Binder, why: Because) -> dict[str, Any]:
    """The whole reason: the need that is unmet, and for everything that could meet it why that is not there."""
    if not why.need:
        return {"what": named(binder, why.key)}
    return {"what": named(binder, why.key), "needs": why.need.words, "of": [_tree(binder, one) for one in why.of]}


def _asked(binder: Binder, without: Sequence[str], scenario: str) -> Sequence[Loss]:
    if scenario:
        known = scenarios(binder)
        if scenario not in known:
            raise Fixable(f"{binder.id} has no scenario '{scenario}'", did_you_mean(scenario, known) or f"it has {', '.join(known)}")
        return of_scenario(binder, scenario)
    return [loss(binder, frozenset(_key(binder, ref) for ref in without))]


def _key(binder: Binder, ref: str) -> Key:
    """`priya-nair`, or `person:priya-nair` where several kinds have the id."""
    kind, _, name = ref.rpartition(":")
    found = [(one, name) for one in REMOVABLE if name in binder.index.get(one, {}) and kind in ("", one)]
    if not found:
        known = [other for one in REMOVABLE for other in binder.index.get(one, {})]
        raise Fixable(f"{binder.id} has no {kind or 'person, organisation, site, asset, channel, credential or service'} '{name}'", did_you_mean(name, known))
    if len(found) > 1:
        raise Fixable(f"'{name}' is more than one thing in {binder.id}", f"say which: {' or '.join(':'.join(key) for key in found)}")
    return found[0]


def _say(data: Any, format: str, lines: Iterator[str]) -> None:
    if format == "json":
        click.echo(json.dumps(data, indent=1, ensure_ascii=False))
    else:
        for line in lines:
            click.echo(line)


def _told(binder: Binder, one: Loss) -> Iterator[str]:
    yield click.style(f"{binder.id}: {one.title}", bold=True)
    yield f"  Taken away: {', '.join(named(binder, key) for key in one.removed)}"
    anything = False
    for kind, heading in _LISTED.items():
        entries = [entry for entry in one.of(kind) if (kind, entry.id) not in one.removed]
        anything = anything or bool(entries)
        if entries:
            yield f"\n  {click.style(f'{heading} ({len(entries)} of {_all(binder, kind)})', bold=True)}"
        for entry in entries:
            yield f"    {entry.id}: {_comes_back(one, entry)}{_tolerated(entry)}"
            yield click.style(f"      {because(binder, one, (kind, entry.id))}", dim=True)
    for heading, rows in _more(binder, one):
        if rows:
            anything = True
            yield f"\n  {click.style(heading, bold=True)}"
            yield from (f"    {row}" for row in rows)
    if not anything:
        yield "  Nothing is lost: for everything that they do somebody else is named."
    yield ""


def _more(binder: Binder, one: Loss) -> Iterator[tuple[str, list[str]]]:
    trees = [(tree, one.unreached(tree), one.untold(tree)) for tree in _trees(binder, one)]
    yield "Contact trees with dead branches", [f"{tree.id}: not reached {', '.join(dead)}" + (f"; there, but nobody tells them: {', '.join(untold)}" if untold else "") for tree, dead, untold in trees]
    yield "Routines that lapse, with the first day that is missed", [f"{day}  {entry.id}" for day, entry in one.lapses()]
    yield "Messages nobody is left to approve again", [", ".join(entry.id for entry in one.approvals())] * bool(one.approvals())
    yield "Services that go on, and could not be brought back if they failed", [f"{entry.id}: {because(binder, one, ('recovery', entry.id))}" for entry in one.unrecoverable()]


def _comes_back(one: Loss, entry: Entry) -> str:
    back = one.back.get((entry.kind, entry.id))
    if not back:
        return click.style("nothing brings it back", fg="red")
    return f"{after(back.after)}{f', {back.cure.words}' if back.cure else ''}"


def after(time: timedelta) -> str:
    """`back after 4 h`; a time that nobody wrote down is called that."""
    if time >= UNSAID:
        return "back after a time that nobody wrote down"
    return f"back after {Duration.read(time)}" if time else "back at once"


def _tolerated(entry: Entry) -> str:
    recovery = entry.record.recovery if entry.kind == "service" else None
    return f"; may be down for {recovery.mtpd}" if recovery else ""


def _overview(binder: Binder) -> Iterator[str]:
    """Each scenario in a line: how much is lost at worst, and what nothing brings back."""
    yield click.style(f"{binder.id}", bold=True)
    for name in scenarios(binder):
        found = of_scenario(binder, name)
        most = {what: max((len(one.of(what)) for one in found), default=0) for what in ("service", "procedure", "role", "credential")}
        counts = ", ".join(f"{number} {what}{'s' * (number != 1)}" for what, number in most.items() if number)
        good = len({(entry.kind, entry.id) for one in found for entry in one.for_good()})
        verdict = click.style(f"{good} lost for good", fg="red") if good else "all that matters comes back"
        yield f"  {name:<28}" + (f"{counts}: {verdict}" if counts else "nothing is lost" if found else "takes nothing away")


def _point(binder: Binder, one: Point) -> dict[str, Any]:
    back = one.back()
    return {"removed": [":".join(key) for key in one.loss.removed], "title": one.loss.title, "critical_services": list(one.critical), **{f"{kind}s": list(ids) for kind, ids in one.lost.items()},
            "unrecoverable": list(one.unrecoverable), "services_back": "never" if back is None else after(back).removeprefix("back "), "cured_by": cured_by(binder, one)}


def _ranking(binder: Binder, points: list[dict[str, Any]]) -> Iterator[str]:
    yield click.style(f"{binder.id}: {len(points)} single points of failure, worst first", bold=True)
    for rank, one in enumerate(points[:_FIRST], start=1):
        counts = {what.replace("_", " "): len(one[what]) for what in ("critical_services", "services", "procedures", "credentials", "roles")}
        parts = [f"{number} {what.removesuffix('s') if number == 1 else what}" for what, number in counts.items() if number]
        yield f"  {rank:>3}  {' and '.join(one['removed'])}: {', '.join(parts) or 'recovery of ' + ', '.join(one['unrecoverable'])}; services back {one['services_back']}"
        yield click.style(f"       cured by {'; '.join(one['cured_by'][:3]) or 'nothing that could be named'}", dim=True)
    if len(points) > _FIRST:
        yield f"  and {len(points) - _FIRST} more; --format json lists them all"


def _trees(binder: Binder, one: Loss) -> list[Entry]:
    return [tree for tree in binder.all("contact_tree") if tree.party == "client" and one.unreached(tree)]


def _all(binder: Binder, kind: str) -> int:
    return sum(kind in ("role", "message") or entry.party == "client" for entry in binder.all(kind))
