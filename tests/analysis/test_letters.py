"""Messages as they would go out."""

import re

from runbinder.analysis.letters import answered_for, bodies, filled, heard_in, known, variables, wordings
from runbinder.model.messages import KNOWN, Message
from runbinder.testing import binder_of, findings_of

MESSAGE = {
    "title": "x", "kind": "update", "to": "client", "channels": ["email"], "subject": "{{client_name}}", "text": "Until {{ when }}: {{what_now}}.",
    "asks": {"when": {"type": "time", "example": "16:30"}, "what_now": "text"}, "translations": [{"language": "French", "text": "Jusqu'à {{when}}."}],
}


def test_a_message_is_filled_in_as_it_would_be_sent():
    """Examples, what the binder knows, and the words of a variable for want of better ones."""
    binder = binder_of({"clients/harbour/messages/x.yml": MESSAGE})
    message = binder.client.messages["x"]

    assert [
        (("subject",), "Harbour"), (("text",), "Until 16:30: what now."), (("translations", 0, "text"), "Jusqu'à 16:30."),
    ] == [(route, filled(binder, message, text)) for route, text in bodies(message)]


def test_what_the_binder_knows_is_never_empty():
    """Every name that a message may use unasked has words, also in a binder without contacts."""
    assert set(KNOWN) == set(known(binder_of({}))) and all(known(binder_of({})).values())


def test_a_variable_counts_once():
    """In the order in which they come."""
    assert ("b", "a") == variables("{{b}} {{ a }} {{b}}")


def test_a_binder_answers_for_its_own_messages():
    """The library is looked at in the provider's own binder, once, and not again for each client."""
    binder = binder_of({"clients/harbour/messages/x.yml": MESSAGE, "provider/messages/y.yml": MESSAGE})

    assert ["x"] == [entry.id for entry in answered_for(binder)]


def test_a_form_with_words_of_its_own_gets_no_others():
    """The mail's text does not go out as a text message as well."""
    message = Message.model_validate({**MESSAGE, "channels": ["email", "sms", "portal"], "forms": {"sms": "Soon, {{when}}."}})

    assert [(("text",), ("email", "portal")), (("forms", "sms"), ("sms",))] == [(route, heard_in(message, route)) for route, _ in wordings(message)]
    assert ("forms", "sms") in [route for route, _ in bodies(message)]


def test_words_for_a_form_in_which_nothing_goes_out_are_refused():
    """They would be approved, kept, and never sent."""
    assert ["clients/harbour/messages/x.yml:0:0: there are words for 'sms', and it does not go out in that form"] == [
        re.sub(r":\d+:\d+:", ":0:0:", one) for one in findings_of({"clients/harbour/messages/x.yml": {**MESSAGE, "forms": {"sms": "Soon."}}})
    ]
