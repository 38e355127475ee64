"""A contact tree as vCards: everybody in it with one tap into the contacts of a telephone, which has them when nothing else works.

vCard 3.0 (RFC 2426), because every telephone reads it. Written by hand: the format is four rules - escape, fold, end lines
with CR and LF, UTF-8 - and whoever finds a card wrong must be able to see why.
"""

import re
from collections.abc import Iterator

from runbinder.analysis.calling import Call, answering, calls, shown
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder, Entry
from runbinder.model.people import Contact

_TYPES = {"mobile": "CELL,VOICE", "phone": "WORK,VOICE", "home": "HOME,VOICE", "desk": "WORK,VOICE", "sms": "CELL,MSG"}
_FOLD = 75
"""Octets in a line, its end not counted."""
_NO_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def path(tree: Entry) -> str:
    """Where a tree's cards are in its binder."""
    return f"contact-trees/{tree.id}.vcf"


def vcards(binder: Binder, tree: Entry) -> bytes:
    """One card for each person and company of a tree, in the order of the calls: first who is called, then their deputies.

    Contact points that are private stand in the internal edition alone. Nothing in it depends on the moment of the build.
    """
    binder = binder.home(tree)
    parts: dict[str, list[tuple[str, str]]] = {}
    people: dict[str, Entry] = {}
    for number, call in enumerate(calls(tree.record), start=1):
        for place, one in enumerate(one for one in answering(binder, call.who) if one.title != WITHHELD):
            people[one.id] = one
            parts.setdefault(one.id, []).append((_called(binder, call.who), _part(binder, tree, call, number, place)))
    return b"".join(card(binder, tree, people[name], said) for name, said in parts.items())


def card(binder: Binder, tree: Entry, one: Entry, parts: list[tuple[str, str]]) -> bytes:
    """The card of a person or a company; `parts` are the roles in the tree, each with what it means there."""
    return b"".join(folded(line) for line in _lines(binder, tree, one, parts))


def first_card(binder: Binder, tree: Entry) -> bytes:
    """A short card of whoever starts the tree, to be read off paper: name, firm and numbers; the fewer letters, the larger the dots."""
    found = answering(binder, tree.record.starts_with)[:1]
    lines = (line for one in found for line in _lines(binder, tree, one, []))
    return b"".join(folded(line) for line in lines if line.startswith(("BEGIN", "VERSION", "N:", "FN", "ORG", "TEL", "END")))


def escaped(text: str) -> str:
    """A text as a value: what parts values stands behind a backslash, a line end is written as one, other controls are blanks."""
    lines = re.sub(r"\r\n?", "\n", text)
    return re.sub(r"([\\,;])", r"\\\1", _NO_TEXT.sub(" ", lines)).replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line in pieces of at most 75 octets, each but the first behind a blank; no letter is cut in two."""
    if len(line.encode("utf-8")) <= _FOLD:
        return line.encode("utf-8") + b"\r\n"
    pieces, room = [b""], _FOLD
    for letter in line:
        octets = letter.encode("utf-8")
        if len(octets) > room:
            pieces.append(b"")
            room = _FOLD - 1
        pieces[-1] += octets
        room -= len(octets)
    return b"\r\n ".join(pieces) + b"\r\n"


def _lines(binder: Binder, tree: Entry, one: Entry, parts: list[tuple[str, str]]) -> Iterator[str]:
    record = one.record
    firm = binder.find(record.organisation, ("organisation",)) if one.kind == "person" else one
    points = shown(binder, one)
    yield from ("BEGIN:VCARD", "VERSION:3.0", "PRODID:-//Runbinder//Contact tree//EN")
    if one.kind == "person":
        first, _, last = str(record.name).rpartition(" ")
        yield f"N:{escaped(last)};{escaped(first)};;;"
    else:
        yield f"N:{escaped(record.name)};;;;"
        yield "X-ABSHOWAS:COMPANY"  # or a telephone of Apple's files it as a person
    yield f"FN:{escaped(record.name)}"
    yield f"ORG:{escaped(firm.title if firm else str(record.organisation))}"
    if getattr(record, "title", None):
        yield f"TITLE:{escaped(record.title)}"
    yield from (line for number, point in enumerate(points) if (line := _point(point, number == 0)))
    titles = dict.fromkeys(title for title, _ in parts if title != record.name)
    if titles:
        yield f"ROLE:{escaped(', '.join(titles))}"
    yield f"CATEGORIES:{','.join(map(escaped, (tree.title, *titles)))}"
    rest = [f"{point.way}: {point.value}" for point in points if point.way in ("chat", "radio")]
    hours = [f"{point.value}: {', '.join(filter(None, (point.hours, point.notes)))}" for point in points if point.hours or point.notes]
    yield f"NOTE:{escaped(chr(10).join([*(said for _, said in parts), *rest, *hours]))}"
    yield f"UID:{escaped(f'runbinder-{binder.id}-{one.kind}-{one.id}')}"
    yield "END:VCARD"


def _point(point: Contact, first: bool) -> str:
    """One way to reach somebody; what a telephone has no field for goes into the note."""
    best = ",PREF" if first else ""
    if point.way in _TYPES:
        return f"TEL;TYPE={_TYPES[point.way]}{best}:{point.value.e164}"
    if point.way == "email":
        return f"EMAIL;TYPE=INTERNET{best}:{escaped(point.value)}"
    return f"URL:{escaped(point.value)}" if point.way in ("portal", "web") else ""


def _called(binder: Binder, who: str) -> str:
    entry = binder.find(who, ("role", "person", "organisation"))
    return entry.title if entry else who


def _part(binder: Binder, tree: Entry, call: Call, number: int, place: int) -> str:
    """`Invocation, call 3: Technical lead, deputy 1; called by Incident manager, answers by T+10 min.`"""
    role = _called(binder, call.who) + (f", deputy {place}" if place else "")
    if call.by is None:
        return f"{tree.title}: {role}; starts the calls."
    return f"{tree.title}, call {number - 1}: {role}; called by {_called(binder, call.by)}, answers by T+{call.due}."
