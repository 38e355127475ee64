"""A CSV file -> its tickets with all that happened to them; each line that can not be read is a fault.

The file is gone through row by row, and of each row only moments and a few words are kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from runbinder.errors import Fixable
from runbinder.tickets import columns
from runbinder.tickets.rows import Fault, Table
from runbinder.tickets.times import Clock, Order, Unreadable, decides, shown
from runbinder.tickets.words import NEWS, kinds, plain, urgencies
from runbinder.validate import did_you_mean

_JIRA = re.compile(r"([^;\n]*\d:\d\d[^;\n]*);([^;]*);", re.ASCII)
"""A comment of Jira's: time; author; text, in which there may be more semicolons."""
_JOURNAL = re.compile(r"^(\d[^\n]{9,30}?) - ([^\n]*?) \(([^()\n]+)\)\s*$", re.MULTILINE)
"""The head of an entry in a journal of ServiceNow's: time - author (Additional comments)."""
_PEOPLE = re.compile(r"[;,|\n]+")
_FIRST = ("opened", "acknowledged")
_MOMENTS = (*_FIRST, "resolved", "closed")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a ticket. `copied` says whether one of the names looked for got it."""

    at: datetime
    line: int
    kind: str
    copied: bool = False


@dataclass(slots=True)
class Ticket:
    """What the rows of one ticket say."""

    id: str
    line: int
    last: int
    title: str = ""
    urgency: str | None = None
    wrong: set[str] = field(default_factory=set)
    """Words for an urgency that nobody knows, each told of once."""
    unread: bool = False
    """Whether a line of it could not be read: what is missing there would look like a promise that was broken."""
    moments: dict[str, tuple[datetime, int]] = field(default_factory=dict)
    """`opened`, `acknowledged`, `resolved`, `closed`, `reopened` and the closing steps: when, and on which line."""
    news: list[Event] = field(default_factory=list)
    weekly: list[datetime] = field(default_factory=list)
    report: tuple[int, str] | None = None


@dataclass
class Log:
    """A file that was read."""

    table: Table
    layout: columns.Layout
    rows: int = 0
    tickets: dict[str, Ticket] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    """Tickets that could not be judged."""
    told: set[str] = field(default_factory=set)
    """Kinds of event that are in the file at all: where nothing tells of reports, none is missed."""


def read(path: Path, zone: ZoneInfo, names: frozenset[str] = frozenset(), said: Mapping[str, Mapping[str, str]] | None = None, order: Order | None = None) -> Log:
    """The tickets of a file. `names` are looked for among sender and recipients; `said` maps columns, urgencies and kinds. Raises Fixable where the file as a whole can not be read."""
    said = said or {}
    table = Table.of(path, columns.known)
    log = Log(table, columns.layout(table.header, said.get("columns", {})))
    reader = Reader(log, Clock(zone, lambda: order or _order(log)), names, urgencies(said.get("urgency", {})), kinds(said.get("kind", {})))
    for line, row in table.rows(log.faults):
        log.rows += 1
        reader.row(line, row)
    if log.layout.last_change and log.tickets and all(one.line == one.last for one in log.tickets.values()):
        name = log.layout.heading("time")
        raise Fixable(f"{path.name} is a list of tickets: with one row each, '{name}' is only the last change, whoever made it",
                      f"export the history or the comments of the tickets, a row for each; if every row is an update to the client, say --columns time={name}")
    return log


@dataclass
class Reader:
    """Takes the rows of a file and lays down in its log what they say."""

    log: Log
    clock: Clock
    names: frozenset[str]
    urgencies: Mapping[str, str]
    kinds: Mapping[str, str]
    _seen: dict[str, bool] = field(default_factory=dict)

    def row(self, line: int, row: list[str]) -> None:
        of, wide = self.log.layout, len(self.log.layout.header)
        if len(row) != wide and (any(cell.strip() for cell in row[wide:]) or len(row) <= max(max(numbers) for numbers in of.of.values())):
            place = of.of["ticket"][0]
            ticket = self._ticket(row[place].strip(), line) if len(row) > place and row[place].strip() else None
            return self.fault(line, f"the row has {len(row)} cells and the heading {wide}", "quote the text that has the separator or a line break in it", ticket)
        cells = {what: row[numbers[0]].strip() for what, numbers in of.of.items()}
        name = cells["ticket"]
        if not name or "\ufffd" in name:
            return self.fault(line, "the row names no ticket" if not name else f"the ticket '{shown(name)}' holds a byte that is no character", "fill in the ticket's number" if not name else "save the file as UTF-8")
        ticket = self._ticket(name, line)
        ticket.title = ticket.title or shown(cells.get("text", ""), 120)
        self._urgency(ticket, line, cells["urgency"])
        for what in _MOMENTS:
            if cells.get(what) and (at := self._moment(ticket, line, cells[what])):
                self._note(ticket, what, at, line)
        copied = any(self._named(row[number]) for what in ("by", "to", "cc") for number in of.of.get(what, ()))
        self._events(ticket, line, row, cells, copied)
        for number in of.of.get("comments", ()):
            self._comment(ticket, line, row[number], copied)

    def fault(self, line: int, message: str, hint: str = "", ticket: Ticket | None = None) -> None:
        self.log.faults.append(Fault(line, f"ticket {shown(ticket.id)}: {message}" if ticket else message, hint))
        if ticket:
            ticket.unread = True

    def _ticket(self, name: str, line: int) -> Ticket:
        ticket = self.log.tickets.get(name)
        if ticket is None:
            ticket = self.log.tickets[name] = Ticket(name, line, line)
        ticket.last = line
        return ticket

    def _urgency(self, ticket: Ticket, line: int, cell: str) -> None:
        if not cell or cell in ticket.wrong:
            return
        urgency = self.urgencies.get(plain(cell))
        if urgency is None:
            ticket.wrong.add(cell)
            known = "urgent, high, medium, low; critical, P1 and the like are understood"
            self.fault(line, f"'{shown(cell)}' is no urgency that is known", f"known: {known}; say what it means: --urgency {shown(cell)}=urgent", ticket)
        elif ticket.urgency and urgency != ticket.urgency:
            self.log.faults.append(Fault(line, f"ticket {shown(ticket.id)}: the urgency changes from {ticket.urgency} to {urgency}; the whole ticket is judged as {urgency}", severity="warning"))
        ticket.urgency = urgency or ticket.urgency

    def _events(self, ticket: Ticket, line: int, row: list[str], cells: dict[str, str], copied: bool) -> None:
        of = self.log.layout.of
        times = [text for number in of.get("time", ()) for text in re.split(r"[;|\n]", row[number]) if text.strip()]
        if not times:
            return self.fault(line, "the row has no time", "fill in when it happened, or delete the row", ticket) if "time" in of and cells.get("kind") else None
        kind = self.kinds.get(plain(cells["kind"])) if "kind" in of else "update"
        if kind is None:
            word = cells["kind"]
            hint = " ".join(filter(None, (did_you_mean(plain(word), self.kinds), f"say what it means: --kind '{shown(word)}=update', or '=no news'")))
            return self.fault(line, f"'{shown(word)}' is no kind of event that is known" if word else "nothing says what happened", hint if word else "fill in the kind, as update or internal note", ticket)
        for text in times:
            if at := self._moment(ticket, line, text):
                creation = "kind" not in of and "opened" in ticket.moments and ticket.moments["opened"][0] == at
                self._happened(ticket, "no news" if creation else "acknowledgement" if plain(cells.get("kind", "")) == "acknowledgement" else kind, at, line, copied, cells)

    def _happened(self, ticket: Ticket, kind: str, at: datetime, line: int, copied: bool, cells: dict[str, str]) -> None:
        self.log.told.add(kind)
        if kind in NEWS:
            ticket.news.append(Event(at, line, kind, copied))
        if kind == "weekly status":
            ticket.weekly.append(at)
        elif kind == "report":
            ticket.report = (line, cells.get("text", ""))
        elif kind == "acknowledgement":
            self._note(ticket, "acknowledged", at, line)
        elif kind not in ("update", "monitoring", "no news"):
            self._note(ticket, kind, at, line)

    def _note(self, ticket: Ticket, what: str, at: datetime, line: int) -> None:
        """The first report and the first answer count, and of all else the last."""
        before = ticket.moments.get(what)
        if before is None or (at < before[0] if what in _FIRST else at > before[0]):
            ticket.moments[what] = (at, line)

    def _comment(self, ticket: Ticket, line: int, cell: str, copied: bool) -> None:
        """Comments with their times in them; notes for colleagues are no news."""
        if not cell.strip():
            return
        heads = [(one[1], plain(one[3])) for one in _JOURNAL.finditer(cell)] or [(one[1], "comment") for one in [_JIRA.match(cell)] if one]
        if not heads:
            return self.fault(line, f"the comment '{shown(cell)}' has no time in it", "export comments with their times, or a row for each comment", ticket)
        for text, kind in heads:
            if at := self._moment(ticket, line, text):
                self._happened(ticket, self.kinds.get(kind, "update"), at, line, copied, {})

    def _moment(self, ticket: Ticket, line: int, text: str) -> datetime | None:
        try:
            return self.clock.read(text)
        except Unreadable as error:
            return self.fault(line, str(error), error.hint, ticket)

    def _named(self, cell: str) -> bool:
        """Whether one of the names is among people in a cell: `Rosa Mendes <rosa@kestrel.example>; Anna`."""
        if cell not in self._seen:
            if len(self._seen) > 100_000:
                self._seen.clear()
            words = {part.strip(" \"'<>").casefold() for one in _PEOPLE.split(cell) for part in (one, *one.split("<", 1))}
            self._seen[cell] = not words.isdisjoint(self.names)
        return self._seen[cell]


def _order(log: Log) -> Order:
    """What the dates of the whole file show of the order of day and month; read only if one of them needs it."""
    numbers = [number for what in (*_MOMENTS, "time", "comments") for number in log.layout.of.get(what, ())]
    found: dict[Order, tuple[int, str]] = {}
    for line, row in log.table.rows([]):
        for cell in (row[number] for number in numbers if number < len(row)):
            if order := decides(cell):
                found.setdefault(order, (line, cell))
    if len(found) == 1:
        return next(iter(found))
    why = "no date in it has a day after the 12th" if not found else " and ".join(f"line {line} has '{shown(cell)[:16]}'" for line, cell in found.values())
    raise Fixable(f"{log.table.path.name} does not show whether 03/04/2026 is 3 April or 4 March: {why}", "say it: --dates day-first, or --dates month-first")
