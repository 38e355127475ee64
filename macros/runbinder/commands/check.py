"""`runbinder check`: are the plans well formed, and does every name in them lead somewhere?"""

from collections.abc import Sequence
from pathlib import Path

import click

from runbinder.finding import Finding
from runbinder.read import read


def check(root: Path, clients: Sequence[str] = ()) -> int:
    """Prints a line per finding, its hint below it, and a count; 1 if there is an error."""
    shelf = read(root, clients or None)
    report(shelf.findings)
    errors = sum(finding.severity == "error" for finding in shelf.findings)
    if not errors:
        names = len(shelf.clients)
        click.echo(f"The plans of {names} client{'s' * (names != 1)} are well formed and every reference resolves.")
    return 1 if errors else 0


def report(findings: Sequence[Finding]) -> None:
    """One line per finding on standard output, so that it can be piped; the count goes to standard error."""
    for finding in findings:
        click.echo(click.style(str(finding), fg="red" if finding.severity == "error" else "yellow"))
        if finding.hint:
            click.echo(click.style(f"    {finding.hint}", dim=True))
    if findings:
        files = len({finding.path for finding in findings})
        click.echo(f"{len(findings)} finding{'s' * (len(findings) != 1)} in {files} file{'s' * (files != 1)}.", err=True)
