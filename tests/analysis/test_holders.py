"""The people behind what a plan names."""

from datetime import date

import pytest

from runbinder.analysis.holders import people, staff
from runbinder.testing import binder_of

HOME = "clients/harbour/"
STAFF = {
    "people": {
        "anna": {"name": "Anna", "organisation": "harbour"}, "bob": {"name": "Bob", "organisation": "harbour"},
        "cyd": {"name": "Cyd", "organisation": "kestrel", "left": "2026-03-31"}, "dan": {"name": "Dan", "organisation": "kestrel"},
    },
    "roles": {
        "chief": {"does": "Leads.", "holder": "anna", "deputies": ["bob", "anna", "cyd"]}, "vacant": {"does": "Waits.", "holder": None, "deputies": ["dan"]},
    },
}


def binder(as_of):
    return binder_of({HOME + "staff.yml": {key: value for key, value in STAFF.items()}}, as_of=as_of)


@pytest.mark.parametrize(
    ("ref", "names"), [("chief", ["anna", "bob"]), ("vacant", ["dan"]), ("dan", ["dan"]), ("cyd", []), ("kestrel", []), ("nobody", [])],
)
def test_a_role_is_its_holder_and_its_deputies(ref, names):
    """Each once, in order; whoever has left, an organisation and what does not exist are nobody."""
    assert names == [person.id for person in people(binder(date(2026, 4, 1)), ref)]


def test_the_last_day_of_work_counts():
    """One can be asked until the evening."""
    assert ["cyd"] == [person.id for person in people(binder(date(2026, 3, 31)), "cyd")]


def test_staff_are_those_an_organisation_employs():
    """Also who has left: a former hand may still know a password."""
    assert {"cyd", "dan"} == staff(binder(date(2026, 4, 1)), "kestrel")
