"""The macro of the incident desk: a page that runs an incident without a server, with all that it knows put into the page."""

import json
from datetime import timedelta
from typing import Any

from markupsafe import Markup

from runbinder.analysis import letters, silence
from runbinder.analysis.cadence import WEEKDAYS
from runbinder.calls import macro
from runbinder.model.binder import Binder, Entry
from runbinder.model.messages import UrgencyRule
from runbinder.pages import address
from runbinder.render import View

_MINUTE = timedelta(minutes=1)
# What would end the script element, or a line of it to an old reader of JSON.
_HIDDEN = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
QUESTIONS = (
    ("customers", "urgent", "Are customers dissatisfied or blocked?"),
    ("deadline", "urgent", "Is an internal deadline blocked?"),
    ("workaround_exists", "high", "Is there a workaround that people can live with?"),
    ("inconvenience", "medium", "Is it more of an inconvenience than a blockade?"),
)
"""The four that decide (S3-5 to S3-8): name, the urgency that a yes makes it, words. The first yes counts; four times no is medium, as INC-16 has it."""
FIRST = {"actions": "Logged the report.", "next_steps": "Assess how urgent it is and try to see the fault ourselves."}
"""What an acknowledgement says was done and comes next, unless somebody writes more: it has to be out in minutes."""
STAGES = (
    ("acknowledged", "Acknowledge", ("acknowledgement",), ""),
    ("assessing", "Assess the urgency", ("acknowledgement", "investigating"), ""),
    ("reproducing", "See the fault", ("cannot_reproduce_yet", "investigating"), "reproduce"),
    ("isolating", "Isolate the cause", ("identified", "update", "workaround"), "tickets"),
    ("fixing", "Mend it", ("update", "workaround", "surprise_update"), "surprise"),
    ("monitoring", "Watch it", ("monitoring", "update"), "monitoring"),
    ("resolved", "Resolved: close it well", ("resolved", "incident_report_cover"), "no_blame"),
    ("closed", "Closed", ("incident_report_cover",), ""),
)
"""Status of an incident, what is done then, the kinds of message that fit, and the standard's words about it."""


@macro
def desk(view: View) -> Markup:
    """The incident desk: urgency, due times, messages, timeline and report of incidents that are open now, kept in the browser."""
    facts = known(view) if view.binder.provider.standard else None
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).translate(_HIDDEN) if facts else ""
    return view.render("desk", facts=Markup(text), questions=QUESTIONS, stages=STAGES, services=view.binder.all("service"))


def known(view: View) -> dict[str, Any]:
    """All that the scripts of the desk know: they know nothing by heart, so that another standard is another file and no other script."""
    binder = view.binder
    standard, profile = binder.provider.standard, binder.client.profile
    assert standard
    manager = binder.find(profile.project_manager or "", ("person",))
    return {
        "binder": binder.id, "client": str(profile.name), "zone": profile.timezone, "calendar": calendar(binder), "version": binder.digest,
        "standard": {
            "urgencies": {name: rule_of(rule) for name, rule in standard.urgencies.items()}, "end_of_day": f"{standard.end_of_day:%H:%M}",
            "closing_steps": list(standard.closing_steps), "report_headings": list(standard.report_headings), "slack": 15,
            "forbidden": [{"pattern": one.pattern, "say": one.say} for one in standard.forbidden],
        },
        "acknowledge_within": _minutes(binder.settings.thresholds.acknowledge_within),
        "stages": [{"status": status, "does": does, "kinds": kinds} for status, does, kinds, _ in STAGES],
        "calm": list(silence.CALM), "known": letters.said(binder), "project_manager": manager.id if manager else "",
        "messages": {entry.id: _message(view, entry) for entry in binder.all("message") if entry.record.type != "exercise_prefix"},
        "questions": [{"name": name, "makes": makes} for name, makes, _ in QUESTIONS], "first": FIRST,
        "people": {entry.id: {"name": entry.title, "title": str(entry.record.title or ""), "of": str(entry.record.organisation)} for entry in _people(binder)},
        "services": {entry.id: {"name": entry.title, "by": [str(one) for one in (entry.record.done_by, *entry.record.or_by)]} for entry in binder.all("service")},
        "organisations": {entry.id: entry.title for entry in binder.all("organisation")},
        "incidents": [entry.id for entry in binder.all("incident")],
    }


def calendar(binder: Binder) -> dict[str, Any]:
    """Working time, as the scripts read it."""
    one = binder.client.calendar
    return {"days": list(one.working_days or WEEKDAYS), "starts": f"{one.starts:%H:%M}", "ends": f"{one.ends:%H:%M}", "holidays": [day.isoformat() for day in one.holidays]}


def rule_of(rule: UrgencyRule) -> dict[str, Any]:
    """How often a client hears: lengths in minutes, times of day as text, `night` where the clock does not stop."""
    return {"every": _minutes(rule.every) if rule.every else 0, "skips": rule.skips, "slots": [f"{one:%H:%M}" for one in rule.slots],
            "per_day": rule.per_day or 0, "night": silence.at_night(rule), "outside": str(rule.outside_hours or "")}


def _message(view: View, entry: Entry) -> dict[str, Any]:
    one = entry.record
    asks = {name: {"example": str(asked.example or ""), "from": str(asked.source or ""), "required": asked.required} for name, asked in one.asks.items()}
    return {"title": str(one.title), "kind": one.type, "subject": str(one.subject or ""), "text": str(one.text), "asks": asks, "final": one.final,
            "not": [str(words) for words in one.do_not_say], "at": view.url(address(entry)), "own": entry.party == "client"}


def _people(binder: Binder) -> list[Entry]:
    """Everybody, the provider's people first, who are the ones at the desk, then the client's; each by name."""
    order = (binder.provider_id, binder.id)
    return sorted(binder.all("person"), key=lambda one: (order.index(of) if (of := str(one.record.organisation)) in order else 2, of, one.title.casefold()))


def _minutes(length: timedelta) -> int:
    return round(length / _MINUTE)
