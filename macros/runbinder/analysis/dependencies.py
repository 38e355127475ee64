"""What a record stands on: everything that has to work for it to work, as far as the plans say it."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

from runbinder.model.binder import Binder, Entry

Key = tuple[str, str]
"""Kind and id of a record, as `("asset", "fs01")`."""


def needs(entry: Entry) -> tuple[str, ...]:
    """The references to what a record stands on directly: its `depends_on`, and the site that it is at.

    A role is wherever its holder is, so that the site of a role is no dependency. Fallbacks and redundancy are
    not subtracted: they are another way to do the same, and the record itself still falls.
    """
    named = tuple(getattr(entry.record, "depends_on", ()))
    at = entry.record.at if entry.kind in ("asset", "service") else None
    return (*named, at) if at else named


def stands_on(binder: Binder, entry: Entry) -> set[Key]:
    """Every record that one stands on, through all others (CIS 17.6, S1-24): the record itself is not among them.

    Each record is visited once, so that a circle ends where it closes.
    """
    found: set[Key] = {(entry.kind, entry.id)}
    waiting = [entry]
    while waiting:
        for ref in needs(waiting.pop()):
            other = binder.find(ref)
            if other and (other.kind, other.id) not in found:
                found.add((other.kind, other.id))
                waiting.append(other)
    return found - {(entry.kind, entry.id)}


def circle(follows: Mapping[str, Iterable[str]]) -> list[str]:
    """A way that leads back to where it began, as `[a, b, a]`; nothing where there is none."""
    try:
        TopologicalSorter(follows).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []
