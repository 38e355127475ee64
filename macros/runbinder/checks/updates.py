"""INC: what the client was told while an incident was open, how often, and who was in copy."""

from collections.abc import Iterator
from datetime import datetime

from runbinder.analysis import silence
from runbinder.analysis.reach import own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.incidents import Update
from runbinder.model.values import Duration


@check("INC-04", level=4)
def the_client_never_waits_longer_than_the_interval(binder: Binder) -> Said:
    """Between two updates of an incident lies no more time than its urgency allows: three hours where it is urgent.

    An hourly update of which two in a row may be skipped leaves three hours at most (S3-15). The time counts from the
    acknowledgement to the closing of the ticket, in the client's working hours unless the standard says that nights count.

    Fix: write the update that is missing, and agree with whoever is on duty that one is sent even if nothing is new. If the times in the record are wrong, correct them.
    """
    for entry in own(binder, "incident"):
        for one in silence.silences(binder, entry.record):
            heard = f"incident '{entry.id}' ({entry.record.urgency}): the client heard nothing from {_span(one.since, one.until)}"
            yield _reached(entry, one.until), f"{heard}; that counts as {one.counted}, and the standard allows {one.allowed}"


@check("INC-05", level=4, severity="warning")
def an_update_comes_at_the_times_of_day(binder: Binder) -> Said:
    """On each working day that an incident is open an update comes at the times of its urgency, and by 16:30 at the latest.

    A client who knows that news comes in the morning, at noon and before going home does not have to ask for it
    (S3-16, S3-17, S3-19, S3-20).

    Fix: send it then, also when nothing has changed. The times are `slots` and `end_of_day` of the provider's standard, in the client's time zone.
    """
    for entry in own(binder, "incident"):
        for one in silence.missed(binder, entry.record):
            first, *more = one.due
            also = f" and at {len(more)} later time{'s' * (len(more) > 1)}" if more else ""
            came = f"the next one came {_minute(one.until)}" if one.until else "none came afterwards"
            yield _reached(entry, one.until), f"incident '{entry.id}' ({entry.record.urgency}): no update at {_minute(first)}{also}; {came}"


@check("INC-23", level=4, severity="warning")
def an_update_comes_when_it_was_promised(binder: Binder) -> Said:
    """The next update comes by the time that the last one named.

    Whoever names a time and lets it pass is asked for news at that very minute (S3-20, S3-24). What the standard's own
    times show to be late is left to INC-04 and INC-05.

    Fix: name a time that can be kept, and write then, if only to name the next one.
    """
    for entry in own(binder, "incident"):
        told = {one.until for one in (*silence.silences(binder, entry.record), *silence.missed(binder, entry.record))}
        updates = entry.record.updates
        for number, (one, following) in enumerate(zip(updates, updates[1:], strict=False), start=1):
            if one.next_update_at and following.at > one.next_update_at and following.at not in told:
                yield (*entry.route, "updates", number), f"update {number + 1} of incident '{entry.id}' was promised for {_minute(one.next_update_at)} and came {_minute(following.at)}"


@check("INC-06", level=4)
def the_project_manager_is_in_copy(binder: Binder) -> Said:
    """The project manager sends, gets or is in copy of every update.

    Somebody has to know all that was said to a client, whoever said it (S3-21).

    Fix: put the project manager under `cc`; who that is stands in client.yml under `project_manager`.
    """
    manager = binder.client.profile.project_manager
    names = {manager, *(role.id for role in binder.all("role") if manager in (role.record.holder, *role.record.deputies))}
    if own(binder, "incident") and not manager:
        yield ("clients", binder.id, "profile", "project_manager"), f"'{binder.id}' names no project manager to be in copy of updates"
    for entry, number, update in _updates(binder):
        if manager and names.isdisjoint((update.by, *update.to, *update.cc)):
            yield (*entry.route, "updates", number, "cc"), f"update {number + 1} of incident '{entry.id}' ({_minute(update.at)}) went out without a copy to the project manager '{manager}'"


