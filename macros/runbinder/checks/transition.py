"""TRN: the plan for going on without the provider: whose it is, what it covers, how long it takes, who keeps the services going.

Who declares it is in declaration.py; what is shut, in lockdown.py and lockdown_steps.py; who comes next, in successor.py; what is
handed over, in handover.py; how it ends, in closing.py.
"""

from collections.abc import Iterator
from datetime import timedelta

from runbinder.analysis.reach import employer, own
from runbinder.analysis.timetable import circles, duration, time_given
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.common import Route
from runbinder.model.transition import TransitionPlan
from runbinder.model.values import Duration

SCENARIOS = {
    "provider-business-failure": "the provider goes out of business", "rogue-employee": "one of the provider's people turns against the client",
    "loss-of-principals": "all principals of the provider are gone at once", "client-terminates": "the client leaves, for whatever reason",
    "pandemic": "the provider's people can not work", "unforeseen": "something nobody has thought of",
}


@check("TRN-01", level=3)
def client_owns_an_approved_transition_plan(binder: Binder) -> Said:
    """Every client has a transition plan, owned by one of its own people and approved by one of them.

    The plan is needed on the day on which nobody at the provider answers; one that the provider owns, or that nobody at the
    client has agreed to, is found to be nobody's on that day (S2-1, S2-16; RTS 2024/1773 Article 10).

    Fix: write transition.yml; name a role of the client's under `owner`, and under `document` a status of `approved` with an approval by one of the client's people.
    """
    route = route_of(binder)
    if not binder.client.transition:
        yield route, f"client '{binder.id}' has no transition plan: nothing says how it goes on without '{binder.provider_id}'"
    for plan in plan_of(binder):
        if employer(binder, plan.owner) == binder.provider_id:
            yield (*route, "owner"), f"the transition plan is owned by '{plan.owner}' of '{binder.provider_id}', the provider whose loss it is about"
        status, approvals = (plan.document.status, plan.document.approvals) if plan.document else ("not stated", ())
        if status != "approved":
            yield (*route, "document", "status"), f"the transition plan is not approved: its status is {status}"
        elif not any(employer(binder, approval.by) == binder.id for approval in approvals):
            yield (*route, "document", "approvals"), f"the transition plan is approved by nobody of '{binder.id}', whose plan it is"


@check("TRN-02", level=3)
def six_scenarios_are_covered(binder: Binder) -> Said:
    """The plan says what to do if the provider fails, turns hostile, loses its principals, is left, falls ill, or is lost in a way nobody foresaw.

    Each of these leaves something different behind: people without systems, systems without people, or nobody who may sign.
    The sixth asks only what is gone (S2-7 to S2-11, S2-30; RTS 2024/1774 Article 26(2)).

    Fix: add the scenario under `scenarios` with exactly this id, and write its first hour.
    """
    for plan in plan_of(binder):
        for name, what in SCENARIOS.items():
            if name not in plan.scenarios:
                yield (*route_of(binder), "scenarios"), f"the transition plan has no scenario '{name}' ({what})"


@check("TRN-03", level=3)
def exits_under_pressure_and_planned_ones_are_both_covered(binder: Binder) -> Said:
    """Among the scenarios is at least one exit under pressure and at least one that is planned.

    A planned exit has notice, help and time; a stressed one has none of them. A plan for one of the two is no help in the
    other (PRA SS2/21 10.1, DORA 28(8)).

    Fix: write a scenario of the sort that is missing, or correct `exit` where it is wrong.
    """
    for plan in plan_of(binder):
        present = {scenario.exit for scenario in plan.scenarios.values()}
        if len(present) == 1:
            yield (*route_of(binder), "scenarios"), f"all {len(plan.scenarios)} scenarios of the transition plan are {present.pop()} exits"


@check("TRN-13", level=3)
def exit_fits_into_notice_and_transition(binder: Binder) -> Said:
    """The timetable of the exit fits into the notice and the transition period that the contract with the provider gives.

    After that day the provider owes nothing more; what the timetable plans later happens without it. The length is computed
    from the phases and what each of them waits for (RTS 2024/1773 Article 10, DORA 30(3)(f)).

    Fix: shorten the timetable or let phases run side by side, or agree a longer `transition` in the contract; mend `after` where phases wait for each other.
    """
    route = (*route_of(binder), "timetable")
    for plan in plan_of(binder):
        if not plan.timetable:
            yield route, "the transition plan has no timetable: nobody can say how long the exit takes"
            continue
        closed = circles(plan.timetable)
        for phases in closed:
            yield (*route, phases[0], "after"), f"phase '{phases[0]}' can never begin: {' waits for '.join(phases)}"
        given = time_given(binder)
        if not given:
            yield route, f"no contract in force between '{binder.id}' and '{binder.provider_id}' says how much time the exit has"
        elif not closed and (needed := duration(plan.timetable)) > given.whole:
            more = f"{given.transition} of transition" if given.transition else "no transition period"
            yield route, f"the timetable takes {Duration.read(needed)}; contract '{given.contract.id}' gives {given.notice} of notice and {more}"


