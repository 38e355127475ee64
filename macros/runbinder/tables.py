"""The tables of a binder, once: which columns each has and what stands in them, for pages, for CSV and for JSON.

A cell is a plain value: text, a number, a date, yes or no, several of them, or the record it names. Whoever shows a table
decides what becomes of it: a page makes a link of a record, a file its title. No table says where a secret is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from runbinder.analysis.cadence import last_day, next_due
from runbinder.analysis.coverage import Coverage, by_record, coverage as computed
from runbinder.analysis.cures import UNSAID
from runbinder.analysis.loss import words
from runbinder.analysis.points import Point, cured_by, single_points as ranked
from runbinder.analysis.reach import own
from runbinder.analysis.recovery_promise import standings
from runbinder.arrange import by_title, documents as headers, roles_of, schedule as when
from runbinder.assess import results
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder, Entry
from runbinder.model.values import Duration
from runbinder.readiness import matrix

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table: what it is called, the page it is shown on, its columns, and its rows for a binder."""

    name: str
    title: str
    page: str
    columns: tuple[str, ...]
    rows: Callable[[Binder], Iterator[Row]]


TABLES: dict[str, Table] = {}


def table(title: str, page: str, *columns: str) -> Callable[[Callable[[Binder], Iterator[Row]]], Callable[[Binder], Iterator[Row]]]:
    """Registers a function that yields rows; its name is the table's."""

    def register(rows: Callable[[Binder], Iterator[Row]]) -> Callable[[Binder], Iterator[Row]]:
        name = rows.__name__.replace("_", "-")
        TABLES[name] = Table(name, title, page, columns, rows)
        return rows

    return register


@lru_cache(maxsize=4)
def covered(binder: Binder) -> list[Coverage]:
    """The coverage of every framework, by what the checks say of the whole binder."""
    said = results(binder.whole or binder)
    return computed(binder, [(one.route, one.check.code) for one in said if one.severity != "info" and not one.waiver])


def ref(binder: Binder, value: Any, *kinds: str) -> Any:
    """The record that a reference names; an id that leads nowhere says too much in an edition."""
    if not value:
        return None
    return binder.find(value, kinds) or (str(value) if binder.edition == "internal" else WITHHELD)


def refs(binder: Binder, values: Any) -> list[Any]:
    return [ref(binder, one) for one in values]


def copy_state(binder: Binder, entry: Entry) -> str:
    """Whether a copy carries the version that the binder has now."""
    header = binder.client.profile.document
    if not header or not header.version:
        return "the binder has no version"
    if not entry.record.version:
        return "says no version"
    return "current" if entry.record.version == header.version else "outdated"


def back_of(point: Point) -> str:
    """When the services that stop with it are back."""
    after = point.back()
    if not point.lost["service"]:
        return "no service stops"
    return "never" if after is None else "nobody wrote it down" if after >= UNSAID else str(Duration.read(after)) if after else "at once"


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


@table("People", "people/index", "Person", "Job", "Organisation", "Site", "Roles", "Deputy for", "Left")
def people(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("person")):
        it, roles = entry.record, roles_of(binder, entry.id)
        held, deputy = [role for role, second in roles if not second], [role for role, second in roles if second]
        yield entry, it.title, ref(binder, it.organisation), ref(binder, it.works_at), held, deputy, it.left


@table("Contact points", "people/index", "Whose", "Order", "Way", "Number or address", "Hours", "Verified", "Private", "Notes")
def contacts(binder: Binder) -> Iterator[Row]:
    for entry in (*by_title(binder.all("person")), *by_title(binder.all("organisation"))):
        for place, one in enumerate(entry.record.contacts, start=1):
            yield entry, place, one.way, str(one.value), one.hours, one.verified, one.private, one.notes


