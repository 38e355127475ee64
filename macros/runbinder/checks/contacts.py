"""CTR, second half: the contact points of those whom a tree calls - independent, out of band, verified, at all hours."""

import re
from collections.abc import Iterator
from itertools import combinations

from runbinder.analysis.dependencies import Key, stands_on
from runbinder.analysis.hours import uncovered
from runbinder.analysis.reach import BY_VOICE, answers, called, can_be_rung, contacts, employer, own, relied_on
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.people import Contact
from runbinder.model.values import Email, Phone

NETWORK = {"mobile": "mobile telephone", "sms": "mobile telephone", "phone": "fixed line", "home": "fixed line", "desk": "fixed line"}
"""Ways that share a network; every other way is one of its own."""
URGENT = ("incident", "invocation", "transition", "breach")
PLACEHOLDER = re.compile(r"\b(?:tb[acd]|todo|xxx+|change-?me|unknown|nobody|someone|placeholder|(?:first|last)name)\b", re.IGNORECASE)


@check("CTR-06", level=1)
def people_can_be_reached_in_two_ways(binder: Binder) -> Said:
    """Everybody who is called in a contact tree has two contact points that do not fail together.

    One telephone is in a drawer, without power or without network just then (CIS 17.6, S1-23).

    Fix: add a contact point of another sort - a home number, a desk, mail - that runs over something else.
    """
    for entry, tree in called(binder).values():
        needed = [_over(binder, contact) for _, contact in contacts(entry)]
        if can_be_rung(entry) and not any(one.isdisjoint(two) for one, two in combinations(needed, 2)):
            ways = " and ".join(dict.fromkeys(_named(contact) for _, contact in contacts(entry)))
            shared = ", ".join(sorted({name for one, two in combinations(needed, 2) for _, name in one & two}))
            yield (*entry.route, "contacts"), f"'{entry.id}' (called in contact tree '{tree.id}') can only be reached by {ways}{f'; they share {shared}' if shared else ''}"


@check("CTR-07", level=1)
def people_can_be_reached_out_of_band(binder: Binder) -> Said:
    """Everybody who is called in a contact tree can be reached without what the tree assumes to be lost.

    A telephone system can not report its own failure, and the people of a provider that is gone do not answer (CIS 17.6,
    S1-23).

    Fix: add a contact point that runs over something else, or call somebody else.
    """
    for tree in own(binder, "contact_tree"):
        lost = {(entry.kind, entry.id) for ref in tree.record.assumes_lost if (entry := binder.find(ref))}
        for who, by, _ in tree.record.order():
            entry = answers(binder, who)
            if entry is None:
                continue
            if ("organisation", firm := employer(binder, who)) in lost:
                part = "is itself what" if entry.id == firm else f"is answered by '{entry.id}' of '{firm}', which"
                yield _place(tree, who, by), f"'{who}' in contact tree '{tree.id}' {part} the tree assumes to be lost"
                continue
            down = [lost & _over(binder, contact) for _, contact in contacts(entry)]
            if down and all(down):
                what = ", ".join(sorted({name for one in down for _, name in one}))
                same = "" if entry.id == who else f" ('{entry.id}')"
                yield _place(tree, who, by), f"'{who}'{same} in contact tree '{tree.id}' can only be reached over what the tree assumes to be lost: {what}"


@check("CTR-10", level=1, severity="warning")
def contacts_are_verified(binder: Binder) -> Said:
    """Every contact point was tried within the interval, and somebody answered.

    People change numbers and offices without telling the binder (CIS 17.2; practice guidance asks monthly).

    Fix: ring or write, and set `verified` to that day. The interval is `contact_verified` in the settings.
    """
    fresh, expired = binder.settings.intervals.contact_verified, binder.settings.intervals.contact_expired
    for route, contact, who in _tried(binder):
        if contact.verified is None:
            yield route, f"contact {contact.value} of '{who}' was never verified; the interval is {fresh.days} days"
        elif contact.verified + fresh < binder.as_of <= contact.verified + expired:
            yield route, _stale(binder, contact, who) + f"the interval is {fresh.days} days"


