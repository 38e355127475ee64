"""CRD: each law on a binder that keeps it and on one that does not."""

from datetime import date

import pytest

from runbinder.checks import REGISTRY
from runbinder.secrets import Source

AS_OF = date(2026, 11, 20)


def said_of(text):
    return list(REGISTRY["CRD-01"].function(Source("plans/clients/harbour/notes.yml", text)))


def test_a_secret_in_a_source_is_found():
    """CRD-01: with line and column, and without showing it."""
    assert [((2, 11), "this looks like a password")] == said_of("system: Till\npassword: hunter" + "2\n")


def test_a_line_that_says_why_is_passed_over():
    """CRD-01: the exemption needs a reason."""
    assert [] == said_of("pin: 47112  # not a secret: the number of the part\n")
    assert 1 == len(said_of("pin: 47112  # not a secret\n"))


@pytest.mark.parametrize("privilege", ["admin", "root", "registrar", "break-glass", "backup key"])
def test_a_key_that_only_the_provider_can_fetch_is_found(broken, check_finds, privilege):
    """CRD-02: whichever account decides who owns the system."""
    changes = {("privilege",): privilege, ("client_can_retrieve",): False, ("custodian",): "kestrel", ("holders",): ["imran-qadir"]}
    binder = broken({("credentials", "wms-admin", *route): value for route, value in changes.items()})

    check_finds("CRD-02", binder, f"{privilege} credential 'wms-admin'", "without 'kestrel'", "KeyHarbour", "'imran-qadir'")


@pytest.mark.parametrize("privilege", ["user", "service", "remote access"])
def test_the_providers_own_way_in_stays_the_providers(broken, check_passes, privilege):
    """CRD-02: nobody needs to fetch what lockdown shuts."""
    check_passes("CRD-02", broken({("credentials", "wms-admin", "privilege"): privilege, ("credentials", "wms-admin", "client_can_retrieve"): False}))


def test_holders_who_are_all_the_providers_belie_the_promise(broken, check_finds, check_passes):
    """CRD-02: somebody else among them, and it is believed."""
    route = ("credentials", "wms-admin", "holders")

    check_finds("CRD-02", broken({route: ["imran-qadir", "callum-frost"]}), "'wms-admin'", "are of 'kestrel'")
    check_passes("CRD-02", broken({route: ["imran-qadir", "wendy-clark"]}))


def test_a_backup_whose_key_nobody_recorded_is_found(broken, check_finds):
    """CRD-02: the provider holds the key, and no credential opens it."""
    binder = broken({("assets", "office-files", "keys_held_by"): "kestrel"})

    check_finds("CRD-02", binder, "encryption keys of 'office-files'", "'kestrel'")


def test_a_system_with_one_way_in_is_found(broken, check_finds):
    """CRD-03: an account that is locked locks everybody out."""
    check_finds("CRD-03", broken({("credentials", "registrar-break-glass"): ...}), "domain 'harbour-domain'", "one way in", "'registrar-owner'")


def test_a_system_that_no_credential_opens_is_found(broken, check_finds):
    """CRD-03: a critical service stands on it, and nobody knows how to get in."""
    binder = broken({("credentials", "firewall-admin", "opens"): [], ("credentials", "firewall-break-glass", "opens"): []})

    check_finds("CRD-03", binder, "network 'depot-network'", "no credential")


def test_a_system_without_break_glass_is_found(broken, check_finds):
    """CRD-03: three accounts of the same people are one."""
    check_finds("CRD-03", broken({("credentials", "registrar-break-glass", "privilege"): "admin"}), "'harbour-domain'", "no break-glass")


def test_ways_in_that_lie_together_are_found(broken, check_finds):
    """CRD-03: who can not open the vault has neither."""
    vault = {"name": "KeyHarbour vault", "path": "Domains"}
    binder = broken({("credentials", name, "vault"): vault for name in ("registrar-owner", "registrar-break-glass")})

    check_finds("CRD-03", binder, "'harbour-domain'", "in one place: KeyHarbour vault, Domains")


def test_a_key_to_the_tenant_opens_what_lives_in_it(broken, check_finds):
    """CRD-03: and if the tenant has no second way in, it is said of the tenant alone."""
    binder = broken({("credentials", "corran-break-glass"): ..., ("credentials", "corran-root"): ..., ("credentials", "db-break-glass"): ...}, name="tessera")

    said = check_finds("CRD-03", binder, "cloud tenant 'corran-tenant'")
    assert not any("rota-queue" in one for one in said)


def test_what_nothing_critical_stands_on_may_have_one(broken, check_passes):
    """CRD-03: the gate is important, and not critical."""
    check_passes("CRD-03", broken({("credentials", "site-panels-break-glass"): ...}))


