"""Plans with faults are checked as far as they go: what is wrong is cut off, and what depends on it, but nothing else."""

import pytest

from runbinder.model.binder import Client, Provider
from runbinder.salvage import salvage
from runbinder.testing import MINIMAL, binder_of, findings_of
from runbinder.validate import validate

PROFILE = MINIMAL["clients/harbour/client.yml"]
ANNA, BOB = {"name": "Anna", "organisation": "harbour"}, {"name": "Bob", "organisation": "harbour"}
CONTRACT = {"title": "Support", "parties": ["harbour", "kestrel"], "ref": "1", "starts": "2026-03-31", "notice": "4w"}


def saved(data, cls=Client):
    """What is left of data with faults, and the keys that were in what is gone."""
    model, faults = validate(cls, data)
    assert model is None
    return salvage(cls, data, faults, None)


def test_a_fault_that_can_be_spared_takes_nothing_with_it():
    """An optional field is cut off; its record stays."""
    left, _ = saved({"profile": PROFILE, "people": {"anna": {**ANNA, "left": "soon"}}})

    assert ("Anna", None) == (left.people["anna"].name, left.people["anna"].left)


def test_a_fault_that_can_not_be_spared_takes_its_record():
    """And only that; its id and those of what is in it are known to be lost."""
    left, lost = saved({"profile": PROFILE, "people": {"anna": {"name": "Anna", "contacts": [{"email": "a@b.example"}]}, "bob": BOB}})

    assert ["bob"] == list(left.people)
    assert {"anna", "contacts"} <= lost
    assert "bob" not in lost


def test_a_faulty_entry_ends_its_list():
    """So that the entries before it keep their numbers, and with them their lines."""
    left, _ = saved({"profile": PROFILE, "people": {"anna": {**ANNA, "contacts": [{"email": "a@b.example"}, {"email": "x"}, {"email": "c@d.example"}]}}})

    assert ["a@b.example"] == [contact.email for contact in left.people["anna"].contacts]


def test_what_needs_what_was_cut_off_goes_too():
    """A list that must have two entries and has one left is a fault again, until its record is gone."""
    left, lost = saved({"profile": PROFILE, "contracts": {"support": {**CONTRACT, "parties": ["harbour", []]}, "lease": CONTRACT}})

    assert (["lease"], True) == (list(left.contracts), "support" in lost)


@pytest.mark.parametrize("profile", [{}, {"profile": {}}, {"profile": {**PROFILE, "name": []}}, {"profile": "Harbour"}])
def test_a_client_without_a_sound_profile_is_still_checked(profile):
    """A stand-in takes its place; it is never rendered."""
    left, _ = saved({**profile, "people": {"anna": ANNA}})

    assert ["anna"] == list(left.people)


def test_the_id_of_a_broken_provider_is_known():
    """Every plan names the provider; that its own file has a fault is not their fault."""
    _, lost = saved({"profile": {"id": "kestrel"}}, Provider)

    assert "kestrel" in lost


@pytest.mark.parametrize("data", [{"people": []}, {"people": None, "roles": "x"}, {"unknown": {"anna": ANNA}}, {"calendar": []}, {"control_mappings": {}}])
def test_whatever_is_wrong_something_is_left(data):
    """Families of the wrong shape and keys that nobody knows are cut off whole."""
    left, _ = saved({"profile": PROFILE, **data})

    assert "Harbour" == left.profile.name


def test_the_data_that_were_read_are_not_changed():
    """They are what lines are found by."""
    data = {"profile": PROFILE, "people": {"anna": {"name": "Anna", "contacts": [{}, {}]}}}
    before = repr(data)
    saved(data)

    assert before == repr(data)


def test_the_faults_of_what_is_left_are_found():
    """That is what it is for: the reference in Bob's record is checked although Anna's is broken."""
    people = "people:\n  anna: {name: Anna}\n  bob: {name: Bob, organisation: marlow}\n"
    expected = ["clients/harbour/people.yml:2:3: 'organisation' is missing", "clients/harbour/people.yml:3:20: there is no organisation 'marlow'"]

    assert expected == findings_of({"clients/harbour/people.yml": people})


def test_a_binder_is_never_made_of_what_is_left():
    """What was salvaged is for checking; whoever asks for the binder is told of the faults."""
    with pytest.raises(AssertionError, match="'organisation' is missing"):
        binder_of({"clients/harbour/people.yml": {"people": {"anna": {"name": "Anna"}}}})
