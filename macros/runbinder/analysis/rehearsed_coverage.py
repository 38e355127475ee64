"""What was rehearsed and what never, kind by kind: every record that ought to be, with its last try and the next one.

An edition is judged by the whole binder: nothing was never tried only because a reader may not see the exercise in which it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from runbinder.analysis.due_kinds import PLANS
from runbinder.analysis.holders import people, responders
from runbinder.analysis.reach import own
from runbinder.analysis.rehearsed import DEPTHS, FAILED, Try, coming, tries
from runbinder.model.binder import PROVIDER, Binder, Entry
from runbinder.model.common import walk
from runbinder.model.values import Duration, Ref

KINDS = {
    "plan": ("Plans", "exercised", "Exercises in which the plan was tried."),
    "procedure": ("Procedures", "procedure_tested", "Tests by whomever, and exercises that covered it, as deep as its tests of those days: without one it was used, not tested."),
    "scenario": ("Scenarios", "exercised", "Exercises that played it."),
    "contact_tree": ("Contact trees", "tree_tested", "The telephones have to ring."),
    "message": ("Messages", "exercised", "The client's own, and those of the library that its plans name."),
    "role": ("Critical roles", "exercised", "An exercise covered it, or the holder since taking it on, or a deputy, took part in it."),
    "person": ("People", "exercised", "Who holds or deputises a critical role, or sits in the incident team; who looked on or was assumed to be gone rehearsed nothing."),
    "credential": ("Fetching of credentials", "credential_tested", "What the client can fetch without the provider, and did."),
}
"""What can be rehearsed: its heading, the interval of the settings by which it is in date, and what counts."""


@dataclass(frozen=True)
class Item:
    """Something that can be rehearsed, with its tries, latest first, and the next exercise that is planned for it; a plan has no entry."""

    kind: str
    id: str
    title: str
    entry: Entry | None
    tries: tuple[Try, ...]
    next: Entry | None
    limit: Duration
    as_of: date

    @property
    def last(self) -> Try | None:
        """The latest try that covers it."""
        return next((one for one in self.tries if not one.void), None)

    @property
    def vain(self) -> Try | None:
        """The latest try, if it failed; or if it covers nothing and none is in date."""
        latest = self.tries[0] if self.tries else None
        return latest if latest and latest.void and (latest.void == FAILED or self.state != "in date") else None

    @property
    def state(self) -> str:
        """in date, late or never: by the latest try that covers it."""
        return "never" if self.last is None else "in date" if self.as_of - self.last.day <= self.limit else "late"

    @property
    def deepest(self) -> str:
        """How deep it was tried within the interval; empty if it was not."""
        depths = [one.depth for one in self.tries if not one.void and one.depth is not None and self.as_of - one.day <= self.limit]
        return DEPTHS[max(depths)] if depths else ""


@lru_cache(maxsize=16)
def rehearsed(binder: Binder) -> dict[str, tuple[Item, ...]]:
    """By kind, in the order of KINDS, everything that can be rehearsed: what never was first, then what is late, by title."""
    if binder.id == PROVIDER:
        return {}
    if binder.whole:
        shown = {kind: [one for item in items if (one := _shown(binder, item))] for kind, items in rehearsed(binder.whole).items()}
        return {kind: tuple(items) for kind, items in shown.items() if items}
    known, planned = tries(binder), coming(binder)
    found: dict[str, tuple[Item, ...]] = {}
    for kind, (_, interval, _) in KINDS.items():
        limit: Duration = getattr(binder.settings.intervals, interval)
        items = [Item(kind, name, title, entry, known.get((kind, name), ()), planned.get((kind, name)), limit, binder.as_of) for name, title, entry in _subjects(binder, kind)]
        if items:
            found[kind] = tuple(sorted(items, key=lambda one: (("never", "late", "in date").index(one.state), one.title.casefold())))
    return found


def share(items: tuple[Item, ...]) -> tuple[int, int]:
    """How many are in date, of how many."""
    return sum(one.state == "in date" for one in items), len(items)


def _subjects(binder: Binder, kind: str) -> Iterator[tuple[str, str, Entry | None]]:
    """Id, title and entry of everything of a kind that ought to be rehearsed."""
    if kind == "plan":
        yield from ((field.replace("_", " "), title, None) for field, title in PLANS.items() if getattr(binder.client, field))
        if any(entry.record.recovery for entry in own(binder, "service")):
            yield "recovery", "Recovery of services", None
        return
    chosen = {"message": _messages, "role": _critical_roles, "person": _relied_on, "credential": _fetchable}.get(kind)
    yield from ((entry.id, entry.title, entry) for entry in (chosen(binder) if chosen else own(binder, kind)))


def _messages(binder: Binder) -> list[Entry]:
    """The client's own, and those of the library that its plans name."""
    named = {str(value) for _, value in walk(binder.client) if isinstance(value, Ref) and "message" in value.kinds}
    return [entry for entry in binder.all("message") if entry.party == "client" or entry.id in named]


def _critical_roles(binder: Binder) -> list[Entry]:
    return [entry for entry in own(binder, "role") if entry.record.critical]


def _relied_on(binder: Binder) -> list[Entry]:
    """Who holds or deputises a critical role, who runs an incident, and who sits in its team for the customer or a partner."""
    team = binder.client.incident_team
    names = [*(entry.id for entry in _critical_roles(binder)), *responders(binder), *(one.holder for one in (team.partner_seats if team else ()))]
    return list({person.id: person for name in names for person in people(binder, name)}.values())


def _fetchable(binder: Binder) -> list[Entry]:
    """What the client can fetch without the provider; that it can not is said elsewhere."""
    return [entry for entry in own(binder, "credential") if entry.record.client_can_retrieve]


def _shown(binder: Binder, item: Item) -> Item | None:
    """An item as an edition shows it; None where its record or plan is withheld. Of an exercise that is withheld only the day is told."""
    if item.entry is None:
        field = item.id.replace(" ", "_")
        return replace(item, tries=_told(binder, item), next=_known(binder, item.next)) if item.id == "recovery" or getattr(binder.client, field) else None
    entry = _known(binder, item.entry)
    return replace(item, title=entry.title, entry=entry, tries=_told(binder, item), next=_known(binder, item.next)) if entry else None


def _told(binder: Binder, item: Item) -> tuple[Try, ...]:
    """Of several on one day first those that can be shown."""
    return tuple(sorted((_retold(binder, one) for one in item.tries), key=lambda one: (one.day, one.entry is not None), reverse=True))


def _retold(binder: Binder, one: Try) -> Try:
    entry = _known(binder, one.entry)
    if entry is None:
        return Try(one.day, "withheld", void=one.void and "it does not count")
    return replace(one, entry=entry, by=tuple(firm for each in one.by if (firm := _known(binder, each))))


def _known(binder: Binder, entry: Entry | None) -> Entry | None:
    return binder.index.get(entry.kind, {}).get(entry.id) if entry else None
