"""How a kind of question is written: a function that goes through a binder and yields what can be asked.

    @asks("Services", seconds=60, sort="duration")
    def longest_outage(binder):
        \"\"\"How long may it be down? Why a stranger needs to know that.\"\"\"
        yield "How long ...?", ["4 h"], entry

The function's name is the kind. What it yields is raw: a question that has two answers, an answer that says itself or that no
page shows is thrown out later, in one place, for all kinds alike.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from runbinder.analysis.questions_answers import Answer, Sort
from runbinder.model.binder import Binder, Entry
from runbinder.model.values import Prose

Where = Entry | str
"""The record that holds the answer, or a place in one of the plans: `incident team/meets at`."""
Raw = Iterator[tuple[str, Iterable[str], Where]]


@dataclass(frozen=True)
class Question:
    """What a stranger is asked: the wordings that are right, where that stands, and the seconds that finding it should take."""

    kind: str
    part: str
    text: str
    answer: Answer
    where: Where
    seconds: int
    any: bool = False

    @property
    def record(self) -> str:
        """`procedure:restore-test`, or the place in a plan; no sheet asks twice about one."""
        return self.where if isinstance(self.where, str) else f"{self.where.kind}:{self.where.id}"


@dataclass(frozen=True)
class Kind:
    """A kind of question. `any` says that it asks for one of several, so that questions with the same words become one."""

    part: str
    seconds: int
    sort: Sort
    any: bool
    find: Callable[[Binder], Raw]


KINDS: dict[str, Kind] = {}


def asks(part: str, seconds: int = 90, sort: Sort = "name", any: bool = False) -> Callable[[Callable[[Binder], Raw]], Callable[[Binder], Raw]]:
    """Keeps the function as the kind of question that has its name."""

    def keep(function: Callable[[Binder], Raw]) -> Callable[[Binder], Raw]:
        KINDS[function.__name__.replace("_", "-")] = Kind(part, seconds, sort, any, function)
        return function

    return keep


def own(binder: Binder, kind: str) -> list[Entry]:
    """The client's records of a kind: what a stranger comes for."""
    return [entry for entry in binder.all(kind) if entry.party == "client" and entry.route[-1] != "profile"]


def called(binder: Binder, ref: str | None, *kinds: str) -> list[str]:
    """All that somebody or something may rightly be called: its title, and for a role the name of who holds it."""
    entry = binder.find(ref, kinds) if ref else None
    if entry is None:
        return []
    holder = binder.find(entry.record.holder) if entry.kind == "role" and entry.record.holder else None
    return [entry.title, *([holder.title, f"{entry.title}, {holder.title}", f"{holder.title}, {entry.title}"] if holder else [])]


def heads(text: str) -> list[str]:
    """A place as it is written, and without what follows a semicolon: nobody copies out the remark."""
    return [text, *([text.partition(";")[0]] if ";" in text else [])]


def works_for(binder: Binder, ref: str | None) -> str:
    """The id of the organisation that a role's holder or a person works for; empty where nobody is named."""
    entry = binder.find(ref, ("role", "person")) if ref else None
    person = binder.find(entry.record.holder, ("person",)) if entry and entry.kind == "role" and entry.record.holder else entry
    return str(person.record.organisation) if person and person.kind == "person" else ""


def quoted(text: str) -> str:
    """A title or a user's words inside a question, without a full stop of their own."""
    return f'"{" ".join(text.split()).rstrip(".")}"'


def day(when: date) -> list[str]:
    """A date as pages and as plans write it."""
    return [f"{when.day} {when:%b %Y}", f"{when.day} {when:%B %Y}", when.isoformat()]


def plain(text: str | Prose) -> list[str]:
    """Prose as an answer, where it is one line that can be copied out; what names records reads differently on its page."""
    line = " ".join(text.split())
    return [] if "[[" in line or "{{" in line else [line.rstrip(".")]
