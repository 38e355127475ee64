"""AUD: who looked at the binder and at the provider, and what became of what they wrote."""

from datetime import date

from runbinder.analysis.reach import own
from runbinder.analysis.rehearsed import held
from runbinder.checks.exercises import overdue
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route


@check("AUD-01", level=4)
def the_binder_is_audited_for_completeness_and_clarity(binder: Binder) -> Said:
    """The binder was audited for completeness and for clarity within the interval.

    Its author can not see what is missing in it (S2-23, S2-24).

    Fix: have somebody from outside read it and record the audit in `audits/`. The interval is `audited` in the settings.
    """
    for when, subjects in _late(binder, "binder completeness", "binder clarity").items():
        yield _where(binder), f"the binder {when.format('was')} for {' and '.join(subject.removeprefix('binder ') for subject in subjects)}"


@check("AUD-02", level=4, severity="warning")
def the_auditor_is_independent(binder: Binder) -> Said:
    """An auditor works for none of those whose work is audited, and says so.

    Nobody finds their own omissions (S2-20, ISO 27001 5.35).

    Fix: have it audited by another organisation, and name under `independent_of` whom it does not depend on.
    """
    for entry in _audits(binder):
        audit, insiders = entry.record, _insiders(entry, binder)
        auditor = binder.find(audit.auditor)
        if auditor and auditor.record.organisation != audit.of:
            yield (*entry.route, "of"), f"audit '{entry.id}' was made for '{audit.of}' by '{audit.auditor}', who works for '{auditor.record.organisation}'"
        elif audit.of in insiders:
            yield (*entry.route, "of"), f"audit '{entry.id}' was made by '{audit.auditor}' of '{audit.of}', whose own work it was about"
        elif unsaid := [one for one in insiders if one not in audit.independent_of]:
            yield (*entry.route, "independent_of"), f"audit '{entry.id}' does not say that '{audit.of}' is independent of {' and '.join(map(repr, unsaid))}"


@check("AUD-03", level=4, severity="warning")
def the_provider_is_audited(binder: Binder) -> Said:
    """The provider's policies, procedures and performance were each audited within the interval.

    The auditor's question was how all three are audited (S2-14).

    Fix: add an audit with `provider_in_scope: yes` and the subject. The interval is `audited` in the settings.
    """
    for when, subjects in _late(binder, "policies", "procedures", "performance", of_provider=True).items():
        verb = "was" if subjects == ["performance"] else "were"
        yield _where(binder), f"the provider's {', '.join(subjects)} {when.format(verb)}"


@check("AUD-04", level=4, severity="warning")
def an_observation_is_answered(binder: Binder) -> Said:
    """Every observation of an auditor has a response.

    The auditor who called the provider a single point of failure asked for no action, only for thought; the answer was this
    binder (S2-15).

    Fix: write under `response` what was decided.
    """
    for entry in own(binder, "audit_finding"):
        if entry.record.type in ("observation", "opportunity") and not entry.record.response:
            yield (*entry.route, "response"), f"{entry.record.type} '{entry.id}' of '{entry.route[3]}' has no response"


@check("AUD-05", level=4)
def findings_of_audits_are_closed_in_time(binder: Binder) -> Said:
    """No finding of an audit is open past its date, and no nonconformity is open without a date.

    A correction has a date because somebody relies on it; that of an observation was given by choice, and is kept or put
    off in writing all the same (ISO 22301 10.1, S2-15).

    Fix: close it with `status: closed`, `closed` and `verified_by`, or agree on a date under `due`.
    """
    yield from overdue(binder, "audits")


