"""`runbinder record`: files what a page of the binder has exported - an incident of the desk - among the plans."""

import sys
from pathlib import Path

import click

from runbinder.assessing import assess
from runbinder.commands.check import report
from runbinder.errors import Fixable
from runbinder.recording import put, take

_WORDS = {"closure": "how it was closed", "timeline": "its report", "exposure": "its report", "draft": "a message that was begun"}


def record(root: Path, file: Path, client: str = "", yes: bool = False, as_of: str = "") -> int:
    """Writes the record of an exported file into the client's plans; 1 if something is wrong with it, and then nothing is written."""
    recording, findings = take(root, file, client)
    if recording is None:
        report(findings)
        click.echo("Nothing was written.", err=True)
        return 1
    if recording.now == recording.text:
        click.echo(f"{recording.target} says the same already.")
    else:
        click.echo(f"{recording.target}: {_change(recording.now, recording.text)}")
        if recording.unfinished:
            left = ", ".join(dict.fromkeys(_WORDS[one] for one in recording.unfinished))
            click.echo(f"Not finished, so not filed: {left}. Keep {file.name} until it is.")
        if recording.now is not None and not yes:
            if not sys.stdin.isatty():
                raise Fixable(f"{recording.target} is there already and differs", "say --yes to let the new one take its place")
            if not click.confirm("It is there already. Shall the new one take its place?"):
                click.echo("Nothing was written.")
                return 1
        put(root, recording)
        click.echo("Written.")
    said = [one.finding for judgement in assess(root, [recording.client], as_of) for one in judgement.findings if one.finding.path == recording.target and not one.waived]
    if said:
        click.echo("The checks say of it:")
        report(said)
    else:
        click.echo("The checks find nothing in it.")
    return 0


def _change(old: str | None, new: str) -> str:
    lines = new.count("\n")
    if old is None:
        return f"new, {lines} lines"
    before, after = set(old.splitlines()), set(new.splitlines())
    return f"{lines} lines, {len(after - before)} of them new or changed, {len(before - after)} that go"
