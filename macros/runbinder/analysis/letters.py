"""Messages as they would go out: which ones a binder answers for, and their words with the examples filled in."""

from collections.abc import Iterator

from runbinder.model.binder import PROVIDER, Binder, Entry
from runbinder.model.common import Route
from runbinder.model.messages import KNOWN, VARIABLE, Message


def answered_for(binder: Binder) -> list[Entry]:
    """The client's own messages; in the provider's own binder the library, so that what is wrong there is said once."""
    party = "provider" if binder.id == "provider" else "client"
    return [entry for entry in binder.all("message") if entry.party == party]


def bodies(message: Message) -> Iterator[tuple[Route, str]]:
    """What a reader would read or hear - subject, text, forms, translations - with the route inside the message."""
    for route, part in (((), message), *((("translations", number), one) for number, one in enumerate(message.translations))):
        if part.subject:
            yield (*route, "subject"), part.subject
        yield (*route, "text"), part.text
    for form, text in message.forms.items():
        yield ("forms", form), text


def wordings(message: Message) -> Iterator[tuple[Route, str]]:
    """The text and what stands in its place in some forms: each goes out alone, and has to do alone."""
    yield ("text",), message.text
    for form, text in message.forms.items():
        yield ("forms", form), text


def heard_in(message: Message, route: Route) -> tuple[str, ...]:
    """The forms in which the words at a route (inside the message) go out: those of a form in that one, the others in the rest."""
    return (str(route[1]),) if route[:1] == ("forms",) else tuple(form for form in message.channels if form not in message.forms)


def variables(text: str) -> tuple[str, ...]:
    """Names of the variables in a text, each once."""
    return tuple(dict.fromkeys(VARIABLE.findall(text)))


def filled(binder: Binder, message: Message, text: str) -> str:
    """A text with its examples in place of the variables; a variable without an example stands for itself, in words."""
    values = known(binder) | {name: str(asked.example) for name, asked in message.asks.items() if asked.example}
    return VARIABLE.sub(lambda found: values.get(found[1], found[1].replace("_", " ")), text)


def said(binder: Binder) -> dict[str, str]:
    """What every message may use without asking (model.messages.KNOWN), as far as the plans say it."""
    client, provider = binder.client.profile, binder.provider.profile
    manager = binder.find(client.project_manager or "", ("person",))
    desk = next((str(contact.value) for contact in provider.contacts if contact.way in ("desk", "phone", "portal", "email")), "")
    words = ("" if binder.id == PROVIDER else str(client.name), str(provider.name), manager.title if manager else "", desk)
    return {name: word for name, word in zip(KNOWN, words, strict=True) if word}


def known(binder: Binder) -> dict[str, str]:
    """The same with words as long where the plans do not say it: for looking at a whole text."""
    standing = (str(binder.client.profile.name), str(binder.provider.profile.name), "Your project manager", "the help desk")
    return {**dict(zip(KNOWN, standing, strict=True)), **said(binder)}
