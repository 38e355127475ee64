"""Who answers for whom, on the demo."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from runbinder.analysis.reach import answers, can_be_rung, employer, gone, own
from runbinder.read import read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def harbour():
    return read(ROOT).binder("harbour", date(2026, 11, 20))


@pytest.mark.parametrize(("named", "behind", "firm"), [
    ("scribe", "tom-garside", "harbour"), ("project-manager", "rosa-mendes", "kestrel"), ("dana-marlow", "dana-marlow", "marlow-foods"),
    ("voicehive", "voicehive", "voicehive"), ("kestrel", "kestrel", "kestrel"),
])
def test_somebody_answers_for_a_name(named, behind, firm, harbour):
    """A role is its holder, be it the client's or the provider's; a person works for somebody, a company is its own."""
    assert (behind, firm) == (answers(harbour, named).id, employer(harbour, named))


def test_nobody_answers_for_an_unknown_name(harbour):
    """A name that is no record has nobody behind it; that it is unknown was said when the plans were read."""
    assert (None, "") == (answers(harbour, "nobody-knows"), employer(harbour, "nobody-knows"))


def test_own_is_the_clients(harbour):
    """What the provider keeps is looked at where the provider is."""
    assert {"client"} == {entry.party for entry in own(harbour, "role")}
    assert {"harbour"} == {entry.id for entry in own(harbour, "organisation") if entry.route[-1] == "profile"}


def test_the_last_day_of_work_is_worked(harbour):
    """Gone from the day after; a company is never gone, and neither is nobody."""
    person = harbour.find("tom-garside", ("person",))
    left = dataclasses.replace(person, record=person.record.model_copy(update={"left": date(2026, 11, 19)}))

    assert [False, True] == [gone(left, date(2026, 11, day)) for day in (19, 20)]
    assert not gone(person, date(2026, 11, 20)) and not gone(answers(harbour, "voicehive"), date(2026, 11, 20)) and not gone(None, date(2026, 11, 20))


@pytest.mark.parametrize(("ways", "expected"), [(("mobile", "email"), True), (("email",), False), ((), False)])
def test_a_number_to_speak_at_is_asked_for(ways, expected, harbour):
    """Not every contact point is one."""
    person = harbour.find("tom-garside", ("person",))
    points = tuple(contact for contact in person.record.contacts if contact.way in ways)

    assert expected == can_be_rung(dataclasses.replace(person, record=person.record.model_copy(update={"contacts": points})))
