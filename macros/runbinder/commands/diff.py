"""`runbinder diff`: what is different between two states of a binder, in the domain's words."""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from runbinder import history
from runbinder.analysis.changes import Change, changes, grouped
from runbinder.analysis.changes_words import GROUPS, day
from runbinder.asof import judged_as_of
from runbinder.edition import as_read
from runbinder.errors import Fixable
from runbinder.model.common import Edition
from runbinder.read import Shelf, clients_of, read
from runbinder.validate import did_you_mean

_READERS = {"internal": "", "client": ", as the client may know it", "auditor": ", as an auditor may know it"}
_COLOURS = {1: "red", 2: "yellow", 3: "yellow", 4: None, 5: None}


@dataclass(frozen=True)
class _Compared:
    """One client: what changed, or that it came or went as a whole."""

    client: str
    name: str
    found: list[Change]
    said: str = ""


def diff(root: Path, words: tuple[str, ...], format: str = "text", as_of: str = "", edition: Edition = "internal") -> int:
    """Prints the changes from one state to another, or to the plans as they are now, as readers of an edition may know them.

    The first word may be a client's.
    """
    with ExitStack() as stack:
        client, names = _client(root, words)
        states = [stack.enter_context(history.state(root, name)) for name in names]
        now = states[1] if len(states) > 1 else history.State(root, "now")
        if client and not any(client in clients_of(one.root) for one in (states[0], now)):
            known = clients_of(now.root)
            raise Fixable(f"there is no client '{client}' in either state", did_you_mean(client, known))
        old, new = _read(states[0], client), _read(now, client)
        when = judged_as_of(as_of, new.settings)
        every = [client] if client else sorted({*old.clients, *new.clients})
        found = [_compared(name, old, new, min(states[0].on or when, when), when, edition) for name in every]
    between = (_called(states[0]), _called(now))
    if format == "json":
        _json(found, between, edition)
    else:
        {"text": _text, "markdown": _markdown}[format](found, (between[0], f"{between[1]}{_READERS[edition]}"))
    return 0


def _client(root: Path, words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The client, if one is named, and one or two states. A word that is both is a client's where another word follows."""
    named = len(words) > 1 and (words[0] in clients_of(root) or len(words) == 3)
    client, states = (words[0], words[1:]) if named else ("", words)
    if client and Path(client).name != client:
        raise Fixable(f"'{client}' is not the id of a client", "write the client first, then one or two states: runbinder diff northgate HEAD~5")
    if not 0 < len(states) < 3:
        raise click.UsageError("name one state to compare with the plans as they are now, or two: a revision of git, a folder or an archive")
    return client, states


def _read(state: history.State, client: str) -> Shelf:
    """The shelf of a state. Raises Fixable with the first fault, and the state that it is in."""
    there = clients_of(state.root)
    shelf = read(state.root, [client] if client in there else [] if client else None)
    if shelf.findings:
        more = f" (and {len(shelf.findings) - 1} more)" if len(shelf.findings) > 1 else ""
        hint = "`runbinder check` shows everything that is wrong with them" if state.title == "now" else "this version of Runbinder can not read them; choose a later state"
        raise Fixable(f"the plans of {state.title} can not be read: {shelf.findings[0]}{more}", hint)
    return shelf


def _compared(name: str, old: Shelf, new: Shelf, before: date, after: date, edition: Edition) -> _Compared:
    if name not in old.clients:
        return _Compared(name, str(new.clients[name].profile.name), [], "A new client: everything in its binder is new.")
    if name not in new.clients:
        return _Compared(name, str(old.clients[name].profile.name), [], "Not a client any more: its binder is gone.")
    found = changes(as_read(old, name, before, edition), as_read(new, name, after, edition))
    return _Compared(name, str(new.clients[name].profile.name), found)


def _called(state: history.State) -> str:
    return "the plans as they are now" if state.title == "now" else f"{state.title} ({day(state.on)})" if state.on else state.title


def _parted(found: list[_Compared]) -> Iterator[tuple[_Compared, list[Change]]]:
    """Each client with its own changes; what changed with the provider is every client's, and said once where there are several."""
    for number, one in enumerate(found):
        yield one, [change for change in one.found if change.party == "client" or len(found) == 1 or number == _first(found)]


def _first(found: list[_Compared]) -> int:
    return next((number for number, one in enumerate(found) if not one.said), 0)


def _text(found: list[_Compared], between: tuple[str, str]) -> None:
    """Grouped under headings on a terminal; where it is piped a line for each change, with tabs between its fields."""
    if not _terminal():
        for one, some in _parted(found):
            if one.said:
                click.echo("\t".join((one.client, "", "", "", one.said)))
            for change in some:
                click.echo("\t".join((one.client if change.party == "client" else "provider", GROUPS[change.weight], change.kind, change.id, " ".join(change.words.split()))))
        if not any(one.found or one.said for one in found):
            click.echo(_nothing(between), err=True)
        return
    click.echo(f"From {between[0]} to {between[1]}")
    for one, some in _parted(found):
        click.secho(f"\n{one.name} ({one.client})", bold=True)
        if one.said or not some:
            click.echo(f"  {one.said or 'Nothing has changed.'}")
        wide = max((len(_kind(change)) for change in some), default=0)
        for heading, these in grouped(some):
            click.secho(f"\n  {heading} ({len(these)})", fg=_COLOURS[these[0].weight], bold=True)
            for change in these:
                click.echo(f"    {click.style(_kind(change).ljust(wide), dim=True)}  {_wrapped(change.words, wide + 6)}")


def _kind(change: Change) -> str:
    return change.kind.replace("_", " ") + (", provider" if change.party == "provider" else "")


def _wrapped(text: str, indent: int) -> str:
    """A sentence over several lines, each below the one before."""
    width = max(_width() - indent, 30)
    return click.wrap_text(text, width=width).replace("\n", "\n" + " " * indent)


def _width() -> int:
    return min(shutil.get_terminal_size((100, 24)).columns, 140)


def _terminal() -> bool:
    return sys.stdout.isatty()


def _markdown(found: list[_Compared], between: tuple[str, str]) -> None:
    """For minutes and mails: words of the plans can not become headings, links or HTML in it."""
    click.echo(f"# Changes from {_plain(between[0])} to {_plain(between[1])}")
    for one, some in _parted(found):
        click.echo(f"\n## {_plain(one.name)}\n")
        if one.said or not some:
            click.echo(one.said or "Nothing has changed.")
        for number, (heading, these) in enumerate(grouped(some)):
            click.echo(f"{chr(10) if number else ''}### {heading}\n")
            for change in these:
                click.echo(f"- {_plain(change.words)}{' (provider)' if change.party == 'provider' else ''}")


def _plain(text: str) -> str:
    """A line in which Markdown finds nothing to do."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#|!~&" else letter for letter in " ".join(text.split()))


def _json(found: list[_Compared], between: tuple[str, str], edition: Edition) -> None:
    data: dict[str, Any] = {"from": between[0], "to": between[1], "edition": edition, "clients": [{"client": one.client, "name": one.name, "said": one.said or None, "changes": [change.as_data() for change in one.found]} for one in found]}
    click.echo(json.dumps(data, indent=1, ensure_ascii=False))


def _nothing(between: tuple[str, str]) -> str:
    return f"Nothing has changed from {between[0]} to {between[1]}."
