"""IMT: the incident management team - who calls it, who sits in it, where it meets, how it decides. The seat in a dispute is in dispute.py."""

from collections.abc import Iterator

from runbinder.analysis.dependencies import stands_on
from runbinder.analysis.holders import exercised, people, staff
from runbinder.analysis.reach import gone, own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.team import PHASES, IncidentManagementTeam, MeetingPlace
from runbinder.references import backlinks

LOGGED = {"time": "the time", "who": "who decided", "joint": "whether it was decided jointly", "present": "whether the customer was present"}


@check("IMT-01", level=4)
def team_exists_and_two_people_may_invoke(binder: Binder) -> Said:
    """There is an incident management team, and at least two people may invoke the plan.

    By what, by whom and until when an incident is managed is agreed beforehand; if one person alone may say so, the plan sleeps
    when that person does (S0-3; RTS 2024/1774 Article 24(1)(a)(iv)).

    Fix: write incident-team.yml; name a second role under `invoked_by`, or give the role a deputy.
    """
    route = team_route(binder)
    if not binder.client.incident_team:
        yield route, f"client '{binder.id}' has no incident management team: who leads, who sits in it and whether the customer does is not written down"
    for team in team_of(binder):
        able = {person.id for ref in team.invoked_by for person in people(binder, ref)}
        if len(able) < 2:
            yield (*route, "invoked_by"), f"{repr(able.pop()) + ' alone' if able else 'nobody'} may invoke the plan"


@check("IMT-02", level=4)
def decision_about_the_seat_is_whole(binder: Binder) -> Said:
    """The decision about the customer's seat fits its state, and a seat that is taken has a party, a day of the offer and a holder who works for that party.

    Whether the customer is invited has to be decided beforehand, also when the answer is no (S0-4).

    Fix: bring `decision` and `state` into line; fill `party`, `holder` and `offered_on`, or choose a holder who is still there.
    """
    route = (*team_route(binder), "customer_seat")
    for team in team_of(binder):
        seat = team.customer_seat
        if (seat.decision == "offered") == (seat.state == "not offered"):
            yield (*route, "state"), f"the decision about the customer's seat is '{seat.decision}', and its state '{seat.state}'"
        if seat.state not in ("active", "suspended in dispute"):
            continue
        lacks = [field for field in ("party", "holder", "offered_on") if not getattr(seat, field)]
        if lacks:
            yield route, f"the customer's seat is {seat.state} without {', '.join(lacks)}"
        for field in ("holder", "deputy"):
            person = binder.find(getattr(seat, field) or "", ("person",))
            if person and gone(person, binder.as_of):
                yield (*route, field), f"'{person.id}', {field} of the customer's seat, left on {person.record.left}"
            elif person and seat.party and person.record.organisation != seat.party:
                yield (*route, field), f"'{person.id}', {field} of the seat of '{seat.party}', works for '{person.record.organisation}'"


@check("IMT-03", level=4, severity="warning")
def refused_seat_has_its_reason(binder: Binder) -> Said:
    """Where the customer has no seat, the reason is written down - above all where the site is the customer's and the party that runs it also writes its continuity plan.

    Who runs a place for somebody and plans for its failure decides about the other's business; the other should be in the room,
    or know why not (S0-4, S0-6).

    Fix: offer the seat, or write under `why` what speaks against it.
    """
    route = (*team_route(binder), "customer_seat")
    for team in team_of(binder):
        seat, due = team.customer_seat, _seat_due(binder)
        if seat.decision == "not offered" and not seat.why:
            because = f", though {due}" if due else ""
            yield (*route, "why"), f"the customer has no seat in the incident team{because}, and no reason is given"


@check("IMT-11", level=4, severity="warning")
def seat_holder_takes_part_in_exercises(binder: Binder) -> Said:
    """In the interval `exercised` the holder of the customer's seat, or the deputy, took part in an exercise.

    A member of the team who sees it for the first time in an incident is a guest (S0-10, S0-12).

    Fix: invite the holder to the next exercise and list them under its `participants`.
    """
    limit = binder.settings.intervals.exercised
    for team in team_of(binder):
        seat = team.customer_seat
        if seat.state == "active" and seat.holder:
            last = max(exercised(binder, {seat.holder, seat.deputy}), default=None)
            said = f"last took part in an exercise on {last}, {(binder.as_of - last).days} days ago" if last else "never took part in an exercise"
            if not last or binder.as_of - last > limit:
                yield (*team_route(binder), "customer_seat", "holder"), f"'{seat.holder}', holder of the customer's seat, {said}; the limit (exercised) is {limit.days} days"


@check("IMT-14", level=4, severity="warning")
def second_meeting_place_stands_on_its_own(binder: Binder) -> Said:
    """The place where the team meets if the first one is gone stands on nothing that the first one stands on.

    A bridge on the same line, or a room in the same flood plain, is gone together with the first (CIS 17.6, S1-24).

    Fix: choose another place or channel under `or_at`; name its site (`at`) or channel (`over`) so that it can be compared.
    """
    for team in team_of(binder):
        route, first, second = (*team_route(binder), "or_at"), _places(binder, team.meets_at), _places(binder, team.or_at)
        if not second:
            yield route, f"the second meeting place ('{team.or_at.place}') names neither a site nor a channel: nobody can tell what it depends on"
        shared = sorted(f"{kind} '{name}'" for kind, name in _ground(binder, first) & _ground(binder, second))
        if shared:
            yield route, f"both meeting places stand on {', '.join(shared)}"
        for site, other in ((a, b) for a in first for b in second if a.kind == b.kind == "site" and a is not b):
            for common in (*site.record.shares_risk_with, *other.record.shares_risk_with):
                if common.site in (site.id, other.id):
                    yield (*route, "at"), f"the second meeting place '{other.id}' shares a risk with the first, '{site.id}': {common.risk}"


