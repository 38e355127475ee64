"""Which days and lengths of time of the model decide when something falls due, and why the others do not.

Both are found out, not listed: each is changed in a binder in which it is used, and the list of what is due looked at.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, reduce
from pathlib import Path
from typing import get_args

import pytest

from runbinder.analysis.due import due
from runbinder.model.binder import Client
from runbinder.model.common import Part, walk
from runbinder.model.control import Intervals
from runbinder.model.values import Duration
from runbinder.read import read
from runbinder.testing import shelf_of

ROOT = Path(__file__).parents[2]
# Reason: fields.
LEFT_OUT = {
    "It tells what has happened and is not done again.": {
        "AcceptedRisk.accepted_on", "Attachment.taken", "CustomerSeat.offered_on", "Decision.on", "DisputeProtocol.agreed_on", "IncidentReport.date_of_incident",
        "LegalReview.on", "Role.accepted", "Waiver.approved_on"},
    "It tells that something is over, so that nothing is due.": {"AuditFinding.closed", "Dispute.ended", "Issue.resolved", "Prevention.done"},
    "It is a day from which something holds; nobody has to do anything on it.": {"Amendment.on", "Candidate.nda", "Contract.starts", "Role.since"},
    "A day moves by it only while an incident runs; the incident's page and its desk count in minutes.": {
        "Contract.incident_notice", "Entry.repeat", "Entry.within", "Inbound.respond_within", "Supplier.respond_within"},
    "It is counted from a declaration, an invocation or a call that has no day before it comes; the timetable counts it.": {
        "AssetTransfer.within", "ContactTree.answer_within", "ContinuityMeasure.from_", "ContinuityMeasure.until", "Contract.transition", "ContractTransfer.within", "DataDisposition.delete_within",
        "DataDisposition.return_within", "DataReturn.within", "IncidentManagementTeam.first_meeting_within", "LockdownStep.within", "Phase.within", "Scenario.notice", "TerminationAssistance.for_",
        "TimetablePhase.starts", "TreeNode.answer_within", "Acceptance.audit_after"},
    "It says how long something takes or may take.": {
        "Acquisition.time_to_contract", "Contracted.rto", "ContractedChange.rto", "Demonstrated.took", "Exercise.took", "KnowledgeItem.takes", "Procedure.takes", "RecoveryObjective.catch_up",
        "RecoveryObjective.mtpd", "RecoveryObjective.rpo", "RecoveryObjective.rto", "Resource.install", "Resource.lead_time", "ResourceChange.install", "ResourceChange.lead_time", "Step.takes",
        "Substitute.after", "Test.took", "TimetablePhase.takes"},
    "A machine does it; that somebody looks after it is a routine.": {"Asset.backup_every"},
}
LATE = {"title": "Look", "done_by": "chief", "steps": ["Look."], "schedule": {"every": "week", "on": "Monday", "last_done": "2026-03-16", "tolerance": "5d"}}
ENDED = {"title": "Slow", "service": "web", "ticket": "1", "reporter": "anna", "urgency": "high", "severity": "low", "reported_at": "2026-03-30 09:00", "acknowledged_at": "2026-03-30 09:10", "status": "resolved",
         "updates": [{"at": "2026-03-30 10:00", "by": "anna", "actions": "Mended."}]}
MORE = {"clients/harbour/more.yml": {
    "people": {"anna": {"name": "Anna", "organisation": "harbour"}}, "roles": {"chief": {"does": "Leads.", "holder": "anna", "until": "2026-05-01"}},
    "procedures": {"look": LATE}, "calendar": {"holidays": {"2026-03-23": "A day off"}}, "incidents": {"slow": ENDED},
    "services": {"web": {"name": "Web", "criticality": "important", "done_by": "harbour", "for": "harbour", "owner": "chief"}}}}
"""What neither the fixture nor the demo has: an assignment with an end, a routine that is late, an incident without its report."""


def kinds(annotation) -> Iterator[object]:
    yield annotation
    for inside in get_args(annotation):
        yield from kinds(inside)


@cache
def parts() -> dict[str, type[Part]]:
    """Every class that a client's plans are made of."""
    found, waiting = {}, [Client]
    while waiting:
        one = waiting.pop()
        if one.__name__ not in found:
            found[one.__name__] = one
            waiting += [kind for field in one.model_fields.values() for kind in kinds(field.annotation) if isinstance(kind, type) and issubclass(kind, Part)]
    return found


