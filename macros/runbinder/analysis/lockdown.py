"""The lockdown as it is carried out: which steps in which order, and what each shuts for good."""

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
