"""Everything in a client's plans that falls due on a day: routines, reviews, approvals, rehearsals, renewals, notice, keys, findings.

Each source below has one law. What is overdue here is what the checks complain of, so that a list for the wall and a
finding never differ; `day` is the last day on which a thing is still in time. Only what has a day is in the list: of what
was never done at all the checks speak, but for a routine, which is owed at once. Contact points, of which every telephone
has one, are left to their check; they would bury the rest.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from runbinder.analysis.approved import as_shown
from runbinder.analysis.cadence import DAYS, IN_MONTHS, last_day, next_due
from runbinder.analysis.reach import gone, own
from runbinder.model.binder import PROVIDER, Binder, Entry
from runbinder.model.common import Route, walk
from runbinder.model.control import Document
from runbinder.references import backlinks

KINDS = ("routine", "review", "approval", "exercise", "audit", "test", "renewal", "notice", "contract", "key", "finding", "exception", "report", "training", "copy", "successor")
"""In the order in which a day lists them."""
PLANS = {"transition": "Transition-away plan", "incident_team": "Incident team plan", "dispute_protocol": "Dispute protocol", "communications": "Communications plan"}
_OPEN = ("open", "in progress")
_EMPTIED = re.compile(r"(provider-)?withheld-\d+")
_RUNG = ("call tree", "functional", "simulation", "full")


@dataclass(frozen=True)
class Due:
    """Something with a day. `who` are ids of roles, people or organisations; `entry` is None for a plan, which is no record; `route` is where the day is written."""

    day: date
    kind: str
    title: str
    words: str
    who: tuple[str, ...]
    overdue: bool
    route: Route
    entry: Entry | None = None


@lru_cache(maxsize=64)
def due(binder: Binder) -> tuple[Due, ...]:
    """Overdue first, then by day; nothing of what an edition withholds. The provider's own pages have no calendar."""
    if binder.id == PROVIDER:
        return ()
    found = [one for source in _SOURCES for one in source(binder) if binder.edition == "internal" or not any(_EMPTIED.fullmatch(str(step)) for step in one.route)]
    return tuple(sorted(found, key=lambda one: (not one.overdue, one.day, KINDS.index(one.kind), one.title.casefold(), one.words)))


def _one(binder: Binder, day: date, kind: str, thing: Entry | str, words: str, who: Any = (), at: Route = (), overdue: bool | None = None) -> Due:
    """`thing` is a record, or the field of a plan; `who` one id, several, or nobody."""
    named = [who] if isinstance(who, str) else [one for one in who or () if one]
    entry = thing if isinstance(thing, Entry) else None
    base = thing.route if isinstance(thing, Entry) else ("clients", binder.id, thing)
    title = thing.title if isinstance(thing, Entry) else PLANS[thing]
    return Due(day, kind, title, words, tuple(dict.fromkeys(str(one) for one in named)), day < binder.as_of if overdue is None else overdue, (*base, *at), entry)


def _routines(binder: Binder) -> Iterator[Due]:
    """A routine is due on the next day of its rhythm, and overdue after its tolerance; one that was never done is owed today."""
    for entry in own(binder, "procedure"):
        schedule, calendar = entry.record.schedule, binder.client.calendar
        day, last = next_due(schedule, calendar), last_day(schedule, calendar)
        if day and last:
            wait = f", could wait until {last}" if last > day else ""
            yield _one(binder, day, "routine", entry, f"last done {schedule.last_done}{wait}", entry.record.done_by, ("schedule",), last < binder.as_of)
        elif schedule.last_done is None and schedule.every in (*DAYS, *IN_MONTHS):
            yield _one(binder, binder.as_of, "routine", entry, "never done, as far as is written down", entry.record.done_by, ("schedule",), True)


def _documents(binder: Binder) -> Iterator[Due]:
    """A document is reviewed again after its interval, and each capacity approves it again; not once it is retired."""
    records = {entry.route: entry for kind in binder.index.values() for entry in kind.values()}
    limits = binder.settings.intervals
    for route, header in walk(binder.client, ("clients", binder.id)):
        if not isinstance(header, Document) or header.status == "retired":
            continue
        thing = records.get(route[:-1]) or str(route[2])
        if header.reviewed:
            day = header.reviewed.on + (header.review_every or limits.reviewed)
            yield _one(binder, day, "review", thing, f"review again, last reviewed {header.reviewed.on}", header.owner or header.reviewed.by, ("document",))
        of_this = [one for one in header.approvals if header.version is None or one.version in (None, header.version)]
        for last in {(one.as_, one.for_): one for one in sorted(of_this, key=lambda one: one.on)}.values():
            yield _one(binder, last.on + limits.approved, "approval", thing, f"approve again ({last.as_}), last approved {last.on}", last.by, ("document", "approvals"))