def test_a_device_in_one_pocket_is_found(broken, check_finds, check_passes):
    """CRD-04: whoever it is; the codes in an envelope are the second device."""
    factor = {"kind": "authenticator app", "held_by": "callum-frost"}
    route = ("credentials", "wms-admin", "second_factor")

    check_finds("CRD-04", broken({route: factor}), "'wms-admin'", "'callum-frost' of 'kestrel' alone")
    check_passes("CRD-04", broken({route: {**factor, "recovery": "Envelope H-20"}}))
    check_passes("CRD-04", broken({route: {**factor, "held_by": "client-coordinator"}}))
    check_passes("CRD-04", broken({route: {**factor, "held_by": "kestrel"}}))


KEY = {"last_rotated": "2026-05-24", "rotate_every": "180d", "retrieved": "2026-05-24"}


@pytest.mark.parametrize("changes, words", [
    ({"rotate_every": "179d"}, ["last changed 2026-05-24", "due 2026-11-19", "1 day ago"]),
    ({"last_rotated": ...}, ["every 180 days", "nothing says that it ever was"]),
    ({"retrieved": "2026-05-23"}, ["admin credential 'wms-admin'", "2026-05-23", "181 days ago", "limit is 180 days"]),
    ({"retrieved": ...}, ["nobody has ever tried to fetch admin credential 'wms-admin'", "limit is 180 days"]),
], ids=["rotation due", "never rotated", "not fetched in time", "never fetched"])
def test_a_key_that_nobody_looked_after_is_found(broken, check_finds, changes, words):
    """CRD-05: one day too late."""
    check_finds("CRD-05", broken({("credentials", "wms-admin", field): value for field, value in {**KEY, **changes}.items()}, as_of=AS_OF), "'wms-admin'", *words)


def test_a_key_is_in_date_on_the_last_day(broken):
    """CRD-05: exactly the interval, for both."""
    binder = broken({("credentials", "wms-admin", field): value for field, value in KEY.items()}, as_of=AS_OF)

    assert [] == [message for _, message in REGISTRY["CRD-05"].function(binder) if "wms-admin" in message]


def test_only_what_the_client_must_fetch_is_tried(broken, check_passes):
    """CRD-05: fetching an editor's account is not rehearsed."""
    check_passes("CRD-05", broken({("credentials", "status-editor", "retrieved"): ...}))


@pytest.mark.parametrize("asset", ["harbour-domain", "remote-access-certificate", "m365-tenant", "wms-licence", "wms-database", "status-site"])
def test_a_thing_in_the_providers_name_is_found(broken, check_finds, asset):
    """CRD-06: domains, certificates, tenants, licences, data, websites."""
    check_finds("CRD-06", broken({("assets", asset, "owner"): "kestrel"}), f"'{asset}'", "belongs to 'kestrel'")


def test_a_server_may_be_the_providers(broken, check_passes):
    """CRD-06: it can be bought again."""
    check_passes("CRD-06", broken({("assets", "wms-server", "owner"): "kestrel"}))


@pytest.mark.parametrize("renews, words", [
    ("2026-11-19", ["lapsed on 2026-11-19, 1 day ago"]),
    ("2026-11-20", ["lapses on 2026-11-20", "before the binder is reviewed again"]),
    ("2027-04-12", ["lapses on 2027-04-12", "before the binder is reviewed again (2027-04-12)"]),
])
def test_what_lapses_before_anybody_looks_is_found(broken, check_finds, renews, words):
    """CRD-07: the day of the next review is the last one."""
    binder = broken({("assets", "harbour-domain", "renews"): renews, ("assets", "harbour-domain", "auto_renews"): False}, as_of=AS_OF)

    check_finds("CRD-07", binder, "domain 'harbour-domain'", *words)


def test_what_lapses_after_the_review_or_renews_itself_passes(broken, check_passes):
    """CRD-07: somebody will read it in time."""
    check_passes("CRD-07", broken({("assets", "harbour-domain", "renews"): "2027-04-13", ("assets", "harbour-domain", "auto_renews"): False}, as_of=AS_OF))
    check_passes("CRD-07", broken({("assets", "harbour-domain", "renews"): "2026-12-01", ("assets", "harbour-domain", "auto_renews"): True}, as_of=AS_OF))


def test_a_transition_may_reach_further_than_the_review(broken, check_finds):
    """CRD-07: what lapses while two providers look at each other."""
    binder = broken({("assets", "harbour-domain", "renews"): "2027-11-20", ("assets", "harbour-domain", "auto_renews"): False,
                     ("transition", "timetable", "long"): {"title": "Wait", "takes": "365d", "by": "client-coordinator"}}, as_of=AS_OF)

    check_finds("CRD-07", binder, "'harbour-domain'", "inside a transition of 365 days that begins today (until 2027-11-20)")


def test_a_key_without_a_way_to_it_is_found(broken, check_finds, check_passes):
    """CRD-08: who fetches it has never done so."""
    check_finds("CRD-08", broken({("credentials", "wms-admin", "how"): ...}), "admin credential 'wms-admin'", "KeyHarbour")
    check_passes("CRD-08", broken({("credentials", "wms-service", "how"): ...}))
