"""When somebody last stood up for a procedure or a message, and which changes since then are changes of what they stood up for.

A test and an approval are written down after the day they are of, often together with what they led to. So what a record
says of its tests, approvals, reviews and turns is no change of it; and where the test or approval quotes the digest of the
very words that stand there now, whatever that digest is over has not changed since, even if the history saw it later.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from runbinder.analysis import approved, tried
from runbinder.analysis.changes import Change
from runbinder.model.binder import Binder, Entry

KINDS = ("procedure", "message")
_OF_LOOKING = (("tests",), ("approved",), ("document", "approvals"), ("document", "reviewed"), ("document", "changes"), ("schedule", "last_done"), ("schedule", "evidence"))
_COVERED = {"procedure": ("steps", "needs", "rollback", "escalate", "record", "with_", "replace_steps", "add_steps"), "message": ("subject", "text", "asks", "translations", "forms")}
"""What the two digests are over; what a shared procedure is filled in with shows in the steps."""


@dataclass(frozen=True)
class Look:
    """The day on which somebody last tested or approved a record, how, and the fields that say the same by a digest."""

    on: date
    what: str
    proven: tuple[str, ...] = ()


def last_look(binder: Binder, entry: Entry) -> Look | None:
    """The latest up to the binder's day. What an earlier one quoted is proven too, if it is still what stands there."""
    known = (binder.whole or binder).index.get(entry.kind, {}).get(entry.id, entry)
    looks = [one for one in _looks(known) if one.on <= binder.as_of]
    last = max(looks, key=lambda one: one.on, default=None)
    return last and replace(last, proven=next((one.proven for one in looks if one.proven), ()))


def counts(change: Change, look: Look) -> bool:
    """Whether a change is one of what was looked at. A record that came, went or has a new id is none, nor is a header that it got."""
    return change.field not in ((), ("document",)) and not any(change.field[: len(one)] == one for one in _OF_LOOKING) and change.field[0] not in look.proven


def _looks(entry: Entry) -> Iterator[Look]:
    record, covered = entry.record, _COVERED[entry.kind]
    for test in getattr(record, "tests", ()):
        yield Look(test.on, "tested", covered if tried.same(test.of_digest, record) else ())  # type: ignore[arg-type]
    for given in getattr(record, "approved", ()):
        yield Look(given.on, "approved", covered if approved.same(given.digest, record) else ())  # type: ignore[arg-type]
    if document := getattr(record, "document", None):
        for given in document.approvals:
            yield Look(given.on, "approved")
