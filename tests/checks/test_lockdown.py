"""TRN: the lockdown - done by the right hands, with every way in, in an order that can not lock the client out."""

import pytest

LOCKDOWN = ("transition", "lockdown")
SCENARIOS = ("transition", "scenarios")


def step(action, closes=(), needs=(), **more):
    """A lockdown step of Harbour's; every other field is in order."""
    return {"do": "Do it.", "action": action, "closes": list(closes), "needs": list(needs), "by": "transition-lead-client", "within": "1h", "verify": "See it.", **more}


PROVEN = step("secure", needs=["m365-break-glass"])
SAVED = step("preserve evidence")


# Who does it


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({(*SCENARIOS, "pandemic", "provider_cooperates"): "yes"}, "'pandemic' is a stressed exit and counts on the provider's full help"),
        ({(*LOCKDOWN, 4, "by"): "project-manager"}, "lockdown step 5 is done by 'project-manager' of 'kestrel'"),
        ({("transition", "continuity", 5, "by"): "kestrel"}, "'office-it' is kept going by 'kestrel'"),
    ],
)
def test_nothing_in_a_stressed_exit_is_done_by_the_provider(changes, said, broken, check_finds):
    """TRN-04: neither in the lockdown nor in the gap; the holder of a role decides whose it is."""
    check_finds("TRN-04", broken(changes), said)


def test_in_a_planned_exit_the_provider_helps(broken, check_passes):
    """TRN-04: a step that only a planned exit takes may be the provider's."""
    check_passes("TRN-04", broken({(*LOCKDOWN, 4, "by"): "project-manager", (*LOCKDOWN, 4, "scenarios"): ["client-terminates"]}))


def test_there_is_a_lockdown(broken, check_finds, check_passes):
    """TRN-05: without one the other checks have nothing to say."""
    empty = broken({LOCKDOWN: []})

    check_finds("TRN-05", empty, "has no lockdown")
    for code in ("TRN-06", "TRN-08", "TRN-20", "TRN-21", "TRN-22", "TRN-24", "TRN-25", "TRN-26"):
        check_passes(code, empty)


def test_a_scenario_that_asks_for_a_lockdown_has_one(broken, check_finds):
    """TRN-05: every step is for another scenario."""
    check_finds("TRN-05", broken({LOCKDOWN: [{**PROVEN, "scenarios": ["pandemic"]}]}), "'rogue-employee' asks for a full lockdown")


def test_steps_stand_in_the_order_of_their_deadlines(broken, check_finds, check_passes):
    """TRN-05: the same deadline twice is in order; steps that no scenario takes together are not compared."""
    check_passes("TRN-05", broken({LOCKDOWN: [PROVEN, PROVEN]}))
    check_finds("TRN-05", broken({(*LOCKDOWN, 3, "within"): "59m"}), "step 4 is due after 59 min", "step 3 before it only after 1 h")
    apart = [{**PROVEN, "within": "2h", "scenarios": ["rogue-employee"]}, {**PROVEN, "scenarios": ["provider-business-failure", "unforeseen", "client-terminates"]}]
    check_passes("TRN-05", broken({LOCKDOWN: apart}))


# What it closes


@pytest.mark.parametrize(
    ("place", "name", "said"), [(3, "kestrel-gdap", "remote access credential 'kestrel-gdap', which 'kestrel' holds or knows"), (10, "wms-admin", "which changes with the provider (rotate_on_transition)")],
)
def test_a_way_in_that_no_step_closes_is_found(place, name, said, good, broken, check_finds):
    """TRN-06: whether the provider knows it, or it is to change anyway."""
    rest = [one for one in good().client.transition.lockdown[place].closes if one != name]

    check_finds("TRN-06", broken({(*LOCKDOWN, place, "closes"): rest}), f"'{name}'", said, "is closed by no step")


