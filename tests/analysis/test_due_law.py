"""What is due and what the checks say is one thing, and nothing in the model that has a day is forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest

from runbinder.analysis.due import KINDS, due
from runbinder.asof import judged_as_of
from runbinder.checks import REGISTRY, run
from runbinder.checks.holds import stale
from runbinder.read import read
from runbinder.testing import binder_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shelf():
    return read(ROOT)


def test_every_kind_is_in_the_demo(shelf):
    """Otherwise the law below would say less than it seems to."""
    as_of = judged_as_of("", shelf.settings)

    assert set(KINDS) - {"report"} <= {one.kind for name in shelf.clients for one in due(shelf.binder(name, as_of))}


# Which check judges which day: code, the part of a route that its findings end with, and the kind and part of what is due.
SAME = {
    "SCH-01": ("", "routine", "schedule"), "DOC-02+DOC-09": ("on", "review", "document"), "EXR-03": ("result", "exercise", "planned"),
    "SPF-04": ("expires", "exception", "expires"), "GEN-05": ("expires", "exception", "expires"), "INC-13": ("due", "finding", "closure"), "CTR-11": ("tested", "exercise", "tested"),
    "TRN-10": ("qualified_on", "successor", "qualified_on"), "MSG-11": ("approved", "approval", "approved"),
}


@pytest.mark.parametrize("later", [0, 200, 366])
@pytest.mark.parametrize("codes", SAME)
def test_a_list_and_a_finding_never_differ(shelf, codes, later):
    """What a check calls overdue is overdue here, and nothing else: as of three days, in every demo binder."""
    ends, kind, part = SAME[codes]
    family = {"SPF-04": "risks", "GEN-05": "waivers"}.get(codes, "")
    for name in shelf.clients:
        binder = shelf.binder(name, judged_as_of("", shelf.settings) + timedelta(days=later))
        known = [one for one in due(binder) if one.kind == kind and part in one.route]
        said = {route[:4] for code in codes.split("+") for route, _ in REGISTRY[code].function((binder, []) if code == "GEN-05" else binder) if not ends or route[-1] == ends}
        dated = {one.route[:4] for one in known} | {one.route[:3] + ("document",) for one in known if kind == "review"}

        assert {one.route[:4] for one in known if one.overdue and family in (*one.route[2:3], "")} == {route for route in said if route in dated}


# Where a check speaks of a whole family, in one sentence and not of each record.
AS_ONE = {"audit": "audits", "report": "weekly_statuses", "test": ""}


@pytest.mark.parametrize("later", [90, 200, 366])
def test_what_is_overdue_is_a_finding(shelf, later):
    """Of every kind, in the same record or plan, so that nobody is chased for what no check asks for."""
    for name in shelf.clients:
        binder = shelf.binder(name, judged_as_of("", shelf.settings) + timedelta(days=later))
        said = {route[:4] for _, route, _ in stale(binder)} | {one.route[:4] for one in run(binder)}
        known = [one for one in due(binder) if one.overdue]
        families = {kind: ("clients", name, family) if family else ("clients", name) for kind, family in AS_ONE.items()}

        assert known
        assert [] == [(one.kind, one.route) for one in known if said.isdisjoint({one.route[:4], one.route[:3], families.get(one.kind, one.route)})]


@pytest.mark.parametrize("later", [0, 90, 200, 366])
def test_what_no_longer_holds_is_overdue(shelf, later):
    """Whatever GEN-18 looks at, to the part of a record: everything that is tried, told or renewed again has its day in the list."""
    for name in shelf.clients:
        binder = shelf.binder(name, judged_as_of("", shelf.settings) + timedelta(days=later))
        late = [one.route for one in due(binder) if one.overdue]
        held = [route for _, route, _ in stale(binder) if route[:2] == ("clients", name)]

        assert [] == [route for route in held if not any(route[: len(one)] == one for one in late)]


@pytest.mark.parametrize("later", [0, 100, 366])
def test_one_entry_for_a_person_and_not_for_each_telephone(shelf, later):
    """Contact points that were ever tried: overdue are those of whom CTR-10 or CTR-15 says so, once each."""
    for name in shelf.clients:
        binder = shelf.binder(name, judged_as_of("", shelf.settings) + timedelta(days=later))
        mine = [one for one in due(binder) if one.kind == "contact"]
        said = {route[:4] for code in ("CTR-10", "CTR-15") for route, message in REGISTRY[code].function(binder) if "never" not in message}

        assert len(mine) == len({one.route for one in mine}) > 10
        assert said <= {one.route[:4] for one in mine if one.overdue} <= said | {route[:4] for place, route, _ in stale(binder) if type(place.part).__name__ == "Contact"}


@pytest.mark.parametrize(("left", "known"), [(None, 1), ("2026-02-01", 0)])
def test_who_has_left_is_not_briefed_again(left, known):
    """Neither in the list nor by GEN-18; what they were told is history."""
    anna = {"name": "Anna", "organisation": "harbour", **({"left": left} if left else {})}
    plan = {"scope": "All.", "tell_when": ["It breaks."], "briefed": [{"who": "anna", "on": "2025-01-01", "version": "1"}]}
    binder = binder_of({"clients/harbour/plans.yml": {"people": {"anna": anna}, "communications": plan}})

    assert known == len([one for one in due(binder) if one.kind == "training"]) == len([route for _, route, _ in stale(binder) if "briefed" in route])
