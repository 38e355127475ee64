"""COM: each law on a communications plan that keeps it and on one that does not."""

import pytest

from runbinder.checks import REGISTRY

ENTRIES = ("communications", "entries")
STANDARD = ("standard", "urgencies")


@pytest.mark.parametrize("code", [check.code for check in REGISTRY.values() if check.code.startswith("COM") and check.scope == "binder"])
def test_a_missing_plan_is_said_once_and_not_here(code, broken, check_passes):
    """GEN-11 asks for the plan; what it would have to hold is not asked of nothing."""
    check_passes(code, broken({("communications",): None}))


@pytest.mark.parametrize("phase", ["during", "after"])
def test_a_plan_for_one_phase_is_half_a_plan(phase, shelf, broken, check_finds):
    """COM-01: during the incident and after it (S1-1)."""
    kept = [entry for entry in shelf.folders["harbour"].data["communications"]["entries"] if entry["phase"] != phase]

    check_finds("COM-01", broken({ENTRIES: kept}), f"'{phase}'", f"{len(kept)} entries")


def test_repeating_without_an_end_is_found(broken, check_finds):
    """COM-02: a message that is repeated says until when."""
    check_finds("COM-02", broken({(*ENTRIES, 0, "until"): ...}), "entry 1", "every 2 h", "delivery-delay-notice")


def test_wording_that_nobody_approved_needs_an_approver(broken, check_finds, check_passes):
    """COM-02: approved beforehand, or by somebody who is named (S1-21)."""
    bare = {("messages", "delivery-delay-notice", "approved"): ...}

    check_finds("COM-02", broken(bare), "entry 1", "nobody has approved")
    assert "entry 3" not in str(list(REGISTRY["COM-02"].function(broken(bare))))
    check_passes("COM-02", broken({**bare, (*ENTRIES, 0, "approved_by"): "incident-manager"}))


def test_a_threshold_is_drawn_on_both_sides(good, broken, check_finds):
    """COM-03: what customers feel is told, and there is a line below which nothing is (S1-3, S1-4)."""
    unmarked = {(*ENTRIES, number, "customer_impact_likely"): False for number, _ in enumerate(good().client.communications.entries)}

    assert 1 == len(check_finds("COM-03", broken(unmarked), "likely effect on customers"))
    assert 1 == len(check_finds("COM-03", broken({("communications", "do_not_tell_when"): []}), "below which threshold"))


@pytest.mark.parametrize("name", ["support-requests", "phone-and-mail", "social-media", "media"])
def test_each_of_the_four_kinds_that_come_in_is_answered(name, broken, check_finds):
    """COM-04: people ask in four ways at once (S1-13)."""
    check_finds("COM-04", broken({("communications", "inbound", name): ...}), f"'{name.replace('-', ' ')}'")


def test_other_kinds_may_come_in_or_not(broken, check_passes):
    """COM-04: walk-ins and suppliers are a matter of the business."""
    check_passes("COM-04", broken({("communications", "inbound", "drivers-at-the-gate"): ...}))


def test_a_spokesperson_and_a_deputy_are_named(broken, check_finds, check_passes):
    """COM-05: of a critical role without a deputy PPL-02 speaks already (DORA 14(3))."""
    lone = {("roles", "spokesperson", "deputies"): []}

    check_finds("COM-05", broken({("communications", "spokesperson"): ...}), "no spokesperson")
    check_finds("COM-05", broken({**lone, ("roles", "spokesperson", "critical"): False}), "'spokesperson'", "no deputy")
    check_passes("COM-05", broken({**lone, ("roles", "spokesperson", "critical"): True}))


@pytest.mark.parametrize(("within", "found"), [("72h", False), ("73h", True)])
def test_the_plan_is_as_quick_as_the_law(within, found, good, broken, check_finds, check_passes):
    """COM-06: exactly the limit is in time."""
    number = next(n for n, entry in enumerate(good().client.communications.entries) if entry.regime == "gdpr-33-1")
    binder = broken({(*ENTRIES, number, "within"): within})

    check_finds("COM-06", binder, f"entry {number + 1}", "3 days", "GDPR Art. 33(1)") if found else check_passes("COM-06", binder)


def test_a_law_that_applies_has_an_entry(good, broken, check_finds, check_passes):
    """COM-06: one clock of the law is enough; a law that is not known here is left alone."""
    clocked = [n for n, entry in enumerate(good().client.communications.entries) if entry.regime]

    check_finds("COM-06", broken({(*ENTRIES, n, "regime"): ... for n in clocked}), "'UK GDPR'", "gdpr-33-1")
    check_finds("COM-06", broken({("profile", "regimes"): ["UK GDPR", "NIS2 as transposed"]}), "NIS2 as transposed", "nis2-early-warning")
    check_passes("COM-06", broken({**{(*ENTRIES, n, "regime"): ... for n in clocked[1:]}, ("profile", "regimes"): ["UK GDPR", "Feed law"]}))


