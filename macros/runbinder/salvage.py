"""What can still be checked of plans that have faults, so that one run reports the faults of every kind."""

from collections.abc import Iterator
from typing import Any

from runbinder.model.binder import Plans, Provider
from runbinder.model.common import Route
from runbinder.validate import Fault, validate

_PROFILE = {"name": "-", "timezone": "UTC", "summary": "-"}
_CLIENT = {**_PROFILE, "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": "0"}
_PROVIDER = {**_PROFILE, "id": "provider"}


def salvage(cls: type[Plans], data: dict[str, Any], faults: list[Fault], zone: Any) -> tuple[Plans | None, set[str]]:
    """The sound part of the plans, never to be rendered, and every key in what had to be left out: the ids among them are known.

    What is wrong is cut off; where the rest can not do without it, more is cut off, up to the whole record.
    """
    whole, profile = data, data.get("profile")
    lost = {str(profile.get("id"))} if isinstance(profile, dict) else set()
    for _ in range(8):
        for route in sorted({route for route, _, _ in faults if route}, key=_depth, reverse=True):
            lost |= {str(route[-1]), *_keys(_at(data, route))}
            data = _without(data, route)
        if "profile" not in data:
            data = {**data, "profile": dict(_PROVIDER if cls is Provider else _CLIENT)}
        model, faults = validate(cls, data, zone)
        if model is not None:
            return model, lost
    return None, lost | set(_keys(whole))


def _depth(route: Route) -> list[str]:
    """Later entries of a list come off first, so that the numbers of earlier ones stay."""
    return [f"{part:06}" if isinstance(part, int) else part for part in route]


def _at(data: Any, route: Route) -> Any:
    """What stands at a route, or None."""
    for step in route:
        if not (isinstance(data, dict) and step in data or isinstance(data, list) and isinstance(step, int) and step < len(data)):
            return None
        data = data[step]
    return data


def _keys(data: Any) -> Iterator[str]:
    """Every key in a piece of data, at any depth."""
    if isinstance(data, dict):
        yield from data
    if isinstance(data, (dict, list)):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from _keys(inner)


def _without(data: Any, route: Route) -> Any:
    """A copy without the entry at a route; a list ends before a faulty entry, so that the lines of others stay right."""
    if isinstance(data, dict) and route[0] in data:
        rest = {key: value for key, value in data.items() if key != route[0]}
        return rest if len(route) == 1 else {**data, route[0]: _without(data[route[0]], route[1:])}
    if isinstance(data, list) and isinstance(route[0], int) and route[0] < len(data):
        number = route[0]
        return data[:number] if len(route) == 1 else [*data[:number], _without(data[number], route[1:]), *data[number + 1 :]]
    return data
