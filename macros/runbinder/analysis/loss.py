"""What if they are gone: what falls, why, what brings it back and when (S2-7 to S2-12).

Nobody's good will is assumed: what was taken away helps with nothing, and only what the plans name takes its place.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from runbinder.analysis.cadence import next_due
from runbinder.analysis.cures import cures
from runbinder.analysis.dependencies import Key
from runbinder.analysis.graph import Because, Lost, Need, Regained
from runbinder.analysis.reach import gone, own
from runbinder.analysis.support import support
from runbinder.model.binder import Binder, Entry
from runbinder.model.transition import Gone

REMOVABLE = ("person", "organisation", "site", "asset", "channel", "credential", "service")
"""What can be taken away, as a scenario's `gone` has it."""
ALL: Key = ("all", "all of these")
STANDS_FOR = ("workforce", "reach", "performer", "caller", "cover", "call")
"""Nodes that are no records, and of which nobody wants to read more than once."""


@dataclass(frozen=True)
class Loss:
    """One loss and all that follows from it; `removed` is what was taken away."""

    binder: Binder
    title: str
    removed: tuple[Key, ...]
    lost: Lost

    @cached_property
    def back(self) -> dict[Key, Regained]:
        """When what is lost is there again, soonest first, as far as the plans bring it back."""
        return support(self.binder).regained(self.lost, cures(self.binder, self.lost))

    def of(self, kind: str) -> list[Entry]:
        """The records of a kind that are lost and that the client would miss: its own, and the roles and messages that it draws on."""
        drawn = kind in ("role", "message")
        return [entry for entry in self.binder.all(kind) if (kind, entry.id) in self.lost and (drawn or entry.party == "client")]

    def why(self, key: Key) -> Because:
        return support(self.binder).why(self.lost, key)

    def after(self, key: Key) -> timedelta | None:
        """How long after the loss something is back; None for never."""
        return self.back[key].after if key in self.back else None

    def lapses(self) -> list[tuple[date, Entry]]:
        """Routines that nobody is left for, with the first day on which each is missed, soonest first."""
        due = [(next_due(entry.record.schedule, self.binder.client.calendar), entry) for entry in self.of("procedure")]
        return sorted(((max(day, self.binder.as_of), entry) for day, entry in due if day), key=lambda one: (one[0], one[1].id))

    def approvals(self) -> list[Entry]:
        """Messages that nobody of those who may is left to approve again."""
        return [entry for entry in self.binder.all("message") if ("approval", entry.id) in self.lost]

    def untold(self, tree: Entry) -> list[str]:
        """Who is within reach, and is not told any more, in the order of the calls: nobody is left to call them."""
        graph, dead = support(self.binder), self.unreached(tree)
        answers = {who: graph.needs["call", f"{tree.id}/{who}"][0].any_of for who in dead}
        return [who for who in dead if any(key not in self.lost and not graph.never(key) for key in answers[who])]

    def unreached(self, tree: Entry) -> list[str]:
        """Everybody in a contact tree who is not told: the dead branches of it."""
        return [who for who, _, _ in tree.record.order() if ("call", f"{tree.id}/{who}") in self.lost]

    def unrecoverable(self) -> list[Entry]:
        """Services that go on, and could not be brought back if they failed now."""
        return [entry for entry in own(self.binder, "service") if ("recovery", entry.id) in self.lost and ("service", entry.id) not in self.lost]

    def late(self) -> list[tuple[Entry, timedelta]]:
        """Critical services that come back later than the business can bear, and when."""
        stopped = [(entry, self.after(("service", entry.id)), entry.record.recovery) for entry in self.of("service") if entry.record.criticality == "critical"]
        return [(entry, after) for entry, after, recovery in stopped if after is not None and recovery and after > recovery.mtpd]

    def for_good(self) -> list[Entry]:
        """What nothing in the plans brings back, of that which the business can't do without."""
        kinds = ("service", "procedure", "credential", "role")
        return [entry for kind in kinds for entry in self.of(kind) if (kind, entry.id) not in self.back and (kind, entry.id) not in self.removed and _matters(entry)]


@lru_cache(maxsize=256)
def loss(binder: Binder, removed: frozenset[Key], title: str = "") -> Loss:
    """What follows if these are gone."""
    return Loss(binder, title or " and ".join(words(binder, key) for key in sorted(removed)), tuple(sorted(removed)), support(binder).lost(removed))


SCENARIOS = {
    "provider-business-failure": ("The provider goes out of business", "organisation"), "rogue-employee": ("One of the provider's people turns against the client", "any_one_person_of"),
    "loss-of-principals": ("All principals of the provider are gone at once", "all_principals_of"), "client-terminates": ("The client leaves", "organisation"),
    "pandemic": ("The provider's people can not work", "everyone_of"), "unforeseen": ("Something nobody has thought of", "organisation"),
}
"""The six scenarios of S2-7 to S2-11 and S2-30, and what each takes of the provider where a plan does not say it."""


def scenarios(binder: Binder) -> dict[str, tuple[str, tuple[Gone, ...]]]:
    """Title and losses of every scenario: as the transition plan has them, and the six in any case."""
    plan = binder.client.transition
    written = {name: (str(one.title), one.gone) for name, one in (plan.scenarios if plan else {}).items()}
    assumed = {name: (title, (Gone.model_validate({what: binder.provider_id}),)) for name, (title, what) in SCENARIOS.items()}
    return {**assumed, **written}