@table("Roles", "contacts", "Role", "Held by", "Deputies", "Critical", "May decide")
def roles(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("role"):
        it = entry.record
        yield entry, ref(binder, it.holder), refs(binder, it.deputies), it.critical, list(it.may_)


@table("Evidence: every procedure", "readiness", "Procedure", "Documented", "Scheduled", "Who else", "Tested by a third party", "When", "In date")
def procedures(binder: Binder) -> Iterator[Row]:
    for one in matrix(binder):
        yield one.procedure, one.documented, one.scheduled, one.alternate, one.third_party, one.tested, one.in_date


@table("Schedules", "schedules", "Procedure", "When", "Set off by", "Done by", "Otherwise by", "Takes", "Last done", "Due", "Late")
def schedules(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("procedure")):
        it, plan = entry.record, entry.record.schedule
        last = last_day(plan, binder.client.calendar)
        yield (entry, when(plan), plan.when, ref(binder, it.done_by), [ref(binder, one.role) for one in it.or_by], it.duration, plan.last_done,
               next_due(plan, binder.client.calendar), bool(last and last < binder.as_of))


@table("Credential custody", "credentials", "Credential", "Privilege", "Kept by", "Client can fetch it", "Holders", "Changed", "Change every", "Fetching tested")
def credentials(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "credential"):
        it = entry.record
        yield entry, it.privilege, ref(binder, it.custodian), it.client_can_retrieve, refs(binder, it.holders), it.last_rotated, it.rotate_every, it.retrieved


@table("Findings", "readiness", "Code", "Severity", "Level", "Record", "Finding", "Waived until", "Fix")
def findings(binder: Binder) -> Iterator[Row]:
    for one in results(binder):
        yield one.check.code, one.severity, one.check.level, one.entry or one.about, one.message, one.waiver.record.expires if one.waiver else None, one.check.fix


@table("Single points of failure", "single-points", "Rank", "If this is gone", "Critical services that stop", "All that stops", "Back after", "What would cure it", "Risk on record")
def single_points(binder: Binder) -> Iterator[Row]:
    risks = {str(entry.record.of): entry for entry in binder.all("risk")}
    for rank, one in enumerate(ranked(binder), start=1):
        gone = [binder.index.get(kind, {}).get(name) or words(binder, (kind, name)) for kind, name in one.loss.removed]
        stops = ", ".join(f"{len(ids)} {kind}{'s' * (len(ids) != 1)}" for kind, ids in one.lost.items() if ids)
        risk = next((risks[name] for _, name in one.loss.removed if name in risks), None)
        yield rank, gone, [binder.index["service"][name] for name in one.critical], stops, back_of(one), cured_by(binder, one), risk


@table("Coverage by framework", "controls", "Framework", "Controls", "Fully", "Partly", "None", "Not applicable")
def coverage(binder: Binder) -> Iterator[Row]:
    for one in covered(binder):
        yield one.framework, len(one.controls), *one.counts.values()


@table("Controls and evidence towards them", "controls", "Control", "Framework", "Asks (in our words)", "Verified", "Evidence towards it", "Why no further", "Evidence that stands", "Evidence that does not", "Failing checks")
def controls(binder: Binder) -> Iterator[Row]:
    for framework in covered(binder):
        for one in framework.controls:
            sound = [each.entry or each.name for each in one.evidence if each.stands]
            unsound = [each.entry or each.name for each in one.evidence if not each.stands]
            codes = sorted({code for each in one.evidence for code in each.failing})
            yield one.control, framework.framework, one.control.record.asks, one.control.record.verified, one.extent, one.because, sound, unsound, codes


@table("Records and the controls they are evidence towards", "controls", "Record", "Kind", "Stands", "Failing checks", "Controls")
def evidence(binder: Binder) -> Iterator[Row]:
    for kind, found in by_record(covered(binder)).items():
        for one, towards in found.values():
            yield one.entry or one.name, kind.replace("_", " "), one.stands, list(one.failing), [each.control.id for each in towards]


@table("Copies", "document-control", "Copy", "Number", "Holder", "On", "Where", "Edition", "Version", "Delivered", "State")
def copies(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "copy"):
        it = entry.record
        yield entry, it.number, ref(binder, it.holder), it.medium, it.location, it.edition, it.version, it.delivered, copy_state(binder, entry)


@table("Documents", "document-control", "Document", "Version", "Status", "Owner", "Reviewed", "Approved")
def documents(binder: Binder) -> Iterator[Row]:
    for title, _, one in headers(binder):
        yield title, one.version, one.status, ref(binder, one.owner), one.reviewed.on if one.reviewed else None, max((each.on for each in one.approvals), default=None)


@table("Contracts", "contracts", "Contract", "Parties", "Reference", "Starts", "Ends", "Renews by itself", "Notice", "Transition", "Audit right")
def contracts(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "contract"):
        it = entry.record
        yield entry, refs(binder, it.parties), it.ref, it.starts, it.ends, it.auto_renews, it.notice, it.transition, it.audit_right


@table("Known risks", "risks", "Risk", "Of", "Mitigation", "Owner", "Accepted by", "Accepted on", "Expires")
def risks(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "risk"):
        it = entry.record
        yield entry, ref(binder, it.of), it.mitigation, ref(binder, it.owner), ref(binder, it.accepted_by), it.accepted_on, it.expires


@table("Waivers", "document-control", "Check", "Record", "Reason", "Accepted by", "Accepted on", "Expires", "In force")
def waivers(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "waiver"):
        it = entry.record
        kind, _, name = it.record.partition(":")
        yield it.check, binder.find(name, (kind,)) or it.record, it.reason, ref(binder, it.approved_by), it.approved_on, it.expires, it.expires >= binder.as_of


@table("Exercises", "exercises/index", "Exercise", "Sort", "On", "Result", "Took", "Findings", "Of these open")
def exercises(binder: Binder) -> Iterator[Row]:
    for entry in sorted(binder.all("exercise"), key=lambda one: one.record.planned, reverse=True):
        it = entry.record
        yield entry, it.type, it.planned, it.result or "planned", it.took, len(it.findings), sum(one.status in ("open", "in progress") for one in it.findings.values())


@table("What audits and exercises found", "audits/index", "Finding", "Sort", "In", "Owner", "Due", "Status", "Closed")
def audit_findings(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("audit_finding"):
        it, parent = entry.record, str(entry.route[-3])
        yield entry, it.type, ref(binder, parent, "exercise", "audit"), ref(binder, it.owner), it.due, it.status, it.closed