def _messages(binder: Binder) -> Iterator[Due]:
    """An approved message is approved again before its approval runs out."""
    for entry in own(binder, "message"):
        found = as_shown(binder, entry)
        if found and found.given and found.until:
            yield _one(binder, found.until, "approval", entry, "approve the message again", found.given.by, ("approved",))


def _exercises(binder: Binder) -> Iterator[Due]:
    """A planned exercise is held on its day; a plan and a contact tree are tried again within the interval of the settings."""
    limits, exercises = binder.settings.intervals, own(binder, "exercise")
    for entry in exercises:
        if not entry.record.result:
            yield _one(binder, entry.record.planned, "exercise", entry, f"planned {entry.record.type}", [one.who for one in entry.record.participants], ("planned",))
    past = [(_held(entry), entry.record) for entry in exercises if entry.record.result and _held(entry) <= binder.as_of]
    for field in PLANS:
        plan, days = getattr(binder.client, field), [day for day, one in past if field.replace("_", " ") in one.plans]
        if plan and days:
            owner = getattr(plan, "owner", None) or (plan.document.owner if plan.document else None)
            yield _one(binder, max(days) + limits.exercised, "exercise", field, f"exercise again, last exercised {max(days)}", owner)
    for tree in own(binder, "contact_tree"):
        days = [_held(entry) for entry in binder.all("exercise") if entry.record.result and entry.record.type in _RUNG and tree.id in entry.record.covers]
        if days := [*days, *filter(None, [tree.record.tested])]:
            yield _one(binder, max(days) + limits.tree_tested, "exercise", tree, f"ring through again, last rung {max(days)}", tree.record.starts_with, ("tested",))


def _held(entry: Entry) -> date:
    day: date = entry.record.starts.date() if entry.record.starts else entry.record.planned
    return day


def _audits(binder: Binder) -> Iterator[Due]:
    """Each subject is audited again within the interval after its last audit."""
    latest: dict[str, Entry] = {}
    for entry in sorted(own(binder, "audit"), key=lambda one: one.record.on):
        latest |= {subject: entry for subject in entry.record.subjects if entry.record.on <= binder.as_of}
    for entry in dict.fromkeys(one.id for one in latest.values()):
        audit = binder.index["audit"][entry]
        subjects = [subject for subject, one in latest.items() if one is audit]
        yield _one(binder, audit.record.on + binder.settings.intervals.audited, "audit", audit, f"audit again: {', '.join(subjects)}", binder.client.profile.coordinator, ("on",))


def _tests(binder: Binder) -> Iterator[Due]:
    """A procedure is tried again by a third party within the interval after it last was with success."""
    parties = {binder.id, binder.provider_id}
    for entry in own(binder, "procedure"):
        days = []
        for test in entry.record.tests:
            person = binder.find(test.by, ("person",))
            if test.result != "failed" and test.on <= binder.as_of and not parties & {str(test.of), str(person.record.organisation) if person else str(test.of)}:
                days.append(test.on)
        if days:
            yield _one(binder, max(days) + binder.settings.intervals.procedure_tested, "test", entry, f"third-party test again, last {max(days)}", entry.record.done_by, ("tests",))


def _things(binder: Binder) -> Iterator[Due]:
    """An asset is renewed by its day; what stands ready for a recovery is looked at within the interval."""
    for entry in own(binder, "asset"):
        if entry.record.renews:
            words = "renews by itself: check that it did" if entry.record.auto_renews else "lapses unless renewed"
            yield _one(binder, entry.record.renews, "renewal", entry, words, entry.record.custodian or entry.record.owner, ("renews",))
    for entry in own(binder, "resource"):
        if entry.record.checked:
            service = binder.find(str(entry.route[3]), ("service",))
            yield _one(binder, entry.record.checked + binder.settings.intervals.resource_checked, "test", entry, f"look at it again, last seen {entry.record.checked}", service and service.record.owner, ("checked",))


def _contracts(binder: Binder) -> Iterator[Due]:
    """Notice is given by its end less the notice; where that is missed it goes on, or ends. An end that has passed matters while something names the contract."""
    coordinator = binder.client.profile.coordinator
    for entry in own(binder, "contract"):
        it = entry.record
        if not it.ends:
            continue
        last = it.ends - it.notice
        if last >= binder.as_of:
            words = f"last day to say no: it renews by itself on {it.ends}" if it.auto_renews else f"last day of notice before it ends on {it.ends}"
            yield _one(binder, last, "notice", entry, f"{words} (notice {it.notice})", coordinator, ("notice",))
        if it.ends >= binder.as_of or ("contract", entry.id) in backlinks(binder):
            missed = f"; notice had to be given by {last}" if last < binder.as_of <= it.ends else ""
            yield _one(binder, it.ends, "contract", entry, f"{'renews by itself: write the new end' if it.auto_renews else 'ends'}{missed}", coordinator, ("ends",))


