"""`runbinder approve`: somebody reads a message and says yes to it; the file then says who, when, and to which words."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from runbinder.analysis import approved, letters
from runbinder.asof import judged_as_of
from runbinder.checks import REGISTRY, Result, run
from runbinder.errors import Fixable
from runbinder.load import Route, parse
from runbinder.model.binder import PROVIDER, Binder, Entry
from runbinder.model.messages import VARIABLE, Message, MessageApproval
from runbinder.read import Shelf, read
from runbinder.shelf import provider_binder
from runbinder.validate import did_you_mean
from runbinder.writing import append, flow, put, save

_NOT_THE_WORDS = {"MSG-01", "MSG-10", "MSG-11", "MSG-18", "MSG-19", "MSG-21"}
"""Checks of messages about something else than what the message says."""
_COLOURS = {"approved": "green", "expired": "yellow", "stale": "yellow", "none": "red"}


@dataclass(frozen=True)
class _Asked:
    """A yes that somebody is about to give."""

    binder: Binder
    entry: Entry
    new: dict[str, str]
    old: int | None
    """Which of the earlier approvals it takes the place of: the same person's, in the same capacity, of the same words."""

    @property
    def message(self) -> Message:
        return self.entry.record  # type: ignore[return-value]


def approve(root: Path, name: str, client: str, provider: bool, by: str, capacity: str, on: str, expires: str, yes: bool, as_of: str) -> int:
    """Shows the message, asks, and enters the approval; what speaks against it is said before anything is asked."""
    shelf, binders = _read(root, client, provider, as_of)
    binder, entry = _message(shelf, binders, name)
    person = _person(binder, entry, by)
    asked = _yes(binder, entry, person.id, capacity, _day(on) if on else binder.as_of, _day(expires) if expires else None)
    file, raw, route = _place(shelf, entry, root)
    for line in _shown(asked, file.relative_to(root).as_posix()):
        click.echo(line)
    if wrong := [one for one in _findings(binder, entry) if one.severity == "error"]:
        raise Fixable(f"this text can not be approved: {', '.join(dict.fromkeys(one.check.code for one in wrong))} (above)", wrong[0].check.fix)
    click.echo(f"  {'Adds' if asked.old is None else 'The text has not changed since. Renews'}: {flow(asked.new)}")
    if (after := _entered(raw.decode(), route, asked)) == raw.decode():
        click.echo("That is what is written already.")
        return 0
    if not yes and not _confirmed(person):
        click.echo("Nothing was written.")
        return 1
    save(file, raw, after)
    click.echo(click.style(f"Approved until {asked.new['expires']}", fg="green") + f": {file.relative_to(root).as_posix()}")
    if capacity not in approved.COUNTING:
        click.echo(f"As {capacity}: that stands beside management's approval, not in its place.")
    return 0


def list_all(root: Path, client: str, provider: bool, as_of: str) -> int:
    """A line for each message: its state, until when, whose it is, its id, and who approved it last."""
    shelf, binders = _read(root, client, provider, as_of)
    if shelf.findings:
        raise Fixable(f"the plans can not be read: {shelf.findings[0]}", "`runbinder check` shows everything that is wrong with them")
    rows = [(binder.id, entry.id, approved.standing(binder, entry)) for binder in binders for entry in letters.answered_for(binder)]
    wide = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    for owner, name, found in rows:
        last = f"{found.given.by} on {found.given.on}" if found.given else "nobody"
        end = str(found.until or "-")
        state = click.style(f"{found.state:<8}", fg=_COLOURS[found.state])
        click.echo(f"{state}  {end:<10}  {owner:<{wide[0]}}  {name:<{wide[1]}}  {last}")
    return 0


def _read(root: Path, client: str, provider: bool, as_of: str) -> tuple[Shelf, list[Binder]]:
    """The binders that answer for messages: one party's if it is named, else everybody's, the provider's first."""
    if client and provider:
        raise Fixable("--client and --provider are two places", "name the one in which the message is written")
    shelf = read(root, [client] if client else [] if provider else None)
    if not shelf.provider:
        raise Fixable(f"the plans can not be read: {shelf.findings[0]}", "`runbinder check` shows everything that is wrong with them")
    when = judged_as_of(as_of, shelf.settings)
    library = [] if client else [provider_binder(shelf, when)]
    return shelf, [*library, *(shelf.binder(one, when) for one in sorted(shelf.clients))]


def _message(shelf: Shelf, binders: list[Binder], name: str) -> tuple[Binder, Entry]:
    every = [(binder, entry) for binder in binders for entry in letters.answered_for(binder)]
    found = [(binder, entry) for binder, entry in every if entry.id == name]
    concerned = [folder.shown for key, folder in shelf.folders.items() if not found or key in ("settings", PROVIDER, *(binder.id for binder, _ in found))]
    if broken := next((one for one in shelf.findings if one.path.startswith(tuple(concerned))), None):
        raise Fixable(f"the plans can not be read: {broken}", broken.hint)
    if not found:
        raise Fixable(f"there is no message '{name}'", did_you_mean(name, [entry.id for _, entry in every]) or "`runbinder approve --list` shows all of them")
    if len(found) > 1:
        ways = [f"--{PROVIDER}" if binder.id == PROVIDER else f"--client {binder.id}" for binder, _ in found]
        raise Fixable(f"there are {len(found)} messages '{name}'", f"say which: {' or '.join(ways)}")
    return found[0]


def _person(binder: Binder, entry: Entry, by: str) -> Entry:
    """Who says yes: somebody there is, other than the author."""
    person = binder.find(by, ("person",))
    if not person:
        raise Fixable(f"there is no person '{by}' in the plans of {binder.id}", did_you_mean(by, [one.id for one in binder.all("person")]))
    if by == entry.record.author:  # type: ignore[attr-defined]
        raise Fixable(f"{person.title} wrote this message, and nobody approves their own words", _who_may(binder, entry))
    return person


