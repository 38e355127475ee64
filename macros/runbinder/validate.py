"""Data -> model, or what is wrong with it in an author's words: every fault at once, each with its route."""

import types
import typing
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from runbinder.model.common import Part, Route

Fault = tuple[Route, str, str]
"""(route, what is wrong, what to do)"""


def validate(cls: type[Part], data: Any, zone: Any = None) -> tuple[Any | None, list[Fault]]:
    """The record, or None and its faults."""
    try:
        return cls.model_validate(data, context={"zone": zone} if zone else None), []
    except ValidationError as error:
        return None, _without_echoes([_fault(cls, one) for one in error.errors(include_url=False)])


def _without_echoes(faults: list[Fault]) -> list[Fault]:
    """A misspelt key is one fault, not also the absence of the key that was meant."""
    unknown = [(route[:-1], str(route[-1])) for route, message, _ in faults if message.startswith("unknown key")]
    return [
        (route, message, hint) for route, message, hint in faults
        if not (message.endswith(" is missing") and any(
            route == where and get_close_matches(word, [message.split("'")[1]], cutoff=0.6) for where, word in unknown))
    ]


def did_you_mean(word: str, known: typing.Iterable[str]) -> str:
    """`did you mean 'email'?`, or the words there are where they are few, or nothing."""
    names = sorted(set(known))
    if close := get_close_matches(word, names, n=1, cutoff=0.6):
        return f"did you mean '{close[0]}'?"
    return f"known: {', '.join(names)}" if 0 < len(names) <= 12 else ""


def _fault(cls: type[Part], error: Any) -> Fault:
    route = tuple(part for part in error["loc"] if part != "[key]")
    word, given = str(route[-1]) if route else "", error["input"]
    ctx = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return route[:-1], f"'{word}' is missing", f"add '{word}:' - {_describe(cls, route)}"
        case "extra_forbidden":
            parent = _class_at(cls, route[:-1])
            known = [field.alias or name for name, field in parent.model_fields.items()] if parent else []
            if " " in word:  # only a comma in unquoted text between braces makes such a key
                return route, f"unknown key '{word}'", "between { } a comma ends a text: quote the text that has it"
            return route, f"unknown key '{word}'", did_you_mean(word, known) or "remove it, or write it as notes"
        case "literal_error":
            choices, of = _choices(ctx["expected"]), route[:-1] if error["loc"][-1] == "[key]" else route
            return route, f"{given!r} is not a value of '{_name(of)}'", did_you_mean(str(given), choices) or "one of: " + ", ".join(choices)
        case "string_type" | "string_sub_type":
            return route, f"'{_name(route)}' is one text, not {_shape(given)}", _text_hint(given)
        case "string_too_short" if not given.strip():
            return route, f"'{_name(route)}' is empty", "write it, or remove the key"
        case "tuple_type" | "list_type":
            return route, f"'{_name(route)}' is a list, not {_shape(given)}", "write it as [a, b], or one entry a line after '- '"
        case "dict_type" | "model_type" | "model_attributes_type" | "dataclass_type":
            return route, f"'{_name(route)}' has keys of its own, not {_shape(given)}", f"indent its keys below it: {_keys(cls, route)}"
        case "bool_parsing" | "bool_type":
            return route, f"{given!r} is not yes or no", "write yes or no"
        case "int_parsing" | "int_type" | "int_from_float":
            return route, f"{given!r} is not a whole number", "write digits only"
        case "too_short":
            return route, f"'{_name(route)}' needs at least {ctx['min_length']}, it has {ctx['actual_length']}", _describe(cls, route)
        case "too_long":
            return route, f"'{_name(route)}' takes at most {ctx['max_length']}, it has {ctx['actual_length']}", _describe(cls, route)
        case "date_from_datetime_parsing" | "date_parsing":
            return route, f"{given!r} is not a day of the calendar", "write it as 2026-03-31"
        case "value_error":
            problem, _, advice = error["msg"].removeprefix("Value error, ").partition(": ")
            return route, problem, advice
        case _:
            problem, _, advice = error["msg"].partition(": ")
            return route, problem[:1].lower() + problem[1:], advice or _describe(cls, route)


def _name(route: Route) -> str:
    """The last word of a route, with the number of the entry where it is in a list."""
    words = [part for part in route if isinstance(part, str)]
    number = f" {route[-1] + 1}" if route and isinstance(route[-1], int) else ""
    return (words[-1] if words else "the file") + number


def _shape(value: Any) -> str:
    if value is None:
        return "nothing"
    return {dict: "keys and values", list: "a list", str: "a text"}.get(type(value), "that")


def _text_hint(value: Any) -> str:
    if isinstance(value, list):
        return "quote the text if it begins with a bracket; several lines go after '|'"
    if isinstance(value, dict):
        return "quote the text if it has a colon followed by a space, or begins with a brace"
    return "write a text, or remove the key"


def _choices(expected: str) -> list[str]:
    """pydantic lists a Literal as `'a', 'b' or 'c'`."""
    return [part.strip().strip("'\"") for part in expected.replace(" or ", ", ").split(",")]


def _keys(cls: type[Part], route: Route) -> str:
    part = _class_at(cls, route)
    if part is None:
        return "one entry a line, 'id: ...'"
    required = [field.alias or name for name, field in part.model_fields.items() if field.is_required()]
    return ", ".join(required or [field.alias or name for name, field in part.model_fields.items()][:6])


def _describe(cls: type[Part], route: Route) -> str:
    """What the handbook says of the field at a route."""
    for cut in range(len(route), 0, -1):
        parent = _class_at(cls, route[: cut - 1])
        for name, field in parent.model_fields.items() if parent else ():
            if (field.alias or name) == route[cut - 1]:
                return (field.description or "").rstrip(".")
    return ""


def _class_at(cls: type[Part], route: Route) -> type[Part] | None:
    """The class of the record that a route leads to, or None where it leads to no record."""
    annotation: Any = cls
    for step in route:
        annotation = _inside(annotation, step)
        if annotation is None:
            return None
    return next(_parts(annotation), None)


def _inside(annotation: Any, step: str | int) -> Any:
    for part in _parts(annotation):
        for name, field in part.model_fields.items():
            if (field.alias or name) == step:
                return field.annotation
    for arm in _arms(annotation):
        if typing.get_origin(arm) in (dict, tuple):
            arguments = [argument for argument in typing.get_args(arm) if argument is not ...]
            return arguments[-1]
    return None


def _arms(annotation: Any) -> Iterator[Any]:
    if typing.get_origin(annotation) is typing.Annotated:
        yield from _arms(typing.get_args(annotation)[0])
    elif isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        for arm in typing.get_args(annotation):
            yield from _arms(arm)
    else:
        yield annotation


def _parts(annotation: Any) -> Iterator[type[Part]]:
    return (arm for arm in _arms(annotation) if isinstance(arm, type) and issubclass(arm, Part))
