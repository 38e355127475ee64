"""SCH: routines that are done when they are due, and that somebody else has the hours for."""

from datetime import timedelta

from runbinder.analysis.cadence import DAYS, IN_MONTHS, last_day, next_due, times_a_week
from runbinder.analysis.reach import gone, own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.values import Duration


@check("SCH-01", level=2, severity="warning")
def routine_is_done_when_it_is_due(binder: Binder) -> Said:
    """Every routine was done when it was last due, or within its tolerance.

    A routine that lapses is how a failed backup stays unseen, and whoever takes over needs to know what is owed (S2-21, S2-22).

    Fix: do it and write the day as `last_done`; if it is no longer wanted in that rhythm, change `every` or `on`.
    """
    for entry in own(binder, "procedure"):
        schedule, calendar = entry.record.schedule, binder.client.calendar
        rhythm = f"every {schedule.every}{f', {schedule.on}' if schedule.on else ''}"
        route = (*entry.route, "schedule")
        if schedule.last_done is None and schedule.every in (*DAYS, *IN_MONTHS):
            yield route, f"procedure '{entry.id}' is due {rhythm}, and nobody has written down that it was ever done"
        elif (last := last_day(schedule, calendar)) and last < binder.as_of:
            grace = f" and could wait until {last}" if schedule.tolerance else ""
            days = (binder.as_of - last).days
            told = f"procedure '{entry.id}' ({rhythm}) was last done on {schedule.last_done}; it was due on {next_due(schedule, calendar)}"
            yield (*route, "last_done"), f"{told}{grace}, {days} {'day' if days == 1 else 'days'} ago"


@check("SCH-03", level=3, severity="info")
def others_have_the_hours_for_the_routines(binder: Binder) -> Said:
    """Whoever does the routines instead of the usual performer has enough working hours in a week for all of them.

    One technician on standby can be named in every procedure, and can not be everywhere (S2-22).

    Fix: spread the routines over more roles under `or_by`, or add deputies to the role.
    """
    calendar = binder.client.calendar
    day = timedelta(hours=calendar.ends.hour - calendar.starts.hour, minutes=calendar.ends.minute - calendar.starts.minute)
    week = len(calendar.working_days) * (day % timedelta(days=1))
    load: dict[str, timedelta] = {}
    for entry in own(binder, "procedure"):
        procedure = entry.record
        for other in procedure.or_by:
            hours = times_a_week(procedure.schedule, calendar) * (procedure.duration or timedelta(0))
            load[other.role] = load.get(other.role, timedelta(0)) + hours
    for name, needed in load.items():
        role = binder.find(name, ("role",))
        people = {name for name in (role.record.holder, *role.record.deputies) if name} if role else {name}
        there = [name for name in people if not gone(binder.find(name, ("person",)), binder.as_of)]
        if there and needed > len(there) * week:
            have = f"{len(there)} {'person' if len(there) == 1 else 'people'} with {_hours(len(there) * week)}"
            yield role.route if role else ("clients", binder.id, "procedures"), f"'{name}' stands in for {_hours(needed)} of routines a week; that is {have}"


@check("SCH-04", level=2, severity="warning")
def routine_was_not_done_tomorrow(binder: Binder) -> Said:
    """No routine was last done on a day that is still to come.

    A slip in a date hides that the routine lapses, until that day has passed (S2-21).

    Fix: correct `last_done`.
    """
    for entry in own(binder, "procedure"):
        last = entry.record.schedule.last_done
        if last and last > binder.as_of:
            yield (*entry.route, "schedule", "last_done"), f"procedure '{entry.id}' was last done on {last}, which is after {binder.as_of}"


def _hours(time: timedelta) -> str:
    return f"{Duration.read(time).total_seconds() / 3600:g} h"
