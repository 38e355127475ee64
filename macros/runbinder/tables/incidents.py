"""What happened, what the client heard of it, what was decided, and how well the standard's promises were kept."""

from collections.abc import Iterator

from runbinder.analysis.kept import NEWS, summed, verdicts
from runbinder.model.binder import Binder, Entry
from runbinder.tables.registry import Row, ref, refs, table


@table("Incidents", "incidents/index", "Incident", "Ticket", "Reported", "Reporter", "Service", "Urgency", "Severity", "Status", "Acknowledged", "Updates", "Client chased", "Closed", "Report")
def incidents(binder: Binder) -> Iterator[Row]:
    for entry in _latest(binder):
        it = entry.record
        yield (entry, it.ticket, it.reported_at, ref(binder, it.reporter), ref(binder, it.service), it.urgency, it.severity, it.status, it.acknowledged_at,
               len(it.updates), it.client_chased, it.closure.closed_at if it.closure else None, it.report is not None)


@table("What the client was told", "incidents/index", "Incident", "At", "By", "To", "In copy", "Over", "Message", "What was done", "What comes next", "Next update at")
def updates(binder: Binder) -> Iterator[Row]:
    for entry in _latest(binder):
        for it in entry.record.updates:
            yield (entry, it.at, ref(binder, it.by), refs(binder, it.to), refs(binder, it.cc), ref(binder, it.over), ref(binder, it.message), it.actions,
                   it.next_steps, it.next_update_at)


@table("Decisions", "incidents/index", "Incident", "Time", "Decision", "Why", "Decided by", "Joint", "Customer present")
def decisions(binder: Binder) -> Iterator[Row]:
    for entry in _latest(binder):
        for it in entry.record.decisions:
            yield entry, it.at, it.decision, it.why, refs(binder, it.decided_by), it.joint, it.customer_present


@table("What keeps incidents from coming back", "incidents/index", "Incident", "What is changed", "Sort", "Owner", "Due", "Done")
def prevention(binder: Binder) -> Iterator[Row]:
    for entry in _latest(binder):
        for it in entry.record.closure.prevention if entry.record.closure else ():
            yield entry, it.action, it.type, ref(binder, it.owner), it.due, it.done


@table("How well we kept our word", "incidents/index", "Month", "Urgency", "Incidents", "News due", "In time", "Per cent", "Longest silence", "Allowed", "Copies due", "In copy", "Closings due", "In order", "Reports due", "Whole", "Not kept in")
def kept(binder: Binder) -> Iterator[Row]:
    for one in summed(verdicts(binder)):
        pairs = [count for rule in ("copy", "closing", "report") for count in (one.due(rule), one.kept(rule))]
        yield (f"{one.month:%Y-%m}", one.urgency, len(one.verdicts), one.due(*NEWS), one.kept(*NEWS), one.share(), one.longest(), one.verdicts[0].allowed, *pairs,
               [ref(binder, each.id, "incident") for each in one.failed()])


@table("Weekly statuses", "incidents/index", "Status", "Week", "By", "Sent", "To", "Incidents")
def weekly_statuses(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("weekly_status"):
        it = entry.record
        yield entry, it.week, ref(binder, it.by), it.sent, refs(binder, it.to), refs(binder, it.incidents)


@table("Monitoring issues", "incidents/index", "Issue", "Shown", "Seen by", "Seen", "Owner", "Reported", "Dealt with", "Incident")
def monitoring_issues(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("monitoring_issue"):
        it = entry.record
        yield entry, it.what, ref(binder, it.seen_by), it.seen_at, ref(binder, it.owner), it.reported_at, it.addressed_at, ref(binder, it.incident)


def _latest(binder: Binder) -> list[Entry]:
    return sorted(binder.all("incident"), key=lambda entry: entry.record.reported_at, reverse=True)
