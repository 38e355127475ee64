"""GEN: days and times that can not be, on a binder that keeps each law and on one that does not."""

from datetime import date

import pytest

from runbinder.checks import REGISTRY, run
from runbinder.checks.registry import Result

AUDIT, EXERCISE, INCIDENT = ("audits", "binder-audit-2026"), ("exercises", "wms-restore-2026"), ("incidents", "labels-stop-at-depot")
"""Of 28 July, of 4 October and of 22 September 2026; the binder is judged as of 20 November."""


def test_an_end_before_the_beginning_is_found(broken, check_finds):
    """GEN-14: a contract that ended before it started was typed wrong."""
    check_finds("GEN-14", broken({("contracts", "marlow-2024", "ends"): "1999-12-31"}), "'ends' of contract 'marlow-2024' is 1999-12-31, before its 'starts', 2024-02-01")


@pytest.mark.parametrize(("route", "value", "words"), [
    ((*AUDIT, "findings", "flood-envelopes", "due"), "2026-07-27", "'findings, flood-envelopes, due' of audit 'binder-audit-2026' is 2026-07-27, before its 'on', 2026-07-28"),
    ((*EXERCISE, "starts"), "2026-10-03 09:00", "'starts' of exercise 'wms-restore-2026' is 2026-10-03 09:00, before its 'planned', 2026-10-04"),
    ((*INCIDENT, "decisions", 0, "at"), "2026-09-22 06:57", "'decisions 1, at' of incident 'labels-stop-at-depot' is 2026-09-22 06:57, before its 'reported_at', 2026-09-22 06:58"),
    ((*INCIDENT, "closure", "impact_solved_at"), "2025-09-22 08:00", "'closure, impact_solved_at' of incident"),
    (("dispute_protocol", "briefed", 0, "on"), "2020-01-01", "'briefed 1, on' of the dispute protocol is 2020-01-01, before its 'agreed_on'"),
])
def test_nothing_is_told_from_before_its_time(route, value, words, broken, check_finds):
    """GEN-14: at any depth of a record or plan, to the minute where both are times."""
    assert [words] == [message[: len(words)] for message in check_finds("GEN-14", broken({route: value}), words)]


@pytest.mark.parametrize(("route", "value"), [
    ((*AUDIT, "findings", "flood-envelopes", "due"), "2026-07-28"), ((*INCIDENT, "decisions", 0, "at"), "2026-09-22 06:58"),
    (("roles", "incident-manager", "accepted"), "2001-01-01"), (("dispute_protocol", "approvals", 0, "on"), "2001-01-01"),
])
def test_the_same_day_and_what_comes_beforehand_are_fine(route, value, broken, check_passes):
    """GEN-14: a finding on the day of the audit; a role that was accepted before it began."""
    check_passes("GEN-14", broken({route: value}))


def test_a_wrong_beginning_is_said_once(broken, check_finds):
    """GEN-14: if all that is told of a thing is too early, it is the beginning that is wrong."""
    said = check_finds("GEN-14", broken({(*AUDIT, "on"): "2026-11-19"}), "'on' of audit 'binder-audit-2026' is 2026-11-19, after", "things that are told of it: 'findings, ")

    assert 1 == len(said)


@pytest.mark.parametrize(("route", "value", "found"), [
    (("channels", "internet-4g-dock9", "verified"), "2026-11-21", "'verified' of channel 'internet-4g-dock9' is said to have been on 2026-11-21, which is 1 days after 2026-11-20"),
    (("channels", "internet-4g-dock9", "verified"), "2026-11-20", ""),
    (("transition", "document", "reviewed", "on"), "2027-01-01", "'document, reviewed, on' of the transition plan"),
    ((*AUDIT, "findings", "flood-envelopes", "due"), "2031-01-01", ""), (("contracts", "marlow-2024", "ends"), "2031-01-01", ""), (("exercises", "spring-2027", "starts"), "2027-03-16 09:00", ""),
    ((*EXERCISE, "ends"), "2027-10-04 12:00", "'ends' of exercise 'wms-restore-2026'"),
])
def test_what_has_happened_is_not_ahead(route, value, found, broken, check_finds, check_passes):
    """GEN-17: today is not ahead; what is due, ends or is planned may be, and so may an exercise without a result."""
    binder = broken({route: value})

    check_finds("GEN-17", binder, found) if found else check_passes("GEN-17", binder)


@pytest.mark.parametrize(("route", "value", "found"), [
    (("weekly_statuses", "2026-w42", "week"), "2026-10-19", "weekly status '2026-w42' has 2026-w42 in its id, and its 'week' is 2026-10-19"),
    ((*EXERCISE, "planned"), "2025-10-04", "exercise 'wms-restore-2026' has 2026 in its id, and its 'planned' is 2025-10-04"),
    ((*EXERCISE, "planned"), "2026-01-01", ""),
])
def test_an_id_says_when(route, value, found, broken, check_finds, check_passes):
    """GEN-19: a year is kept to the year, a week to the week."""
    binder = broken({route: value})

    check_finds("GEN-19", binder, found) if found else check_passes("GEN-19", binder)


def test_an_id_may_say_it_to_the_day(broken, check_finds):
    """GEN-19: and to the month."""
    check_finds("GEN-19", broken({("exercises", "2026-09-24-call-tree", "planned"): "2026-09-23"}, name="tessera"), "2026-09-24", "2026-09-23")
    check_finds("GEN-19", broken({("audits", "2026-10-binder", "on"): "2026-09-30"}, name="tessera"), "2026-10 in its id", "2026-09-30")


@pytest.mark.parametrize(("about", "said"), [(("roles", "scribe", "accepted"), False), (("roles", "scribe"), True), (("roles", "other", "accepted"), True)])
def test_a_rule_that_knows_the_record_goes_first(about, said, broken):
    """GEN-17: silent where another check has spoken of the same place, not where it has spoken of the record or of another."""
    binder = broken({("roles", "scribe", "accepted"): "2027-01-01"})
    found = [Result(REGISTRY["PPL-12"], ("clients", "harbour", *about), "")]

    assert said == bool(list(REGISTRY["GEN-17"].function((binder, found))))


def test_one_slip_is_one_finding(broken):
    """A time that is typed wrong is not said by every rule that it breaks."""
    binder = broken({(*INCIDENT, "findings", 1, "at"): "2022-09-22 10:00", ("roles", "scribe", "accepted"): "2027-01-01"}, as_of=date(2026, 11, 20))

    codes = {one.check.code for one in run(binder)}

    assert {"INC-03", "PPL-12"} == codes & {"INC-03", "PPL-12", "GEN-14", "GEN-17"}
