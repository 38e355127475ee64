"""What was promised beside what is arranged, believed and shown; and what each way out of a gap costs and buys (S0-26 to S0-37)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from runbinder.analysis.dependencies import Key
from runbinder.analysis.reach import own
from runbinder.analysis.recovery import Outlook, Piece, Pieces, outlooks, promised, took, waits, with_option
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.procedures import Step
from runbinder.model.recovery import Attestation, Demonstrated, Option, RecoveryObjective
from runbinder.model.values import Duration

POSITIONS = ("senior management", "site")
Verdict = Literal["kept", "broken", "open", "none"]


@dataclass(frozen=True)
class Standing:
    """One service: its promise, the longest path with what is arranged now, and the last time that was shown.

    `unsaid` are sentences about what nobody wrote down and the sum needs: the path is then shorter than the truth.
    """

    entry: Entry
    plan: RecoveryObjective
    outlook: Outlook
    unsaid: tuple[str, ...]
    shown: Demonstrated | None

    @property
    def promised(self) -> Duration | None:
        return promised(self.plan)

    @property
    def achievable(self) -> Duration | None:
        """From the first call until it is back; None where nothing says how, or it waits in a circle."""
        return self.outlook.time or None

    @property
    def excess(self) -> Duration | None:
        """How much longer it takes than was promised; None if it does not."""
        limit, time = self.promised, self.outlook.time
        return Duration.read(time - limit) if limit and time and time > limit else None

    @property
    def verdict(self) -> Verdict:
        """`open`: nobody can say, because no procedure is named, a time is missing, or it waits for itself."""
        if not self.promised:
            return "none"
        if self.excess:
            return "broken"
        return "open" if self.unsaid or self.outlook.path is None else "kept"

    @property
    def words(self) -> str:
        """The verdict as one says it."""
        return {"kept": "in time", "broken": f"{self.excess} too long", "open": "nobody can say", "none": "nothing promised"}[self.verdict]

    @property
    def too_late(self) -> bool:
        """Whether the business is in danger before the service is back and the backlog is done."""
        return bool(self.outlook.time and self.outlook.time + (self.plan.catch_up or Duration(0)) > self.plan.mtpd)

    @property
    def shown_too_late(self) -> bool:
        return bool(self.shown and self.promised and self.shown.took > self.promised)


@dataclass(frozen=True)
class Way:
    """An option: when the service would be back, and what would be promised then."""

    id: str
    option: Option
    buys: Duration
    promise: Duration | None
    taken: bool

    @property
    def closes(self) -> bool:
        """Whether the promise could be kept, if this way were gone."""
        return self.promise is None or self.buys <= self.promise


def promises(binder: Binder) -> Iterator[tuple[Entry, RecoveryObjective, Route]]:
    """The client's services with a promised recovery time, the objective and its route."""
    for entry in own(binder, "service"):
        plan = entry.record.recovery
        if plan and promised(plan):
            yield entry, plan, (*entry.route, "recovery")


def standings(binder: Binder) -> list[Standing]:
    """The client's services that have a recovery plan, in the order of the plans."""
    found, graph = outlooks(binder), waits(binder)
    return [_standing(binder, entry, found[entry.id], graph) for entry in own(binder, "service") if entry.record.recovery]


def standing(binder: Binder, service: str) -> Standing | None:
    """One service's; None if it says nothing of recovery. The provider's services have theirs too."""
    entry = binder.index.get("service", {}).get(service)
    return _standing(binder, entry, outlooks(binder)[service], waits(binder)) if entry and entry.record.recovery else None


def contracted(several: Iterable[Standing]) -> tuple[list[Standing], list[Standing]]:
    """Those whose time stands in a contract, and those of them that can be kept (S0-33)."""
    promises = [one for one in several if one.plan.contracted]
    return promises, [one for one in promises if one.verdict == "kept"]


def ways(binder: Binder, service: str, plan: RecoveryObjective) -> list[Way]:
    """What each option would buy, in the order in which they are written (S0-30)."""
    return [
        Way(name, option, took(with_option(binder, service, option)), option.contracted.rto if option.contracted else promised(plan),
            bool(plan.decision and plan.decision.option == name))
        for name, option in plan.options.items()
    ]


def believed(plan: RecoveryObjective) -> dict[str, tuple[int, Attestation] | None]:
    """What each position said last, with its place in the list; None for one that was not asked (S0-37)."""
    said = sorted(enumerate(plan.attested), key=lambda one: (one[1].on, one[0]))
    latest = {one.position: (number, one) for number, one in said}
    return {position: latest.get(position) for position in POSITIONS}


def untimed(binder: Binder, service: Entry) -> Iterator[tuple[str, str | int, str]]:
    """Where in a service's recovery plan a time is missing (family, key), and the sentence that says so (S0-31)."""
    plan: RecoveryObjective = service.record.recovery
    for name, resource in plan.resources.items():
        if resource.lead_time is None and not resource.pre_positioned_at:
            yield "resources", name, f"resource '{name}' of service '{service.id}' stands ready nowhere and has no lead time"
    for number, ref in enumerate(plan.procedures):
        if (procedure := binder.find(ref)) and not procedure.record.duration:
            yield "procedures", number, f"service '{service.id}' is recovered by procedure '{ref}', which does not say how long it takes"


def steps(binder: Binder, piece: Piece) -> tuple[Step, ...]:
    """What is done in a piece of a path; nothing in one that is only waited for."""
    return binder.index["procedure"][piece.id].record.steps if piece.what == "procedure" else ()


def clock(path: Pieces) -> list[tuple[Piece, Duration, Duration]]:
    """Each piece of a path with when it begins and ends, counted from the first call."""
    told, now = [], timedelta(0)
    for piece in path:
        told.append((piece, Duration.read(now), Duration.read(now + piece.takes)))
        now += piece.takes
    return told


def _standing(binder: Binder, entry: Entry, outlook: Outlook, graph: dict[Key, list[Key]]) -> Standing:
    plan: RecoveryObjective = entry.record.recovery
    unsaid = [] if plan.procedures else ["no procedure is named"]
    for name in _stood_on(graph, entry.id):
        other = binder.index["service"][name]
        unsaid += [words for _, _, words in untimed(binder, other)] if other.record.recovery else []
    shown = max((one for one in plan.demonstrated if one.on <= binder.as_of), key=lambda one: one.on, default=None)
    return Standing(entry, plan, outlook, tuple(unsaid), shown)


def _stood_on(graph: dict[Key, list[Key]], service: str) -> list[str]:
    """The service and those that it waits for, through all others."""
    found = [service]
    for one in found:
        found += [name for kind, name in graph["service", one] if kind == "service" and name not in found]
    return found
