"""CTR, second half: contact points that fail together, with what they are for, with time, or at night."""

from datetime import date

import pytest

from runbinder.checks import REGISTRY

CONTACTS = ("people", "kate-lowther", "contacts")
MOBILE = {"mobile": "+44 7700 900209", "over": "mobile-phones", "verified": "2026-10-06"}
MAIL = {"email": "kate.lowther@harbour.example", "over": "office-mail", "verified": "2026-10-06"}


@pytest.mark.parametrize(("points", "words"), [
    ([MOBILE], "only be reached by mobile over 'mobile-phones'"),
    ([MOBILE, {**MOBILE, "mobile": "+44 7700 900299"}], "they share mobile-phones, ridge-mobile"),
    ([MOBILE, {"sms": "+44 7700 900209", "over": "text-messages"}], "they share ridge-mobile"),
    ([{"phone": "+44 1632 960291"}, {"desk": "+44 1632 960292"}], "only be reached by phone and desk; they share fixed line"),
    ([MOBILE, {"address": "3 Dock Street, Hull"}], "only be reached by mobile"),
])
def test_two_ways_that_fail_together_are_one(points, words, broken, check_finds):
    """CTR-06: one channel, one carrier, one sort of line; and a letter is too slow."""
    check_finds("CTR-06", broken({CONTACTS: points}), "'kate-lowther' (called in contact tree", words)


def test_two_ways_of_three_are_enough(broken, check_passes):
    """CTR-06: a mobile and mail share nothing, whatever the third does."""
    check_passes("CTR-06", broken({CONTACTS: [MOBILE, MOBILE, MAIL]}))


def test_who_has_no_number_at_all_is_named_once(broken, check_passes, check_finds):
    """CTR-06: one cause, one finding: PPL-11 has said that there is no telephone."""
    check_passes("CTR-06", broken({CONTACTS: [MAIL]}))
    check_finds("PPL-11", broken({CONTACTS: [MAIL]}), "'kate-lowther'")


@pytest.mark.parametrize(("lost", "named"), [("office-mail", "office-mail"), ("m365-tenant", "m365-tenant"), ("dock-9", "dock-9"), ("saltmarsh-networks", "saltmarsh-networks")])
def test_what_is_lost_carries_no_call(lost, named, broken, check_finds):
    """CTR-07: neither the channel itself nor anything that it stands on: tenant, line, firewall and the building that is in."""
    points = [MAIL] if lost in ("office-mail", "m365-tenant") else [{"desk": "+44 1632 960209", "over": "dock9-phones"}]
    binder = broken({CONTACTS: points, ("contact_trees", "invocation", "assumes_lost"): [lost]})

    check_finds("CTR-07", binder, "'communications-lead' ('kate-lowther') in contact tree 'invocation'", f"assumes to be lost: {named}")


def test_one_way_that_remains_is_enough(broken, check_passes):
    """CTR-07: mail is gone, the telephone is not; a number that runs over nothing of ours stands on its own."""
    check_passes("CTR-07", broken({CONTACTS: [MAIL, MOBILE]}))
    check_passes("CTR-07", broken({CONTACTS: [MAIL, {"home": "+44 1632 960269"}]}))


@pytest.mark.parametrize(("who", "words"), [
    ("project-manager", "is answered by 'rosa-mendes' of 'kestrel', which the tree assumes to be lost"),
    ("kestrel", "'kestrel' in contact tree 'provider-lost' is itself what the tree assumes to be lost"),
])
def test_a_provider_that_is_gone_does_not_answer(who, words, broken, check_finds):
    """CTR-07: neither does the company nor anybody in it; a mobile of theirs may ring as long as it likes."""
    check_finds("CTR-07", broken({("contact_trees", "provider-lost", "calls", "scribe"): [who]}), words)


def test_the_finding_points_at_the_call(broken):
    """CTR-07: at the name in the caller's list, or at who starts the tree."""
    tree = ("contact_trees", "invocation")
    binder = broken({CONTACTS: [MAIL], ("people", "peter-tranter", "contacts"): [MAIL]})
    routes = {route[2:] for route, _ in REGISTRY["CTR-07"].function(binder)}

    assert {(*tree, "starts_with"), (*tree, "calls", "incident-manager", 1)} <= routes


def test_a_contact_is_tried_every_quarter(broken, check_finds, check_passes):
    """CTR-10: ninety days after the last answer is in time, one day more is not."""
    binder = {CONTACTS: [MAIL, {**MOBILE, "verified": "2026-08-22"}]}

    check_passes("CTR-10", broken(binder))
    check_finds("CTR-10", broken(binder, as_of=date(2026, 11, 21)), "contact +44 7700 900209 of 'kate-lowther' was last verified 2026-08-22, 91 days ago; the interval is 90 days")


