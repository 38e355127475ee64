"""What is different between two states of a binder, record by record and in the domain's words.

A reader of a text difference sees that a line moved; a reader of this sees that the deputy of the incident manager is
somebody else. Lists are compared by what their entries are, not by where they stand. Where the binders are of an edition,
nothing is told that its readers may not have now, even if they might have had it then.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from runbinder.analysis.approved import as_shown
from runbinder.analysis.changes_fields import Differ
from runbinder.analysis.changes_words import GROUPS, capital, day, excerpts, name_of, sentence, shown, title, weight
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Part, Record, Route
from runbinder.model.people import Contact
from runbinder.model.values import Prose, Text

_TITLES = {"transition": "the transition-away plan", "incident_team": "the incident team", "dispute_protocol": "the dispute protocol", "communications": "the communications plan", "standard": "the communication standard",
           "calendar": "the calendar", "settings": "the settings"}
_WITHHELD = re.compile(r"(?:provider-)?withheld-\d+\Z")


@dataclass(frozen=True)
class Change:
    """One thing that is different. `field` is empty where a whole record came, went or got another id; `weight` is 1 for what is read first."""

    kind: str
    id: str
    title: str
    party: str
    what: str
    field: tuple[str, ...]
    before: str | None
    after: str | None
    words: str
    weight: int

    def as_data(self) -> dict[str, Any]:
        """For other programs; values are in the words of a page, and null where there is none."""
        return {"kind": self.kind, "id": self.id, "title": self.title, "party": self.party, "what": self.what, "field": ".".join(self.field) or None, "before": self.before, "after": self.after, "words": self.words, "weight": self.weight}


@dataclass(frozen=True)
class _Item:
    """A record, or a plan that there is one of, in one of the two states."""

    kind: str
    id: str
    title: str
    value: Part
    party: str
    route: Route
    entry: Entry | None = None


_Key = tuple[str, str]
_Items = dict[_Key, _Item]


def changes(before: Binder, after: Binder) -> list[Change]:
    """All changes, the most important first. Both are binders of the same client in the same edition; each is judged by its own day."""
    old, new = _items(before), _items(after)
    # What these readers may not have any more is not told by its going, nor where another record named it.
    hidden = {key: item for key, item in _items(after.whole).items() if key not in new} if after.whole else {}
    old = {key: item for key, item in old.items() if key not in hidden}
    gone, come = [key for key in old if key not in new], [key for key in new if key not in old]
    renamed = _renamed(old, new, gone, come)
    differ = Differ(before, after, {one[1]: other[1] for one, other in renamed.items()}, _private(after))
    found = [_whole("removed", old[key], before, old, gone) for key in gone if key not in renamed]
    found += [_whole("added", new[key], after, new, come) for key in come if key not in renamed.values()]
    for one, other in renamed.items():
        item = new[other]
        words = f"{capital(name_of(item.kind))} {item.title} has a new id: {one[1]} -> {item.id}"
        found.append(Change(item.kind, item.id, item.title, item.party, "renamed", (), one[1], item.id, words, 5))
    for key, item in new.items():
        if key in old:
            found += _fields(old[key], item, differ)
    secret = {word for key, item in hidden.items() for word in (key[1], item.title)}
    told = [one for one in found if one is not None and not any(word in f"{one.words} {one.before} {one.after}" for word in secret)]
    return sorted(told, key=lambda one: (one.weight, one.kind, one.title.casefold(), one.id))


def grouped(found: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Headings with the changes under them, by importance; a heading without changes is left out."""
    every = list(found)
    for number, heading in GROUPS.items():
        if some := [one for one in every if one.weight == number]:
            yield heading, some


def _items(binder: Binder) -> _Items:
    """By kind and id. A client's own record stands before the provider's of that id, as everywhere; to take its place is a change of it."""
    found: _Items = {}
    for kind, family in binder.index.items():
        for entry in family.values():
            if not (binder.whole and _WITHHELD.search(entry.id)):
                found[kind, entry.id] = _Item(kind, entry.id, title(entry), entry.record, entry.party, entry.route, entry)
    for party, plans, base in (("provider", binder.provider, ("provider",)), ("client", binder.client, ("clients", binder.id))):
        for field in type(plans).model_fields:
            value = getattr(plans, field)
            if isinstance(value, Part) and not isinstance(value, Record):
                found[field, party] = _Item(field, party, _TITLES.get(field, field), value, party, (*base, field))
        found["plans", party] = _Item("plans", party, "the plans", plans, party, base)
    found["settings", "settings"] = _Item("settings", "settings", _TITLES["settings"], binder.settings, "provider", ("settings",))
    return found


