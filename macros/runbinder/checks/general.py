"""GEN: what holds for the binder as a whole, and the waivers."""

import re
from datetime import date, datetime
from urllib.parse import urlsplit

from runbinder.checks.registry import REGISTRY, Result, Said, check
from runbinder.model.binder import PROVIDER, Binder
from runbinder.model.common import Part, walk
from runbinder.model.values import Email, Phone, Prose, Ref, Text, Url

# What no other check misses: those of roles, channels, exercises, audits, copies and of the other plans speak for themselves.
_REQUIRED = {
    1: ("people", "contact trees", "sites"),
    2: ("services", "procedures", "assets", "suppliers", "credentials", "contracts"),
    4: ("communications plan", "glossary"),
}
# Of a class, what can not be before what.
_IN_ORDER = {
    "Dispute": [("since", "ended")], "Contract": [("starts", "ends")], "Exercise": [("starts", "ends")], "Role": [("since", "until")],
    "AcceptedRisk": [("accepted_on", "expires")], "Held": [("on", "expires")],
    "MessageApproval": [("on", "expires")], "MonitoringIssue": [("seen_at", "reported_at"), ("seen_at", "addressed_at")],
    "WeeklyStatus": [("week", "sent")], "Update": [("at", "next_update_at")],
    "Closure": [("impact_solved_at", "closed_at"), ("fixed_at", "closed_at"), ("prevention_set_at", "closed_at")],
}
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
    for route, value in walk(binder.client, ("clients", binder.id)):
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
    for route, value in walk(binder.client, ("clients", binder.id)):
        if isinstance(value, Phone) and not _reserved(value.e164):
            yield route, f"{value} may be somebody's number"
        elif isinstance(value, (Email, Url)) and not _EXAMPLE.search(urlsplit(value).hostname or value):
            yield route, f"{value} may be somebody's address"


def _reserved(number: str) -> bool:
    return bool(re.match(r"\+44(?:7700900\d{3}|1632960\d{3}|2079460\d{3}|(?:113|114|115|116|117|118|121|131|141|151|161|191)4960\d{3}|8081570\d{3}|3069990\d{3}|2890180\d{3}|2920180\d{3})$|\+1\d{3}55501\d\d$", number))


@check("GEN-13", level=2, severity="warning", provider=True)
def nothing_is_listed_twice(binder: Binder) -> Said:
    """No list names the same thing twice.

    Where two are asked for - two holders of a key, two approvals - one that is written twice looks like enough (S2-12).

    Fix: delete one, or name whom it should have been.
    """
    plans, base = (binder.provider, ("provider",)) if binder.id == PROVIDER else (binder.client, ("clients", binder.id))
    for route, value in walk(plans, base):
        if isinstance(value, tuple) and len(value) > 1 and isinstance(value[0], (Ref, Part)) and route[-1] != "steps":
            for number, one in enumerate(value):
                if one in value[:number]:
                    named = f"'{one}'" if isinstance(one, Ref) else f"entry {number + 1}"
                    yield (*route, number), f"{named} stands twice under '{route[-1]}'"


@check("GEN-14", level=2)
def nothing_ends_before_it_begins(binder: Binder) -> Said:
    """What has a beginning and an end ends after it begins, and what is noted follows what it is about.

    Dates that can not be are dates that nobody looked at, and everything computed from them is wrong (ISO 22301 7.5).

    Fix: correct the date that is wrong.
    """
    for route, value in walk(binder.client, ("clients", binder.id)):
        for earlier, later in _IN_ORDER.get(type(value).__name__, ()):
            first, then = getattr(value, earlier), getattr(value, later)
            if first and then and _day(then) < _day(first):
                yield (*route, later), f"'{later.strip('_')}' ({_day(then)}) is before '{earlier.strip('_')}' ({_day(first)})"


def _day(when: date) -> date:
    return when.date() if isinstance(when, datetime) else when
