"""The macros of the plans for a bad day: transition, incident team, communications, incidents, exercises, audits."""

from functools import partial
from typing import Any

from markupsafe import Markup

from runbinder import arrange, arrange_start, arrange_transition, composing, readiness as ready
from runbinder.analysis import approved, attended, kept, letters, lockdown as doors
from runbinder.analysis.rehearsed import DEPTHS, depth
from runbinder.analysis.rehearsed_coverage import KINDS, rehearsed, share
from runbinder.calls import find, macro
from runbinder.change_macros import since_looked_at
from runbinder.checks import LEVELS
from runbinder.edition import WITHHELD
from runbinder.loss_macros import shown
from runbinder.model.binder import Entry
from runbinder.render import View

_MANY = 12
"""How many of a kind that are not in date are shown before the rest is folded."""
_PLACES = {"transition": "transition/index.html", "incident team": "incident-team.html", "dispute protocol": "dispute-protocol.html", "communications": "communications.html", "recovery": "services/index.html"}

@macro
def transition(view: View) -> Markup:
    """The transition-away plan: who declares it, what has happened, what it takes to end it."""
    binder = view.binder
    closed, total = len(doors.to_be_closed(binder)), arrange_transition.timetable(binder).total
    return view.render("transition", scenarios=arrange.own(binder, "scenario"), closed=closed, total=total)


@macro
def run_sheet(view: View) -> Markup:
    """The transition as a list to follow: everything in the order of time, with boxes to tick."""
    return view.render("run_sheet", parts=arrange_transition.run_sheet(view.binder), scenarios=arrange.own(view.binder, "scenario"))


@macro
def lockdown(view: View) -> Markup:
    """What is shut at once, in order, what that closes, and how the services go on meanwhile."""
    steps = list(enumerate(view.binder.client.transition.lockdown, start=1)) if view.binder.client.transition else []
    return view.render("lockdown", steps=steps, coverage=arrange_transition.coverage(view.binder))


@macro
def timetable(view: View) -> Markup:
    """The phases of the exit as a chart, with the longest way through them and what the contract gives."""
    return view.render("timetable", it=arrange_transition.timetable(view.binder))


@macro
def successor(view: View) -> Markup:
    """How a successor is found: who helps meanwhile, how the choice is made, the scorecard."""
    return view.render("successor", scores=arrange_transition.scorecard(view.binder))


@macro
def knowledge(view: View) -> Markup:
    """The register of the knowledge transfer: what is learnt by whom, open items first."""
    items, done = arrange_transition.knowledge(view.binder)
    return view.render("knowledge", items=items, done=done)


@macro
def handover(view: View) -> Markup:
    """What changes hands, what comes back, what is paid, and how the client accepts it."""
    return view.render("handover")


@macro
def start_here(view: View) -> Markup:
    """What a new provider does on its first day, in its first week and month; every schedule with its next date."""
    binder = view.binder
    stored, restores = arrange_start.backups(binder)
    soon, later = arrange_start.lapsing(binder)
    of_day, of_week, of_month = (arrange_start.of_rhythm(binder, *rhythms) for rhythms in (("daily",), ("daily", "weekly"), ("monthly",)))
    found = {"sealed": arrange_start.sealed(binder), "roles": arrange_start.key_roles(binder), "unfinished": arrange_start.unfinished(binder), "access": arrange_start.access(binder)}
    routines = {"of_day": of_day, "of_week": of_week, "of_month": of_month, "schedules": arrange_start.schedules(binder), "schedule": arrange.schedule}
    return view.render("start_here", stored=stored, restores=restores, soon=soon, later=later, held=arrange_start.held_next(binder), **found, **routines)


@macro
def scenario(view: View, name: str) -> Markup:
    """One scenario of the transition plan: its first hour on one sheet, its lockdown, and what applies."""
    entry = find(view, "scenario", name)
    steps = [(number + 1, step) for number, step in doors.order(view.binder.client.transition, name)] if view.binder.client.transition else []
    tree = view.entry(entry.record.calls, "contact_tree") if entry.record.calls else None
    callees = [who for who, _, _ in tree.record.order()] if tree else []
    return view.render("scenario", entry=entry, steps=steps, tree=tree and tree.record, callees=callees, theirs=view.of(tree) if tree else view, hour=arrange_transition.first_hour(entry.record), applies=arrange_transition.applies(view.binder, entry.record), losses=shown(view, name))


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
    return view.as_provider().render("standard", clocks=view.binder.all("legal_clock"))