@check("TRN-14", level=3)
def critical_service_is_kept_going_between_providers(binder: Binder) -> Said:
    """Somebody keeps each critical service going from the declaration until the successor has taken over, without a gap that is longer than its MTPD.

    Between two providers the business still has to be open. The time that has to be covered is the whole timetable, without
    the look for left-over access at its end (S2-29, DORA 28(8)).

    Fix: add a measure for the service under `continuity`, or move `from` and `until` so that the gap closes.
    """
    route = (*route_of(binder), "continuity")
    for plan in plan_of(binder):
        critical = [entry for entry in own(binder, "service") if entry.record.criticality == "critical"]
        if critical and not plan.continuity:
            yield route, f"nothing says who keeps the critical services going between two providers: {', '.join(entry.id for entry in critical)}"
            continue
        for entry in critical:
            tolerated = entry.record.recovery.mtpd if entry.record.recovery else None
            held = sorted((measure.from_, measure.until, number) for number, measure in enumerate(plan.continuity) if measure.service == entry.id)
            if not held:
                yield route, f"critical service '{entry.id}' has nobody who keeps it going between two providers"
            for begins, ends, number in _gaps(held, _taken_over(plan)):
                if tolerated and ends - begins > tolerated:
                    stretch = f"from {Duration.read(begins)} to {Duration.read(ends)} after the declaration"
                    yield (*route, number), f"nobody keeps '{entry.id}' going {stretch}; its MTPD is {tolerated}"


@check("TRN-15", level=3, severity="warning")
def plan_says_how_it_is_noticed_and_when_it_is_done(binder: Binder) -> Said:
    """The plan names early signs, what counts as success, when it ends, and what the provider does not hand over.

    Without signs it is invoked too late, without criteria it never ends, and without a word about what stays away both sides
    find that out in the last week (EBA/GL/2019/02 section 15).

    Fix: fill `indicators`, `success`, `ends_when` and `not_handed_over` of the transition plan.
    """
    asked = {"indicators": "early signs", "success": "measure of success", "ends_when": "criterion for its end", "not_handed_over": "word about what the provider keeps"}
    for plan in plan_of(binder):
        lacks = [what for field, what in asked.items() if not getattr(plan, field)]
        if lacks:
            yield route_of(binder), f"the transition plan has no {', no '.join(lacks)}"


@check("TRN-16", level=3, severity="warning")
def handover_is_rehearsed_with_strangers(binder: Binder) -> Said:
    """In the interval `exercised` a handover was rehearsed, with somebody who works for neither the client nor the provider.

    Whether a stranger can take over is only seen when one tries (S2-20, S2-27; DORA 28(8) asks for exit plans that were tested).

    Fix: hold an exercise of the kind `handover rehearsal` with an outside company, and write down who took part and how it came out.
    """
    limit = binder.settings.intervals.exercised
    for _ in plan_of(binder):
        held = [entry for entry in own(binder, "exercise") if entry.record.type == "handover rehearsal" and entry.record.result and entry.record.planned <= binder.as_of]
        last = max(held, key=lambda entry: entry.record.planned, default=None)
        if not last:
            yield (*route_of(binder), "rehearsals"), "the handover to another company has never been rehearsed"
        elif (age := binder.as_of - last.record.planned) > limit:
            yield (*last.route, "planned"), f"the last rehearsal of the handover, '{last.id}', was on {last.record.planned}, {age.days} days ago; the limit (exercised) is {limit.days}"
        elif {employer(binder, one.who) for one in last.record.participants} <= {binder.id, binder.provider_id, ""}:
            yield (*last.route, "participants"), f"only people of '{binder.id}' and '{binder.provider_id}' took part in the rehearsal of the handover '{last.id}'"


def _gaps(held: list[tuple[Duration, Duration, int]], end: timedelta) -> Iterator[tuple[timedelta, timedelta, int]]:
    """Stretches before the end in which nobody holds a service, each with the measure to move."""
    reached, number = timedelta(0), 0
    for begins, ends, place in held:
        if begins > reached:
            yield reached, begins, place
        if ends > reached:
            reached, number = ends, place
    if held and end > reached:
        yield reached, end, number


def _taken_over(plan: TransitionPlan) -> timedelta:
    """When the successor answers for everything: the end of the timetable less the look for left-over access."""
    after = plan.acceptance.audit_after if plan.acceptance else None
    return duration(plan.timetable) - (after or timedelta(0))


def plan_of(binder: Binder) -> Iterator[TransitionPlan]:
    if binder.client.transition:
        yield binder.client.transition


def route_of(binder: Binder) -> Route:
    return "clients", binder.id, "transition"
