"""RTO: whether anybody agreed to a promised recovery time, believes in it, and has seen it kept."""

from datetime import date

from runbinder.analysis.recovery import promised
from runbinder.analysis.recovery_promise import POSITIONS, believed, promises
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.values import Duration


@check("RTO-06", level=4, severity="warning")
def standby_is_looked_at(binder: Binder) -> Said:
    """What stands ready for a recovery was looked at within the interval (`resource_checked` in the settings).

    Things on standby are borrowed, go flat and are thrown away (S0-29).

    Fix: go and look, and write the day as `checked`.
    """
    for entry, plan, route in promises(binder):
        for name, resource in plan.resources.items():
            if resource.pre_positioned_at and (age := _age(resource.checked, binder, "resource_checked")):
                place = f"resource '{name}' on standby at '{resource.pre_positioned_at}' for service '{entry.id}'"
                yield (*route, "resources", name, "checked"), f"{place} {_since('looked at', resource.checked, age)}"


@check("RTO-07", level=4)
def management_and_site_believe_the_same(binder: Binder) -> Said:
    """Senior management and the site agree on whether a promised recovery time can be kept, and both say that it can.

    It is a disservice when the senior manager thinks that 24 hours are arranged while the site knows it to be impossible (S0-37).

    Fix: bring both to one table, find out who is right, and change the strategy or the promise; then ask both again.
    """
    for entry, plan, route in promises(binder):
        says = {position: one for position, one in believed(plan).items() if one}
        doubting = [number for number, one in says.values() if not one.achievable]
        if doubting and len(says) == len(POSITIONS):
            words = " and ".join(f"{one.position} ('{one.person}', {one.on}) says {'yes' if one.achievable else 'no'}" for _, one in says.values())
            yield (*route, "attested", doubting[0]), f"asked whether service '{entry.id}' can be back in {promised(plan)}, {words}"


@check("RTO-08", level=4, severity="warning")
def both_levels_were_asked(binder: Binder) -> Said:
    """Senior management and the site were both asked whether a recovery time in a contract can be kept.

    One of them alone can not show that they disagree (S0-37).

    Fix: ask the one who is missing, and write the answer under `attested`.
    """
    for entry, plan, route in promises(binder):
        missing = [position for position, one in believed(plan).items() if one is None]
        if missing and (plan.contracted or plan.attested):
            nobody = " and nobody of ".join("the site" if one == "site" else one for one in missing)
            yield (*route, "attested"), f"nobody of {nobody} has said whether service '{entry.id}' can be back in {promised(plan)}"


@check("RTO-09", level=4, severity="warning")
def recovery_time_was_shown(binder: Binder) -> Said:
    """Every promised recovery time was shown in an exercise or an incident within the interval (`exercised` in the settings).

    Plans are rarely invoked, so that an impossible time can stand unchallenged for years (S0-34, ISO 22301 8.5).

    Fix: rehearse the recovery, and write down under `demonstrated` how long it took.
    """
    for entry, plan, route in promises(binder):
        last = max((one.on for one in plan.demonstrated if one.on <= binder.as_of), default=None)
        if plan.procedures and (age := _age(last, binder, "exercised")):
            yield (*route, "demonstrated"), f"a recovery of service '{entry.id}' within {promised(plan)} {_since('shown', last, age)}"


@check("RTO-10", level=2)
def shown_time_is_within_the_promise(binder: Binder) -> Said:
    """The last time that a service was recovered it took no longer than is promised.

    What was measured outweighs what was calculated (S0-34).

    Fix: find what took so long in the exercise's or incident's report and change it, or promise what was shown.
    """
    for entry, plan, route in promises(binder):
        shown = [(one.on, number) for number, one in enumerate(plan.demonstrated)]
        number = max(shown)[1] if shown else 0
        limit = promised(plan)
        if shown and limit and plan.demonstrated[number].took > limit:
            last = plan.demonstrated[number]
            yield (*route, "demonstrated", number), f"service '{entry.id}' is promised back in {limit}; on {last.on} ('{last.by}') it took {last.took}"


@check("RTO-13", level=4, severity="warning")
def contracted_time_is_talked_through(binder: Binder) -> Said:
    """A recovery time in a contract was talked through with the party served within the interval (`recovery_reviewed` in the settings).

    The conversation about what is possible is held in advance, not in the incident (S0-35).

    Fix: hold it, and write with whom and when as `client_review`.
    """
    for entry, plan, route in promises(binder):
        # A time that was never agreed either is RTO-16's.
        talks = [talk.on for talk in (plan.contracted and plan.contracted.agreed, plan.client_review) if talk]
        if plan.contracted and talks and (age := _age(max(talks), binder, "recovery_reviewed")):
            talked = f"talked through with '{entry.record.for_}'"
            yield (*route, "client_review"), f"the recovery time of service '{entry.id}' ({promised(plan)}) {_since(talked, max(talks), age)}"


@check("RTO-16", level=4)
def contracted_time_was_agreed(binder: Binder) -> Said:
    """A recovery time in a contract names the contract, the clause, and with whom and when it was agreed.

    Recovery times are agreed in close co-operation and in advance; a number that nobody agreed to is a wish (S0-25, S0-26).

    Fix: add `contract`, `clause` and `agreed` under `contracted`.
    """
    for entry, plan, route in promises(binder):
        words = {"contract": "in which contract it stands", "clause": "in which clause", "agreed": "with whom and when it was agreed"}
        missing = [field for field in words if plan.contracted and not getattr(plan.contracted, field)]
        if missing:
            yield (*route, "contracted"), f"a contract promises service '{entry.id}' back in {promised(plan)}, and it is not said {' nor '.join(words[field] for field in missing)}"


@check("RTO-18", level=4, severity="warning")
def strategy_is_gone_through(binder: Binder) -> Said:
    """Every recovery strategy was gone through in detail within the interval (`reviewed` in the settings).

    It took a review line by line to find that the goods would have nothing to stand on (S0-28).

    Fix: go through it with those who would do it, and write who, when and what was found as `reviewed`.
    """
    for entry, plan, route in promises(binder):
        last = plan.reviewed.on if plan.reviewed else None
        if plan.strategy and (age := _age(last, binder, "reviewed")):
            yield (*route, "reviewed"), f"the recovery strategy of service '{entry.id}' {_since('gone through', last, age)}"


def _age(last: date | None, binder: Binder, interval: str) -> str:
    """Why a day is too long ago, in words; empty if it is not."""
    limit: Duration = getattr(binder.settings.intervals, interval)
    if last is None:
        return f"the limit is {limit.days} days ({interval})"
    days = (binder.as_of - last).days
    return f"{days} days ago; the limit is {limit.days} ({interval})" if days > limit.days else ""


def _since(done: str, last: date | None, age: str) -> str:
    """`was last looked at on 2026-01-01, 300 days ago; the limit is 180 (resource_checked)`."""
    return f"was last {done} on {last}, {age}" if last else f"was never {done}; {age}"
