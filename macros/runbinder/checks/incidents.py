"""INC: how incidents were worked on, closed and reported."""

from itertools import pairwise

from runbinder.analysis.phrases import blamed
from runbinder.analysis.reach import employer, own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.incidents import Incident

HEADINGS = (
    "Date of incident", "Reporter", "Severity (critical, high, medium, low)", "Timeline of response (include times, actions, people)",
    "Exposure / impacts", "Suspected root cause", "Resolution of issue (how was it resolved)", "Mitigation steps / prevention in future",
)
"""The eight of the incident report, to the letter (S3-37)."""
_SEARCHED = ("isolating", "fixing", "monitoring", "resolved", "closed")
"""States of an incident whose cause is being looked for, or was."""
_TOLD = {"update": "updates", "finding": "findings", "decision": "decisions", "attempt": "reproduction"}
"""What a ticket tells one after the other, and where."""


@check("INC-01", level=4)
def an_incident_that_is_over_has_its_report(binder: Binder) -> Said:
    """An incident that is over has an incident report, written within the interval.

    The ticket helps whoever works on it now; the report helps those to whom it happens next (S3-36, S3-37).

    Fix: write `report` with its eight parts. The interval is `report_due` in the settings.
    """
    limit = binder.settings.intervals.report_due
    for entry in own(binder, "incident"):
        one = entry.record
        over = one.closure.closed_at if one.closure else one.updates[-1].at if one.updates and one.status in ("resolved", "closed") else None
        if over and not one.report and (days := (binder.as_of - over.date()).days) > limit.days:
            yield (*entry.route, "report"), f"incident '{entry.id}' was over on {over.date()}, {days} days ago, and has no report; report_due is {limit}"


@check("INC-24", level=4, severity="warning", scope="provider")
def the_report_has_its_eight_headings(binder: Binder) -> Said:
    """The standard names the eight headings of an incident report to the letter and in their order.

    Reports that are all built alike can be compared, and nothing is left out because nobody thought of it (S3-37).

    Fix: write them under `report_headings` of standard.yml as the catalogue has them.
    """
    standard = binder.provider.standard
    for number, (is_, should) in enumerate(zip(standard.report_headings, HEADINGS, strict=True)) if standard else ():
        if is_ != should:
            yield ("provider", "standard", "report_headings", number), f"heading {number + 1} of the incident report is '{is_}' and not '{should}'"


@check("INC-02", level=4)
def the_report_has_the_severity_of_the_ticket(binder: Binder) -> Said:
    """Report and ticket name the same severity, and the same reporter.

    Severity is a scale of its own, beside urgency; with two answers nobody knows how bad it was (S3-37, S3-38).

    Fix: decide which of the two is right and correct the other.
    """
    for entry in own(binder, "incident"):
        report = entry.record.report
        for field in ("severity", "reporter") if report else ():
            here, there = getattr(entry.record, field), getattr(report, field)
            if here != there:
                yield (*entry.route, "report", field), f"the {field} of incident '{entry.id}' is '{here}' in the ticket and '{there}' in the report"


@check("INC-25", level=4)
def the_report_is_of_the_day_it_tells_of(binder: Binder) -> Said:
    """The day of the incident in a report is one on which something in its timeline happened.

    Reports are filed and sought by that day, and notice periods are counted from it (S3-37).

    Fix: correct `date_of_incident`, or the times of the timeline.
    """
    for entry in own(binder, "incident"):
        report = entry.record.report
        if report and (days := {line.at.date() for line in report.timeline}) and report.date_of_incident not in days:
            yield (*entry.route, "report", "date_of_incident"), f"the report of incident '{entry.id}' is of {report.date_of_incident}, and its timeline runs from {min(days)} to {max(days)}"


