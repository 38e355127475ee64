"""How long a recovery waits for people: until they have answered, and until they are at work (S0-29, S0-31).

Calls: a contact tree is rung in its order, and everybody before the one who is wanted answers at the last moment. Of somebody
who is lost, the whole time to answer passes once more before the next deputy is rung.

Hours: nobody knows when it happens, so that the worst moment of the week counts. Whoever can be spoken to at any hour begins at
once. Of all others the wait is the longest stretch of the week in which none of those who do the work can be reached: the
holder and the deputies of `done_by`, then those of `or_by`. Read like this, and rather too long than too short:

- A mobile, a private number and a radio without hours answer at any time: they are with somebody. A desk or an office
  telephone without hours answers while its owner is at work, or at any time where nobody wrote down when that is.
- Who has no telephone at all is reached while at work. Who has no hours either counts as reachable: a time that nobody wrote
  down counts as nothing here as everywhere, and other checks ask for it.
- `hours` at a node of the contact tree outweigh those of the person: the tree is what is rung.
- Public holidays are not counted. Once reached, people work until it is done: they are called once, not before each procedure.
- A supplier takes an order while its telephones answer; what was ordered then needs its lead time.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from functools import lru_cache

from runbinder.analysis.dependencies import Key
from runbinder.analysis.hours import minutes
from runbinder.analysis.reach import BY_VOICE, gone
from runbinder.model.binder import Binder, Entry
from runbinder.model.channels import ContactTree
from runbinder.model.recovery import RecoveryObjective

_ANY_TIME = "24x7"
_WITH_THEM = ("mobile", "home", "radio")
_WEEK = 7 * 24 * 60


def answered(binder: Binder, plan: RecoveryObjective, procedure: Entry | None, lost: Collection[Key] = ()) -> timedelta:
    """Until whoever does a procedure has answered in the service's contact tree; if the tree has them not, all of it."""
    entry = binder.find(plan.calls) if plan.calls else None
    if not entry:
        return timedelta(0)
    tree: ContactTree = entry.record
    rung: dict[str, timedelta] = {}
    for who, by, _ in tree.order():
        node = tree.nodes.get(who)
        one = (node and node.answer_within) or tree.answer_within
        rung[who] = (rung[by] + one if by else timedelta(0)) + one * _lost_before(binder, who, by, lost)
    wanted = next((who for who in performers(procedure) if not _all_lost(binder, who, lost)), "") if procedure else ""
    return rung.get(wanted, max(rung.values()))


def closed(binder: Binder, plan: RecoveryObjective, procedure: Entry | None, lost: Collection[Key] = ()) -> timedelta:
    """The longest stretch of the week in which nobody who does a procedure can be reached."""
    if not procedure:
        return timedelta(0)
    tree = binder.find(plan.calls) if plan.calls else None
    hours: set[str] = set()
    for who in performers(procedure):
        node = tree.record.nodes.get(who) if tree else None
        people = _left(binder, who, lost)
        hours |= {str(node.hours)} if node and node.hours and people else {one for person in people for one in _hours(person)}
    return longest_closed(frozenset(hours))


def takes_orders(binder: Binder, supplier: str | None) -> timedelta:
    """The longest stretch of the week in which a supplier takes no order."""
    entry = binder.find(supplier or "", ("organisation",))
    return longest_closed(frozenset(_hours(entry))) if entry else timedelta(0)


def nobody_left(binder: Binder, procedure: Entry, lost: Collection[Key]) -> bool:
    """Whether nobody is left of those whom a procedure names; one that names nobody has lost nobody."""
    who_else = performers(procedure)
    return any(_all_lost(binder, who, lost) for who in who_else) and not any(_left(binder, who, lost) for who in who_else)


def performers(procedure: Entry) -> list[str]:
    """Ids of the roles and persons who do a procedure, the usual one first."""
    return [str(procedure.record.done_by), *(str(other.role) for other in procedure.record.or_by)]


@lru_cache(maxsize=256)
def longest_closed(several: frozenset[str]) -> timedelta:
    """The longest stretch of a week that none of these hours covers; nothing where no hours are given."""
    if not several or _ANY_TIME in several:
        return timedelta(0)
    covered = sorted(set().union(*map(minutes, several)))
    gaps = (later - earlier - 1 for earlier, later in zip(covered, [*covered[1:], covered[0] + _WEEK], strict=True))
    return timedelta(minutes=max(gaps))


def _people(binder: Binder, who: str) -> list[Entry]:
    """Whom a role or person means and who has not left: the holder, then the deputies."""
    entry = binder.find(who, ("role", "person"))
    if entry is None:
        return []
    names: Iterable[str | None] = (who,) if entry.kind == "person" else (entry.record.holder, *entry.record.deputies)
    found = (binder.find(name, ("person",)) for name in names if name)
    return [person for person in found if person and not gone(person, binder.as_of)]


def _left(binder: Binder, who: str, lost: Collection[Key]) -> list[Entry]:
    """Those of them who are not lost; nobody where the role itself is."""
    return [] if ("role", who) in lost else [person for person in _people(binder, who) if ("person", person.id) not in lost]


def _all_lost(binder: Binder, who: str, lost: Collection[Key]) -> bool:
    """Whether a role or person is out; a role that nobody holds has lost nobody."""
    return ("role", who) in lost or bool(_people(binder, who)) and not _left(binder, who, lost)


def _lost_before(binder: Binder, who: str, by: str | None, lost: Collection[Key]) -> int:
    """How many are rung in vain before somebody answers for a node; whoever is called once is in the tree's own time."""
    people = _people(binder, who)
    if ("role", who) in lost:
        vain = len(people)
    else:
        vain = next((number for number, person in enumerate(people) if ("person", person.id) not in lost), len(people))
    return max(vain - 1, 0) if vain == len(people) and by else vain


def _hours(entry: Entry) -> Iterator[str]:
    """The hours at which somebody can be spoken to, as written; any time where nothing says otherwise."""
    at_work = str(getattr(entry.record, "hours", None) or _ANY_TIME)
    spoken = [contact for contact in entry.record.contacts if contact.way in (*BY_VOICE, "radio")]
    for contact in spoken:
        yield str(contact.hours or (_ANY_TIME if contact.way in _WITH_THEM else at_work))
    if not spoken:
        yield at_work
