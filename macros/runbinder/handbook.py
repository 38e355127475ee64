"""The reference part of the handbook, read from the code itself: entities and their fields, macros, commands."""

import inspect
import re
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache
from types import ModuleType
from typing import Any

import annotated_types
import click
from pydantic.fields import FieldInfo

from runbinder.folder import WHOLE, families
from runbinder.model import (
    acquisition, assurance, binder, channels, communications, control, incidents, messages, people, procedures, recovery, services, team,
    transition,
)
from runbinder.model.common import Part, Record
from runbinder.model.values import Clock, Command, Day, Duration, Email, Id, Moment, Money, Phone, Prose, Text, Url

# In the order in which somebody who writes a binder meets them.
CHAPTERS: dict[ModuleType, str] = {
    binder: "The folders", people: "People, roles and places", channels: "Channels and contact trees", services: "Services and what they stand on",
    recovery: "Recovery", procedures: "Procedures", team: "The incident team and the customer's seat", communications: "Communications",
    messages: "Messages and the standard", transition: "The transition-away plan", acquisition: "Finding a successor", incidents: "Incidents",
    assurance: "Exercises and audits", control: "Document control and settings",
}
WORDS: dict[Any, str] = {
    Text: "text", str: "text", Prose: "Markdown", Command: "what to type, kept to the letter", Id: "id", people.Hours: "hours",
    Phone: "telephone number", Email: "mail address", Url: "web address", Duration: "length of time", Money: "amount of money",
    Day: "date", Moment: "date and time", Clock: "time of day", bool: "yes or no", int: "whole number",
}
FOLDERS: dict[type[binder.Plans], str] = {binder.Client: "plans/clients/<client>/", binder.Provider: "plans/provider/"}
# Bases that only hand on their fields.
_BASES = (Part, Record, people.Reachable, binder.Plans, binder.Profile)


@dataclass(frozen=True)
class Row:
    """One field: the word to write, what goes there, `need` (`required`, a default, or nothing) and its sentence."""

    key: str
    anchor: str
    value: str
    part: "type[Part] | None"
    need: str
    says: str


@dataclass(frozen=True)
class Entity:
    """One record or part; `files` are places it is written in, `used` the fields of others that hold it."""

    cls: type[Part]
    part: bool
    files: tuple[tuple[str, str], ...]
    used: tuple[tuple[type[Part], str], ...]
    rows: tuple[Row, ...]
    shared: tuple[Row, ...]

    @property
    def slug(self) -> str:
        return slug(self.cls)

    @property
    def says(self) -> str:
        return " ".join(inspect.cleandoc(self.cls.__doc__ or "").split())

    @property
    def short(self) -> str:
        """The field that a bare line of text stands for."""
        return self.cls.field_key(self.cls.short) if self.cls.short else ""


@dataclass(frozen=True)
class Chapter:
    title: str
    says: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True)
class Callable_:
    """A macro or a command: how it is written, what it says of itself, and its arguments or options."""

    name: str
    usage: str
    says: str
    options: tuple[tuple[str, str], ...] = ()