def _yes(binder: Binder, entry: Entry, by: str, capacity: str, on: date, expires: date | None) -> _Asked:
    """The approval as it is going to be entered, if it is one that counts for something."""
    message, left = entry.record, binder.index["person"][by].record.left  # type: ignore[attr-defined]
    if on > binder.as_of:
        raise Fixable(f"{on} is after {binder.as_of}, the day that everything is judged by", "an approval is given when the text has been read")
    if left and left < on:
        raise Fixable(f"{by} left on {left}", _who_may(binder, entry))
    if capacity in approved.COUNTING and not approved.may_approve(binder, entry, by):
        raise Fixable(f"no role allows {by} to {approved.AUTHORITY}", _who_may(binder, entry))
    end = expires or on + binder.settings.intervals.approved
    if end < on:
        raise Fixable(f"an approval of {on} can not end on {end}", "name a later day with --expires")
    now = approved.digest(message)
    new = {"by": by, "as": capacity, "on": str(on), "expires": str(end), "digest": now[: approved.QUOTED]}
    same = [number for number, one in enumerate(message.approved) if (one.by, one.as_) == (by, capacity) and approved.same(one.digest, message) and one.on <= on]
    return _Asked(binder, entry, new, same[-1] if same else None)


def _who_may(binder: Binder, entry: Entry) -> str:
    author = entry.record.author  # type: ignore[attr-defined]
    names = [one.id for one in binder.all("person") if one.id != author and not one.record.left and approved.may_approve(binder, entry, one.id)]
    return f"who may: {', '.join(names[:8])}" if names else ""


def _place(shelf: Shelf, entry: Entry, root: Path) -> tuple[Path, bytes, Route]:
    """The message's file, what is in it, and the route of its approvals there; what was read must still be there."""
    folder = shelf.folders[PROVIDER if entry.party == "provider" else str(entry.route[1])]
    inner = entry.route[len(folder.route):]
    document, skip = folder.origin[inner]
    file = root / document.path
    raw = file.read_bytes()
    again, _ = parse(raw, document.path)
    if not again or again.text != document.text:
        raise Fixable(f"{document.path} is being changed by somebody", "try again")
    return file, raw, (*inner, "approved")[skip:]


def _entered(text: str, route: Route, asked: _Asked) -> str:
    """The file's text with the approval: in the place of the one that it renews, or below those there are."""
    earlier = asked.message.approved
    if not earlier:
        return put(text, route, asked.new, after=("author",))
    if asked.old is None:
        return append(text, route, asked.new)
    listed = isinstance(_at(parse(text.encode(), "")[0].data, route), list)  # type: ignore[union-attr]
    here = (*route, asked.old) if listed else route
    held = _at(parse(text.encode(), "")[0].data, here)  # type: ignore[union-attr]
    for key, value in asked.new.items():
        if held.get(key) != value:
            text = put(text, (*here, key), value, after=("on",))
    return text


def _at(data: Any, route: Route) -> Any:
    for step in route:
        data = data[step]
    return data


def _findings(binder: Binder, entry: Entry) -> list[Result]:
    """What the checks say of the words of this message, unless it is waived."""
    checks = [one for one in REGISTRY.values() if one.code.startswith("MSG-") and one.code not in _NOT_THE_WORDS]
    return [one for one in run(binder, checks) if one.route[: len(entry.route)] == entry.route and not one.waiver]


def _confirmed(person: Entry) -> bool:
    if not _at_terminal():
        raise Fixable("nobody can answer here, so nothing was written", "run it in a terminal, or give --yes if the text was read elsewhere")
    return click.confirm(f"Does {person.title} approve this text?", default=False)


def _at_terminal() -> bool:
    return sys.stdin.isatty()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fixable(f"'{text}' is not a date", "write it as 2026-03-31") from None


def _shown(asked: _Asked, path: str) -> Iterator[str]:
    """Everything that the digest covers, to the letter, and what was said of it before."""
    binder, entry, it = asked.binder, asked.entry, asked.message
    writer = binder.find(it.author or "", ("person",))
    yield click.style(f"{binder.id}: {entry.title}", bold=True) + f"  ({entry.id}, {it.type})"
    yield f"  {path}; written by {writer.title if writer else 'nobody that is named'}; to {', '.join(it.to)}\n"
    for route, text in letters.bodies(it):
        where = f"In {it.translations[int(route[1])].language}, {route[2]}" if route[0] == "translations" else f"As {route[1]}" if route[0] == "forms" else str(route[0]).capitalize()
        yield click.style(f"  {where}:", bold=True)
        yield from (f"    {VARIABLE.sub(lambda one: click.style(one[0], fg='cyan'), line)}" for line in text.splitlines())
        yield ""
    yield f"  Filled in by the sender: {', '.join(f'{name} ({one.type})' for name, one in it.asks.items()) or 'nothing'}"
    yield f"  Digest: {approved.digest(it)}\n"
    for number, one in enumerate(it.approved):
        yield f"  Approved by {one.by} as {one.as_} on {one.on}, until {approved.until(binder, one)}: {_worth(asked, one)}" + (" - renewed now" if number == asked.old else "")
    for result in _findings(binder, entry):
        yield click.style(f"  {result.severity} {result.check.code} {result.message}", fg="red" if result.severity == "error" else "yellow")


def _worth(asked: _Asked, one: MessageApproval) -> str:
    if not approved.same(one.digest, asked.message):
        return click.style("of other words than these", fg="yellow")
    if approved.until(asked.binder, one) < asked.binder.as_of:
        return click.style("of these words, expired", fg="yellow")
    return "of these words"
