"""GEN: the same thing, name or number twice, where one of them was meant to be another."""

from collections.abc import Hashable, Iterator
from datetime import time
from itertools import combinations

from runbinder.analysis.reach import employer
from runbinder.checks.registry import Said, check, records_of, written
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Part, Record
from runbinder.model.people import Contact
from runbinder.model.values import Ref

_RECUR = {"incident", "monitoring_issue", "risk"}
"""What these say of themselves is no name: the same can happen, be seen or hang on two things twice."""
_NUMBERS = {"copy": "number", "incident": "ticket"}
"""What a record is known by outside the binder."""
_SHARED = {"phone", "desk", "web", "portal", "address", "radio", "chat"}
"""Ways in which people of one organisation are reached together."""


@check("GEN-13", level=2, severity="warning", provider=True)
def nothing_is_listed_twice(binder: Binder) -> Said:
    """No list names the same thing twice, and no two records say the same.

    Where two are asked for - two holders of a key, two copies - one that is written twice looks like enough (S2-12).

    Fix: delete one, or write what it should have been.
    """
    for route, value in written(binder):
        if isinstance(value, tuple) and value and isinstance(value[0], (Ref, Part, time)) and route[-1] != "steps":
            for number, one in enumerate(value):
                if one in value[:number]:
                    named = f"entry {number + 1}" if isinstance(one, Part) else f"'{one}'"
                    yield (*route, number), f"{named} stands twice under '{route[-1]}'"
        elif isinstance(value, dict):
            for name, other in _alike(value):
                yield (*route, name), f"'{name}' and '{other}' under '{route[-1]}' are the same, word for word"


@check("GEN-15", level=2, severity="warning", provider=True)
def what_is_alike_has_different_names(binder: Binder) -> Said:
    """No two records of a kind have the same name, and no two have the same number.

    On the telephone there is nothing but the name: of two that are called the same, half the people open the wrong one
    (ISO 22301 7.5).

    Fix: add to one of the names what tells the two apart, or correct the one that was copied.
    """
    known: dict[Hashable, Entry] = {}
    for entry in records_of(binder):
        for what, name in _names(entry):
            first = known.setdefault((entry.kind, entry.route[3:-1], what, name.casefold()), entry)
            if first is not entry and first.record != entry.record:
                kind = entry.kind.replace("_", " ")
                yield entry.route, f"{kind} '{entry.id}' has the same {what} as {kind} '{first.id}': {name}"


@check("GEN-16", level=1, severity="warning", provider=True)
def a_number_is_of_one_person(binder: Binder) -> Said:
    """A telephone number or address is of one person; only a switchboard or a desk is shared, inside one organisation.

    Two who share a mobile are not two who can be reached, and a number copied from the line above rings the wrong one
    (CIS 17.6, S2-12).

    Fix: write the number that is this one's own; what several answer belongs to their organisation, as `phone` or `desk`.
    """
    known: dict[str, list[tuple[Entry, Contact]]] = {}
    for entry in records_of(binder):
        for number, contact in enumerate(getattr(entry.record, "contacts", ())):
            others = known.setdefault(str(contact.value).casefold(), [])
            for other, same in others:
                if other is not entry and not _may_share(binder, entry, contact, other, same):
                    yield (*entry.route, "contacts", number, contact.way), f"{contact.way} {contact.value} of '{entry.id}' is also that of '{other.id}'"
                    break
            others.append((entry, contact))


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    """What a record is called, each with what sort of name that is."""
    if entry.record.title_text and entry.kind not in _RECUR:
        yield "name", entry.record.title_text
    if entry.kind in _NUMBERS:
        yield (word := _NUMBERS[entry.kind]), getattr(entry.record, word)


def _alike(records: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Pairs of ids under which the same stands; only those of one title are compared, as there may be thousands.

    What has no title of its own, as the variables of a message, may well be the same.
    """
    titled: dict[str, list[str]] = {}
    for name, one in records.items():
        if isinstance(one, Record) or isinstance(one, Part) and "title" in type(one).model_fields:
            titled.setdefault(str(getattr(one, "title_text", "")), []).append(name)
    for names in titled.values():
        for first, second in combinations(names, 2):
            if records[first] == records[second]:
                yield second, first


def _may_share(binder: Binder, entry: Entry, contact: Contact, other: Entry, same: Contact) -> bool:
    """An organisation and its people may share any number, people of one organisation a switchboard."""
    if employer(binder, entry.id) != employer(binder, other.id):
        return False
    return entry.kind != other.kind or {contact.way, same.way} <= _SHARED
