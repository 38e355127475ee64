"""What was tried, when, how deep and by whom (ISO 22301 8.5, S0-10, S1-27, S2-20).

A try is an exercise that took place and covered a record, a test of a procedure, the day on which a contact tree was rung
through, a credential fetched or a message used. What is later than the binder's day has not happened. A try that failed is shown and covers
nothing; neither does one that only talked about what has to be rung, fetched or done for real.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from runbinder.analysis.attended import present
from runbinder.analysis.reach import own
from runbinder.analysis.tried import earlier, has_to_be_live
from runbinder.model.binder import Binder, Entry

DEPTHS = ("desk check", "discussion", "functional", "full rehearsal")
"""How deep a thing can be tried: read, talked through, some of it done, all of it done (NIST SP 800-84, ISO 22398)."""
DEPTH_OF = {
    "desk check": 0, "cold read": 0, "walkthrough": 1, "tabletop": 1,
    "call tree": 2, "communications": 2, "restore": 2, "credential retrieval": 2, "simulation": 2, "functional": 2, "live": 2,
    "rung through": 2, "fetched": 2, "full": 3, "handover rehearsal": 3,
}
"""Kinds of exercises and of tests, and what is only a day; of a message that was used nobody knows how deep."""
DONE = 2
"""From this depth on somebody did it."""
RUNG = ("call tree", "functional", "simulation", "full")
"""Exercises in which telephones ring; at a table they do not."""
FAILED = "it failed"
_DAYS = (("contact_tree", "tested", "rung through"), ("credential", "retrieved", "fetched"), ("message", "rehearsed", "used in an exercise"))
"""Records that bear the day on which they were tried."""
Key = tuple[str, str]


@dataclass(frozen=True)
class Try:
    """One time that something was tried. `entry` is where it is written, None where an edition withholds that; `by` are the
    organisations that took part; `void` is why it covers nothing, empty if it does."""

    day: date
    how: str
    result: str = ""
    entry: Entry | None = None
    by: tuple[Entry, ...] = ()
    void: str = ""

    @property
    def depth(self) -> int | None:
        """Its place in DEPTHS, where it is known."""
        return DEPTH_OF.get(self.how)


def depth(how: str) -> str:
    """How deep a kind of exercise or test goes, in words; empty where nobody knows."""
    return DEPTHS[DEPTH_OF[how]] if how in DEPTH_OF else ""


def day(exercise: Entry) -> date:
    """The day on which an exercise began, or for which it is planned."""
    when: date = exercise.record.starts.date() if exercise.record.starts else exercise.record.planned
    return when


def held(binder: Binder) -> list[tuple[date, Entry]]:
    """The client's exercises that took place, latest first, each with its day."""
    return sorted(((day(entry), entry) for entry in own(binder, "exercise") if took_place(binder, entry)), key=lambda pair: pair[0], reverse=True)


def rung(binder: Binder, tree: str) -> list[date]:
    """The days on which a contact tree was rung through: its own, and those of exercises in which telephones rang. One that failed was rung all the same."""
    return [one.day for one in tries(binder).get(("contact_tree", tree), ()) if one.void in ("", FAILED)]


@lru_cache(maxsize=64)
def tries(binder: Binder) -> dict[Key, tuple[Try, ...]]:
    """For every record, and every plan by its name, the times that it was tried, latest first."""
    found: dict[Key, list[Try]] = defaultdict(list)
    for entry in binder.all("exercise"):
        if took_place(binder, entry):
            firms = {one.organisation.id: one.organisation for one in present(binder, entry) if one.organisation}
            one = Try(day(entry), entry.record.type, entry.record.result, entry, tuple(firms.values()))
            for key in _touched(binder, entry):
                found[key].append(replace(one, void=_void(binder, key, one)))
    for entry in own(binder, "procedure"):
        for test in entry.record.tests:
            firm = binder.find(test.of, ("organisation",))
            one = Try(test.on, test.kind, test.result, entry, (firm,) if firm else ())
            void = _void(binder, (entry.kind, entry.id), one) or ("it was changed since" if earlier(test, entry.record) else "")
            found[entry.kind, entry.id].append(replace(one, void=void))
    for kind, field, how in _DAYS:
        for entry in binder.all(kind):
            if when := getattr(entry.record, field):
                found[kind, entry.id].append(Try(when, how, entry=entry))
    past = {key: [one for one in several if one.day <= binder.as_of] for key, several in found.items()}
    return {key: tuple(sorted(several, key=lambda one: (one.day, one.depth or 0), reverse=True)) for key, several in past.items()}


def _void(binder: Binder, key: Key, one: Try) -> str:
    """Why a try covers nothing; empty if it does."""
    kind, name = key
    if one.result == "failed":
        return FAILED
    if kind == "contact_tree" and one.how not in RUNG:
        return "no telephone rang"
    if (one.depth or 0) >= DONE:
        return ""
    if kind == "credential":
        return "nobody fetched it"
    return "it has to be done for real" if kind == "procedure" and has_to_be_live(binder, binder.index[kind][name]) else ""


def took_place(binder: Binder, exercise: Entry) -> bool:
    """Whether an exercise was held, on or before the binder's day."""
    return bool(exercise.record.result) and day(exercise) <= binder.as_of


def coming(binder: Binder) -> dict[Key, Entry]:
    """For every record and plan the next exercise that is planned for it."""
    planned = [entry for entry in binder.all("exercise") if not entry.record.result and entry.record.planned >= binder.as_of]
    return {key: entry for entry in sorted(planned, key=lambda one: one.record.planned, reverse=True) for key in _touched(binder, entry)}


def _touched(binder: Binder, exercise: Entry) -> set[Key]:
    """The records that an exercise covers, the people and roles that take part, and the plans it tries. The provider's exercises try what is its own."""
    there = present(binder, exercise)
    persons = {one.person.id for one in there if one.person}
    found = {(kind, str(one)) for one in exercise.record.covers for kind in one.kinds} | {("person", one) for one in persons}
    found |= {("role", str(one.part.who)) for one in there}
    found |= {("role", role) for person in persons for role, since in _roles(binder).get(person, ()) if not since or since <= day(exercise)}
    plans = {("plan", name) for name in exercise.record.plans if exercise.party == "client"}
    return plans | {(kind, name) for kind, name in found if (entry := binder.index.get(kind, {}).get(name)) and exercise.party in ("client", entry.party)}


@lru_cache(maxsize=64)
def _roles(binder: Binder) -> dict[str, list[tuple[str, date | None]]]:
    """The roles of each person, as holder or deputy, and the day on which a holder took it on."""
    found: dict[str, list[tuple[str, date | None]]] = defaultdict(list)
    for entry in binder.all("role"):
        if entry.record.holder:
            found[str(entry.record.holder)].append((entry.id, entry.record.since))
        for deputy in entry.record.deputies:
            found[str(deputy)].append((entry.id, None))
    return found
