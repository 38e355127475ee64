"""`runbinder check`: what a stranger could not do with these binders, with file and line."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from runbinder import reports
from runbinder.assess import Judged, Judgement
from runbinder.assessing import assess
from runbinder.checks import LEVELS, REGISTRY, Check
from runbinder.errors import Fixable
from runbinder.finding import Finding
from runbinder.validate import did_you_mean

_COLOURS = {"error": "red", "warning": "yellow", "info": "blue"}


def check(root: Path, clients: Sequence[str] = (), format: str = "text", readiness: bool = False, codes: Sequence[str] = (), strict: bool = False, as_of: str = "") -> int:
    """Prints what the checks say; 1 if an error counts (with `strict` also a warning)."""
    unknown = [code for code in codes if code not in (*REGISTRY, "GEN-01")]
    if unknown:
        raise Fixable(f"there is no check '{unknown[0]}'", did_you_mean(unknown[0], REGISTRY) or "`runbinder check --explain all` lists them")
    judgements = [_only(one, codes) for one in assess(root, clients, as_of)]
    if format == "text":
        _text(judgements, readiness)
    else:
        click.echo({"json": reports.as_json, "sarif": reports.as_sarif, "github": reports.as_github, "junit": reports.as_junit}[format](judgements))
    return int(any(one.errors or (strict and one.warnings) for one in judgements))


def explain(code: str) -> int:
    """Prints what a check is about: its rule, why, and what to do; `all` lists every check."""
    if code == "all":
        for one in REGISTRY.values():
            click.echo(f"{one.code}  {one.level} {LEVELS[one.level]:<13}{one.severity:<8} {one.rule}")
        return 0
    if code not in REGISTRY:
        raise Fixable(f"there is no check '{code}'", did_you_mean(code, REGISTRY) or "`runbinder check --explain all` lists them")
    one: Check = REGISTRY[code]
    click.echo(f"{click.style(one.code, bold=True)}  {one.rule}\n\n{one.why}\n\nTo mend it: {one.fix}")
    click.echo(f"\n{one.severity.capitalize()}, readiness level {one.level} ({LEVELS[one.level]}).")
    return 0


def report(findings: Sequence[Finding]) -> None:
    """Findings of the reader, a line each with its hint; for commands that can not go on."""
    for finding in findings:
        _line(Judged(finding))
    if findings:
        click.echo(f"{_count(len(findings), 'finding')} in {_count(len({one.path for one in findings}), 'file')}.", err=True)


def _only(one: Judgement, codes: Sequence[str]) -> Judgement:
    return Judgement(one.client, tuple(judged for judged in one.findings if not codes or judged.finding.code in codes), one.level, one.aims_at)


def _text(judgements: list[Judgement], readiness: bool) -> None:
    """Lines alone where they are piped; on a terminal grouped by client, with what was reached."""
    terminal = sys.stdout.isatty()
    for one in judgements:
        if terminal and one.findings:
            click.secho(f"\n{one.client}", bold=True)
        for judged in () if readiness else one.findings:
            if not judged.next:
                _line(judged)
        if readiness and one.client != "provider":
            click.echo(_readiness(one))
        elif terminal:
            click.echo(_summary(one))
    if not terminal and not readiness:
        click.echo("\n".join(_summary(one) for one in judgements), err=True)


def _line(judged: Judged) -> None:
    waived = f" (waived: {judged.waived})" if judged.waived else ""
    colour = None if judged.waived else _COLOURS[judged.finding.severity]
    click.echo(click.style(f"{judged.finding}{waived}", fg=colour, dim=bool(judged.waived)))
    if judged.finding.hint and not judged.waived:
        click.echo(click.style(f"    {judged.finding.hint}", dim=True))


def _summary(one: Judgement) -> str:
    later = sum(judged.next for judged in one.findings)
    waived = sum(bool(judged.waived) for judged in one.findings)
    parts = [_count(one.errors, "error"), _count(one.warnings, "warning")]
    parts += [f"{waived} waived"] * bool(waived) + [f"{later} beyond its aim"] * bool(later)
    reached = "" if one.client == "provider" else f"; {_level(one.level)} of {one.aims_at} aimed at"
    return f"{one.client}: {', '.join(parts)}{reached}"


def _readiness(one: Judgement) -> str:
    rest = f", {_count(one.distance, 'error')} before level {one.level + 1} ({LEVELS[one.level + 1]})" if one.level < len(LEVELS) else ""
    return f"{one.client}: {_level(one.level)}{rest}; aims at {one.aims_at}"


def _level(level: int) -> str:
    return f"level {level} ({LEVELS.get(level, 'not yet reachable')})"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' * (number != 1)}"