@check("AUD-06", level=4, severity="warning")
def a_stranger_finds_everything(binder: Binder) -> Said:
    """In the last cold read a stranger found everything that was asked for.

    Any qualified technician should be able to open that binder and find everything: this is the real test (S2-26, S2-27).

    Fix: hold a cold read, record `items_searched` and `items_found` in the audit, and mend what was not found.
    """
    last = next((entry for entry in _audits(binder) if entry.record.items_searched), None)
    if last:
        searched, found = last.record.items_searched, last.record.items_found or 0
        if found < searched and not _in_hand(last, binder):
            yield (*last.route, "items_found"), f"in cold read '{last.id}' {searched - found} of {searched} things were not found, and no finding that is closed or in time says so"
    elif not any(entry.record.type == "cold read" for _, entry in held(binder)):
        yield _where(binder), "no cold read was ever held: nobody without knowledge of the business has searched this binder"


@check("AUD-07", level=4, severity="warning")
def the_security_audit_had_the_provider_in_scope(binder: Binder) -> Said:
    """Where sensitive data is handled, security and data handling were audited with the provider in scope within the interval.

    Whoever can reach the data is part of its security (S2-3).

    Fix: add the audit with the subject `security and data handling` and `provider_in_scope: yes`.
    """
    sensitivity = binder.client.profile.data_sensitivity
    for when in _late(binder, "security and data handling", of_provider=True) if sensitivity.endswith("sensitive") else ():
        yield _where(binder), f"the data of '{binder.id}' are {sensitivity}, and the provider's part in security and data handling {when.format('was')}"


@check("AUD-08", level=4, severity="warning")
def a_closed_finding_was_verified(binder: Binder) -> Said:
    """A nonconformity that is closed names who verified it, and that is not its owner.

    Closing is a claim; verification is evidence (ISO 22301 10.1).

    Fix: add `closed` and `verified_by`, somebody who did not mend it.
    """
    for entry in own(binder, "audit_finding"):
        finding = entry.record
        if finding.status != "closed" or "nonconformity" not in finding.type:
            continue
        what, missing = f"{finding.type} '{entry.id}' of '{entry.route[3]}'", "a date" if not finding.closed else "anybody who verified it"
        if not (finding.closed and finding.verified_by):
            yield entry.route, f"{what} is closed without {missing}"
        elif finding.verified_by == _holder(finding.owner, binder):
            yield (*entry.route, "verified_by"), f"{what} was mended and verified by the same person, '{finding.verified_by}'"


def _audits(binder: Binder) -> list[Entry]:
    """The client's audits up to today, latest first."""
    return sorted((entry for entry in own(binder, "audit") if entry.record.on <= binder.as_of), key=lambda entry: entry.record.on, reverse=True)


def _late(binder: Binder, *subjects: str, of_provider: bool = False) -> dict[str, list[str]]:
    """Subjects that were not audited within the interval, by what is to be said of them (`{} never audited`)."""
    limit, late = binder.settings.intervals.audited, {}
    for subject in subjects:
        on = next((entry.record.on for entry in _audits(binder) if subject in entry.record.subjects and (entry.record.provider_in_scope or not of_provider)), None)
        if not on or binder.as_of - on > limit:
            late.setdefault(_ago(on, binder), []).append(subject)
    return late


def _ago(on: date | None, binder: Binder) -> str:
    return f"{{}} last audited on {on}, {(binder.as_of - on).days} days ago (the limit is {binder.settings.intervals.audited})," if on else "{} never audited"


def _insiders(audit: Entry, binder: Binder) -> list[str]:
    """Whose work an audit is about: the provider's if it is in scope, and of a binder also that of the client, whose binder it is."""
    of_binder = {"binder completeness", "binder clarity"} & set(audit.record.subjects)
    return [binder.provider_id] * bool(of_binder or audit.record.provider_in_scope) + [binder.id] * bool(of_binder)


def _in_hand(audit: Entry, binder: Binder) -> bool:
    mine = [entry.record for entry in own(binder, "audit_finding") if entry.route[:-2] == audit.route]
    return bool(mine) and all(finding.status == "closed" or (finding.due and finding.due >= binder.as_of) for finding in mine)


def _holder(ref: str, binder: Binder) -> str | None:
    role = binder.find(ref, ("role",))
    return role.record.holder if role else ref


def _where(binder: Binder) -> Route:
    return ("clients", binder.id, "audits")
