"""TRN: the lockdown - who does it, what it closes, and that its order can not shut the client out. Its steps one by one are in lockdown_steps.py."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from runbinder.analysis.holders import people, staff
from runbinder.analysis.lockdown import SHUTS, Step, closed_by, known_to_provider, order, orders, stressed, to_be_closed
from runbinder.analysis.reach import employer, own
from runbinder.checks.registry import Said, check
from runbinder.checks.transition import plan_of, route_of
from runbinder.model.binder import Binder, Entry
from runbinder.model.services import Credential
from runbinder.model.transition import Gone, TransitionPlan
from runbinder.model.values import Ref

LEADS_IN = ("admin", "root", "registrar", "break-glass", "remote access")
"""Privileges by which one can administer a system."""
Losses = dict[str, list[set[str]]]
"""By scenario, the groups of people that it takes away; each group is tried by itself."""


@check("TRN-04", level=3)
def provider_does_nothing_in_a_stressed_exit(binder: Binder) -> Said:
    """A stressed exit counts on no help of the provider: none of its people takes a step of the lockdown or keeps a service going.

    In these scenarios the provider is gone, or is itself what the doors are shut against (S2-7, S2-9; PRA SS2/21 10.1).

    Fix: give the step or the measure to a role of the client's or to the interim company; correct `provider_cooperates` of the scenario.
    """
    for plan in plan_of(binder):
        route = route_of(binder)
        for name, scenario in stressed(plan).items():
            if scenario.provider_cooperates == "yes":
                yield (*route, "scenarios", name, "provider_cooperates"), f"scenario '{name}' is a stressed exit and counts on the provider's full help"
        for number, scenarios in _taken(plan).items():
            if employer(binder, (step := plan.lockdown[number]).by) == binder.provider_id:
                yield (*route, "lockdown", number, "by"), f"lockdown step {number + 1} is done by '{step.by}' of '{binder.provider_id}', on whom {_names(scenarios)} can not count"
        for number, measure in enumerate(plan.continuity if stressed(plan) else ()):
            if employer(binder, measure.by) == binder.provider_id:
                yield (*route, "continuity", number, "by"), f"'{measure.service}' is kept going by '{measure.by}' of '{binder.provider_id}', the provider that is gone"


@check("TRN-05", level=3)
def lockdown_is_there_and_in_the_order_of_its_deadlines(binder: Binder) -> Said:
    """There is a lockdown, each scenario that calls for one has steps, and no step is due before the one that it comes after.

    Whoever works through the list from top to bottom must be in time for every step (S2-17).

    Fix: write the steps under `lockdown`; put them into the order of `within`, or correct the times.
    """
    for plan in plan_of(binder):
        route = (*route_of(binder), "lockdown")
        if not plan.lockdown:
            yield route, "the transition plan has no lockdown: nothing says which ways in are shut, by whom and in which order"
            continue
        for name, scenario in plan.scenarios.items():
            if scenario.lockdown != "none" and not order(plan, name):
                yield (*route[:-1], "scenarios", name, "lockdown"), f"scenario '{name}' asks for a {scenario.lockdown} lockdown and no step is for it"
        late = {after[0]: before for steps in orders(plan) for before, after in pairwise(steps) if after[1].within < before[1].within}
        for number, (earlier, before) in late.items():
            yield (*route, number, "within"), f"lockdown step {number + 1} is due after {plan.lockdown[number].within}, and step {earlier + 1} before it only after {before.within}"


@check("TRN-06", level=3)
def every_way_in_is_closed_or_changed(binder: Binder) -> Said:
    """Every privileged credential that the provider knows, and every one that changes with the provider, is closed or changed by a lockdown step.

    One account that was forgotten is enough to come back by. Where scenarios call for a full lockdown, each of them has to
    reach it (S2-17, CSF GV.SC-10).

    Fix: add the credential under `closes` of a lockdown step, or write such a step; `rotate_on_transition: false` for what the provider never knew.
    """
    for plan in plan_of(binder):
        full = [name for name, scenario in plan.scenarios.items() if scenario.lockdown == "full"]
        closed = {name: {ref for _, step in order(plan, name) for ref in step.closes} for name in full}
        everywhere = closed_by(plan)
        for entry in to_be_closed(binder) if plan.lockdown else ():
            known = known_to_provider(binder, entry.record)
            why = f"which '{binder.provider_id}' holds or knows" if known else "which changes with the provider (rotate_on_transition)"
            what = f"{entry.record.privilege} credential '{entry.id}', {why},"
            missed = [name for name in full if entry.id not in closed[name]]
            if entry.id not in everywhere:
                yield entry.route, f"{what} is closed by no step of the lockdown"
            elif missed:
                yield entry.route, f"{what} is not closed in the full lockdown of {_names(missed)}"


@check("TRN-07", level=3)
def lockdown_needs_nobody_who_is_gone_or_suspected(binder: Binder) -> Said:
    """No lockdown step is done by, or needs a credential that only, those have whom a stressed scenario takes away or suspects.

    A door can not be shut with a key in the hand of the one it is shut against. The provider's people count as gone; of
    `any one person of` an organisation each is tried in turn (S2-8; RTS 2024/1774 Article 26(2)(g)).

    Fix: let the client hold the credential as well (`holders`, recovery codes), need another one, or give the step's role a deputy.
    """
    for plan in plan_of(binder):
        losses = _losses(binder, plan)
        for number, scenarios in _taken(plan).items():
            step = plan.lockdown[number]
            where, what = (*route_of(binder), "lockdown", number), f"lockdown step {number + 1}"
            doing = {person.id for person in people(binder, step.by)}
            if employer(binder, step.by) != binder.provider_id and (hit := _lost(doing, scenarios, losses)):
                yield (*where, "by"), f"{what} is done by '{step.by}', and nobody of that role is left in {_names(hit)}"
            for place, ref in enumerate(step.needs):
                if (entry := binder.find(ref)) and (held := _hands(binder, entry.record)) and (hit := _lost(held, scenarios, losses)):
                    yield (*where, "needs", place), f"{what} needs '{ref}', which only {', '.join(sorted(held))} can use: gone or suspected in {_names(hit)}"


@check("TRN-08", level=3)
def own_way_in_is_proven_before_any_other_is_shut(binder: Binder) -> Said:
    """Before the first way in is shut, a step has signed in with a break-glass account; and whoever shuts a system's last other way in has its break-glass account in use.

    A lockdown in the wrong order locks out the client, and nobody is left who could let it in again (S2-17).

    Fix: begin the lockdown with a step of action `secure` that `needs` the break-glass credential, and prove the one of every system whose last other way in is shut.
    """
    for plan in plan_of(binder):
        said = (one for steps in orders(plan) for one in _shut_out(binder, steps))
        for number, message in dict.fromkeys(said):
            yield (*route_of(binder), "lockdown", number), message


@check("TRN-20", level=3)
def no_step_needs_what_an_earlier_one_has_shut(binder: Binder) -> Said:
    """No lockdown step needs a credential that an earlier step has disabled, blocked or revoked.

    Nobody notices that on paper; in the lockdown the step just can not be done (S2-17).

    Fix: move the step before the one that shuts the credential, or let it need another one.
    """
    for plan in plan_of(binder):
        said = (one for steps in orders(plan) for one in _needed_again(steps))
        for number, place, message in dict.fromkeys(said):
            yield (*route_of(binder), "lockdown", number, "needs", place), message


def _shut_out(binder: Binder, steps: tuple[Step, ...]) -> Iterator[tuple[int, str]]:
    """Steps that shut a way in while nobody has proven another: the place of the step, and what is wrong."""
    ways = [entry for entry in own(binder, "credential") if entry.record.privilege in LEADS_IN]
    sealed = {entry.id for entry in ways if entry.record.privilege == "break-glass"}
    used: set[Ref] = set()
    shut: set[Ref] = set()
    proven = False
    for number, step in steps:
        if step.action in SHUTS and step.closes:
            if not proven:
                yield number, f"lockdown step {number + 1} shuts {_list(step.closes)} before a step of action 'secure' has signed in with a break-glass account"
                return
            shut, used = shut | set(step.closes), used | set(step.needs)
            for system in _opened(binder, ways, set(step.closes)):
                known = {entry.id for entry in ways if system in entry.record.opens}
                left = known - shut
                if not left and known & sealed:
                    yield number, f"lockdown step {number + 1} shuts the last way into '{system}'"
                elif left and left <= sealed and not left & used:
                    yield number, f"lockdown step {number + 1} leaves no way into '{system}' but {_list(sorted(left))}, with which nobody has signed in yet"
        proven = proven or (step.action == "secure" and bool(sealed & set(step.needs)))
        used |= set(step.needs)


def _needed_again(steps: tuple[Step, ...]) -> Iterator[tuple[int, int, str]]:
    """Steps that need what was shut before: the place of the step, that of the credential among its needs, and what is wrong."""
    shut: dict[Ref, int] = {}
    for number, step in steps:
        for place, ref in enumerate(step.needs):
            if ref in shut:
                yield number, place, f"lockdown step {number + 1} needs '{ref}', which step {shut[ref] + 1} has shut"
        if step.action in SHUTS:
            shut |= {ref: number for ref in step.closes if ref not in shut}


def _opened(binder: Binder, ways: list[Entry], closed: set[Ref]) -> list[Ref]:
    """The systems into which these ways lead; a service is none, it is reached through its systems."""
    led = dict.fromkeys(ref for entry in ways if entry.id in closed for ref in entry.record.opens)
    return [ref for ref in led if (entry := binder.find(ref)) and entry.kind != "service"]


def _hands(binder: Binder, credential: Credential) -> set[str]:
    """Who can use a credential: those who can fetch it, or the provider alone where it has the second factor in hand."""
    factor = credential.second_factor
    if factor and not factor.recovery and employer(binder, factor.held_by) == binder.provider_id:
        return staff(binder, binder.provider_id)
    return {person.id for ref in credential.holders for person in people(binder, ref)}


def _taken(plan: TransitionPlan) -> dict[int, list[str]]:
    """The places of the steps that stressed scenarios take, with the names of these scenarios."""
    taken: dict[int, list[str]] = {}
    for name in stressed(plan):
        for number, _ in order(plan, name):
            taken.setdefault(number, []).append(name)
    return taken


def _losses(binder: Binder, plan: TransitionPlan) -> Losses:
    theirs = staff(binder, binder.provider_id)
    return {name: [theirs | one for gone in scenario.gone for one in _groups(binder, gone)] or [theirs] for name, scenario in stressed(plan).items()}


def _groups(binder: Binder, gone: Gone) -> list[set[str]]:
    """Those who are lost at once; for any one person of an organisation, one by one."""
    if gone.any_one_person_of:
        return [{name} for name in staff(binder, gone.any_one_person_of)]
    if gone.all_principals_of and (entry := binder.find(gone.all_principals_of)):
        return [set(entry.record.principals)]
    if whole := gone.everyone_of or gone.organisation:
        return [staff(binder, whole)]
    return [{str(gone.person)}] if gone.person else []


def _lost(hands: set[str], scenarios: list[str], losses: Losses) -> list[str]:
    """The scenarios in which none of these hands is left."""
    return [name for name in scenarios if any(hands <= group for group in losses[name])] if hands else []


def _names(scenarios: list[str]) -> str:
    return f"scenario{'s' * (len(scenarios) > 1)} {_list(scenarios)}"


def _list(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
