"""What is wrong with a plan, in the words of its author: one message for each way to get it wrong, with what to do."""

import typing

import pytest

from runbinder.model.binder import Client
from runbinder.model.control import Calendar, Settings, Thresholds
from runbinder.model.messages import CommunicationStandard, Message, MessageKind
from runbinder.model.people import Contact, Person, Role
from runbinder.model.procedures import Procedure
from runbinder.model.services import Contract
from runbinder.validate import did_you_mean, validate

KINDS = typing.get_args(MessageKind)
ROLE = {"does": "Writes.", "holder": None}
PERSON = {"name": "Anna", "organisation": "harbour"}
PROCEDURE = {"title": "Restore", "schedule": {"every": "day"}, "done_by": "operator", "steps": ["Begin."]}
CONTRACT = {"title": "Support", "parties": ["harbour", "kestrel"], "ref": "1", "starts": "2026-03-31", "notice": "4w"}


def without(data, key):
    return {name: value for name, value in data.items() if name != key}


# class, data, route, what is wrong, what to do
FAULTS = {
    "missing": (Role, without(ROLE, "does"), (), "'does' is missing", "add 'does:' - What it answers for"),
    "missing in a list": (Person, {**PERSON, "qualified": [{"on": "2026-03-31"}]}, ("qualified", 0), "'in' is missing", "add 'in:' - What was learnt or certified, for example Windows Server administration"),
    "nothing where something must be": (Role, {**ROLE, "does": None}, ("does",), "'does' is one text, not nothing", "write a text, or remove the key"),
    "unknown, nearly known": (Role, {**ROLE, "deputy": ["anna"]}, ("deputy",), "unknown key 'deputy'", "did you mean 'deputies'?"),
    "unknown, few known": (Contact, {"email": "a@b.example", "xyzzy": "1"}, ("xyzzy",), "unknown key 'xyzzy'", "remove it, or write it as notes"),
    "unknown, as in English": (Contract, {**CONTRACT, "assistance": {"promised": "yes", "four": "2w"}}, ("assistance", "four"), "unknown key 'four'", "did you mean 'for'?"),
    "a comma between braces": (
        Procedure, {**PROCEDURE, "steps": [{"do": "Tell Anna", "then Bob": None}]}, ("steps", 0, "then Bob"), "unknown key 'then Bob'",
        "between { } a comma ends a text: quote the text that has it"),
    "a list where text goes": (Settings, {"title": ["x"]}, ("title",), "'title' is one text, not a list", "quote the text if it begins with a bracket; several lines go after '|'"),
    "a wrong word": (Procedure, {**PROCEDURE, "schedule": {"every": "weak"}}, ("schedule", "every"), "'weak' is not a value of 'every'", "did you mean 'week'?"),
    "a very wrong word": (Contract, {**CONTRACT, "auto_renews": "perhaps"}, ("auto_renews",), "'perhaps' is not yes or no", "write yes or no"),
    "a wrong word among many": (Message, {"kind": "xyzzy"}, ("kind",), "'xyzzy' is not a value of 'kind'", "one of: " + ", ".join(KINDS)),
    "one of few": (
        Calendar, {"working_days": ["Xyzzy"]}, ("working_days", 0), "'Xyzzy' is not a value of 'working_days 1'", "known: Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday"),
    "keys where text goes": (
        Role, {**ROLE, "does": {"Answers": "all"}}, ("does",), "'does' is one text, not keys and values", "quote the text if it has a colon followed by a space, or begins with a brace"),
    "text where a list goes": (Role, {**ROLE, "deputies": "anna"}, ("deputies",), "'deputies' is a list, not a text", "write it as [a, b], or one entry a line after '- '"),
    "nothing where a list goes": (Role, {**ROLE, "deputies": None}, ("deputies",), "'deputies' is a list, not nothing", "write it as [a, b], or one entry a line after '- '"),
    "text where keys go": (
        Procedure, {**PROCEDURE, "schedule": "daily"}, ("schedule",), "'schedule' has keys of its own, not a text", "indent its keys below it: every"),
    "a list where records go": (Client, {"people": []}, ("people",), "'people' has keys of its own, not a list", "indent its keys below it: one entry a line, 'id: ...'"),
    "text where a record goes": (Client, {"people": {"anna": "Anna"}}, ("people", "anna"), "'anna' has keys of its own, not a text", "indent its keys below it: name, organisation"),
    "empty text": (Role, {**ROLE, "does": ""}, ("does",), "'does' is empty", "write it, or remove the key"),
    "only spaces": (Role, {**ROLE, "deputies": ["  "]}, ("deputies", 0), "'deputies 1' is empty", "write it, or remove the key"),
    "no number": (Thresholds, {"fan_out": "five"}, ("fan_out",), "'five' is not a whole number", "write digits only"),
    "half a number": (Thresholds, {"fan_out": "2.5"}, ("fan_out",), "'2.5' is not a whole number", "write digits only"),
    "too small a number": (Thresholds, {"fan_out": "0"}, ("fan_out",), "input should be greater than 0", "One person calls at most this many others"),
    "too few": (Contract, {**CONTRACT, "parties": ["harbour"]}, ("parties",), "'parties' needs at least 2, it has 1", "The organisations that signed it"),
    "no such day": (Role, {**ROLE, "since": "2026-02-30"}, ("since",), "'2026-02-30' is not a day of the calendar", "write it as 2026-03-31"),
    "not a day": (Role, {**ROLE, "since": "soon"}, ("since",), "'soon' is not a date", "write it as 2026-03-31"),
    "an id": (
        Client, {"people": {"Anna": PERSON}}, ("people", "Anna"), "'Anna' is not an id",
        "use lower-case letters, digits and hyphens, at most 60 (for example backup-operator)"),
    "a key that is no value": (
        CommunicationStandard, {"urgencies": {"urgnt": {"when": ["now"]}}}, ("urgencies", "urgnt"), "'urgnt' is not a value of 'urgencies'", "did you mean 'urgent'?"),
    "a key that is no day": (Calendar, {"holidays": {"Christmas": "x"}}, ("holidays", "Christmas"), "'Christmas' is not a date", "write it as 2026-03-31"),
    "a key that is no number": (Procedure, {**PROCEDURE, "replace_steps": {"two": "x"}}, ("replace_steps", "two"), "'two' is not a whole number", "write digits only"),
    "a rule over several fields": (Contact, {"notes": "x"}, (), "a contact names one way", "write exactly one of mobile, phone, home, desk, sms, email, chat, portal, web, address, radio"),
}


