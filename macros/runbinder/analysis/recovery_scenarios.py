"""How soon each service can be back if more is lost than its place of work: a person, a supplier, the provider (S0-33, S2-12).

What falls with what is not asked here but in `loss`: the scenarios of the transition plan come from there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from runbinder.analysis import loss
from runbinder.analysis.dependencies import Key
from runbinder.analysis.reach import own
from runbinder.analysis.recovery import Outlook, outlooks, promised
from runbinder.model.binder import Binder, Entry
from runbinder.model.values import Duration

LostIn = Mapping[str, Collection[Key]]
"""A scenario's id or title -> everything that is lost in it, as `("person", "rosa-mendes")`."""


@dataclass(frozen=True)
class Under:
    """A service in a scenario: when it could be back, or why it can not, beside its promise and what holds without the loss."""

    service: Entry
    scenario: str
    outlook: Outlook
    usual: Duration | None
    promised: Duration | None

    @property
    def kept(self) -> bool:
        """Whether the promise could be kept all the same; true where nothing was promised."""
        time = self.outlook.time
        return time is not None and (self.promised is None or time <= self.promised)

    @property
    def longer(self) -> Duration | None:
        """How much longer it takes than without the loss; None where it takes no longer, or for ever."""
        time = self.outlook.time
        return Duration.read(time - self.usual) if time is not None and self.usual is not None and time > self.usual else None


def under_scenarios(binder: Binder, lost_by_scenario: LostIn) -> dict[str, dict[str, Duration | None]]:
    """For each of the client's services with a recovery plan and each scenario the achievable time; None where there is no way back."""
    found: dict[str, dict[str, Duration | None]] = {}
    for one in scenarios(binder, lost_by_scenario):
        found.setdefault(one.service.id, {})[one.scenario] = one.outlook.time
    return found


def scenarios(binder: Binder, lost_by_scenario: LostIn, service: str = "") -> list[Under]:
    """The same with the reasons, service by service; of one service alone where it is named."""
    usual = outlooks(binder)
    lost = {name: outlooks(binder, lost=keys) for name, keys in lost_by_scenario.items()}
    services = [entry for entry in own(binder, "service") if entry.record.recovery and service in ("", entry.id)]
    return [
        Under(entry, name, those[entry.id], usual[entry.id].time, promised(entry.record.recovery))
        for entry in services for name, those in lost.items()
    ]


@lru_cache(maxsize=4)
def of_plan(binder: Binder) -> dict[str, list[Under]]:
    """For each service a row for every scenario of the transition plan; where any one of several may be gone, the worst case."""
    found: dict[str, list[Under]] = {}
    for name in loss.scenarios(binder):
        cases: dict[str, list[Under]] = {}
        for one in loss.of_scenario(binder, name):
            for under in scenarios(binder, {name: one.lost}):
                cases.setdefault(under.service.id, []).append(under)
        for service, several in cases.items():
            found.setdefault(service, []).append(max(several, key=_how_bad))
    return found


def _how_bad(one: Under) -> timedelta:
    return timedelta.max if one.outlook.time is None else one.outlook.time
