"""What the plans do about a loss: how each thing that is gone comes back, and how soon after it (S2-13, S2-29, DORA 28(8)).

A time is counted from the loss, which is taken to be declared at once, and is the earliest that the plans allow. What is
replaced in a time that nobody wrote down comes last, `UNSAID`.
"""

from collections.abc import Collection, Iterator
from datetime import timedelta
from functools import lru_cache

from runbinder.analysis.dependencies import Key
from runbinder.analysis.graph import NOW, Cure, Need
from runbinder.analysis.reach import employer
from runbinder.analysis.recovery import recoveries, took
from runbinder.analysis.support import keys, opens_too, support
from runbinder.analysis.timetable import duration
from runbinder.model.binder import Binder
from runbinder.model.transition import TransitionPlan

Cures = dict[Key, list[Cure]]
REGAINS = ("secure", "rotate", "transfer ownership")
"""Lockdown actions that leave the client with the credential in its hands; the others end it."""
UNSAID = timedelta(days=36500)
"""Some time that nobody wrote down: later than everything that somebody did."""


def cures(binder: Binder, lost: Collection[Key] = ()) -> Cures:
    """Everything in the plans that could bring something back after a loss, by what it brings back."""
    found = {key: list(known) for key, known in _in_any_case(binder).items()}
    for key, cure in _recovery(binder, lost):
        found.setdefault(key, []).append(cure)
    return found


@lru_cache(maxsize=8)
def _in_any_case(binder: Binder) -> Cures:
    """What does not depend on what else is lost."""
    found: Cures = {}
    for key, cure in (*_records(binder), *_plan(binder)):
        found.setdefault(key, []).append(cure)
    return found


def taken_over(plan: TransitionPlan) -> timedelta:
    """When the successor answers for everything: the end of the timetable less the look for left-over access."""
    after = plan.acceptance.audit_after if plan.acceptance else None
    return max(duration(plan.timetable) - (after or NOW), NOW)


def _records(binder: Binder) -> Iterator[tuple[Key, Cure]]:
    """What records say themselves: a supplier's substitutes, what replaces an asset."""
    for entry in binder.all("organisation"):
        for one in getattr(entry.record, "substitutes", ()):
            yield ("organisation", entry.id), Cure("is replaced by", one.after or UNSAID, (Need("is delivered by", keys(binder, [one.organisation])),))
    for entry in binder.all("asset"):
        if entry.record.replaced_by:
            yield ("asset", entry.id), Cure(f"is replaced ({entry.record.replaced_by})", UNSAID)
        if entry.record.backed_up_to:
            yield ("asset", entry.id), Cure("is restored from its backup", UNSAID, (Need("is backed up to", keys(binder, [entry.record.backed_up_to])),))
    for entry in binder.all("site"):
        if entry.record.alternate:
            yield ("site", entry.id), Cure("moves", UNSAID, (Need("goes on at", keys(binder, [entry.record.alternate])),))


def _recovery(binder: Binder, lost: Collection[Key]) -> Iterator[tuple[Key, Cure]]:
    """A service's own recovery brings back machines and places, when all that it takes is there; not people, companies or lines.

    It takes as long as it takes with those who are left, and where it has to wait for something to come back, as long as ever.
    """
    paths = {**recoveries(binder), **(recoveries(binder, lost=lost) if lost else {})}
    for entry in binder.all("service"):
        if entry.record.recovery and entry.record.recovery.procedures and entry.id in paths:
            key = ("service", entry.id)
            rest = [need for need in support(binder).needs[key] if not _mended(binder, need)]
            yield key, Cure("is recovered as its page says", took(paths[entry.id]), (*rest, Need("takes", (("recovery", entry.id),))))


def _mended(binder: Binder, need: Need) -> bool:
    """Whether a service's recovery makes up for it: machines, places, and services that have no recovery of their own."""
    kind, name = need.any_of[0] if need.any_of else ("", "")
    recovery = binder.index[kind][name].record.recovery if kind == "service" else None
    return kind in ("asset", "site", "service") and not (recovery and recovery.procedures)