def slug(cls: type[Part]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()


def title(cls: type[Part]) -> str:
    return slug(cls).replace("-", " ").capitalize()


def entity(cls: type[Part]) -> Entity:
    """What the handbook says of one class; what every record has stands apart from its own fields."""
    hints = typing.get_type_hints(cls, include_extras=True)
    rows = [_row(cls, name, field, hints[name]) for name, field in cls.model_fields.items() if not field.exclude]
    common = set() if cls is Record else {name for name in Record.model_fields if issubclass(cls, Record)}
    own = tuple(row for row in rows if row.key not in common)
    return Entity(cls, cls not in _roots() and not issubclass(cls, Record), _files(cls), _used(cls), own, tuple(row for row in rows if row.key in common))


def chapters() -> list[Chapter]:
    """Every class of the model: each module's own, a part below the first that uses it."""
    found = [Chapter("In every record", "What each record may have beside its own fields.", (entity(Record),))]
    for module, name in CHAPTERS.items():
        found.append(Chapter(name, (module.__doc__ or "").partition("\n")[0], tuple(entity(cls) for cls in _in_order(module))))
    return found


def macros(registered: dict[str, Callable[..., Any]]) -> list[Callable_]:
    """Every macro with a call of it; `<...>` is to be replaced."""
    found = []
    for name, function in registered.items():
        more = ["assets suppliers" if one == "families" else f"<{name.replace('_', '-')}>" for one in list(inspect.signature(function).parameters)[1:]]
        owner = "provider" if (function.__module__ or "").endswith("handbook_macros") else "<client>"
        called = ", ".join(f'"{one}"' for one in (owner, *more))
        found.append(Callable_(name, f"{{{{ {name}({called}) }}}}", inspect.getdoc(function) or ""))
    return sorted(found, key=lambda one: one.name)


def commands(group: click.Group) -> list[Callable_]:
    """The program's own options, then every command as its `--help` describes it."""
    found = [_command(group, "runbinder")]
    return found + [_command(command, f"runbinder {name}") for name, command in sorted(group.commands.items())]


def _command(command: click.Command, name: str) -> Callable_:
    context = click.Context(command, info_name=name)
    options = tuple(record for one in command.get_params(context) if (record := one.get_help_record(context)))
    return Callable_(name, " ".join([name, *command.collect_usage_pieces(context)]), inspect.cleandoc(command.help or ""), options)


def _row(cls: type[Part], name: str, field: FieldInfo, hint: Any) -> Row:
    key = cls.field_key(name)
    words, part = _value(hint)
    return Row(key, f"{slug(cls)}-{key.replace('_', '-')}", words + _bounds(field), part, _need(field, hint), field.description or "")


def _value(hint: Any) -> tuple[str, type[Part] | None]:
    """Words for a type, and the part that ends them where there is one."""
    if hint in WORDS:
        return WORDS[hint], None
    if isinstance(hint, type) and issubclass(hint, Part):
        return "", hint
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin is typing.Annotated:
        kinds = next((one.kinds for one in arguments[1:] if hasattr(one, "kinds")), ())
        return (f"id of {_or(kinds)}", None) if kinds else _value(arguments[0])
    if origin is typing.Literal:
        return f"one of: {', '.join(map(str, arguments))}" if len(arguments) > 1 else f"always {arguments[0]}", None
    if origin is tuple:
        words, part = _value(arguments[0])
        return f"list of {words.removeprefix('one of: ') if words.startswith('one of') else words.replace('id of', 'ids of', 1)}", part
    if origin is dict:
        by, (words, part) = _value(arguments[0])[0], _value(arguments[1])
        return ("records by id: " if part and issubclass(part, Record) else f"by {by.removeprefix('one of: ').replace('text', 'name')}: ") + words, part
    return _value(next(one for one in arguments if one is not type(None)))


def _or(kinds: tuple[str, ...]) -> str:
    words = [kind.replace("_", " ") for kind in kinds]
    listed = " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    return f"{'an' if listed[0] in 'aeiou' else 'a'} {listed}"


def _bounds(field: FieldInfo) -> str:
    low = next((one.ge if isinstance(one, annotated_types.Ge) else one.gt + 1 for one in field.metadata if isinstance(one, (annotated_types.Ge, annotated_types.Gt))), None)
    high = next((one.le for one in field.metadata if isinstance(one, annotated_types.Le)), None)
    least = next((one.min_length for one in field.metadata if isinstance(one, annotated_types.MinLen)), None)
    exact = least is not None and any(isinstance(one, annotated_types.MaxLen) and one.max_length == least for one in field.metadata)
    if least is not None:
        return f" ({'exactly' if exact else 'at least'} {least})"
    return f", {low} to {high}" if high is not None else f", {low} or more" if low is not None else ""


def _need(field: FieldInfo, hint: Any) -> str:
    if field.is_required():
        return "required" + (", null allowed" if type(None) in typing.get_args(hint) else "")
    value = field.get_default(call_default_factory=True)
    if isinstance(value, Part):
        value = ", ".join(f"{name}: {getattr(value, name)}" for name in value.model_fields_set)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    if value is None or value in ((), {}, ""):
        return ""
    return ", ".join(value) if isinstance(value, tuple) else f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _parts(cls: type[Part]) -> Iterator[tuple[str, type[Part]]]:
    for name, hint in typing.get_type_hints(cls, include_extras=True).items():
        if name in cls.model_fields and (part := _value(hint)[1]):
            yield cls.field_key(name), part


def _classes(module: ModuleType) -> list[type[Part]]:
    return [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Part) and one.__module__ == module.__name__ and one not in _BASES]


@cache
def _roots() -> set[type[Part]]:
    """Classes that no other class of their module holds."""
    return {cls for module in CHAPTERS for cls in _classes(module) if not any(part is cls for other in _classes(module) if other is not cls for _, part in _parts(other))}


def _in_order(module: ModuleType) -> Iterator[type[Part]]:
    seen: set[type[Part]] = set()

    def below(cls: type[Part]) -> Iterator[type[Part]]:
        if cls not in seen and cls.__module__ == module.__name__ and cls not in _BASES:
            seen.add(cls)
            yield cls
            for _, part in _parts(cls):
                yield from below(part)

    for cls in _classes(module):
        if cls in _roots():
            yield from below(cls)


def _files(cls: type[Part]) -> tuple[tuple[str, str], ...]:
    """Where it is written: (path, family), the family empty where the whole file is the record."""
    found = [("plans/settings.yml", "")] if cls is control.Settings else []
    names = {field: stem for stem, field in WHOLE.items()}
    for plans, folder in FOLDERS.items():
        if cls is plans:
            found.append((folder, ""))
        for key, part in _parts(plans):
            if part is cls and key in families(plans):
                found.append((f"{folder}{key.replace('_', '-')}/<id>.yml", key))
            elif part is cls:
                stem = ("provider" if plans is binder.Provider else "client") if key in names else key.replace("_", "-")
                found.append((f"{folder}{stem}.yml", ""))
    return tuple(found)


@cache
def _used(cls: type[Part]) -> tuple[tuple[type[Part], str], ...]:
    every = (one for module in CHAPTERS for one in _classes(module) if one not in FOLDERS)
    return tuple((one, key) for one in every for key, part in _parts(one) if part is cls)
