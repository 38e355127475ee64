"""Forbidden phrases are found however they are typed, and only they."""

from pathlib import Path

import pytest

from runbinder.analysis.phrases import blamed, forbidden, normalise, readable, straight, words_per_sentence
from runbinder.model.messages import ForbiddenPhrase
from runbinder.read import read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def standard():
    """The phrases of the demo provider."""
    return read(ROOT, []).provider.standard.forbidden


@pytest.mark.parametrize("text", [
    "I can’t reproduce the issue", "I can't reproduce the issue", "I CAN‘T REPRODUCE it", "We cannot replicate this", "unable to re-produce it",
    "we could not\n  reproduce it", "we can not re\u2011produce it", "we can't re\u00adproduce it", "We *cannot* reproduce", "we can\u00a0not reproduce",
    "it could not be reproduced", "ｗｅ ｃａｎｎｏｔ ｒｅｐｒｏｄｕｃｅ",
])
def test_the_phrase_of_the_source_is_found_in_every_dress(text, standard):
    """S3-11 with a curly apostrophe, capitals, line breaks, soft hyphens, emphasis, wide letters."""
    assert ["dismissive"] == [phrase.class_ for phrase, _ in forbidden(text, standard)]


@pytest.mark.parametrize("text", [
    "We have not yet been able to see this on our side.", "Could we look at it together?", "Please call your vet.", "We will restore it.",
    "Copies are reproduced every night", "Somebody might misuse your data", "Work goes on from the printed rota", "The justice of the peace",
])
def test_careful_words_are_left_alone(text, standard):
    """What the standard proposes to say instead must pass it."""
    assert [] == list(forbidden(text, standard))


def test_what_the_standard_says_instead_keeps_to_the_standard(standard):
    """An author who copies the alternative is not caught again."""
    assert [] == [(phrase.say, words) for phrase in standard for found, words in forbidden(phrase.say, standard) if found.severity == "error"]


def test_a_phrase_may_be_forbidden_in_some_forms_only(standard):
    """"No comment" is a matter of the press."""
    assert [] == list(forbidden("No comment.", standard, ["email"]))
    assert ["no comment"] == [words for _, words in forbidden("No comment.", standard, ["email", "media"])]


def test_a_pattern_that_can_not_be_read_forbids_nothing():
    """A check of its own says so; the others go on."""
    phrase = ForbiddenPhrase.model_validate({"class": "x", "pattern": "(", "severity": "error", "say": "y"})

    assert readable("(") is None
    assert [] == list(forbidden("anything (", [phrase]))


def test_text_is_brought_into_one_form():
    """Quotes, spaces, width and emphasis; case in the second step."""
    assert "\"It's on\" it" == straight(" “It’s  on”\n*it* ")
    assert "strasse ffi" == normalise("STRASSE ﬃ")


@pytest.mark.parametrize(("text", "expected"), [
    ("Callum Frost forgot the renewal.", "Callum Frost forgot"), ("Callum accidentally broke it", "Callum accidentally broke"),
    ("the fault is old; Frost has caused it", "Frost has caused"), ("Frost’s patch caused it", ""), ("The frost caused it", ""),
    ("Callum Frost is looking at it", ""), ("It broke before Callum came", ""),
])
def test_a_name_beside_a_verb_of_blame_is_found(text, expected):
    """The whole name or a part of it, as a name is written (S3-27)."""
    assert expected == blamed(text, ["Callum Frost"])


def test_without_names_nobody_is_blamed():
    """An empty list is not a pattern that matches everything."""
    assert "" == blamed("It caused trouble", [])


@pytest.mark.parametrize(("text", "expected"), [
    ("One two three. Four five six.", 3), ("One two\nthree four.", 4), ("One two.\n\n- three four\n- five six", 2), ("", 0), ("\"One two.\" Three four!", 2),
    ("Call +44 113 496 0120 at 16:30.", 7),
])
def test_sentences_end_where_a_reader_stops(text, expected):
    """At a full stop, a paragraph or an item of a list; not where a line was broken."""
    assert expected == words_per_sentence(text)
