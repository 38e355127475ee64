"""Two states of one record -> what is different in its fields; lists are matched by what their entries are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from runbinder.analysis.changes_words import alike, label, shown, singular
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder, Plans
from runbinder.model.common import Part, Record
from runbinder.model.control import Approval
from runbinder.model.messages import MessageApproval
from runbinder.model.people import WAYS, Contact
from runbinder.model.procedures import Schedule
from runbinder.model.values import Prose, Ref, Text

_TRANSPARENT = {"recovery", "contracted", "schedule", "contacts", "needs", "commercial", "acquisition", "asks"}
"""Fields whose name says nothing beside the names of the fields in them."""
_STAND_IN = re.compile(r"\b(?:provider-)?withheld-\d+\b")
_ENDINGS = ("on", "at", "week")


@dataclass(frozen=True)
class Delta:
    """One difference. `context` names what the subject belongs to, from the inside to the record."""

    op: str
    subject: str
    context: tuple[str, ...]
    fields: tuple[str, ...]
    before: Any
    after: Any


@dataclass
class Differ:
    """Compares values of two binders: an id that only changed its letters is the same, and so is every record that is withheld."""

    before: Binder
    after: Binder
    renamed: dict[str, str] = field(default_factory=dict)
    private: frozenset[str] = frozenset()

    @property
    def narrowed(self) -> bool:
        return self.after.edition != "internal"

    def parts(self, one: Part, other: Part, fields: tuple[str, ...], context: tuple[str, ...]) -> Iterator[Delta]:
        """Differences in the fields of two parts; records inside them are compared on their own."""
        if one == other:
            return
        if isinstance(other, Schedule) and isinstance(one, Schedule) and _when(one) != _when(other):
            yield Delta("set", "schedule", context, fields, one, other)
        for name in dict.fromkeys((*type(one).model_fields, *type(other).model_fields)):
            declared = type(other).model_fields.get(name)
            if declared is not None and declared.exclude or isinstance(other, Schedule) and name in ("every", "on", "at", "when") or self.narrowed and name == "asks":
                continue
            if isinstance(other, Plans) and isinstance(getattr(one, name) or getattr(other, name), Part):
                continue  # a plan that there is one of is compared by itself
            if name == "digest" and getattr(one, "on", None) != getattr(other, "on", None):
                continue  # of an approval that was given anew
            inner = (label(other.way), *context) if isinstance(other, Contact) and name not in WAYS else context
            owner = fields[-1] if fields else ""
            yield from self.values(getattr(one, name, None), getattr(other, name, None), (*fields, name), inner, label(name, owner))

    def values(self, one: Any, other: Any, fields: tuple[str, ...], context: tuple[str, ...], subject: str) -> Iterator[Delta]:
        """Differences between two values of a field."""
        if one == other or _records(one) or _records(other):
            return
        if isinstance(one, tuple) or isinstance(other, tuple):
            yield from self._lists(one or (), other or (), fields, context)
        elif isinstance(one, dict) or isinstance(other, dict):
            yield from self._keyed(one or {}, other or {}, fields, context)
        elif isinstance(one, Part) and isinstance(other, Part):
            yield from self.parts(one, other, fields, context if fields[-1] in _TRANSPARENT else (subject, *context))
        elif self._key(one) != self._key(other) and not (self.narrowed and WITHHELD in (one, other)):
            yield Delta("set", subject, context, fields, one, other)

    def _key(self, value: Any) -> Any:
        """What decides whether two values are the same."""
        if not isinstance(value, str):
            return value
        if isinstance(value, Ref):
            value = self.renamed.get(value, str(value))
        return _STAND_IN.sub("withheld", value) if self.narrowed else str(value)

    def _keyed(self, one: dict[Any, Any], other: dict[Any, Any], fields: tuple[str, ...], context: tuple[str, ...]) -> Iterator[Delta]:
        olds = {self.renamed.get(key, key) if isinstance(key, str) else key: value for key, value in one.items()}
        if self.narrowed:
            olds, other = ({key: value for key, value in some.items() if not (isinstance(key, str) and _STAND_IN.fullmatch(key))} for some in (olds, other))
        for key in dict.fromkeys((*olds, *other)):
            old, new, named = olds.get(key), other.get(key), self._named(key)
            inside = (named, *context) if isinstance(old or new, tuple) else context
            yield from self.values(old, new, (*fields, str(key)), inside, f"{singular(fields[-1])} {named}")

    def _named(self, key: Any) -> str:
        found = self.after.find(str(key), ("role", "person", "organisation")) or self.before.find(str(key), ("role", "person", "organisation"))
        return found.title if found else shown(key, self.after)

    def _lists(self, one: tuple[Any, ...], other: tuple[Any, ...], fields: tuple[str, ...], context: tuple[str, ...]) -> Iterator[Delta]:
        if self.private:
            one = tuple(item for item in one if not (isinstance(item, Contact) and str(item.value) in self.private))
        pairs = self._matched(one, other)
        item, many = _entry(fields), label(fields[-1])
        for old, new in sorted(pairs, key=lambda pair: pair[1]):
            a, b = one[old], other[new]
            if isinstance(a, Part) and isinstance(b, Part):
                inner = context if fields[-1] in _TRANSPARENT or isinstance(b, Contact) else (self._called(b, new, item), *context)
                yield from self.parts(a, b, (*fields, str(new + 1)), inner)
            elif self._key(a) != self._key(b):
                yield Delta("set", item, context, fields, a, b)
        moved = _moved([old for old, _ in sorted(pairs, key=lambda pair: pair[1])])
        if moved and not isinstance(other[0], Part):
            yield Delta("order", many, context, fields, one, other)
        elif moved:
            news = dict(pairs)
            for old in moved:
                yield Delta("moved", self._called(one[old], old, item), context, fields, str(old + 1), str(news[old] + 1))
        taken, given = {old for old, _ in pairs}, {new for _, new in pairs}
        for number, old in enumerate(one):
            if number not in taken and not self._withheld(old):
                yield Delta("removed", f"step {number + 1}" if fields[-1] == "steps" else item, context, fields, old, None)
        for number, new in enumerate(other):
            if number not in given and not self._withheld(new):
                yield Delta("added", f"step {number + 1}" if fields[-1] == "steps" else item, context, fields, None, new)

    def _withheld(self, value: Any) -> bool:
        return self.narrowed and isinstance(value, str) and (value == WITHHELD or bool(_STAND_IN.fullmatch(value)))

    def _called(self, part: Any, number: int, item: str) -> str:
        """How one entry of a list is named: steps by number, the others by what they begin with."""
        first = _first(part)
        if item in ("step", "lockdown step") or first is None or isinstance(first, Prose):
            return f"{item} {number + 1}"
        return f"{item}{' by' if item == 'approval' else ''} {shown(first, self.after)}"

    def _matched(self, one: tuple[Any, ...], other: tuple[Any, ...]) -> list[tuple[int, int]]:
        """Pairs of places that hold the same entry: equal ones first, then those that begin the same, then those that sound alike."""
        pairs: list[tuple[int, int]] = []
        left, right = list(range(len(one))), list(range(len(other)))

        def take(same: Any) -> None:
            for old in list(left):
                for new in right:
                    if same(one[old], other[new]):
                        pairs.append((old, new))
                        left.remove(old)
                        right.remove(new)
                        break

        take(lambda a, b: a == b or self._key(a) == self._key(b))
        take(lambda a, b: isinstance(a, Part) and self._identity(a) == self._identity(b) is not None)
        take(lambda a, b: isinstance(a, (Approval, MessageApproval)) and isinstance(b, (Approval, MessageApproval)) and (a.by, a.as_) == (b.by, b.as_))  # given anew
        take(lambda a, b: isinstance(a, Contact) and isinstance(b, Contact) and a.way == b.way)
        take(lambda a, b: _worded(a) and _worded(b) and alike(_worded(a), _worded(b)))
        if len(left) == len(right) == 1 and isinstance(one[left[0]], Ref):
            pairs.append((left[0], right[0]))
        return pairs

    def _identity(self, part: Part) -> Any:
        """What an entry begins with, and its day where it has one: a second test by the same person is another test."""
        if isinstance(part, Contact):
            return part.way, str(part.value)
        first = _first(part)
        return None if first is None else (self._key(first), *(getattr(part, name) for name in _ENDINGS if name in type(part).model_fields))


def _records(value: Any) -> bool:
    """Whether it is, or holds, records: they have a line of their own."""
    return isinstance(value, Record) or isinstance(value, dict) and any(isinstance(inner, Record) for inner in value.values())


def _entry(fields: tuple[str, ...]) -> str:
    """What one entry of a list is called; of a list under a key, as in `calls`, by the field that holds the keys."""
    return singular(fields[-2] if len(fields) > 1 and fields[-2] in ("calls", "add_steps") else fields[-1])


def _first(part: Any) -> Any:
    """The first thing that a part has to say."""
    return next((value for name in type(part).model_fields if isinstance(value := getattr(part, name), str)), None) if isinstance(part, Part) else None


def _worded(value: Any) -> str:
    """The words by which an entry is known again after it was reworded; nothing where an id says what it is."""
    first = _first(value) if isinstance(value, Part) else value
    return str(first) if isinstance(first, (Text, Prose)) and " " in first else ""


def _when(schedule: Schedule) -> tuple[Any, ...]:
    return schedule.every, schedule.on, schedule.at, schedule.when


def _moved(order: list[int]) -> list[int]:
    """The fewest entries that have to be moved to get from 0, 1, 2 ... to this order."""
    best: list[list[int]] = []
    for number in order:
        before = max((run for run in best if run[-1] < number), key=len, default=[])
        best.append([*before, number])
    kept = set(max(best, key=len, default=[]))
    return [number for number in order if number not in kept]
