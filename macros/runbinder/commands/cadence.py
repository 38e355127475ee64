"""`runbinder cadence`: how well did we keep our word? Of the incidents in the plans, or of a ticket system's export, by one set of rules."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from runbinder.analysis.kept import NEWS, RULES, Broken, Row, Verdict, judged, summed, verdicts
from runbinder.asof import judged_as_of
from runbinder.commands.check import count, report
from runbinder.commands.recovery import aligned
from runbinder.errors import Fixable
from runbinder.model.binder import Binder
from runbinder.read import Shelf, clients_of, read
from runbinder.tickets.columns import pairs
from runbinder.tickets.log import Log
from runbinder.tickets.log import read as read_log
from runbinder.tickets.records import called, cases
from runbinder.tickets.rows import Fault
from runbinder.tickets.times import Order, shown
from runbinder.tickets.words import STEPS

_HEAD = ("Month", "Urgency", "Incidents", "News due", "In time", "Missed", "Kept", "Longest silence", "In copy", "Closed", "Reports")
_QUOTED = re.compile(r"ticket \S+|'.*'|\d+")
"""What differs in faults that are alike."""
_ALIKE = 10
"""How many lines with the same fault are told of one by one, unless everything is asked for."""


@dataclass
class Judgement:
    """What is said of a client: verdicts, and where each broken promise stands, as `LOG.csv:17: ticket T-12`."""

    binder: Binder
    verdicts: list[Verdict]
    places: dict[tuple[str, int], tuple[str, int]]
    log: Log | None = None
    faults: list[Fault] = field(default_factory=list)


def cadence(root: Path, what: Sequence[str] = (), client: str = "", format: str = "text", columns: Sequence[str] = (), urgency: Sequence[str] = (),
            kind: Sequence[str] = (), dates: Order | None = None, as_of: str = "") -> int:
    """Prints every broken promise on a line, then months and urgencies; 1 if a promise was broken or a line can not be read."""
    names = clients_of(root)
    files = [Path(one) for one in what if one not in names and (Path(one).suffix.lower() in (".csv", ".tsv", ".txt") or Path(one).is_file())]
    if files and len(what) > 1:
        raise Fixable("one file is judged at a time, and the client of a file is an option", f"runbinder cadence {files[0]} --client NAME")
    if not files and (client or columns or urgency or kind or dates):
        raise Fixable("--client, --columns, --urgency, --kind and --dates are about a file, and none is named", "runbinder cadence LOG.csv --client NAME")
    if files and not files[0].is_file():
        raise Fixable(f"there is no file {files[0]}", "write it as seen from the current folder")
    if files and not client and len(names) != 1:
        raise Fixable("whose tickets are these? The client's calendar, zone and project manager are needed", f"add --client {'|'.join(names)}")
    shelf = read(root, ([client] if client else names) if files else what or None)
    if shelf.findings:
        report(shelf.findings)
        return 1
    when = judged_as_of(as_of, shelf.settings)
    binders = [shelf.binder(name, when) for name in shelf.clients]
    if not shelf.provider or not shelf.provider.standard:
        raise Fixable("the provider has no communication standard to judge by", "write plans/provider/standard.yml")
    if files:
        said = {"columns": pairs(columns, "--columns opened=Created"), "urgency": pairs(urgency, "--urgency p1=urgent"), "kind": pairs(kind, "--kind reply=update")}
        found = [_of_file(files[0], binders[0], said, dates)]
    else:
        found = [_of_plans(shelf, binder) for binder in binders]
    _say(found, format)
    return int(any(one.broken for each in found for one in each.verdicts) or any(fault.severity == "error" for each in found for fault in each.faults))


def _of_plans(shelf: Shelf, binder: Binder) -> Judgement:
    found, places = verdicts(binder), {}
    for one in found:
        for number, broken in enumerate(one.broken):
            path, line, _ = shelf.locate(binder.id, ("clients", binder.id, "incidents", one.id, *broken.part))
            places[one.id, number] = (path, line)
    return Judgement(binder, found, places)


def _of_file(path: Path, binder: Binder, said: dict[str, dict[str, str]], dates: Order | None) -> Judgement:
    log = read_log(path, binder.zone, called(binder), said, dates)
    found: list[Verdict] = []
    places = {}
    for case in cases(log, binder):
        begun = case.incident.reported_at or case.incident.acknowledged_at
        if begun.date() > binder.as_of:
            log.skipped.append(case.ticket.id)
            log.faults.append(Fault(case.ticket.line, f"ticket {shown(case.ticket.id)} was opened on {begun.date()}, after {binder.as_of}, so it is not judged", "judge the file as of a later day: --as-of DATE", "warning"))
            continue
        verdict = judged(case.binder, case.ticket.id, case.incident, case.unsaid)
        found.append(verdict)
        places |= {(verdict.id, number): (str(path), case.line(broken.part)) for number, broken in enumerate(verdict.broken)}
    return Judgement(binder, found, places, log, sorted(log.faults, key=lambda fault: fault.line))


def _terminal() -> bool:
    return sys.stdout.isatty()


def _say(found: list[Judgement], format: str) -> None:
    if format == "json":
        click.echo(json.dumps([_as_data(one) for one in found], indent=1, ensure_ascii=False))
        return
    for one in found:
        for line in _faults(one):
            click.echo(line)
        for line in _broken(one):
            click.echo(line)
    for one in found:
        for line in _summary(one):
            click.echo(line, err=not _terminal())


def _faults(one: Judgement) -> Iterator[str]:
    """What can not be read, by line; of many lines with the same fault the first ones, and how many more there are."""
    alike: Counter[str] = Counter()
    last: dict[str, str] = {}
    for fault in one.faults:
        key = _QUOTED.sub("", fault.message)
        alike[key] += 1
        last[key] = fault.message
        if alike[key] <= _ALIKE:
            yield click.style(f"{one.log.table.path}:{fault.line}: {fault.severity}: {fault.message}", fg="red" if fault.severity == "error" else "magenta")
            yield from [f"    {fault.hint}"] if fault.hint else []
    for key, number in alike.items():
        if number > _ALIKE:
            yield f"{one.log.table.path}: {count(number - _ALIKE, 'more line')} with a fault like this: {last[key]} (--format json lists them all)"


def _broken(one: Judgement) -> Iterator[str]:
    for (path, line), verdict, broken in _in_order(one):
        name = f"ticket {shown(verdict.id)}" if one.log else f"incident {verdict.id}"
        yield f"{path}:{line}: {name}: {broken.words}"


def _in_order(one: Judgement) -> list[tuple[tuple[str, int], Verdict, Broken]]:
    """Broken promises by file and line, as a person goes through them."""
    found = [(one.places[verdict.id, number], verdict, broken) for verdict in one.verdicts for number, broken in enumerate(verdict.broken)]
    return sorted(found, key=lambda row: row[0])


def _summary(one: Judgement) -> Iterator[str]:
    if one.log:
        yield from _how_read(one.log)
    yield ""
    yield click.style(f"{one.binder.client.profile.name} ({one.binder.id}), as of {one.binder.as_of}", bold=True)
    rows = summed(one.verdicts)
    if rows:
        yield from aligned([_HEAD, *(_cells(row) for row in rows)], [None, *(None for _ in rows)])
    failed = sum(bool(verdict.broken) for verdict in one.verdicts)
    due, kept = sum(row.due(*NEWS) for row in rows), sum(row.kept(*NEWS) for row in rows)
    share = f"; {kept:,} of {count(due, 'promised message')} came in time ({kept * 100 // due} %)" if due else ""
    yield f"{count(len(one.verdicts), 'incident')}, {f'{failed:,}' if failed else 'none'} with a broken promise{share}."


def _how_read(log: Log) -> Iterator[str]:
    """What was taken for what: a wrong guess is seen here."""
    read = ", ".join(f"{what} = {'/'.join(dict.fromkeys(log.layout.header[number].strip() for number in numbers))}" for what, numbers in log.layout.of.items())
    yield f"{log.table.path}: {count(log.rows, 'row')}, {count(len(log.tickets), 'ticket')}, {log.table.encoding.removesuffix('-sig')}; {shown(read) if len(read) > 400 else read}"
    if log.layout.unread:
        yield f"Not read: {', '.join(shown(name) for name in log.layout.unread[:20])}{', ...' * (len(log.layout.unread) > 20)}"
    if log.skipped:
        yield f"{count(len(log.skipped), 'ticket')} could not be judged: {', '.join(shown(name) for name in log.skipped[:10])}{', ...' * (len(log.skipped) > 10)}"
    opened = "opened" in log.layout.of or "opened" in log.told
    silent = [word for word, there in (("when tickets were opened", opened), ("copies to the project manager", {"to", "cc"} & set(log.layout.of)), ("closing steps", log.told & set(STEPS)), ("reports", "report" in log.told)) if not there]
    if silent:
        yield f"The file says nothing about {', '.join(silent)}: not judged."


def _cells(row: Row) -> tuple[str, ...]:
    longest, allowed = row.longest(), row.verdicts[0].allowed
    missed = ", ".join(f"{number} {rule}" for rule in NEWS if (number := row.missed(rule)))
    silence = f"{longest or '-'}{f' of {allowed}' if longest and allowed else ''}"
    share = row.share()
    return (f"{row.month:%Y-%m}", row.urgency, str(len(row.verdicts)), str(row.due(*NEWS)), str(row.kept(*NEWS)), missed or "-", "-" if share is None else f"{share} %", silence, *(_of(row, rule) for rule in RULES[4:]))


def _of(row: Row, rule: str) -> str:
    return f"{row.kept(rule)} of {row.due(rule)}" if row.due(rule) else "-"


def _as_data(one: Judgement) -> dict[str, Any]:
    """Everything: months, incidents with what was due and what was broken where, and how the file was read. Silences in hours."""
    incidents = []
    for verdict in one.verdicts:
        places = [one.places[verdict.id, number] for number in range(len(verdict.broken))]
        broken = [{"path": path, "line": line, "rule": what.rule, "times": what.times, "message": what.words} for (path, line), what in zip(places, verdict.broken, strict=True)]
        incidents.append({"id": verdict.id, "title": verdict.title, "urgency": verdict.urgency, "month": f"{verdict.month:%Y-%m}", "due": verdict.due, "broken": broken, **_silence(verdict)})
    return {"client": one.binder.id, "as_of": one.binder.as_of.isoformat(), "months": [_month(row) for row in summed(one.verdicts)], "incidents": incidents, **(_log(one) if one.log else {})}


def _month(row: Row) -> dict[str, Any]:
    rules = {rule: {"due": row.due(rule), "missed": row.missed(rule)} for rule in RULES if row.due(rule)}
    longest = max(row.verdicts, key=lambda one: (one.longest is not None, one.longest or timedelta(0)))
    return {"month": f"{row.month:%Y-%m}", "urgency": row.urgency, "incidents": len(row.verdicts), "due": row.due(*NEWS), "in_time": row.kept(*NEWS), "kept_percent": row.share(), "rules": rules,
            **_silence(longest), "failed": [one.id for one in row.failed()]}


def _silence(one: Verdict) -> dict[str, Any]:
    return {"longest_silence_hours": one.longest.total_seconds() / 3600 if one.longest is not None else None, "allowed_hours": one.allowed.total_seconds() / 3600 if one.allowed else None}


def _log(one: Judgement) -> dict[str, Any]:
    log = one.log
    columns = {what: [log.layout.header[number].strip() for number in numbers] for what, numbers in log.layout.of.items()}
    faults = [{"line": fault.line, "severity": fault.severity, "message": fault.message, "hint": fault.hint} for fault in one.faults]
    return {"file": str(log.table.path), "encoding": log.table.encoding, "separator": log.table.delimiter, "rows": log.rows, "columns": columns, "not_read": list(log.layout.unread), "not_judged": log.skipped, "faults": faults}
