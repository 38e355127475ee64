"""GEN: what no longer holds, because it ran out or nobody has looked at it since."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from runbinder.analysis.reach import gone
from runbinder.checks.dates import Place, Subject, places, unsaid
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.common import Route
from runbinder.model.services import Contract
from runbinder.model.team import Briefed
from runbinder.references import backlinks


class Holds(NamedTuple):
    """How long a thing holds: for an interval of the settings from the day in `field`, or until that day.

    `says` is what is told of it. `own` is the field, of the thing or of what it is in, that sets another interval. Of
    several in a list that are the same in `each`, the latest counts.
    """

    field: str
    says: str
    interval: str = ""
    own: str = ""
    each: tuple[str, ...] = ()


_HOLDS = (
    ("Approval", Holds("on", "'{part.by}' ({part.as_}) approved {whose} on", "approved", each=("as_", "for_"))),
    ("Asset", Holds("renews", "{whose} was to be renewed by")),
    ("Attestation", Holds("on", "'{part.person}' ({part.position}) was last asked about the recovery of {whose} on", "recovery_reviewed", each=("position",))),
    ("Attested", Holds("on", "'{part.by}' accepted an item of {whose} on", "exercised")),
    ("Briefed", Holds("on", "'{part.who}' was last briefed on {whose} on", "training", each=("who",))),
    ("Channel", Holds("verified", "{whose} was last tried on", "contact_verified")),
    ("CommunicationsPlan", Holds("last_review", "{whose} was last tried against an event on", "reviewed")),
    ("Contact", Holds("verified", "{part.way} {part.value} of {whose} was last verified on", "contact_verified")),
    ("ContactTree", Holds("tested", "{whose} was, as 'tested' says, last rung through on", "tree_tested")),
    ("Contract", Holds("ends", "{whose}, which is still relied on, was to end or to be renewed by")),
    ("Copy", Holds("delivered", "{whose} was handed over on", "copy_delivered")),
    ("Credential", Holds("retrieved", "fetching {whose} was last tried on", "credential_tested")),
    ("Credential", Holds("last_rotated", "{whose} was last changed on", own="rotate_every")),
    ("Held", Holds("expires", "'{part.in_}' of {whose} lapsed on")),
    ("KnowledgeItem", Holds("on", "'{part.item}' in {whose} was last handed on to others on", "training")),
    ("Message", Holds("rehearsed", "{whose} was last used in an exercise on", "exercised")),
    ("Resource", Holds("checked", "{whose} was last looked at on", "resource_checked")),
    ("Reviewed", Holds("on", "{whose} was last reviewed on", "reviewed", "review_every")),
    ("Role", Holds("until", "the assignment to {whose} ended on")),
)


@check("GEN-18", level=3, severity="warning", scope="results", provider=True)
def what_is_relied_on_still_holds(subject: Subject) -> Said:
    """What was tried, told, approved or handed over was so within its interval, and what has an end has not reached it.

    Everything in a binder was true once. What nobody has looked at since, and what ran out, shows on the day it is needed
    (2024/2690 annex 4.1.4, CIS 17.2).

    Fix: try, tell or renew it, and write the new day; or delete what is not relied on any more. The settings hold the interval under the name in the message.
    """
    yield from unsaid(subject, stale(subject[0]))


def stale(binder: Binder) -> Iterator[tuple[Place, Route, str]]:
    latest: dict[Route, tuple[date, Place, Holds]] = {}
    for place in places(binder):
        for holds in _of(type(place.part).__name__):
            if (when := getattr(place.part, holds.field)) and _counts(binder, place):
                each = [str(getattr(place.part, one)) for one in holds.each]
                same = (*(place.route[:-1] if each else place.route), holds.field, *each)
                latest[same] = max(latest.get(same, (when, place, holds)), (when, place, holds), key=lambda one: one[0])
    for when, place, holds in latest.values():
        interval, limit = _limit(binder, place, holds)
        if (days := (binder.as_of - when).days) > limit and (interval or not holds.own):
            of = f"; the interval '{interval}' is {limit} days" if interval else ""
            yield place, (*place.route, holds.field), f"{holds.says.format(part=place.part, whose=place.whose)} {when}, {days} days ago{of}"


@cache
def _of(kind: str) -> list[Holds]:
    return [holds for name, holds in _HOLDS if name == kind]


def _limit(binder: Binder, place: Place, holds: Holds) -> tuple[str, int]:
    """Which interval a thing holds for, and its days; without a name and none where it has no interval."""
    own = getattr(place.part, holds.own, None) or getattr(place.above, holds.own, None)
    limit = own or getattr(binder.settings.intervals, holds.interval, None)
    return (holds.own if own else holds.interval, limit.days) if limit else ("", 0)


def _counts(binder: Binder, place: Place) -> bool:
    """Whether it matters that a part holds: not of a contract that nothing names, of what is retired or an earlier version, or of somebody who has left."""
    if isinstance(place.part, Contract):
        return bool(place.entry and ("contract", place.entry.id) in backlinks(binder))
    if isinstance(place.part, Briefed) and gone(binder.find(place.part.who), binder.as_of):
        return False
    header = getattr(place.above, "document", place.above)
    versions = {getattr(place.part, "version", None), getattr(header, "version", None)} - {None}
    return len(versions) < 2 and getattr(header, "status", "") != "retired" and not gone(place.entry, binder.as_of)
