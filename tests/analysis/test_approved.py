"""The digest changes with what was approved and with nothing else."""

import hashlib

import pytest

from runbinder.analysis.approved import canonical, digest, same
from runbinder.model.messages import Message

PLAN = {"title": "x", "kind": "update", "to": "client", "channels": ["email"], "subject": "News", "text": "We are on it.\n\n{{when}}", "asks": {"when": "time"}}


def message(**changes):
    return Message.model_validate({**PLAN, **changes})


def test_the_canonical_form_is_the_documented_one():
    """Anybody can compute it without Runbinder."""
    expected = '["News","We are on it.\\n\\n{{when}}",[["when","time"]],[]]'

    assert expected == canonical(message())
    assert hashlib.sha256(expected.encode()).hexdigest() == digest(message())


def test_forms_are_covered_and_a_message_without_them_has_the_digest_it_had():
    """As [form, text], sorted; left out where there are none, so that older approvals hold."""
    forms = {"sms": "Soon. {{when}}\n", "ivr": "We know. {{when}}"}
    some = message(channels=["sms", "ivr"], forms=forms)

    assert '["News","We are on it.\\n\\n{{when}}",[["when","time"]],[],[["ivr","We know. {{when}}"],["sms","Soon. {{when}}"]]]' == canonical(some)
    assert digest(some) == digest(message(channels=["ivr", "sms"], forms=dict(reversed(forms.items()))))


@pytest.mark.parametrize("changes", [
    {"text": "We are on it.  \n\n{{when}}\n"}, {"text": "We are on it.\r\n\r\n{{when}}"}, {"title": "y"}, {"channels": ["sms"]},
    {"asks": {"when": {"type": "time", "example": "16:30"}}}, {"notes": "z"},
])
def test_an_approval_survives_what_nobody_reads(changes):
    """Spaces at the ends of lines, examples, everything that is not sent."""
    assert digest(message()) == digest(message(**changes))


@pytest.mark.parametrize("changes", [
    {"text": "We are on it!\n\n{{when}}"}, {"subject": "Old"}, {"subject": None}, {"asks": {"when": "text"}}, {"asks": {"when": "time", "who": "name"}},
    {"translations": [{"language": "French", "text": "On y travaille."}]},
])
def test_an_approval_does_not_survive_a_change_of_words(changes):
    """Subject, text, variables and their types, translations."""
    assert digest(message()) != digest(message(**changes))


def test_letters_are_compared_by_what_they_are():
    """A composed letter and the same one in two pieces are the same text."""
    assert digest(message(text="Zo\u00eb")) == digest(message(text="Zoe\u0308"))


def test_eight_characters_are_enough_and_seven_are_not():
    """A short digest would be met by chance."""
    whole = digest(message())

    assert same(whole, message()) and same(whole[:8].upper(), message())
    assert not same(whole[:7], message()) and not same("0" * 8, message()) and not same("", message())
