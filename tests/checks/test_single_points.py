"""SPF: each law on a binder that keeps it and on one that does not."""

from datetime import date

import pytest

from runbinder.checks import REGISTRY


def test_the_provider_alone_is_found(broken, check_finds):
    """SPF-01: the sentence that the client's auditor wrote."""
    binder = broken({("services", "identity", "or_by"): []}, name="northgate")

    check_finds("SPF-01", binder, "'kestrel' is the single point of failure", "'identity'")


def test_the_performer_does_not_stand_in_for_itself(broken, check_finds):
    """SPF-01: naming the same organisation twice is no alternate."""
    check_finds("SPF-01", broken({("services", "identity", "or_by"): ["kestrel"]}, name="northgate"), "'identity'")


def test_what_the_client_does_itself_needs_no_other(broken, check_passes):
    """SPF-01: without the client there is nothing to perform."""
    check_passes("SPF-01", broken({("services", "dispatch", "or_by"): []}))


def test_an_important_service_may_have_one_performer(broken, check_passes):
    """SPF-01: only what is critical."""
    check_passes("SPF-01", broken({("services", "office-it", "or_by"): []}))


@pytest.mark.parametrize("changes, words", [
    ({("risks", "one-warehouse-server"): ..., ("assets", "wms-server", "replaced_by"): ..., ("assets", "wms-server", "backed_up_to"): ...}, ["asset 'wms-server'", "dispatch", "warehouse-system"]),
    ({("risks", "lanyard-only-vendor"): ..., ("suppliers", "lanyard-software", "substitutes"): []}, ["organisation 'lanyard-software'", "2 critical services"]),
    ({("risks", "one-systems-administrator"): ..., ("services", "cold-store", "depends_on"): ["samir-haddad"]}, ["person 'samir-haddad'", "the critical service 'cold-store'"]),
    ({("channels", "alone"): {"name": "Line", "kind": "phone"}, ("services", "cold-store", "depends_on"): ["alone"]}, ["channel 'alone'", "cold-store"]),
    ({("services", "cold-store", "depends_on"): ["lanyard-support"]}, ["credential 'lanyard-support'", "cold-store"]),
], ids=["asset", "supplier", "person", "channel", "credential"])
def test_what_has_no_substitute_and_is_no_known_risk_is_found(broken, check_finds, changes, words):
    """SPF-02: one for each kind of thing that can be missed, with the services that go with it."""
    check_finds("SPF-02", broken(changes), *words)


@pytest.mark.parametrize("changes", [
    {("risks", "one-warehouse-server"): ...},
    {("assets", "wms-server", "replaced_by"): ..., ("assets", "wms-server", "backed_up_to"): ...},
    {("services", "cold-store", "depends_on"): ["server-admin"]},
    {("services", "cold-store", "depends_on"): ["engineering-lead"]},
    {("risks", "kestrel-as-provider"): ..., ("services", "cold-store", "depends_on"): ["kestrel"]},
], ids=["a substitute", "a known risk", "a second credential", "a role has deputies", "others could perform its services"])
def test_one_of_both_is_enough(broken, check_passes, changes):
    """SPF-02: something that takes its place, or a risk."""
    check_passes("SPF-02", broken(changes))


def test_each_thing_is_said_once(broken, check_finds):
    """SPF-02: with all the services that stand on it, also through others."""
    binder = broken({("risks", "depot-firewall"): ..., ("assets", "depot-firewall", "replaced_by"): ...})

    assert 1 == len(check_finds("SPF-02", binder, "'depot-firewall'", "(dispatch, warehouse-system)"))


def test_what_is_the_providers_is_said_at_the_clients_service(broken):
    """SPF-02: the author of the client's plans can not change the provider's; the risk is theirs."""
    binder = broken({("services", "cold-store", "depends_on"): ["kestrel-calendar"]}, provider={("channels", "kestrel-calendar"): {"name": "Calendar", "kind": "web"}})

    said = list(REGISTRY["SPF-02"].function(binder))
    assert [("clients", "harbour", "services", "cold-store", "depends_on")] == [route for route, _ in said]


def test_a_procedure_that_only_its_performer_tried_is_found(broken, check_finds):
    """SPF-03: the same person as role and by name."""
    test = {"of": "harbour", "on": "2026-10-01", "kind": "live", "result": "passed"}
    binder = broken({("procedures", "wms-nightly-batch-check", "done_by"): "systems-administrator",
                     ("procedures", "wms-nightly-batch-check", "tests"): [{**test, "by": "systems-administrator"}, {**test, "by": "samir-haddad"}]})

    check_finds("SPF-03", binder, "'samir-haddad'", "'wms-nightly-batch-check'")


