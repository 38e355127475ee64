"""What stands on what, when there is more than one way to stand: what falls if something is taken away, and what gets up again.

A node stands as long as each of its needs is met, and a need is met as long as one of the nodes that it names stands. So a
role falls with its last deputy, and a procedure with its last performer or with the one credential that it can't do without.
"""

from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from heapq import heappop, heappush

from runbinder.analysis.dependencies import Key

NOW = timedelta(0)


@dataclass(frozen=True)
class Need:
    """Something that has to be there, in words that continue `it ...`, and the nodes of which any one will do."""

    words: str
    any_of: tuple[Key, ...]


@dataclass(frozen=True)
class Cure:
    """A way to get a node back although what it stood on is gone: not before `after` (from the loss), and only with what it needs.

    One that does not mend helps only a node that was not taken away itself.
    """

    words: str
    after: timedelta
    needs: tuple[Need, ...] = ()
    mends: bool = True


@dataclass(frozen=True)
class Regained:
    """When a node stands again, counted from the loss, and through which cure; None where all that it stood on is back."""

    after: timedelta
    cure: Cure | None


Lost = Mapping[Key, Need | None]
"""What has fallen, in the order in which it fell, with the need that is unmet; None for what was taken away itself."""


@dataclass(frozen=True)
class Because:
    """Why a node is lost: the need that is unmet, and why nothing that could meet it is left. Each node is explained once."""

    key: Key
    need: Need | None
    of: tuple["Because", ...] = ()


class Graph:
    """All nodes with their needs. Removing is linear in what falls and what that was needed for, not in the graph."""

    def __init__(self, needs: Mapping[Key, Iterable[Need]]) -> None:
        self.needs: dict[Key, tuple[Need, ...]] = {key: tuple(wanted) for key, wanted in needs.items()}
        self._users: dict[Key, list[tuple[Key, int]]] = {}
        for key, wanted in list(self.needs.items()):
            for number, need in enumerate(wanted):
                for other in dict.fromkeys(need.any_of):
                    self.needs.setdefault(other, ())
                    self._users.setdefault(other, []).append((key, number))
        self._fallen: Lost = {}
        """What has no footing even before anything is taken away: a role that nobody holds."""
        self._fallen = self._fall((key, need) for key, wanted in self.needs.items() for need in wanted if not need.any_of)

    def lost(self, removed: Collection[Key]) -> Lost:
        """What falls if these nodes are taken away, themselves included: the least set that is closed under unmet needs.

        What had no footing anyway is not blamed on the loss, and is left out.
        """
        return self._fall((key, None) for key in sorted(removed) if key in self.needs)

    def never(self, key: Key) -> bool:
        """Whether a node had no footing even before anything was taken away."""
        return key in self._fallen

    def why(self, lost: Lost, key: Key) -> Because:
        """The reasons of a loss down to what was taken away; a node that was explained further up is not explained again."""
        user: dict[Key, Key] = {}
        waiting = [(key, key)]
        while waiting:
            node, below = waiting.pop()
            if node not in user and (need := lost.get(node)):
                user[node] = below
                waiting += [(other, node) for other in reversed(dict.fromkeys(need.any_of))]
        told: dict[Key, Because] = {}
        for node in reversed(user):
            if need := lost[node]:
                reasons = (told[other] if user.get(other) == node else Because(other, None) for other in dict.fromkeys(need.any_of))
                told[node] = Because(node, need, tuple(reasons))
        return told.get(key, Because(key, None))

    def regained(self, lost: Lost, cures: Mapping[Key, Iterable[Cure]]) -> dict[Key, Regained]:
        """When each lost node is back at the earliest, soonest first; what nothing brings back is left out.

        A node that was not taken away itself is back as soon as its needs are met again; any node through one of its cures.
        Nodes are settled in the order of time, each once, as in Knuth's generalisation of shortest paths.
        """
        ways: list[tuple[Key, timedelta, Cure | None, list[Need]]] = []
        for key, broken in lost.items():
            if broken:
                ways.append((key, NOW, None, list(self.needs[key])))
            ways += [(key, cure.after, cure, list(cure.needs)) for cure in cures.get(key, ()) if broken or cure.mends]
        users: dict[Key, list[tuple[int, int]]] = {}
        open_: list[set[int]] = []
        ready: list[tuple[timedelta, int]] = []
        for place, (_, after, _, needs) in enumerate(ways):
            open_.append({number for number, need in enumerate(needs) if all(self._gone(lost, other) for other in need.any_of)})
            for number in open_[place]:
                for other in dict.fromkeys(needs[number].any_of):
                    users.setdefault(other, []).append((place, number))
            if not open_[place]:
                heappush(ready, (after, place))
        found: dict[Key, Regained] = {}
        while ready:
            when, place = heappop(ready)
            key, _, cure, _ = ways[place]
            if key in found:
                continue
            found[key] = Regained(when, cure)
            for other, number in users.get(key, ()):
                if number in open_[other]:
                    open_[other].remove(number)
                    if not open_[other]:
                        heappush(ready, (max(when, ways[other][1]), other))
        return found

    def _gone(self, lost: Lost, key: Key) -> bool:
        return key in lost or key in self._fallen

    def _fall(self, first: Iterable[tuple[Key, Need | None]]) -> dict[Key, Need | None]:
        """What falls with the first ones; of a need that names several only the last that falls leaves it unmet."""
        fallen: dict[Key, Need | None] = {}
        left: dict[tuple[Key, int], int] = {}
        waiting = deque(first)
        while waiting:
            key, broken = waiting.popleft()
            if key in fallen or key in self._fallen:
                continue
            fallen[key] = broken
            waiting.extend(self._unmet(key, left))
        return fallen

    def _unmet(self, key: Key, left: dict[tuple[Key, int], int]) -> Iterator[tuple[Key, Need]]:
        """The needs that nothing is left for now that a node is gone, each with the node that has it."""
        for owner, number in self._users.get(key, ()):
            need = self.needs[owner][number]
            place = (owner, number)
            if place not in left:
                left[place] = sum(other not in self._fallen for other in dict.fromkeys(need.any_of))
            left[place] -= 1
            if not left[place]:
                yield owner, need
