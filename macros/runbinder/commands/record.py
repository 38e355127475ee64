"""`runbinder record`: files what a page of the binder has exported - an incident of the desk, a run of a procedure - among the plans."""

import difflib
import sys
from pathlib import Path

import click

from runbinder import recording_run
from runbinder.assessing import assess
from runbinder.commands.check import report
from runbinder.errors import Fixable
from runbinder.recording import put, take

_WORDS = {"closure": "how it was closed", "timeline": "its report", "exposure": "its report", "draft": "a message that was begun"}


def record(root: Path, file: Path, client: str = "", yes: bool = False, as_of: str = "") -> int:
    """Writes the record of an exported file into the client's plans; 1 if something is wrong with it, and then nothing is written."""
    if recording_run.is_run(file):
        return _record_run(root, file, client, yes, as_of)
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
    return _judged(root, recording.client, recording.target, as_of)


def _record_run(root: Path, file: Path, client: str, yes: bool, as_of: str) -> int:
    """One more test in the procedure's plan, and the record beside the plans as its evidence; nothing without a yes."""
    filing, findings = recording_run.take(root, file, client)
    if filing is None:
        report(findings)
        click.echo("Nothing was written.", err=True)
        return 1
    target = filing.plan.relative_to(root).as_posix()
    if filing.kept.now is not None:
        click.echo(f"It is filed already: {filing.kept.target}")
        return 0
    for line in filing.remarks:
        click.echo(line)
    if filing.earlier:
        click.echo(click.style("The procedure was changed since it was run.", fg="yellow") + " The run is filed as one of the earlier version; `check` asks for another of this one.")
    terminal = sys.stdin.isatty()
    last_done = bool(filing.done) and (yes or (terminal and click.confirm(f"It was done for real on {filing.done}. Shall that be its `last_done`?", default=True)))
    text = filing.with_last_done() if last_done else filing.after
    for line in difflib.unified_diff(filing.before.decode().splitlines(), text.splitlines(), target, target, n=1, lineterm=""):
        click.echo(click.style(line, fg={"+": "green", "-": "red"}.get(line[0])))
    click.echo(f"{filing.kept.target}: new, the whole record")
    if not yes:
        if not terminal:
            raise Fixable(f"{target} would be changed", "say --yes to write it")
        if not click.confirm("Shall it be written?"):
            click.echo("Nothing was written.")
            return 1
    recording_run.write(root, filing, text)
    click.echo("Written.")
    return _judged(root, filing.client, target, as_of)


def _judged(root: Path, client: str, target: str, as_of: str) -> int:
    """What the checks say of the file as it is now; it was written all the same."""
    said = [one.finding for judgement in assess(root, [client], as_of) for one in judgement.findings if one.finding.path == target and not one.waived]
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
