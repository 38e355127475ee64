"""RTO: agreed, believed, shown and talked about."""

import pytest

PLAN = ("services", "dispatch", "recovery")


def _with(broken, **fields):
    return broken({(*PLAN, field): value for field, value in fields.items()})


def _said(position, achievable, on="2026-05-02"):
    return {"position": position, "person": "ines-harbour", "achievable": achievable, "on": on}


@pytest.mark.parametrize(("checked", "words"), [
    ("2026-05-24", None), ("2026-05-23", "was last looked at on 2026-05-23, 181 days ago; the limit is 180 (resource_checked)"), (..., "was never looked at; the limit is 180 days (resource_checked)"),
])
def test_standby_that_nobody_looks_at_is_found(checked, words, broken, check_finds, check_passes):
    """RTO-06: to the day."""
    binder = broken({("services", "yard-gate", "recovery", "resources", "gate-spare-controller", "checked"): checked})

    check_finds("RTO-06", binder, "'gate-spare-controller' on standby at 'marlow-depot' for service 'yard-gate'", words) if words else check_passes("RTO-06", binder)


def test_what_has_to_be_ordered_is_not_looked_at(broken, check_passes):
    """RTO-06: racking in a catalogue does not go flat."""
    check_passes("RTO-06", broken({(*PLAN, "resources", "pallet-racking", "checked"): ...}))


@pytest.mark.parametrize("believes", [(True, False), (False, True), (False, False)])
def test_a_manager_and_a_site_that_do_not_both_believe_are_found(believes, broken, check_finds):
    """RTO-07: the disservice of the source text, either way round, and when both know that it can not be kept."""
    manager, site = believes
    binder = _with(broken, attested=[_said("senior management", manager), _said("site", site)])

    check_finds("RTO-07", binder, "service 'dispatch' can be back in 4 days", f"management ('ines-harbour', 2026-05-02) says {'yes' if manager else 'no'} and site", f"says {'yes' if site else 'no'}")


def test_the_last_word_counts(broken, check_passes):
    """RTO-07: who doubted two years ago and was convinced since does not disagree."""
    check_passes("RTO-07", _with(broken, attested=[_said("site", True), _said("site", False, "2024-04-02"), _said("senior management", True)]))


@pytest.mark.parametrize(("attested", "words"), [
    ([_said("senior management", True)], "nobody of the site has said"), ([_said("site", False)], "nobody of senior management has said"), ([], "nobody of senior management and nobody of the site has said"),
])
def test_a_level_that_was_not_asked_is_found(attested, words, broken, check_finds, check_passes):
    """RTO-08: for a time in a contract; where only one was asked it can not be RTO-07."""
    binder = _with(broken, attested=attested)

    check_finds("RTO-08", binder, words, "'dispatch' can be back in 4 days")
    check_passes("RTO-07", binder)


def test_a_target_of_our_own_may_stay_without_witnesses(broken, check_finds, check_passes):
    """RTO-08: but whoever asks one level asks the other."""
    check_passes("RTO-08", broken({("services", "office-it", "recovery", "attested"): []}))
    check_finds("RTO-08", broken({("services", "office-it", "recovery", "attested"): [_said("site", True)]}), "'office-it'")


@pytest.mark.parametrize(("shown", "words"), [
    (["2025-11-20"], None), (["2025-11-19"], "within 4 days was last shown on 2025-11-19, 366 days ago; the limit is 365 (exercised)"),
    (["2026-11-21"], "was never shown"), ([], "was never shown; the limit is 365 days (exercised)"), (["2024-01-01", "2026-01-01"], None),
])
def test_a_time_that_was_never_shown_is_found(shown, words, broken, check_finds, check_passes):
    """RTO-09: within the interval, and not in the future."""
    binder = _with(broken, demonstrated=[{"on": day, "took": "1h", "by": "dispatch-full-2026"} for day in shown])

    check_finds("RTO-09", binder, "a recovery of service 'dispatch'", words) if words else check_passes("RTO-09", binder)


def test_what_nobody_knows_how_to_do_is_not_shown_either(good, check_finds):
    """RTO-09, RTO-13, RTO-18: the shop that has no plan at all is RTO-02's, and RTO-16's."""
    for code in ("RTO-09", "RTO-18"):
        assert not [one for one in check_finds(code, good("larkfield")) if "web-shop" in one]
    check_finds("RTO-02", good("larkfield"), "web-shop")


def test_a_time_that_was_not_kept_is_found(broken, check_finds, check_passes):
    """RTO-10: the last one counts, and exactly as long as promised is kept."""
    def binder(*took):
        return _with(broken, demonstrated=[{"on": f"2026-0{month}-10", "took": time, "by": "dispatch-full-2026"} for month, time in took])

    check_finds("RTO-10", binder((9, "97h"), (3, "90h")), "is promised back in 4 days; on 2026-09-10 ('dispatch-full-2026') it took 4 days 1 h")
    check_passes("RTO-10", binder((9, "96h"), (3, "97h")))
    check_passes("RTO-10", binder())


def test_a_time_that_nobody_talks_about_is_found(broken, check_finds, check_passes):
    """RTO-13: since it was agreed, or since it was talked through last."""
    old = {"with": "dana-marlow", "on": "2025-11-19"}

    check_finds("RTO-13", _with(broken, client_review=old), "(4 days) was last talked through with 'marlow-foods' on 2025-11-19, 366 days ago; the limit is 365 (recovery_reviewed)")
    check_finds("RTO-13", _with(broken, client_review=...), "on 2024-05-20")
    check_passes("RTO-13", _with(broken, client_review=old | {"on": "2025-11-20"}))
    check_passes("RTO-13", _with(broken, client_review=..., contracted={"rto": "4d", "agreed": old | {"on": "2026-11-01"}}))


@pytest.mark.parametrize(("gone", "words"), [
    (("contract",), "in which contract it stands"), (("clause",), "in which clause"), (("agreed",), "with whom and when it was agreed"), (("contract", "clause", "agreed"), "stands nor in which clause nor with whom"),
])
def test_a_promise_that_nobody_agreed_to_is_found(gone, words, broken, check_finds, check_passes):
    """RTO-16: one finding for all that is not said; a target of our own needs no clause."""
    binder = broken({(*PLAN, "contracted", field): ... for field in gone})

    assert 1 == len(check_finds("RTO-16", binder, "promises service 'dispatch' back in 4 days", words))
    check_passes("RTO-16", _with(broken, contracted=..., rto="4d"))


@pytest.mark.parametrize(("reviewed", "words"), [
    ({"by": "peter-tranter", "on": "2025-11-20"}, None), ({"by": "peter-tranter", "on": "2025-11-19"}, "was last gone through on 2025-11-19, 366 days ago; the limit is 365 (reviewed)"), (..., "was never gone through"),
])
def test_a_strategy_that_nobody_went_through_is_found(reviewed, words, broken, check_finds, check_passes):
    """RTO-18: line by line, within the interval."""
    binder = _with(broken, reviewed=reviewed)

    check_finds("RTO-18", binder, "the recovery strategy of service 'dispatch'", words) if words else check_passes("RTO-18", binder)
