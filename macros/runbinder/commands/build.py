"""`runbinder build`: every client's binder as a site of its own, and the shelf in front of them."""

import json
import os
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from runbinder import building
from runbinder.analysis import copies
from runbinder.asof import judged_as_of
from runbinder.commands.check import Progress, count, report
from runbinder.errors import Fixable
from runbinder.model.binder import Entry
from runbinder.read import read


def build(root: Path, clients: tuple[str, ...] = (), site: Path | None = None, as_of: str = "", edition: str = "internal", jobs: int = 0, again: bool = False, verbose: bool = False, copy: str = "") -> int:
    """Builds what changed since the last build; 1 if something is wrong, and then the last good site stays as it was."""
    started = time.monotonic()
    when = judged_as_of(as_of, read(root, []).settings)
    as_of = when.isoformat()  # part of what decides whether a binder is built again
    held = _copy(root, clients, edition, copy, when) if copy else None
    site = site or root / (f"site-{_short(held)}" if held else "site" if edition == "internal" else f"site-{edition}")
    progress = Progress(_named, verbose)
    outcome = building.run(root, site.resolve(), clients, as_of, edition, jobs or os.cpu_count() or 1, again, progress, held.entry.id if held else "")
    progress.end()
    if outcome.problems:
        findings = read(root, clients or None).findings
        report(findings)
        for problem in [] if findings else outcome.problems:
            click.echo(problem)
        click.echo(f"Nothing was built; {_shown(site)} is as it was." if site.exists() else "Nothing was built.", err=True)
        return 1
    took = f"{time.monotonic() - started:.1f} s"
    binders = [name for name in outcome.built if name != building.PROVIDER]
    if outcome.built:
        shelf = f" as copy {held.entry.record.number}" if held else " and the shelf" if edition == "internal" else f" for {'the client' if edition == 'client' else 'an auditor'}"
        click.echo(f"Built {count(len(binders), 'binder')}{shelf}, {count(outcome.pages, 'page')}, in {took}." if binders else f"Built the shelf in {took}.")
    if outcome.kept:
        click.echo(f"{count(len(outcome.kept), 'binder')} had not changed.")
    if outcome.removed:
        click.echo(f"Removed: {', '.join(outcome.removed)}.")
    if edition == "internal" and not held:
        click.echo(f"Open {_shown(site / 'index.html')}")
    else:
        click.echo(f"Hand over the folder of the client and no other: {_shown(site / 'clients' / (clients[0] if len(clients) == 1 else 'CLIENT'))}")
    if held:
        click.echo(f"When it is handed over, write into the register ({held.place}):")
        for line in held.lines:
            click.echo(f"  {line}")
    return 0


@dataclass(frozen=True)
class _Held:
    """The copy in the register that a build becomes: where it is written down, and what to write there."""

    entry: Entry
    place: str
    lines: tuple[str, ...]


def _copy(root: Path, clients: tuple[str, ...], edition: str, number: str, when: date) -> _Held:
    """Raises Fixable for a copy that the register does not know, or knows for other readers."""
    if len(clients) != 1:
        raise Fixable("a copy is one client's", f"name the client: runbinder build CLIENT --copy {number}")
    shelf = read(root, clients)
    if shelf.findings:
        raise Fixable(f"the plans can not be read: {shelf.findings[0]}", "`runbinder check` shows everything that is wrong with them")
    binder = shelf.binder(clients[0], when)
    entry = copies.registered(binder, number)
    it, header = entry.record, binder.client.profile.document
    if it.edition != edition:
        raise Fixable(f"copy {it.number} is in the register as one of the {it.edition} edition, and this would be the {edition} one", f"say --edition {it.edition}, or correct its `edition` in the register")
    version = [f"version: {json.dumps(str(header.version))}"] if header and header.version else []
    path, line, _ = shelf.locate(binder.id, entry.route)
    return _Held(entry, f"{path}:{line}", (*version, f'digest: "{binder.digest}"', f"delivered: {when}  # or the day on which it is"))


def _short(held: _Held) -> str:
    return f"copy-{held.entry.id.removeprefix('copy-')}"


def _shown(path: Path) -> str:
    """The path from here where that is shorter to read."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _named(name: str) -> str:
    return "the shelf" if name == building.PROVIDER else name
