"""TRN: the moment of the declaration - who may declare the transition, who leads it, whom to call and what to send."""

from runbinder.analysis.holders import people
from runbinder.analysis.reach import employer, own
from runbinder.checks.registry import Said, check
from runbinder.checks.transition import plan_of, route_of
from runbinder.model.binder import Binder

FAILURE = "provider-business-failure"


@check("TRN-27", level=3)
def two_people_of_the_client_may_declare_it(binder: Binder) -> Said:
    """At least two people of the client's own may declare the transition, and nobody of the provider's may.

    The day will find one of them on a mountain; and a provider can not be asked to declare its own end (S0-3, S2-16).

    Fix: name under `invocation`, `by` a second role of the client's, or give the role deputies; take the provider's people out.
    """
    route = (*route_of(binder), "invocation", "by")
    for plan in plan_of(binder):
        able = {person.id: person.record.organisation for ref in plan.invocation.by for person in people(binder, ref)}
        theirs = [name for name, organisation in able.items() if organisation == binder.provider_id]
        ours = [name for name, organisation in able.items() if organisation != binder.provider_id]
        if theirs:
            yield route, f"people of '{binder.provider_id}' may declare the transition away from it: {', '.join(theirs)}"
        if len(ours) < 2:
            yield route, f"{'only ' + repr(ours[0]) if ours else 'nobody of the client'} may declare the transition"


@check("TRN-28", level=3, severity="warning")
def both_sides_have_an_exit_manager(binder: Binder) -> Said:
    """One person on each side leads the exit.

    While a transition runs, two organisations have to decide small things every day; without a name on each side every one
    of them becomes a letter (UK Model Services Contract, exit management).

    Fix: name a role of the client's and one of the provider's under `exit_managers`.
    """
    for plan in plan_of(binder):
        led = {employer(binder, ref) for ref in plan.exit_managers}
        without = [f"'{side}'" for side in (binder.id, binder.provider_id) if side not in led]
        if without:
            yield (*route_of(binder), "exit_managers"), f"nobody of {' or '.join(without)} is named as exit manager"


@check("TRN-29", level=3, severity="warning")
def scenario_says_whom_to_call_and_what_to_send(binder: Binder) -> Said:
    """Every scenario names the contact tree to start and the messages to send.

    The first hour is spent on the telephone. Looking for numbers and words costs the part of it that matters (S2-17, S1-4).

    Fix: give the scenario `calls` and `messages`.
    """
    for entry in own(binder, "scenario"):
        lacks = [what for what, value in (("contact tree to call", entry.record.calls), ("message to send", entry.record.messages)) if not value]
        if lacks:
            yield entry.route, f"scenario '{entry.id}' names no {' and no '.join(lacks)}"


@check("TRN-18", level=3, severity="warning")
def failure_of_the_provider_has_its_notices(binder: Binder) -> Said:
    """If the provider fails, staff and the client's own customers are told, with messages that are named beforehand.

    Staff are the first whom the departed provider's people ring, and customers who hear it elsewhere ask who has their data
    (S2-2, S2-7; ISO 22301 7.4).

    Fix: name under `messages` of the scenario a message to staff and, where there are `end_customers`, one to them.
    """
    wanted = ["staff"] + ["end customers"] * bool(binder.client.profile.end_customers)
    for plan in plan_of(binder):
        if scenario := plan.scenarios.get(FAILURE):
            told = {audience for ref in scenario.messages if (message := binder.find(ref)) for audience in message.record.to}
            missed = [audience for audience in wanted if audience not in told]
            if scenario.messages and missed:
                yield (*route_of(binder), "scenarios", FAILURE, "messages"), f"scenario '{FAILURE}' sends no message to {' and none to '.join(missed)}"