@pytest.mark.parametrize(("field", "value", "found"), [("rotate_on_transition", False, False), ("privilege", "user", False), ("holders", ["samir-haddad", "imran-qadir"], True), ("second_factor", {"kind": "app", "held_by": "rosa-mendes"}, True)])
def test_what_the_provider_never_knew_may_stay(field, value, found, broken, check_finds, check_passes):
    """TRN-06: unless one of its people holds it, or the second factor; `user` is not privileged."""
    binder = broken({(*LOCKDOWN, 10, "closes"): [], ("credentials", "wms-admin", "rotate_on_transition"): False, ("credentials", "wms-admin", field): value,
                     **{("credentials", name, "rotate_on_transition"): False for name in ("scanmark-fleet-admin", "site-panels-admin", "voicehive-admin")}})

    check_finds("TRN-06", binder, "'wms-admin'") if found else check_passes("TRN-06", binder)


def test_every_full_lockdown_reaches_it(broken, check_finds):
    """TRN-06: a step for one scenario does not close it in the others."""
    check_finds("TRN-06", broken({(*LOCKDOWN, 4, "scenarios"): ["rogue-employee"]}), "'kestrel-vpn'", "not closed in the full lockdown of scenarios 'provider-business-failure', 'unforeseen'")


# With whose keys


def test_no_key_of_the_suspects_is_needed(broken, check_finds):
    """TRN-07: the provider's people count as gone, all of them."""
    said = check_finds("TRN-07", broken({("credentials", "firewall-admin", "holders"): ["imran-qadir", "callum-frost"]}), "step 5 needs 'firewall-admin'", "only callum-frost, imran-qadir can use", "rogue-employee")

    assert len(said) == len(set(said))


def test_a_second_factor_in_the_providers_hand_is_a_key_too(broken, check_finds, check_passes):
    """TRN-07: unless there are recovery codes."""
    factor = {"kind": "app", "held_by": "imran-qadir"}

    check_finds("TRN-07", broken({("credentials", "firewall-admin", "second_factor"): factor}), "'firewall-admin'")
    check_passes("TRN-07", broken({("credentials", "firewall-admin", "second_factor"): {**factor, "recovery": "Envelope H-20"}}))


def test_a_client_that_suspects_its_own_needs_a_second_hand(broken, check_finds):
    """TRN-07: each person of the organisation is tried; a step and a key need two."""
    binder = broken({(*SCENARIOS, "rogue-employee", "gone"): ["any one person of harbour"], ("credentials", "firewall-admin", "holders"): ["samir-haddad"], (*LOCKDOWN, 0, "by"): "wendy-clark"})

    check_finds("TRN-07", binder, "step 5 needs 'firewall-admin'", "scenario 'rogue-employee'")
    check_finds("TRN-07", binder, "step 1 is done by 'wendy-clark', and nobody of that role is left in scenario 'rogue-employee'")


@pytest.mark.parametrize("gone", ["person wendy-clark", "everyone of harbour", "all principals of harbour"])
def test_whoever_a_scenario_takes_away_does_no_step(gone, broken, check_finds):
    """TRN-07: a person, everyone, or all principals."""
    check_finds("TRN-07", broken({(*SCENARIOS, "unforeseen", "gone"): [gone], (*LOCKDOWN, 0, "by"): "ines-harbour" if "principals" in gone else "wendy-clark"}), "step 1 is done by", "scenario 'unforeseen'")


# In which order


def test_the_own_way_in_is_proven_first(broken, check_finds, check_passes):
    """TRN-08: by a step of action `secure` with a break-glass account; one finding, for the first step that shuts."""
    shut = step("revoke", ["kestrel-gdap"], ["m365-break-glass"])

    check_passes("TRN-08", broken({LOCKDOWN: [PROVEN, shut, shut]}))
    for first in (SAVED, step("secure"), step("secure", needs=["firewall-admin"]), step("notify", needs=["m365-break-glass"])):
        assert ["lockdown step 2 shuts 'kestrel-gdap' before a step of action 'secure' has signed in with a break-glass account"] == check_finds("TRN-08", broken({LOCKDOWN: [first, shut, shut]}), "step 2")


