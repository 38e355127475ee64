"""How the client leaves the provider, or goes on without it: what is shut, kept going, learnt and handed over."""

from collections.abc import Iterator

from runbinder import arrange_start, arrange_transition
from runbinder.analysis.timetable import earliest_ends
from runbinder.model.binder import Binder
from runbinder.model.values import Duration
from runbinder.tables.registry import Row, ref, refs, table


@table("Lockdown, step by step", "transition/lockdown", "Step", "What to do", "Sort", "Closes", "Done to", "By", "Within", "Procedure", "It worked if", "Needs", "Only in", "Evidence")
def lockdown(binder: Binder) -> Iterator[Row]:
    plan = binder.client.transition
    for number, it in enumerate(plan.lockdown if plan else (), start=1):
        yield (number, it.do, it.action, refs(binder, it.closes), refs(binder, it.targets), ref(binder, it.by), it.within, ref(binder, it.procedure), it.verify,
               refs(binder, it.needs), refs(binder, it.scenarios), it.evidence)


@table("What has to be shut, and what shuts it", "transition/lockdown", "Way in", "Privilege", "Kept by", "Closed or changed by step")
def ways_in(binder: Binder) -> Iterator[Row]:
    for entry, numbers in arrange_transition.coverage(binder):
        yield entry, entry.record.privilege, ref(binder, entry.record.custodian), numbers


@table("What the outgoing provider can get in with", "start-here", "Way in", "Privilege", "Who can use it", "Shut by lockdown step")
def provider_access(binder: Binder) -> Iterator[Row]:
    for entry, numbers in arrange_start.access(binder):
        yield entry, entry.record.privilege, refs(binder, entry.record.holders), numbers


@table("Keeping services going in the gap", "transition/lockdown", "Service", "What is done", "By", "From T0 +", "Until", "Procedures")
def continuity(binder: Binder) -> Iterator[Row]:
    plan = binder.client.transition
    for it in plan.continuity if plan else ():
        yield ref(binder, it.service), it.do, ref(binder, it.by), it.from_, it.until, refs(binder, it.procedures)


@table("Timetable of the exit", "transition/timetable", "Phase", "After", "Begins at T0 +", "Takes", "Ends at T0 +", "May slip by", "On the longest way", "By", "Ends with")
def timetable(binder: Binder) -> Iterator[Row]:
    drawn = arrange_transition.timetable(binder)
    ends = earliest_ends({bar.entry.id: bar.entry.record for bar in drawn.bars})
    for bar in drawn.bars:
        it, end = bar.entry.record, ends[bar.entry.id]
        yield bar.entry, refs(binder, it.after), Duration.read(end - it.takes), it.takes, Duration.read(end), bar.spare, bar.critical, ref(binder, it.by), it.ends_with


@table("Successors", "transition/successor", "Candidate", "Organisation", "Points", "Of", "Fails mandatory criteria", "Measured", "Measure again", "Capacity", "Confidentiality since")
def candidates(binder: Binder) -> Iterator[Row]:
    for one in arrange_transition.scorecard(binder):
        it = one.entry.record
        yield one.entry, ref(binder, it.organisation), one.total, one.most, list(one.fails), it.qualified_on, one.stale, it.capacity, it.nda


@table("Scorecard", "transition/successor", "Number", "Criterion", "Sort", "Mandatory", "Weight", "Candidate", "Points", "Weighted")
def scorecard(binder: Binder) -> Iterator[Row]:
    plan = binder.client.transition
    scores = arrange_transition.scorecard(binder)
    for number, one in enumerate(plan.acquisition.criteria if plan and plan.acquisition else (), start=1):
        for score in scores:
            it = score.entry.record
            yield number, one.criterion, one.type, one.mandatory, one.weight, ref(binder, it.organisation), it.scores.get(number, 0), score.points[number]


@table("Knowledge transfer", "transition/knowledge", "Number", "Item", "Covers", "How", "Receiver", "Takes", "On", "Accepted by", "Accepted on")
def knowledge(binder: Binder) -> Iterator[Row]:
    for number, it in arrange_transition.knowledge(binder)[0]:
        said = it.accepted
        yield number, it.item, refs(binder, it.covers), it.method, ref(binder, it.receiver), it.takes, it.on, ref(binder, said.by) if said else None, said.on if said else None


@table("What changes hands", "transition/handover", "Asset or contract", "From", "To", "How", "Cost", "Within T0 +")
def transfers(binder: Binder) -> Iterator[Row]:
    plan = binder.client.transition
    for it in plan.asset_transfer if plan else ():
        yield ref(binder, it.asset), ref(binder, it.from_), ref(binder, it.to), it.how, it.cost, it.within
    for one in plan.contract_transfer if plan else ():
        yield ref(binder, one.contract), None, None, one.how, one.cost, one.within


@table("Data: return and destruction", "transition/handover", "Data set", "Held by", "Comes back as", "Within T0 +", "Opened by", "Deleted within", "Certificate", "Hold")
def data_return(binder: Binder) -> Iterator[Row]:
    plan = binder.client.transition
    for it in plan.data if plan else ():
        yield ref(binder, it.data), ref(binder, it.held_by), it.return_as, it.return_within, ref(binder, it.opened_by), it.delete_within, it.certificate, it.hold


@table("Acceptance", "transition/handover", "Item", "Evidence", "Accepted by", "Accepted on", "Missing", "Owner", "Due")
def acceptance(binder: Binder) -> Iterator[Row]:
    plan = binder.client.transition
    for it in plan.acceptance.items if plan and plan.acceptance else ():
        said = it.accepted
        yield it.item, it.evidence, ref(binder, said.by) if said else None, said.on if said else None, it.missing, ref(binder, it.owner), it.due
