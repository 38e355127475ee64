"""The macros of contact trees: the picture of who calls whom, by when and over what, and what a telephone reads off it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import segno
from markupsafe import Markup

from runbinder import arrange, vcards
from runbinder.analysis.calling import Call, Situation, Untold, answering, calls, shown, situations, taken, untold, works
from runbinder.analysis.reach import BY_VOICE
from runbinder.calls import find, macro
from runbinder.model.binder import Binder, Entry
from runbinder.model.channels import TreeNode
from runbinder.model.people import Contact
from runbinder.render import View

_CODES = 6
"""How many first calls are printed as a code: what goes side by side on a sheet."""


@macro
def contact_trees(view: View) -> Markup:
    """All contact trees."""
    return view.render("contact_trees", entries=[(entry, calls(entry.record)) for entry in view.binder.all("contact_tree")])


@macro
def contact_tree(view: View, name: str) -> Markup:
    """One contact tree as a picture to follow, with its call log, its codes and its cards for a telephone."""
    entry = find(view, "contact_tree", name)
    own = view.of(entry)
    return own.render("contact_tree", entry=entry, tree=_Tree(own, entry))


@dataclass(frozen=True)
class Point:
    """A contact point, and whether it is left when what the tree assumes is lost."""

    contact: Contact
    works: bool


@dataclass(frozen=True)
class Someone:
    """A person or an organisation with their contact points: those that work first, in the order in which to try them."""

    entry: Entry
    points: tuple[Point, ...]

    @property
    def phones(self) -> list[Point]:
        """Numbers at which one can speak to them."""
        return [one for one in self.points if one.contact.way in BY_VOICE and one.works]

    @property
    def mails(self) -> list[Point]:
        return [one for one in self.points if one.contact.way == "email" and one.works]

    @property
    def texts(self) -> list[Point]:
        """Numbers that take a text message."""
        return [one for one in self.points if one.contact.way in ("mobile", "sms") and one.works]


@dataclass(frozen=True)
class Node:
    """One call of the picture: whom, who else, what differs, and those whom they call."""

    call: Call
    entry: Entry | None
    people: tuple[Someone, ...]
    own: TreeNode
    before: str
    next: tuple["Node", ...]

    @property
    def due(self) -> int:
        """Minutes from the start."""
        return round(self.call.due.total_seconds() / 60)


class _Tree:
    """A contact tree as its page shows it."""

    def __init__(self, view: View, entry: Entry) -> None:
        self.view, self.binder, self.entry = view, view.binder, entry
        self.calls = {call.who: call for call in calls(entry.record)}
        self._children, self.reached = arrange.branches(entry.record)
        self._first: dict[str, str] = {}
        self.root = self._node(self.calls[entry.record.starts_with])
        self.cards = view.url(vcards.path(entry))
        self.situations = [_Told(view, entry, one) for one in situations(view.binder, entry)]

    def _node(self, call: Call) -> Node:
        entry = self.binder.find(call.who, ("role", "person", "organisation"))
        people = tuple(self._someone(one) for one in answering(self.binder, call.who))
        first = people[0].entry.id if people else ""
        before = self._first.setdefault(first, call.who) if first else call.who
        below = tuple(self._node(self.calls[who]) for who in self._children.get(call.who, ()))
        own = self.entry.record.nodes.get(call.who) or TreeNode()
        return Node(call, entry, people, own, before if before != call.who else "", below)

    def _someone(self, entry: Entry) -> Someone:
        points = [Point(one, works(self.binder, self.entry, one)) for one in shown(self.binder, entry)]
        return Someone(entry, tuple(sorted(points, key=lambda one: not one.works)))

    def someone(self, ref: str) -> Someone | None:
        """Whoever answers first for a name, as for the one to call instead."""
        found = answering(self.binder, ref)
        return self._someone(found[0]) if found else None

    def codes(self) -> Iterator[tuple[str, str, Markup]]:
        """What is read off the printed sheet: the first calls as numbers to ring, and a card of whoever starts: name, words, picture."""
        for node in (self.root, *self.root.next)[:_CODES]:
            if node.people and (phones := node.people[0].phones):
                number = phones[0].contact.value
                yield node.people[0].entry.title, str(number), code(f"tel:{number.e164}", f"Code that rings {node.people[0].entry.title}, {number}")
        if self.root.people:
            title = self.root.people[0].entry.title
            yield title, "into your contacts", code(vcards.first_card(self.binder, self.entry).decode(), f"Code with the vCard of {title}")


class _Told:
    """What becomes of a tree in one situation, in the words of a page."""

    def __init__(self, view: View, tree: Entry, situation: Situation) -> None:
        self.title, self.scenario, self.many = situation.title, situation.scenario, len(situation.losses)
        missed = _missed(view.binder, tree, situation)
        whole = view.binder.whole
        if whole and (same := whole.find(tree.id, ("contact_tree",))):  # who is reached at a number that this edition withholds is reached
            really = {who for one in situations(whole, same) if one.scenario == situation.scenario for who in _missed(whole, same, one)}
            missed = {who: one for who, one in missed.items() if who in really}
        self.missed = list(missed.values())
        away = [who for who, _, _ in tree.record.order() if situation.losses and all(taken(view.binder, who, lost) for lost in situation.losses)]
        self.away = [who for who in away if who not in missed]


def _missed(binder: Binder, tree: Entry, situation: Situation) -> dict[str, Untold]:
    return {one.who: one for lost in situation.losses for one in untold(binder, tree, lost)}


def code(text: str, words: str) -> Markup:
    """A QR code as a picture in the page, with its words for who can not see it. Medium correction: a fold or a stain does not spoil it."""
    return Markup(_drawn(text)).replace("<svg ", Markup('<svg role="img" aria-label="{}" ').format(words), 1)


@lru_cache(maxsize=256)
def _drawn(text: str) -> str:
    """A picture takes five milliseconds, and the same people begin most trees."""
    made: Any = segno.make_qr(text, error="m")
    return str(made.svg_inline(border=4, omitsize=True, svgclass="rb-qr__code", lineclass=None, light="#fff"))
