"""A procedure that many clients share: the provider's text, with a client's values, steps and people in it."""

import re
from typing import Any

from runbinder.model.common import Route
from runbinder.model.messages import VARIABLE
from runbinder.validate import Fault, did_you_mean

# What a client says about using a shared procedure; everything else it writes replaces the shared field.
_USE = {"uses", "with", "replace_steps", "add_steps"}


def expand(own: dict[str, Any], shared: dict[str, Any]) -> tuple[dict[str, Any], list[Fault], list[Route]]:
    """The whole procedure as data, what does not fit, and where in `own` each of its steps is written.

    Steps that are the client's own carry `own`; the others are at its `uses`. `shared` is a procedure without faults.
    """
    values, faults = _values(_mapping(own.get("with")), shared.get("parameters") or {})
    whole = {key: _fill(value, values) for key, value in shared.items() if key != "parameters"}
    steps, more = _steps(whole["steps"], own)
    replaced = {key: value for key, value in own.items() if key not in _USE}
    if isinstance(mine := replaced.get("steps"), list):
        steps = [(("steps", number), _mark(step)) for number, step in enumerate(mine)]
        del replaced["steps"]
    kept = {key: own[key] for key in ("uses", "with") if key in own}
    return {**whole, "steps": [step for _, step in steps], **replaced, **kept}, faults + more, [place for place, _ in steps]


def _mapping(value: Any) -> dict[str, Any]:
    """What is no mapping is told by the model, and holds nothing."""
    return value if isinstance(value, dict) else {}


def _values(given: dict[str, Any], parameters: dict[str, Any]) -> tuple[dict[str, str], list[Fault]]:
    faults: list[Fault] = [
        (("with", name), f"the shared procedure has no parameter '{name}'", did_you_mean(name, parameters))
        for name in given if name not in parameters
    ]
    values: dict[str, str] = {}
    for name, parameter in parameters.items():
        described = parameter if isinstance(parameter, dict) else {"says": parameter}
        value = given.get(name, described.get("default"))
        if value is None:
            faults.append((("with",), f"the shared procedure needs a value for '{name}'", f"add '{name}:' under with - {described.get('says')}"))
        else:
            values[name] = str(value)
    return values, faults


def _fill(value: Any, values: dict[str, str]) -> Any:
    """The same data with `{{name}}` replaced in every text; a name without a value was reported already."""
    if isinstance(value, str):
        return VARIABLE.sub(lambda match: values.get(match[1], match[0]), value)
    if isinstance(value, dict):
        return {key: _fill(inner, values) for key, inner in value.items()}
    return [_fill(inner, values) for inner in value] if isinstance(value, list) else value


def _steps(steps: list[Any], own: dict[str, Any]) -> tuple[list[tuple[Route, Any]], list[Fault]]:
    """The steps, each with where the client wrote it."""
    faults: list[Fault] = []

    def numbered(field: str, lowest: int) -> dict[int, Any]:
        known: dict[int, Any] = {}
        if own.get(field) is not None and not isinstance(own[field], dict):
            faults.append(((field,), f"'{field}' has numbers of steps as its keys", "write the number of a step, and below it what is done"))
        for number, change in _mapping(own.get(field)).items():
            if re.fullmatch(r"\d{1,4}", number) and lowest <= int(number) <= len(steps):
                known[int(number)] = change
            else:
                faults.append(((field, number), f"the shared procedure has no step {number}", f"it has steps 1 to {len(steps)}"))
        return known

    replaced, added = numbered("replace_steps", 1), numbered("add_steps", 0)

    def more(number: int) -> list[tuple[Route, Any]]:
        extra = added.get(number, [])
        return [(("add_steps", str(number), n), _mark(step)) for n, step in enumerate(extra if isinstance(extra, list) else [extra])]

    whole = more(0)
    for number, step in enumerate(steps, start=1):
        whole.append((("replace_steps", str(number)), _mark(replaced[number])) if number in replaced else (("uses",), step))
        whole += more(number)
    return whole, faults


def _mark(step: Any) -> dict[str, Any]:
    return {**(step if isinstance(step, dict) else {"do": step}), "own": True}
