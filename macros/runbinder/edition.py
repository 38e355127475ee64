"""What each reader may have: what others may not is taken out of the plans before anything is rendered (S0-21).

Fields say themselves for whom they are not (`not_for`), records by their `classification`, and private contact points are
the provider's own. A record that is withheld keeps its place, so that nothing leads nowhere; its id, its words and all
that could be left out are gone. A plan that is withheld as a whole is as if it had not been written.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from runbinder.model.binder import Binder, Plans, Profile, entries
from runbinder.model.common import READERS, Edition, Part, Record
from runbinder.model.people import Contact
from runbinder.model.values import Prose, Ref, Text
from runbinder.read import Shelf
from runbinder.references import MENTION

WITHHELD = "Withheld in this edition"
REQUIRED = object()
Names = dict[tuple[str, str], str]
"""Kind and id of a record that is withheld -> the id that stands in its place."""


def narrowed(shelf: Shelf, edition: Edition) -> Shelf:
    """The shelf as the readers of an edition may have it."""
    if edition == "internal" or not shelf.provider:
        return shelf
    own = _withheld(shelf.provider, shelf.provider.profile.id, "provider", edition)
    provider = _Reader(edition, own).of(shelf.provider)
    clients = {name: _Reader(edition, {**own, **_withheld(client, name, "client", edition)}).of(client) for name, client in shelf.clients.items()}
    return replace(shelf, provider=provider, clients=clients)


def as_read(shelf: Shelf, client: str, as_of: date, edition: Edition) -> Binder:
    """A client's binder as the readers of an edition have it; the whole one is behind it, for what is judged by every word."""
    whole = shelf.binder(client, as_of)
    return whole if edition == "internal" else replace(narrowed(shelf, edition).binder(client, as_of), edition=edition, whole=whole)


def visible(value: Any, edition: Edition) -> bool:
    """Whether the readers of an edition may have a record or a plan."""
    document = getattr(value, "document", None)
    classes = (getattr(value, "classification", "public"), document.classification if document else "public")
    return all(one in READERS[edition] for one in classes)


def _withheld(plans: Plans, name: str, party: Any, edition: Edition) -> Names:
    found: Names = {}
    for entry in entries(plans, name, party, ()):
        if entry.route[-1] != "profile" and not visible(entry.record, edition):
            new = f"{'provider-' * (party == 'provider')}withheld-{len(found) + 1}"
            found[entry.kind, entry.id] = new
            if entry.kind == "procedure" and party == "provider":
                found["shared_procedure", entry.id] = new
    return found


class _Reader:
    """Goes through plans once, and returns them without what an edition may not show; what stays as it is is not copied."""

    def __init__(self, edition: Edition, names: Names) -> None:
        self.edition, self.names = edition, names

    def of(self, value: Any) -> Any:
        if isinstance(value, Part):
            return self._part(value)
        if isinstance(value, dict):
            new: Any = {self._key(key, inner): self.of(inner) for key, inner in value.items()}
            return new if list(new) != list(value) or any(new[key] is not value[key] for key in value) else value
        if isinstance(value, tuple):
            new = tuple(self.of(one) for one in value if not self._private(one))
            return new if len(new) != len(value) or any(one is not other for one, other in zip(new, value, strict=True)) else value
        if isinstance(value, Ref):
            name = next((self.names[kind, str(value)] for kind in value.kinds if (kind, str(value)) in self.names), None)
            return Ref.to(name, *value.kinds) if name else value
        if isinstance(value, (Text, Prose)) and "[[" in value:
            return type(value)(MENTION.sub(self._mention, value))
        return value

    def _part(self, part: Part) -> Part:
        if not isinstance(part, Profile) and hasattr(part, "classification") and not visible(part, self.edition):
            return self._emptied(part)
        changes: dict[str, Any] = {}
        for name, not_for, default in _fields(type(part)):
            inner = getattr(part, name)
            if self.edition in not_for:
                new = self._blank(inner) if default is REQUIRED else default
            elif default is None and hasattr(inner, "document") and not isinstance(inner, Record) and not visible(inner, self.edition):
                new = None  # a whole plan
            else:
                new = self.of(inner)
            if new is not inner:
                changes[name] = new
        return part.model_copy(update=changes) if changes else part

    def _emptied(self, part: Part) -> Part:
        """Only what has to be there, without words: links to others stay, as the record keeps its place among them."""
        fields = _fields(type(part))
        return type(part).model_construct(**{name: self._blank(getattr(part, name)) if default is REQUIRED else default for name, _, default in fields})

    def _blank(self, value: Any) -> Any:
        if isinstance(value, Ref):
            return self.of(value)
        if isinstance(value, Part):
            return self._emptied(value)
        if isinstance(value, tuple):
            return tuple(self._blank(one) for one in value[:1])
        if isinstance(value, dict):
            return {}
        return type(value)(WITHHELD) if isinstance(value, str) and type(value) is not str else value

    def _private(self, value: Any) -> bool:
        return isinstance(value, Contact) and (value.private or (value.way == "home" and self.edition == "auditor"))

    def _key(self, key: Any, inner: Any) -> Any:
        """A record's id; elsewhere, as in the calls of a contact tree, the id of whatever has that name."""
        if isinstance(inner, Record):
            return self.names.get((inner.kind, key), key)
        return next((new for (_, name), new in self.names.items() if name == key), key)

    def _mention(self, match: Any) -> str:
        kind, name, words = match.groups()
        if (kind, name) not in self.names:
            return str(match[0])
        return f"[[{kind}:{self.names[kind, name]}]]"


@cache
def _fields(cls: type[Part]) -> list[tuple[str, tuple[str, ...], Any]]:
    """Name, the editions that a field is not for, and what it is if left out."""
    extras = {name: field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {} for name, field in cls.model_fields.items()}
    return [(name, tuple(extras[name].get("not_for", ())), REQUIRED if field.is_required() else _default(field)) for name, field in cls.model_fields.items()]


def _default(field: FieldInfo) -> Any:
    """A default that is written as in a plan (`10m`) becomes the value that it stands for."""
    default = field.get_default(call_default_factory=True)
    return TypeAdapter(Annotated[(field.annotation, None, *field.metadata)]).validate_python(default) if field.validate_default else default
