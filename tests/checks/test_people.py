"""PPL: each law on a binder that keeps it and on one that does not."""

from datetime import date

import pytest


def test_a_role_that_no_binder_can_do_without_is_missed(broken, check_finds):
    """PPL-01: without a spokesperson the press finds somebody to talk to."""
    binder = broken({("roles", "spokesperson"): ...}, provider={("roles", "spokesperson"): ...})

    check_finds("PPL-01", binder, "no role 'spokesperson'", "speaks to press")


def test_the_provider_may_fill_a_required_role(broken, check_passes):
    """PPL-01: what the client leaves out, the provider's role of that name holds."""
    check_passes("PPL-01", broken({("roles", "spokesperson"): ...}))


def test_who_handles_no_personal_data_needs_nobody_for_it(broken, check_finds, check_passes):
    """PPL-01: a data protection contact is asked for where there are personal data."""
    none = {("roles", "data-protection-contact"): ...}

    check_finds("PPL-01", broken(none, provider=none), "'data-protection-contact'")
    check_passes("PPL-01", broken({**none, ("profile", "data_sensitivity"): "none"}, provider=none))


def test_a_vacant_role_is_found_if_it_is_critical(broken, check_finds, check_passes):
    """PPL-01: a vacancy is written as `null`; only what the binder fails without has to be filled."""
    vacant = {("roles", "transport-desk", "holder"): None}

    check_finds("PPL-01", broken(vacant), "nobody holds role 'transport-desk'")
    check_passes("PPL-01", broken({**vacant, ("roles", "transport-desk", "critical"): False}))


def test_an_assignment_holds_until_its_last_day(broken, check_finds, check_passes):
    """PPL-01: on the day of `until` the role is still held, on the day after it is not."""
    binder = {("roles", "scribe", "until"): date(2026, 11, 20)}

    check_passes("PPL-01", broken(binder, as_of=date(2026, 11, 20)))
    check_finds("PPL-01", broken(binder, as_of=date(2026, 11, 21)), "'scribe'", "since 2026-11-20", "tom-garside")


def test_a_critical_role_without_a_deputy_is_found(broken, check_finds):
    """PPL-02: a critical role with one name on it is a single point of failure."""
    binder = broken({("roles", "incident-manager", "deputies"): []})

    check_finds("PPL-02", binder, "incident-manager", "no deputy")


def test_a_vacant_role_is_not_asked_for_a_deputy_too(broken, check_passes):
    """PPL-02: one cause, one finding: PPL-01 has said that nobody holds it."""
    check_passes("PPL-02", broken({("roles", "scribe", "deputies"): [], ("roles", "scribe", "holder"): None}))


@pytest.mark.parametrize("deputies", [["peter-tranter"], ["ines-harbour", "ines-harbour"]])
def test_a_deputy_is_somebody_else(deputies, broken, check_finds):
    """PPL-03: the holder again, or one name twice, is one person."""
    binder = broken({("roles", "incident-manager", "deputies"): deputies})

    check_finds("PPL-03", binder, f"'{deputies[-1]}' is named twice in role 'incident-manager'")


@pytest.mark.parametrize(("person", "part"), [("peter-tranter", "holder"), ("ines-harbour", "deputy")])
def test_who_has_left_holds_nothing(person, part, broken, check_finds, check_passes):
    """PPL-03: on the last day of work somebody is there, on the day after not."""
    binder = {("people", person, "left"): date(2026, 11, 19)}

    check_passes("PPL-03", broken(binder, as_of=date(2026, 11, 19)))
    check_finds("PPL-03", broken(binder, as_of=date(2026, 11, 20)), f"'{person}', {part} of role 'incident-manager', left on 2026-11-19")


def test_one_person_in_three_roles_is_one_person(broken, check_finds):
    """PPL-04: two critical roles are the limit of the settings; Wendy Clark holds two, and the third is one too many."""
    said = check_finds("PPL-04", broken({("roles", "scribe", "holder"): "wendy-clark"}), "'wendy-clark'", "3 critical roles", "'client-coordinator'", "the limit is 2")

    assert 1 == len(said)


