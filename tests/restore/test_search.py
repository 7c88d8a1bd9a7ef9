import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.restore.lattice import Arcs, Lattice
from tasks.restore.reading import Reading
from tasks.restore.search import WEIGHT, Words, best_ways
from tasks.text.model import END, START

NUMBERS = range(4, 8)


class Pairs:
    """A model that likes some words behind others, and no two alike."""

    def number(self, form):
        return 0

    def table(self, firsts, seconds, thirds):
        return -1.0 - ((firsts * 7 + seconds * 13 + thirds * 29) % 11) / 3.0 - (firsts + seconds * 2 + thirds * 3) / 1000


def lattice_of(costs, skips):
    """Three words a node, and for each node that is skipped one word over two."""
    size = len(costs)
    arcs = []
    for at, own in enumerate(costs):
        node = [Arcs(at, at + 1, tuple(Reading(str(n), n, cost) for n, cost in zip(NUMBERS, own, strict=False)), 0.0)]
        if at in skips and at + 2 <= size:
            node.append(Arcs(at, at + 2, (Reading("long", NUMBERS[-1], 1.0),), 0.5))
        arcs.append(tuple(node))
    return Lattice((*arcs, ()), tuple(range(size + 1)), (0,) * (size + 1))


def price_of(way, words, model):
    numbers = [START, START, *(int(words.numbers[one]) for one in way), END]
    told = sum(float(model.table(*(np.array([n]) for n in three))[0]) for three in zip(numbers, numbers[1:], numbers[2:], strict=False))
    return float(sum(words.costs[one] for one in way)) - WEIGHT * told


def all_ways(words, lattice, first, at=0):
    if at == len(lattice.arcs) - 1:
        yield []
        return
    begin = 0
    for node, arcs in enumerate(lattice.arcs):
        for group in arcs:
            if node == at:
                for n in range(len(group.readings)):
                    for rest in all_ways(words, lattice, first, group.end):
                        yield [first + begin + n, *rest]
            begin += len(group.readings)


SENTENCES = st.lists(
    st.tuples(st.lists(st.tuples(*[st.floats(0, 5)] * 3), max_size=4), st.sets(st.integers(0, 3), max_size=2)), min_size=1, max_size=4
)


@given(SENTENCES)
def test_the_likeliest_of_all_ways_is_found_for_each_sentence(sentences):
    lattices, model = [lattice_of(costs, skips) for costs, skips in sentences], Pairs()
    words = Words(lattices)
    firsts = itertools.accumulate((sum(len(g.readings) for arcs in lattice.arcs for g in arcs) for lattice in lattices), initial=0)
    for lattice, first, found in zip(lattices, firsts, best_ways(words, model, 1000), strict=False):
        least = min(price_of(way, words, model) for way in all_ways(words, lattice, first))
        assert price_of(found, words, model) == pytest.approx(least)


@pytest.mark.parametrize("most", [1, 2, 10])
def test_a_narrow_beam_finds_a_way_too(most):
    lattice = lattice_of([(1.0, 2.0, 3.0)] * 5, {1})
    (way,) = best_ways(Words([lattice]), Pairs(), most)
    assert 4 <= len(way) <= 5
