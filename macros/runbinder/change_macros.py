"""The macros of the past: what is different since the last audit, and what git says of the plans' last change.

A page is complete without a history: outside of a repository, without git and in a clone that is cut off it says what it can
not know. Who changed a file stands in the internal edition alone, as do the names of files.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from runbinder import history
from runbinder.analysis.changes import Change, changes as compared, grouped
from runbinder.analysis.changes_words import name_of
from runbinder.calls import macro
from runbinder.edition import narrowed
from runbinder.model.binder import Binder, Entry
from runbinder.pages import address
from runbinder.read import PLANS, read
from runbinder.render import View

_MANY = 25
"""So many changed files are listed at once; the others are folded away."""


@dataclass(frozen=True)
class Since:
    """The answer to: what has changed since that audit? `why_not` where there is none."""

    audit: Entry | None
    why_not: str = ""
    on: date | None = None
    found: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Changed:
    """A record that was changed after somebody tested or approved it; `commit` is how it was then."""

    title: str
    href: str
    what: str
    on: date
    changed: date
    commit: str


@macro
def changes(view: View) -> Markup:
    """What is different since the latest audit, record by record, the most important first."""
    since = since_audit(view)
    groups = [(heading, [list(same) for _, same in groupby(found, lambda one: (one.kind, one.id))]) for heading, found in grouped(since.found)]
    return view.render("changes", it=since, groups=groups, entry_of=lambda one: view.binder.index.get(one.kind, {}).get(one.id), name_of=name_of)


def since_audit(view: View) -> Since:
    """The changes since the latest audit of the binder's day or before, as far as git remembers the plans of that day."""
    binder, root = view.binder, _root(view)
    held = [entry for entry in binder.all("audit") if entry.record.on <= binder.as_of]
    if not held:
        return Since(None, "No audit has been held yet, so there is nothing to compare with.")
    audit = max(held, key=lambda entry: entry.record.on)
    commit = history.of_day(root, audit.record.on, binder.zone) if root else None
    if root is None or not (commit or (begins := history.begins(root))):
        return Since(audit, "How the plans were on that day is not known: this binder was built without the history of its plans.")
    if commit is None:
        return Since(audit, f"How the plans were on that day is not known: their history begins later, on {begins.day} {begins:%B %Y}.")
    with history.at(root, commit, binder.id) as then:
        if then is None:
            return Since(audit, "How the plans were on that day is not known: their history has no plans of this client from that day.")
        before = _binder(then.root, binder, audit.record.on)
    if before is None:
        return Since(audit, "The plans of that day can not be read by this version of Runbinder, so they were not compared.")
    return Since(audit, on=then.on, found=tuple(compared(before, binder)))


def _binder(root: Path, now: Binder, day: date) -> Binder | None:
    """The same client, in the same edition, from older plans; None if they can not be read any more."""
    shelf = read(root, [now.id])
    if shelf.findings or now.id not in shelf.clients:
        return None
    whole = shelf.binder(now.id, day)
    return whole if now.edition == "internal" else replace(narrowed(shelf, now.edition).binder(now.id, day), edition=now.edition, whole=whole)


def last_changes(view: View) -> dict[str, object]:
    """For document control: when the plans were changed last, file by file, and what was changed after its test or approval."""
    root, binder = _root(view), view.binder
    own = (f"{PLANS}/clients/{binder.id}/", f"{PLANS}/provider/")
    found = {path: one for path, one in history.last_changes(root).items() if path.startswith(own)} if root else {}
    rows = sorted(found.items(), key=lambda row: (-row[1].on.toordinal(), row[0]))
    internal = binder.edition == "internal"
    return {"latest": rows[0][1] if rows else None, "rows": rows if internal else [], "many": _MANY, "after": list(_after(view, root, found)) if root and internal else []}


def _after(view: View, root: Path, found: dict[str, history.Commit]) -> Iterator[Changed]:
    """Procedures and messages whose file was changed after the day of their last test or approval, as far as the history reaches back."""
    commits: dict[date, str | None] = {}
    for entry in (one for kind in ("procedure", "message") for one in view.binder.all(kind)):
        known = found.get(view.source(entry.route).partition(":")[0])
        days = list(_looked_at(entry))
        if known and days and known.on > (last := max(days))[0]:
            if last[0] not in commits:
                commits[last[0]] = history.of_day(root, last[0], view.binder.zone)
            if commit := commits[last[0]]:
                yield Changed(entry.title, address(entry), last[1], last[0], known.on, commit[:10])


def _looked_at(entry: Entry) -> Iterator[tuple[date, str]]:
    """The days on which somebody stood up for a record, and how."""
    record = entry.record
    for one in getattr(record, "tests", ()):
        yield one.on, "tested"
    document = getattr(record, "document", None)
    for one in (*getattr(record, "approved", ()), *(document.approvals if document else ())):
        yield one.on, "approved"


def _root(view: View) -> Path | None:
    """The folder of the binder: the one with overrides/ in it. None for a view that knows of no folder."""
    return view._overrides.parent if view._overrides else None