def test_a_role_that_is_not_critical_does_not_count(broken, check_passes):
    """PPL-04: what can wait does not compete for the first hour."""
    check_passes("PPL-04", broken({("roles", "scribe", "holder"): "wendy-clark", ("roles", "scribe", "critical"): False}))


def test_principals_can_not_stand_in_for_each_other_alone(broken, check_finds, check_passes):
    """PPL-05: with both founders on the same train the role has nobody; a third name is enough."""
    alone = {("roles", "spokesperson", "deputies"): ["owen-pritchard"]}

    check_finds("PPL-05", broken(alone, "tessera"), "'spokesperson'", "principals of 'tessera' alone", "'nadia-rahman', 'owen-pritchard'")
    check_passes("PPL-05", broken({("roles", "spokesperson", "deputies"): ["owen-pritchard", "beth-lomas"]}, "tessera"))


def test_the_principals_of_the_provider_are_lost_together_as_well(broken, check_finds):
    """PPL-05: the seed's case - both principals are killed, and whoever was to hand over is among them."""
    binder = broken({}, provider={("roles", "transition-lead-provider", "deputies"): ["helen-ward"]})

    check_finds("PPL-05", binder, "'transition-lead-provider'", "principals of 'kestrel'")


def test_a_client_without_technicians_names_a_coordinator(broken, check_finds):
    """PPL-06: nobody who knows the systems, and nobody who oversees those who do."""
    binder = broken({("profile", "coordinator"): ..., ("profile", "in_house_technical_staff"): 0})

    check_finds("PPL-06", binder, "'harbour' has no technicians of its own and names no coordinator")


@pytest.mark.parametrize("changes", [{("profile", "coordinator"): "rosa-mendes"}, {("roles", "client-coordinator", "holder"): "rosa-mendes"}])
def test_the_coordinator_is_one_of_the_client(changes, broken, check_finds):
    """PPL-06: the provider can not oversee itself, be it named itself or through a role."""
    check_finds("PPL-06", broken(changes), "works for 'kestrel'", "1 technician of its own")


def test_a_role_with_an_address_and_no_telephone_is_found(broken, check_finds):
    """PPL-11: the auditors' find - an e-mail address beside the role, and no number to ring."""
    mail = [{"email": "ravi.sandhu@harbour.example", "over": "office-mail", "verified": "2026-10-06"}]

    check_finds("PPL-11", broken({("people", "ravi-sandhu", "contacts"): mail}), "'ravi-sandhu' (holder of role 'site-lead-dock-9')", "by email and has no telephone")


@pytest.mark.parametrize("changes", [{("people", "joe-adeyemi", "contacts"): []}, {("suppliers", "estuary-power", "contacts"): []}])
def test_nobody_who_is_needed_is_without_any_contact(changes, broken, check_finds):
    """PPL-11: neither a deputy nor a company that a tree calls."""
    check_finds("PPL-11", broken(changes), f"'{next(iter(changes))[1]}'", "no contact point")


def test_a_text_message_is_no_call_and_a_radio_is(broken, check_finds, check_passes):
    """PPL-11: one has to hear that somebody has understood."""
    check_finds("PPL-11", broken({("people", "barry-lund", "contacts"): [{"sms": "+44 7700 900214"}]}), "'barry-lund'", "by sms")
    check_passes("PPL-11", broken({("people", "barry-lund", "contacts"): [{"radio": "Channel 7, Dock two"}]}))


def test_nobody_is_volunteered(broken, check_finds):
    """PPL-12: the auditors' find - nobody recorded as having accepted the role, or only for some day to come."""
    check_finds("PPL-12", broken({("roles", "scribe", "accepted"): ...}), "nothing says that 'tom-garside' accepted role 'scribe'")
    check_finds("PPL-12", broken({("roles", "scribe", "accepted"): date(2026, 12, 1)}), "on 2026-12-01, which is after 2026-11-20")
