"""`runbinder build`: every client's binder as a site of its own, and the shelf in front of them."""

import os
import sys
import time
from pathlib import Path

import click

from runbinder import building
from runbinder.asof import judged_as_of
from runbinder.commands.check import report
from runbinder.read import read


def build(root: Path, clients: tuple[str, ...] = (), site: Path | None = None, as_of: str = "", edition: str = "internal", jobs: int = 0, again: bool = False, verbose: bool = False) -> int:
    """Builds what changed since the last build; 1 if something is wrong, and then the last good site stays as it was."""
    started = time.monotonic()
    site = site or root / "site"
    as_of = judged_as_of(as_of, read(root, []).settings).isoformat()  # part of what decides whether a binder is built again
    progress = _Progress(verbose)
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
        click.echo(f"Built {_count(len(binders), 'binder')} and the shelf, {_count(outcome.pages, 'page')}, in {took}." if binders else f"Built the shelf in {took}.")
    if outcome.kept:
        click.echo(f"{_count(len(outcome.kept), 'binder')} had not changed.")
    if outcome.removed:
        click.echo(f"Removed: {', '.join(outcome.removed)}.")
    click.echo(f"Open {_shown(site / 'index.html')}")
    return 0


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"


def _shown(path: Path) -> str:
    """The path from here where that is shorter to read."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


class _Progress:
    """A line that counts, on a terminal only; with `verbose` a line for each site, anywhere."""

    def __init__(self, verbose: bool) -> None:
        self.verbose, self.count = verbose, 0
        self.line = sys.stderr.isatty() and not verbose

    def __call__(self, name: str, how_many: int) -> None:
        self.count += 1
        if self.verbose:
            click.echo(f"{self.count}/{how_many} {_named(name)}", err=True)
        elif self.line:
            click.echo(f"\r\033[K{self.count}/{how_many} {_named(name)}", nl=False, err=True)

    def end(self) -> None:
        if self.count and self.line:
            click.echo("\r\033[K", nl=False, err=True)


def _named(name: str) -> str:
    return "the shelf" if name == building.PROVIDER else name