@lru_cache(maxsize=64)
def of_scenario(binder: Binder, name: str) -> tuple[Loss, ...]:
    """The losses that a scenario stands for: one, or one for each of the people of whom any one may be gone; none where nothing is taken."""
    title, parts = scenarios(binder)[name]
    always: set[Key] = set()
    one_of: list[Key] = []
    for part in parts:
        if part.any_one_person_of:
            one_of += _people(binder, part.any_one_person_of)
        else:
            always |= set(removed_by(binder, part))
    if one_of:
        return tuple(loss(binder, frozenset({*always, key})) for key in sorted(set(one_of)))
    return (loss(binder, frozenset(always), title),) if always else ()


def removed_by(binder: Binder, part: Gone) -> Iterator[Key]:
    """What `everyone of kestrel`, `site leeds-office` ... take away; an organisation takes its people and what is its own along."""
    if part.everyone_of:
        yield ("workforce", part.everyone_of)
        yield from _people(binder, part.everyone_of)
    elif part.all_principals_of:
        yield from (("person", name) for name in principals(binder, part.all_principals_of))
    else:
        yield from ((kind, str(name)) for kind in REMOVABLE if (name := getattr(part, kind)))


def principals(binder: Binder, organisation: str) -> tuple[str, ...]:
    entry = binder.find(organisation, ("organisation",))
    return tuple(str(name) for name in entry.record.principals) if entry else ()


def removable(binder: Binder) -> list[Key]:
    """Everything whose loss can be tried, one at a time; the client itself is not among it, as without it there is nothing to keep going."""
    entries = (entry for kind in REMOVABLE for entry in binder.all(kind) if (kind, entry.id) != ("organisation", binder.id))
    return [(entry.kind, entry.id) for entry in entries if not gone(entry, binder.as_of)]


def _people(binder: Binder, organisation: str) -> Collection[Key]:
    return [("person", entry.id) for entry in binder.all("person") if entry.record.organisation == organisation and not gone(entry, binder.as_of)]


def _matters(entry: Entry) -> bool:
    """Not a credential of the provider's on its own things, not a role that the binder does without."""
    if entry.kind == "role":
        return bool(entry.record.critical) and entry.party == "client"
    return entry.kind != "credential" or entry.record.privilege != "remote access"


def words(binder: Binder, key: Key) -> str:
    """What a node is called: the title of a record, or what stands for it."""
    kind, name = key
    if entry := binder.index.get(kind, {}).get(name):
        return entry.title
    if key == ALL:
        return name
    owner, _, inner = name.partition("/")
    base, wording = {
        "workforce": ("organisation", "the people of {}"), "reach": ("person", "{}, within reach"), "performer": ("procedure", "another performer of {}"),
        "call": ("contact_tree", "the call to {inner}"), "caller": ("contact_tree", "{inner}"), "cover": ("contact_tree", "who stands in for {inner}"),
        "line": ("channel", "the other line of {}"), "recovery": ("service", "the recovery of {}"), "approval": ("message", "the approval of {}"),
    }[kind]
    entry, said = binder.index.get(base, {}).get(owner), binder.find(inner, ("role", "person", "organisation"))
    return wording.format(entry.title if entry else owner, inner=said.title if said else inner)


def named(binder: Binder, key: Key) -> str:
    """How a finding names a node: a record by its id."""
    return f"{key[0].replace('_', ' ')} '{key[1]}'" if key[1] in binder.index.get(key[0], {}) else words(binder, key)


def because(binder: Binder, loss_: Loss, key: Key) -> str:
    """Why something is lost, in one sentence: the first need that is unmet, and why, down to what was taken away."""
    parts: list[str] = []
    for one, need in chain(loss_, key):
        subject = f"{named(binder, one)} " if parts else ""
        parts.append(subject + (f"{need.words} {either(binder, need.any_of)}" if need else ending(loss_, one)))
    return "; ".join(parts)


def chain(loss_: Loss, key: Key) -> Iterator[tuple[Key, Need | None]]:
    """One way from something that is lost down to what was taken away: each node with its unmet need, the last one without.

    What only stands for a record is passed over. Where all that could meet a need are gone themselves, that is the end: ALL.
    """
    here: Key | None = key
    while here:
        need = loss_.lost.get(here)
        if not (need and here != key and here[0] in STANDS_FOR and len(need.any_of) == 1):
            yield here, need
        if need and len(need.any_of) > 1 and all(other in loss_.removed or other[0] == "reach" and ("person", other[1]) in loss_.removed for other in need.any_of):
            yield ALL, None
            return
        fallen = [other for other in need.any_of if other in loss_.lost] if need else []
        here = next((other for other in fallen if loss_.lost[other]), next(iter(fallen), None))


def ending(loss_: Loss, key: Key) -> str:
    return "are gone" if key == ALL else "is gone"


def either(binder: Binder, keys: tuple[Key, ...]) -> str:
    """`A, B or C`: the nodes of which any one would do."""
    names = list(dict.fromkeys(named(binder, key) for key in keys))
    return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names) or "nobody"
