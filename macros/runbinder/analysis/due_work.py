"""What is done again and again: routines, rehearsals, audits, and tests by a third party. Each source has one law."""

from collections.abc import Iterator

from runbinder.analysis.cadence import DAYS, IN_MONTHS, last_day, next_due
from runbinder.analysis.due_kinds import PLANS, Due, falls
from runbinder.analysis.holders import exercised
from runbinder.analysis.reach import own
from runbinder.analysis.recovery import promised
from runbinder.analysis.recovery_promise import promises
from runbinder.analysis.rehearsed import held, rung
from runbinder.analysis.tried import proof
from runbinder.model.binder import Binder, Entry


def routines(binder: Binder) -> Iterator[Due]:
    """A routine is due on the next day of its rhythm, and overdue after its tolerance; one that was never done is owed today."""
    for entry in own(binder, "procedure"):
        schedule, calendar = entry.record.schedule, binder.client.calendar
        day, last = next_due(schedule, calendar), last_day(schedule, calendar)
        if day and last:
            wait = f", could wait until {last}" if last > day else ""
            yield falls(binder, day, "routine", entry, f"last done {schedule.last_done}{wait}", entry.record.done_by, ("schedule",), last < binder.as_of)
        elif schedule.last_done is None and schedule.every in (*DAYS, *IN_MONTHS):
            yield falls(binder, binder.as_of, "routine", entry, "never done, as far as is written down", entry.record.done_by, ("schedule",), True)


def exercises(binder: Binder) -> Iterator[Due]:
    """A planned exercise is held on its day; a plan and a contact tree are tried again within the interval of the settings."""
    limits = binder.settings.intervals
    for entry in own(binder, "exercise"):
        if not entry.record.result:
            yield falls(binder, entry.record.planned, "exercise", entry, f"planned {entry.record.type}", [one.who for one in entry.record.participants], ("planned",))
    for field in PLANS:
        plan, days = getattr(binder.client, field), [day for day, entry in held(binder) if field.replace("_", " ") in entry.record.plans]
        if plan and days:
            owner = getattr(plan, "owner", None) or (plan.document.owner if plan.document else None)
            yield falls(binder, max(days) + limits.exercised, "exercise", field, f"exercise again, last exercised {max(days)}", owner)
    for tree in own(binder, "contact_tree"):
        if days := rung(binder, tree.id):
            yield falls(binder, max(days) + limits.tree_tested, "exercise", tree, f"ring through again, last rung {max(days)}", tree.record.starts_with, ("tested",))


def rehearsals(binder: Binder) -> Iterator[Due]:
    """Who sits in the customer's seat, a handover to strangers, a promised recovery and a message are tried again within the interval."""
    limit, team, plan = binder.settings.intervals.exercised, binder.client.incident_team, binder.client.transition
    if team and (seat := team.customer_seat).state == "active" and seat.holder and (days := [*exercised(binder, {seat.holder, seat.deputy})]):
        yield falls(binder, max(days) + limit, "exercise", "incident_team", f"take part for the customer again, last on {max(days)}", seat.holder, ("customer_seat", "holder"))
    last = next(((day, entry) for day, entry in held(binder) if entry.record.type == "handover rehearsal"), None)
    if plan and last:
        yield falls(binder, last[0] + limit, "exercise", last[1], f"rehearse the handover with another company again, last rehearsed {last[0]}", plan.owner)
    for entry, promise, _ in promises(binder):
        shown = [one.on for one in promise.demonstrated if one.on <= binder.as_of]
        if promise.procedures and shown:
            yield falls(binder, max(shown) + limit, "exercise", entry, f"show again that it is back in {promised(promise)}, last shown {max(shown)}", entry.record.owner, ("recovery", "demonstrated"))
    for entry in own(binder, "message"):
        if day := entry.record.rehearsed:
            yield falls(binder, day + limit, "exercise", entry, f"use the message in an exercise again, last used {day}", entry.record.sender or entry.record.author, ("rehearsed",))


def audits(binder: Binder) -> Iterator[Due]:
    """Each subject is audited again within the interval after its last audit."""
    latest: dict[str, Entry] = {}
    for entry in sorted(own(binder, "audit"), key=lambda one: one.record.on):
        latest |= {subject: entry for subject in entry.record.subjects if entry.record.on <= binder.as_of}
    for entry in dict.fromkeys(one.id for one in latest.values()):
        audit = binder.index["audit"][entry]
        subjects = [subject for subject, one in latest.items() if one is audit]
        yield falls(binder, audit.record.on + binder.settings.intervals.audited, "audit", audit, f"audit again: {', '.join(subjects)}", binder.client.profile.coordinator, ("on",))


def tests(binder: Binder) -> Iterator[Due]:
    """A procedure is tried again by a third party within the interval after a test that still counts."""
    for entry in own(binder, "procedure"):
        if last := proof(binder, entry):
            yield falls(binder, last.on + binder.settings.intervals.procedure_tested, "test", entry, f"third-party test again, last {last.on}", entry.record.done_by, ("tests",))
