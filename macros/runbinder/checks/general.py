"""GEN: what holds for the binder as a whole, and the waivers."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from runbinder.checks.registry import REGISTRY, Result, Said, check, written
from runbinder.model.binder import Binder
from runbinder.model.values import Email, Phone, Prose, Ref, Text, Url
from runbinder.references import MENTION

# What no other check misses: those of roles, channels, exercises, audits, copies and of the other plans speak for themselves.
_REQUIRED = {
    1: ("people", "contact trees", "sites"),
    2: ("services", "procedures", "assets", "suppliers", "credentials", "contracts"),
    4: ("communications plan", "glossary"),
}
_LED_TO = ("attachment", "channel", "contact_tree", "message", "site")
"""Kinds that are of use only where something leads to them; a person or a procedure is looked up as such."""
_PLACEHOLDER = re.compile(r"\b(?:lorem ipsum|tbd|todo|fixme|xxx+|to be (?:defined|completed|written)|fill this in)\b", re.IGNORECASE)
_EXAMPLE = re.compile(r"[.@]example(?:\.(?:com|net|org))?$|^example\.(?:com|net|org)$", re.IGNORECASE)


def _missing(binder: Binder, level: int) -> Said:
    for words in _REQUIRED[level]:
        family = words.removesuffix(" plan").replace(" ", "_")
        if not getattr(binder.client, family):
            yield ("clients", binder.id, family), f"the binder of '{binder.id}' has no {words}"


@check("GEN-02", level=1)
def a_binder_can_be_reached(binder: Binder) -> Said:
    """A binder has people, contact trees and sites.

    Without them nobody knows whom to call and where to go (ISO 22301 8.4.3). Roles and channels are asked for one by one.

    Fix: add the family of records; the handbook's first pages show one of each.
    """
    yield from _missing(binder, 1)


@check("GEN-09", level=2)
def a_binder_can_be_operated(binder: Binder) -> Said:
    """A binder has services, procedures, assets, suppliers, credentials and contracts.

    They are what a technician works with (S2-26).

    Fix: add the family of records, beginning with the most critical service.
    """
    yield from _missing(binder, 2)


@check("GEN-11", level=4)
def a_binder_can_be_understood(binder: Binder) -> Said:
    """A binder has a communications plan and a glossary.

    In a bad hour it has to be clear who is told what, and what the words of the trade mean (S1-1, S2-24).

    Fix: write communications.yml and glossary.yml.
    """
    yield from _missing(binder, 4)


@check("GEN-04", level=2, severity="info")
def nothing_lies_where_nobody_looks(binder: Binder) -> Said:
    """Every attachment, channel, contact tree, message and site is named by another record or by a plan.

    In a hurry people follow links; what nothing leads to is written for nobody, and nobody sees when it is out of date
    (S2-24). That each record has a page is Runbinder's own doing, and tested there.

    Fix: name it where it is needed, or delete it.
    """
    named = set(_named(binder))
    for entry in (entry for kind in _LED_TO for entry in binder.all(kind) if entry.party == "client"):
        if (entry.kind, entry.id) not in named:
            yield entry.route, f"nothing in the binder names {entry.kind.replace('_', ' ')} '{entry.id}' ({entry.title})"


def _named(binder: Binder) -> Iterator[tuple[str, str]]:
    """Kind and id of every record that is named somewhere else than in itself."""
    for route, value in written(binder):
        texts = MENTION.findall(value) if isinstance(value, (Prose, Text)) else ()
        for ref in [value] if isinstance(value, Ref) else [Ref.to(name, kind) for kind, name, _ in texts]:
            entry = binder.find(ref)
            if entry and route[: len(entry.route)] != entry.route:
                yield entry.kind, entry.id


@check("GEN-05", level=1, scope="results")
def a_waiver_is_in_date_and_needed(subject: tuple[Binder, list[Result]]) -> Said:
    """A waiver is in date, and covers something that a check really finds.

    An accepted gap has an end; a waiver for nothing hides the next one (ISO 22301 10.1, S2-15).

    Fix: mend the gap and delete the waiver, or have it approved again with a new `expires`.
    """
    binder, found = subject
    said = {(one.check.code, one.about) for one in found}
    for entry in binder.all("waiver"):
        waiver, judged = entry.record, REGISTRY.get(entry.record.check)
        if waiver.expires < binder.as_of:
            yield (*entry.route, "expires"), f"waiver '{entry.id}' of {waiver.check} for {waiver.record} expired on {waiver.expires}, {(binder.as_of - waiver.expires).days} days ago"
        elif judged and judged.scope in ("binder", "results") and (waiver.check, waiver.record) not in said:
            yield (*entry.route, "record"), f"waiver '{entry.id}' is for {waiver.check} and {waiver.record}, where that check finds nothing"


@check("GEN-06", level=2, severity="warning")
def nothing_is_left_to_fill_in(binder: Binder) -> Said:
    """No text of the binder is a placeholder.

    At 3 a.m. a placeholder is a dead end (S2-24).

    Fix: write it, or leave the field out.
    """
    for route, value in written(binder):
        if route[2:3] == ("messages",):  # MSG-03 looks at those
            continue
        if isinstance(value, (Prose, Text)) and (match := _PLACEHOLDER.search(value)):
            yield route, f"'{match[0]}' is left in {'/'.join(map(str, route[2:]))}"


@check("GEN-12", level=4, severity="info")
def a_demo_keeps_to_reserved_ranges(binder: Binder) -> Said:
    """In a demo, telephone numbers, mail addresses and web addresses are from the ranges reserved for examples.

    An invented number belongs to somebody (Ofcom's drama numbers, RFC 2606). Judged only where the settings' banner says demo.

    Fix: use numbers such as +44 7700 900000 to 900999 and domains that end in .example.
    """
    if "demo" not in str(binder.settings.banner or "").casefold():
        return
    for route, value in written(binder):
        if isinstance(value, Phone) and not _reserved(value.e164):
            yield route, f"{value} may be somebody's number"
        elif isinstance(value, (Email, Url)) and not _EXAMPLE.search(urlsplit(value).hostname or value):
            yield route, f"{value} may be somebody's address"


def _reserved(number: str) -> bool:
    return bool(re.match(r"\+44(?:7700900\d{3}|1632960\d{3}|2079460\d{3}|(?:113|114|115|116|117|118|121|131|141|151|161|191)4960\d{3}|8081570\d{3}|3069990\d{3}|2890180\d{3}|2920180\d{3})$|\+1\d{3}55501\d\d$", number))
