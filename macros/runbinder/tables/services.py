"""What the business does, how soon each of it must be back, and what that takes."""

from collections.abc import Iterator

from runbinder.analysis.reach import own
from runbinder.analysis.recovery_promise import standings, ways
from runbinder.analysis.recovery_scenarios import of_plan
from runbinder.arrange import symptoms as said, systems as grouped
from runbinder.model.binder import Binder
from runbinder.tables.registry import Row, ref, refs, table


@table("Services", "services/index", "Service", "Criticality", "Done by", "For", "Otherwise by", "Notices at once", "Stands on")
def services(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "service"):
        it = entry.record
        yield entry, it.criticality, ref(binder, it.done_by), ref(binder, it.for_), refs(binder, it.or_by), it.affects_end_customers, refs(binder, it.depends_on)


@table("Recovery times", "services/index", "Service", "Criticality", "MTPD", "Promised", "In a contract", "As arranged", "Verdict", "RPO", "Shown", "Shown on")
def recovery(binder: Binder) -> Iterator[Row]:
    for one in standings(binder):
        plan, shown = one.plan, one.shown
        yield (one.entry, one.entry.record.criticality, plan.mtpd, one.promised, bool(plan.contracted), one.achievable, one.words, plan.rpo,
               shown.took if shown else None, shown.on if shown else None)


@table("What recovery needs", "services/index", "Resource", "Service", "Pieces", "Cost", "Paid by", "Lead time", "Install", "Stands ready at", "From", "Or", "Checked")
def resources(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "resource"):
        it = entry.record
        yield (entry, binder.find(str(entry.route[3]), ("service",)), it.quantity, it.cost, ref(binder, it.paid_by), it.lead_time, it.install,
               ref(binder, it.pre_positioned_at), ref(binder, it.supplier), it.substitute, it.checked)


@table("Recovery options", "services/index", "Service", "Option", "Up-front cost", "Paid by", "Back in", "Promised then", "In time", "Taken", "Decided by", "Decided on", "Amendment")
def recovery_options(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "service"):
        plan = entry.record.recovery
        for way in ways(binder, entry.id, plan) if plan else ():
            made = plan.decision if way.taken else None
            yield (entry, way.option.title, way.option.cost, ref(binder, way.option.paid_by), way.buys, way.promise, way.closes, way.taken,
                   ref(binder, made.decided_by) if made else None, made.on if made else None, ref(binder, made.amendment) if made else None)


@table("Recovery if more is lost", "services/index", "Service", "Scenario", "Back in", "Promised", "Kept", "Longer than usual by", "Because")
def recovery_scenarios(binder: Binder) -> Iterator[Row]:
    for rows in of_plan(binder).values():
        for one in rows:
            nobody_knows = one.outlook.path == ()
            time = "never" if one.outlook.path is None else one.outlook.time or "not known"
            yield one.service, _scenario(binder, one.scenario), time, one.promised, None if nobody_knows or not one.promised else one.kept, one.longer, one.outlook.why


@table("What people say", "procedures/index", "They say", "Look at")
def symptoms(binder: Binder) -> Iterator[Row]:
    yield from said(binder)


@table("Procedures by system", "procedures/index", "System", "Procedures")
def systems(binder: Binder) -> Iterator[Row]:
    yield from grouped(binder)


def _scenario(binder: Binder, name: str) -> object:
    return binder.find(name, ("scenario",)) or name.replace("-", " ").capitalize()