def _plan(binder: Binder) -> Iterator[tuple[Key, Cure]]:
    """What the transition plan brings back: kept going meanwhile, closed and taken over, handed on, done by the successor."""
    plan = binder.client.transition
    if plan is None:
        return
    yield from _continuity(binder, plan)
    for step in plan.lockdown:
        for name in step.closes if step.action in REGAINS else ():
            need = [Need("is done by", keys(binder, [step.by])), *(Need("needs", opens_too(binder, other)) for other in step.needs if other in binder.index.get("credential", {}))]
            yield ("credential", name), Cure("is taken over by the lockdown", step.within, tuple(need))
    for moved in plan.asset_transfer:
        key = ("asset", str(moved.asset))
        rest = _but_for("belongs to", binder, key)
        yield key, Cure("changes hands", moved.within or taken_over(plan), (Need("goes to", keys(binder, [moved.to])), *rest), mends=False)
    yield from _knowledge(binder, plan)
    yield from _successor(binder, plan)


def _continuity(binder: Binder, plan: TransitionPlan) -> Iterator[tuple[Key, Cure]]:
    """Who keeps a service going in the gap takes the provider's place, and carries out the procedures that this takes.

    That is written for the loss of the provider: what the service stands on beside the provider must still be there, and so must
    all credentials, whoever keeps them.
    """
    for measure in plan.continuity:
        by = Need("is kept going by", keys(binder, [measure.by]))
        for name in measure.procedures:
            rest = [need for need in _but_for("is carried out by", binder, ("procedure", str(name))) if need.words == "needs" or not _the_providers(binder, need)]
            yield ("procedure", str(name)), Cure("is carried out meanwhile", measure.from_, (by, *rest))
        key = ("service", str(measure.service))
        rest = [need for need in _but_for("is performed by", binder, key) if not _the_providers(binder, need)]
        steps = [Need("takes procedure", keys(binder, [name])) for name in measure.procedures]
        yield key, Cure("is kept going meanwhile", measure.from_, (by, *rest, *steps))


def _but_for(words: str, binder: Binder, key: Key) -> list[Need]:
    """What something stands on beside the need in these words, which is met in another way."""
    return [need for need in support(binder).needs.get(key, ()) if need.words != words]


def _the_providers(binder: Binder, need: Need) -> bool:
    """Whether a need can be met by the provider itself or what is its own, and by nothing else."""
    return bool(need.any_of) and all(_provided(binder, key) for key in need.any_of)


def _provided(binder: Binder, key: Key) -> bool:
    kind, name = key
    entry = binder.index.get(kind, {}).get(name)
    if entry is None:
        return False
    held = next((str(value) for field in ("owner", "custodian", "organisation", "holder") if kind != "service" and (value := getattr(entry.record, field, None))), "")
    return entry.party == "provider" or name == binder.provider_id or employer(binder, held) == binder.provider_id


def _knowledge(binder: Binder, plan: TransitionPlan) -> Iterator[tuple[Key, Cure]]:
    """Who has learnt a procedure can do it at once; who is still to learn it, when the successor has taken over."""
    for item in plan.knowledge:
        after = NOW if item.accepted else taken_over(plan)
        by = Need("was learnt by" if item.accepted else "is learnt by", keys(binder, [item.receiver]))
        for ref in item.covers:
            entry = binder.find(ref)
            if entry and entry.kind == "procedure":
                yield ("procedure", entry.id), Cure("is carried out by who learnt it", after, (by, *_but_for("is carried out by", binder, ("procedure", entry.id))))


def _successor(binder: Binder, plan: TransitionPlan) -> Iterator[tuple[Key, Cure]]:
    """In the end a successor holds the roles that the provider's people held, and performs what the provider performed."""
    acquisition = plan.acquisition
    if not acquisition or not plan.timetable:
        return
    after = taken_over(plan)
    named = [*(one.organisation for one in acquisition.candidates.values()), acquisition.interim]
    needs = (Need("is taken on by", keys(binder, (name for name in named if name and name != binder.provider_id), "organisation")),)
    cure = Cure("is taken on by the successor", after, needs)
    yield ("workforce", binder.provider_id), cure
    for entry in binder.all("role"):
        if entry.party == "provider" or employer(binder, entry.id) == binder.provider_id:
            yield ("role", entry.id), cure
