"""PRC: who can do a procedure, and who has tried it."""

from datetime import date

import pytest

from runbinder.analysis import tried

CHECK = ("procedures", "cold-store-temperature-check")


@pytest.mark.parametrize("every", ["hour", "day", "working day", "week", "fortnight", "month", "continuous"])
def test_a_routine_that_only_the_provider_does_is_found(every, broken, check_finds):
    """PRC-03: it stops on the day the provider does; a second person of the provider's is no way out."""
    binder = broken({(*CHECK, "done_by"): "service-desk", (*CHECK, "or_by"): ["network-operator"], (*CHECK, "schedule", "every"): every})

    check_finds("PRC-03", binder, "'cold-store-temperature-check'", every.replace("continuous", "all the time"), "'kestrel'", "'service-desk' and 'network-operator'")


@pytest.mark.parametrize("changes", [
    {"done_by": "engineering-lead", "or_by": []}, {"done_by": "service-desk", "or_by": "site-lead-marlow"}, {"done_by": "service-desk", "or_by": "interim-technician"},
    {"done_by": "service-desk", "or_by": [], "schedule": {"every": "quarter"}}, {"done_by": "service-desk", "or_by": [], "schedule": {"every": "event", "when": "It rings"}},
])
def test_a_routine_that_others_can_do_passes(changes, broken, check_passes):
    """PRC-03: in-house from the beginning, in-house otherwise, by another company; and what is done once a quarter can wait."""
    check_passes("PRC-03", broken({(*CHECK, field): value for field, value in changes.items()}))


def test_somebody_who_has_left_does_no_routine(broken, check_finds):
    """PRC-03: people count as of the day the binder is judged; a role is where the people are who hold it."""
    people = {"holder": "darren-fisk", "deputies": [], "does": "x"}
    binder = broken({(*CHECK, "done_by"): "service-desk", (*CHECK, "or_by"): ["darren-fisk"], ("people", "darren-fisk", "left"): "2026-11-19", ("roles", "engineering-lead"): people})

    check_finds("PRC-03", binder, "'cold-store-temperature-check'")


def _test(**changes):
    return {"by": "jan-kolb", "of": "fenwick-it", "on": "2026-06-10", "kind": "live", "result": "passed", **changes}


@pytest.fixture
def now(good):
    """The digest of the procedure as it is written."""
    return tried.digest(good().index["procedure"][CHECK[1]].record)


@pytest.mark.parametrize(("test", "words"), [
    (_test(on="2025-11-19"), "last tested by a third party on 2025-11-19, 366 days ago; the limit is 365 days (procedure_tested); 32 of 33 procedures are covered"),
    (_test(on="2026-11-21"), "never tested"), (_test(by="samir-haddad", of="harbour"), "never tested"),
    (_test(by="technical-lead", of="kestrel"), "never tested"), (_test(by="samir-haddad"), "never tested"), (None, "never tested"),
    (_test(result="failed"), "the test of 2026-06-10 does not count, as it failed"),
])
def test_a_procedure_that_no_third_party_tested_is_found(test, words, broken, now, check_finds):
    """PRC-04: too long ago, not yet, failed, by one of the two parties, by one of their people in another's name, or not at all."""
    check_finds("PRC-04", broken({(*CHECK, "tests"): [{"of_digest": now, **test}] if test else []}), "'cold-store-temperature-check'", words)


@pytest.mark.parametrize(("changes", "words"), [
    ({("tests",): [_test()]}, "does not say which version was tried"),
    ({("rollback",): "There is none."}, "as the procedure was changed since"),
    ({("document",): {"author": "jan-kolb"}}, "as its author made it"),
    ({("live_test",): True, ("tests", 0, "kind"): "walkthrough"}, "as it was a walkthrough, and this has to be tried live"),
])
def test_a_test_that_proves_nothing_does_not_count(changes, words, broken, now, check_finds):
    """PRC-04: of another text or of nobody knows which, by who wrote it, or talked through where it has to be done."""
    tests = {(*CHECK, "tests"): [_test(of_digest=now)]}

    check_finds("PRC-04", broken({**tests, **{(*CHECK, *route): value for route, value in changes.items()}}), "'cold-store-temperature-check'", words)


@pytest.mark.parametrize("test", [_test(on="2025-11-20"), _test(on="2026-11-20"), _test(result="passed with findings"), _test(by="interim-technician"), _test(kind="desk check")])
def test_a_test_in_the_interval_counts(test, broken, now, check_passes):
    """PRC-04: to the day, and with findings too."""
    check_passes("PRC-04", broken({(*CHECK, "tests"): [_test(result="failed"), {"of_digest": now[:8], **test}]}))


