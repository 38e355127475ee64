"""TRN: who comes after the provider - what a successor must show, who was looked at, and what it has learnt already."""

from runbinder.analysis.reach import employer, own
from runbinder.checks.registry import Said, check
from runbinder.checks.transition import plan_of, route_of
from runbinder.model.binder import Binder
from runbinder.model.common import Route


@check("TRN-09", level=3)
def successor_must_be_credentialed_and_trained(binder: Binder) -> Said:
    """A successor is out unless it shows a credential and training: at least one criterion of each sort is mandatory.

    Under pressure whoever is free gets the work; what may not be given up then is decided beforehand (S2-18, S2-19).

    Fix: write `acquisition`, `criteria`, with at least one of kind `credential` and one of kind `training` that is `mandatory: true`.
    """
    for plan in plan_of(binder):
        if not plan.acquisition:
            yield route_of(binder), "the transition plan does not say how a successor is found (acquisition)"
            continue
        for kind in ("credential", "training"):
            if not any(one.mandatory and one.type == kind for one in plan.acquisition.criteria):
                yield (*_route(binder), "criteria"), f"none of {len(plan.acquisition.criteria)} criteria for a successor is a mandatory {kind}"


@check("TRN-10", level=3, severity="warning")
def two_successors_and_an_interim_are_ready(binder: Binder) -> Said:
    """At least two candidates were qualified in the interval `candidates_qualified`, and one company helps in the meantime.

    A search takes weeks; on the day there is only who was looked at before, and one of two may have no time (S2-18, DORA 28(8)).

    Fix: qualify the candidates again and note the day under `qualified_on`; name who helps under `interim`.
    """
    limit = binder.settings.intervals.candidates_qualified
    for plan in plan_of(binder):
        if not plan.acquisition:
            continue
        route, candidates = _route(binder), {name: one for name, one in plan.acquisition.candidates.items() if one.organisation != binder.provider_id}
        fresh = [name for name, one in candidates.items() if one.qualified_on and binder.as_of - one.qualified_on <= limit]
        if not plan.acquisition.interim or plan.acquisition.interim == binder.provider_id:
            yield (*route, "interim"), "no other company is named that helps until a successor is found"
        if len(candidates) < 2:
            yield (*route, "candidates"), f"{len(candidates) or 'no'} candidate{'s' * (len(candidates) != 1)} for the succession of '{binder.provider_id}' {'is' if len(candidates) == 1 else 'are'} named; two are needed"
        for name in candidates if len(fresh) < 2 else ():
            if name not in fresh:
                on = candidates[name].qualified_on
                ago = f"was last qualified {on}, {(binder.as_of - on).days} days ago; the limit (candidates_qualified) is {limit.days}" if on else "was never qualified"
                yield (*route, "candidates", name, "qualified_on"), f"candidate '{name}' {ago}"


@check("TRN-30", level=3, severity="warning")
def candidates_meet_what_is_mandatory(binder: Binder) -> Said:
    """Every candidate has points for each mandatory criterion, and only for criteria that exist.

    A candidate that nobody has asked about its certificate or its insurance has not been qualified (S2-18, S2-19).

    Fix: score the candidate under `scores`, by the number of the criterion, counted from 1; take a candidate off that fails what is mandatory.
    """
    for plan in plan_of(binder):
        if not plan.acquisition:
            continue
        criteria = dict(enumerate(plan.acquisition.criteria, start=1))
        for name, one in plan.acquisition.candidates.items():
            where = (*_route(binder), "candidates", name, "scores")
            for number, criterion in criteria.items():
                if criterion.mandatory and not one.scores.get(number):
                    yield where, f"candidate '{name}' has {'0' if number in one.scores else 'no'} points for mandatory criterion {number} ('{criterion.criterion}')"
            if strays := [str(number) for number in one.scores if number not in criteria]:
                yield where, f"candidate '{name}' has points for criterion {', '.join(strays)}; there are {len(criteria)} criteria"


