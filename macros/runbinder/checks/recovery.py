"""RTO: whether what is promised can be kept with what is arranged now."""

from collections.abc import Iterator

from runbinder.analysis.dependencies import circle
from runbinder.analysis.reach import own
from runbinder.analysis.recovery import Piece, Pieces, promised, recoveries, took, waits
from runbinder.analysis.recovery_promise import untimed, ways
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.recovery import RecoveryObjective
from runbinder.model.values import Duration

_WORDS = {
    "answer": "until contact tree '{}' has answered", "hours": "until somebody is at work for procedure '{}'", "order": "until '{}' takes orders",
    "delivery": "until '{}' is there", "installation": "to install '{}'", "procedure": "for procedure '{}'",
}


@check("RTO-01", level=2)
def service_is_back_when_it_was_promised(binder: Binder) -> Said:
    """Every service can be back within the time that was promised for it.

    Many contracts hold an unrealistic view of how fast a recovery is, and nobody notices while nothing happens. The time is
    added up along the longest path: calls, hours of work, deliveries, installation, procedures (S0-29, S0-31, S0-33).

    Fix: shorten the longest piece (put the resource on standby, split the procedure), or agree on a time that can be kept.
    """
    paths = recoveries(binder)
    for entry, plan, route in _plans(binder):
        path, limit = paths.get(entry.id, ()), promised(plan)
        if limit and took(path) > limit:
            excess = Duration.read(took(path) - limit)
            where = (*route, "contracted", "rto") if plan.contracted else (*route, "rto")
            yield where, f"service '{entry.id}' is promised back in {limit}; as things are it takes {took(path)}, {excess} too long: {_told(path)}"


@check("RTO-02", level=2)
def promise_says_how_it_is_kept(binder: Binder) -> Said:
    """Every promised recovery time has a strategy and procedures behind it, and one in a contract has resources too.

    For years everybody was happy with a plan that was very vague about how the operation would recover (S0-27).

    Fix: write the `strategy` in a paragraph, and name the `procedures` and the `resources` that it needs.
    """
    for entry, plan, route in _plans(binder):
        asked = ("strategy", "procedures", "resources") if plan.contracted else ("strategy", "procedures")
        missing = [field for field in asked if not getattr(plan, field)]
        if promised(plan) and missing:
            source = "a contract" if plan.contracted else "our own target"
            yield (*route, missing[0]), f"{source} promises service '{entry.id}' back in {promised(plan)}, and the plan names no {' and no '.join(missing)}"


@check("RTO-03", level=2)
def recovery_ends_before_the_business_is_in_danger(binder: Binder) -> Said:
    """A recovery and the work that piled up meanwhile are done within the maximum tolerable period of disruption (MTPD).

    A service that is back too late to be caught up with is back too late (ISO 22301 8.2.2).

    Fix: shorten `rto` or `catch_up`, or ask the business again whether it can really bear no more than `mtpd`.
    """
    paths = recoveries(binder)
    for entry, plan, route in _plans(binder):
        # Where nothing is promised, what is arranged counts.
        limit, after = promised(plan) or took(paths.get(entry.id, ())), plan.catch_up or Duration(0)
        if limit and limit + after > plan.mtpd:
            takes = "may take" if promised(plan) else "takes, as things are,"
            more = f" and catching up another {after}" if plan.catch_up else ""
            yield (*route, "mtpd"), f"service '{entry.id}' may be away for {plan.mtpd} at most; its recovery {takes} {limit}{more}"


@check("RTO-17", level=2)
def backup_is_as_young_as_promised(binder: Binder) -> Said:
    """Data that a service stands on is backed up at least as often as its recovery point objective (RPO) asks.

    Data that is backed up once a day can not be lost for four hours only (ISO 22301 8.2.2, APRA CPS 230 para 38).

    Fix: back it up more often, or agree on the longer time as `rpo`.
    """
    for entry, plan, route in _plans(binder):
        assets = [asset for ref in entry.record.depends_on if (asset := binder.find(ref)) and asset.kind == "asset" and asset.record.backup_every]
        # The copy of a whole machine may be older where the data on it is an asset of its own.
        data = [asset for asset in assets if asset.record.type == "data set"] or assets
        for asset in data:
            if plan.rpo and asset.record.backup_every > plan.rpo:
                yield (*route, "rpo"), f"service '{entry.id}' may lose {plan.rpo} of data; '{asset.id}' is backed up every {asset.record.backup_every}"


