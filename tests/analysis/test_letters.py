"""Messages as they would go out."""

from runbinder.analysis.letters import answered_for, bodies, filled, known, variables
from runbinder.model.messages import KNOWN
from runbinder.testing import binder_of

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