def fields(of: type) -> set[str]:
    return {f"{name}.{field}" for name, part in parts().items() for field, info in part.model_fields.items() if of in kinds(info.annotation)}


def changed(value, route, make):
    """The plans with one value made into another."""
    if not route:
        return make(value)
    step, rest = route[0], route[1:]
    if isinstance(value, Part):
        name = next(name for name, field in type(value).model_fields.items() if (field.alias or name) == step)
        return value.model_copy(update={name: changed(getattr(value, name), rest, make)})
    if isinstance(value, dict):
        return {**value, step: changed(value[step], rest, make)}
    return (*value[:step], changed(value[step], rest, make), *value[step + 1 :])


def longer(value):
    return Duration(seconds=value.total_seconds() * 2 + 86400)


def earlier(value, days=-500):
    """A day, or the days of a calendar."""
    return value + timedelta(days=days) if isinstance(value, date) else {key + timedelta(days=days): text for key, text in value.items()}


def later(value):
    return earlier(value, 500)


def listed(binder) -> list[tuple[object, ...]]:
    return [(one.day, one.kind, one.route, one.overdue) for one in due(binder)]


def day_of(shelf):
    return shelf.settings.as_of or date(2026, 3, 31)


@pytest.fixture(scope="module")
def shelves():
    """The fixture that uses nearly every field, what it lacks, and the demo."""
    return [read(ROOT / "tests" / "golden"), shelf_of(MORE), read(ROOT)]


def uses(shelf, name) -> dict[str, list[tuple[object, ...]]]:
    """Where in a client's plans each field stands, by `Class.field`."""
    found: dict[str, list[tuple[object, ...]]] = {}
    for route, part in walk(shelf.clients[name]):
        if isinstance(part, Part):
            for field, info in type(part).model_fields.items():
                if getattr(part, field) is not None:
                    found.setdefault(f"{type(part).__name__}.{field}", []).append((*route, info.alias or field))
    return found


@pytest.fixture(scope="module")
def moving(shelves):
    """The fields that move a day in some binder, and those that are used in one."""
    wanted, used, moves = fields(date) | fields(Duration), set(), set()
    for shelf in shelves:
        for name in shelf.clients:
            when, places = day_of(shelf), uses(shelf, name)
            before = listed(shelf.binder(name, when))
            for field in sorted(wanted & set(places) - moves):
                used.add(field)
                for make in (longer,) if field in fields(Duration) else (earlier, later):
                    plans = reduce(lambda plans, route, make=make: changed(plans, route, make), places[field], shelf.clients[name])
                    if listed(replace(shelf, clients={**shelf.clients, name: plans}).binder(name, when)) != before:
                        moves.add(field)
    return moves, used


def test_every_day_of_the_model_falls_due_or_has_a_reason(moving):
    """A new field with a day is either in the list of what is due, or somebody says why not."""
    left = {field for some in LEFT_OUT.values() for field in some}

    assert fields(date) | fields(Duration) == moving[0] | left
    assert set() == moving[0] & left


def test_every_day_was_tried(moving):
    """One that no binder uses would look as if it moved nothing."""
    assert fields(date) == fields(date) & moving[1]


@pytest.mark.parametrize("field", Intervals.model_fields)
def test_every_interval_moves_a_day(shelves, field):
    """Twice as long, and something falls due later; a contact point that has expired was due long before."""
    def under(settings):
        return [listed(replace(shelf, settings=settings(shelf)).binder(name, day_of(shelf))) for shelf in shelves for name in shelf.clients]

    twice = under(lambda shelf: changed(shelf.settings, ("intervals", field), lambda value: value * 2))

    assert (field == "contact_expired") == (twice == under(lambda shelf: shelf.settings))
