"""Questions from a binder: each has one answer, none gives another away, and wordings that say the same are one."""

import pytest
from hypothesis import given, strategies as st

from runbinder.analysis.questions import KINDS, draw, questions
from runbinder.analysis.questions_answers import Answer, holds, key, words
from runbinder.analysis.questions_pages import Page
from runbinder.analysis.questions_score import Item, Reply, score
from runbinder.model.values import Duration
from runbinder.testing import binder_of

PEOPLE = {
    "ada": {"name": "Ada Quay", "organisation": "harbour", "contacts": [{"mobile": "+44 7700 900101"}]},
    "ben": {"name": "Ben Ferry", "organisation": "harbour", "contacts": [{"mobile": "+44 7700 900102"}]},
}
ROLES = {"manager": {"does": "Leads.", "may": ["invoke"], "holder": "ada", "deputies": ["ben"]}, "scribe": {"does": "Writes.", "may": ["invoke"], "holder": "ben"}}


def asked(files):
    """Kind, question and first wording of the answer, for all that can be asked."""
    return [(one.kind, one.text, one.answer.says[0]) for one in questions(binder_of(files))[0]]


def test_a_question_is_asked_of_a_record():
    """A role with a deputy gives two questions, and a person with a telephone one."""
    files = {"clients/harbour/people.yml": {"people": PEOPLE}, "clients/harbour/roles.yml": {"roles": {"manager": ROLES["manager"]}}}

    assert ("who-stands-in-first", 'The holder of the role "Manager" can not be reached. Which person (by name) is the first to stand in?', "Ben Ferry") in asked(files)
    assert ("number-of-a-person", "Under which number is Ada Quay called?", "+44 7700 900101") in asked(files)


def test_a_question_with_two_answers_is_rejected():
    """Two roles may invoke: who of them is right?"""
    found, rejected = questions(binder_of({"clients/harbour/people.yml": {"people": PEOPLE}, "clients/harbour/roles.yml": {"roles": ROLES}}))

    assert "who-may-decide" not in {one.kind for one in found}
    assert {"another record gives another answer to the same words"} == {one.why for one in rejected}


def test_a_question_that_says_its_answer_is_rejected():
    """The role of Ada Quay is held by Ada Quay."""
    found, rejected = questions(binder_of({
        "clients/harbour/people.yml": {"people": PEOPLE}, "clients/harbour/roles.yml": {"roles": {"desk": {"title": "Desk of Ada Quay", "does": "x", "holder": "ada"}}},
    }))

    assert "who-holds-a-role" not in {one.kind for one in found}
    assert ["its own words give the answer away"] == [one.why for one in rejected]


@pytest.fixture(scope="module")
def pool(golden):
    return questions(golden)[0]


@pytest.mark.parametrize(("seed", "many"), [(seed, seed % 30 + 1) for seed in range(0, 200, 13)])
def test_no_two_questions_of_a_sheet_are_alike(pool, seed, many):
    """Not one answer twice, not one record twice, none answered by the words of another; and the same again with the same seed."""
    drawn = draw(pool, seed, many)
    keys = [key for one in drawn for key in one.answer.keys]

    assert len(keys) == len(set(keys))
    assert len(drawn) == len({one.record for one in drawn})
    assert [] == [(one.text, other.text) for one in drawn for other in drawn if any(holds(words(other.text), words(say)) for say in one.answer.says)]
    assert drawn == draw(pool, seed, many)


def test_a_sheet_is_spread(pool):
    """Twelve questions come from at least six parts of the binder, and no kind comes twice while another is waiting."""
    drawn = draw(pool, 3, 12)

    assert 12 == len({one.kind for one in drawn})
    assert 6 <= len({one.part for one in drawn})


def test_the_golden_binder_gives_most_kinds(pool):
    """It has a record of each kind, so that a template which yields nothing any more is noticed."""
    assert len(KINDS) * 0.75 <= len({one.kind for one in pool})


