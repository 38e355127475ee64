"""A binder in one line, as the shelf shows it beside the others."""

from collections.abc import Iterator
from datetime import date

from runbinder.analysis.recovery_promise import contracted, standings
from runbinder.assess import results
from runbinder.model.binder import Binder
from runbinder.readiness import readiness
from runbinder.tables.registry import Row, table


def last_exercise(binder: Binder) -> date | None:
    """When the client's plans were last rehearsed."""
    return max((entry.record.planned for entry in binder.all("exercise") if entry.party == "client" and entry.record.result), default=None)


def overdue_reviews(binder: Binder) -> int:
    return _said(binder).count("DOC-02") + _said(binder).count("DOC-09")


def hanging(binder: Binder) -> int:
    """How many things hang on one other alone."""
    return sum(code.startswith("SPF-") for code in _said(binder))


@table("The binder in one line", "readiness", "Binder", "Level", "Reached", "Aims at", "Errors", "Warnings", "Overdue reviews", "Last exercise", "Single points of failure", "Recovery times in a contract", "Of these achievable")
def portfolio(binder: Binder) -> Iterator[Row]:
    ready = readiness(binder)
    promises, kept = contracted(standings(binder))
    yield (str(binder.client.profile.name), ready.level, ready.name, ready.aims_at, ready.errors, ready.warnings, overdue_reviews(binder), last_exercise(binder),
           hanging(binder), len(promises), len(kept))


def _said(binder: Binder) -> list[str]:
    return [one.check.code for one in results(binder) if not one.waiver]
