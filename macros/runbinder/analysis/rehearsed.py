"""What was tried, when, how deep and by whom (ISO 22301 8.5, S0-10, S1-27, S2-20).

A try is an exercise that took place and covered a record, a test of a procedure, the day on which a contact tree was rung
through, a credential fetched or a message used. What is later than the binder's day has not happened. A try that failed is shown and covers
nothing; neither does one that only talked about what has to be rung, fetched or done for real.

An exercise says no more of a procedure than the procedure's own tests on its days: it counts as deep as the smaller of the
two, and not at all where none of those tests counts. Without a test on those days the procedure was used and not tested: it
counts as talked through, whatever the exercise was.

A role is tried where the exercise covers it, where somebody takes part as it, and where its holder or a deputy takes part and
their `as` names it or is left out: not because its holder was in the room for something else. Who looked on or was assumed to be
gone tried nothing.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from runbinder.analysis.attended import Present, active
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
TALKED = 1
"""As deep as an exercise goes for a procedure that nobody tested in it."""
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
    organisations that took part; `void` is why it covers nothing, empty if it does; `at_most` is how deep it went at most, whatever its kind."""

    day: date
    how: str
    result: str = ""
    entry: Entry | None = None
    by: tuple[Entry, ...] = ()
    void: str = ""
    at_most: int = len(DEPTHS) - 1

    @property
    def depth(self) -> int | None:
        """Its place in DEPTHS, where it is known."""
        return min(DEPTH_OF[self.how], self.at_most) if self.how in DEPTH_OF else None

    @property
    def deep(self) -> str:
        """How deep it went, in words; empty where nobody knows."""
        return "" if self.depth is None else DEPTHS[self.depth]


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
            firms = {one.organisation.id: one.organisation for one in active(binder, entry) if one.organisation}
            one = Try(day(entry), entry.record.type, entry.record.result, entry, tuple(firms.values()))
            for key in _touched(binder, entry):
                found[key].append(_counted(binder, key, one))
    for entry in own(binder, "procedure"):
        found[entry.kind, entry.id] += _tests(binder, entry)
    for kind, field, how in _DAYS:
        for entry in binder.all(kind):
            if when := getattr(entry.record, field):
                found[kind, entry.id].append(Try(when, how, entry=entry))
    past = {key: [one for one in several if one.day <= binder.as_of] for key, several in found.items()}
    return {key: tuple(sorted(several, key=lambda one: (one.day, one.depth or 0), reverse=True)) for key, several in past.items()}


def _tests(binder: Binder, entry: Entry) -> list[Try]:
    """The tests of a procedure."""
    found = []
    for test in entry.record.tests:
        firm = binder.find(test.of, ("organisation",))
        one = Try(test.on, test.kind, test.result, entry, (firm,) if firm else ())
        void = _void(binder, (entry.kind, entry.id), one) or ("it was changed since" if earlier(test, entry.record) else "")
        found.append(replace(one, void=void))
    return found


def _counted(binder: Binder, key: Key, one: Try) -> Try:
    """An exercise as it counts for a record: for a procedure no more than the best of its tests on those days."""
    kind, name = key
    void = ""
    if kind == "procedure" and one.entry:
        ends = one.entry.record.ends
        last = min(ends.date() if ends else one.day, binder.as_of)
        tests = [test for test in _tests(binder, binder.index[kind][name]) if one.day <= test.day <= last]
        best = max(tests, key=lambda test: (not test.void, test.depth), default=None)
        void, one = best.void if best else "", replace(one, at_most=(best.depth or 0) if best else TALKED)
    return replace(one, void=_void(binder, key, one) or void)


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
    found = {(kind, str(one)) for one in exercise.record.covers for kind in one.kinds}
    for one in active(binder, exercise):
        found |= {("role", str(one.part.who)), *(("role", role) for role in _parts(binder, one, day(exercise)))}
        if one.person:
            found.add(("person", one.person.id))
    plans = {("plan", name) for name in exercise.record.plans if exercise.party == "client"}
    return plans | {(kind, name) for kind, name in found if (entry := binder.index.get(kind, {}).get(name)) and exercise.party in ("client", entry.party)}


def _parts(binder: Binder, one: Present, on: date) -> list[str]:
    """The roles that a person tried by taking part in person: of those they hold or deputise on a day the ones that their part names, or all if they have none."""
    if not one.person or one.person.id != one.part.who:
        return []
    held = [role for role, since in _roles(binder).get(one.person.id, ()) if not since or since <= on]
    return [role for role in held if not one.part.as_ or _names(one.part.as_, binder.index["role"][role])]


def _names(part: str, role: Entry) -> bool:
    """Whether somebody's part names a role: its title or id stands in it, or a phrase of it is how the title begins (`site lead` of *Site lead, Dock 9*)."""
    title, words = _words(role.title), _words(part)
    return any(f" {name} " in f" {words} " for name in (title, _words(role.id))) or any(f"{title} ".startswith(f"{_words(phrase)} ") for phrase in re.split(r",|\band\b", part) if _words(phrase))


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


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