def test_one_stranger_is_enough(broken, check_passes):
    """SPF-03: and a procedure that nobody tried is the concern of PRC-04."""
    test = {"of": "harbour", "on": "2026-10-01", "kind": "live", "result": "passed"}
    route = ("procedures", "wms-nightly-batch-check", "tests")

    check_passes("SPF-03", broken({route: [{**test, "by": "samir-haddad"}, {**test, "by": "wendy-clark"}]}))
    check_passes("SPF-03", broken({route: []}))


RISK = {"of": "wms-server", "what": "Everything stands still.", "owner": "client-coordinator"}


@pytest.mark.parametrize("risk, words", [
    ({}, ["neither mitigated nor accepted"]),
    ({"accepted_by": "ines-harbour"}, ["accepted by 'ines-harbour' without a day"]),
    ({"accepted_by": "ines-harbour", "expires": "2026-11-19"}, ["ran out on 2026-11-19", "1 day ago"]),
    ({"mitigation": "A spare.", "accepted_by": "ines-harbour", "expires": "2026-08-31"}, ["ran out on 2026-08-31", "81 days ago"]),
], ids=["nothing", "no end", "yesterday", "mitigated and run out"])
def test_a_risk_that_is_only_written_down_is_found(broken, check_finds, risk, words):
    """SPF-04: neither mitigation nor an acceptance in date."""
    said = check_finds("SPF-04", broken({("risks", "extra"): {**RISK, **risk}}, as_of=date(2026, 11, 20)), "'extra' (wms-server)", *words)
    assert 1 == len(said)


@pytest.mark.parametrize("risk", [{"mitigation": "A spare."}, {"accepted_by": "ines-harbour", "expires": "2026-11-20"}, {"mitigation": "A spare.", "accepted_by": "ines-harbour"}])
def test_an_acceptance_holds_on_its_last_day(broken, check_passes, risk):
    """SPF-04: so does a mitigation that nobody had to accept."""
    check_passes("SPF-04", broken({("risks", "extra"): {**RISK, **risk}}, as_of=date(2026, 11, 20)))


def test_a_backup_beside_its_original_is_found(broken, check_finds):
    """SPF-05: the same site."""
    binder = broken({("assets", "wms-server", "at"): "dock-9"})

    check_finds("SPF-05", binder, "backup 'backup-store' of 'wms-server'", "'dock-9'", "the same site")


@pytest.mark.parametrize("said_at, other", [("dock-9", "marlow-depot"), ("marlow-depot", "dock-9")])
def test_sites_that_share_a_risk_do_not_stand_in_for_each_other(broken, check_finds, said_at, other):
    """SPF-05: said at either of them, for backups, services and the sites themselves."""
    binder = broken({("sites", said_at, "shares_risk_with"): [{"site": other, "risk": "the flood plain"}]})

    said = check_finds("SPF-05", binder, "backup 'backup-store' of 'wms-server'", "they share the flood plain")
    assert any("service 'dispatch' goes on at 'dock-9'" in one for one in said) and any("alternate site" in one for one in said)


def test_a_service_that_goes_on_where_it_was_is_found(broken, check_finds):
    """SPF-05: an alternate site is another site."""
    check_finds("SPF-05", broken({("services", "dispatch", "recovery", "alternate_site"): "marlow-depot"}), "'dispatch'", "the same site")


def test_a_credential_that_only_the_provider_can_fetch_is_lost_for_good(broken, check_finds):
    """SPF-06: with the chain of reasons, and the scenarios in which it happens."""
    changes = {("credentials", "server-admin", "client_can_retrieve"): False, ("credentials", "server-admin", "custodian"): "kestrel"}
    changes |= {("transition", "lockdown"): []}

    said = check_finds("SPF-06", broken(changes), "credential 'server-admin'", "can not be fetched without organisation 'kestrel'", "provider-business-failure")

    assert 1 == len([message for message in said if message.startswith("credential 'server-admin'")])


def test_a_service_that_comes_back_too_late_is_found(broken, check_finds):
    """SPF-07: what keeps it going begins after its MTPD."""
    binder = broken({("services", "office-it", "criticality"): "critical", ("services", "office-it", "recovery", "mtpd"): "1h"})

    check_finds("SPF-07", binder, "scenario 'provider-business-failure'", "'office-it'", "4 h after the loss", "its MTPD is 1 h")