@check("INC-07", level=4)
def the_client_is_called_where_nobody_could_be_asked(binder: Binder) -> Said:
    """If a surprising update goes out without the project manager, who was not to be reached, the client is called at once.

    A surprise read alone is a surprise misread; a voice can explain it (S3-23).

    Fix: call, and write the time under `client_called_at`. How soon is `call_after_surprise` in the settings.
    """
    limit = binder.settings.thresholds.call_after_surprise
    for entry, number, update in _updates(binder):
        which = f"update {number + 1} of incident '{entry.id}' ({_minute(update.at)}) went out without the project manager, who was not to be reached"
        if update.pm_unreachable and not update.client_called_at:
            yield (*entry.route, "updates", number, "client_called_at"), f"{which}, and the client was not called"
        elif update.pm_unreachable and (later := update.client_called_at - update.at) > limit:
            yield (*entry.route, "updates", number, "client_called_at"), f"{which}, and the client was called {Duration.read(later)} later; call_after_surprise is {limit}"


@check("INC-08", level=4)
def a_surprise_is_talked_over_first(binder: Binder) -> Said:
    """Before an update that may surprise or confuse goes out, the project manager is asked.

    Who knows the client knows what they will read into it (S3-22).

    Fix: ask first and write the time under `pm_consulted_at`; or `pm_unreachable: yes` and call the client.
    """
    for entry, number, update in _updates(binder):
        asked = update.pm_unreachable or update.by == binder.client.profile.project_manager
        if update.may_surprise and not asked and (not update.pm_consulted_at or update.pm_consulted_at > update.at):
            when = f"was asked at {_minute(update.pm_consulted_at)}, after it had gone out" if update.pm_consulted_at else "was not asked"
            yield (*entry.route, "updates", number, "pm_consulted_at"), f"update {number + 1} of incident '{entry.id}' ({_minute(update.at)}) may surprise, and the project manager {when}"


@check("INC-10", level=4, severity="warning")
def an_open_incident_is_in_the_weekly_status(binder: Binder) -> Said:
    """Every incident that was open when a weekly status went out stands in it, and each week with an open incident has one.

    What drags on for weeks drops out of everybody's mind unless somebody lists it (S3-18).

    Fix: name the incident under `incidents` of that week's status; send and record the status that is missing.
    """
    statuses, open_over = own(binder, "weekly_status"), silence.weeks_open(binder)
    for entry in own(binder, "incident"):
        begun, over = silence.open_from_to(binder, entry)
        for status in statuses:
            if begun <= status.record.sent < over and entry.id not in status.record.incidents:
                yield (*status.route, "incidents"), f"incident '{entry.id}' was open when the status of the week of {status.record.week} was sent, and is not in it"
    missing = sorted(set(open_over) - {status.record.week for status in statuses})
    if missing:
        weeks = f"{len(missing)} weeks have no weekly status, the first that of" if len(missing) > 1 else "there is no weekly status for the week of"
        yield ("clients", binder.id, "weekly_statuses"), f"{weeks} {missing[0]}, over the end of which incident '{open_over[missing[0]]}' was open"


@check("INC-14", level=4)
def an_update_says_what_comes_next(binder: Binder) -> Said:
    """Every update but the last one names the next steps and the time of the next update.

    Actions alone leave the reader with a question: and now? (S3-14, S3-24)

    Fix: add `next_steps` and `next_update_at`.
    """
    for entry, number, update in _updates(binder):
        last = number + 1 == len(entry.record.updates) and (entry.record.closure or entry.record.status == "closed")
        missing = [words for words, value in (("what comes next", update.next_steps), ("when the next update comes", update.next_update_at)) if not value]
        if missing and not last:
            yield (*entry.route, "updates", number), f"update {number + 1} of incident '{entry.id}' ({_minute(update.at)}) does not say {' nor '.join(missing)}"


