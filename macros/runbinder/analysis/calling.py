"""A contact tree in the situations that it is for: who has answered by when, over what, and who is never told.

A tree is needed because something is down. Judged is therefore not whether its people have telephones, but whether they are
reached once that is gone: what the tree itself assumes to be lost, and what each scenario takes that starts it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from runbinder.analysis.dependencies import Key
from runbinder.analysis.loss import Loss, loss, of_scenario, scenarios
from runbinder.analysis.reach import contacts
from runbinder.model.binder import Binder, Entry
from runbinder.model.channels import ContactTree
from runbinder.model.people import Contact
from runbinder.model.values import Duration


@dataclass(frozen=True)
class Call:
    """One call of a tree: to whom, by whom, how many calls down, and when it is answered at the latest, counted from the start."""

    who: str
    by: str | None
    depth: int
    within: Duration
    due: Duration


@dataclass(frozen=True)
class Untold:
    """Somebody who is there and whom a tree does not reach: because of these of their own channels, or because no caller is left."""

    who: str
    by: str | None
    over: tuple[str, ...]
    loss: Loss


@dataclass(frozen=True)
class Situation:
    """What a tree is for: a scenario that starts it, or (without a scenario) what the tree assumes to be lost."""

    title: str
    scenario: str
    losses: tuple[Loss, ...]


def calls(tree: ContactTree) -> list[Call]:
    """Everybody in calling order. The times add up along the way, as each one is called by somebody who has answered.

    Who starts is there at minute 0. The calls of one caller are not added to each other: while one waits to be rung back by
    the first, one rings the second (as in the recovery time of a service).
    """
    found: dict[str, Call] = {}
    for who, by, depth in tree.order():
        node = tree.nodes.get(who)
        within = (node and node.answer_within) or tree.answer_within
        found[who] = Call(who, by, depth, within, Duration.read(found[by].due + within if by else timedelta(0)))
    return list(found.values())


def situations(binder: Binder, tree: Entry) -> list[Situation]:
    """What the tree assumes, then each scenario that starts it; in a scenario what the tree assumes is lost as well."""
    assumed = _assumed(binder, tree)
    found = [Situation("what it assumes to be lost", "", (loss(binder, assumed),))] if assumed else []
    plan = binder.client.transition
    for name, one in plan.scenarios.items() if plan else ():
        if one.calls == tree.id:
            found.append(Situation(scenarios(binder)[name][0], name, tuple(_with(binder, each, assumed) for each in of_scenario(binder, name))))
    return found


def untold(binder: Binder, tree: Entry, lost: Loss) -> list[Untold]:
    """Everybody who is still there and is not told.

    Who was taken away is not among them: nobody expects an answer, and whoever they had to call is what counts.
    """
    callers = {who: by for who, by, _ in tree.record.order()}
    dead = [who for who in lost.unreached(tree) if not taken(binder, who, lost)]
    return [Untold(who, callers[who], _channels(binder, who, lost), lost) for who in dead]


def taken(binder: Binder, who: str, lost: Loss) -> bool:
    """Whether the loss leaves nobody behind a name: the person, the company, or everybody of a role."""
    return bool(people := answering(binder, who)) and all((one.kind, one.id) in lost.lost for one in people)


def answering(binder: Binder, who: str) -> list[Entry]:
    """Who may answer for a name in a tree: a role's holder, then its deputies; a person or an organisation for itself."""
    entry = binder.find(who, ("role", "person", "organisation"))
    if entry is None or entry.kind != "role":
        return [entry] if entry else []
    names = (entry.record.holder, *entry.record.deputies)
    return [person for name in names if name and (person := binder.find(name, ("person",)))]


def shown(binder: Binder, entry: Entry) -> list[Contact]:
    """Contact points that this edition may show, in the order in which to try them; post is too slow to be one here."""
    return [one for _, one in contacts(entry) if binder.edition == "internal" or not one.private]


def works(binder: Binder, tree: Entry, contact: Contact) -> bool:
    """Whether a contact point is left when what the tree assumes to be lost is gone."""
    assumed = _assumed(binder, tree)
    return not (contact.over and assumed and ("channel", str(contact.over)) in loss(binder, assumed).lost)


def _assumed(binder: Binder, tree: Entry) -> frozenset[Key]:
    return frozenset((entry.kind, entry.id) for ref in tree.record.assumes_lost if (entry := binder.find(ref)))


def _with(binder: Binder, one: Loss, assumed: frozenset[Key]) -> Loss:
    """A loss of a scenario, and on top of it what the tree assumes."""
    return loss(binder, frozenset({*one.removed, *assumed}), one.title)


def _channels(binder: Binder, who: str, lost: Loss) -> tuple[str, ...]:
    """The lost channels over which alone somebody could have been reached; none where somebody is within reach, and is not called."""
    over: dict[str, None] = {}
    for one in answering(binder, who):
        if (one.kind, one.id) in lost.lost:
            continue
        if ("reach", one.id) not in lost.lost:
            return ()
        over.update(dict.fromkeys(_over(one)))
    return tuple(over)


def _over(entry: Entry) -> Iterator[str]:
    return (str(contact.over) for contact in entry.record.contacts if contact.over)