def test_a_contact_that_nobody_ever_tried_is_found(broken, check_finds):
    """CTR-10: written down is not verified."""
    check_finds("CTR-10", broken({CONTACTS: [MOBILE, {"home": "+44 1632 960269"}]}), "+44 1632 960269 of 'kate-lowther' was never verified")


def test_after_a_year_a_contact_counts_as_wrong(broken, check_finds, check_passes):
    """CTR-15 takes over from CTR-10, so that each contact point is named once."""
    binder = {CONTACTS: [MAIL, {**MOBILE, "verified": "2025-11-20"}]}

    check_passes("CTR-15", broken(binder))
    check_finds("CTR-10", broken(binder), "365 days ago")
    check_finds("CTR-15", broken(binder, as_of=date(2026, 11, 21)), "+44 7700 900209", "366 days ago; after 365 days it counts as wrong")
    assert not any("900209" in message for _, message in REGISTRY["CTR-10"].function(broken(binder, as_of=date(2026, 11, 21))))


def test_the_providers_people_count_if_a_tree_calls_them(broken, check_finds, check_passes):
    """CTR-10: Rosa Mendes is called when the plan is invoked, Callum Frost by nobody at Harbour."""
    old = [{"mobile": "+44 7700 900403", "verified": "2026-06-01"}]

    check_finds("CTR-10", broken({}, provider={("people", "rosa-mendes", "contacts"): old}), "'rosa-mendes'")
    check_passes("CTR-10", broken({}, provider={("people", "callum-frost", "contacts"): old}))


@pytest.mark.parametrize("point", [
    {"mobile": "+44 7000 000000"}, {"phone": "+44 1234 567890"}, {"email": "tbc@harbour.example"}, {"email": "firstname.lastname@harbour.example"},
    {"email": "xxx@harbour.example"},
])
def test_a_placeholder_is_no_contact(point, broken, check_finds):
    """CTR-13: it looks filled in, and nobody is there."""
    check_finds("CTR-13", broken({CONTACTS: [MOBILE, point]}), "of 'kate-lowther' is a placeholder")


@pytest.mark.parametrize("point", [{"mobile": "+44 7700 900000"}, {"email": "todorov@harbour.example"}, {"email": "kate@todo.example"}])
def test_what_only_looks_like_a_placeholder(point, broken, check_passes):
    """CTR-13: a round number, a name, a company's domain."""
    check_passes("CTR-13", broken({CONTACTS: [MOBILE, point]}))


def _tree(**more):
    return {("contact_trees",): {"night": {"purpose": "At night", "starts_with": "kate-lowther", "if_no_answer": "Next", **more}}}


OFFICE = [{"desk": "+44 1632 960209", "hours": "Mon-Fri 08:00-18:00"}, MAIL]


def test_somebody_answers_at_night(broken, check_finds):
    """CTR-14: mail answers nobody; the desk closes at six on Friday."""
    check_finds("CTR-14", broken({**_tree(), CONTACTS: OFFICE}), "nobody who is called in contact tree 'night' answers the telephone from Mon 18:00 to Tue 08:00")
    check_finds("CTR-14", broken({**_tree(), CONTACTS: [MAIL]}), "answers the telephone at any time")


def test_a_desk_keeps_the_hours_of_who_sits_there(broken, check_finds):
    """CTR-14: without hours of its own a desk answers while its owner works; with `hours` in the tree these decide."""
    person = {CONTACTS: [{"desk": "+44 1632 960209"}], ("people", "kate-lowther", "hours"): "Mon-Sun 00:00-23:00"}

    check_finds("CTR-14", broken({**_tree(), **person}), "from Mon 23:00 to Tue 00:00")
    check_finds("CTR-14", broken({**_tree(nodes={"kate-lowther": {"hours": "Mon-Sat 00:00-24:00"}}), CONTACTS: [MOBILE]}), "from Sun 00:00 to Mon 00:00")


@pytest.mark.parametrize("more", [{"use": "supplier"}, {"calls": {"kate-lowther": ["ravi-sandhu"]}}])
def test_night_is_covered_or_not_needed(more, broken, check_passes):
    """CTR-14: what can wait till morning needs nobody; a mobile without hours answers any time."""
    check_passes("CTR-14", broken({**_tree(**more), CONTACTS: OFFICE}))
