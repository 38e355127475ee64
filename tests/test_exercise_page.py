"""The pages of exercises: what stands on top, who took part in words, and what never was rehearsed."""

import re
from datetime import date
from pathlib import Path

import pytest

from runbinder import arrange
from runbinder.asof import judged_as_of
from runbinder.macros import MACROS
from runbinder.model.assurance import Exercise
from runbinder.read import read
from runbinder.render import View
from runbinder.tables import TABLES
from runbinder.testing import binder_of

ROOT = Path(__file__).parents[1]
HOME = "clients/harbour/"
HELD = {"title": "Held", "kind": "tabletop", "scope": "All.", "planned": "2026-02-01", "result": "passed"}


def binder(as_of=date(2026, 3, 31), **exercises):
    return binder_of({HOME + "things.yml": {"exercises": exercises, "people": {"anna": {"name": "Anna", "organisation": "harbour"}}}}, as_of=as_of)


def page(found, name=""):
    return str(MACROS["exercise"](View(found, f"exercises/{name}.html"), name) if name else MACROS["exercises"](View(found, "exercises/index.html")))


@pytest.fixture(scope="module")
def shelf():
    return read(ROOT)


@pytest.mark.parametrize(("days", "part"), [(365, "recent"), (366, "earlier")])
def test_twelve_months_are_a_year(days, part):
    """To the day."""
    found = arrange.exercises(binder(date.fromordinal(date(2026, 2, 1).toordinal() + days), one=HELD))

    assert ["one"] == [entry.id for entry in found[part]]


def test_what_is_to_come_is_soonest_first():
    """Also one whose day has passed without a result, and one that was held later than the binder's day."""
    planned = {name: {**HELD, "planned": day, "result": None} for name, day in (("late", "2026-03-01"), ("next", "2026-04-01"), ("last", "2026-05-01"))}
    found = binder(**{name: {key: value for key, value in one.items() if value} for name, one in planned.items()}, after={**HELD, "planned": "2026-04-15"}, held=HELD)

    assert ["late", "next", "after", "last"] == [entry.id for entry in arrange.exercises(found)["coming"]]
    assert 'Next: <a href="next.html">' in page(found)
    assert "its day has passed, no result" in page(found)


def test_without_exercises_of_late_the_page_says_so():
    """An empty table would look like a fault."""
    assert "No exercise was held in the last twelve months" in page(binder(date(2028, 1, 1), one=HELD))


@pytest.mark.parametrize(("name", "one", "words"), [
    ("harbour", "dispatch-full-2026", ["the customer&#39;s seat was filled", "<p>Client 8, provider 1, customer&#39;s seat 2, contractor 1, third party 1. Looking on: 1."]), ("harbour", "wms-restore-2026", ["Client 1, third party 1. Looking on: 1."]),
    ("harbour", "handover-rehearsal-2026", ["nobody in the customer&#39;s seat"]), ("harbour", "spring-2027", ["the customer&#39;s seat is asked", "Who is to take part"]),
    ("northgate", "call-tree-2026-06", ['href="../incident-team.html#seat">No customer\'s seat: decided so']), ("tessera", "kestrel-principals-2026", ["<p>Provider 4, contractor 1.</p>"]),
])
def test_who_took_part_is_said_in_words(shelf, name, one, words):
    """How many for whom, and whether the customer's seat was filled, for an exercise that was held and one that is planned."""
    text = page(shelf.binder(name, judged_as_of("", shelf.settings)), one)

    assert [] == [word for word in words if word not in text]


@pytest.mark.parametrize(("name", "one"), [("harbour", "wms-restore-2026"), ("northgate", "kestrel-principals-2026"), ("northgate", "restore-exercise-2026-10"), ("tessera", "2026-04-22-communications")])
def test_a_seat_is_spoken_of_where_it_matters(shelf, name, one):
    """Not on the provider's own exercises, and not where neither the incident team nor the dispute protocol was tried."""
    text = page(shelf.binder(name, judged_as_of("", shelf.settings)), one).partition('id="participants"')[2].partition("<table")[0]

    assert text
    assert "seat" not in text


@pytest.mark.parametrize(("more", "missing"), [({}, ["Method", "Report", "Evidence"]), ({"method": "At a table.", "evidence": "A list."}, ["Report"])])
def test_what_was_not_recorded_is_seen(more, missing):
    """Of an exercise that was held; one that is planned has nothing to show yet."""
    planned = {key: value for key, value in HELD.items() if key != "result"}
    held, coming = page(binder(one={**HELD, **more}), "one"), page(binder(one={**planned, **more}), "one")

    assert missing == re.findall(r'<dt>(\w+)</dt><dd><span class="rb-meta">not recorded', held)
    assert "not recorded" not in coming
    assert [] == [label for label in missing if f"<dt>{label}</dt>" in coming]


def test_every_field_is_shown(shelf):
    """Each of an exercise that has them all."""
    found = shelf.binder("harbour", judged_as_of("", shelf.settings))
    entry = found.index["exercise"]["dispatch-full-2026"]
    text = page(found, entry.id)
    labels = ["Planned for", "Began", "Ended", "Recovery shown in", "Plans tried", "Assumed to be gone", "Method", "Report", "Evidence"]
    headings = ["objectives", "participants", "covers", "injects", "issues", "findings"]

    assert [] == [label for label in labels if f"<dt>{label}</dt>" not in text]
    assert headings == re.findall(r'<h2 id="([^"]+)"', text)[:6]
    assert len(entry.record.participants) == text.count('data-label="Stands for"')
    assert len(entry.record.objectives) == text.count('data-label="What was seen"')


def test_a_new_field_is_shown_too(shelf):
    """What no part of the page is for stands in a list: nothing is lost."""
    found = binder(one={**HELD, "classification": "public"})

    assert "<dt>Classification</dt><dd>public" in page(found, "one")
    assert "classification" in Exercise.model_fields


def test_what_never_was_stands_out(shelf):
    """In words, above what is in date, which is folded away; a long list is folded after a dozen."""
    text = page(shelf.binder("larkfield", judged_as_of("", shelf.settings)))
    people = text.partition('id="rehearsed-person"')[2].partition("<h3")[0]

    assert 12 == people.partition("<details")[0].count("<tr class")
    assert re.search(r"<summary>\d+ more that (is|are) not in date</summary>", people)
    assert "never tried" in people
    assert people.index("never tried") < people.index("in date</summary>")


@pytest.mark.parametrize("name", ["harbour", "northgate", "tessera", "larkfield"])
def test_page_and_table_say_the_same(shelf, name):
    """Every record of the table stands on the page, with the same state, and no more."""
    found = shelf.binder(name, judged_as_of("", shelf.settings))
    text, rows = page(found).partition('id="rehearsed"')[2], list(TABLES["rehearsals"].rows(found))

    assert rows
    assert len(rows) == text.count('<th scope="row">')
    assert sum(row[2] == "never" for row in rows) == text.count('class="rb-row--bad"')
    assert sum(row[2] == "late" for row in rows) == text.count('class="rb-row--warn"')