@check("INC-15", level=4)
def the_first_word_is_a_prompt_acknowledgement(binder: Binder) -> Said:
    """The first that a client hears is that somebody is on it, within the target.

    Silence after a report feels like a report that got lost (S3-3, S3-4). Outside working hours the target counts only
    where the standard says that nights count for the urgency.

    Fix: answer first, diagnose later, with the message *acknowledgement*. The target is `acknowledge_within` in the settings.
    """
    limit = binder.settings.thresholds.acknowledge_within
    for entry in own(binder, "incident"):
        one = entry.record
        took = silence.counted(binder, one, one.reported_at, one.acknowledged_at)
        if one.acknowledged_at < one.reported_at:
            yield (*entry.route, "acknowledged_at"), f"incident '{entry.id}' was acknowledged {_minute(one.acknowledged_at)}, before it was reported {_minute(one.reported_at)}"
        elif took > limit:
            yield (*entry.route, "acknowledged_at"), f"incident '{entry.id}' was reported {_minute(one.reported_at)} and acknowledged {Duration.read(took)} later; acknowledge_within is {limit}"
        first = one.updates[0] if one.updates else None
        message = binder.find(first.message or "", ("message",)) if first else None
        if first and first.at < one.acknowledged_at:
            yield (*entry.route, "updates", 0), f"the first update of incident '{entry.id}' ({_minute(first.at)}) went out before the acknowledgement ({_minute(one.acknowledged_at)})"
        elif message and first.at == one.acknowledged_at and message.record.type != "acknowledgement":
            yield (*entry.route, "updates", 0, "message"), f"the first message of incident '{entry.id}' was made from '{message.id}', which is no acknowledgement"


@check("INC-19", level=4, severity="warning")
def the_client_knows_the_newest_finding(binder: Binder) -> Said:
    """What was found last is not much newer than the last update.

    A finding that waits in somebody's notes is lost when that somebody goes home (S3-31). Working hours count, nights only
    where the standard says so.

    Fix: write the update that tells of it. How much newer it may be is `ticket_lag` in the settings.
    """
    limit = binder.settings.thresholds.ticket_lag
    for entry in own(binder, "incident"):
        newest = max((one.at for one in entry.record.findings), default=None)
        told = max((one.at for one in entry.record.updates), default=entry.record.acknowledged_at)
        if newest and newest > told and (lag := silence.counted(binder, entry.record, told, newest)) > limit:
            number = next(place for place, one in enumerate(entry.record.findings) if one.at == newest)
            yield (*entry.route, "findings", number), f"the newest finding of incident '{entry.id}' ({_minute(newest)}) is {Duration.read(lag)} newer than the last update; ticket_lag is {limit}"


@check("INC-21", level=4, severity="info")
def the_client_had_not_to_ask(binder: Binder) -> Said:
    """No client had to ask for news.

    The count of times is the plainest measure of whether the cadence was kept (S3-20).

    Fix: nothing in the record; look at which hour they asked, and have an update come before it next time.
    """
    for entry in own(binder, "incident"):
        if times := entry.record.client_chased:
            yield (*entry.route, "client_chased"), f"in incident '{entry.id}' the client had to ask for news {'once' if times == 1 else f'{times} times'}"


def _updates(binder: Binder) -> Iterator[tuple[Entry, int, Update]]:
    for entry in own(binder, "incident"):
        for number, update in enumerate(entry.record.updates):
            yield entry, number, update


def _reached(entry: Entry, moment: datetime | None) -> Route:
    """The update of a moment, or all of them."""
    number = next((number for number, one in enumerate(entry.record.updates) if one.at == moment), None)
    return (*entry.route, "updates") if number is None else (*entry.route, "updates", number)


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _span(since: datetime, until: datetime) -> str:
    return f"{_minute(since)} to {until:%H:%M}" if since.date() == until.date() else f"{_minute(since)} to {_minute(until)}"
