"""Every name in a plan leads to a record of the right kind, and every record knows who names it."""

import pytest

from runbinder.model.common import Record
from runbinder.references import KINDS, backlinks
from runbinder.testing import binder_of, findings_of, shelf_of

HOME = "clients/harbour/"
PEOPLE = {"people": {"anna": {"name": "Anna", "organisation": "harbour"}}, "roles": {"scribe": {"does": "Writes.", "holder": "anna", "deputies": []}}}


def words(text, **more):
    """A glossary whose one entry says `text`, beside some people."""
    return {HOME + "people.yml": PEOPLE, HOME + "words.yml": {"glossary": {"dock": {"means": text, **more}}}}


def found(files):
    """Message and hint of the one finding."""
    (one,) = shelf_of(files).findings
    return one.message, one.hint


@pytest.mark.parametrize("text", ["See [[person:anna]].", "[[role:scribe|The scribe]] and [[organisation:kestrel]]", "[[organisation:harbour]]", "[[ not one ]], [[person]]"])
def test_a_mention_names_a_record_in_prose(text):
    """By kind and id, with other words if it likes; other brackets are only text."""
    assert [] == findings_of(words(text))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[[person:ana]]", "there is no person 'ana'", "did you mean 'anna'?"),
        ("[[person:scribe]]", "there is no person 'scribe'", "'scribe' is a role; here goes person"),
        ("[[contact_tree:kestrel]]", "there is no contact tree 'kestrel'", "'kestrel' is an organisation; here goes contact tree"),
        ("[[persn:anna]]", "'[[persn:anna]]' names no kind of record", "did you mean 'person'?"),
    ],
)
def test_a_mention_that_leads_nowhere_says_what_may_be_meant(text, message, hint):
    """The nearest id; or the kind that the id is of; or the nearest kind."""
    assert (message, hint) == found(words(text))


def test_a_mention_counts_in_a_line_of_text_too():
    """Not only where Markdown is written."""
    assert ["clients/harbour/words.yml:6:5: there is no person 'bob'"] == findings_of(words("x", also=["See [[person:bob]]"]))


def test_two_wrong_mentions_are_two_findings():
    """Both in one text."""
    assert ["there is no person 'bob'", "there is no person 'tom'"] == [one.partition(": ")[2] for one in findings_of(words("[[person:bob]] [[person:tom]]"))]


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        ({"holder": "ana"}, "did you mean 'anna'?"),
        ({"holder": "scribe"}, "'scribe' is a role; here goes person"),
        ({"holder": "anna", "at": "kestrel"}, "'kestrel' is an organisation; here goes site"),
    ],
)
def test_a_reference_of_the_wrong_kind_says_which_kind_goes_here(role, hint):
    """The id may be right and its field wrong."""
    files = {HOME + "people.yml": PEOPLE, HOME + "more.yml": {"roles": {"second": {"does": "Helps.", **role}}}}

    assert hint == found(files)[1]


def test_an_id_in_a_record_of_its_own_is_written_with_both():
    """A control by its framework's id, an amendment by its contract's."""
    frameworks = {"frameworks": {"iso": {"title": "ISO", "source": "The text", "controls": {"8.13": {"asks": "Backups."}}}}}

    assert [] == findings_of({**words("See [[control:iso/8.13]]."), "provider/frameworks.yml": frameworks})
    assert ["there is no control 'iso/8.14'"] == [one.partition(": ")[2] for one in findings_of({**words("See [[control:iso/8.14]]."), "provider/frameworks.yml": frameworks})]


def test_every_kind_can_be_mentioned():
    """Those of all records, and the provider's shared procedures, by which a provider's text can name its own."""
    def below(cls):
        return {cls, *(one for child in cls.__subclasses__() for one in below(child))}

    assert {cls.kind for cls in below(Record) if hasattr(cls, "kind")} | {"shared_procedure"} == set(KINDS)


# Who names a record


def linked(binder, kind, name):
    return [(entry.kind, entry.id) for entry in backlinks(binder).get((kind, name), [])]


def test_a_record_knows_who_names_it():
    """By a field or in prose, once each, in the order of the plans."""
    binder = binder_of(words("[[person:anna]], [[person:anna]] and [[role:scribe]]."))

    assert [("role", "scribe"), ("term", "dock")] == linked(binder, "person", "anna")
    assert [("term", "dock")] == linked(binder, "role", "scribe")


def test_a_record_does_not_count_as_naming_itself():
    """Its own page need not say that it is named there."""
    binder = binder_of(words("Not a [[term:dock]]."))

    assert [] == linked(binder, "term", "dock")
