"""What can still be checked of plans that have faults, so that one run reports the faults of every kind."""

from typing import Any

from runbinder.model.binder import Plans, Provider
from runbinder.model.common import Route
from runbinder.validate import Fault, validate

_PROFILE = {"name": "-", "timezone": "UTC", "summary": "-"}
_CLIENT = {**_PROFILE, "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": "0"}
_PROVIDER = {**_PROFILE, "id": "provider"}


def salvage(cls: type[Plans], data: dict[str, Any], faults: list[Fault], zone: Any) -> tuple[Plans | None, set[Route]]:
    """The sound part of the plans, never to be rendered, and the records that had to be left out of it.

    What is wrong is cut off; where the rest can not do without it, more is cut off, up to the whole record.
    """
    dropped: set[Route] = set()
    for _ in range(8):
        for route in sorted({route for route, _, _ in faults if route}, key=_depth, reverse=True):
            if len(route) <= _record_length(cls, route):
                dropped.add(route)
            data = _without(data, route)
        if "profile" not in data:
            data = {**data, "profile": dict(_PROVIDER if cls is Provider else _CLIENT)}
        model, faults = validate(cls, data, zone)
        if model is not None:
            return model, dropped
    return None, dropped


def _depth(route: Route) -> list[str]:
    """Later entries of a list come off first, so that the numbers of earlier ones stay."""
    return [f"{part:06}" if isinstance(part, int) else part for part in route]


def _record_length(cls: type[Plans], route: Route) -> int:
    return 1 if route[0] in _singles(cls) else 2


def _singles(cls: type[Plans]) -> set[str]:
    return {name for name, field in cls.model_fields.items() if not str(field.annotation).startswith("dict")}


def _without(data: Any, route: Route) -> Any:
    """A copy without the entry at a route; a list ends before a faulty entry, so that the lines of others stay right."""
    if isinstance(data, dict) and route[0] in data:
        rest = {key: value for key, value in data.items() if key != route[0]}
        return rest if len(route) == 1 else {**data, route[0]: _without(data[route[0]], route[1:])}
    if isinstance(data, list) and isinstance(route[0], int) and route[0] < len(data):
        number = route[0]
        return data[:number] if len(route) == 1 else [*data[:number], _without(data[number], route[1:]), *data[number + 1 :]]
    return data