@check("INC-03", level=4)
def times_run_forwards(binder: Binder) -> Said:
    """The timeline of a report, and the updates, findings, decisions and attempts of a ticket, are in the order in which they happened.

    Who reads a timeline looks for what led to what (S3-39).

    Fix: put the entry in its place, or correct its time.
    """
    for entry in own(binder, "incident"):
        timeline = entry.record.report.timeline if entry.record.report else ()
        told = [("line", ("report", "timeline"), timeline), *((what, (field,), getattr(entry.record, field)) for what, field in _TOLD.items())]
        for what, where, several in told:
            for number, (before, after) in enumerate(pairwise(several), start=1):
                if after.at < before.at:
                    yield (*entry.route, *where, number, "at"), f"{what} {number + 1} of incident '{entry.id}' ({after.at:%Y-%m-%d %H:%M}) is earlier than the one before it ({before.at:%Y-%m-%d %H:%M})"


@check("INC-09", level=4)
def a_closed_ticket_says_why_and_what_now(binder: Binder) -> Said:
    """A ticket that is closed holds the cause, what was done, and what keeps it from coming back.

    Closed without these three, it will be opened again under another number (S3-32).

    Fix: write `closure`; or set `status` to where the ticket stands.
    """
    for entry in own(binder, "incident"):
        closure, status = entry.record.closure, entry.record.status
        if status == "closed" and not closure:
            yield (*entry.route, "closure"), f"incident '{entry.id}' is closed without cause, resolution and prevention"
        elif closure and status != "closed" and closure.closed_at.date() < binder.as_of:
            yield (*entry.route, "status"), f"incident '{entry.id}' was closed on {closure.closed_at.date()} and its status is '{status}'"


@check("INC-11", level=4, severity="warning")
def the_report_reaches_all_who_need_it(binder: Binder) -> Said:
    """An incident report went to the client and to the others who maintain the system.

    The client has a right to it, and whoever maintains the system meets the same fault next (S3-40).

    Fix: send it, and name under `circulated_to` who got it.
    """
    for entry in own(binder, "incident"):
        report = entry.record.report
        service = binder.find(entry.record.service)
        got = {employer(binder, name) for name in report.circulated_to} if report else set()
        maintain = {service.record.done_by, *service.record.or_by} - {binder.id} if service else set()
        missing = [who for who, wanted in (("the client", {binder.id}), ("anybody who maintains the system", maintain)) if wanted and not got & wanted]
        if report and missing:
            yield (*entry.route, "report", "circulated_to"), f"the report of incident '{entry.id}' was not circulated to {' nor to '.join(missing)}"


@check("INC-12", level=4, severity="warning")
def a_report_blames_nobody(binder: Binder) -> Said:
    """No report connects a person with a cause.

    A person who is blamed hides the next mistake; a step of the process that is named can be changed (S3-27).

    Fix: say which step, check or habit let it happen, instead of who.
    """
    names = [person.title for person in binder.all("person")]
    for entry in own(binder, "incident"):
        for where, text in _prose(entry.record):
            if words := blamed(text, names):
                yield (*entry.route, *where), f"the report of incident '{entry.id}' says '{words}'"


@check("INC-13", level=4, severity="warning")
def prevention_is_done_in_time(binder: Binder) -> Said:
    """What was agreed on to keep an incident from coming back is done by its date.

    Until then the same can happen again, with the same people having known (S3-35).

    Fix: do it and set `done`, or agree on another date and say so in the ticket.
    """
    for entry in own(binder, "incident"):
        for number, one in enumerate(entry.record.closure.prevention if entry.record.closure else ()):
            if one.due < binder.as_of and not one.done:
                at = (*entry.route, "closure", "prevention", number)
                yield (*at, "due"), f"'{one.action}' of incident '{entry.id}' was due on {one.due}, {(binder.as_of - one.due).days} days ago, and is not done ({one.owner})"


@check("INC-16", level=4)
def urgency_follows_from_the_effect(binder: Binder) -> Said:
    """Customers or a deadline blocked are urgent, a workaround makes it high, all else is medium; anything else has a reason.

    The urgency sets how often the client hears, so it must not follow from how busy the desk is (S3-5 to S3-8).

    Fix: correct `urgency` or the three answers before it, or write `urgency_reason`.
    """
    for entry in own(binder, "incident"):
        one = entry.record
        why, should = _rated(one)
        if one.urgency != should and not one.urgency_reason:
            yield (*entry.route, "urgency"), f"incident '{entry.id}' is rated '{one.urgency}' without a reason; {why}, which makes it '{should}'"