@check("CTR-15", level=1)
def contacts_have_not_expired(binder: Binder) -> Said:
    """No contact point has gone untried for so long that it must count as wrong.

    A list that nobody has tried for a year is a list of the people of last year (CIS 17.2 asks yearly).

    Fix: ring or write, and set `verified` to that day, or correct the number. The limit is `contact_expired` in the settings.
    """
    expired = binder.settings.intervals.contact_expired
    for route, contact, who in _tried(binder):
        if contact.verified and contact.verified + expired < binder.as_of:
            yield route, _stale(binder, contact, who) + f"after {expired.days} days it counts as wrong"


@check("CTR-13", level=1)
def contacts_are_real(binder: Binder) -> Said:
    """No telephone number and no mail address is a placeholder.

    What was to be filled in later is found empty on the day (NIST SP 800-53 CP-2, CIS 17.2). That a number is one in
    E.164 and an address has the form of one is seen when the plans are read (GEN-01); of other texts GEN-06 speaks.

    Fix: write the real number or address, or take the contact point out.
    """
    for entry in (*own(binder, "person"), *own(binder, "organisation")):
        for place, contact in enumerate(entry.record.contacts):
            if _is_placeholder(contact):
                yield (*entry.route, "contacts", place, contact.way), f"contact '{contact.value}' of '{entry.id}' is a placeholder"


@check("CTR-14", level=1, severity="warning")
def somebody_answers_at_any_hour(binder: Binder) -> Said:
    """In a contact tree for what can not wait, at every hour of the week at least one who is called answers the telephone.

    Incidents keep no office hours (NIST SP 800-34: business and non-business hours, S1-15).

    Fix: add a mobile or a line that answers around the clock, or correct the `hours` of the contact points.
    """
    for tree in own(binder, "contact_tree"):
        if tree.record.use in URGENT:
            answered = {hours for who, _, _ in tree.record.order() for hours in _hours(binder, tree, who)}
            if missing := uncovered(answered):
                yield (*tree.route, "calls"), f"nobody who is called in contact tree '{tree.id}' answers the telephone {missing}"


def _over(binder: Binder, contact: Contact) -> set[Key]:
    """What a contact point needs: its channel and all that this stands on, or else the network of its way.

    Buildings are kept: a desk in a building that is lost does not answer.
    """
    channel = binder.find(contact.over or "", ("channel",))
    if channel is None:
        return {("network", NETWORK.get(contact.way, contact.way))}
    return {("channel", channel.id)} | stands_on(binder, channel)


def _named(contact: Contact) -> str:
    return f"{contact.way} over '{contact.over}'" if contact.over else contact.way


def _place(tree: Entry, who: str, by: str | None) -> Route:
    """Where in a tree somebody is called."""
    return (*tree.route, "starts_with") if by is None else (*tree.route, "calls", by, tree.record.calls[by].index(who))


def _tried(binder: Binder) -> Iterator[tuple[Route, Contact, str]]:
    for entry in relied_on(binder):
        for place, contact in contacts(entry):
            yield (*entry.route, "contacts", place, "verified"), contact, entry.id


def _stale(binder: Binder, contact: Contact, who: str) -> str:
    return f"contact {contact.value} of '{who}' was last verified {contact.verified}, {(binder.as_of - contact.verified).days} days ago; "


def _is_placeholder(contact: Contact) -> bool:
    if isinstance(contact.value, Phone):
        return bool(re.search(r"(\d)\1{6}|01234567|12345678", contact.value.e164))
    return isinstance(contact.value, Email) and bool(PLACEHOLDER.search(re.sub(r"[._]", " ", contact.value.partition("@")[0])))


def _hours(binder: Binder, tree: Entry, who: str) -> set[str]:
    """When one can speak to somebody in a tree: as the tree says, else as each number says. A mobile that says nothing answers any time."""
    entry, node = answers(binder, who), tree.record.nodes.get(who)
    found = set()
    for _, contact in contacts(entry) if entry else ():
        if contact.way in BY_VOICE:
            office = getattr(entry.record, "hours", None) if contact.way in ("phone", "desk") else None
            found.add(str((node and node.hours) or contact.hours or office or "24x7"))
    return found
