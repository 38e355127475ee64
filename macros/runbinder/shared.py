"""A procedure that many clients share: the provider's text, with a client's values, steps and people in it."""

import re
from typing import Any

from runbinder.model.messages import VARIABLE
from runbinder.validate import Fault, did_you_mean

# What a client says about using a shared procedure; everything else it writes replaces the shared field.
_USE = {"uses", "with", "replace_steps", "add_steps"}


def expand(own: dict[str, Any], shared: dict[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    """The whole procedure as data, and what does not fit. Steps that are the client's own carry `own`."""
    values, faults = _values(own.get("with") or {}, shared.get("parameters") or {})
    whole = {key: _fill(value, values) for key, value in shared.items() if key != "parameters"}
    steps, more = _steps(list(whole.get("steps") or []), own)
    replaced = {key: value for key, value in own.items() if key not in _USE}
    if "steps" in replaced:
        replaced["steps"] = [_mark(step) for step in replaced["steps"] or []]
    kept = {key: own[key] for key in ("uses", "with") if key in own}
    return {**whole, "steps": steps, **replaced, **kept}, faults + more


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


def _steps(steps: list[Any], own: dict[str, Any]) -> tuple[list[Any], list[Fault]]:
    faults: list[Fault] = []

    def numbered(field: str, lowest: int) -> dict[int, Any]:
        known: dict[int, Any] = {}
        for number, change in (own.get(field) or {}).items():
            if re.fullmatch(r"\d+", number) and lowest <= int(number) <= len(steps):
                known[int(number)] = change
            else:
                faults.append(((field, number), f"the shared procedure has no step {number}", f"it has steps 1 to {len(steps)}"))
        return known

    replaced, added = numbered("replace_steps", 1), numbered("add_steps", 0)
    whole: list[Any] = [_mark(step) for step in added.get(0, [])]
    for number, step in enumerate(steps, start=1):
        whole.append(_mark(replaced[number]) if number in replaced else step)
        whole += [_mark(extra) for extra in added.get(number, [])]
    return whole, faults


def _mark(step: Any) -> dict[str, Any]:
    return {**(step if isinstance(step, dict) else {"do": step}), "own": True}