@check("INC-17", level=4, severity="warning")
def a_fault_is_seen_before_it_is_searched(binder: Binder) -> Said:
    """It was tried to see the fault before its cause was isolated, and the cause was isolated before it was mended.

    Who mends what nobody has seen mends something else (S3-9, S3-13).

    Fix: write each attempt under `reproduction`, with `result: not needed` where there was nothing to try; set `isolated_at`.
    """
    for entry in own(binder, "incident"):
        one, name = entry.record, f"incident '{entry.id}'"
        tried = min((attempt.at for attempt in one.reproduction), default=None)
        fixed = one.closure.fixed_at if one.closure else None
        if not tried and (one.isolated_at or one.status in _SEARCHED):
            yield (*entry.route, "reproduction"), f"{name} is at '{one.status}' and no attempt to see the fault is recorded"
        elif tried and one.isolated_at and one.isolated_at < tried:
            yield (*entry.route, "isolated_at"), f"the cause of {name} was isolated {one.isolated_at:%Y-%m-%d %H:%M}, before anybody tried to see the fault ({tried:%Y-%m-%d %H:%M})"
        if fixed and (not one.isolated_at or one.isolated_at > fixed):
            yield (*entry.route, "isolated_at"), f"{name} was mended {fixed:%Y-%m-%d %H:%M}, and its cause {f'isolated {one.isolated_at:%Y-%m-%d %H:%M}' if one.isolated_at else 'never isolated'}"


@check("INC-18", level=4)
def closing_steps_are_in_order(binder: Binder) -> Said:
    """An incident is closed in five steps: impact, bug, prevention, documents, communication.

    People come before the bug, and a report that goes out before prevention is agreed on says nothing new (S3-33, S3-34,
    S3-36, S3-42).

    Fix: correct the times, or do what was skipped. Where mending takes longer, name the `problem` that carries it on.
    """
    for entry in own(binder, "incident"):
        closure, at = entry.record.closure, (*entry.route, "closure")
        if not closure:
            continue
        if not closure.fixed_at and not closure.problem:
            yield (*at, "fixed_at"), f"incident '{entry.id}' was closed with its cause neither mended nor carried on as a problem"
        names = ("impact_solved_at", "fixed_at", "prevention_set_at", "documented_at", "circulated_at", "closed_at")
        done = [(name, when) for name in names if (when := getattr(closure, name))]
        for (before, first), (after, then) in pairwise(done):
            if then < first:
                yield (*at, after), f"closing incident '{entry.id}', '{after}' ({then:%Y-%m-%d %H:%M}) came before '{before}' ({first:%Y-%m-%d %H:%M})"


@check("INC-22", level=4, severity="warning")
def an_incident_improves_a_process_or_habit(binder: Binder) -> Said:
    """What keeps an incident from coming back changes a process or a habit at least once, or it is said why not.

    A technical mend helps this machine; a changed habit helps all of them (S3-28).

    Fix: add such an action with `kind: process` or `kind: habit`, or write `no_improvement_because`.
    """
    for entry in own(binder, "incident"):
        closure = entry.record.closure
        if closure and not closure.no_improvement_because and not any(one.type in ("process", "habit") for one in closure.prevention):
            yield (*entry.route, "closure", "prevention"), f"after incident '{entry.id}' no process and no habit changes, and nothing says why"


def _rated(incident: Incident) -> tuple[str, str]:
    """Why an incident is how urgent."""
    if incident.customers_blocked or incident.deadline_blocked:
        return ("customers are blocked" if incident.customers_blocked else "a deadline is blocked"), "urgent"
    return ("there is a workaround", "high") if incident.workaround_exists else ("nobody is blocked and there is no workaround", "medium")


def _prose(incident: Incident) -> list[tuple[tuple[str | int, ...], str]]:
    """What is written about causes, with its place in the incident."""
    found = []
    if report := incident.report:
        found += [(("report", "timeline", number, "action"), line.action) for number, line in enumerate(report.timeline)]
        found += [(("report", field), getattr(report, field)) for field in ("exposure", "root_cause", "resolution", "prevention")]
    if closure := incident.closure:
        found += [(("closure", field), getattr(closure, field)) for field in ("cause", "resolution")]
    return found
