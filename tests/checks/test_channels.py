"""CHN: each law on a binder that keeps it and on one that does not."""

import pytest


@pytest.mark.parametrize(("kinds", "words"), [({"phone", "mobile"}, "telephone (kind phone or mobile)"), ({"email"}, "e-mail"), ({"internet"}, "Internet access")])
def test_the_three_of_the_infrastructure_are_recorded(kinds, words, broken, good, check_finds):
    """CHN-01: telephone, mail and Internet access; all others may be left out."""
    changes = {("channels", entry.id, "kind"): "radio" for entry in good().all("channel") if entry.party == "client" and entry.record.type in kinds}

    assert 1 == len(check_finds("CHN-01", broken(changes), f"'harbour' has no channel for {words}"))


@pytest.mark.parametrize("kind", ["phone", "mobile", "email", "internet"])
def test_an_essential_channel_has_a_fallback(kind, broken, check_finds):
    """CHN-02: what business runs over, and nothing stands in for it."""
    check_finds("CHN-02", broken({("channels", "extra"): {"name": "Extra", "kind": kind}}), f"'extra' ({kind})", "no fallback")


@pytest.mark.parametrize("more", [{"fallback": ["mobile-phones"]}, {"redundancy": [{"kind": "Second line"}]}, {"kind": "radio"}])
def test_what_needs_no_fallback(more, broken, check_passes):
    """CHN-02: one is named, a second line carries the same, or nobody relies on it."""
    check_passes("CHN-02", broken({("channels", "extra"): {"name": "Extra", "kind": "phone", **more}}))


def test_what_the_plan_counts_on_has_a_fallback(broken, check_finds):
    """CHN-02: the communications plan makes a channel essential, whatever its kind."""
    binder = broken({("channels", "company-social", "fallback"): [], ("communications", "entries", 0, "over"): "company-social", ("communications", "entries", 0, "or_over"): ...})

    check_finds("CHN-02", binder, "'company-social' (social media), which the communications plan uses for messages to")


def test_a_last_resort_needs_none(broken, check_passes):
    """CHN-02: the radio of the radio is not asked for: what stands in for others may be the end."""
    check_passes("CHN-02", broken({("channels", "mobile-phones", "fallback"): []}))


def test_a_fallback_over_the_same_firewall_is_found(broken, check_finds):
    """CHN-03: however far down - telephone, Internet access, firewall."""
    binder = broken({("channels", "mobile-phones", "depends_on"): ["ridge-mobile", "dock9-firewall"]})

    check_finds("CHN-03", binder, "channel 'dock9-phones' and its fallback 'mobile-phones' both stand on asset 'dock9-firewall'")


def test_a_fallback_that_needs_the_channel_itself_is_found(broken, check_finds):
    """CHN-03: mail read over the line that it stands in for is gone with the line."""
    binder = broken({("channels", "internet-dock9", "fallback"): ["dock9-phones"]})

    check_finds("CHN-03", binder, "'internet-dock9' and its fallback 'dock9-phones'", "channel 'internet-dock9'", "organisation 'saltmarsh-networks'")


def test_one_roof_is_no_shared_dependency(broken, check_passes):
    """CHN-03: who has lost the building does not telephone there."""
    both = {("channels", name, "depends_on"): ["dock-9"] for name in ("site-radio", "word-of-mouth")}

    check_passes("CHN-03", broken(both))


def test_fallbacks_come_to_an_end(broken, check_finds):
    """CHN-04: two that stand in for each other leave nothing when both are down."""
    said = check_finds("CHN-04", broken({("channels", "word-of-mouth", "fallback"): ["mobile-phones"]}), "go in a circle", "site-radio", "word-of-mouth")

    assert said[0].count("→") == 3


@pytest.mark.parametrize("needs", ["warehouse-system", "wms-server", "m365-tenant"])
def test_a_status_page_apart_from_its_services(needs, broken, check_finds):
    """CHN-05: neither the service itself nor the host or login that it stands on."""
    binder = broken({("channels", "customer-status-page", "depends_on"): ["signal-page", needs]})

    check_finds("CHN-05", binder, "'customer-status-page' stands on", f"'{needs}'", "so does what it reports on")


def test_a_large_organisation_decides_on_a_second_contact_centre(broken, check_finds, check_passes):
    """CHN-06: a second one or the reason against it; up to 250 people nobody asks."""
    large, centres = ("profile", "size"), ("communications", "contact_centres")

    check_finds("CHN-06", broken({large: "large", centres: None}), "'harbour' is a large organisation")
    check_passes("CHN-06", broken({large: "medium", centres: None}))
    check_passes("CHN-06", broken({large: "large", centres: {"primary": "Dock 9", "decision": "Clearcall takes over."}}))


@pytest.mark.parametrize("reach", ["traditional media", "social media"])
def test_every_reach_is_there_or_ruled_out(reach, broken, check_finds, check_passes):
    """CHN-07: a decision either way, with its reason."""
    without = {("channels", name, "reach"): "direct" for name in ("local-press", "company-social")}
    ruled_out = [{"what": other.capitalize(), "why": "Nobody would look there."} for other in ("traditional media", "social media") if other != reach]

    check_finds("CHN-07", broken({**without, ("communications", "ruled_out"): ruled_out}), f"(reach '{reach}')")
    check_passes("CHN-07", broken({**without, ("communications", "ruled_out"): [*ruled_out, {"what": reach, "why": "Nor there."}]}))


def test_nothing_at_all_is_one_cause(broken, check_finds, check_passes):
    """CHN-07 leaves it to CHN-01 to say that no channel is recorded."""
    assert 3 == len(check_finds("CHN-01", broken({("channels",): {}})))
    check_passes("CHN-07", broken({("channels",): {}}))