@macro
def messages(view: View) -> Markup:
    """The message library, by whom it is for."""
    return view.render("messages", groups=arrange.messages_by_audience(view.binder), standing=partial(approved.as_shown, view.binder))


@macro
def message(view: View, name: str) -> Markup:
    """One message with its variables and approval."""
    entry = find(view, "message", name)
    found, forms = approved.as_shown(view.binder, entry), letters.heard_in(entry.record, ("text",))
    return view.render("message", entry=entry, found=found, forms=forms, until=partial(approved.until, view.binder), composer=_composer(view, entry, found), since=since_looked_at(view, entry))


def _composer(view: View, entry: Entry, found: approved.Standing | None) -> dict[str, Any] | None:
    """What the composer on a message's page is drawn from; nothing of a message that is withheld."""
    if found is None:
        return None
    facts = composing.facts(view.binder, entry, found)
    asked, others = composing.fields(view.binder, entry.record), composing.others(view.binder, entry)
    return {"facts": Markup(composing.attribute(facts)), "fields": asked, "others": others, "versions": facts["versions"], "cc": facts["cc"]}


@macro
def incidents(view: View) -> Markup:
    """Incidents, how well we kept our word in them, weekly statuses, monitoring issues."""
    latest = sorted(view.binder.all("incident"), key=lambda entry: entry.record.reported_at, reverse=True)
    return view.render("incidents", entries=latest, rows=kept.summed(kept.verdicts(view.binder)), news=kept.NEWS, weekly=arrange.own(view.binder, "weekly_status"), monitoring=arrange.own(view.binder, "monitoring_issue"))


@macro
def incident(view: View, name: str) -> Markup:
    """One incident with its updates and its report."""
    return view.render("incident", entry=find(view, "incident", name))


@macro
def exercises(view: View) -> Markup:
    """What was held and what is next, and what was rehearsed and what never."""
    found, drawn = {"coverage": rehearsed(view.binder), "kinds": KINDS, "share": share, "depths": DEPTHS, "many": _MANY}, arrange.exercises(view.binder)
    return view.render("exercises", **drawn, **found, sides=partial(arrange.sides, view.binder), page=lambda one: _PLACES.get(one.id, ""))


@macro
def exercise(view: View, name: str) -> Markup:
    """One exercise: what it had to show and did, who took part for whom, what it found."""
    entry = find(view, "exercise", name)
    view = view.of(entry)
    binder = view.binder
    found = {"present": attended.present(binder, entry), "sides": arrange.sides(binder, entry), "seat": attended.seat(binder), "depth": depth(entry.record.type), "withheld": entry.title == WITHHELD}
    return view.render("exercise", entry=entry, findings=arrange.findings(binder, name), covers=arrange.covers(binder, entry), **found)


@macro
def audits(view: View) -> Markup:
    """Audits, latest first, and everything that audits and exercises found, what is open first."""
    findings = sorted(view.binder.all("audit_finding"), key=lambda one: (one.record.status not in ("open", "in progress"), one.record.closed or one.record.due or view.binder.as_of, one.title))
    return view.render("audits", entries=sorted(view.binder.all("audit"), key=lambda entry: entry.record.on, reverse=True), findings=findings)


@macro
def audit(view: View, name: str) -> Markup:
    """One audit and what it found."""
    entry = find(view, "audit", name)
    return view.of(entry).render("audit", entry=entry, findings=arrange.findings(view.binder.home(entry), name))


@macro
def readiness(view: View) -> Markup:
    """How ready the binder is: level, findings, what to do next, the evidence matrix."""
    binder = view.binder
    found = {"steps": ready.next_steps(binder), "waived": ready.waived(binder), "scores": ready.scores(binder), "matrix": ready.matrix(binder)}
    return view.render("readiness", it=ready.readiness(binder), levels=LEVELS, **found)