def test_what_brings_a_critical_service_back_is_tried_live(broken, good, check_finds, check_passes):
    """PRC-04: unless the procedure itself says that talking it through is enough."""
    name = min(tried.restoring(good()))
    walked = [_test(kind="walkthrough", of_digest=tried.digest(good().index["procedure"][name].record))]

    check_finds("PRC-04", broken({("procedures", name, "tests"): walked}), f"'{name}'", "has to be tried live")
    check_passes("PRC-04", broken({("procedures", name, "tests"): walked, ("procedures", name, "live_test"): False}))


def test_no_test_at_all_is_one_finding(good, broken, check_finds, check_passes):
    """PRC-04: one cause is said once, for the whole binder; a binder without procedures has none to test."""
    assert ["none of the 13 procedures was tested by a third party in the last 365 days (procedure_tested)"] == check_finds("PRC-04", good("larkfield"))
    check_passes("PRC-04", broken({("procedures",): {}}))


def test_the_interval_is_judged_at_the_day_given(broken, check_finds):
    """PRC-04: five years on everything is too old."""
    check_finds("PRC-04", broken({}, as_of=date(2031, 11, 20)), "none of the")


@pytest.mark.parametrize("change", [{("procedures", "generator-test", "needs"): ...}, {("procedures", "generator-test", "needs", "qualification"): []}])
def test_a_procedure_without_a_qualification_is_found(change, broken, check_finds):
    """PRC-05: without it nobody knows which technician is a qualified one."""
    check_finds("PRC-05", broken(change), "'generator-test'")


@pytest.mark.parametrize(("stated", "test", "said"), [
    ("2h", _test(took="2h 31m"), "took 2 h 31 min on 2026-06-10; it says 2 h"), ("2h", _test(took="2h 30m"), ""), ("2h", _test(took="30m"), ""),
    ("2h", _test(took="9h", kind="walkthrough"), ""), ("2h", _test(took="9h", result="failed"), ""), ("2h", _test(took="9h", on="2026-11-21"), ""), ("2h", _test(), ""),
    (..., _test(took="90h"), ""),
])
def test_a_procedure_that_takes_longer_than_it_says_is_found(stated, test, said, broken, check_finds, check_passes):
    """PRC-13: by more than a quarter, live and with success; the sum of its steps' times is no statement."""
    binder = broken({(*CHECK, "takes"): stated, (*CHECK, "tests"): [_test(took="1h", on="2026-01-10"), test]})

    check_finds("PRC-13", binder, "'cold-store-temperature-check'", said) if said else check_passes("PRC-13", binder)


def test_the_last_live_time_is_the_one_that_counts(broken, check_passes):
    """PRC-13: what was slow in spring and is not any more is no finding; of two on one day the one written last."""
    slow, quick = _test(took="9h"), _test(took="2h", by="lena-fischer")

    for earlier in ("2026-01-10", "2026-06-10"):
        check_passes("PRC-13", broken({(*CHECK, "takes"): "2h", (*CHECK, "tests"): [{**slow, "on": earlier}, quick]}))


def test_a_procedure_that_was_changed_after_its_last_test_is_found(broken, now, check_finds, check_passes):
    """PRC-14: of two tests of which the older counts, the newer was one of another text. Where none counts PRC-04 has said so."""
    counts = _test(of_digest=now[:16])
    check_passes("PRC-14", broken({(*CHECK, "tests"): [_test(of_digest="0" * 16), {**counts, "on": "2026-07-01"}]}))
    check_passes("PRC-14", broken({(*CHECK, "tests"): [counts, _test(on="2026-07-01")]}))
    check_passes("PRC-14", broken({(*CHECK, "tests"): [_test(of_digest=now[:7])]}))

    later = _test(of_digest="0" * 16, on="2026-07-01", by="ola-brandt", of="harbour")
    check_finds("PRC-14", broken({(*CHECK, "tests"): [counts, later]}), "'cold-store-temperature-check'", "changed after its last test, of 2026-07-01")


@pytest.mark.parametrize("name", ["harbour", "northgate", "tessera"])
def test_the_demo_takes_as_long_as_it_says(good, check_passes, name):
    """PRC-13, PRC-14: no false alarm."""
    for code in ("PRC-13", "PRC-14"):
        check_passes(code, good(name))
