"""What a reader's answers are worth: right, in time, or for an examiner to judge; and how long finding them took."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from statistics import median
from typing import Literal

from runbinder.analysis.questions_answers import Answer, Sort

Verdict = Literal["right", "late", "wrong", "not found", "to be judged"]


@dataclass(frozen=True)
class Item:
    """A question of a sheet with its answer, as it is sealed."""

    number: int
    kind: str
    part: str
    text: str
    sort: Sort
    says: tuple[str, ...]
    record: str
    page: str
    seconds: int

    @property
    def answer(self) -> Answer:
        return Answer(self.sort, self.says)


@dataclass(frozen=True)
class Reply:
    """What a reader wrote to one question: the answer, the time of day at which the search began and ended, an examiner's mark."""

    answer: str = ""
    start: str = ""
    end: str = ""
    mark: str = ""

    @property
    def took(self) -> int | None:
        """Seconds from start to end; None where one of them was not written down. A search may go over midnight."""
        begin, end = _clock(self.start), _clock(self.end)
        return (end - begin) % 86400 if begin is not None and end is not None else None

    @property
    def rough(self) -> int:
        """The seconds by which times without seconds may be wrong."""
        return 59 if self.start.count(":") < 2 or self.end.count(":") < 2 else 0


@dataclass(frozen=True)
class Outcome:
    """One question answered, or not."""

    item: Item
    reply: Reply
    verdict: Verdict


@dataclass(frozen=True)
class Score:
    """A whole sheet."""

    outcomes: tuple[Outcome, ...]

    def of(self, *verdicts: Verdict) -> list[Outcome]:
        return [one for one in self.outcomes if one.verdict in verdicts]

    @property
    def missed(self) -> list[Outcome]:
        """What was not found, or not in time: a finding each."""
        return self.of("late", "wrong", "not found")

    @property
    def times(self) -> list[int]:
        return [one.reply.took for one in self.outcomes if one.reply.took is not None]

    @property
    def median(self) -> int | None:
        return round(median(self.times)) if self.times else None

    def parts(self) -> list[tuple[str, int, int]]:
        """Each part of the binder: how many were found in time, and how many were asked."""
        names = dict.fromkeys(one.item.part for one in self.outcomes)
        return [(name, sum(one.verdict == "right" for one in self.outcomes if one.item.part == name), sum(one.item.part == name for one in self.outcomes)) for name in names]


def score(items: Iterable[Item], replies: dict[int, Reply], accepted: Collection[int] = (), refused: Collection[int] = ()) -> Score:
    """Judges each reply; an examiner's word - a mark, `accepted`, `refused` - stands above the comparison of words."""
    return Score(tuple(_judge(item, replies.get(item.number, Reply()), item.number in accepted, item.number in refused) for item in items))


def _judge(item: Item, reply: Reply, accepted: bool, refused: bool) -> Outcome:
    if not reply.answer.strip():
        return Outcome(item, reply, "not found")
    if refused or (reply.mark == "wrong" and not accepted):
        return Outcome(item, reply, "wrong")
    if not (accepted or reply.mark == "right" or item.answer.accepts(reply.answer)):
        return Outcome(item, reply, "to be judged")
    late = reply.took is not None and reply.took > item.seconds + reply.rough
    return Outcome(item, reply, "late" if late else "right")


def clock(seconds: int | None) -> str:
    """Seconds as a stopwatch shows them: `1:05`."""
    return "" if seconds is None else f"{seconds // 60}:{seconds % 60:02}"


def _clock(text: str) -> int | None:
    """Seconds since midnight of `10:02` or `10:02:30`; None for anything else."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?", text.strip())
    return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0) if found else None