def _keys(binder: Binder) -> Iterator[Due]:
    """A key is changed as often as it says, and fetched again within the interval."""
    for entry in own(binder, "credential"):
        it = entry.record
        if it.rotate_every and it.last_rotated:
            yield _one(binder, it.last_rotated + it.rotate_every, "key", entry, f"change it, last changed {it.last_rotated}", it.holders[:1] or it.custodian, ("last_rotated",))
        if it.retrieved:
            yield _one(binder, it.retrieved + binder.settings.intervals.credential_tested, "key", entry, f"fetch it again to prove that it can be, last fetched {it.retrieved}", it.holders[:1], ("retrieved",))


def _findings(binder: Binder) -> Iterator[Due]:
    """What an audit or exercise found, what an incident taught and what is missing at the handover is done by its day."""
    for entry in own(binder, "audit_finding"):
        if entry.record.due and entry.record.status in _OPEN:
            yield _one(binder, entry.record.due, "finding", entry, f"close the finding ({entry.record.status})", entry.record.owner, ("due",))
    for entry in own(binder, "incident"):
        it = entry.record
        for number, one in enumerate(it.closure.prevention if it.closure else ()):
            if not one.done:
                yield _one(binder, one.due, "finding", entry, f"prevention: {one.action}", one.owner, ("closure", "prevention", number))
        over = it.closure.closed_at if it.closure else it.updates[-1].at if it.updates and it.status in ("resolved", "closed") else None
        if over and not it.report:
            yield _one(binder, over.date() + binder.settings.intervals.report_due, "report", entry, "write the incident report", binder.client.profile.project_manager, ("report",))
    plan = binder.client.transition
    for number, item in enumerate(plan.acceptance.items if plan and plan.acceptance else ()):
        if item.missing and item.due:
            yield _one(binder, item.due, "finding", "transition", f"bring what is missing: {item.missing}", item.owner, ("acceptance", "items", number))


def _exceptions(binder: Binder) -> Iterator[Due]:
    """A waiver, the acceptance of a risk and an assignment hold until their last day."""
    for entry in own(binder, "waiver"):
        yield _one(binder, entry.record.expires, "exception", entry, f"waiver of {entry.record.check} for {entry.record.record} runs out", entry.record.approved_by, ("expires",))
    for entry in own(binder, "risk"):
        if entry.record.expires:
            yield _one(binder, entry.record.expires, "exception", entry, "acceptance of the risk runs out", entry.record.accepted_by or entry.record.owner, ("expires",))
    for entry in own(binder, "role"):
        if entry.record.until:
            yield _one(binder, entry.record.until, "exception", entry, "the assignment ends", entry.record.holder, ("until",))


def _training(binder: Binder) -> Iterator[Due]:
    """A qualification is renewed before it lapses; what is to be learnt is accepted once its day has come."""
    for entry in own(binder, "person"):
        if not gone(entry, binder.as_of):
            for field in ("qualified", "trained"):
                for number, held in enumerate(getattr(entry.record, field)):
                    if held.expires:
                        yield _one(binder, held.expires, "training", entry, f"{held.in_} lapses", entry.id, (field, number))
    plan = binder.client.transition
    for number, item in enumerate(plan.knowledge if plan else ()):
        if item.on and not item.accepted:
            yield _one(binder, item.on, "training", "transition", f"{item.method}: {item.item}", item.receiver, ("knowledge", number))


def _copies(binder: Binder) -> Iterator[Due]:
    """Each copy of the binder is replaced within its interval, and candidates for the succession are measured again while fewer than two are fresh."""
    limits, plan = binder.settings.intervals, binder.client.transition
    for entry in own(binder, "copy"):
        yield _one(binder, entry.record.delivered + limits.copy_delivered, "copy", entry, f"replace copy {entry.record.number} ({entry.record.medium}), handed over {entry.record.delivered}", entry.record.holder, ("delivered",))
    if plan:
        measured = [(entry.record.qualified_on + limits.candidates_qualified, entry) for entry in own(binder, "candidate") if entry.record.qualified_on]
        fresh = sum(day >= binder.as_of for day, _ in measured)
        for day, entry in measured:
            firm = binder.find(entry.record.organisation, ("organisation",))
            words = f"measure {firm.title if firm else 'the candidate'} again, last measured {entry.record.qualified_on}"
            yield _one(binder, day, "successor", entry, words, plan.owner, ("qualified_on",), day < binder.as_of and fresh < 2)


_SOURCES = (_routines, _documents, _messages, _exercises, _audits, _tests, _things, _contracts, _keys, _findings, _exceptions, _training, _copies)


def soon(binder: Binder, within: timedelta) -> tuple[Due, ...]:
    """What is overdue, and what falls due until so long after the binder's day."""
    return tuple(one for one in due(binder) if one.overdue or one.day <= binder.as_of + within)
