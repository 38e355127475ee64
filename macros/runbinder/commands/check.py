"""`runbinder check`: what a stranger could not do with these binders, with file and line."""

import re
import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path

import click

from runbinder import reports
from runbinder.assess import CATALOGUE, Judged, Judgement
from runbinder.assessing import assess
from runbinder.checks import LEVELS, Check
from runbinder.errors import Fixable
from runbinder.finding import Finding
from runbinder.model.binder import PROVIDER
from runbinder.validate import did_you_mean

# Legible on black and on white: the terminal's own colour for what is read, and neither yellow nor dark blue.
_COLOURS = {"error": "red", "warning": "magenta", "info": None}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


def check(root: Path, clients: Sequence[str] = (), format: str = "text", readiness: bool = False, codes: Sequence[str] = (), strict: bool = False, as_of: str = "") -> int:
    """Prints what the checks say; 1 if an error counts (with `strict` also a warning)."""
    for code in codes:
        _known(code)
    progress = Progress()
    whole = assess(root, clients, as_of, progress)
    progress.end()
    judgements = [_only(one, codes) for one in whole]
    if format != "text":
        wanted = {"json": reports.as_json, "sarif": reports.as_sarif, "github": reports.as_github}.get(format)
        _say(wanted(judgements) if wanted else reports.as_junit(judgements, strict, codes))
    elif readiness:
        _table([(one.client, _readiness(one)) for one in whole if one.client != PROVIDER])
    elif sys.stdout.isatty():
        _grouped(judgements, bool(codes))
    else:
        for judged in (judged for one in judgements for judged in one.findings if not judged.next):
            _line(judged)
        click.echo("\n".join(f"{one.client}: {_summary(one, bool(codes))}" for one in judgements), err=True)
    return int(any(one.errors or (strict and one.warnings) for one in judgements))


def explain(code: str) -> int:
    """Prints what a check is about: its rule, why, and what to do; `all` lists every check."""
    if code == "all":
        for one in CATALOGUE.values():
            _wrapped(f"{one.code}  {one.level} {LEVELS[one.level]:<13}{one.severity:<8} ", one.rule, click.style(one.code, bold=True))
        return 0
    one = _known(code)
    _wrapped(f"{one.code}  ", one.rule, click.style(one.code, bold=True))
    for paragraph in (*one.why.split("\n\n"), f"To mend it: {one.fix}", f"{one.severity.capitalize()}, readiness level {one.level} ({LEVELS[one.level]})."):
        _say("")
        _wrapped("", paragraph)
    return 0


def report(findings: Sequence[Finding]) -> None:
    """Findings of the reader, a line each with its hint; for commands that can not go on."""
    for finding in findings:
        _line(Judged(finding))
    if findings:
        click.echo(f"{count(len(findings), 'finding')} in {count(len({one.path for one in findings}), 'file')}.", err=True)


def count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


class Progress:
    """A line that counts, on a terminal only; with `verbose` a line for each one that is done, anywhere."""

    def __init__(self, named: Callable[[str], str] = str, verbose: bool = False) -> None:
        self.named, self.verbose, self.count = named, verbose, 0
        self.line = sys.stderr.isatty() and not verbose

    def __call__(self, name: str, how_many: int) -> None:
        self.count += 1
        if self.verbose:
            click.echo(f"{self.count}/{how_many} {self.named(name)}", err=True)
        elif self.line:
            click.echo(f"\r\033[K{self.count}/{how_many} {self.named(name)}", nl=False, err=True)

    def end(self) -> None:
        if self.count and self.line:
            click.echo("\r\033[K", nl=False, err=True)


def _known(code: str) -> Check:
    if code not in CATALOGUE:
        raise Fixable(f"there is no check '{code}'", did_you_mean(code, CATALOGUE) or "`runbinder check --explain all` lists them")
    return CATALOGUE[code]


def _only(one: Judgement, codes: Sequence[str]) -> Judgement:
    return Judgement(one.client, tuple(judged for judged in one.findings if not codes or judged.finding.code in codes), one.level, one.aims_at, one.readable)


def _line(judged: Judged) -> None:
    """A finding in the form that editors and CI systems make a link of, and its hint."""
    waived = f" (waived: {judged.waived})" if judged.waived else ""
    colour = None if judged.waived else _COLOURS[judged.finding.severity]
    _say(click.style(_CONTROLS.sub(" ", f"{judged.finding}{waived}"), fg=colour))
    if judged.finding.hint and not judged.waived:
        _say(f"    {_CONTROLS.sub(' ', judged.finding.hint)}")


