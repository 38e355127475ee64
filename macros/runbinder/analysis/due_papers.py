"""What is read, said and agreed again: documents, approvals, messages, plans and recovery times. Each source has one law."""

from collections.abc import Iterable, Iterator

from runbinder.analysis.approved import as_shown
from runbinder.analysis.due_kinds import Due, falls
from runbinder.analysis.reach import own
from runbinder.analysis.recovery import promised
from runbinder.analysis.recovery_promise import promises
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route, walk
from runbinder.model.control import Approval, Document


def documents(binder: Binder) -> Iterator[Due]:
    """A document is reviewed again after its interval, and each capacity approves it again; not once it is retired."""
    records = {entry.route: entry for kind in binder.index.values() for entry in kind.values()}
    limits = binder.settings.intervals
    for route, header in walk(binder.client, ("clients", binder.id)):
        if not isinstance(header, Document) or header.status == "retired":
            continue
        thing = records.get(route[:-1]) or str(route[2])
        if header.reviewed:
            day = header.reviewed.on + (header.review_every or limits.reviewed)
            yield falls(binder, day, "review", thing, f"review again, last reviewed {header.reviewed.on}", header.owner or header.reviewed.by, ("document",))
        yield from _approved_again(binder, thing, header.approvals, header.version, ("document", "approvals"))
    if protocol := binder.client.dispute_protocol:
        yield from _approved_again(binder, "dispute_protocol", protocol.approvals, protocol.document and protocol.document.version, ("approvals",))


def _approved_again(binder: Binder, thing: Entry | str, approvals: Iterable[Approval], version: str | None, at: Route) -> Iterator[Due]:
    """The last approval of each capacity and party; one of an earlier version is history."""
    of_this = [one for one in approvals if version is None or one.version in (None, version)]
    for last in {(one.as_, one.for_): one for one in sorted(of_this, key=lambda one: one.on)}.values():
        yield falls(binder, last.on + binder.settings.intervals.approved, "approval", thing, f"approve again ({last.as_}), last approved {last.on}", last.by, at)


def messages(binder: Binder) -> Iterator[Due]:
    """An approved message is approved again before its approval runs out."""
    for entry in own(binder, "message"):
        found = as_shown(binder, entry)
        if found and found.given and found.until:
            yield falls(binder, found.until, "approval", entry, "approve the message again", found.given.by, ("approved",))


def plans(binder: Binder) -> Iterator[Due]:
    """The communications plan is tried against an event again; a seat that is suspended is looked at, as often as was agreed."""
    talk, protocol, team, dispute = binder.client.communications, binder.client.dispute_protocol, binder.client.incident_team, binder.client.profile.dispute
    if talk and talk.last_review:
        owner = talk.document.owner if talk.document else None
        yield falls(binder, talk.last_review + binder.settings.intervals.reviewed, "review", "communications", f"try the plan against an event again, last tried {talk.last_review}", owner, ("last_review",))
    if protocol and team and team.customer_seat.state == "suspended in dispute" and dispute.since and (every := protocol.reinstatement.review_every).days:
        times = max(1, -(-(binder.as_of - dispute.since).days // every.days))
        yield falls(binder, dispute.since + every * times, "review", "dispute_protocol", f"look at the suspension of the customer's seat (every {every})", protocol.reinstatement.by, ("reinstatement", "review_every"))


def recoveries(binder: Binder) -> Iterator[Due]:
    """Recovery times are talked through, both levels asked, and strategies gone through again, each within its interval."""
    limits = binder.settings.intervals
    for entry, plan, _ in promises(binder):
        owner, talks = entry.record.owner, [talk.on for talk in (plan.contracted and plan.contracted.agreed, plan.client_review) if talk]
        if plan.contracted and talks:
            words = f"talk its recovery time through again ({promised(plan)}), last talked through {max(talks)}"
            yield falls(binder, max(talks) + limits.recovery_reviewed, "review", entry, words, owner, ("recovery", "client_review"))
        if plan.strategy and plan.reviewed:
            yield falls(binder, plan.reviewed.on + limits.reviewed, "review", entry, f"go through the recovery strategy again, last gone through {plan.reviewed.on}", owner, ("recovery", "reviewed"))
    for entry in own(binder, "service"):
        said = entry.record.recovery.attested if entry.record.recovery else ()
        for number, last in {one.position: (number, one) for number, one in sorted(enumerate(said), key=lambda pair: pair[1].on)}.values():
            words = f"ask the {last.position} again whether its recovery time can be kept, last asked {last.on}"
            yield falls(binder, last.on + limits.recovery_reviewed, "review", entry, words, last.person, ("recovery", "attested", number))
