"""Questions that a stranger must be able to answer from a binder alone: the test that the binder is written for (S2-26, S2-27).

They come from the plans, so that nobody chooses those to which the answer is known to be good. What a question may not be is
decided here for all kinds: it has one answer, and that is not in its own words.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace

from runbinder.analysis import questions_people, questions_plans, questions_work
from runbinder.analysis.questions_answers import Answer, holds, words
from runbinder.analysis.questions_kinds import KINDS, Question
from runbinder.model.binder import Binder

__all__ = ["KINDS", "Question", "Rejected", "draw", "questions", "questions_people", "questions_plans", "questions_work"]
LONGEST = 24
"""Words of an answer that a reader may be asked to write down."""


@dataclass(frozen=True)
class Rejected:
    """A question that is not asked, and why."""

    question: Question
    why: str


def questions(binder: Binder) -> tuple[list[Question], list[Rejected]]:
    """All that can be asked, in an order that depends on the plans alone; and what can not, with the reason."""
    asked = [one for name in KINDS for one in _asked(binder, name)]
    kept, rejected = _one_answer(asked)
    fine: list[Question] = []
    for one in kept:
        if why := _fault(one):
            rejected.append(Rejected(one, why))
        else:
            fine.append(one)
    return fine, rejected


def draw(pool: Iterable[Question], seed: int, many: int) -> list[Question]:
    """`many` questions, or as many as there are, spread over parts and kinds; the same seed draws the same ones.

    No two have an answer in common or are about one record, and none gives away what another asks.
    """
    chance = random.Random(seed)
    waiting = list(pool)
    chance.shuffle(waiting)
    drawn: list[Question] = []
    parts: dict[str, int] = {one.part: 0 for one in waiting}
    kinds: dict[str, int] = {one.kind: 0 for one in waiting}
    while waiting and len(drawn) < many:
        one = min(waiting, key=lambda one: (parts[one.part], kinds[one.kind]))  # of equals the first, as they were shuffled
        drawn.append(one)
        parts[one.part] += 1
        kinds[one.kind] += 1
        waiting = [other for other in waiting if not _alike(one, other)]
    return drawn


def _asked(binder: Binder, name: str) -> Iterable[Question]:
    kind = KINDS[name]
    for text, says, where in kind.find(binder):
        answers = tuple(dict.fromkeys(one for one in says if one))
        yield Question(name, kind.part, text, Answer(kind.sort, answers), where, kind.seconds, kind.any)


def _one_answer(asked: list[Question]) -> tuple[list[Question], list[Rejected]]:
    """Questions with the same words become one where any of their answers will do, and are thrown out where they differ."""
    same: dict[str, list[Question]] = {}
    for one in asked:
        same.setdefault(words(one.text), []).append(one)
    kept: list[Question] = []
    rejected: list[Rejected] = []
    for group in same.values():
        first = group[0]
        if first.any or len({one.answer.keys for one in group}) == 1:
            says = tuple(dict.fromkeys(say for one in group for say in one.answer.says))
            kept.append(replace(first, answer=Answer(first.answer.sort, says)))
        else:
            rejected += [Rejected(one, "another record gives another answer to the same words") for one in group]
    return kept, rejected


def _fault(one: Question) -> str:
    """Why a question can not be asked; empty if it can."""
    if not one.answer.says or not all(words(say) for say in one.answer.says):
        return "the plans hold no answer that can be copied out"
    if len(one.answer.says[0].split()) > LONGEST:
        return f"its answer is longer than {LONGEST} words"
    if _told(one, one):
        return "its own words give the answer away"
    return ""


def _alike(one: Question, other: Question) -> bool:
    """Whether two questions may not stand on one sheet."""
    return one is other or one.record == other.record or bool(one.answer.keys & other.answer.keys) or _told(one, other) or _told(other, one)


def _told(asking: Question, telling: Question) -> bool:
    """Whether the words of one question hold the answer to another."""
    return any(holds(words(telling.text), words(say)) for say in asking.answer.says)