def test_the_last_way_in_is_shut_only_with_the_break_glass_account_in_use(broken, check_finds, check_passes):
    """TRN-08: used by an earlier step, or by the very step that shuts."""
    shut = step("disable", ["registrar-owner"])

    check_finds("TRN-08", broken({LOCKDOWN: [PROVEN, shut]}), "step 2 leaves no way into 'harbour-domain' but 'registrar-break-glass'")
    check_passes("TRN-08", broken({LOCKDOWN: [step("secure", needs=["m365-break-glass", "registrar-break-glass"]), shut]}))
    check_passes("TRN-08", broken({LOCKDOWN: [PROVEN, {**shut, "needs": ["registrar-break-glass"]}]}))


def test_changing_a_secret_shuts_nobody_out(broken, check_passes):
    """TRN-08: whoever rotates a credential has it afterwards."""
    check_passes("TRN-08", broken({LOCKDOWN: [PROVEN, step("rotate", ["registrar-owner"])]}))


def test_the_break_glass_account_itself_is_not_shut(broken, check_finds):
    """TRN-08: when it goes as well, nothing is left."""
    check_finds("TRN-08", broken({LOCKDOWN: [PROVEN, step("disable", ["registrar-owner", "registrar-break-glass"])]}), "step 2 shuts the last way into 'harbour-domain'")


def test_a_way_in_that_was_shut_is_not_needed_again(broken, check_finds, check_passes):
    """TRN-20: a rotated one is; the step that shuts may itself use it."""
    used = step("rotate", ["wms-admin"], ["server-admin"])

    check_passes("TRN-20", broken({LOCKDOWN: [step("rotate", ["server-admin"]), used]}))
    check_passes("TRN-20", broken({LOCKDOWN: [step("disable", ["server-admin"], ["server-admin"])]}))
    assert ["lockdown step 2 needs 'server-admin', which step 1 has shut"] == check_finds("TRN-20", broken({LOCKDOWN: [step("disable", ["server-admin"]), used]}), "step 2")


@pytest.mark.parametrize("action", ["disable", "rotate", "remove agent", "transfer ownership"])
def test_evidence_comes_before_the_first_change(action, broken, check_finds, check_passes):
    """TRN-21: securing and telling change nothing."""
    check_passes("TRN-21", broken({LOCKDOWN: [PROVEN, step("notify"), SAVED, step(action)]}))
    check_finds("TRN-21", broken({LOCKDOWN: [PROVEN, step(action), SAVED]}), f"step 2 is the first that changes something ({action})")


def test_the_outside_is_shut_before_the_inside_is_changed(broken, check_finds, check_passes):
    """TRN-22: in the same step is early enough, and what was shut early may be shut again."""
    rotate, shut = step("rotate", ["server-admin"]), step("disable", ["kestrel-vpn"])

    check_passes("TRN-22", broken({LOCKDOWN: [shut, rotate, shut]}))
    check_passes("TRN-22", broken({LOCKDOWN: [step("rotate", ["server-admin", "kestrel-vpn"])]}))
    check_finds("TRN-22", broken({LOCKDOWN: [rotate, shut]}), "step 2 closes 'kestrel-vpn' (remote access) only after step 1")


@pytest.mark.parametrize("text", [{"do": "Delete Kestrel's accounts."}, {"do": "End the sessions, then delete the accounts."}, {"run": "Remove-MgUser -UserId adm-imran"}, {"run": "userdel -r kestrel"}])
def test_deleting_is_found_in_words_and_in_commands(text, broken, check_finds):
    """TRN-23: as an order at the beginning or after a comma, or as what is typed."""
    check_finds("TRN-23", broken({LOCKDOWN: [step("disable", **text)]}), "step 1 deletes")


