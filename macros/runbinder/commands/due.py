"""`runbinder due`: what has to be done, by whom, until when; overdue first, then by day."""

import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from runbinder import ics
from runbinder.analysis.due import soon
from runbinder.analysis.due_kinds import Due
from runbinder.analysis.holders import people
from runbinder.asof import judged_as_of
from runbinder.commands.check import report
from runbinder.errors import Fixable
from runbinder.model.binder import Binder
from runbinder.model.values import Duration
from runbinder.read import read
from runbinder.validate import did_you_mean

Row = tuple[Binder, Due]
_NAME = 20
"""So many letters of a name are enough to know who is meant."""


def due(root: Path, clients: Sequence[str] = (), within: str = "2w", who: str = "", format: str = "text", as_of: str = "") -> int:
    """Prints what is due; 0 also where something is overdue, as that is a finding of `check`. 1 if the plans can not be read."""
    shelf = read(root, clients or None)
    if shelf.findings:
        report(shelf.findings)
        return 1
    try:
        window = Duration.read(within)
    except ValueError as error:
        raise Fixable(f"--within: {error}") from None
    when = judged_as_of(as_of, shelf.settings)
    binders = [shelf.binder(name, when) for name in (clients or sorted(shelf.clients))]
    if who:
        _known(binders, who)
    rows = [(binder, one) for binder in binders for one in soon(binder, window) if not who or _concerns(binder, one, who)]
    rows.sort(key=lambda row: (not row[1].overdue, row[1].day))
    if format == "ics":
        _calendar(rows, binders, who)
    elif format == "json":
        click.echo(json.dumps([_data(*row) for row in rows], indent=1, ensure_ascii=False))
    elif _terminal():
        _columns(rows, len(binders) > 1)
    else:
        for binder, one in rows:
            click.echo("\t".join((binder.id, one.day.isoformat(), "overdue" if one.overdue else "due", one.kind, _who(binder, one), _line(one))))
    _told(rows, when, window)
    return 0


def _terminal() -> bool:
    return sys.stdout.isatty()


def _known(binders: Iterable[Binder], who: str) -> None:
    """A person, role or organisation of one of the clients; else what may be meant."""
    kinds = ("person", "role", "organisation")
    if not any(binder.find(who, kinds) for binder in binders):
        names = {name for binder in binders for kind in kinds for name in binder.index.get(kind, {})}
        raise Fixable(f"there is no person, role or organisation '{who}'", did_you_mean(who, names))


def _concerns(binder: Binder, one: Due, who: str) -> bool:
    """Whether it is theirs, or of a role that they hold, as in their calendar."""
    return who in one.who or any(person.id == who for person in ics.doers(binder, one))


def _calendar(rows: list[Row], binders: list[Binder], who: str) -> None:
    """One file, for a redirection into one; several clients' things in a file would share no time zone."""
    if len(binders) > 1:
        raise Fixable("a calendar is of one client", "name it: runbinder due CLIENT --format ics")
    person = binders[0].find(who, ("person", "role", "organisation")) if who else None
    title = ", ".join(filter(None, [person and person.title, str(binders[0].client.profile.name)]))
    click.echo(ics.calendar(binders[0], [one for _, one in rows], title), nl=False)


def _data(binder: Binder, one: Due) -> dict[str, Any]:
    named = [person.id for person in ics.doers(binder, one)]
    return {"client": binder.id, "day": one.day.isoformat(), "overdue": one.overdue, "kind": one.kind, "title": one.title, "words": one.words, "who": list(one.who), "people": named,
            "record": f"{one.entry.kind}:{one.entry.id}" if one.entry else None, "route": list(one.route), "page": ics.place(one)}


def _who(binder: Binder, one: Due) -> str:
    """The role, and who holds it: `backup-operator (Imran Qadir)`."""
    named = []
    for ref in one.who[:2]:
        entry, holder = binder.find(ref, ("role", "person", "organisation")), people(binder, ref)[:1]
        named.append(f"{ref} ({holder[0].title})" if holder and entry and entry.kind == "role" else entry.title if entry else ref)
    return ", ".join(named) + (f" and {len(one.who) - 2} more" if len(one.who) > 2 else "") or "-"


def _line(one: Due) -> str:
    return re.sub(r"\s+", " ", f"{one.title}: {one.words}")


def _columns(rows: list[Row], several: bool) -> None:
    """What of a day is one thing to whoever does it is one line, as in the calendar; as wide as the widest cell.

    What the terminal has no room for is cut out, never wrapped: of a long name first, so that one can read what is to be done.
    """
    bundled = [(binder, group) for binder, of_one in groupby(rows, key=lambda row: row[0]) for group in ics.bundles(one for _, one in of_one)]
    cells = [[*([binder.id] if several else []), f"{group[0].day:%a} {group[0].day}{' late' * group[0].overdue}", _name(binder, group[0])[:_NAME]] for binder, group in bundled]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    room = max(30, shutil.get_terminal_size().columns - sum(widths) - 2 * len(widths))
    for row, (_, group) in zip(cells, bundled, strict=True):
        padded = "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        line = f"{padded}  {_told_in_short(group, room)}"
        click.echo(click.style(line, fg="red") if group[0].overdue else line)


def _name(binder: Binder, one: Due) -> str:
    """The person, and how many others; a role that nobody holds by its own name."""
    named = [entry.title for ref in one.who if (entry := next(iter(people(binder, ref)), None) or binder.find(ref, ("role", "organisation")))]
    return f"{named[0]} +{len(named) - 1}" if len(named) > 1 else named[0] if named else "-"


def _told_in_short(group: list[Due], room: int) -> str:
    one = group[0]
    name, words = one.title, ics.verb(one)
    if len(group) > 1:
        name, words = f"{one.kind.capitalize()}, {len(group)} of them", ics.shared(one)
    elif one.kind == "routine":
        words = ""
    told = f": {_cut(words, max(room // 2, room - 2 - len(name)))}" if words else ""
    return re.sub(r"\s+", " ", f"{_cut(name, room - len(told))}{told}")


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 3].rstrip()}..."


def _told(rows: list[Row], when: date, window: Duration) -> None:
    """The sum, where a pipe does not take it."""
    late = sum(one.overdue for _, one in rows)
    click.echo(f"{late} overdue, {len(rows) - late} more due until {when + window} (as of {when}).", err=True)