@check("RTO-04", level=2)
def recovery_can_be_added_up(binder: Binder) -> Said:
    """Every piece of a recovery says how long it takes, and none of them waits for itself.

    A time that nobody wrote down is a time that nobody asked for; the sum is then shorter than the truth (S0-31).

    Fix: ask the supplier for the `lead_time` or put the resource on standby, give the procedure `takes`, and break the circle.
    """
    for entry, _, route in _plans(binder):
        for family, key, words in untimed(binder, entry):
            yield (*route, family, key), words
    graph = waits(binder)
    while ring := circle(graph):
        kind, name = ring[0]
        yield binder.index[kind][name].route, f"{kind} '{name}' waits for itself: {' -> '.join(one for _, one in ring)}"
        graph = {key: others for key, others in graph.items() if key not in ring}


@check("RTO-05", level=2)
def standby_is_somewhere_else(binder: Binder) -> Said:
    """What stands ready for a recovery does not stand at the place that would be lost.

    Racking on standby helps at an alternative location only (S0-29).

    Fix: keep it at another site, and correct `pre_positioned_at`.
    """
    for entry, plan, route in _plans(binder):
        for name, resource in plan.resources.items():
            if resource.pre_positioned_at and resource.pre_positioned_at == entry.record.at:
                yield (*route, "resources", name, "pre_positioned_at"), f"resource '{name}' stands ready at '{entry.record.at}', where service '{entry.id}' is lost"


@check("RTO-11", level=2, severity="warning")
def gap_has_two_ways_out(binder: Binder) -> Said:
    """A recovery time that can not be kept comes with at least two options that would close the gap, each with its price.

    The party served was given the choice: 20,000 pounds, or four days at no cost up front (S0-30, RTS 2024/1774 Art. 26(3)).

    Fix: write two `options` with `cost` and `change`: one that buys the time, one that changes the promise.
    """
    paths = recoveries(binder)
    for entry, plan, route in _plans(binder):
        limit = promised(plan)
        if limit and took(paths.get(entry.id, ())) > limit:
            closing = [way.id for way in ways(binder, entry.id, plan) if way.closes]
            if len(closing) < 2:
                named = f"only option '{closing[0]}'" if closing else "no option"
                yield (*route, "options"), f"service '{entry.id}' can not be back in {limit}, and {named} would close the gap"


@check("RTO-12", level=2)
def decision_stands_in_the_contract(binder: Binder) -> Said:
    """A decision that changes a promised time is in the contract: the amendment is named and the time is the new one.

    The customer changed the recovery time rather than pay; until the contract says so the old one holds (S0-32, S0-36).

    Fix: sign the amendment, name it as `amendment` of the decision, and write the new time as `contracted`.
    """
    for entry, plan, route in _plans(binder):
        decision = plan.decision
        change = plan.options[decision.option].contracted if decision else None
        if decision and change:
            told = f"the recovery time of service '{entry.id}' was changed to {change.rto} on {decision.on} (option '{decision.option}')"
            if promised(plan) != change.rto:
                yield (*route, "contracted", "rto"), f"{told}; the contract still says {promised(plan) or 'nothing'}"
            elif not decision.amendment:
                yield (*route, "decision"), f"{told}, and no amendment of the contract is named"


@check("RTO-14", level=2, severity="warning")
def service_is_not_promised_before_what_it_stands_on(binder: Binder) -> Said:
    """No service is promised back before another one that it depends on.

    The order of a recovery follows from what depends on what (RTS 2024/1774 Art. 26(1)(c), ISO 22301 8.2.2).

    Fix: promise the one it depends on sooner, or this one later.
    """
    times = {entry.id: promised(plan) for entry, plan, _ in _plans(binder)}
    for entry, plan, route in _plans(binder):
        limit = promised(plan)
        for number, ref in enumerate(entry.record.depends_on):
            other = binder.find(ref)
            later = times.get(other.id) if other and other.kind == "service" else None
            if limit and later and later > limit:
                yield (*entry.route, "depends_on", number), f"service '{entry.id}' is promised back in {limit} and depends on '{ref}', which is promised in {later}"


def _plans(binder: Binder) -> Iterator[tuple[Entry, RecoveryObjective, tuple[str | int, ...]]]:
    """The client's services that have a recovery objective, with it and its route."""
    for entry in own(binder, "service"):
        if entry.record.recovery:
            yield entry, entry.record.recovery, (*entry.route, "recovery")


def _told(path: Pieces) -> str:
    def piece(one: Piece) -> str:
        return f"{one.takes} {_WORDS[one.what].format(one.id)}"

    return ", ".join(map(piece, path))