@pytest.mark.parametrize(("sort", "right", "given_"), [
    ("name", "Priya Nair", "priya nair."), ("name", "Hallam Review Ltd", "Hallam Review"), ("name", "Interim technician (Fenwick IT)", "the interim technician"),
    ("name", "Communications lead", "Communications lead (Nina)"), ("name", "Northgate's vault, path A", "Northgate\u2019s vault path a"),
    ("duration", "4 h", "within four hours"), ("duration", "4 h", "240 min"), ("duration", "24 h", "one day"), ("duration", "4 h 15 min", "4h 15"), ("duration", "30 min", "half an hour"), ("duration", "1 h 30 min", "T0 + 1 h 30 min"),
    ("day", "1 Mar 2027", "2027-03-01"), ("day", "1 Mar 2027", "1st March 2027"), ("day", "1 Mar 2027", "March 1, 2027"), ("day", "1 Mar 2027", "01/03/2027"),
    ("time", "16:30", "4.30 pm"), ("time", "09:00", "9 am"), ("time", "09:00", "0900"), ("phone", "+44 113 496 0120", "0113 496 0120"),
])
def test_wordings_that_are_one(sort, right, given_):
    """What a person writes who has found it."""
    assert Answer(sort, (right,)).accepts(given_)


@pytest.mark.parametrize(("sort", "right", "given_"), [
    ("name", "Priya Nair", "Priya Nair or Tom Reeve"), ("name", "Priya Nair", ""), ("name", "Priya Nair", "the"), ("duration", "4 h", "24 h"), ("duration", "2 days", "two working days"),
    ("duration", "4 h", "4"), ("day", "1 Mar 2027", "3 Jan 2027"), ("time", "04:30", "16:30"), ("phone", "+44 113 496 0120", "0113 496 0121"),
])
def test_wordings_that_an_examiner_has_to_see(sort, right, given_):
    """What is wrong, or may be."""
    assert not Answer(sort, (right,)).accepts(given_)


@given(st.integers(1, 20_000))
def test_a_length_of_time_is_read_as_it_is_shown(minutes):
    """What a page shows, copied out, is right."""
    shown = str(Duration(minutes=minutes))

    assert key("duration", shown) == f"duration {minutes}"


@given(st.text())
def test_any_text_can_be_an_answer(text):
    """Nothing that a reader types breaks the scoring."""
    for sort in ("name", "duration", "day", "time", "phone"):
        Answer(sort, ("x",)).accepts(text)


def test_a_section_ends_where_the_next_begins():
    """An answer counts where its record is shown, and a list to choose from says nothing."""
    page = Page('<h2 id="a">One</h2><p>Harbour</p><h3 id="b">Deeper</h3><p>Quay</p><h2 id="c">Two</h2><p>Ferry</p><select><option>Ada</option></select><ol><li id="d">x<b>y</b></li><li>z</li></ol>')

    assert ("one harbour deeper quay", "deeper quay", "x y", "") == (page.text("a"), page.text("b"), page.text("d"), page.text("nowhere"))
    assert "ada" not in page.text()
    assert not holds("24 h", "4 h")


ITEM = Item(1, "who-holds-a-role", "People", "Who?", "name", ("Ada Quay",), "role:manager", "contacts.html", 60)


@pytest.mark.parametrize(("reply", "accepted", "verdict"), [
    (Reply("ada quay", "10:00:00", "10:00:59"), (), "right"), (Reply("ada quay", "10:00:00", "10:01:01"), (), "late"), (Reply("ada quay", "10:00", "10:01"), (), "right"),
    (Reply("ada quay", "23:59:50", "00:00:10"), (), "right"), (Reply("Ada"), (), "to be judged"), (Reply("Ada"), (1,), "right"), (Reply("Ada", mark="right"), (), "right"),
    (Reply("ada quay", mark="wrong"), (), "wrong"), (Reply(""), (1,), "not found"), (Reply("ada quay"), (), "right"),
])
def test_a_reply_is_judged(reply, accepted, verdict):
    """Words first, an examiner above them, then the clock; what has no times is not late."""
    assert verdict == score([ITEM], {1: reply}, accepted).outcomes[0].verdict
