"""What a stranger is asked about the bad day: the incident team, the plan for leaving the provider, who is told what and when."""

from runbinder.analysis.questions_kinds import Raw, asks, called, heads, own, plain, quoted
from runbinder.model.binder import Binder

_TEAM, _GONE, _TOLD = "Incident team", "Transition", "Communications"


@asks(_TEAM, seconds=60)
def who_invokes_the_plan(binder: Binder) -> Raw:
    """Who may call the incident team together, first of all."""
    if team := binder.client.incident_team:
        yield "Who is named first among those who may invoke the incident plan?", called(binder, team.invoked_by[0], "role", "person"), "incident team/invoked by"


@asks(_TEAM, seconds=60)
def where_the_team_meets(binder: Binder) -> Raw:
    """Where the team comes together, and where if that place is gone."""
    if team := binder.client.incident_team:
        yield "Where does the incident team meet at first?", heads(team.meets_at.place), "incident team/meets at"
        yield "The usual meeting place of the incident team is gone. Where does the team meet instead?", heads(team.or_at.place), "incident team/or at"


@asks(_TEAM, seconds=60, sort="duration")
def how_soon_the_team_meets(binder: Binder) -> Raw:
    """By when the team sits together, and by when a phase of the response is reached."""
    if team := binder.client.incident_team:
        yield "How soon after the incident plan is invoked does the team first meet?", [str(team.first_meeting_within)], "incident team/first meeting"
        for phase in team.phases:
            if phase.within:
                yield f"How soon after the start is the phase {quoted(phase.phase)} of the response to an incident reached?", [str(phase.within)], f"incident team/{phase.phase}"


@asks(_TEAM, seconds=90)
def who_leads_a_phase(binder: Binder) -> Raw:
    """Who leads in a part of the response."""
    team = binder.client.incident_team
    for phase in team.phases if team else ():
        yield f"Who leads the phase {quoted(phase.phase)} of the response to an incident?", called(binder, phase.led_by, "role"), f"incident team/{phase.phase}"


@asks(_GONE, seconds=60)
def who_declares_it(binder: Binder) -> Raw:
    """Who may declare the transition; until somebody does, nothing in the plan begins."""
    if plan := binder.client.transition:
        yield "Who is named first among those who may declare the transition?", called(binder, plan.invocation.by[0], "role", "person"), "transition/invocation"


@asks(_GONE, seconds=90)
def what_comes_first(binder: Binder) -> Raw:
    """What is done first in the first hour of a scenario."""
    for entry in own(binder, "scenario"):
        if first := entry.record.first_hour:
            yield f"In the scenario {quoted(entry.title)}: what is the first thing to do in the first hour? Copy out the step.", plain(first[0]), entry


@asks(_GONE, seconds=60)
def which_message_first(binder: Binder) -> Raw:
    """Which message goes out first in a scenario."""
    for entry in own(binder, "scenario"):
        if entry.record.messages:
            yield f"In the scenario {quoted(entry.title)}: which message goes out first?", called(binder, entry.record.messages[0], "message"), entry


@asks(_GONE, seconds=60)
def which_tree_for_a_scenario(binder: Binder) -> Raw:
    """Which contact tree a scenario starts; with the wrong one the suspect is the first to know."""
    for entry in own(binder, "scenario"):
        yield f"In the scenario {quoted(entry.title)}: which contact tree is started?", called(binder, entry.record.calls, "contact_tree"), entry


@asks(_GONE, seconds=90, sort="duration")
def deadline_of_a_lockdown_step(binder: Binder) -> Raw:
    """By when a way in has to be shut."""
    plan = binder.client.transition
    for number, step in enumerate(plan.lockdown if plan else (), start=1):
        yield f"Within what time of the declaration must step {number} of the lockdown be done?", [str(step.within)], f"lockdown/step {number}"


@asks(_GONE, seconds=90)
def who_does_a_lockdown_step(binder: Binder) -> Raw:
    """Who shuts a way in: never the one who came in by it."""
    plan = binder.client.transition
    for number, step in enumerate(plan.lockdown if plan else (), start=1):
        yield f"Who does step {number} of the lockdown?", called(binder, step.by, "role", "person"), f"lockdown/step {number}"


@asks(_GONE, seconds=90)
def who_keeps_it_going(binder: Binder) -> Raw:
    """Who keeps a service going between the old provider and the new (S2-29)."""
    plan = binder.client.transition
    for one in plan.continuity if plan else ():
        if service := binder.find(one.service, ("service",)):
            yield f"The provider is gone and there is no new one yet. Who keeps {quoted(service.title)} going?", called(binder, one.by, "role", "person", "organisation"), f"lockdown/continuity of {service.id}"


