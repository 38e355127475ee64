"""The engine against its own definition: every small graph is solved a second time by trying out all there is to try."""

import random
from datetime import timedelta
from functools import cache

from runbinder.analysis.graph import Cure, Graph, Need

CASES = 3000
"""Random graphs of at most eight nodes in the quick run, the same ones each time."""
NEVER = timedelta.max


def key(number):
    return ("node", f"n{number}")


def some_needs(rng, nodes, most):
    """Up to `most` needs, each met by one to three nodes; now and then one that nothing can meet."""
    return tuple(Need("needs", tuple(rng.choices(nodes, k=rng.choice((1, 1, 1, 2, 3)) if rng.random() < 0.97 else 0))) for _ in range(rng.choice((0, 1, 1, most))))


def random_case(seed):
    """Needs, with circles and all; what is taken away; and cures."""
    rng = random.Random(seed)
    nodes = [key(number) for number in range(rng.randint(1, 8))]
    needs = {node: some_needs(rng, nodes, 2) for node in nodes}
    removed = rng.sample(nodes, rng.randint(0, min(3, len(nodes))))
    cures = {node: [Cure("is cured", timedelta(hours=rng.randint(0, 9)), some_needs(rng, nodes, 2)) for _ in range(rng.randint(0, 2))] for node in nodes}
    return needs, removed, cures


def standing(needs, removed=()):
    """By definition: the union of all sets in which nothing was removed and every need of every member names a member."""
    bit = {node: 1 << number for number, node in enumerate(needs)}
    wanted = [(bit[node], sum(bit[other] for other in set(need.any_of))) for node in needs for need in needs[node]]
    allowed, found = sum(bit[node] for node in needs if node not in removed), 0
    for some in range(allowed, 0, -1):
        if not some & ~allowed and some & ~found and all(some & any_of for one, any_of in wanted if some & one):
            found |= some
    return {node for node in needs if found & bit[node]}


@cache
def solved(seed):
    """A case, what stands in it before and after, and what the engine says."""
    needs, removed, cures = random_case(seed)
    graph = Graph(needs)
    return needs, removed, cures, standing(needs), standing(needs, removed), graph, graph.lost(removed)


def times(needs, stand, lost, removed, cures):
    """By definition: nothing lost is back until a way to it is open; said again and again until nothing comes sooner."""
    when = {node: timedelta(0) if node in stand else NEVER for node in needs}
    for _ in range(len(needs) + 1):
        for node in lost:
            ways = [(timedelta(0), needs[node])] if node not in removed else []
            ways += [(cure.after, cure.needs) for cure in cures[node]]
            for after, wanted in ways:
                when[node] = min(when[node], max([after, *(min((when[other] for other in need.any_of), default=NEVER) for need in wanted)]))
    return {node: when[node] for node in lost if when[node] < NEVER}


def test_what_falls_is_what_no_consistent_set_holds():
    """3000 graphs: `lost` is all that stood before and is in no set that can stand without what was removed."""
    for seed in range(CASES):
        *_, before, after, _, lost = solved(seed)

        assert before - after == set(lost), seed


def test_what_comes_back_comes_at_its_earliest():
    """3000 graphs: times as they settle from `never` downwards, and in their order."""
    for seed in range(CASES):
        needs, removed, cures, _, after, graph, lost = solved(seed)
        back = graph.regained(lost, cures)

        assert times(needs, after, lost, removed, cures) == {node: one.after for node, one in back.items()}, seed
        assert sorted(one.after for one in back.values()) == [one.after for one in back.values()], seed


def explained(because):
    """All parts of an explanation from the top, a part before its reasons."""
    waiting = [because]
    while waiting:
        yield (one := waiting.pop())
        waiting += reversed(one.of)


def test_why_goes_down_to_what_was_removed():
    """3000 graphs: each reason names all that could have met the need; all of it fell before, or never stood. It is told once."""
    for seed in range(CASES):
        needs, removed, _, before, _, graph, lost = solved(seed)
        fell = {node: place for place, node in enumerate(lost)}
        for node in lost:
            told = set()
            for one in explained(graph.why(lost, node)):
                if one.need:
                    assert one.key not in told and one.need in needs[one.key], seed
                    assert set(one.need.any_of) == {other.key for other in one.of} and len(one.of) == len(set(one.need.any_of)), seed
                    assert all(fell[other.key] < fell[one.key] if other.key in before else other.key not in fell for other in one.of), seed
                    told.add(one.key)
                else:
                    assert not one.of and (one.key in removed or one.key in told or one.key not in before), seed
            assert node in told or node in removed, seed


def test_more_is_never_less():
    """Who takes more away loses no less; who takes nothing away loses nothing."""
    for seed in range(500):
        _, removed, *_, graph, _ = solved(seed)

        assert {} == graph.lost(())
        assert all(set(graph.lost(removed[:number])) <= set(graph.lost(removed)) for number in range(len(removed)))


def chain(number):
    return {key(one): [Need("needs", (key(one + 1),))] for one in range(number)}


def test_a_long_chain_is_told_to_its_end():
    """However deep: nobody's binder ends the program."""
    graph = Graph(chain(5000))
    lost = graph.lost([key(5000)])

    assert [key(number) for number in range(5001)] == [one.key for one in explained(graph.why(lost, key(0)))]


def test_a_circle_stands_and_does_not_lift_itself():
    """Two that need each other are there as long as nothing else is wrong; once both are down, neither starts first."""
    graph = Graph({key(0): [Need("needs", (key(1),)), Need("needs", (key(2),))], key(1): [Need("needs", (key(0),))]})
    cured = {key(2): [Cure("is bought", timedelta(hours=1))]}
    lost = graph.lost([key(2)])

    assert {} == graph.lost([])
    assert [key(2), key(0), key(1)] == list(lost)
    assert {key(2)} == set(graph.regained(lost, cured))


def test_what_had_no_footing_is_not_blamed_on_the_loss():
    """A role that nobody holds is not lost with anybody; and is no help either."""
    graph = Graph({key(0): [Need("is held by", ())], key(1): [Need("is done by", (key(0), key(2)))]})

    assert {key(2), key(1)} == set(graph.lost([key(2)]))
    assert {} == graph.lost([key(0)])


def test_what_is_not_there_can_not_be_taken():
    """A name that the graph has not is passed over."""
    assert {} == Graph(chain(3)).lost([("person", "nobody")])
