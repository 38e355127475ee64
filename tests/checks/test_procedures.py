"""PRC: who can do a procedure, and who has tried it."""

from datetime import date

import pytest

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


@pytest.mark.parametrize(("test", "words"), [
    (_test(on="2025-11-19"), "last tested by a third party on 2025-11-19, 366 days ago; the limit is 365 days (procedure_tested); 32 of 33 procedures are covered"),
    (_test(on="2026-11-21"), "never tested"), (_test(result="failed"), "never tested"), (_test(by="samir-haddad", of="harbour"), "never tested"),
    (_test(by="technical-lead", of="kestrel"), "never tested"), (_test(by="samir-haddad"), "never tested"), (None, "never tested"),
])
def test_a_procedure_that_no_third_party_tested_is_found(test, words, broken, check_finds):
    """PRC-04: too long ago, not yet, failed, by one of the two parties, by one of their people in another's name, or not at all."""
    check_finds("PRC-04", broken({(*CHECK, "tests"): [test] if test else []}), "'cold-store-temperature-check'", words)


@pytest.mark.parametrize("test", [_test(on="2025-11-20"), _test(on="2026-11-20"), _test(result="passed with findings"), _test(by="interim-technician")])
def test_a_test_in_the_interval_counts(test, broken, check_passes):
    """PRC-04: to the day, and with findings too."""
    check_passes("PRC-04", broken({(*CHECK, "tests"): [_test(result="failed"), test]}))


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
