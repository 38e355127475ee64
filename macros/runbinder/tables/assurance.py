"""What is known to be wrong, what was tried, and how far the evidence goes."""

from collections.abc import Iterable, Iterator

from runbinder.analysis.coverage import by_record
from runbinder.analysis.reach import own
from runbinder.assess import results
from runbinder.model.assurance import AuditFinding
from runbinder.model.binder import Binder, Entry
from runbinder.readiness import scores
from runbinder.tables.registry import Row, covered, ref, table


@table("Readiness part by part", "readiness", "Part", "Rules kept", "Rules")
def parts(binder: Binder) -> Iterator[Row]:
    yield from scores(binder)


@table("Findings", "readiness", "Code", "Severity", "Level", "Record", "Finding", "Waived until", "Fix")
def findings(binder: Binder) -> Iterator[Row]:
    for one in results(binder):
        yield one.check.code, one.severity, one.check.level, one.entry or one.about, one.message, one.waiver.record.expires if one.waiver else None, one.check.fix


@table("Coverage by framework", "controls", "Framework", "Controls", "Fully", "Partly", "None", "Not applicable")
def coverage(binder: Binder) -> Iterator[Row]:
    for one in covered(binder):
        yield one.framework, len(one.controls), *one.counts.values()


@table("Controls and evidence towards them", "controls", "Control", "Framework", "Asks (in our words)", "Verified", "Evidence towards it", "Why no further", "Evidence that stands", "Evidence that does not", "Failing checks")
def controls(binder: Binder) -> Iterator[Row]:
    for framework in covered(binder):
        for one in framework.controls:
            sound = [each.entry or each.title for each in one.evidence if each.stands]
            unsound = [each.entry or each.title for each in one.evidence if not each.stands]
            codes = sorted({code for each in one.evidence for code in each.failing})
            yield one.control, framework.framework, one.control.record.asks, one.control.record.verified, one.extent, one.because, sound, unsound, codes


@table("Records and the controls they are evidence towards", "controls", "Record", "Kind", "Stands", "Failing checks", "Controls")
def evidence(binder: Binder) -> Iterator[Row]:
    for kind, found in by_record(covered(binder)).items():
        for one, towards in found.values():
            yield one.entry or one.title, kind.replace("_", " "), one.stands, list(one.failing), [each.control.id for each in towards]


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
    for entry in _latest(binder):
        it = entry.record
        yield entry, it.type, it.planned, it.result or "planned", it.took, len(it.findings), _open(it.findings.values())


@table("What exercises had to show", "exercises/index", "Exercise", "On", "What it had to show", "Result", "What was seen")
def objectives(binder: Binder) -> Iterator[Row]:
    for entry in _latest(binder):
        for it in entry.record.objectives:
            yield entry, entry.record.planned, it.objective, it.result, it.note


@table("Who took part in exercises", "exercises/index", "Exercise", "On", "Who", "In which part")
def participants(binder: Binder) -> Iterator[Row]:
    for entry in _latest(binder):
        for it in entry.record.participants:
            yield entry, entry.record.planned, ref(binder.home(entry), it.who), it.as_


@table("What exercises brought up", "exercises/index", "Exercise", "On", "Issue", "How it was sorted out", "Sorted out", "Finding")
def issues(binder: Binder) -> Iterator[Row]:
    for entry in _latest(binder):
        for it in entry.record.issues:
            yield entry, entry.record.planned, it.issue, it.resolution, it.resolved, ref(binder.home(entry), it.finding)


@table("Audits", "audits/index", "Audit", "Subjects", "Auditor", "Of", "On", "Criteria", "Result", "Searched for", "Found in time", "Findings", "Of these open")
def audits(binder: Binder) -> Iterator[Row]:
    for entry in sorted(binder.all("audit"), key=lambda one: one.record.on, reverse=True):
        it, home = entry.record, binder.home(entry)
        yield (entry, list(it.subjects), ref(home, it.auditor), ref(home, it.of), it.on, it.criteria, it.result, it.items_searched, it.items_found, len(it.findings),
               _open(it.findings.values()))


@table("What audits and exercises found", "audits/index", "Finding", "Sort", "In", "Owner", "Due", "Status", "Closed", "Verified by", "Answer")
def audit_findings(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("audit_finding"):
        it, home, parent = entry.record, binder.home(entry), str(entry.route[-3])
        yield entry, it.type, ref(home, parent, "exercise", "audit"), ref(home, it.owner), it.due, it.status, it.closed, ref(home, it.verified_by), it.response


def _latest(binder: Binder) -> list[Entry]:
    return sorted(binder.all("exercise"), key=lambda one: one.record.planned, reverse=True)


def _open(findings: Iterable[AuditFinding]) -> int:
    return sum(one.status in ("open", "in progress") for one in findings)
