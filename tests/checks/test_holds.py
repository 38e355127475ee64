"""GEN: what no longer holds, on its last day and on the day after."""

import dataclasses
from datetime import date

import pytest

from runbinder.shelf import provider_binder

TOLD = ("dispute_protocol", "briefed")


@pytest.mark.parametrize(("route", "last", "words"), [
    (("channels", "internet-4g-dock9", "verified"), "2026-08-22", "channel 'internet-4g-dock9' was last tried on {}, {} days ago; the interval 'contact_verified' is 90 days"),
    (("contact_trees", "supplier-call-out", "tested"), "2025-11-20", "contact tree 'supplier-call-out' was, as 'tested' says, last rung through on {}, {} days ago; the interval 'tree_tested' is 365 days"),
    (("copies", "hl-04", "delivered"), "2025-11-20", "copy 'hl-04' was handed over on {}, {} days ago; the interval 'copy_delivered'"),
    (("communications", "last_review"), "2025-11-20", "the communications plan was last tried against an event on {}, {} days ago"),
    (("messages", "driver-redirect-text", "rehearsed"), "2025-11-20", "message 'driver-redirect-text' was last used in an exercise on {}, {} days ago"),
    (("credentials", "status-editor", "retrieved"), "2026-05-24", "fetching credential 'status-editor' was last tried on {}, {} days ago; the interval 'credential_tested' is 180 days"),
    (("transition", "knowledge", 0, "on"), "2025-11-20", "in the transition plan was last handed on to others on {}, {} days ago; the interval 'training'"),
    (("assets", "wms-licence", "renews"), "2026-11-20", "asset 'wms-licence' was to be renewed by {}, {} days ago"),
    (("contracts", "marlow-2024", "ends"), "2026-11-20", "contract 'marlow-2024', which is still relied on, was to end or to be renewed by {}, {} days ago"),
    (("people", "barry-lund", "qualified", 1, "expires"), "2026-11-20", "of person 'barry-lund' lapsed on {}, {} days ago"),
])
def test_what_holds_for_a_time_is_found_afterwards(route, last, words, broken, check_finds, check_passes):
    """GEN-18: on its last day it holds."""
    day = date.fromisoformat(last)
    early = date.fromordinal(day.toordinal() - 1)

    check_passes("GEN-18", broken({route: last}))
    check_finds("GEN-18", broken({route: str(early)}), words.format(early, (date(2026, 11, 20) - early).days))


def test_of_several_the_latest_counts(broken, check_finds, check_passes):
    """GEN-18: who was briefed again is briefed; what was approved anew is approved."""
    once, again = ({"who": "ines-harbour", "on": f"{year}-05-19", "version": "1.2"} for year in (2024, 2026))

    check_finds("GEN-18", broken({TOLD: [once]}), "'ines-harbour' was last briefed on the dispute protocol on 2024-05-19")
    check_passes("GEN-18", broken({TOLD: [again, once]}))


def test_an_earlier_version_is_history(broken, check_finds, check_passes):
    """GEN-18: the approval of a version that is replaced may be as old as it is."""
    header = ("transition", "document")
    said = {"by": "ines-harbour", "as": "client", "for": "marlow-foods", "on": "2021-05-06"}
    plan = {(*header, "version"): "9.1", (*header, "approvals"): [{**said, "version": "9.1"}]}

    check_finds("GEN-18", broken(plan), "'ines-harbour' (client) approved the transition plan on 2021-05-06")
    check_passes("GEN-18", broken({**plan, (*header, "approvals"): [{**said, "version": "9.0"}]}))


def test_what_nobody_relies_on_may_lapse(broken, good, check_passes):
    """GEN-18: the certificate of somebody who has left; a contract that nothing names."""
    check_passes("GEN-18", broken({("people", "barry-lund", "left"): "2026-11-01", ("people", "barry-lund", "qualified", 1, "expires"): "2026-11-10"}))
    check_passes("GEN-18", broken({("contracts", "fenwick-standby", "ends"): "2026-11-10"}))


@pytest.mark.parametrize(("every", "found"), [("400d", False), ("300d", True), (None, False)])
def test_a_thing_may_have_an_interval_of_its_own(every, found, broken, check_finds, check_passes):
    """GEN-18: a password is changed as often as it says itself, and that may be never."""
    binder = broken({("credentials", "status-editor", "last_rotated"): "2025-12-01", ("credentials", "status-editor", "rotate_every"): every})

    check_finds("GEN-18", binder, "credential 'status-editor' was last changed on 2025-12-01, 354 days ago; the interval 'rotate_every' is 300 days") if found else check_passes("GEN-18", binder)


def test_what_is_retired_needs_no_review(broken, check_finds, check_passes):
    """GEN-18: any other document does, also where no other rule asks for it."""
    header = ("transition", "document")
    old = {(*header, "reviewed"): {"on": "2020-05-01", "by": "ines-harbour"}, (*header, "approvals"): []}

    check_finds("GEN-18", broken(old), "the transition plan was last reviewed on 2020-05-01")
    check_passes("GEN-18", broken({**old, (*header, "status"): "retired"}))


def test_the_providers_own_plans_are_asked_too(shelf, broken, check_finds, check_passes):
    """GEN-18: in the provider's own binder; a client's leaves them to it."""
    stale = {("suppliers", "outpost", "contacts", 1, "verified"): "2025-01-01"}
    client = broken({}, provider=stale)
    binder = dataclasses.replace(provider_binder(shelf, client.as_of), provider=client.provider)

    check_passes("GEN-18", client)
    check_finds("GEN-18", binder, "was last verified on 2025-01-01")