@pytest.mark.parametrize(("cls", "data", "route", "message", "hint"), FAULTS.values(), ids=FAULTS)
def test_a_fault_says_where_what_and_what_to_do(cls, data, route, message, hint):
    """Route, message, hint: each kind of fault has its own, and none shows pydantic's words or a class of ours."""
    assert (route, message, hint) in validate(cls, data)[1]


def test_too_many_is_a_fault_too():
    """Where the number of entries is fixed, the message says both numbers."""
    messages = [message for _, message, _ in validate(CommunicationStandard, {"closing_steps": list("abcdef")})[1]]

    assert "'closing_steps' takes at most 5, it has 6" in messages


def test_a_misspelt_required_key_is_one_fault():
    """Not two: the key that is there and unknown, and the one that was meant and is missing."""
    expected = [(("organization",), "unknown key 'organization'", "did you mean 'organisation'?")]

    assert expected == validate(Person, {"name": "Anna", "organization": "harbour"})[1]


def test_a_missing_key_beside_an_unknown_one_is_still_missing():
    """An unknown key hides only the key it resembles, and only where it stands."""
    data = {"zzz": "x", "qualified": [{"naem": "x"}]}
    expected = ["'name' is missing", "'organisation' is missing", "'in' is missing", "unknown key 'naem'", "unknown key 'zzz'"]

    assert sorted(expected) == sorted(message for _, message, _ in validate(Person, data)[1])


def test_every_fault_is_told_at_once():
    """Nobody mends one, runs it again, and meets the next."""
    _, faults = validate(Role, {"does": [], "holder": "", "deputies": "anna", "since": "soon", "xyzzy": "1"})

    assert [("does",), ("holder",), ("deputies",), ("since",), ("xyzzy",)] == [route for route, _, _ in faults]


def test_what_is_sound_has_no_faults():
    """And comes back as its record."""
    role, faults = validate(Role, ROLE)

    assert ("Writes.", []) == (role.does, faults)


@pytest.mark.parametrize(
    ("word", "known", "hint"),
    [
        ("emial", ["email", "phone"], "did you mean 'email'?"),
        ("xyzzy", ["email", "phone"], "known: email, phone"),
        ("xyzzy", [f"word-{number}" for number in range(13)], ""),
        ("xyzzy", [], ""),
    ],
)
def test_a_word_is_answered_with_the_nearest_or_with_all(word, known, hint):
    """As long as all of them can be taken in at a glance."""
    assert hint == did_you_mean(word, known)
