"""Laws over every class of the model, found by introspection, so that a new one can not forget them."""

import importlib
import inspect
import pkgutil
import types
import typing

import pytest
from pydantic import ValidationError

import runbinder.model
from runbinder.model.binder import Client, Plans, Profile, Provider
from runbinder.model.common import Part, Record
from runbinder.model.control import Settings
from runbinder.model.people import Reachable
from runbinder.validate import _choices, validate

MODULES = [importlib.import_module(f"runbinder.model.{one.name}") for one in pkgutil.iter_modules(runbinder.model.__path__)]
CLASSES = sorted({cls for module in MODULES for cls in vars(module).values() if inspect.isclass(cls) and issubclass(cls, Part)}, key=lambda cls: cls.__name__)
FIELDS = [(f"{cls.__name__}.{name}", field.annotation, field) for cls in CLASSES for name, field in cls.model_fields.items()]
BASES = {Record, Reachable}
"""Records that stand for no kind: what others are made of."""


def inside(annotation):
    """An annotation and everything it is made of."""
    yield annotation
    for argument in typing.get_args(annotation):
        if not isinstance(argument, str):
            yield from inside(argument)


def classes_below(cls, seen):
    """The classes of all records and parts that a folder can hold."""
    if cls not in seen:
        seen.add(cls)
        for field in cls.model_fields.values():
            for one in inside(field.annotation):
                if inspect.isclass(one) and issubclass(one, Part):
                    classes_below(one, seen)
    return seen


HELD = classes_below(Client, set()) | classes_below(Provider, set()) | classes_below(Settings, set())


def test_every_field_has_its_sentence():
    """The handbook, the JSON schema and the hints are made of it; a file's name may stand for one."""
    says = {where: field.description or "" for where, _, field in FIELDS}

    assert [] == [where for where, one in says.items() if not (one.endswith((".", ".yml")) and (one[0].isupper() or one[0].isdigit() or ".yml" in one))]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_nothing_can_be_changed_and_nothing_is_let_through(cls):
    """A binder is frozen, and a key that nobody knows is a fault."""
    assert (True, "forbid") == (cls.model_config["frozen"], cls.model_config["extra"])


def test_every_class_says_what_it_is():
    """Its docstring is its entry in the handbook; the two profiles share their base's."""
    assert [] == [cls.__name__ for cls in CLASSES if not (cls.__dict__["__doc__"] or cls.__base__ is Profile)]


def test_no_field_holds_just_anything():
    """Any, object and a bare dict would be where checks, links and the schema end."""
    assert [] == [where for where, one, _ in FIELDS if {id(part) for part in inside(one)} & set(map(id, (typing.Any, object, dict, list, tuple)))]


def test_no_field_holds_what_can_be_changed():
    """Lists are tuples; of what can be changed only `dict` is left, which nobody writes to."""
    assert [] == [where for where, one, _ in FIELDS if {list, set} & {typing.get_origin(part) for part in inside(one)}]


def test_a_field_is_one_thing_or_nothing():
    """A union of two classes would put their names into every message about them."""
    def arms(part):
        return [arm for arm in typing.get_args(part) if arm is not type(None)] if typing.get_origin(part) in (typing.Union, types.UnionType) else []

    assert [] == [where for where, one, _ in FIELDS if any(len(arms(part)) > 1 for part in inside(one))]


def test_the_values_of_an_enum_are_told_one_by_one():
    """What pydantic lists in a line of text comes apart again into the same words, whatever they are."""
    enums = {typing.get_args(part) for _, one, _ in FIELDS for part in inside(one) if typing.get_origin(part) is typing.Literal}
    told = {words: ", ".join(map(repr, words[:-1])) + " or " * (len(words) > 1) + repr(words[-1]) for words in enums}

    assert len(enums) > 40
    assert {} == {words: _choices(line) for words, line in told.items() if list(words) != _choices(line)}


def test_authors_write_english_keys():
    """`for`, `with`, `from`, `as`: the underscore that Python needs is not seen in a plan."""
    assert [] == [f"{cls.__name__}.{name}" for cls in CLASSES for name in cls.model_fields if cls.field_key(name).endswith("_")]


def test_every_record_of_a_folder_has_a_kind():
    """By which others refer to it, and by which it has its address."""
    assert set() == {cls for cls in HELD if issubclass(cls, Record) and not hasattr(cls, "kind")}


def test_a_kind_is_one_class():
    """But for organisations: a supplier is one of them, and so are client and provider."""
    kinds = {}
    for cls in CLASSES:
        if issubclass(cls, Record) and cls not in BASES:
            kinds.setdefault(cls.kind, set()).add(next(one for one in cls.__mro__ if "kind" in vars(one)))

    assert {} == {kind: classes for kind, classes in kinds.items() if len(classes) > 1}


def test_every_class_is_held_by_a_folder():
    """A class that no plan can reach is a leftover."""
    assert {Part, Record, Reachable, Plans, Profile} == set(CLASSES) - HELD


def test_every_reference_names_kinds_that_there_are():
    """A reference to a kind that no folder holds could never be right."""
    kinds = {cls.kind for cls in CLASSES if issubclass(cls, Record) and cls not in BASES} | {"shared_procedure"}
    named = {
        (where, kind) for where, annotation, field in FIELDS
        for meta in (*field.metadata, *(one for part in inside(annotation) for one in getattr(part, "__metadata__", ())))
        for kind in getattr(meta, "kinds", ())
    }

    assert len(named) > 200
    assert set() == {(where, kind) for where, kind in named if kind not in kinds}


@pytest.mark.parametrize("cls", [Client, Provider, Settings])
def test_a_schema_can_be_made(cls):
    """For editors: with a description on every field of every class."""
    schema = cls.model_json_schema()
    bare = [f"{name}.{key}" for name, one in schema.get("$defs", {}).items() for key, field in one.get("properties", {}).items() if not {"description", "$ref"} & set(field)]

    assert [] == bare
    assert set(schema["properties"]) == {cls.field_key(name) for name in cls.model_fields}


def test_settings_can_be_left_out():
    """Every interval and threshold has a default."""
    assert Settings() == validate(Settings, {})[0]


def test_a_record_can_not_be_written_to():
    """Not by mistake, either."""
    settings = Settings()

    with pytest.raises(ValidationError):
        settings.title = "Another"
