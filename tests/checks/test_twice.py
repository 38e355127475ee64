"""GEN: the same thing, name or number twice, where one of them was meant to be another."""

import dataclasses

import pytest

from runbinder.model.binder import PROVIDER

MOBILE, DESK, MAIL = ({way: value} for way, value in (("mobile", "+44 7700 900999"), ("desk", "+44 1632 960999"), ("email", "ops@harbour.example")))


@pytest.fixture
def contacts(broken):
    """`contacts({"samir-haddad": MOBILE, ...})`: these people have one more contact point."""

    def binder(more):
        plans = broken({}).client
        texts = {name: [one.model_dump(by_alias=True, exclude_unset=True) for one in plans.people[name].contacts] for name in more}
        return broken({("people", name, "contacts"): [*texts[name], contact] for name, contact in more.items()})

    return binder


@pytest.fixture
def copied(broken):
    """`copied("copies", "hl-04", number="99")`: a record written a second time, with some fields changed."""

    def binder(family, name, /, **changed):
        record = getattr(broken({}).client, family)[name].model_dump(by_alias=True, exclude_unset=True)
        return broken({(family, "twin"): {**record, **changed}})

    return binder


def test_what_is_listed_twice_is_found(broken, check_finds):
    """GEN-13: one name written twice looks like two people."""
    check_finds("GEN-13", broken({("roles", "scribe", "deputies"): ["jan-kolb", "jan-kolb"]}), "'jan-kolb' stands twice under 'deputies'")


def test_a_time_that_is_listed_twice_is_found(good, check_finds, broken):
    """GEN-13: of three updates a day two are left."""
    plans = broken({}, provider={("standard", "urgencies", "high", "slots"): ["09:00", "12:30", "09:00"]}).provider
    binder = dataclasses.replace(good(), id=PROVIDER, provider=plans)

    check_finds("GEN-13", binder, "'09:00:00' stands twice under 'slots'")


@pytest.mark.parametrize(("family", "name"), [("copies", "hl-04"), ("sites", "marlow-depot"), ("glossary", "mtpd")])
def test_a_record_that_was_copied_is_found(family, name, copied, check_finds, check_passes):
    """GEN-13: two copies of the binder are not two because the first is written down twice; said once, and not again for its name."""
    binder = copied(family, name)

    check_finds("GEN-13", binder, f"'twin' and '{name}' under '{family}' are the same, word for word")
    check_passes("GEN-15", binder)


def test_two_records_of_one_name_are_found(copied, check_finds, check_passes):
    """GEN-15: whatever else differs, and in capitals too."""
    said = check_finds("GEN-15", copied("sites", "marlow-depot", address="Elsewhere"), "site 'twin' has the same name as site 'marlow-depot'")

    assert 1 == len(said)
    check_passes("GEN-15", copied("sites", "marlow-depot", address="Elsewhere", name="Another depot"))


@pytest.mark.parametrize(("family", "name", "field"), [("copies", "hl-04", "number"), ("incidents", "labels-stop-at-depot", "ticket")])
def test_two_records_of_one_number_are_found(family, name, field, copied, check_finds, check_passes):
    """GEN-15: a ticket is one incident, a number one copy; the same may go wrong under two tickets."""
    check_finds("GEN-15", copied(family, name, notes="Another one."), f"has the same {field} as")
    check_passes("GEN-15", copied(family, name, **{field: "one of its own"}))


@pytest.mark.parametrize(("people", "contact", "found"), [
    (("samir-haddad", "lucy-ellerby"), MOBILE, True), (("samir-haddad", "lucy-ellerby"), MAIL, True), (("samir-haddad", "lucy-ellerby"), DESK, False),
    (("samir-haddad", "jan-kolb"), DESK, True), (("samir-haddad",), MOBILE, False),
])
def test_a_number_is_of_one_person(people, contact, found, contacts, check_finds, check_passes):
    """GEN-16: people of one firm share a desk, and nothing else; those of two firms not even that."""
    binder = contacts(dict.fromkeys(people, contact))

    check_finds("GEN-16", binder, *contact, *contact.values(), "is also that of") if found else check_passes("GEN-16", binder)


def test_a_firm_and_its_people_share_what_they_like(broken, check_passes):
    """GEN-16: the number of a sole trader is that of the firm."""
    check_passes("GEN-16", broken({("people", "neil-coldwell", "contacts"): [{"mobile": "+44 7700 900281", "verified": "2026-11-01"}]}))
