"""SPF: what stops the business when it is gone, and what is done about it."""

from collections.abc import Iterator

from runbinder.analysis.critical import counted, critical_services
from runbinder.analysis.cures import UNSAID
from runbinder.analysis.loss import because, of_scenario, scenarios
from runbinder.analysis.points import single_points
from runbinder.analysis.reach import answers, own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.values import Duration


@check("SPF-01", level=3)
def critical_service_has_a_second_performer(binder: Binder) -> Said:
    """Every critical service that somebody performs for the client could be performed by somebody else.

    This is the sentence that the client's auditor wrote: the provider is the single point of failure of your technical
    support (S2-12, S2-4, S2-6). What the client does itself is left out: without the client there is nothing to perform.

    Fix: agree with another organisation and name it under `or_by`.
    """
    for entry in critical_services(binder):
        service = entry.record
        if service.done_by != binder.id and not set(service.or_by) - {service.done_by}:
            yield (*entry.route, "or_by"), f"'{service.done_by}' is the single point of failure of service '{entry.id}': nobody else is named who could perform it"


@check("SPF-02", level=3, severity="warning")
def single_point_of_failure_is_a_known_risk(binder: Binder) -> Said:
    """Everything that takes a critical service along when it is gone has something that takes its place, or is written down as a risk.

    Each person, organisation, site, asset, channel and credential is taken away in turn, and what falls then is computed. What
    takes the place is said by the record itself: `replaced_by` or `backed_up_to` of an asset, `substitutes` of a supplier,
    `alternate` of a site, `or_by` of a service that an organisation performs, `fallback` or `redundancy` of a channel, another
    credential that opens the same (S2-12, DORA 29).

    Fix: name what takes its place in its own record, or add it to risks.yml.
    """
    known = {str(entry.record.of) for entry in binder.all("risk")}
    for point in single_points(binder):
        *others, (kind, name) = point.loss.removed
        if not point.critical or others or name in known or kind not in REPLACED:
            continue
        entry = binder.index[kind][name]
        served = {binder.index["service"][one].record.for_ for one in point.critical}
        if name not in served and not REPLACED[kind](binder, entry):
            place = entry.route if entry.party == "client" else (*binder.index["service"][point.critical[0]].route, "depends_on")
            yield place, f"nothing takes the place of {kind} '{name}', and it is not among the risks: without it {counted(list(point.critical))} can not go on"


@check("SPF-03", level=3, severity="warning")
def procedure_is_known_to_more_than_one_person(binder: Binder) -> Said:
    """Somebody besides the one who always does it has tried every procedure.

    A procedure that only its performer ever ran is known to work for them alone (CAF D1.b.4, S2-13). One that nobody
    has tried at all is the concern of PRC-04.

    Fix: let a deputy or the alternate performer run it from the page alone, and record that under `tests`.
    """
    for entry in own(binder, "procedure"):
        performer = answers(binder, entry.record.done_by)
        if performer and entry.record.tests and all(answers(binder, test.by) is performer for test in entry.record.tests):
            yield (*entry.route, "tests"), f"nobody but '{performer.id}', who does it anyway, has ever tried procedure '{entry.id}'"


@check("SPF-04", level=3, severity="warning")
def known_risk_is_mitigated_or_accepted(binder: Binder) -> Said:
    """Every single point of failure that is known is made bearable, or accepted by name until a day to come.

    A risk that is only written down is a note; an acceptance that has run out is nobody's decision any more (S2-12, S2-15,
    ISO 22301 8.3).

    Fix: say under `mitigation` what makes it bearable, or have it accepted again with `accepted_by` and `expires`.
    """
    for entry in own(binder, "risk"):
        risk = entry.record
        if risk.expires and risk.expires < binder.as_of:
            days = (binder.as_of - risk.expires).days
            yield (*entry.route, "expires"), f"the acceptance of risk '{entry.id}' ({risk.of}) ran out on {risk.expires}, {days} day{'s' * (days != 1)} ago"
        elif not risk.mitigation and not risk.accepted_by:
            yield entry.route, f"risk '{entry.id}' ({risk.of}) is neither mitigated nor accepted by anybody"
        elif not risk.mitigation and not risk.expires:
            yield entry.route, f"risk '{entry.id}' ({risk.of}) is accepted by '{risk.accepted_by}' without a day on which that ends, and nothing mitigates it"


@check("SPF-05", level=3, severity="warning")
def what_stands_in_is_somewhere_else(binder: Binder) -> Said:
    """No backup and no alternate site is hit by what hits the first.

    The copy in the same building burns with the original; two sites on one river flood together (NIS2-IR 4.2.2(c),
    NIST SP 800-53 CP-6 and CP-7).

    Fix: move the backup or choose another site, or correct `at` and `shares_risk_with`.
    """
    for route, what, first, second in _pairs(binder):
        risk = "the same site" if first == second else _shared(binder, first, second)
        if risk:
            yield route, f"{what} at '{second}', and what it stands in for is at '{first}': {risk}"


