"""The macros of the past: what is different since the last audit, and what git says of the plans' last change.

A page is complete without a history: outside of a repository, without git and in a clone that is cut off it says what it can
not know. Who changed a file stands in the internal edition alone, as do the names of files.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from markupsafe import Markup

from runbinder import history
from runbinder.analysis import looked_at
from runbinder.analysis.changes import Change, changes as compared, grouped
from runbinder.analysis.changes_words import name_of
from runbinder.calls import macro
from runbinder.edition import as_read
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.pages import address
from runbinder.read import PLANS, Shelf, read
from runbinder.render import View

_Key = tuple[str, str]
_Differences = dict[_Key, list[Change]]
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
    """A record that says something else than when somebody last tested or approved it.

    `changed` is the last day of its file in the history, `pending` that it was written since and is not in the history yet,
    `commit` the state that was looked at. Nothing is `found` where the plans of then can not be read any more.
    """

    entry: Entry
    what: str
    on: date
    changed: date
    pending: bool
    commit: str
    found: tuple[Change, ...]

    @property
    def said(self) -> list[str]:
        """The changes as sentences, without the name of the record that they stand beside."""
        bare = (one.words.replace(f" of {name_of(one.kind)} {one.title}", "", 1) for one in self.found)
        return [words.replace(f" of {self.entry.title}", "", 1) for words in bare]


@dataclass(frozen=True)
class _Asked:
    """For one binder of one folder the question is answered once, from whichever page it is asked first."""

    binder: Binder
    root: Path
    source: Callable[[Route], str] = field(compare=False)


@macro
def changes(view: View) -> Markup:
    """What is different since the latest audit, record by record, the most important first."""
    since = since_audit(view)
    groups = [(heading, [list(same) for _, same in groupby(found, lambda one: (one.kind, one.id))]) for heading, found in grouped(since.found)]
    return view.render("changes", it=since, groups=groups, entry_of=lambda one: view.binder.index.get(one.kind, {}).get(one.id), name_of=name_of)


def since_audit(view: View) -> Since:
    """The changes since the latest audit of the binder's day or before, as far as git remembers the plans of that day."""
    binder, root = view.binder, view.root
    held = [entry for entry in binder.all("audit") if entry.record.on <= binder.as_of]
    if not held:
        return Since(None, "No audit has been held yet, so there is nothing to compare with.")
    audit = max(held, key=lambda entry: entry.record.on)
    commit = history.of_day(root, audit.record.on, binder.zone) if root else None
    if root is None or not (commit or (begins := history.begins(root))):
        return Since(audit, "How the plans were on that day is not known: this binder was built without the history of its plans.")
    if commit is None:
        return Since(audit, f"How the plans were on that day is not known: their history begins later, on {begins.day} {begins:%B %Y}.")
    then = _then(root, commit, binder.id)
    if then is None:
        return Since(audit, "How the plans were on that day is not known: their history has no plans of this client from that day.")
    before = _binder(then, binder, audit.record.on)
    if before is None:
        return Since(audit, "The plans of that day can not be read by this version of Runbinder, so they were not compared.")
    return Since(audit, on=then.on, found=tuple(compared(before, binder)))


@dataclass(frozen=True)
class _Then:
    """Plans as they were at a commit, and the commit's day."""

    shelf: Shelf
    on: date | None


@lru_cache(maxsize=16)
def _then(root: Path, commit: str, client: str) -> _Then | None:
    """A commit never changes: its plans are read once, for all records and editions, and for every build of a preview."""
    with history.at(root, commit, client) as state:
        return _Then(read(state.root, [client]), state.on) if state else None


def _binder(then: _Then, now: Binder, day: date) -> Binder | None:
    """The same client, in the same edition, from older plans; None if they can not be read any more."""
    if then.shelf.findings or now.id not in then.shelf.clients:
        return None
    return as_read(then.shelf, now.id, day, now.edition)


def last_changes(view: View) -> dict[str, object]:
    """For document control: when the plans were changed last, file by file, and what was changed after its test or approval."""
    rows = files_changed(view)
    return {"latest": rows[0][1] if rows else None, "rows": rows if view.binder.edition == "internal" else [], "many": _MANY, "after": [(one, address(one.entry)) for one in _every(view).values()]}


def files_changed(view: View) -> list[tuple[str, history.Commit]]:
    """The client's files and the provider's, each with its last change, the latest first; none where there is no history."""
    own = (f"{PLANS}/clients/{view.binder.id}/", f"{PLANS}/provider/")
    found = [row for row in history.last_changes(view.root).items() if row[0].startswith(own)] if view.root else []
    return sorted(found, key=lambda row: (-row[1].on.toordinal(), row[0]))


def since_looked_at(view: View, entry: Entry) -> Changed | None:
    """What has changed in a procedure or a message since it was last tested or approved; None for nothing, and where nobody can know."""
    return _every(view).get((entry.kind, entry.id))


def _every(view: View) -> dict[_Key, Changed]:
    return _answered(_Asked(view.binder, view.root, view.source)) if view.root else {}


@lru_cache(maxsize=4)
def _answered(asked: _Asked) -> dict[_Key, Changed]:
    """By kind and id. Older plans are read only for a record whose file was changed later, once for each commit."""
    files = history.last_changes(asked.root)
    commits: dict[date, str | None] = {}
    differences: dict[str, _Differences | None] = {}
    found: dict[_Key, Changed] = {}
    for entry in (one for kind in looked_at.KINDS for one in asked.binder.all(kind)):
        look, last = looked_at.last_look(asked.binder, entry), _last_change(asked, entry, files)
        if not look or not last or not (last.pending or last.on > look.on):
            continue
        if look.on not in commits:
            commits[look.on] = history.of_day(asked.root, look.on, asked.binder.zone)
        if not (commit := commits[look.on]):
            continue
        if commit not in differences:
            differences[commit] = _differences(asked, commit, look.on)
        key, then = (entry.kind, entry.id), differences[commit]
        some = tuple(one for one in then.get(key, ()) if looked_at.counts(one, look)) if then is not None else ()
        if some or then is None:
            found[key] = Changed(entry, look.what, look.on, last.on, last.pending, commit[:10], some)
    return found


def _last_change(asked: _Asked, entry: Entry, files: dict[str, history.Commit]) -> history.Commit | None:
    """The later change of the two files that a procedure can be written in: its own, and that of the shared one it is made of."""
    uses = getattr(entry.record, "uses", None)
    both = (entry, asked.binder.find(uses, ("shared_procedure",)) if uses else None)
    known = [files[path] for one in both if one and (path := asked.source(one.route).partition(":")[0]) in files]
    return max(known, key=lambda one: (one.pending, one.on), default=None)


def _differences(asked: _Asked, commit: str, day: date) -> _Differences | None:
    """What is different now, by record; None if the plans of then can not be read any more."""
    then = _then(asked.root, commit, asked.binder.id)
    if then is None:
        return {}
    if (before := _binder(then, asked.binder, day)) is None:
        return None
    found: _Differences = {}
    for one in compared(before, asked.binder):
        found.setdefault((one.kind, one.id), []).append(one)
    return found