@check("IMT-16", level=4)
def five_phases_are_there_in_order(binder: Binder) -> Said:
    """The response has its five phases, each once and in order: initial response, immediate aftermath, invoke the plan, set up the team, manage the incident.

    Whoever comes into an incident has to know where in it they are, and what comes next (S0-2).

    Fix: write the phase that is missing, with its procedures, and put `phases` into this order.
    """
    for team in team_of(binder):
        found = [phase.phase for phase in team.phases]
        missing = [f"'{phase}'" for phase in PHASES if phase not in found]
        if missing:
            yield (*team_route(binder), "phases"), f"the response has no phase {', '.join(missing)}"
        elif found != list(PHASES):
            wrong = next(number for number, phase in enumerate(found) if number >= len(PHASES) or phase != PHASES[number])
            yield (*team_route(binder), "phases", wrong, "phase"), f"phase {wrong + 1} of the response is '{found[wrong]}', which is out of order"


@check("IMT-17", level=4, severity="warning")
def decisions_are_logged_with_who_was_there(binder: Binder) -> Said:
    """The decision log asks for the time, who decided, whether jointly, and whether the customer was present; and no decision was joint without the customer.

    Months later the log is what shows that a decision was taken together (S0-8, S0-9; ISO 22301 8.4.3).

    Fix: name all of it under `decision_log` and on the form; correct `joint` or `customer_present` of the decision.
    """
    for team in team_of(binder):
        lacks = [what for word, what in LOGGED.items() if word not in team.decision_log.casefold()]
        if lacks:
            yield (*team_route(binder), "decision_log"), f"the decision log does not ask for {', '.join(lacks)}"
    for entry in own(binder, "incident"):
        for number, decision in enumerate(entry.record.decisions):
            if decision.joint and not decision.customer_present:
                yield (*entry.route, "decisions", number, "joint"), f"decision {number + 1} of incident '{entry.id}' is marked as joint, and the customer was not present"


@check("IMT-18", level=4, severity="warning")
def seat_holder_knows_what_to_decide(binder: Binder) -> Said:
    """A seat that is offered has a stated authority, and what the customer wants back first is written down.

    Somebody at the table who has to ring home first is no help, and nobody should guess what the customer would want (S0-7).

    Fix: write `authority` and `recovery_priorities` of the customer's seat.
    """
    for team in team_of(binder):
        seat = team.customer_seat
        lacks = [what for what, value in (("what its holder may decide", seat.authority), ("what the customer wants back first", seat.recovery_priorities)) if not value]
        if seat.decision == "offered" and lacks:
            yield (*team_route(binder), "customer_seat"), f"the customer's seat does not say {' nor '.join(lacks)}"


@check("IMT-23", level=4, severity="warning")
def partner_who_has_to_deliver_is_within_reach(binder: Binder) -> Said:
    """Who has to deliver before a critical service is back has a seat in the incident team, or is called by a procedure or a contact tree; and a partner's seat is held by somebody of that partner.

    Recovery waits for the partner's lorry; nobody in the room should have to look for its number (S0-39).

    Fix: add the partner under `partner_seats`, to a contact tree, or as the one whom the procedure calls.
    """
    for team in team_of(binder):
        seats = {seat.organisation for seat in team.partner_seats}
        for number, seat in enumerate(team.partner_seats):
            holder = binder.find(seat.holder)
            if holder and (holder.record.organisation != seat.organisation or gone(holder, binder.as_of)):
                why = f"left on {holder.record.left}" if gone(holder, binder.as_of) else f"works for '{holder.record.organisation}'"
                yield (*team_route(binder), "partner_seats", number, "holder"), f"'{holder.id}', who speaks for '{seat.organisation}' in the incident team, {why}"
        for entry in own(binder, "service"):
            recovery = entry.record.recovery if entry.record.criticality == "critical" else None
            for name, resource in (recovery.resources if recovery else {}).items():
                if resource.supplier and not resource.pre_positioned_at and resource.supplier not in seats and not _called(binder, resource.supplier):
                    where = (*entry.route, "recovery", "resources", name, "supplier")
                    yield where, f"'{resource.supplier}' has to deliver '{name}' before '{entry.id}' is back, and neither the incident team nor a contact tree nor a procedure calls it"


def team_of(binder: Binder) -> Iterator[IncidentManagementTeam]:
    if binder.client.incident_team:
        yield binder.client.incident_team


def team_route(binder: Binder) -> Route:
    return "clients", binder.id, "incident_team"


def _seat_due(binder: Binder) -> str:
    """Why the customer should be in the room: its site, run and planned for by somebody else (S0-6)."""
    plan = binder.client.profile.continuity_plan
    site = binder.find(plan.for_site) if plan and plan.for_site else None
    if not plan or not site or site.record.operated_by != plan.written_by or site.record.owner == plan.written_by:
        return ""
    return f"'{plan.written_by}' runs '{site.id}' for '{site.record.owner}' and writes its continuity plan"


def _places(binder: Binder, place: MeetingPlace) -> list[Entry]:
    return [entry for ref in (place.at, place.over) if ref and (entry := binder.find(ref))]


def _ground(binder: Binder, places: list[Entry]) -> set[tuple[str, str]]:
    return {(entry.kind, entry.id) for entry in places}.union(*(stands_on(binder, entry) for entry in places))


def _called(binder: Binder, organisation: str) -> bool:
    """Whether a contact tree or a procedure names the organisation or one of its people."""
    names = [("organisation", organisation), *(("person", name) for name in staff(binder, organisation))]
    return any(source.kind in ("contact_tree", "procedure") for name in names for source in backlinks(binder).get(name, ()))
