"""GEN: what holds for the binder as a whole, on one that keeps each law and on one that does not."""

from datetime import date

import pytest

from runbinder.checks import run

WAIVER = {"check": "PPL-02", "record": "role:scribe", "reason": "Until March.", "approved_by": "ines-harbour", "approved_on": "2026-11-01", "expires": "2026-11-20"}
ALONE = ("roles", "scribe", "deputies")


@pytest.mark.parametrize(("code", "family", "words"), [
    ("GEN-02", "people", "people"), ("GEN-02", "contact_trees", "contact trees"), ("GEN-02", "sites", "sites"),
    ("GEN-09", "services", "services"), ("GEN-09", "procedures", "procedures"), ("GEN-09", "assets", "assets"),
    ("GEN-09", "suppliers", "suppliers"), ("GEN-09", "credentials", "credentials"), ("GEN-09", "contracts", "contracts"),
    ("GEN-11", "glossary", "glossary"), ("GEN-11", "communications", "communications plan"),
])
def test_a_family_that_is_missing_is_named(code, family, words, broken, check_finds):
    """What a stranger looks for and no other check misses."""
    said = check_finds(code, broken({(family,): None if family == "communications" else {}}), f"the binder of 'harbour' has no {words}")

    assert 1 == len(said)


def results(binder):
    return binder, run(binder)


def test_a_waiver_ends(broken, check_finds, check_passes):
    """GEN-05: on its last day it holds, on the day after it does not."""
    changes = {ALONE: [], ("waivers",): {"scribe-alone": WAIVER}}

    check_passes("GEN-05", results(broken(changes)))
    check_finds("GEN-05", results(broken(changes, as_of=date(2026, 11, 21))), "waiver 'scribe-alone' of PPL-02 for role:scribe expired on 2026-11-20, 1 days ago")


def test_a_waiver_for_nothing_is_found(broken, check_finds):
    """GEN-05: it would hide the next gap."""
    check_finds("GEN-05", results(broken({("waivers",): {"scribe-alone": WAIVER}})), "waiver 'scribe-alone' is for PPL-02 and role:scribe, where that check finds nothing")


@pytest.mark.parametrize("code", ["PPL-2", "INC-24"])
def test_what_is_not_judged_here_may_be_waived(code, broken, check_passes):
    """GEN-05: a code that is none is found by CTL-04; a check of the provider, of the source or of the site is judged elsewhere."""
    check_passes("GEN-05", results(broken({("waivers",): {"scribe-alone": {**WAIVER, "check": code}}})))


@pytest.mark.parametrize("text", ["Password: TBD", "ToDo: ask Samir", "lorem ipsum dolor", "xxxx", "To be written", "Fill this in"])
def test_a_placeholder_is_found_where_it_stands(text, broken, check_finds):
    """GEN-06: in any text of the client, however it is written."""
    check_finds("GEN-06", broken({("assets", "scanner-fleet", "notes"): text}), "is left in assets/scanner-fleet/notes")


@pytest.mark.parametrize("text", ["Fill in the form and sign it.", "Toddington depot", "Todos are listed in the shift book", "size XXL"])
def test_a_word_that_looks_like_one_is_none(text, broken, check_passes):
    """GEN-06: an instruction to fill something in is not itself unfilled."""
    check_passes("GEN-06", broken({("assets", "scanner-fleet", "notes"): text}))


def test_messages_are_left_to_their_own_check(broken, check_passes):
    """GEN-06: MSG-03 reads them as they are sent."""
    check_passes("GEN-06", broken({("messages", "insurer-notice", "text"): "TBD"}))


@pytest.mark.parametrize(("contact", "found"), [
    ({"mobile": "+44 7700 900999"}, False), ({"phone": "+44 20 7946 0000"}, False), ({"email": "a@harbour.example"}, False), ({"web": "https://www.harbour.example/a"}, False),
    ({"mobile": "+44 7700 901000"}, True), ({"email": "a@harbour.co.uk"}, True), ({"web": "https://harbour.com/.example"}, True),
])
def test_a_demo_keeps_to_reserved_ranges(contact, found, broken, check_finds, check_passes):
    """GEN-12: numbers of Ofcom's for drama, names of RFC 2606."""
    binder = broken({("people", "peter-tranter", "contacts"): [contact]})

    check_finds("GEN-12", binder, *contact.values(), "may be somebody's") if found else check_passes("GEN-12", binder)


def test_what_nothing_leads_to_is_found(broken, check_finds, check_passes):
    """GEN-04: a record that names only itself is not named; a word in a sentence will do."""
    alone = {("channels", "siren"): {"name": "Siren on the roof", "kind": "radio", "fallback": ["siren"]}}

    said = check_finds("GEN-04", broken(alone), "nothing in the binder names channel 'siren' (Siren on the roof)")
    check_passes("GEN-04", broken({**alone, ("assets", "scanner-fleet", "notes"): "In fog the [[channel:siren]] is heard."}))

    assert 1 == len(said)
