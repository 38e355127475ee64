"""What management approved: a digest that changes when the words or the variables of a message do (S1-21).

The canonical form is a JSON array without spaces, in UTF-8, of

1. the subject, or an empty text;
2. the text;
3. the variables that are asked for, as [name, type], sorted by name;
4. the translations in their order, as [language, subject or an empty text, text];
5. where some forms have words of their own: these, as [form, text], sorted by form.

Every text in it is in Unicode form NFC, with line feeds, without space at the ends of its lines and at its own end. So a
file may be quoted, ordered and commented anew, and its examples improved, without an approval being lost. The digest is
the SHA-256 of that, in hexadecimal; an approval quotes its first eight characters or more, `runbinder approve` the first 16.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from runbinder.model.binder import Binder, Entry
from runbinder.model.messages import Message, MessageApproval

SHORTEST = 8
QUOTED = 16
COUNTING = ("management", "senior manager")
"""The capacities in which somebody approves for management; a lawyer's yes is worth having, and not enough."""
AUTHORITY = "approve messages"


def canonical(message: Message) -> str:
    """The canonical form described above."""
    asks = [[name, asked.type] for name, asked in sorted(message.asks.items())]
    other = [[_text(one.language), _text(one.subject), _text(one.text)] for one in message.translations]
    whole: list[Any] = [_text(message.subject), _text(message.text), asks, other]
    if message.forms:
        whole.append([[form, _text(text)] for form, text in sorted(message.forms.items())])
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def digest(message: Message) -> str:
    """64 hexadecimal characters."""
    return hashlib.sha256(canonical(message).encode()).hexdigest()


def same(quoted: str | None, message: Message) -> bool:
    """Whether a digest that an approval quotes is that of the message as it is written now."""
    return _of(quoted, digest(message))


def _of(quoted: str | None, whole: str) -> bool:
    return quoted is not None and len(quoted) >= SHORTEST and whole.startswith(quoted.casefold())


@dataclass(frozen=True)
class Standing:
    """What a message's approvals are worth on the binder's day; `given` is the one that decides, `until` its last day.

    `now` is the digest of the message as it is written.
    """

    state: Literal["approved", "expired", "stale", "none"]
    now: str
    given: MessageApproval | None = None
    until: date | None = None


def standing(binder: Binder, entry: Entry) -> Standing:
    """Approved only by an approval of this very text that has not run out: a later date on another text renews nothing."""
    given, now = counting(binder, entry), digest(entry.record)  # type: ignore[arg-type]
    bound = [one for one in given if _of(one.digest, now)]
    if not given:
        return Standing("none", now)
    if not bound:
        return Standing("stale", now, given[-1])
    last = max(bound, key=lambda one: (until(binder, one), one.on))
    end = until(binder, last)
    return Standing("approved" if end >= binder.as_of else "expired", now, last, end)


def as_shown(binder: Binder, entry: Entry) -> Standing | None:
    """The same on a page: judged by the whole binder, as an edition may lack words that were approved. None if it is withheld."""
    whole = binder.whole or binder
    found = whole.index["message"].get(entry.id)
    return standing(whole, found) if found else None


def until(binder: Binder, given: MessageApproval) -> date:
    """The last day of an approval: the one it names, or the end of the settings' interval."""
    return given.expires or given.on + binder.settings.intervals.approved


def counting(binder: Binder, entry: Entry) -> list[MessageApproval]:
    """The approvals that count, up to the binder's day, oldest first."""
    return sorted((one for one in entry.record.approved if one.on <= binder.as_of and not worthless(binder, entry, one)), key=lambda one: one.on)


def worthless(binder: Binder, entry: Entry, given: MessageApproval) -> str:
    """Why an approval is not management's, or nothing."""
    if given.as_ not in COUNTING:
        return f"as {given.as_}"
    if given.by == entry.record.author:
        return "who wrote it"
    return "" if may_approve(binder, entry, given.by) else f"whom no role allows to {AUTHORITY}"


def may_approve(binder: Binder, entry: Entry, person: str) -> bool:
    """Whether a role says so of its holder or deputies; anybody may where no role speaks of it.

    The library is the provider's to approve, whoever has its roles in a client's binder.
    """
    told = list(_allowed(binder.provider.roles.values()))
    if entry.party == "client":
        told += _allowed(binder.client.roles.values())
    return not told or person in told


def _allowed(roles: Iterable[Any]) -> list[str]:
    return [name for role in roles if role.allows(AUTHORITY) for name in (role.holder, *role.deputies) if name]


def _text(text: str | None) -> str:
    lines = unicodedata.normalize("NFC", text or "").splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip()