@check("TRN-44", level=3, severity="warning")
def successor_is_insured_and_accepts_the_exit(binder: Binder) -> Said:
    """Among the criteria for a successor is its insurance, and that it accepts the terms on which it could be left again.

    A certificate says that a company can do the work; it does not pay for the damage, and it does not open the door when the
    next exit comes (S2-18, DORA 28(8) and 30(2)).

    Fix: add criteria of the kinds `insurance` and `contract terms`, with the paper that shows each under `evidence`.
    """
    asked = {"insurance": "the insurance of a successor", "contract terms": "the terms on which a successor could be left again"}
    for plan in plan_of(binder):
        if plan.acquisition and plan.acquisition.criteria:
            there = {one.type for one in plan.acquisition.criteria}
            for what in (what for kind, what in asked.items() if kind not in there):
                yield (*_route(binder), "criteria"), f"none of {len(plan.acquisition.criteria)} criteria asks for {what}"


@check("TRN-11", level=3)
def knowledge_of_everything_is_handed_on(binder: Binder) -> Said:
    """Every service and every procedure of the client is in an item of the knowledge transfer.

    What nobody has planned to teach goes home with the provider's people (S2-13).

    Fix: add the service or procedure to `covers` of an item under `knowledge`, or write an item for it.
    """
    for plan in plan_of(binder):
        known = {ref for item in plan.knowledge for ref in item.covers}
        there = [entry for kind in ("service", "procedure") for entry in own(binder, kind)]
        if there and not plan.knowledge:
            yield (*route_of(binder), "knowledge"), f"nothing is planned to hand on the knowledge of {len(there)} services and procedures"
            continue
        for entry in there:
            if entry.id not in known:
                yield entry.route, f"{entry.kind} '{entry.id}' is in no item of the knowledge transfer"


@check("TRN-31", level=3, severity="warning")
def what_was_taught_was_accepted(binder: Binder) -> Said:
    """Every item of the knowledge transfer is learnt outside the provider, and has a day on which it will be taught or somebody who accepted it.

    That a session took place shows nothing; that a named person says they can do it now, does (S2-13).

    Fix: note under `accepted` who of the learners says that it was learnt, or plan a day under `on`; name a `receiver` outside the provider.
    """
    for plan in plan_of(binder):
        for number, item in enumerate(plan.knowledge):
            where, what = (*route_of(binder), "knowledge", number), f"knowledge item {number + 1} ('{item.item}')"
            if employer(binder, item.receiver) == binder.provider_id:
                yield (*where, "receiver"), f"{what} is to be learnt by '{item.receiver}' of '{binder.provider_id}', who is to be done without"
            if item.accepted:
                if employer(binder, item.accepted.by) == binder.provider_id:
                    yield (*where, "accepted"), f"{what} was accepted by '{item.accepted.by}' of '{binder.provider_id}', the party that taught it"
            elif not item.on:
                yield where, f"{what} has neither a day nor anybody who accepted it"
            elif item.on < binder.as_of:
                yield (*where, "on"), f"{what} was planned for {item.on}, and nobody has accepted it since"


@check("TRN-46", level=3, severity="warning")
def critical_service_is_learnt_by_doing(binder: Binder) -> Said:
    """Every critical service is handed on by more than a document: a learner watches, does it, or takes part.

    Whoever has only read about it meets its surprises alone; a recording or a day beside the old hand shows what nobody
    thought of writing down (S2-13).

    Fix: hand the service on by `shadowing`, a `workshop` or a `recorded session` in one of the items that cover it.
    """
    for plan in plan_of(binder):
        covered = {ref for item in plan.knowledge for ref in item.covers}
        done = {ref for item in plan.knowledge if item.method != "document" for ref in item.covers}
        for entry in own(binder, "service"):
            if entry.record.criticality == "critical" and entry.id in covered - done:
                yield (*route_of(binder), "knowledge"), f"critical service '{entry.id}' is handed on as a document only"


def _route(binder: Binder) -> Route:
    return (*route_of(binder), "acquisition")