@asks(_GONE, seconds=60)
def who_helps_meanwhile(binder: Binder) -> Raw:
    """The company that helps until there is a successor."""
    plan = binder.client.transition
    if plan and plan.acquisition and plan.acquisition.interim:
        yield "Which company helps until a successor to the provider is found?", called(binder, plan.acquisition.interim, "organisation"), "successor/interim"


@asks(_GONE, seconds=90, sort="duration")
def when_data_come_back(binder: Binder) -> Raw:
    """How soon data come back from whoever holds them."""
    plan = binder.client.transition
    for one in plan.data if plan else ():
        if data := binder.find(one.data, ("asset",)):
            yield f"How soon after the declaration of the transition must {quoted(data.title)} come back?", [str(one.return_within)], f"handover/data {data.id}"


@asks(_TOLD, seconds=120, sort="duration")
def how_soon_they_are_told(binder: Binder) -> Raw:
    """How soon after an event a group of people is told."""
    plan = binder.client.communications
    for number, one in enumerate(plan.entries if plan else ()):
        if plan and one.audience in plan.audiences:
            yield f"{_row(one.trigger)} How soon must this group be told: {quoted(plan.audiences[one.audience].name)}?", [str(one.within)], f"communications/row {number + 1}"


@asks(_TOLD, seconds=120)
def who_tells_them(binder: Binder) -> Raw:
    """Who sends the message, on an event, to a group."""
    plan = binder.client.communications
    for number, one in enumerate(plan.entries if plan else ()):
        if plan and one.audience in plan.audiences:
            yield f"{_row(one.trigger)} Who tells this group: {quoted(plan.audiences[one.audience].name)}?", called(binder, one.sent_by, "role"), f"communications/row {number + 1}"


@asks(_TOLD, seconds=120)
def with_which_message(binder: Binder) -> Raw:
    """Which text is sent; it was approved so that nobody has to think of words that night."""
    plan = binder.client.communications
    for number, one in enumerate(plan.entries if plan else ()):
        if plan and one.audience in plan.audiences:
            yield f"{_row(one.trigger)} Which message goes to this group: {quoted(plan.audiences[one.audience].name)}?", called(binder, one.message, "message"), f"communications/row {number + 1}"


@asks(_TOLD, seconds=90)
def where_the_list_is(binder: Binder) -> Raw:
    """Where the addresses are when the system that keeps them is down."""
    for entry in own(binder, "audience"):
        if entry.record.offline_copy:
            yield f"No system works. Where is the copy of the list of addresses of this group: {quoted(entry.title)}?", heads(entry.record.offline_copy), entry


@asks(_TOLD, seconds=90)
def who_answers_what_comes_in(binder: Binder) -> Raw:
    """Who sees to it that a kind of enquiry is answered."""
    for entry in own(binder, "inbound"):
        yield f"After a disruption this comes in: {quoted(entry.record.what)}. Who sees to it that everybody gets an answer?", called(binder, entry.record.owner, "role"), entry


@asks(_TOLD, seconds=60)
def who_speaks_in_public(binder: Binder) -> Raw:
    """The one voice towards the press."""
    plan = binder.client.communications
    if plan and plan.spokesperson:
        yield f"A journalist rings. Who alone speaks for {binder.client.profile.name} in public?", called(binder, plan.spokesperson, "role"), "communications/spokesperson"


@asks(_TOLD, seconds=90, sort="duration")
def what_an_urgency_needs(binder: Binder) -> Raw:
    """How often the client hears of a ticket, by its urgency."""
    standard = binder.provider.standard
    for name, rule in standard.urgencies.items() if standard else ():
        if rule.every:
            yield f"A ticket has the urgency {quoted(name)}. No update is skipped: how long after one is the next one due?", [str(rule.every)], f"standard/{name}"


@asks(_TOLD, seconds=60, sort="time")
def by_when_each_day(binder: Binder) -> Raw:
    """By when the client hears something each day, whatever the status (S3-19)."""
    if standard := binder.provider.standard:
        yield "By what time of day does the client hear something about an open ticket, whatever its status?", [f"{standard.end_of_day:%H:%M}"], "standard/end of day"


def _row(trigger: str) -> str:
    return f"This has happened: {quoted(trigger)}."
