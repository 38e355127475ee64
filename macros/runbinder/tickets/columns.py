"""What each column of an export holds: by its heading, under the names that common systems give it, or as the user says.

Seen in exports: Jira (Issue key, Created, Priority, and a column `Comment` for each comment), Zendesk (Id, Created at, Updated at,
Solved at), ServiceNow (Number, Opened, Additional comments), Freshdesk (Ticket ID, Created time, Initial response time).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from runbinder.errors import Fixable
from runbinder.validate import did_you_mean

_LAST_CHANGE = ("updated", "updated at", "updated on", "updated time", "last updated", "last update", "last update time")
NAMES: dict[str, tuple[str, ...]] = {
    "ticket": ("ticket", "ticket id", "ticket number", "ticket no", "ticket key", "issue key", "key", "number", "case number", "case", "incident number", "incident id", "incident", "reference", "id"),
    "urgency": ("urgency", "priority", "ticket priority"),
    "opened": ("opened", "opened at", "opened on", "reported", "reported at", "created", "created at", "created on", "created time", "date created", "creation date"),
    "acknowledged": ("acknowledged", "acknowledged at", "first response", "first response at", "first reply at", "initial response time", "first responded at"),
    "time": ("time", "at", "timestamp", "when", "date", "datetime", "date time", "event time", "event at", "sent", "sent at", "update at", "update time", "update", "updates", "comment time", "commented at", *_LAST_CHANGE),
    "kind": ("kind", "event", "event type", "event kind", "activity", "activity type", "update type", "action", "type", "status", "new status", "state"),
    "resolved": ("resolved", "resolved at", "resolved on", "resolved time", "resolution date", "solved", "solved at"),
    "closed": ("closed", "closed at", "closed on", "closed time", "closed date"),
    "by": ("by", "author", "from", "sender", "sent by", "updated by", "actor", "user"),
    "to": ("to", "sent to", "recipient", "recipients", "to emails"),
    "cc": ("cc", "in copy", "copy", "copy to", "copied", "ccs", "cc list", "cc emails", "watch list", "watchers"),
    "text": ("text", "body", "message", "content", "value", "comment text", "subject", "summary", "short description", "title"),
    "comments": ("comment", "comments", "comments and work notes", "additional comments", "public comments"),
}
"""What a column may hold -> its names, the most telling first."""
_SEVERAL = ("time", "cc", "comments")
"""What may stand in several columns: Update 1, Update 2; a column for each watcher or comment."""


@dataclass(frozen=True)
class Layout:
    """Which columns hold what, by their numbers, and the headings of those that nobody reads."""

    header: tuple[str, ...]
    of: Mapping[str, tuple[int, ...]]
    unread: tuple[str, ...] = ()
    guessed: frozenset[str] = field(default_factory=frozenset)

    def first(self, what: str) -> int | None:
        return self.of[what][0] if what in self.of else None

    def heading(self, what: str) -> str:
        return self.header[self.of[what][0]]

    @property
    def last_change(self) -> bool:
        """Whether the only time is one that a list of tickets calls the last change, whoever made it."""
        return "time" in self.of and "time" in self.guessed and all(_plain(self.header[number]) in _LAST_CHANGE for number in self.of["time"])


def known(header: Sequence[str]) -> int:
    """How many things are found in a heading; the right separator finds the most."""
    return len(_by_name(header))


def layout(header: Sequence[str], said: Mapping[str, str]) -> Layout:
    """What each column holds; what the user `said` (`opened` -> `Created`) goes first. Raises Fixable if that is not enough to judge by."""
    guessed = {what: numbers for what, numbers in _by_name(header).items() if what not in said}
    chosen = {what: (_named(header, what, heading),) for what, heading in said.items()}
    taken = {number for numbers in chosen.values() for number in numbers}
    guessed = {what: left for what, numbers in guessed.items() if (left := tuple(number for number in numbers if number not in taken))}
    of = _sorted_out(header, {**guessed, **chosen}, said)
    lacks = [what for what in ("ticket", "urgency") if what not in of] + ["time"] * (not {"time", "comments"} & set(of))
    if lacks:
        names = ", ".join(repr(name.strip()) for name in header if name.strip())
        raise Fixable(f"no column says {' nor '.join(_ASKED[what] for what in lacks)}; the headings are {names[:300] or 'empty'}",
                      f"name it: --columns {','.join(f'{what}=HEADING' for what in lacks)}")
    read = {number for numbers in of.values() for number in numbers}
    unread = tuple(dict.fromkeys(name.strip() for number, name in enumerate(header) if number not in read and name.strip()))
    return Layout(tuple(header), of, unread, frozenset(guessed))


_ASKED = {"ticket": "which ticket a row is about", "urgency": "how urgent the ticket is", "time": "when the client was told something"}


def _sorted_out(header: Sequence[str], of: dict[str, tuple[int, ...]], said: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Comments in columns of their own have their times in them; where each row has a time, a comment is the text of its row."""
    if "comments" not in of or "comments" in said:
        return of
    listed = len(of["comments"]) > 1 or _plain(header[of["comments"][0]]) != "comment"
    own_time = "time" in of and ("time" in said or any(_plain(header[number]) not in _LAST_CHANGE for number in of["time"]))
    if own_time or ("time" in of and not listed):
        comments = of.pop("comments")
        of.setdefault("text", comments[:1])
    else:
        of.pop("time", None)
    return of


def _by_name(header: Sequence[str]) -> dict[str, tuple[int, ...]]:
    found: dict[str, tuple[int, ...]] = {}
    plain = [_plain(name) for name in header]
    for what, names in NAMES.items():
        if what in _SEVERAL:
            numbers = [number for number, name in enumerate(plain) if re.sub(r" ?\d+$", "", name) in names]
            own = [number for number in numbers if plain[number] not in _LAST_CHANGE]
            numbers = own or numbers[:1]
        else:
            numbers = [plain.index(name) for name in names if name in plain][:1]
        if numbers:
            found[what] = tuple(numbers)
    return found


def _named(header: Sequence[str], what: str, heading: str) -> int:
    if what not in NAMES:
        raise Fixable(f"'{what}' is nothing that a column is read for", did_you_mean(what, NAMES) or f"known: {', '.join(NAMES)}")
    for number, name in enumerate(header):
        if name.strip() == heading or _plain(name) == _plain(heading) != "":
            return number
    raise Fixable(f"there is no column '{heading}'", did_you_mean(heading, [name.strip() for name in header if name.strip()]) or "copy the heading from the first line of the file")


def pairs(given: Iterable[str], example: str) -> dict[str, str]:
    """`opened=Created,urgency=Priority` -> what the user says of each; may be given in several pieces."""
    found = {}
    for piece in (piece for text in given for piece in text.split(",") if piece.strip()):
        name, equals, value = piece.partition("=")
        if not equals or not name.strip() or not value.strip():
            raise Fixable(f"'{piece.strip()}' does not say what is what", f"write {example}")
        found[name.strip()] = value.strip()
    return found


def _plain(name: str) -> str:
    """`Created_At (UTC)` and `created at` are one heading."""
    return re.sub(r"[\W_]+", " ", re.sub(r"\((?:utc|gmt|local)\)", "", name.casefold())).strip()
