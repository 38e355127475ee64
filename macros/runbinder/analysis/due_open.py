"""What somebody has promised to do by a day: findings, prevention, reports, alarms, what a handover lacks. Each source has one law."""

from collections.abc import Iterator
from datetime import timedelta

from runbinder.analysis.due_kinds import Due, falls
from runbinder.analysis.reach import own
from runbinder.analysis.silence import open_from_to, weeks_open
from runbinder.model.binder import Binder

_OPEN = ("open", "in progress")
_WEEK = timedelta(weeks=1)


def findings(binder: Binder) -> Iterator[Due]:
    """What an audit or exercise found, what an incident taught and what is missing at the handover is done by its day."""
    for entry in own(binder, "audit_finding"):
        if entry.record.due and entry.record.status in _OPEN:
            yield falls(binder, entry.record.due, "finding", entry, f"close the finding ({entry.record.status})", entry.record.owner, ("due",))
    for entry in own(binder, "incident"):
        it = entry.record
        for number, one in enumerate(it.closure.prevention if it.closure else ()):
            if not one.done:
                yield falls(binder, one.due, "finding", entry, f"prevention: {one.action}", one.owner, ("closure", "prevention", number))
        over = it.closure.closed_at if it.closure else it.updates[-1].at if it.updates and it.status in ("resolved", "closed") else None
        if over and not it.report:
            yield falls(binder, over.date() + binder.settings.intervals.report_due, "report", entry, "write the incident report", binder.client.profile.project_manager, ("report",))
    plan = binder.client.transition
    for number, item in enumerate(plan.acceptance.items if plan and plan.acceptance else ()):
        if item.missing and item.due:
            yield falls(binder, item.due, "finding", "transition", f"bring what is missing: {item.missing}", item.owner, ("acceptance", "items", number))


def alarms(binder: Binder) -> Iterator[Due]:
    """An alarm is reported on the day on which it is seen, and within a week it is dealt with or an incident."""
    for entry in own(binder, "monitoring_issue"):
        one, seen = entry.record, entry.record.seen_at.date()
        if not (one.addressed_at or one.incident):
            words = "deal with the alarm, or make an incident of it" if one.reported_at else "report the alarm, or deal with it"
            yield falls(binder, seen + _WEEK if one.reported_at else seen, "finding", entry, words, one.owner, ("addressed_at" if one.reported_at else "reported_at",))


def weekly(binder: Binder) -> Iterator[Due]:
    """In a week over whose end an incident is open the project manager sends the weekly status."""
    sent = {status.record.week for status in own(binder, "weekly_status")}
    monday = binder.as_of - timedelta(days=binder.as_of.weekday())
    still = [entry.id for entry in own(binder, "incident") if open_from_to(binder, entry)[1].date() > binder.as_of]
    weeks = {**weeks_open(binder), **({monday: still[0]} if still else {})}
    for week in sorted(set(weeks) - sent)[:1]:
        incident = binder.index["incident"][weeks[week]]
        words = f"send the weekly status of the week of {week}; this was open"
        yield falls(binder, week + timedelta(days=5), "report", incident, words, binder.client.profile.project_manager, ("status",), week in weeks_open(binder))
