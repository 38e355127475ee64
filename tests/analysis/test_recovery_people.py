"""Waiting for people: the worst moment of the week, unless somebody answers at any hour."""

from datetime import date, timedelta

import pytest

from runbinder.analysis.recovery import outlooks, recoveries, took
from runbinder.analysis.recovery_people import longest_closed
from runbinder.testing import binder_of

OFFICE = "Mon-Fri 08:00-18:00"
DESK = [{"desk": "+44 1632 960001"}]
MOBILE = [{"mobile": "+44 7700 900101"}]
CLOSED = 62
"""Hours from Friday 18:00 to Monday 08:00."""


def binder(anna=None, ben=None, tree=None, node=None, supplier=None, steps=None, **role):
    """A service that Anna brings back in 8 h with a machine that takes 10 h to come; Ben is her deputy, if he is there at all."""
    people = {"anna": {"name": "Anna", "organisation": "harbour", **(anna or {})}}
    people |= {"ben": {"name": "Ben", "organisation": "harbour", **ben}} if ben is not None else {}
    recovery = {"mtpd": "30d", "procedures": ["mend"], "resources": {"machine": {"what": "A machine", "lead_time": "10h", **({"supplier": "maker"} if supplier else {})}}}
    maker = {"name": "Maker", "supplies": "Machines", "category": "hardware", **(supplier or {})}
    tree_ = {"purpose": "x", "starts_with": "lead", "answer_within": "10m", "if_no_answer": "deputy", "calls": {"lead": ["mender"]}, "nodes": {"mender": node or {}}}
    return binder_of({
        "clients/harbour/plans.yml": {
            "people": people, "suppliers": {"maker": maker},
            "roles": {"mender": {"does": "Mends.", "holder": "anna", "deputies": ["ben"] if ben is not None else [], **role}, "lead": {"does": "Leads.", "holder": "anna"}},
            "contact_trees": {"alarm": tree_},
            "services": {"shop": {"name": "Shop", "criticality": "critical", "done_by": "harbour", "for": "harbour", "recovery": {**recovery, **({"calls": "alarm"} if tree else {})}}},
        },
        "clients/harbour/procedures/mend.yml": {"title": "Mend", "schedule": {"every": "event", "when": "x"}, "done_by": "mender", "takes": "8h", "steps": ["Mend it."]},
    }, as_of=date(2026, 3, 31))


def hours(made, **more):
    return took(recoveries(made, **more)["shop"]) / timedelta(hours=1)


def told(made, **more):
    return [f"{piece.what} {piece.id} {piece.takes}" for piece in recoveries(made, **more)["shop"]]


@pytest.mark.parametrize(("several", "expected"), [
    ({OFFICE}, CLOSED), ({"24x7"}, 0), (set(), 0), ({OFFICE, "24x7"}, 0), ({"08:00-18:00"}, 14), ({OFFICE, "Sat 09:00-13:00"}, 43), ({"Mon 08:00-09:00"}, 167),
    ({"Mon-Fri 08:00-18:00, Sat-Sun 08:00-18:00"}, 14), ({"22:00-06:00"}, 16),
])
def test_the_longest_closed_stretch_of_the_week(several, expected):
    """From Friday evening to Monday morning, over the end of the week; several people's hours are one."""
    assert timedelta(hours=expected) == longest_closed(frozenset(several))


@pytest.mark.parametrize(("anna", "expected"), [
    ({"contacts": MOBILE, "hours": OFFICE}, 0), ({"contacts": DESK, "hours": OFFICE}, CLOSED), ({"contacts": DESK}, 0), ({}, 0), ({"hours": OFFICE}, CLOSED),
    ({"contacts": [{"mobile": "+44 7700 900101", "hours": OFFICE}]}, CLOSED), ({"contacts": [{"desk": "+44 1632 960001", "hours": "24x7"}], "hours": OFFICE}, 0),
    ({"contacts": [{"email": "anna@harbour.example"}], "hours": OFFICE}, CLOSED), ({"contacts": [*DESK, {"home": "+44 1632 960002"}], "hours": OFFICE}, 0),
])
def test_who_can_not_be_reached_begins_when_work_begins(anna, expected):
    """A mobile answers at any time, a desk at work only; hours that nobody wrote down count as nothing. What is needed is ordered then."""
    assert expected + 10 + 8 == hours(binder(anna))


@pytest.mark.parametrize(("ben", "expected"), [
    ({"contacts": MOBILE}, 0), ({"contacts": DESK, "hours": OFFICE}, CLOSED), ({"contacts": DESK, "hours": "Sat-Sun 08:00-18:00"}, 14), ({"contacts": MOBILE, "left": "2026-03-30"}, CLOSED),
])
def test_a_deputy_shortens_the_wait(ben, expected):
    """As far as he can be reached when she can not, and has not left."""
    assert expected + 18 == hours(binder({"contacts": DESK, "hours": OFFICE}, ben))


def test_the_tree_is_rung_first_and_its_hours_outweigh():
    """The wait is on the path under the procedure's name, after the calls."""
    made = binder({"contacts": MOBILE}, tree=True, node={"hours": OFFICE})

    assert ["answer alarm 10 min", "hours mend 2 days 14 h", "delivery machine 10 h", "procedure mend 8 h"] == told(made)
    assert 18 + 1 / 6 == pytest.approx(hours(binder({"contacts": DESK, "hours": OFFICE}, tree=True, node={"hours": "24x7"})))


@pytest.mark.parametrize(("supplier", "expected"), [
    ({"hours": "24x7"}, 0), ({"hours": OFFICE}, CLOSED), ({"contacts": [{"phone": "+44 1632 960003", "hours": OFFICE}]}, CLOSED), ({"contacts": [{"phone": "+44 1632 960003"}], "hours": OFFICE}, CLOSED),
    ({"contacts": [{"phone": "+44 1632 960003", "hours": OFFICE}, {"mobile": "+44 7700 900103"}]}, 0), ({}, 0),
])
def test_a_supplier_takes_orders_while_it_answers(supplier, expected):
    """The lead time counts from the order."""
    assert expected + 18 == hours(binder({"contacts": MOBILE}, supplier=supplier or {"account": "1"}))


@pytest.mark.parametrize(("lost", "expected"), [
    ([("person", "anna")], CLOSED), ([("person", "ben")], 0), ([("person", "anna"), ("person", "ben")], None), ([("role", "mender")], None), ([("person", "nobody")], 0),
])
def test_who_is_left_takes_over(lost, expected):
    """With their hours; nobody left is no path, but a reason."""
    found = outlooks(binder({"contacts": MOBILE}, {"contacts": DESK, "hours": OFFICE}), lost=frozenset(lost))["shop"]

    assert (None if expected is None else timedelta(hours=expected + 18)) == found.time
    assert found.why == ("nobody is left who does procedure 'mend'" if expected is None else "")


@pytest.mark.parametrize(("lost", "minutes"), [((), 10), (["ben"], 10), (["anna"], 30)])
def test_a_deputy_is_rung_after_the_one_who_is_lost(lost, minutes):
    """Ten minutes for each call in vain: Anna leads too, so that she is waited for twice before Ben's ten minutes begin."""
    made = binder({"contacts": MOBILE}, {"contacts": MOBILE}, tree=True)

    assert 18 + minutes / 60 == pytest.approx(hours(made, lost={("person", name) for name in lost}))
