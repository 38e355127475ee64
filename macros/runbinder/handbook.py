"""The reference part of the handbook, read from the code itself: entities and their fields, macros, commands."""

import inspect
import re
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType
from typing import Any

import click

from runbinder import wording
from runbinder.folder import WHOLE, families
from runbinder.checks import REGISTRY, Check
from runbinder.model import (
    acquisition, assurance, binder, channels, common, communications, control, incidents, messages, people, procedures, recovery, services,
    team, transition,
)
from runbinder.model.common import Part, Record
from runbinder.readiness import PARTS

# In the order in which somebody who writes a binder meets them.
CHAPTERS: dict[ModuleType, str] = {
    binder: "The folders", people: "People, roles and places", channels: "Channels and contact trees", services: "Services and what they stand on",
    recovery: "Recovery", procedures: "Procedures", team: "The incident team and the customer's seat", communications: "Communications",
    messages: "Messages and the standard", transition: "The transition-away plan", acquisition: "Finding a successor", incidents: "Incidents",
    assurance: "Exercises and audits", control: "Document control and settings", common: "What every record may have",
}
FOLDERS: dict[type[Part], str] = {binder.Client: "plans/clients/<client>/", binder.Provider: "plans/provider/"}
# Bases that only hand on their fields.
_BASES = (Part, people.Reachable, binder.Plans, binder.Profile)


@dataclass(frozen=True)
class Row:
    """A field: the word to write, what goes there (words, then a part), how many, what is needed, its sentence."""

    key: str
    anchor: str
    value: str
    part: type[Part] | None
    bounds: str
    need: str
    says: str


@dataclass(frozen=True)
class Entity:
    """A record, or a part of one. `files` says where it is written (path, family), `used` which fields hold it."""

    cls: type[Part]
    root: bool
    files: tuple[tuple[str, str], ...]
    used: tuple[tuple[type[Part], tuple[str, ...]], ...]
    rows: tuple[Row, ...]
    common: tuple[Row, ...]

    @property
    def says(self) -> str:
        return " ".join((inspect.getdoc(self.cls) or "").split())

    @property
    def short(self) -> str:
        """The field that a bare line of text stands for."""
        return self.cls.field_key(self.cls.short) if self.cls.short else ""


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str
    says: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True)
class Usage:
    """A macro or a command: how it is written, what it says of itself, its options."""

    name: str
    usage: str
    says: str
    options: tuple[tuple[str, str], ...] = ()


def slug(cls: type[Part]) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", cls.__name__).lower()


def title(cls: type[Part]) -> str:
    return slug(cls).replace("-", " ").capitalize()


def chapters() -> list[Chapter]:
    """Every class of the model: module by module, a part below the first record that has it."""
    return [
        Chapter(module.__name__.rpartition(".")[2], name, (module.__doc__ or "").partition("\n")[0], tuple(map(entity, _in_order(module))))
        for module, name in CHAPTERS.items()
    ]


def entity(cls: type[Part]) -> Entity:
    """What the handbook says of one class; what every record may have stands apart from its own fields."""
    hints = typing.get_type_hints(cls, include_extras=True)
    rows = [_row(cls, name, hints[name]) for name, field in cls.model_fields.items() if not field.exclude]
    common_keys = set(Record.model_fields) if issubclass(cls, Record) and cls is not Record else set()
    own, inherited = (tuple(row for row in rows if (row.key in common_keys) is shared) for shared in (False, True))
    return Entity(cls, cls in _roots() or issubclass(cls, Record), _files(cls), _used(cls), own, inherited)


def macros(registered: dict[str, Callable[..., Any]]) -> list[Usage]:
    """Every macro with a call of it; what stands in `<>` is to be replaced."""
    found = []
    for name, function in registered.items():
        owner = "provider" if function.__module__.endswith("handbook_macros") else "<client>"
        more = ["assets suppliers" if one == "families" else f"<{name.replace('_', '-')}>" for one in list(inspect.signature(function).parameters)[1:]]
        called = ", ".join(f'"{one}"' for one in (owner, *more))
        found.append(Usage(name, f"{{{{ {name}({called}) }}}}", inspect.getdoc(function) or ""))
    return sorted(found, key=lambda one: one.name)


