"""The likeliest way through each of many lattices: beam search (Viterbi over the last two words), all sentences side by side in arrays."""

from __future__ import annotations

import itertools
from collections.abc import Hashable, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from tasks.restore.lattice import Lattice
from tasks.text.model import END, START, Floats, Numbers

# A sequence this many nats behind the best is not followed.
FAR = 14.0
# Weight of the model against the channel; tuned on made pages that the channel was not counted from.
WEIGHT = 1.1


class Predicts(Hashable, Protocol):
    """What knows how likely a word is behind two others; see :class:`tasks.text.model.SyllableModel`."""

    def number(self, form: str) -> int:
        """The number of a form."""
        ...

    def table(self, firsts: Numbers, seconds: Numbers, thirds: Numbers) -> Floats:
        """The log probability of the third behind the first and second at every place of three arrays, which are broadcast together."""
        ...


class Words:
    """The words of some lattices one behind the other, in arrays; those with the same two ends stand side by side and are a group.

    Attributes:
        arcs: of each group.
        readings: of each word.
        numbers: of each word in the model.
        costs: of each word.
        groups: of each word.
        starts: for each group its first word; behind the last how many there are.
        begins: for each node of all lattices the first word that begins there; behind the last how many there are.
        nodes: for each lattice the place of its first node among all; behind the last how many there are.
    """

    def __init__(self, lattices: Sequence[Lattice]) -> None:
        self.arcs = [arcs for lattice in lattices for node in lattice.arcs for arcs in node]
        self.readings = [reading for arcs in self.arcs for reading in arcs.readings]
        self.nodes = np.array([0, *itertools.accumulate(len(lattice.arcs) for lattice in lattices)], dtype=np.int64)
        sizes = np.array([len(arcs.readings) for arcs in self.arcs], dtype=np.int64)
        self.starts = np.concatenate([[0], sizes.cumsum()])
        self.begins = self.starts[[0, *itertools.accumulate(len(node) for lattice in lattices for node in lattice.arcs)]]
        self.groups = np.repeat(np.arange(len(self.arcs)), sizes)
        self.numbers = np.array([reading.number for reading in self.readings], dtype=np.int64)
        self.costs = np.array([r.cost for r in self.readings]) + np.array([arcs.price for arcs in self.arcs])[self.groups]
        self.ends = np.array([arcs.end for arcs in self.arcs], dtype=np.int64)


class _Ways(NamedTuple):
    """Ways to some nodes, each with its sentence, its last two words' numbers, what it costs, its last word and the way before that."""

    sentences: Numbers
    firsts: Numbers
    seconds: Numbers
    costs: Floats
    words: Numbers
    before: Numbers

    def at(self, places: Numbers) -> _Ways:
        """Some of them."""
        return _Ways._make(column[places] for column in self)


def best_ways(words: Words, model: Predicts, most: int) -> list[list[int]]:
    """The words of the likeliest way through each lattice, in order.

    Args:
        words: of the lattices.
        model: what follows on what.
        most: how many ways are followed from each node.
    """
    sizes = np.diff(words.nodes)
    waiting: list[list[_Ways]] = [[] for _ in range(int(sizes.max(initial=1)))]
    open_ones = np.flatnonzero(sizes > 1)
    if not len(open_ones):
        return [[] for _ in sizes]
    start = np.full(len(open_ones), START)
    waiting[0] = [_Ways(open_ones, start, start, np.zeros(len(open_ones)), start - START - 1, start - START - 1)]
    done: list[_Ways] = []
    followed: list[_Ways] = []
    count = 0
    for at, arriving in enumerate(waiting):
        if not arriving:
            continue
        here = _cheapest(_together(arriving), most)
        arriving.clear()
        followed.append(here)
        ahead, ends = _onward(here, at, words, model)
        ahead = ahead._replace(before=ahead.before + count)
        count += len(here.words)
        last = ends == sizes[ahead.sentences] - 1
        done.append(ahead.at(np.flatnonzero(last)))
        for end in np.unique(ends[~last]).tolist():
            waiting[end].append(ahead.at(np.flatnonzero((ends == end) & ~last)))
    return _traced(_together(done), _together(followed), len(sizes), model)


def _together(ways: Sequence[_Ways]) -> _Ways:
    return ways[0] if len(ways) == 1 else _Ways._make(map(np.concatenate, zip(*ways, strict=True)))


def _cheapest(ways: _Ways, most: int) -> _Ways:
    """Of each sentence the cheapest way for each state, ``most`` of them and none far behind the best, the cheapest first."""
    order = np.lexsort((ways.costs, ways.sentences))
    least = np.full(int(ways.sentences.max()) + 1, np.inf)
    np.minimum.at(least, ways.sentences, ways.costs)
    order = order[ways.costs[order] <= least[ways.sentences[order]] + FAR]
    size = int(max(ways.firsts.max(), ways.seconds.max())) + 1
    _, once = np.unique((ways.sentences[order] * size + ways.firsts[order]) * size + ways.seconds[order], return_index=True)
    once.sort()
    order = order[once]
    own = ways.sentences[order]
    starts = np.flatnonzero(np.concatenate([[True], own[1:] != own[:-1]]))
    rank = np.arange(len(own)) - np.repeat(starts, np.diff(np.append(starts, len(own))))
    return ways.at(order[rank < most])


def _onward(here: _Ways, at: int, words: Words, model: Predicts) -> tuple[_Ways, Numbers]:
    """The ways over every word that begins at a node, without those far behind others with the same ends; and the nodes they lead to.

    The way before each is given by its place in ``here``.
    """
    places = words.nodes[here.sentences] + at
    first, last = words.begins[places], words.begins[places + 1]
    counts = last - first
    rows = np.repeat(np.arange(len(first)), counts)
    columns = np.arange(len(rows)) + np.repeat(first - (counts.cumsum() - counts), counts)
    seconds, thirds = here.seconds[rows], words.numbers[columns]
    whole = here.costs[rows] + words.costs[columns] - WEIGHT * model.table(here.firsts[rows], seconds, thirds)
    groups = words.groups[columns]
    least = np.full(len(words.arcs), np.inf)
    np.minimum.at(least, groups, whole)
    ends = words.ends[groups]
    sentences = here.sentences[rows]
    # Which of the ways to the end of a sentence is the best is told only by how it ends.
    near = np.flatnonzero((whole <= least[groups] + FAR) | (ends == np.diff(words.nodes)[sentences] - 1))
    return _Ways(sentences, seconds, thirds, whole, columns, rows).at(near), ends[near]


def _traced(done: _Ways, followed: _Ways, sentences: int, model: Predicts) -> list[list[int]]:
    """The words of the likeliest of the ways to the end of each sentence; ``followed`` are those that were gone on from, in order."""
    whole = done.costs - WEIGHT * model.table(done.firsts, done.seconds, np.array([END]))
    order = np.lexsort((whole, done.sentences))
    owners, firsts = np.unique(done.sentences[order], return_index=True)
    words, before = followed.words.tolist(), followed.before.tolist()
    found: list[list[int]] = [[] for _ in range(sentences)]
    for owner, place in zip(owners.tolist(), order[firsts].tolist(), strict=True):
        way, at = [int(done.words[place])], int(done.before[place])
        while before[at] >= 0:
            way.append(words[at])
            at = before[at]
        found[owner] = way[::-1]
    return found
