"""How ready a binder is: what the checks say of it, with a line for each, and the level that it has reached."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from runbinder.checks import LEVELS, REGISTRY, Check, Result, level_reached, run
from runbinder.checks.registry import Said
from runbinder.finding import Finding
from runbinder.model.binder import Binder
from runbinder.model.common import Route
from runbinder.secrets import Source

_HIDDEN = "is about something that this edition does not show"
Locate = Callable[[Route], tuple[str, int, int]]


def plans_can_be_read(findings: Iterable[Finding]) -> Said:
    """Every plan can be read, and what it names is there.

    A plan that is no YAML, has an unknown key or names a record that does not exist says something else than its author
    meant. The pages of that binder are not built and its other checks are not asked until this is mended.

    Fix: do what the line under the finding says.
    """
    yield from (((), one.message) for one in findings)


READING = Check("GEN-01", 1, "error", "shelf", plans_can_be_read, provider=True)
CATALOGUE = {READING.code: READING, **REGISTRY}
"""All that can stand in a report: what the reader finds, and the checks."""


@dataclass(frozen=True, order=True)
class Judged:
    """A finding as it counts for one client: `level` it belongs to, whether it is beyond what the client aims at (`next`),
    and who accepted it (`waived`, empty if nobody)."""

    finding: Finding
    level: int = 1
    next: bool = False
    waived: str = ""
    about: str = ""

    @property
    def fails(self) -> bool:
        return self.finding.severity == "error" and not self.next and not self.waived

    @property
    def warns(self) -> bool:
        return self.finding.severity == "warning" and not self.next and not self.waived


@dataclass(frozen=True)
class Judgement:
    """What is said of one client (or of the provider): findings by place, the level reached and the one aimed at."""

    client: str
    findings: tuple[Judged, ...]
    level: int
    aims_at: int
    readable: bool = True
    """Whether the plans could be read, and so whether any check was asked."""

    @property
    def errors(self) -> int:
        return sum(one.fails for one in self.findings)

    @property
    def warnings(self) -> int:
        return sum(one.warns for one in self.findings)

    @property
    def distance(self) -> int:
        """How many errors stand before the next level."""
        return sum(one.finding.severity == "error" and not one.waived and one.level == self.level + 1 for one in self.findings)


@lru_cache(maxsize=4)
def results(binder: Binder) -> tuple[Result, ...]:
    """What the checks say of a binder; the pages of a binder ask again and again.

    An edition has the findings of the whole binder and no others, in words that are found without what is withheld: nothing is
    missing only because a reader may not see it, and nothing is told by a finding that no page tells.
    """
    if binder.whole is None:
        return tuple(run(binder))
    told = {(one.check.code, one.route): one for one in run(binder)}
    hidden = partial(replace, message=_HIDDEN, route=("clients", binder.id, "profile"), entry=None)
    return tuple(told.get((one.check.code, one.route)) or hidden(one) for one in results(binder.whole) if (one.check.code, one.route) in told or not one.waiver)


def judge(binder: Binder, locate: Locate, codes: Iterable[str] = ()) -> Judgement:
    """Results with their lines, judged by the level that the client aims at."""
    wanted = set(codes)
    said = results(binder)
    aims_at = binder.client.profile.aims_at
    judged = sorted(_judged(one, locate, aims_at) for one in said if not wanted or one.check.code in wanted)
    return Judgement(binder.id, tuple(judged), level_reached(said), aims_at)


def unreadable(client: str, findings: Iterable[Finding]) -> Judgement:
    """A client whose plans can not be read has reached nothing."""
    return Judgement(client, tuple(Judged(one) for one in sorted(findings)), 0, len(LEVELS), readable=False)


def _judged(result: Result, locate: Locate, aims_at: int) -> Judged:
    check = result.check
    finding = Finding(*locate(result.route), check.code, check.severity, result.message, check.fix)
    waiver = result.waiver.record if result.waiver else None
    waived = f"{' '.join(waiver.reason.split())} (until {waiver.expires}, {waiver.approved_by})" if waiver else ""
    return Judged(finding, check.level, check.level > aims_at, waived, result.about)


def with_sources(judgement: Judgement, texts: Iterable[Source]) -> Judgement:
    """The judgement with what the checks of source texts say."""
    checks = [one for one in REGISTRY.values() if one.scope == "source"]
    said = [
        Judged(Finding(text.path, *place, check.code, check.severity, message, check.fix), check.level, check.level > judgement.aims_at)
        for text in texts for check in checks for place, message in check.function(text)
    ]
    level = min([judgement.level, *(one.level - 1 for one in said if one.finding.severity == "error")])
    return replace(judgement, findings=tuple(sorted([*judgement.findings, *said])), level=level)
