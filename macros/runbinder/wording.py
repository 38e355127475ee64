"""What the type of a field is called in the handbook: `tuple[Ref["role"], ...]` is a list of ids of roles."""

import typing
from datetime import time
from typing import Any

import annotated_types
from pydantic.fields import FieldInfo

from runbinder.model.common import Part, Record
from runbinder.model.people import Hours
from runbinder.model.values import Clock, Command, Day, Duration, Email, Id, Moment, Money, Phone, Prose, Text, Url

WORDS: dict[Any, str] = {
    Text: "text", str: "text", Prose: "Markdown", Command: "what to type, kept to the letter", Id: "id", Hours: "hours",
    Phone: "telephone number", Email: "mail address", Url: "web address", Duration: "length of time", Money: "amount of money",
    Day: "date", Moment: "date and time", Clock: "time of day", bool: "yes or no", int: "whole number",
}
_ONE_OF = "one of: "


def value(hint: Any, many: bool = False) -> tuple[str, type[Part] | None]:
    """Words for a type hint, and the part of a plan that ends them where there is one."""
    known = next((one for one in (hint, *getattr(hint, "__mro__", ())) if one in WORDS), None)
    if known:
        return WORDS[known], None
    if isinstance(hint, type) and issubclass(hint, Part):
        return "", hint
    arguments = typing.get_args(hint)
    match typing.get_origin(hint):
        case typing.Annotated:
            kinds = next((one.kinds for one in arguments[1:] if hasattr(one, "kinds")), ())
            return (f"{'ids' if many else 'id'} of {_or(kinds, many)}", None) if kinds else value(arguments[0])
        case typing.Literal:
            return (_ONE_OF + ", ".join(map(str, arguments)) if len(arguments) > 1 else f"always {arguments[0]}"), None
        case origin if origin is tuple:
            words, part = value(arguments[0], many=True)
            return (f"list, any of: {words.removeprefix(_ONE_OF)}" if words.startswith(_ONE_OF) else f"list of {words}"), part
        case origin if origin is dict:
            by, (words, part) = value(arguments[0])[0].removeprefix(_ONE_OF), value(arguments[1])
            return ("records by id: " if part and issubclass(part, Record) else f"by {'name' if by == 'text' else by}: ") + words, part
    return value(next(one for one in arguments if one is not type(None)), many)


def bounds(field: FieldInfo) -> str:
    """How many or how much, where the model says so."""
    limits = {type(one): one for one in field.metadata}
    if least := limits.get(annotated_types.MinLen):
        exact = annotated_types.MaxLen in limits
        return f"{'exactly' if exact else 'at least'} {least.min_length}"
    low = limits[annotated_types.Ge].ge if annotated_types.Ge in limits else limits[annotated_types.Gt].gt + 1 if annotated_types.Gt in limits else None
    if low is None:
        return ""
    return f"{low} to {limits[annotated_types.Le].le}" if annotated_types.Le in limits else f"{low} or more"


def need(field: FieldInfo, hint: Any) -> str:
    """`required`, the default as an author would write it, or nothing: it may be left out."""
    if field.is_required():
        return "required, null allowed" if type(None) in typing.get_args(hint) else "required"
    default = field.get_default(call_default_factory=True)
    if isinstance(default, Part):
        default = tuple(f"{name}: {getattr(default, name)}" for name in default.model_fields_set)
    match default:
        case None | "" | () | {}:
            return ""
        case bool():
            return "yes" if default else "no"
        case tuple():
            return ", ".join(map(str, default))
        case time():
            return f"{default:%H:%M}"
    return str(default)


def _or(kinds: tuple[str, ...], many: bool) -> str:
    words = [kind.replace("_", " ") for kind in kinds]
    if many:
        words = ["people" if word == "person" else f"{word}s" for word in words]
    listed = " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    return listed if many else f"{'an' if listed[0] in 'aeiou' else 'a'} {listed}"
