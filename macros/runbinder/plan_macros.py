"""The macros of the plans for a bad day: transition, incident team, communications, incidents, exercises, audits."""

from markupsafe import Markup

from runbinder import arrange, readiness as ready
from runbinder.calls import find, macro
from runbinder.checks import LEVELS
from runbinder.render import View


@macro
def transition(view: View) -> Markup:
    """The transition-away plan: who declares it, what has happened, what it takes to end it."""
    return view.render("transition", scenarios=arrange.own(view.binder, "scenario"))


@macro
def lockdown(view: View) -> Markup:
    """What is shut at once, in order, and how the services go on meanwhile."""
    return view.render("lockdown")


@macro
def successor(view: View) -> Markup:
    """How a successor is found, and the timetable until it has taken over."""
    bars, total = arrange.timetable(view.binder)
    return view.render("successor", bars=bars, total=total, candidates=arrange.own(view.binder, "candidate"))


@macro
def handover(view: View) -> Markup:
    """What is handed on, item by item, until the client has accepted it."""
    return view.render("handover")


@macro
def scenario(view: View, name: str) -> Markup:
    """One scenario of the transition plan: its first hour and its lockdown."""
    return view.render("scenario", entry=find(view, "scenario", name), steps=arrange.lockdown(view.binder, name))


@macro
def incident_team(view: View) -> Markup:
    """The incident management team with the customer's seat."""
    return view.render("incident_team")


@macro
def dispute_protocol(view: View) -> Markup:
    """What happens to the customer's seat in a dispute."""
    return view.render("dispute_protocol")


@macro
def communications(view: View) -> Markup:
    """Who tells whom what, and who answers what comes in."""
    return view.render("communications", audiences=arrange.own(view.binder, "audience"), inbound=arrange.own(view.binder, "inbound"))


@macro
def standard(view: View) -> Markup:
    """The provider's communication standard and the legal clocks."""
    return view.render("standard", clocks=view.binder.all("legal_clock"))


@macro
def messages(view: View) -> Markup:
    """The message library, by whom it is for."""
    return view.render("messages", groups=arrange.messages_by_audience(view.binder))


@macro
def message(view: View, name: str) -> Markup:
    """One message with its variables and approval."""
    return view.render("message", entry=find(view, "message", name))


@macro
def incidents(view: View) -> Markup:
    """Incidents, weekly statuses, monitoring issues."""
    latest = sorted(view.binder.all("incident"), key=lambda entry: entry.record.reported_at, reverse=True)
    return view.render("incidents", entries=latest, weekly=arrange.own(view.binder, "weekly_status"), monitoring=arrange.own(view.binder, "monitoring_issue"))


@macro
def incident(view: View, name: str) -> Markup:
    """One incident with its updates and its report."""
    return view.render("incident", entry=find(view, "incident", name))


@macro
def exercises(view: View) -> Markup:
    """Exercises, latest first."""
    return view.render("exercises", entries=sorted(view.binder.all("exercise"), key=lambda entry: entry.record.planned, reverse=True))


@macro
def exercise(view: View, name: str) -> Markup:
    """One exercise and what it found."""
    return view.render("exercise", entry=find(view, "exercise", name), findings=arrange.findings(view.binder, name))


@macro
def audits(view: View) -> Markup:
    """Audits, latest first."""
    return view.render("audits", entries=sorted(view.binder.all("audit"), key=lambda entry: entry.record.on, reverse=True))


@macro
def audit(view: View, name: str) -> Markup:
    """One audit and what it found."""
    return view.render("audit", entry=find(view, "audit", name), findings=arrange.findings(view.binder, name))


@macro
def readiness(view: View) -> Markup:
    """How ready the binder is: level, findings, what to do next, the evidence matrix."""
    binder = view.binder
    found = {"steps": ready.next_steps(binder), "waived": ready.waived(binder), "scores": ready.scores(binder), "matrix": ready.matrix(binder)}
    return view.render("readiness", it=ready.readiness(binder), levels=LEVELS, **found)