def commands(group: click.Group) -> list[Usage]:
    """The program's own options, then every command, as `--help` says it."""
    return [_command(group, group, "runbinder"), *(_command(group, one, f"runbinder {name}") for name, one in sorted(group.commands.items()))]


def _command(group: click.Group, command: click.Command, name: str) -> Usage:
    context = click.Context(command, info_name=name, **group.context_settings)
    records = [one.get_help_record(context) for one in command.get_params(context)]
    options = tuple((words, says) for words, says in filter(None, records) if says)
    return Usage(name, " ".join([name, *command.collect_usage_pieces(context)]), inspect.cleandoc(command.help or ""), options)


def _row(cls: type[Part], name: str, hint: Any) -> Row:
    field, key = cls.model_fields[name], cls.field_key(name)
    words, part = wording.value(hint)
    return Row(key, f"{slug(cls)}-{key.replace('_', '-')}", words, part, wording.bounds(field), wording.need(field, hint), field.description or "")


def _parts(cls: type[Part]) -> Iterator[tuple[str, type[Part]]]:
    """The fields of a class that hold a part or records, with its class."""
    for name, hint in typing.get_type_hints(cls, include_extras=True).items():
        if name in cls.model_fields and (part := wording.value(hint)[1]):
            yield cls.field_key(name), part


def _classes(module: ModuleType) -> list[type[Part]]:
    return [one for one in vars(module).values() if isinstance(one, type) and issubclass(one, Part) and one.__module__ == module.__name__ and one not in _BASES]


@cache
def _roots() -> set[type[Part]]:
    """Classes that no other class of their module holds."""
    held = {(other.__module__, part) for module in CHAPTERS for other in _classes(module) for _, part in _parts(other) if part is not other}
    return {cls for module in CHAPTERS for cls in _classes(module) if (cls.__module__, cls) not in held}


def _in_order(module: ModuleType) -> list[type[Part]]:
    seen: dict[type[Part], None] = {}

    def take(cls: type[Part]) -> None:
        if cls not in seen and cls.__module__ == module.__name__ and cls not in _BASES:
            seen[cls] = None
            for _, part in _parts(cls):
                take(part)

    for cls in _classes(module):
        if cls in _roots():
            take(cls)
    return list(seen)


def _files(cls: type[Part]) -> tuple[tuple[str, str], ...]:
    """The file that holds it alone, and the key it stands under in any other; a key of '' where it is the whole file."""
    found = [("plans/settings.yml", "")] if cls is control.Settings else []
    stems = {field: stem for stem, field in WHOLE.items()}
    for plans, folder in FOLDERS.items():
        for key, part in _parts(plans):
            stem = plans.__name__.lower() if key in stems else key.replace("_", "-")
            if part is cls:
                alone = key in families(plans) and key != "attachments"
                found.append((f"{folder}{stem}/<id>.yml" if alone else f"{folder}{stem}.yml", key if key in families(plans) else ""))
    return tuple(found)


@cache
def _used(cls: type[Part]) -> tuple[tuple[type[Part], tuple[str, ...]], ...]:
    every = (one for module in CHAPTERS for one in _classes(module) if one not in FOLDERS)
    return tuple((one, keys) for one in every if (keys := tuple(key for key, part in _parts(one) if part is cls)))


def checks() -> list[tuple[str, list[Check]]]:
    """The catalogue: each part's name with its checks, in the order of the report."""
    parts: dict[str, list[Check]] = {}
    for check in REGISTRY.values():
        parts.setdefault(PARTS.get(check.code.partition("-")[0], "Other"), []).append(check)
    return list(parts.items())
