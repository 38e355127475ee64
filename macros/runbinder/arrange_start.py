"""What a new provider finds on its first day, in its first week and month: from the records, for one page. Pure, and no HTML."""

from dataclasses import dataclass
from datetime import date, timedelta

from runbinder.analysis.cadence import last_day, next_due
from runbinder.analysis.holders import people
from runbinder.analysis.lockdown import closed_by, known_to_provider
from runbinder.analysis.reach import employer, own
from runbinder.arrange import RHYTHMS, by_title, routines
from runbinder.model.binder import Binder, Entry

SOON = timedelta(days=90)
"""How far ahead the first week looks for what lapses: a quarter, the longest usual notice."""
OVER = ("resolved", "closed")


@dataclass(frozen=True)
class Routine:
    """A procedure with the day on which it is due next; `late` once its tolerance is over; `theirs` if only the provider's people do it."""

    entry: Entry
    due: date | None
    late: bool
    theirs: bool
    others: tuple[str, ...]


@dataclass(frozen=True)
class Lapse:
    """Something that ends on a day unless somebody acts; `itself` if it renews without anybody."""

    entry: Entry
    what: str
    on: date
    itself: bool = False


def schedules(binder: Binder) -> list[tuple[str, list[Routine]]]:
    """Every procedure by how often it comes round, what is due first at the top (S2-21, S2-22)."""
    return [(rhythm, sorted((routine(binder, entry) for entry in entries), key=lambda one: one.due or date.max)) for rhythm, entries in routines(binder)]


def routine(binder: Binder, entry: Entry) -> Routine:
    schedule, calendar = entry.record.schedule, binder.client.calendar
    last = last_day(schedule, calendar)
    others = tuple(str(one.role) for one in entry.record.or_by if employer(binder, one.role) != binder.provider_id)
    theirs = employer(binder, entry.record.done_by) == binder.provider_id
    return Routine(entry, next_due(schedule, calendar), bool(last and last < binder.as_of), theirs, others)


def of_rhythm(binder: Binder, *rhythms: str) -> list[Routine]:
    """The procedures of some of the rhythms: `daily`, `weekly`, `monthly`."""
    every = {word for rhythm in rhythms for word in RHYTHMS[rhythm]}
    return [one for _, group in schedules(binder) for one in group if one.entry.record.schedule.every in every]


def sealed(binder: Binder) -> list[Entry]:
    """The break-glass accounts: the ways in that depend on nobody who is gone."""
    return [entry for entry in own(binder, "credential") if entry.record.privilege == "break-glass"]


def key_roles(binder: Binder) -> list[Entry]:
    """The critical roles that somebody outside the outgoing provider holds."""
    return [entry for entry in own(binder, "role") if entry.record.critical and people(binder, entry.id) and employer(binder, entry.id) != binder.provider_id]


def unfinished(binder: Binder) -> list[tuple[str, list[Entry]]]:
    """What is open on the day: incidents, alarms, findings, overdue routines, exceptions in force."""
    groups = [
        ("Incidents that are not over", [entry for entry in own(binder, "incident") if entry.record.status not in OVER]),
        ("Alarms that nobody has dealt with", [entry for entry in own(binder, "monitoring_issue") if not entry.record.addressed_at]),
        ("Routines that are overdue", [one.entry for _, group in schedules(binder) for one in group if one.late]),
        ("Findings of audits and exercises", [entry for entry in own(binder, "audit_finding") if entry.record.status in ("open", "in progress")]),
        ("Exceptions that hold for a time", [entry for entry in own(binder, "waiver") if entry.record.expires >= binder.as_of]),
    ]
    return [(title, entries) for title, entries in groups if entries]


def backups(binder: Binder) -> tuple[list[Entry], list[Routine]]:
    """What is backed up and where to, and the routines that use a key of a backup, or failing those any procedure that does: to be verified first."""
    assets = own(binder, "asset")
    stores = {entry.id for entry in assets if entry.record.type == "backup"}
    keys = {entry.id for entry in own(binder, "credential") if entry.record.privilege == "backup key" or stores & set(entry.record.opens)}
    uses = [routine(binder, entry) for entry in by_title(binder.all("procedure")) if entry.record.needs and keys & set(entry.record.needs.access)]
    return [entry for entry in assets if entry.record.backed_up_to], [one for one in uses if one.due] or uses


def access(binder: Binder) -> list[tuple[Entry, list[int]]]:
    """What the outgoing provider can get in with, and the lockdown steps that close it; what none closes first."""
    plan = binder.client.transition
    closed = closed_by(plan) if plan else {}
    known = [entry for entry in own(binder, "credential") if known_to_provider(binder, entry.record)]
    return sorted(((entry, closed.get(entry.id, [])) for entry in known), key=lambda one: one[1] or [0])


def lapses(binder: Binder) -> list[Lapse]:
    """Everything of the client's that ends on a day to come, soonest first: assets that renew, contracts and the last day of their notice."""
    found = [Lapse(entry, "renews" if entry.record.auto_renews else "lapses", entry.record.renews, bool(entry.record.auto_renews)) for entry in own(binder, "asset") if entry.record.renews]
    for entry in own(binder, "contract"):
        if entry.record.ends:
            found += [Lapse(entry, "ends", entry.record.ends, entry.record.auto_renews), Lapse(entry, "last day of notice", entry.record.ends - entry.record.notice)]
    return sorted((one for one in found if one.on >= binder.as_of), key=lambda one: one.on)


def lapsing(binder: Binder) -> tuple[list[Lapse], list[Lapse]]:
    """What lapses within the next quarter, and the few after that."""
    every = lapses(binder)
    soon = [one for one in every if one.on <= binder.as_of + SOON]
    return soon, every[len(soon):len(soon) + 3]


def held_next(binder: Binder) -> list[tuple[Entry, date]]:
    """Exercises that are planned, and audits with the day by which each is due again, soonest first (S2-14, S2-23, S2-27)."""
    planned = [(entry, entry.record.planned) for entry in own(binder, "exercise") if not entry.record.result]
    latest: dict[str, Entry] = {}
    for entry in sorted(own(binder, "audit"), key=lambda one: one.record.on):
        latest |= {subject: entry for subject in entry.record.subjects}
    again = {entry.id: (entry, entry.record.on + binder.settings.intervals.audited) for entry in latest.values()}
    return sorted([*planned, *again.values()], key=lambda one: one[1])