@check("SPF-06", level=3)
def what_a_scenario_takes_comes_back(binder: Binder) -> Said:
    """Whatever a scenario takes away for good is brought back by something in the plans.

    Each of the six scenarios is run: who and what it takes is removed, and everything that can not be done any more is followed
    through performers, access and tools. Deputies, other performers, lockdown, continuity measures, knowledge that was handed
    on, and in the end the successor bring it back (S2-7 to S2-13, S2-30; DORA 28(8)).

    Fix: name somebody outside what is lost who does it, can fetch it or has learnt it, or say in the transition plan how it comes back.
    """
    said: dict[Route, tuple[list[str], str]] = {}
    for name in scenarios(binder):
        for loss in of_scenario(binder, name):
            for entry in loss.for_good():
                said.setdefault(entry.route, ([], f"{entry.kind} '{entry.id}' is lost for good: {because(binder, loss, (entry.kind, entry.id))}"))[0].append(name)
    for route, (names, message) in said.items():
        yield route, f"{message} (scenario {', '.join(dict.fromkeys(names))})"


@check("SPF-07", level=3)
def critical_service_is_back_in_time_in_every_scenario(binder: Binder) -> Said:
    """In every scenario each critical service that stops is back within its maximum tolerable period of disruption.

    The time is computed from what the plans say of continuity, recovery and succession; one that nobody wrote down is not in
    time (S2-29; ISO 22301 8.2.2, DORA 28(8)).

    Fix: shorten the way back, or write down the time that is missing: `from` of a continuity measure, `after` of a substitute, the recovery of the service.
    """
    for name in scenarios(binder):
        late = {entry.id: (entry, after) for loss in of_scenario(binder, name) for entry, after in loss.late()}
        for entry, after in late.values():
            back = f"{Duration.read(after)} after the loss" if after < UNSAID else "after a time that nobody wrote down"
            yield (*entry.route, "recovery", "mtpd"), f"scenario '{name}' stops the critical service '{entry.id}', which is back {back}; its MTPD is {entry.record.recovery.mtpd}"


def _pairs(binder: Binder) -> Iterator[tuple[Route, str, str, str]]:
    """Where something is said to stand in for something else, both at known sites: place, what, first site, second site."""
    for entry in own(binder, "asset"):
        backup = binder.find(entry.record.backed_up_to or "", ("asset",))
        if backup and entry.record.at and backup.record.at:
            yield (*entry.route, "backed_up_to"), f"backup '{backup.id}' of '{entry.id}' is", entry.record.at, backup.record.at
    for entry in own(binder, "service"):
        recovery = entry.record.recovery
        if recovery and recovery.alternate_site and entry.record.at:
            yield (*entry.route, "recovery", "alternate_site"), f"service '{entry.id}' goes on", entry.record.at, recovery.alternate_site
    for entry in own(binder, "site"):
        if entry.record.alternate:
            yield (*entry.route, "alternate"), "the alternate site is", entry.id, entry.record.alternate


def _shared(binder: Binder, first: str, second: str) -> str:
    """What two sites have in common, said at either of them."""
    for one, other in ((first, second), (second, first)):
        site = binder.find(one, ("site",))
        for shared in site.record.shares_risk_with if site else ():
            if shared.site == other:
                return f"they share {shared.risk}"
    return ""


def _performed_by_others(binder: Binder, entry: Entry) -> bool:
    """Whether an organisation only matters for services that others could perform instead."""
    performed = [service.record for service in binder.all("service") if service.record.done_by == entry.id]
    return bool(performed) and all(service.or_by for service in performed)


def _opened_by_others(binder: Binder, entry: Entry) -> bool:
    others = [set(other.record.opens) for other in binder.all("credential") if other.id != entry.id]
    return bool(entry.record.opens) and all(any(target in opens for opens in others) for target in entry.record.opens)


# For each kind of single point of failure: whether its record says what takes its place. A person has no substitute: a
# role has deputies, and is the concern of PPL-02.
REPLACED = {
    "person": lambda binder, entry: False,
    "organisation": lambda binder, entry: bool(getattr(entry.record, "substitutes", ())) or entry.id == binder.id or _performed_by_others(binder, entry),
    "asset": lambda binder, entry: bool(entry.record.replaced_by or entry.record.backed_up_to),
    "channel": lambda binder, entry: bool(entry.record.fallback or entry.record.redundancy),
    "credential": _opened_by_others,
    "site": lambda binder, entry: bool(entry.record.alternate),
}
