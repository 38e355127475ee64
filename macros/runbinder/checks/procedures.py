"""PRC: who can do a procedure when the provider can not, and who has tried."""

from collections.abc import Iterator

from runbinder.analysis.reach import gone, own
from runbinder.analysis.tried import earlier, measured, proof, why_not
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.procedures import Procedure

ROUTINES = ("continuous", "hour", "day", "working day", "week", "fortnight", "month")
"""What S2-22 calls daily, weekly and monthly."""
SLOWER = 1.25
"""How much longer than stated a procedure may take before the statement is wrong."""


@check("PRC-03", level=3)
def routine_can_be_done_outside_the_provider(binder: Binder) -> Said:
    """Every daily, weekly and monthly procedure can be done by somebody who does not work for the provider.

    Routines can be performed in-house or by another company; otherwise they stop on the day the provider does (S2-22).

    Fix: name a role of the client's or of another company under `or_by`.
    """
    for entry in own(binder, "procedure"):
        procedure = entry.record
        performers = [procedure.done_by, *(other.role for other in procedure.or_by)]
        employers = set(_employers(binder, procedure))
        if procedure.schedule.every in ROUTINES and employers == {binder.provider_id}:
            names = " and ".join(f"'{name}'" for name in performers)
            rhythm = "all the time" if procedure.schedule.every == "continuous" else f"every {procedure.schedule.every}"
            yield (*entry.route, "or_by"), f"procedure '{entry.id}' is due {rhythm}, and only people of '{binder.provider_id}' do it: {names}"


@check("PRC-04", level=3)
def procedure_was_tested_by_a_third_party(binder: Binder) -> Said:
    """Every procedure was tried as it is written now, from the document alone and within the interval (`procedure_tested` in the settings), by a company that is neither the provider nor the client.

    Whoever wrote a procedure can not see what it leaves out; all documented procedures are tested by a third party
    (S2-20, ISO 27001 5.35). A test counts if its tester did not write the procedure, if it quotes the digest of the text as
    it is, and if it was done for real where a critical service comes back by it (or `live_test` says so).

    Fix: have an independent technician run it and add the test with `by`, `of`, `on`, `kind`, `result` and `of_digest`, which is
    the Version on the procedure's page; `runbinder record` writes all of it from a run. A failed test does not count.
    """
    procedures, limit = own(binder, "procedure"), binder.settings.intervals.procedure_tested
    last = {entry.id: test.on if (test := proof(binder, entry)) else None for entry in procedures}
    covered = [name for name, day in last.items() if day and binder.as_of - day <= limit]
    reasons = {entry.id: "" if last[entry.id] else _void(binder, entry) for entry in procedures}
    if procedures and not covered and not any(reasons.values()):
        yield ("clients", binder.id), f"none of the {len(procedures)} procedures was tested by a third party in the last {limit.days} days (procedure_tested)"
        return
    for entry in procedures:
        if entry.id not in covered:
            day, share = last[entry.id], f"{len(covered)} of {len(procedures)} procedures are covered"
            when = f"last tested by a third party on {day}, {(binder.as_of - day).days} days ago" if day else f"never tested by a third party with success{reasons[entry.id]}"
            yield (*entry.route, "tests"), f"procedure '{entry.id}' was {when}; the limit is {limit.days} days (procedure_tested); {share}"


def _void(binder: Binder, entry: Entry) -> str:
    """Why the latest test by a third party does not count; empty if there is none that comes near."""
    reasons = {test: why_not(binder, entry, test) for test in entry.record.tests}
    near = [test for test, reason in reasons.items() if not reason.startswith(("it was made by", "its day"))]
    last = max(near, key=lambda one: one.on, default=None)
    return f": the test of {last.on} does not count, as {reasons[last]}" if last else ""


@check("PRC-05", level=2, severity="warning")
def procedure_says_who_is_qualified(binder: Binder) -> Said:
    """Every procedure says what one must know or hold to do it.

    "Any qualified technician" can only be found if the qualification is written down (S2-26).

    Fix: add `qualification` under `needs`; "none beyond this page" is an answer.
    """
    for entry in own(binder, "procedure"):
        if not (entry.record.needs and entry.record.needs.qualification):
            yield (*entry.route, "needs"), f"procedure '{entry.id}' does not say what one must know to do it"


@check("PRC-13", level=3, severity="warning")
def procedure_takes_as_long_as_it_says(binder: Binder) -> Said:
    """No procedure took more than a quarter longer, when it was last done live, than its `takes` says.

    The recovery times of services are counted from what procedures say of themselves; the clock knows better (S2-20,
    ISO 22301 8.5).

    Fix: put `takes` right, or make the procedure faster and test it again. The sum of the steps' times is no statement.
    """
    for entry in own(binder, "procedure"):
        stated, test = entry.record.takes, measured(binder, entry.record)
        if stated and test and test.took and test.took > stated * SLOWER:
            number = entry.record.tests.index(test)
            yield (*entry.route, "tests", number, "took"), f"procedure '{entry.id}' took {test.took} on {test.on}; it says {stated}"


@check("PRC-14", level=3, severity="warning")
def procedure_is_the_one_that_was_tested(binder: Binder) -> Said:
    """The last test of a procedure was one of the procedure as it is written now, also where an older one by a third party still counts.

    A step that was changed after the test is a step that nobody has tried; `of_digest` says which text was tried (S2-20).
    Where no test by a third party counts, PRC-04 says so.

    Fix: run it once more from the changed page, and file the run with `runbinder record`.
    """
    for entry in own(binder, "procedure"):
        last = max((one for one in reversed(entry.record.tests) if one.on <= binder.as_of), key=lambda one: one.on, default=None)
        if last and earlier(last, entry.record) and proof(binder, entry):
            number = entry.record.tests.index(last)
            yield (*entry.route, "tests", number, "of_digest"), f"procedure '{entry.id}' was changed after its last test, of {last.on}"


def _employers(binder: Binder, procedure: Procedure) -> Iterator[str]:
    """For whom the people work who do a procedure today; of a role that nobody holds, the organisation it is said to be of."""
    for ref, of in ((procedure.done_by, None), *((other.role, other.of) for other in procedure.or_by)):
        role = binder.find(ref, ("role",))
        names = (role.record.holder, *role.record.deputies) if role else (ref,)
        people = [person for name in names if (person := binder.find(name or "", ("person",)))]
        there = [str(person.record.organisation) for person in people if not gone(person, binder.as_of)]
        yield from there or ([str(of)] if of else [])
