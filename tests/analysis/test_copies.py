"""What a copy carries: version and digest of it, compared with those of the binder."""

from datetime import date

import pytest

from runbinder.analysis import copies
from runbinder.errors import Fixable
from runbinder.read import read
from runbinder.testing import write_plans

CLIENT = {"name": "Harbour", "timezone": "UTC", "summary": "x", "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": 0, "document": {"version": "2.0", "owner": "ana"}}
PEOPLE = {"people": {"ana": {"name": "Ana", "organisation": "harbour"}}}
COPY = {"holder": "ana", "medium": "usb", "location": "Safe", "number": "1", "delivered": "2026-01-10"}


@pytest.fixture
def binder(tmp_path):
    """A binder of version 2.0 with these copies; its digest is the same whatever they say that they carry."""

    def made(as_of=date(2026, 3, 31), client=CLIENT, **register):
        write_plans(tmp_path, {"clients/harbour/client.yml": client, "clients/harbour/people.yml": PEOPLE, "clients/harbour/copies.yml": {"copies": register}})
        shelf = read(tmp_path)
        assert [] == shelf.findings
        return shelf.binder("harbour", as_of)

    return made


def state(binder, name="one"):
    return copies.state(binder, binder.index["copy"][name])


def test_a_copy_says_what_it_carries(binder):
    """The version decides; where it is the same, the digest."""
    now = binder(one=COPY).digest
    cases = [
        ({}, "says no version"), ({"version": "2.0"}, "of this version"), ({"version": "1.9"}, "outdated"), ({"digest": now}, "current"), ({"digest": "0" * 12}, "says no version"),
        ({"version": "2.0", "digest": now[:8].upper()}, "current"), ({"version": "2.0", "digest": now + "0" * 52}, "current"), ({"version": "2.0", "digest": "0" * 12}, "an earlier build"), ({"version": "1.9", "digest": now}, "outdated"),
    ]

    assert [expected for _, expected in cases] == [state(binder(one={**COPY, **said})) for said, _ in cases]


def test_a_binder_without_a_version_has_no_copies_of_another_one(binder):
    """There is nothing to compare with."""
    assert "the binder has no version" == state(binder(client={key: value for key, value in CLIENT.items() if key != "document"}, one={**COPY, "version": "1.9"}))


def test_to_write_down_a_copy_makes_no_earlier_build_of_it(binder):
    """The digest that is printed on a copy is that of the binder in which it is then recorded; where a copy is kept is part of the plans."""
    before = binder(one=COPY).digest

    assert before == binder(one={**COPY, "version": "2.0", "digest": before, "delivered": "2026-03-31"}).digest
    assert before != binder(one={**COPY, "location": "Strong room"}).digest
    assert before != binder(one=COPY, two={**COPY, "number": "2"}).digest


@pytest.mark.parametrize(("day", "found"), [(date(2027, 1, 10), []), (date(2027, 1, 11), ["one"])])
def test_an_earlier_build_is_overdue_after_the_interval(binder, day, found):
    """365 days, and not on the last of them."""
    older = {**COPY, "version": "2.0", "digest": "0" * 12}

    assert found == [one.id for one in copies.overdue(binder(day, one=older, two={**COPY, "number": "2", "version": "2.0"}, three={**older, "number": "3", "delivered": "2027-01-09"}))]


def test_a_digest_is_copied_from_a_page(tmp_path):
    """What is none is a fault of the plan, with its line."""
    write_plans(tmp_path, {"clients/harbour/people.yml": PEOPLE, "clients/harbour/copies.yml": {"copies": {"one": {**COPY, "digest": "version 2"}}}})
    (fault,) = read(tmp_path).findings

    assert ("plans/clients/harbour/copies.yml", "'version 2' is not a digest") == (fault.path, fault.message)
    assert "from the foot of a page" in fault.hint


def test_a_number_is_looked_up_in_the_register(binder):
    """By number or id; what is not there, or there twice, is said with what is."""
    some = binder(one=COPY, two={**COPY, "number": "HL-02"}, three={**COPY, "number": "HL-02"})

    assert ["one", "one"] == [copies.registered(some, name).id for name in ("1", "one")]
    for number, message, hint in (("HL-03", "has no copy 'HL-03'", "did you mean 'HL-02'? it has 1 (ana)"), ("hl-02", "several copies have the number 'hl-02': two, three", "its own number")):
        with pytest.raises(Fixable, match=message) as error:
            copies.registered(some, number)
        assert hint in error.value.hint
    with pytest.raises(Fixable) as error:
        copies.registered(binder(), "1")
    assert "write it down under `copies` first, in plans/clients/harbour/copies.yml" == error.value.hint


def test_the_stamp_says_number_and_holder(binder):
    """Of that copy, and of no other that is asked for by mistake."""
    some = binder(one=COPY)

    assert ({"copy": "1", "holder": "Ana"}, {}) == (copies.stamp(some, "one"), copies.stamp(some, "two"))
