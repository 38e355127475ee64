"""`runbinder recovery`: what was promised, what is achievable with what is arranged now, and the path between the two.

Without a name the portfolio, with a client's its services, with both a service's longest path step by step (S0-26 to S0-37).
"""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from runbinder.analysis.recovery_promise import Standing, contracted, standing, standings
from runbinder.asof import judged_as_of
from runbinder.commands import recovery_service as one_service
from runbinder.commands.check import report
from runbinder.errors import Fixable
from runbinder.model.binder import Binder
from runbinder.read import read
from runbinder.validate import did_you_mean

COLOURS = {"kept": "green", "broken": "red", "open": "yellow", "none": None}
_HEAD = ("Service", "Promised", "Achievable", "MTPD", "Shown", "Verdict")


def recovery(root: Path, client: str = "", service: str = "", format: str = "text", as_of: str = "") -> int:
    """Prints the portfolio, a client's services or one service's path; 1 if a contracted time among them is not achievable."""
    shelf = read(root, [client] if client else None)
    if shelf.findings:
        report(shelf.findings)
        return 1
    when = judged_as_of(as_of, shelf.settings)
    binders = [shelf.binder(name, when) for name in shelf.clients]
    if service:
        found = [(binders[0], [_one(binders[0], service)])]
    else:
        found = [(binder, standings(binder)) for binder in binders]
    if format == "json":
        click.echo(json.dumps([_client(binder, several, bool(service)) for binder, several in found], indent=1, ensure_ascii=False))
    elif service:
        click.echo(one_service.told(binders[0], found[0][1][0]))
    else:
        _table(found, portfolio=not client)
    promises, kept = contracted(one for _, several in found for one in several)
    return int(len(kept) < len(promises))


def _terminal() -> bool:
    return sys.stdout.isatty()


def _one(binder: Binder, service: str) -> Standing:
    found = standing(binder, service)
    if found is None:
        known = binder.index.get("service", {})
        if service in known:
            raise Fixable(f"service '{service}' of '{binder.id}' does not say how it is recovered", "write `recovery` with `mtpd`, `procedures` and `resources` into it")
        raise Fixable(f"there is no service '{service}' in the binder of '{binder.id}'", did_you_mean(service, known))
    return found


def _table(found: Sequence[tuple[Binder, list[Standing]]], portfolio: bool) -> None:
    """Columns and a heading on a terminal; where it is piped, a line for each service with tabs between its fields."""
    terminal = _terminal()
    for binder, several in found:
        if not terminal:
            for one in several:
                click.echo("\t".join((binder.id, one.entry.id, *_row(one)[1:])))
            continue
        click.secho(f"\n{binder.client.profile.name} ({binder.id})", bold=True)
        for line in aligned([_HEAD, *map(_row, several)], [None, *(COLOURS[one.verdict] for one in several)]):
            click.echo(line)
    for line in _summary(found, portfolio):
        click.echo(line, err=not terminal)


def aligned(rows: Sequence[Sequence[str]], colours: Sequence[str | None]) -> Iterable[str]:
    """Rows as lines with each column as wide as its widest cell; the last cell in the row's colour, the first row dim."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for number, (row, colour) in enumerate(zip(rows, colours, strict=True)):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield click.style("  ".join(cells).rstrip(), dim=True) if not number else f"{'  '.join(cells[:-1])}  {click.style(row[-1], fg=colour)}".rstrip()


def _row(one: Standing) -> tuple[str, ...]:
    promise = f"{one.promised or '-'}{'' if one.plan.contracted or not one.promised else ' (own)'}"
    late = ", past the MTPD" if one.too_late else ""
    return one.entry.title, promise, str(one.achievable or "-"), str(one.plan.mtpd), str(one.shown.took if one.shown else "-"), one.words + late


def _summary(found: Sequence[tuple[Binder, list[Standing]]], portfolio: bool) -> Iterable[str]:
    """How many contracted times are achievable, of each client and of all."""
    if _terminal() and any("(own)" in _row(one)[1] for _, several in found for one in several):
        yield click.style("(own): a target of our own, which stands in no contract.", dim=True)
    counts = [(binder.id, *map(len, contracted(several))) for binder, several in found]
    if portfolio and _terminal():
        rows = [("Client", "Contracted", "Achievable"), *((name, str(all_), str(kept)) for name, all_, kept in counts)]
        yield ""
        yield from aligned(rows, [None, *("green" if kept == all_ else "red" for _, all_, kept in counts)])
    promised, kept = sum(one[1] for one in counts), sum(one[2] for one in counts)
    yield f"{kept} of {promised} contracted recovery time{'s' * (promised != 1)} {'is' if promised == 1 else 'are'} achievable."


def _client(binder: Binder, several: list[Standing], whole: bool) -> dict[str, object]:
    promises, kept = contracted(several)
    rows = [{**_service(one), **(one_service.as_data(binder, one) if whole else {})} for one in several]
    return {"client": binder.id, "as_of": binder.as_of.isoformat(), "contracted": len(promises), "achievable": len(kept), "services": rows}


def _service(one: Standing) -> dict[str, object]:
    """Lengths of time in hours, as numbers."""
    return {
        "service": one.entry.id, "name": one.entry.title, "contracted": bool(one.plan.contracted), "promised": one_service.hours(one.promised),
        "achievable": one_service.hours(one.achievable), "mtpd": one_service.hours(one.plan.mtpd), "shown": one_service.hours(one.shown.took if one.shown else None),
        "verdict": one.verdict, "excess": one_service.hours(one.excess), "past_mtpd": one.too_late, "unsaid": list(one.unsaid),
    }
