"""Single points of failure: each thing taken away on its own, each pair of principals together, and what would cure it (S2-9, S2-12)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from itertools import combinations

from runbinder.analysis.critical import critical_services
from runbinder.analysis.cures import UNSAID
from runbinder.analysis.dependencies import Key
from runbinder.analysis.loss import Loss, loss, principals, removable, words
from runbinder.model.binder import Binder, Entry

COUNTED = ("service", "procedure", "credential", "role")
_CURES = {
    ("role", "person"): "a deputy for {owner}", ("credential", "person"): "another holder of {owner}", ("credential", "role"): "another holder of {owner}",
    ("procedure", "person"): "somebody else who carries out {owner}", ("procedure", "credential"): "another credential for {owner}",
    ("service", "organisation"): "another company for {owner}", ("service", "channel"): "a fallback for {gone}", ("channel", "asset"): "a second line for {owner}",
    ("service", "site"): "another site for {owner}", ("asset", "site"): "another place for {owner}", ("credential", "organisation"): "a way for the client to fetch {owner}",
    ("message", "role"): "another sender for {owner}", ("copy", "person"): "another copy of the binder",
}


@dataclass(frozen=True)
class Point:
    """A single point of failure, or a pair of principals: ids of what is lost with it, by kind, the critical services among it, and those of them that no plan brings back within their MTPD."""

    loss: Loss
    critical: tuple[str, ...]
    late: tuple[str, ...]
    lost: dict[str, tuple[str, ...]]
    unrecoverable: tuple[str, ...]

    @property
    def weight(self) -> tuple[int, ...]:
        """What makes one worse than another: what stays away for too long first, then critical services, then all that stops, then what could not be brought back."""
        return (len(self.late), len(self.critical), *(len(self.lost[kind]) for kind in COUNTED), len(self.unrecoverable))

    def back(self) -> timedelta | None:
        """When the last of the services that stop is back; None where one of them never is."""
        times = [self.loss.after(("service", name)) for name in self.lost["service"]]
        return None if None in times else max((time for time in times if time is not None), default=timedelta(0))


@lru_cache(maxsize=8)
def single_points(binder: Binder) -> tuple[Point, ...]:
    """Every single thing that something of the client's is lost with, and every pair of principals that takes more than either, worst first."""
    alone = {key: _point(binder, frozenset({key})) for key in removable(binder)}
    found = [point for point in (*alone.values(), *_pairs(binder, alone)) if any(point.weight)]
    return tuple(sorted(found, key=lambda point: (*(-part for part in point.weight), point.loss.removed)))


def cured_by(binder: Binder, point: Point) -> list[str]:
    """Who or what would have to be there beside it, so that nothing hangs on it alone: one line for each thing that falls directly, services and procedures first."""
    found: dict[str, int] = {}
    gone = {*point.loss.removed, *((kind, name) for kind in ("reach", "workforce") for other, name in point.loss.removed)}
    for owner, need in point.loss.lost.items():
        entry = binder.index.get(owner[0], {}).get(owner[1])
        if not entry or (entry.party == "provider" and entry.kind != "role"):
            continue  # what is the provider's own is the provider's to cure
        hit = next((key for key in need.any_of if key in gone), None) if need else None
        if hit and owner[0] in (*COUNTED, "asset", "channel") and owner not in gone:
            kind = {"reach": "person", "workforce": "organisation"}.get(hit[0], hit[0])
            wording = _CURES.get((owner[0], kind), "something that takes over from {gone}")
            found[wording.format(owner=words(binder, owner), gone=words(binder, (kind, hit[1])))] = COUNTED.index(owner[0]) if owner[0] in COUNTED else len(COUNTED)
    return sorted(found, key=lambda cure: found[cure])


def _in_time(loss_: Loss, service: Entry) -> bool:
    after = loss_.after(("service", service.id))
    recovery = service.record.recovery
    return after is not None and after < UNSAID and (not recovery or after <= recovery.mtpd)


def _pairs(binder: Binder, alone: dict[Key, Point]) -> Iterator[Point]:
    """Two principals at once are lost in one car: what falls then beyond what falls with either."""
    for first, second in combinations([("person", name) for name in principals(binder, binder.provider_id)], 2):
        if first in alone and second in alone:
            both = _point(binder, frozenset({first, second}))
            if set(both.loss.lost) - set(alone[first].loss.lost) - set(alone[second].loss.lost):
                yield both


def _point(binder: Binder, removed: frozenset[Key]) -> Point:
    found = loss(binder, removed)
    ids = {kind: tuple(entry.id for entry in found.of(kind) if (kind, entry.id) not in removed) for kind in COUNTED}
    services = {entry.id: entry for entry in critical_services(binder)}
    critical = tuple(name for name in ids["service"] if name in services)
    return Point(found, critical, tuple(name for name in critical if not _in_time(found, services[name])), ids, tuple(entry.id for entry in found.unrecoverable()))
