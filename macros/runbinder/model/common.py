"""What every record of a binder is made of: the base classes and how their fields are declared.

A field is declared with its sentence for the handbook: `must` (required), `may` (optional), `many`
(a list), `keyed` (records by id) or `given` (a default). Nothing in this package reads a file.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from runbinder.model.values import Prose, Ref

Route = tuple[str | int, ...]
Edition = Literal["internal", "client", "auditor"]
"""For which readers a site is built: the provider's own people, the client, or its auditor."""
Classification = Literal["public", "client", "auditor", "internal", "restricted"]
READERS: dict[str, tuple[str, ...]] = {
    "internal": ("public", "client", "restricted", "auditor", "internal"), "client": ("public", "client", "restricted"), "auditor": ("public", "client", "auditor"),
}
"""Which classifications each edition shows: what is restricted is for those who do the work, not for an auditor's files."""


def must(doc: str, **more: Any) -> Any:
    """A field that has to be written, also when the answer is no."""
    return Field(description=doc, **more)


def may(doc: str, **more: Any) -> Any:
    """A field that may be left out."""
    return Field(default=None, description=doc, **more)


def given(default: Any, doc: str, **more: Any) -> Any:
    """A field whose usual value need not be written."""
    return Field(default=default, description=doc, **more)


def many(doc: str, **more: Any) -> Any:
    """A list that may be empty."""
    return Field(default=(), description=doc, **more)


def keyed(doc: str, **more: Any) -> Any:
    """Records by id; a second record with an id is a duplicate key, which the reader refuses."""
    return Field(default_factory=dict, description=doc, **more)


def not_for(*editions: Edition) -> dict[str, Any]:
    """What a field is declared with that some editions do not have: `may("...", **not_for("client"))`."""
    return {"json_schema_extra": {"not_for": list(editions)}}


def one_or_many(data: Any, field: str) -> Any:
    """The short form of a list with one entry is the entry itself."""
    value = data.get(field) if isinstance(data, dict) else None
    if value is None or isinstance(value, (list, tuple)):
        return data
    return {**data, field: [value]}


class Part(BaseModel):
    """A piece of a record: it has no address of its own and shows on its record's page."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False)
    short: ClassVar[str] = ""
    """The field that a bare line of text stands for, where a short form exists."""

    @classmethod
    def field_key(cls, name: str) -> str:
        """The word an author writes for a field (`as` for `as_`)."""
        return cls.model_fields[name].alias or name


class Record(Part):
    """A thing that other records refer to by id and that has one address in the binder."""

    kind: ClassVar[str]
    notes: Prose | None = may("Anything a stranger should know that no other field holds.")
    attachments: tuple[Ref["attachment"], ...] = many("Diagrams, photographs and papers that belong to it.")
    evidence_for: tuple[Ref["control"], ...] = many("Controls this is evidence towards, as `framework/control`.")
    classification: Classification = given("client", "Who may see it: everybody (public), client and auditor (client), client and provider (restricted), auditor and provider (auditor), the provider alone (internal).")

    @property
    def title_text(self) -> str:
        """What people call it: its name, title or the words that describe it."""
        for field in ("name", "title", "what", "purpose", "system"):
            if value := getattr(self, field, None):
                return str(value)
        return ""


def expand(cls: type[Part], data: Any) -> Any:
    """A bare line of text stands for the record whose `short` field holds it."""
    return {cls.field_key(cls.short): data} if isinstance(data, str) else data


def walk(value: Any, route: Route = ()) -> Iterator[tuple[Route, Any]]:
    """Every value inside a record with the route an author would see, depth first, parents before parts."""
    waiting = [(route, value)]
    while waiting:
        route, value = waiting.pop()
        yield route, value
        if isinstance(value, Part):
            inside = [(key, inner) for name, key in _keys(type(value)) if (inner := getattr(value, name)) is not None]
        elif isinstance(value, dict):
            inside = list(value.items())
        elif isinstance(value, tuple):
            inside = list(enumerate(value))
        else:
            continue
        waiting += [((*route, key), inner) for key, inner in reversed(inside)]


@cache
def _keys(cls: type[Part]) -> list[tuple[str, str]]:
    return [(name, field.alias or name) for name, field in cls.model_fields.items()]