@pytest.mark.parametrize("do", ["Disable (do not delete) the accounts.", "Never delete; disable.", "Ask for the written deletion of the site.", "Undelete what was deleted."])
def test_speaking_of_deletion_is_not_deleting(do, broken, check_passes):
    """TRN-23: nor is to forbid it."""
    check_passes("TRN-23", broken({LOCKDOWN: [step("disable", do=do)]}))


def test_somebody_is_told(good, broken, check_finds):
    """TRN-24: staff and suppliers, in a step of its own."""
    told = [number for number, one in enumerate(good().client.transition.lockdown) if one.action == "notify"]

    check_finds("TRN-24", broken({(*LOCKDOWN, number, "action"): "secure" for number in told}), "tells anybody that 'kestrel' no longer acts for 'harbour'")


def test_suppliers_that_take_the_providers_orders_are_told(broken, check_finds, check_passes):
    """TRN-24: those alone whose list of authorised contacts has its people, deputies included."""
    untold = {(*LOCKDOWN, 12, "targets"): ["kestrel", "lanyard-software"]}

    check_finds("TRN-24", broken(untold), "'saltmarsh-networks' takes orders from imran-qadir, callum-frost of 'kestrel'")
    check_passes("TRN-24", broken({**untold, ("suppliers", "saltmarsh-networks", "authorised"): ["systems-administrator"]}))


def test_agents_are_removed_where_machines_are_reached_from_afar(broken, check_finds, check_passes):
    """TRN-25: without remote access to a machine there is no agent."""
    stopped = {(*LOCKDOWN, 12, "action"): "disable"}

    check_finds("TRN-25", broken(stopped), "(kestrel-remote-agent)")
    check_passes("TRN-25", broken({**stopped, ("credentials", "kestrel-remote-agent", "opens"): ["m365-tenant"]}))


def test_doors_are_shut_as_well(broken, check_finds):
    """TRN-26: of the sites that the client or the provider runs."""
    check_finds("TRN-26", broken({(*LOCKDOWN, 10, "targets"): ["haven-hessle"]}), "keys, cards and codes of a site (dock-9, marlow-depot)")


@pytest.mark.parametrize("action", ["disable", "block", "revoke"])
def test_what_was_shut_can_be_given_back(action, broken, check_finds, check_passes):
    """TRN-42: what is rotated or told needs no way back."""
    check_finds("TRN-42", broken({LOCKDOWN: [step(action, ["kestrel-vpn"])]}), f"lockdown step 1 shuts 'kestrel-vpn' ({action})")
    check_passes("TRN-42", broken({LOCKDOWN: [step(action, ["kestrel-vpn"], undo="Switch it on."), step("rotate", ["server-admin"]), step("notify")]}))


def test_what_hangs_on_a_service_account_is_known(broken, check_finds, check_passes):
    """TRN-43: of those that the lockdown changes."""
    unknown = {("credentials", "server-admin", "privilege"): "service", LOCKDOWN: [step("rotate", ["server-admin"])]}

    check_finds("TRN-43", broken(unknown), "service account 'server-admin' is changed by lockdown step 1")
    check_passes("TRN-43", broken({**unknown, ("credentials", "server-admin", "runs"): ["The nightly copy"]}))
    check_passes("TRN-43", broken({**unknown, LOCKDOWN: [step("notify")]}))


def test_a_targeted_lockdown_takes_not_every_step(good, broken, check_finds, check_passes):
    """TRN-47: the page of such a scenario would have its reader lock out a provider that is still there."""
    steps = len(good().client.transition.lockdown)
    everywhere = {(*LOCKDOWN, number, "scenarios"): ... for number in range(steps)}
    check_passes("TRN-47", broken({**everywhere, **{(*SCENARIOS, name, "lockdown"): "full" for name in good().client.transition.scenarios}}))

    check_finds("TRN-47", broken({**everywhere, (*SCENARIOS, "pandemic", "lockdown"): "targeted"}), f"'pandemic' has a targeted lockdown and takes all {steps} steps")
