"""What a check is, which there are, and what they say of a binder.

A check is one function: it takes what its scope names (a Binder, usually) and yields `(route, message)`.
It knows neither its severity nor its line. Its docstring is its page: the rule as a true sentence, why
(with the requirement or control ids), and `Fix:`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route

Severity = Literal["error", "warning", "info"]
Scope = Literal["binder", "source", "provider", "shelf", "site"]
Said = Iterator[tuple[Route, str]]
LEVELS = {1: "reachable", 2: "operable", 3: "transferable", 4: "assured"}


@dataclass(frozen=True)
class Check:
    """One rule of the catalogue. `level` is the readiness level that it belongs to."""

    code: str
    level: int
    severity: Severity
    scope: Scope
    function: Callable[[Any], Said]

    @property
    def name(self) -> str:
        """`PPL-02-critical-role-has-a-deputy`."""
        return f"{self.code}-{self.function.__name__.replace('_', '-')}"

    @property
    def rule(self) -> str:
        """What good looks like, in one sentence."""
        return _paragraphs(self.function)[0]

    @property
    def why(self) -> str:
        return "\n\n".join(part for part in _paragraphs(self.function)[1:] if not part.startswith("Fix:"))

    @property
    def fix(self) -> str:
        return next((part.removeprefix("Fix:").strip() for part in _paragraphs(self.function) if part.startswith("Fix:")), "")


@dataclass(frozen=True)
class Result:
    """What a check said of one place."""

    check: Check
    route: Route
    message: str
    entry: Entry | None = None
    waiver: Entry | None = None

    @property
    def severity(self) -> Severity:
        return self.check.severity


REGISTRY: dict[str, Check] = {}


def check(code: str, level: int, severity: Severity = "error", scope: Scope = "binder") -> Callable[[Callable[[Any], Said]], Callable[[Any], Said]]:
    """Registers a function under its code; the order of registration is the order of the catalogue."""

    def register(function: Callable[[Any], Said]) -> Callable[[Any], Said]:
        if code in REGISTRY:
            raise ValueError(f"{code} is the code of two checks")
        REGISTRY[code] = Check(code, level, severity, scope, function)
        return function

    return register


def run(binder: Binder, checks: Iterable[Check] | None = None) -> list[Result]:
    """Everything the checks say of a binder, each with the record it is about and the waiver that covers it."""
    chosen = list(checks if checks is not None else REGISTRY.values())
    places = {entry.route: entry for family in binder.index.values() for entry in family.values()}
    found = []
    for one in chosen:
        if one.scope == "binder":
            for route, message in one.function(binder):
                entry = _about(route, places)
                found.append(Result(one, route, message, entry, waiver_for(binder, one.code, entry)))
    return found


def waiver_for(binder: Binder, code: str, entry: Entry | None) -> Entry | None:
    """The waiver in date that covers what a check says of a record (`kind:id`)."""
    for waiver in binder.all("waiver"):
        about = f"{entry.kind}:{entry.id}" if entry else f"client:{binder.id}"
        if waiver.record.check == code and waiver.record.record in (about, f"client:{binder.id}" if entry is None else about):
            if waiver.record.expires >= binder.as_of:
                return waiver
    return None


def level_reached(results: Iterable[Result]) -> int:
    """The highest readiness level below which nothing is wrong: 0 to 4. A waived error does not count."""
    worst = min((result.check.level for result in results if result.severity == "error" and not result.waiver), default=5)
    return worst - 1


def _about(route: Route, places: dict[Route, Entry]) -> Entry | None:
    """The innermost record that a route leads into."""
    for length in range(len(route), 0, -1):
        if route[:length] in places:
            return places[route[:length]]
    return None


def _paragraphs(function: Callable[..., Any]) -> list[str]:
    text = re.sub(r"\n[ \t]+", "\n", function.__doc__ or "")
    return [" ".join(part.split()) for part in text.strip().split("\n\n")]