def test_a_finding_of_a_rehearsal_has_a_class(broken, check_finds):
    """COM-07: customer support or infrastructure, as different people mend them (S1-28)."""
    found = {"kind": "observation", "statement": "The line was engaged.", "owner": "communications-lead", "status": "closed"}
    binder = broken({("exercises", "communications-rehearsal-2026", "findings"): {"engaged": found}})

    check_finds("COM-07", binder, "'engaged'", "communications-rehearsal-2026")


@pytest.mark.parametrize(("changes", "words"), [
    ({(*STANDARD, "urgent", "skips"): 3}, "may leave 4 h"), ({(*STANDARD, "urgent", "every"): "61m"}, "may leave 3 h 3 min"),
    ({(*STANDARD, "urgent", "every"): ...}, "'urgent' has no time"), ({(*STANDARD, "high", "slots"): ["09:00", "16:30"]}, "'high' has 2"),
    ({(*STANDARD, "medium", "per_day"): ...}, "'medium' has no update"), ({("standard", "end_of_day"): "16:31"}, "16:31"),
    ({(*STANDARD, "low"): ..., (*STANDARD, "medium"): ...}, "no cadence for urgency 'medium'"), ({("standard",): None}, "no communication standard"),
])
def test_a_lax_standard_is_found(changes, words, broken, check_finds):
    """COM-08: hourly with two skipped, three slots, daily, 16:30 (S3-15 to S3-19)."""
    assert 1 == len(check_finds("COM-08", broken({}, provider=changes), words))


@pytest.mark.parametrize("changes", [
    {}, {(*STANDARD, "urgent", "every"): "30m", (*STANDARD, "urgent", "skips"): 5}, {("standard", "end_of_day"): "16:00"}, {(*STANDARD, "low"): ...},
    {(*STANDARD, "medium", "per_day"): ..., (*STANDARD, "medium", "every"): "24h"},
])
def test_a_standard_may_be_stricter(changes, broken, check_passes):
    """COM-08: exactly three hours pass; `low` has no cadence in the source."""
    check_passes("COM-08", broken({}, provider=changes))


def test_a_list_that_is_only_in_a_system_is_found(broken, check_finds):
    """COM-09: that system is what is down."""
    check_finds("COM-09", broken({("communications", "audiences", "marlow", "offline_copy"): ...}), "'marlow'", "contacts.xlsx")


def test_a_plan_is_tailored_and_approved(broken, check_finds):
    """COM-10: of scope, review and version other checks speak."""
    check_finds("COM-10", broken({("communications", "tailored"): ...}), "how it is cut")
    check_finds("COM-10", broken({("communications", "document", "status"): "in review"}), "'in review'")


def test_an_hour_without_anybody_is_found(good, broken, check_finds, check_passes):
    """COM-12: shifts of several roles add up (S1-15)."""
    roster = ("communications", "roster")
    shifts = [{"role": "communications-lead", "hours": "06:00-18:00"}, {"role": "spokesperson", "hours": "18:00-06:00"}]

    check_passes("COM-12", broken({roster: shifts}))
    check_finds("COM-12", broken({roster: shifts[:1]}), "from Mon 18:00 to Tue 06:00")
    check_finds("COM-12", broken({roster: []}), "no roster")


def test_who_sends_has_somebody_to_stand_in(broken, check_finds):
    """COM-12: on the roster or in an entry, once (S1-22)."""
    lone = {("roles", "transport-desk", "deputies"): [], ("roles", "transport-desk", "critical"): False}

    assert 1 == len(check_finds("COM-12", broken(lone), "'transport-desk'", "tom-garside"))


def test_help_from_outside_is_decided_on(broken, check_finds):
    """COM-13: contracted, considered or ruled out (S1-26)."""
    bare = {("suppliers",): {}, ("communications", "ruled_out"): [], ("communications", "contact_centres"): ...}

    assert 3 == len(check_finds("COM-13", broken(bare), "call centre"))
    assert 2 == len(check_finds("COM-13", broken({**bare, ("communications", "contact_centres"): {"primary": "Here", "decision": "None."}}), "workspace"))
    assert 2 == len(check_finds("COM-13", broken({**bare, ("communications", "ruled_out"): [{"what": "Mobile data centre", "why": "x"}]}), "workspace"))