def _grouped(judgements: list[Judgement], some: bool) -> None:
    """For a terminal: by client and by file, long lines broken where they are read on, then what every client reached."""
    for one in judgements:
        shown = [judged for judged in one.findings if not judged.next]
        if shown:
            _say(click.style(f"\n{one.client}", bold=True))
        wide = max((len(_place(judged.finding)) for judged in shown), default=0)
        for path, group in groupby(shown, lambda judged: judged.finding.path):
            _say(f"\n{click.style(_CONTROLS.sub(' ', path), underline=True)}")
            _file(list(group), wide)
    _say("")
    _table([(one.client, _summary(one, some)) for one in judgements])
    if len(judgements) > 2:
        levels = Counter(one.level for one in judgements if one.client != PROVIDER)
        reached = "" if some else "; " + ", ".join(f"{number:,} at level {level}" for level, number in sorted(levels.items(), reverse=True))
        _say("")
        _wrapped("", f"{count(len(judgements) - 1, 'client')}: {_counted(judgements)}{reached}")


def _file(found: list[Judged], wide: int) -> None:
    """The findings of one file; where neighbours have one hint, it is said below the last."""
    for one, following in zip(found, [*found[1:], None], strict=True):
        finding = one.finding
        word, colour = ("waived", None) if one.waived else (finding.severity, _COLOURS[finding.severity])
        start = f"  {_place(finding):<{wide}}  {word:<7}  {finding.code:<6}  "
        _wrapped(start, finding.message, click.style(word, fg=colour, bold=not one.waived))
        advice = f"waived: {one.waived}" if one.waived else finding.hint
        if advice and (one.waived or not following or following.waived or following.finding.hint != advice):
            _wrapped(" " * len(start) + "> ", advice)


def _place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}" if finding.line else "-"


def _wrapped(start: str, text: str, styled: str = "") -> None:
    """`start` and a text that goes on under itself, on a terminal; a part of `start` stands out as `styled`."""
    width = min(shutil.get_terminal_size().columns, 120) if sys.stdout.isatty() else 1_000_000
    text = " ".join(_CONTROLS.sub(" ", text).split())
    lines = textwrap.wrap(text, max(width - len(start), 30), break_long_words=False, break_on_hyphens=False)
    plain = click.unstyle(styled)
    _say((start.replace(plain, styled, 1) if styled else start) + "".join(lines[:1]))
    for line in lines[1:]:
        _say(" " * len(start) + line)


def _table(rows: list[tuple[str, str]]) -> None:
    wide = max((len(name) for name, _ in rows), default=0)
    for name, text in rows:
        _wrapped(f"{name:<{wide}}  ", text, click.style(name, bold=True))


def _summary(one: Judgement, some: bool) -> str:
    later = sum(judged.next for judged in one.findings)
    waived = sum(bool(judged.waived) for judged in one.findings)
    parts = [_counted([one])] + [f"{waived} waived"] * bool(waived) + [f"{later} beyond its aim"] * bool(later)
    reached = "" if one.client == PROVIDER or some else f"; {_reached(one)}, aims at {one.aims_at}"
    return ", ".join(parts) + reached


def _counted(judgements: list[Judgement]) -> str:
    return f"{count(sum(one.errors for one in judgements), 'error')}, {count(sum(one.warnings for one in judgements), 'warning')}"


def _readiness(one: Judgement) -> str:
    rest = f", {count(one.distance, 'error')} before level {one.level + 1} ({LEVELS[one.level + 1]})" if one.level < len(LEVELS) and one.distance else ""
    return f"{_reached(one)}{rest}; aims at {one.aims_at}"


def _reached(one: Judgement) -> str:
    if not one.readable:
        return "the plans can not be read" if one.findings else "not judged, as the provider's plans can not be read"
    return f"level {one.level} ({LEVELS.get(one.level, 'not yet reachable')})"


def _say(text: str) -> None:
    """Prints a text, also where a file's name is in no encoding or the terminal knows fewer letters than Unicode has."""
    encoding = sys.stdout.encoding or "utf-8"
    click.echo(text.encode(encoding, "backslashreplace").decode(encoding))
