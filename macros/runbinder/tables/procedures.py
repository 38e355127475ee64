"""What is done, when, who else could do it, and what falls due."""

from collections.abc import Iterator

from runbinder.analysis.cadence import last_day, next_due
from runbinder.analysis.due import due as owed
from runbinder.arrange import by_title, schedule as when
from runbinder.model.binder import Binder
from runbinder.readiness import matrix
from runbinder.tables.registry import Row, ref, table


@table("Evidence: every procedure", "readiness", "Procedure", "Documented", "Scheduled", "Who else", "Tested by a third party", "When", "In date")
def procedures(binder: Binder) -> Iterator[Row]:
    for one in matrix(binder):
        yield one.procedure, one.documented, one.scheduled, one.alternate, one.third_party, one.tested, one.in_date


@table("Schedules", "schedules", "Procedure", "When", "Set off by", "Done by", "Otherwise by", "Takes", "Last done", "Due", "Late", "Last tested")
def schedules(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("procedure")):
        it, plan = entry.record, entry.record.schedule
        last = last_day(plan, binder.client.calendar)
        yield (entry, when(plan), plan.when, ref(binder, it.done_by), [ref(binder, one.role) for one in it.or_by], it.duration, plan.last_done,
               next_due(plan, binder.client.calendar), bool(last and last < binder.as_of), max((one.on for one in it.tests), default=None))


@table("Tests of procedures", "procedures/index", "Procedure", "On", "By", "Of", "How", "Result", "Took", "Found", "Evidence")
def procedure_tests(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("procedure")):
        for one in entry.record.tests:
            yield entry, one.on, ref(binder, one.by), ref(binder, one.of), one.kind, one.result, one.took, one.found, one.evidence


@table("Shared procedures", "provider/library", "Procedure", "Steps", "Asks for", "Used by")
def library(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("shared_procedure"):
        made = [other for other in binder.all("procedure") if other.record.uses == entry.id]
        yield entry, len(entry.record.steps), list(entry.record.parameters), made


@table("What falls due", "calendar", "Day", "Overdue", "Sort", "What", "Words", "Who")
def due(binder: Binder) -> Iterator[Row]:
    for one in owed(binder):
        yield one.day, one.overdue, one.kind, one.entry or one.title, one.words, [ref(binder, name, "role", "person", "organisation") for name in one.who]
