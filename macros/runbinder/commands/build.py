"""`runbinder build`: every client's binder as a site of its own, and the shelf in front of them."""

import os
import time
from pathlib import Path

import click

from runbinder import building
from runbinder.asof import judged_as_of
from runbinder.commands.check import Progress, count, report
from runbinder.read import read


def build(root: Path, clients: tuple[str, ...] = (), site: Path | None = None, as_of: str = "", edition: str = "internal", jobs: int = 0, again: bool = False, verbose: bool = False) -> int:
    """Builds what changed since the last build; 1 if something is wrong, and then the last good site stays as it was."""
    started = time.monotonic()
    site = site or root / ("site" if edition == "internal" else f"site-{edition}")
    as_of = judged_as_of(as_of, read(root, []).settings).isoformat()  # part of what decides whether a binder is built again
    progress = Progress(_named, verbose)
    outcome = building.run(root, site.resolve(), clients, as_of, edition, jobs or os.cpu_count() or 1, again, progress)
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
        shelf = " and the shelf" if edition == "internal" else f" for {'the client' if edition == 'client' else 'an auditor'}"
        click.echo(f"Built {count(len(binders), 'binder')}{shelf}, {count(outcome.pages, 'page')}, in {took}." if binders else f"Built the shelf in {took}.")
    if outcome.kept:
        click.echo(f"{count(len(outcome.kept), 'binder')} had not changed.")
    if outcome.removed:
        click.echo(f"Removed: {', '.join(outcome.removed)}.")
    if edition == "internal":
        click.echo(f"Open {_shown(site / 'index.html')}")
    else:
        click.echo(f"Hand over the folder of the client and no other: {_shown(site / 'clients' / (clients[0] if len(clients) == 1 else 'CLIENT'))}")
    return 0


def _shown(path: Path) -> str:
    """The path from here where that is shorter to read."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _named(name: str) -> str:
    return "the shelf" if name == building.PROVIDER else name
