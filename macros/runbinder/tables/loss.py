"""What is lost with what: scenario by scenario, and of each thing that something hangs on alone."""

from collections.abc import Iterator
from datetime import timedelta

from runbinder.analysis.cures import UNSAID
from runbinder.analysis.loss import Loss, because, of_scenario, scenarios as known, words
from runbinder.analysis.points import Point, cured_by, single_points as ranked
from runbinder.model.binder import Binder, Entry
from runbinder.model.values import Duration
from runbinder.tables.registry import Row, table

_LISTED = ("service", "procedure", "role", "credential", "message", "copy")


def back_of(point: Point) -> str:
    """When the services that stop with it are back."""
    return _after(point.back()) if point.lost["service"] else "no service stops"


@table("Single points of failure", "single-points", "Rank", "If this is gone", "Critical services that stop", "All that stops", "Back after", "What would cure it", "Risk on record", "Back later than the MTPD")
def single_points(binder: Binder) -> Iterator[Row]:
    risks = {str(entry.record.of): entry for entry in binder.all("risk")}
    for rank, one in enumerate(ranked(binder), start=1):
        gone = [binder.index.get(kind, {}).get(name) or words(binder, (kind, name)) for kind, name in one.loss.removed]
        stops = ", ".join(f"{len(ids)} {kind}{'s' * (len(ids) != 1)}" for kind, ids in one.lost.items() if ids)
        risk = next((risks[name] for _, name in one.loss.removed if name in risks), None)
        yield rank, gone, [binder.index["service"][name] for name in one.critical], stops, back_of(one), cured_by(binder, one), risk, [binder.index["service"][name] for name in one.late]


@table("If they are gone", "transition/loss", "Scenario", "Loses", "Services", "Procedures", "Roles", "Credentials", "Messages", "Copies", "Lost for good", "Services back after")
def scenarios(binder: Binder) -> Iterator[Row]:
    for name, (title, _) in known(binder).items():
        for one in of_scenario(binder, name):
            stopped = [one.after(("service", entry.id)) for entry in one.of("service")]
            never = None in stopped
            back = _after(None if never else max((time for time in stopped if time is not None), default=timedelta(0))) if stopped else "no service stops"
            yield binder.find(name, ("scenario",)) or title, one.title, *(len(_missed(one, kind)) for kind in _LISTED), len(one.for_good()), back


@table("What each scenario takes", "transition/loss", "Scenario", "Loses", "Sort", "What is lost", "Why", "May be down", "Back after")
def losses(binder: Binder) -> Iterator[Row]:
    for name, (title, _) in known(binder).items():
        for one in of_scenario(binder, name):
            for kind in _LISTED:
                for entry in _missed(one, kind):
                    plan = entry.record.recovery if kind == "service" else None
                    yield binder.find(name, ("scenario",)) or title, one.title, kind, entry, because(binder, one, (kind, entry.id)), plan.mtpd if plan else None, _after(one.after((kind, entry.id)))


def _missed(one: Loss, kind: str) -> list[Entry]:
    return [entry for entry in one.of(kind) if (kind, entry.id) not in one.removed]


def _after(after: timedelta | None) -> str:
    return "never" if after is None else "nobody wrote it down" if after >= UNSAID else str(Duration.read(after)) if after else "at once"
