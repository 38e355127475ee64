"""The lockdown as it is carried out: which steps in which order, what each shuts for good, and what has to be shut."""

from runbinder.analysis.holders import people
from runbinder.analysis.reach import employer, own
from runbinder.model.binder import Binder, Entry
from runbinder.model.services import Credential
from runbinder.model.transition import LockdownStep, Scenario, TransitionPlan

Step = tuple[int, LockdownStep]
"""A step with its place in the plan's list, counted from 0."""

SHUTS = ("disable", "block", "revoke", "remove agent")
"""What takes a way in away. Rotating it, or moving its owner, leaves it to whoever did that."""
CHANGES = (*SHUTS, "rotate", "transfer ownership")
"""What leaves traces, and what others notice."""


def order(plan: TransitionPlan, scenario: str) -> tuple[Step, ...]:
    """The steps that a scenario takes; none where it locks nothing down."""
    if plan.scenarios[scenario].lockdown == "none":
        return ()
    return tuple((number, step) for number, step in enumerate(plan.lockdown) if not step.scenarios or scenario in step.scenarios)


def orders(plan: TransitionPlan) -> list[tuple[Step, ...]]:
    """Every different order in which the scenarios take the steps; the whole list where no scenario takes any."""
    taken = {tuple(number for number, _ in steps): steps for name in plan.scenarios if (steps := order(plan, name))}
    return list(taken.values()) or [tuple(enumerate(plan.lockdown))]


def stressed(plan: TransitionPlan) -> dict[str, Scenario]:
    """The scenarios in which the provider is not to be counted on (PRA SS2/21 10.1)."""
    return {name: scenario for name, scenario in plan.scenarios.items() if scenario.exit == "stressed"}


def known_to_provider(binder: Binder, credential: Credential) -> bool:
    """Whether the provider keeps a credential, or one of its people can use it or has its second factor in hand."""
    factor = [credential.second_factor.held_by] if credential.second_factor else []
    hands = {person.record.organisation for ref in credential.holders for person in people(binder, ref)}
    return binder.provider_id in (credential.custodian, *hands, *(employer(binder, ref) for ref in factor))


def to_be_closed(binder: Binder) -> list[Entry]:
    """The privileged credentials and remote ways in that a lockdown has to close or change (S2-17, CSF GV.SC-10)."""
    ways = [entry for entry in own(binder, "credential") if entry.record.privilege != "user"]
    return [entry for entry in ways if entry.record.rotate_on_transition or known_to_provider(binder, entry.record)]


def closed_by(plan: TransitionPlan) -> dict[str, list[int]]:
    """The steps that close or change each credential, by their numbers in the plan, counted from 1."""
    found: dict[str, list[int]] = {}
    for number, step in enumerate(plan.lockdown, start=1):
        for ref in step.closes:
            found.setdefault(str(ref), []).append(number)
    return found
