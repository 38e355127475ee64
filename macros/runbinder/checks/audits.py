"""AUD: who looked at the binder and at the provider, and what became of what they wrote."""

from datetime import date

from runbinder.checks.exercises import overdue
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry


def _audits(binder: Binder, *subjects: str) -> list[Entry]:
    """The client's audits of all these subjects, latest first."""
    found = [entry for entry in binder.all("audit") if entry.party == "client" and set(subjects) <= set(entry.record.subjects)]
    return sorted(found, key=lambda entry: entry.record.on, reverse=True)


def _ago(day: date | None, binder: Binder) -> str:
    return f"last on {day}, {(binder.as_of - day).days} days ago; the limit is {binder.settings.intervals.audited}" if day else "never"


def _late(found: list[Entry], binder: Binder) -> bool:
    return not found or binder.as_of - found[0].record.on > binder.settings.intervals.audited


@check("AUD-01", level=4)
def the_binder_is_audited_for_completeness_and_clarity(binder: Binder) -> Said:
    """The binder was audited for completeness and for clarity within the interval.

    Its author can not see what is missing in it (S2-23, S2-24).

    Fix: have somebody from outside read it and record the audit in `audits/`.
    """
    for subject in ("binder completeness", "binder clarity"):
        found = _audits(binder, subject)
        if _late(found, binder):
            yield ("clients", binder.id, "audits"), f"{subject} was audited {_ago(found[0].record.on if found else None, binder)}"


@check("AUD-02", level=4, severity="warning")
def the_auditor_is_independent(binder: Binder) -> Said:
    """An auditor works for none of those whose work is audited.

    Nobody finds their own omissions (S2-20, ISO 27001 5.35).

    Fix: have it audited by another organisation, and name under `independent_of` whom it does not depend on.
    """
    for entry in _audits(binder):
        audit = entry.record
        insiders = {binder.provider_id} if audit.provider_in_scope else set()
        if {"binder completeness", "binder clarity"} & set(audit.subjects):
            insiders |= {binder.provider_id, binder.id}
        if audit.of in insiders:
            yield (*entry.route, "of"), f"audit '{entry.id}' was made by '{audit.auditor}' of '{audit.of}', whose own work it was about"


@check("AUD-03", level=4, severity="warning")
def the_provider_is_audited(binder: Binder) -> Said:
    """The provider's policies, procedures and performance were each audited within the interval.

    The auditor's question was how all three are audited (S2-14).

    Fix: add an audit with `provider_in_scope: true` and the subject.
    """
    for subject in ("policies", "procedures", "performance"):
        found = [entry for entry in _audits(binder, subject) if entry.record.provider_in_scope]
        if _late(found, binder):
            yield ("clients", binder.id, "audits"), f"the provider's {subject} {'was' if subject == 'performance' else 'were'} audited {_ago(found[0].record.on if found else None, binder)}"


@check("AUD-04", level=4, severity="warning")
def an_observation_is_answered(binder: Binder) -> Said:
    """Every observation of an auditor has a response.

    The auditor who called the provider a single point of failure asked for no action, only for thought; the answer was this binder
    (S2-15).

    Fix: write under `response` what was decided.
    """
    for entry in binder.all("audit_finding"):
        if entry.party == "client" and entry.record.type in ("observation", "opportunity") and not entry.record.response:
            yield entry.route, f"{entry.record.type} '{entry.id}' of '{entry.route[3]}' has no response"


@check("AUD-05", level=4)
def nonconformities_are_closed_in_time(binder: Binder) -> Said:
    """No nonconformity is open past its date.

    A correction has a date because somebody relies on it (ISO 22301 10.1).

    Fix: close it with `status: closed`, `closed:` and `verified_by:`, or agree on a new date.
    """
    yield from overdue(binder, "audits", ("major nonconformity", "minor nonconformity"))


@check("AUD-06", level=4, severity="warning")
def a_stranger_finds_everything(binder: Binder) -> Said:
    """In the last cold read a stranger found everything that was asked for.

    Any qualified technician should be able to open that binder and find everything: this is the real test (S2-26, S2-27).

    Fix: hold a cold read, record `items_searched` and `items_found` in the audit, and mend what was not found.
    """
    reads = [entry for entry in _audits(binder) if entry.record.items_searched]
    if not reads:
        held = [entry for entry in binder.all("exercise") if entry.party == "client" and entry.record.type == "cold read" and entry.record.result]
        if not held:
            yield ("clients", binder.id, "audits"), "no cold read was ever held: nobody without knowledge of the business has searched this binder"
    elif (missed := reads[0].record.items_searched - (reads[0].record.items_found or 0)) and not _in_hand(reads[0], binder):
        yield (*reads[0].route, "items_found"), f"in cold read '{reads[0].id}' {missed} of {reads[0].record.items_searched} things were not found, and no finding that is closed or in time says so"


def _in_hand(audit: Entry, binder: Binder) -> bool:
    mine = [entry.record for entry in binder.all("audit_finding") if entry.route[-3] == audit.id]
    return bool(mine) and all(finding.status == "closed" or (finding.due and finding.due >= binder.as_of) for finding in mine)


@check("AUD-07", level=4, severity="warning")
def the_security_audit_had_the_provider_in_scope(binder: Binder) -> Said:
    """Where sensitive data is handled, security and data handling were audited with the provider in scope within the interval.

    Whoever can reach the data is part of its security (S2-3).

    Fix: add the audit with the subject `security and data handling` and `provider_in_scope: true`.
    """
    if binder.client.profile.data_sensitivity in ("sensitive", "extremely sensitive"):
        found = [entry for entry in _audits(binder, "security and data handling") if entry.record.provider_in_scope]
        if _late(found, binder):
            yield ("clients", binder.id, "audits"), f"security and data handling with the provider in scope was audited {_ago(found[0].record.on if found else None, binder)}"


@check("AUD-08", level=4, severity="warning")
def a_closed_finding_was_verified(binder: Binder) -> Said:
    """A nonconformity that is closed names who verified it, and that is not its owner.

    Closing is a claim; verification is evidence (ISO 22301 10.1).

    Fix: add `closed` and `verified_by`, somebody who did not mend it.
    """
    for entry in binder.all("audit_finding"):
        finding = entry.record
        if entry.party == "client" and finding.status == "closed" and "nonconformity" in finding.type and not (finding.closed and finding.verified_by):
            yield entry.route, f"finding '{entry.id}' of '{entry.route[3]}' is closed without {'a date' if not finding.closed else 'anybody who verified it'}"