def _renamed(old: _Items, new: _Items, gone: list[_Key], come: list[_Key]) -> dict[_Key, _Key]:
    """Records that say the same under another id, each taken once."""
    found: dict[_Key, _Key] = {}
    for one in gone:
        for other in come:
            if one[0] == other[0] and other not in found.values() and old[one].entry and old[one].value == new[other].value:
                found[one] = other
                break
    return found


def _whole(what: str, item: _Item, binder: Binder, items: _Items, these: list[_Key]) -> Change | None:
    """A record that came or went; what is inside another one that did so is counted there."""
    all_routes = {items[key].route for key in these}
    if any(item.route[:length] in all_routes for length in range(1, len(item.route))):
        return None
    inside = [key for key in these if len(items[key].route) > len(item.route) and items[key].route[: len(item.route)] == item.route]
    named = item.title if item.entry is None else f"{name_of(item.kind)} {item.title}"
    more = f", with {len(inside)} record{'s' * (len(inside) != 1)} in it" if inside else ""
    until = f" until {day(item.value.expires)}" if item.kind == "waiver" and what == "added" else ""  # type: ignore[attr-defined]
    return Change(item.kind, item.id, item.title, item.party, what, (), None if what == "added" else item.title, item.title if what == "added" else None, f"{capital(named)} {what}{until}{more}", weight(item.kind, ()))


def _fields(old: _Item, new: _Item, differ: Differ) -> Iterator[Change]:
    before, after = differ.before, differ.after
    about = f"{name_of(new.kind)} {new.title}" if new.kind in ("message", "waiver", "contact_tree", "copy", "credential", "contract") else new.title
    expired = list(_in_time(old, new, before, after))
    for words in expired:
        yield Change(new.kind, new.id, new.title, new.party, "changed", ("approved" if new.kind == "message" else "expires",), None, None, capital(words), 3)
    for one in differ.parts(old.value, new.value, (), (about,)):
        if new.kind == "message" and one.fields[0] == "approved" and expired:
            continue  # said above, with what it means
        texts = isinstance(one.before, (Prose, Text)) and isinstance(one.after, (Prose, Text)) and (isinstance(one.after, Prose) or " " in one.before + one.after)
        said = excerpts(one.before, one.after) if texts else (shown(one.before, before), shown(one.after, after))
        heavy = weight(new.kind, one.fields, one.before, one.after)
        words = sentence(one.op, one.subject, one.context, one.fields, said, texts)
        yield Change(new.kind, new.id, new.title, new.party, "changed", one.fields, _value(one.before, before), _value(one.after, after), words, heavy)


def _value(value: Any, binder: Binder) -> str | None:
    """The whole value for a program; a text unshortened."""
    if value in (None, (), {}):
        return None
    return str(value) if isinstance(value, (Text, Prose)) else shown(value, binder)


def _in_time(old: _Item, new: _Item, before: Binder, after: Binder) -> Iterator[str]:
    """What an approval or a waiver was worth then and is worth now; the day alone can end both."""
    if new.kind == "message" and old.entry and new.entry:
        one, other = as_shown(before, old.entry), as_shown(after, new.entry)
        if one and other and one.state != other.state:
            why = {"stale": "it was given for other words", "expired": f"it held until {day(other.until)}" if other.until else "", "none": "nobody approves it for management", "approved": ""}[other.state]
            if other.state == "approved":
                yield f"approval of message {new.title} gained"
            elif one.state == "approved":
                yield f"approval of message {new.title} lost: {why}"
            else:
                yield f"message {new.title} is still not approved: {why}"
    if new.kind == "waiver" and _over(old.value, before.as_of) != _over(new.value, after.as_of):
        yield f"waiver of {new.title} {'expired' if _over(new.value, after.as_of) else 'holds again'}, {day(new.value.expires)}"  # type: ignore[attr-defined]


def _over(waiver: Any, on: date) -> bool:
    return bool(waiver.expires < on)


def _private(binder: Binder) -> frozenset[str]:
    """Contact points that an edition does not have now; a state in which they were open must not tell them."""
    if not binder.whole:
        return frozenset()
    people = (one for kind in ("person", "organisation") for one in binder.whole.all(kind))
    return frozenset(str(contact.value) for entry in people for contact in entry.record.contacts if isinstance(contact, Contact) and contact.private)
