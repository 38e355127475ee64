"""What runs out: renewals, contracts with their notice, keys, exceptions, copies, candidates. Each source has one law."""

from collections.abc import Iterator

from runbinder.analysis.due_kinds import Due, falls
from runbinder.analysis.reach import own
from runbinder.model.binder import Binder
from runbinder.references import backlinks


def things(binder: Binder) -> Iterator[Due]:
    """An asset is renewed by its day; what stands ready for a recovery is looked at within the interval."""
    for entry in own(binder, "asset"):
        if entry.record.renews:
            words = "renews by itself: check that it did" if entry.record.auto_renews else "lapses unless renewed"
            yield falls(binder, entry.record.renews, "renewal", entry, words, entry.record.custodian or entry.record.owner, ("renews",))
    for entry in own(binder, "resource"):
        if entry.record.checked:
            service = binder.find(str(entry.route[3]), ("service",))
            yield falls(binder, entry.record.checked + binder.settings.intervals.resource_checked, "test", entry, f"look at it again, last seen {entry.record.checked}", service and service.record.owner, ("checked",))


def contracts(binder: Binder) -> Iterator[Due]:
    """Notice is given by its end less the notice; where that is missed it goes on, or ends. An end that has passed matters while something names the contract."""
    coordinator = binder.client.profile.coordinator
    for entry in own(binder, "contract"):
        it = entry.record
        if not it.ends:
            continue
        last = it.ends - it.notice
        if last >= binder.as_of:
            words = f"last day to say no: it renews by itself on {it.ends}" if it.auto_renews else f"last day of notice before it ends on {it.ends}"
            yield falls(binder, last, "notice", entry, f"{words} (notice {it.notice})", coordinator, ("notice",))
        if it.ends >= binder.as_of or ("contract", entry.id) in backlinks(binder):
            missed = f"; notice had to be given by {last}" if last < binder.as_of <= it.ends else ""
            yield falls(binder, it.ends, "contract", entry, f"{'renews by itself: write the new end' if it.auto_renews else 'ends'}{missed}", coordinator, ("ends",))


def keys(binder: Binder) -> Iterator[Due]:
    """A key is changed as often as it says, and fetched again within the interval."""
    for entry in own(binder, "credential"):
        it = entry.record
        if it.rotate_every and it.last_rotated:
            yield falls(binder, it.last_rotated + it.rotate_every, "key", entry, f"change it, last changed {it.last_rotated}", it.holders[:1] or it.custodian, ("last_rotated",))
        if it.retrieved:
            yield falls(binder, it.retrieved + binder.settings.intervals.credential_tested, "key", entry, f"fetch it again to prove that it can be, last fetched {it.retrieved}", it.holders[:1], ("retrieved",))


def exceptions(binder: Binder) -> Iterator[Due]:
    """A waiver, the acceptance of a risk and an assignment hold until their last day."""
    for entry in own(binder, "waiver"):
        yield falls(binder, entry.record.expires, "exception", entry, f"waiver of {entry.record.check} for {entry.record.record} runs out", entry.record.approved_by, ("expires",))
    for entry in own(binder, "risk"):
        if entry.record.expires:
            yield falls(binder, entry.record.expires, "exception", entry, "acceptance of the risk runs out", entry.record.accepted_by or entry.record.owner, ("expires",))
    for entry in own(binder, "role"):
        if entry.record.until:
            yield falls(binder, entry.record.until, "exception", entry, "the assignment ends", entry.record.holder, ("until",))


def copies(binder: Binder) -> Iterator[Due]:
    """Each copy of the binder is replaced within its interval, and candidates for the succession are measured again while fewer than two are fresh."""
    limits, plan = binder.settings.intervals, binder.client.transition
    for entry in own(binder, "copy"):
        yield falls(binder, entry.record.delivered + limits.copy_delivered, "copy", entry, f"replace copy {entry.record.number} ({entry.record.medium}), handed over {entry.record.delivered}", entry.record.holder, ("delivered",))
    if plan:
        measured = [(entry.record.qualified_on + limits.candidates_qualified, entry) for entry in own(binder, "candidate") if entry.record.qualified_on]
        fresh = sum(day >= binder.as_of for day, _ in measured)
        for day, entry in measured:
            firm = binder.find(entry.record.organisation, ("organisation",))
            words = f"measure {firm.title if firm else 'the candidate'} again, last measured {entry.record.qualified_on}"
            yield falls(binder, day, "successor", entry, words, plan.owner, ("qualified_on",), day < binder.as_of and fresh < 2)
