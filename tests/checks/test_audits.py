"""AUD: who looked, and what became of what they wrote, on a binder that keeps each law and on one that does not."""

from datetime import date

import pytest

BINDER, READ, PROVIDER = ("audits", "binder-audit-2026"), ("audits", "cold-read-2026"), ("audits", "kestrel-audit-2026")
INDEX, END_OF_DAY = (*BINDER, "findings", "print-index"), (*PROVIDER, "findings", "end-of-day")


@pytest.mark.parametrize(("day", "found"), [(28, False), (29, True)])
def test_the_binder_is_audited_within_the_interval(day, found, broken, check_finds, check_passes):
    """AUD-01: on the 365th day the audit of 28 July 2026 still holds."""
    binder = broken({}, as_of=date(2027, 7, day))
    words = "the binder was last audited on 2026-07-28, 366 days ago (the limit is 365 days), for completeness and clarity"

    check_finds("AUD-01", binder, words) if found else check_passes("AUD-01", binder)


def test_completeness_and_clarity_are_two_questions(broken, check_finds):
    """AUD-01: one of them does not answer the other; none at all is one finding."""
    assert 1 == len(check_finds("AUD-01", broken({(*BINDER, "subjects"): ["binder clarity"]}), "the binder was never audited for completeness"))
    assert 1 == len(check_finds("AUD-01", broken({("audits",): {}}), "never audited for completeness and clarity"))


def test_an_audit_of_tomorrow_was_not_held(broken, check_finds):
    """AUD-01: judged as of an earlier day, what came later has not happened."""
    check_finds("AUD-01", broken({}, as_of=date(2026, 7, 27)), "never audited for completeness")


@pytest.mark.parametrize(("auditor", "of", "words"), [
    ("rosa-mendes", "kestrel", "whose own work it was about"), ("peter-tranter", "harbour", "whose own work it was about"),
    ("rosa-mendes", "ridings-assurance", "by 'rosa-mendes', who works for 'kestrel'"),
])
def test_nobody_audits_their_own_work(auditor, of, words, broken, check_finds):
    """AUD-02: a binder is the work of client and provider; whom somebody works for stands with the person."""
    check_finds("AUD-02", broken({(*BINDER, "auditor"): auditor, (*BINDER, "of"): of}), "audit 'binder-audit-2026'", words)


def test_independence_is_said(broken, check_finds, check_passes):
    """AUD-02: of those whose work it is about; an audit of the provider alone may be the client's."""
    check_finds("AUD-02", broken({(*BINDER, "independent_of"): ["kestrel"]}), "does not say that 'ridings-assurance' is independent of 'harbour'")
    check_passes("AUD-02", broken({(*PROVIDER, "auditor"): "peter-tranter", (*PROVIDER, "of"): "harbour", (*PROVIDER, "independent_of"): ["kestrel"]}))


def test_policies_procedures_and_performance_of_the_provider(broken, check_finds):
    """AUD-03: each of the three, with the provider in scope."""
    check_finds("AUD-03", broken({(*PROVIDER, "subjects"): ["policies", "procedures"]}), "the provider's performance was never audited")
    check_finds("AUD-03", broken({(*PROVIDER, "provider_in_scope"): False}), "the provider's policies, procedures, performance were never audited")
    check_finds("AUD-03", broken({}, as_of=date(2027, 7, 1)), "were last audited on 2026-06-30, 366 days ago")


@pytest.mark.parametrize("kind", ["observation", "opportunity"])
def test_an_observation_wants_an_answer(kind, broken, check_finds):
    """AUD-04: no action is asked for, only thought."""
    finding = (*PROVIDER, "findings", "spof")

    check_finds("AUD-04", broken({(*finding, "kind"): kind, (*finding, "response"): ...}), f"{kind} 'spof' of 'kestrel-audit-2026' has no response")


def test_a_nonconformity_is_closed_by_its_date(broken, check_finds, check_passes):
    """AUD-05: whatever was written about it; what has no date is no promise."""
    check_finds("AUD-05", broken({(*INDEX, "status"): "in progress"}), "minor nonconformity 'print-index' of 'binder-audit-2026' was due on 2026-09-15, 66 days ago")
    check_finds("AUD-05", broken({(*INDEX, "status"): "open", (*INDEX, "due"): ...}), "has no date")
    check_passes("AUD-05", broken({(*INDEX, "status"): "open", (*INDEX, "due"): "2026-11-20"}))


def test_an_observation_needs_no_date_and_keeps_the_one_it_has(broken, check_finds, check_passes):
    """AUD-05: AUD-04 asks for its answer."""
    spof = (*PROVIDER, "findings", "spof")

    check_passes("AUD-05", broken({(*spof, "status"): "open", (*spof, "due"): ...}))
    check_passes("AUD-05", broken({(*spof, "status"): "open", (*spof, "due"): "2026-11-20"}))
    check_finds("AUD-05", broken({(*spof, "status"): "open", (*spof, "due"): "2026-11-19"}), "observation 'spof' of 'kestrel-audit-2026' was due on 2026-11-19")


def test_a_stranger_finds_everything(broken, check_finds, check_passes):
    """AUD-06: or what was not found is in somebody's hands."""
    missed = {(*READ, "items_found"): 22}
    finding = {"kind": "observation", "statement": "Two abbreviations.", "owner": "client-coordinator", "status": "open", "due": "2026-11-20"}

    check_finds("AUD-06", broken(missed), "in cold read 'cold-read-2026' 2 of 24 things were not found")
    check_passes("AUD-06", broken({**missed, (*READ, "findings"): {"words": finding}}))
    check_finds("AUD-06", broken({**missed, (*READ, "findings"): {"words": {**finding, "due": "2026-11-19"}}}), "no finding that is closed or in time")


def test_a_binder_that_no_stranger_has_read(broken, check_finds, check_passes):
    """AUD-06: an exercise of the kind will do."""
    none = {(*READ, "items_searched"): ..., (*READ, "items_found"): ...}

    check_finds("AUD-06", broken(none), "no cold read was ever held")
    check_passes("AUD-06", broken({**none, ("exercises", "kestrel-lost-tabletop-2026", "kind"): "cold read"}))


@pytest.mark.parametrize(("sensitivity", "found"), [("extremely sensitive", True), ("sensitive", True), ("personal", False)])
def test_who_handles_sensitive_data_has_the_provider_audited(sensitivity, found, broken, check_finds, check_passes):
    """AUD-07: security and data handling, with the provider in scope."""
    binder = broken({("profile", "data_sensitivity"): sensitivity, (*PROVIDER, "subjects"): ["policies", "procedures", "performance"]})

    check_finds("AUD-07", binder, f"the data of 'harbour' are {sensitivity}", "was never audited") if found else check_passes("AUD-07", binder)


def test_closing_is_a_claim(broken, check_finds):
    """AUD-08: it needs a day, and eyes other than those of whoever mended it - the holder of the role that owns it."""
    check_finds("AUD-08", broken({(*INDEX, "closed"): ...}), "'print-index' of 'binder-audit-2026' is closed without a date")
    check_finds("AUD-08", broken({(*INDEX, "verified_by"): ...}), "without anybody who verified it")
    check_finds("AUD-08", broken({(*END_OF_DAY, "verified_by"): "rosa-mendes"}), "mended and verified by the same person, 'rosa-mendes'")
