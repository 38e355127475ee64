"""INC: alarms that somebody saw, and what became of them."""

from datetime import date, timedelta

from runbinder.analysis.cadence import works
from runbinder.analysis.reach import own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.control import Calendar

_OPEN = timedelta(weeks=1)
"""By then a weekly status has gone out (S3-18), and whoever owns the alarm has had to look at it once more."""


@check("INC-20", level=4, severity="warning")
def an_alarm_that_was_seen_is_reported(binder: Binder) -> Said:
    """Whoever saw an alarm reported it, dealt with it, or made an incident of it.

    "I thought somebody had it" is how the small warning becomes the large outage (S3-26).

    Fix: report it and set `reported_at`, or deal with it and set `addressed_at`; name the `incident` it became.
    """
    for entry in own(binder, "monitoring_issue"):
        one, seen = entry.record, entry.record.seen_at.date()
        if seen < binder.as_of and not (one.reported_at or one.addressed_at or one.incident):
            yield (*entry.route, "reported_at"), f"alarm '{entry.id}' was seen on {seen}, {(binder.as_of - seen).days} days ago, and is neither reported nor dealt with; '{one.owner}' owns it"


@check("INC-26", level=4, severity="warning")
def an_alarm_is_not_left_lying(binder: Binder) -> Said:
    """An alarm is reported by the next working day, and within a week it is dealt with or an incident.

    Whoever sees it owns it until it is addressed; one that waits is one that everybody gets used to (S3-26).

    Fix: deal with it and set `addressed_at`, or name the `incident` it became; if a time is wrong, correct it.
    """
    for entry in own(binder, "monitoring_issue"):
        one, seen = entry.record, entry.record.seen_at.date()
        field, word = ("reported_at", "reported") if one.reported_at else ("addressed_at", "dealt with")
        first = getattr(one, field)
        if first and first.date() > _next_working_day(seen, binder.client.calendar):
            yield (*entry.route, field), f"alarm '{entry.id}' was seen on {seen} and {word} {(first.date() - seen).days} days later"
        elif first and not one.addressed_at and not one.incident and binder.as_of - seen > _OPEN:
            yield (*entry.route, "addressed_at"), f"alarm '{entry.id}' was seen on {seen}, {(binder.as_of - seen).days} days ago, and is neither dealt with nor an incident; '{one.owner}' owns it"


def _next_working_day(day: date, calendar: Calendar) -> date:
    following = (day + timedelta(days=number) for number in range(1, 15))
    return next((one for one in following if works(one, calendar)), day + timedelta(days=14))
