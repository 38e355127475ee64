"""What a check is, which there are, and what they say of a binder.

A check is one function: it takes what its scope names (a Binder, usually) and yields `(route, message)`.
It knows neither its severity nor its line. Its docstring is its page: the rule as a true sentence, why
(with the requirement or control ids), and `Fix:`.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from runbinder.model.binder import PROVIDER, Binder, Client, Entry, Provider
from runbinder.model.common import Route, walk

Severity = Literal["error", "warning", "info"]
Scope = Literal["binder", "results", "source", "provider", "shelf", "site"]
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
    provider: bool = False
    """Whether the provider's own plans are asked too, as a binder without a client."""

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
        said = next((part.removeprefix("Fix:").strip() for part in _paragraphs(self.function) if part.startswith("Fix:")), "")
        return said[:1].upper() + said[1:]


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

    @property
    def about(self) -> str:
        """What a waiver calls it: `role:scribe`; `plan:transition`; `client:harbour` for what is missing as a whole."""
        if self.entry:
            return f"{self.entry.kind}:{self.entry.id}"
        return f"plan:{self.route[2]}" if len(self.route) > 2 else f"client:{self.route[-1]}"


REGISTRY: dict[str, Check] = {}


def check(code: str, level: int, severity: Severity = "error", scope: Scope = "binder", provider: bool = False) -> Callable[[Callable[[Any], Said]], Callable[[Any], Said]]:
    """Registers a function under its code; the order of registration is the order of the catalogue."""

    def register(function: Callable[[Any], Said]) -> Callable[[Any], Said]:
        if code in REGISTRY:
            raise ValueError(f"{code} is the code of two checks")
        REGISTRY[code] = Check(code, level, severity, scope, function, provider)
        return function

    return register


def run(binder: Binder, checks: Iterable[Check] | None = None) -> list[Result]:
    """Everything the checks say of a binder, each with the record it is about and the waiver that covers it.

    Checks of scope `results` look at what the others said.
    """
    of_provider = binder.id == PROVIDER
    chosen = [one for one in (checks if checks is not None else REGISTRY.values()) if not of_provider or one.provider or one.scope == "provider"]
    places = {entry.route: entry for family in binder.index.values() for entry in family.values()}
    found: list[Result] = []
    subjects: list[tuple[str, Any]] = [("binder", binder), ("results", (binder, found))]
    for scope, subject in [*subjects, ("provider", binder)] if of_provider else subjects:
        for one in chosen:
            if one.scope == scope:
                found += [_result(binder, one, route, message, places) for route, message in list(one.function(subject))]
    return found


def _result(binder: Binder, check: Check, route: Route, message: str, places: dict[Route, Entry]) -> Result:
    entry = _about(route, places)
    result = Result(check, route, message, entry)
    waiver = next((one for one in binder.all("waiver") if one.record.check == check.code and one.record.record == result.about), None)
    return replace(result, waiver=waiver if waiver and waiver.record.expires >= binder.as_of else None)


def plans_of(binder: Binder) -> tuple[Client | Provider, Route]:
    """The plans that a rule about all records walks through, and their route: the client's, or the provider's in its own binder."""
    return (binder.provider, ("provider",)) if binder.id == PROVIDER else (binder.client, ("clients", binder.id))


def records_of(binder: Binder, *kinds: str) -> list[Entry]:
    """The records of these plans, of all kinds or of some."""
    base = plans_of(binder)[1]
    return [entry for kind in kinds or binder.index for entry in binder.all(kind) if entry.route[: len(base)] == base]


@lru_cache(maxsize=4)
def written(binder: Binder) -> tuple[tuple[Route, Any], ...]:
    """Every value of these plans with its route, parents before parts; a dozen rules look through all of them."""
    return tuple(walk(*plans_of(binder)))


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
