"""The tickets of a file -> incidents in a client's binder, for the rules that judge the plans."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from runbinder.analysis.kept import PARTS, manager_names
from runbinder.analysis.silence import CALM
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.incidents import Closure, Incident, IncidentReport, Update, WeeklyStatus
from runbinder.model.messages import Message
from runbinder.tickets.log import Event, Log, Ticket
from runbinder.tickets.rows import Fault
from runbinder.tickets.times import shown
from runbinder.tickets.words import STEPS

_UPDATE = Update.model_construct(by="", to=())
"""What all updates of a file have in common; a copy costs a third of one that is made anew."""


@dataclass(frozen=True)
class Case:
    """A ticket as an incident, in a binder that holds no other; `unsaid` are the rules that the file says nothing about."""

    binder: Binder
    ticket: Ticket
    incident: Incident
    news: tuple[Event, ...]
    unsaid: frozenset[str]

    def line(self, part: Route) -> int:
        """The line that a part of the incident comes from; the ticket's last one where something is not there."""
        if part[0] == "updates" and len(part) > 1:
            return self.news[int(part[1])].line
        if part[0] == "acknowledged_at":
            return self.ticket.moments.get("acknowledged", (None, self.news[0].line if self.news else self.ticket.line))[1]
        if part[0] == "report" and self.ticket.report:
            return self.ticket.report[0]
        what = "closed" if part[-1] == "closed_at" else str(part[-1])
        return self.ticket.moments.get(what, (None, self.ticket.last))[1]


def called(binder: Binder) -> frozenset[str]:
    """What the client's project manager may be called in a file, in small letters: ids, names, roles, mail addresses."""
    ids = manager_names(binder)
    entries = [entry for name in ids if (entry := binder.find(name, ("person", "role")))]
    mails = [str(one.email) for entry in entries for one in getattr(entry.record, "contacts", ()) if one.email]
    return frozenset(word.casefold() for word in (*ids, *(entry.title for entry in entries), *mails))


def cases(log: Log, binder: Binder) -> Iterator[Case]:
    """Every ticket that can be judged, in the order of the file; the others become faults of the log."""
    manager = binder.client.profile.project_manager
    index = {**binder.index, "message": {**binder.index.get("message", {}), **_messages()}}
    missing = {"copy": not {"to", "cc"} & set(log.layout.of), "closing": not set(STEPS) & log.told, "report": "report" not in log.told}
    of_file = {rule for rule, lacks in missing.items() if lacks}
    for ticket in log.tickets.values():
        lacks = _lacks(ticket)
        if lacks:
            log.faults.append(Fault(ticket.line, f"ticket {shown(ticket.id)}: {lacks[0]}", lacks[1]))
        if lacks or ticket.unread:
            log.skipped.append(ticket.id)
            continue
        news = tuple(sorted(ticket.news, key=lambda event: (event.at, event.line)))
        incident = _incident(ticket, news, manager, binder)
        weekly = {str(number): WeeklyStatus.model_construct(sent=at, incidents=(ticket.id,)) for number, at in enumerate(sorted(ticket.weekly))}
        client = binder.client.model_copy(update={"incidents": {ticket.id: incident}, "weekly_statuses": weekly})
        yield Case(replace(binder, client=client, index=index), ticket, incident, news, frozenset({*of_file, *(() if incident.reported_at else ("acknowledgement",))}))


def _lacks(ticket: Ticket) -> tuple[str, str] | None:
    """What a ticket can not be judged without, and what to do; of one with lines that can not be read that was said."""
    if ticket.unread:
        return None
    if ticket.urgency is None:
        return "no row says how urgent it is", "fill in its urgency or priority"
    if not ticket.news and not {"opened", "acknowledged"} & set(ticket.moments):
        return "no row says when it was opened or answered", "fill in when it was opened, or what the client was told"
    return None


def _incident(ticket: Ticket, news: tuple[Event, ...], manager: str | None, binder: Binder) -> Incident:
    moments = {what: at for what, (at, _) in ticket.moments.items()}
    closed = _closed(moments, news)
    updates = tuple(_UPDATE.model_copy(update={"at": one.at, "cc": (manager,) if one.copied else (), "message": f":{one.kind}" if one.kind in CALM else None}) for one in news)
    return Incident.model_construct(
        title=ticket.title, ticket=ticket.id, urgency=ticket.urgency, status="closed" if closed else "resolved" if "resolved" in moments else "fixing",
        reported_at=moments.get("opened"), acknowledged_at=moments.get("acknowledged", news[0].at if news else None), updates=updates,
        closure=_closure(moments, closed) if closed else None, report=_report(ticket, binder),
    )


def _closed(moments: dict[str, datetime], news: tuple[Event, ...]) -> datetime | None:
    """When a ticket was closed; where nobody closes tickets, when it was resolved, if nothing came after that. What was opened again is open."""
    closed, resolved, again = (moments.get(what) for what in ("closed", "resolved", "reopened"))
    if closed is None and resolved and not (news and news[-1].at > resolved):
        closed = resolved
    return None if closed and again and again >= closed else closed


def _closure(moments: dict[str, datetime], closed: datetime) -> Closure:
    steps = {step: moments.get(step) for step in STEPS}
    impact = steps["impact_solved_at"] or min(at for at in (*steps.values(), moments.get("resolved"), closed) if at)
    return Closure.model_construct(**{**steps, "impact_solved_at": impact, "problem": "in the file" if steps["problem"] else None}, closed_at=closed)


def _report(ticket: Ticket, binder: Binder) -> IncidentReport | None:
    """A report of which each part is there whose heading stands in its text."""
    if not ticket.report:
        return None
    text = " ".join(ticket.report[1].casefold().split())
    headings = binder.provider.standard.report_headings
    return IncidentReport.model_construct(**{part: heading.casefold() in text or None for part, heading in zip(PARTS, headings, strict=True)})


def _messages() -> dict[str, Entry]:
    return {f":{kind}": Entry("message", f":{kind}", Message.model_construct(type=kind), "provider", ()) for kind in CALM}
