"""Who answers for whom: from what a plan names to the person or organisation behind it."""

from collections.abc import Iterator
from datetime import date

from runbinder.model.binder import Binder, Entry
from runbinder.model.people import Contact

BY_VOICE = ("mobile", "phone", "home", "desk")
"""Ways in which somebody can be spoken to at once."""
TOO_SLOW = ("address",)
"""Ways that reach nobody while an incident runs."""


def own(binder: Binder, kind: str) -> list[Entry]:
    """The client's records of a kind."""
    return [entry for entry in binder.all(kind) if entry.party == "client"]


def answers(binder: Binder, ref: str) -> Entry | None:
    """The person or organisation that a tree or plan means: a role is answered by its holder, if it has one."""
    role = binder.find(ref, ("role",))
    return binder.find(role.record.holder or "" if role else ref, ("person", "organisation"))


def gone(person: Entry | None, on: date) -> bool:
    """Whether somebody's last day of work is before a day; an organisation has none."""
    return bool(person and (left := getattr(person.record, "left", None)) and left < on)


def employer(binder: Binder, ref: str) -> str:
    """The organisation that a role's holder or a person works for; an organisation is its own."""
    entry = answers(binder, ref)
    return "" if entry is None else str(getattr(entry.record, "organisation", entry.id))


def contacts(entry: Entry) -> Iterator[tuple[int, Contact]]:
    """The contact points at which somebody answers, with their place in the list."""
    for place, contact in enumerate(entry.record.contacts):
        if contact.way not in TOO_SLOW:
            yield place, contact


def can_be_rung(entry: Entry) -> bool:
    """Whether there is a number at which one can speak to them; a radio does as well."""
    return any(contact.way in (*BY_VOICE, "radio") for _, contact in contacts(entry))


def called(binder: Binder) -> dict[str, tuple[Entry, Entry]]:
    """Everybody who answers in a tree of the client, with the first such tree; not those who have left."""
    found: dict[str, tuple[Entry, Entry]] = {}
    for tree in own(binder, "contact_tree"):
        for who, _, _ in tree.record.order():
            entry = answers(binder, who)
            if entry and not gone(entry, binder.as_of):
                found.setdefault(entry.id, (entry, tree))
    return found


def relied_on(binder: Binder) -> list[Entry]:
    """Whose contact points have to be true: the client's own people and organisations, and whoever of the provider's its trees call."""
    mine = {entry.id: entry for entry in (*own(binder, "person"), *own(binder, "organisation"))}
    return [entry for entry in {**{name: entry for name, (entry, _) in called(binder).items()}, **mine}.values() if not gone(entry, binder.as_of)]
