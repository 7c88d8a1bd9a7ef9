"""The likeliest words of a sentence: what was read weighed by the channel, what is usual by the n-gram model."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from tasks.restore.lattice import Arcs, Lattice, Piece, Proposes, Rates, lattices_of
from tasks.restore.reading import Reading
from tasks.restore.search import FAR, WEIGHT, Predicts, Words, best_ways
from tasks.text.model import END, START, Floats, Numbers

BEAM = 10
# Share of a neighbour's doubt that is one about the word beside it: with a neighbour below 0.99 four in five doubtful words of the three
# layers stand, with both above it one in fifty words is wrong.
_CONTEXT = 0.02
# A word that is none of the language's, nor a number or a known abbreviation, and one made of a part of what was read, are no surer.
_STRANGE, _PARTED = 0.5, 0.95
# Nor is one that what was read is this unlikely for (nats): what it stands for may be none of those
# that were compared.
_DEAR, _FAR_FETCHED = 15.0, 0.94
# Sentences of so many pieces in all are decoded side by side.
_PIECES = 2000


@dataclass(frozen=True, slots=True)
class Chosen:
    """One step of the decoded sentence: ``pieces`` pieces became these words.

    Attributes:
        start: index of the first piece.
        pieces: one, or several that gaps had parted.
        words: one, or several that had run together.
        posterior: share of the words' reading among all for the same pieces, the words around taken as decoded; the least of several
            words; 0 to 1.
        second: the next best word, "" where there is none or the step is no single word.
        front: how many of the signs before the first piece became letters.
        behind: how many of those behind the last.
        read: for each of several words of one piece what was read for it; empty for other steps.
        cost: nats for what was read given the words.
    """

    start: int
    pieces: int
    words: tuple[str, ...]
    posterior: float
    second: str
    front: int = 0
    behind: int = 0
    read: tuple[str, ...] = ()
    cost: float = 0.0


def read_for(step: Chosen, pieces: Sequence[Piece]) -> str:
    """The letters and signs that a step of a sentence stands for, from the first letter to the last."""
    own = pieces[step.start : step.start + step.pieces]
    return "".join((piece.front if at else "") + piece.core + (piece.behind if at + 1 < len(own) else "") for at, piece in enumerate(own))


class _Step(NamedTuple):
    """A word of the likeliest way, with its cost, its posterior and the next best word."""

    arcs: Arcs
    reading: Reading
    cost: float
    posterior: float
    second: str


def decode(sentences: Sequence[Sequence[Piece]], proposer: Proposes, model: Predicts, rates: Rates, beam: int = BEAM) -> list[list[Chosen]]:
    """The words of each sentence, in order; every piece is used once.

    Args:
        sentences: what was read.
        proposer: gives the readings of a piece.
        model: what follows on what.
        rates: how often words were broken and joined.
        beam: how many sequences are followed.
    """
    found: list[list[Chosen]] = []
    for some in _batches(sentences):
        lattices = lattices_of(some, proposer, model, rates)
        words = Words(lattices)
        ways = best_ways(words, model, beam)
        judged = iter(_judged(ways, words, model))
        for lattice, way, pieces in zip(lattices, ways, some, strict=True):
            steps = [_Step(words.arcs[words.groups[one]], words.readings[one], float(words.costs[one]), *next(judged)) for one in way]
            found.append(_beside(_grouped(steps, lattice, pieces)))
    return found


def _batches(sentences: Sequence[Sequence[Piece]]) -> Iterator[list[Sequence[Piece]]]:
    """The sentences, so many together that arrays are long and not too large."""
    batch: list[Sequence[Piece]] = []
    pieces = 0
    for sentence in sentences:
        batch.append(sentence)
        pieces += len(sentence)
        if pieces >= _PIECES:
            yield batch
            batch, pieces = [], 0
    if batch:
        yield batch


def _grouped(steps: Sequence[_Step], lattice: Lattice, pieces: Sequence[Piece]) -> list[Chosen]:
    """The steps from one border of pieces to the next, with their posteriors."""
    found: list[Chosen] = []
    open_steps: list[_Step] = []
    for step in steps:
        open_steps.append(step)
        if lattice.pieces[step.arcs.end] < 0:
            continue
        first = open_steps[0]
        start, end = lattice.pieces[first.arcs.start], lattice.pieces[step.arcs.end]
        found.append(
            Chosen(
                start,
                end - start,
                tuple(s.reading.text for s in open_steps),
                min(*(s.posterior for s in open_steps), _PARTED if len(open_steps) > 1 or end - start > 1 else 1.0),
                step.second if len(open_steps) == 1 else "",
                first.reading.front,
                step.reading.behind,
                _read([s.arcs for s in open_steps], lattice, pieces[start].core) if end == start + 1 else (),
                sum(s.cost for s in open_steps),
            )
        )
        open_steps = []
    return found


def _read(steps: Sequence[Arcs], lattice: Lattice, core: str) -> tuple[str, ...]:
    """What was read for each of several words of one piece."""
    if len(steps) == 1:
        return ()
    return tuple(core[lattice.offsets[s.start] : lattice.offsets[s.end] or len(core)] for s in steps)


def _beside(steps: Sequence[Chosen]) -> list[Chosen]:
    """The steps with what is doubtful of each also for those beside it, as their context was taken for granted."""
    doubts = [1.0 - step.posterior for step in steps]
    found = []
    for at, step in enumerate(steps):
        near = max([*doubts[max(0, at - 1) : at], *doubts[at + 1 : at + 2]], default=0.0)
        found.append(replace(step, posterior=max(0.0, step.posterior - _CONTEXT * near)) if near and doubts[at] else step)
    return found


def _judged(ways: Sequence[Sequence[int]], words: Words, model: Predicts) -> list[tuple[float, str]]:
    """For each step of each way its posterior among the words with its ends, and the next best of them."""
    steps = np.array([one for way in ways for one in way], dtype=np.int64)
    if not len(steps):
        return []
    own_numbers = [[START, START, *words.numbers[list(way)].tolist(), END, END] for way in ways]
    around = np.array([numbers[at : at + 5] for numbers in own_numbers for at in range(len(numbers) - 4)], dtype=np.int64)
    own = words.costs[steps] - WEIGHT * sum(_around(around, model))
    groups = words.groups[steps]
    starts, sizes = words.starts[groups], np.diff(words.starts)[groups]
    ends = sizes.cumsum()
    rivals = np.arange(int(ends[-1])) + np.repeat(starts - (ends - sizes), sizes)
    windows = np.repeat(around, sizes, axis=0)
    windows[:, 2] = words.numbers[rivals]
    costs = words.costs[rivals]
    # What is too dear already needs not be asked for what follows.
    first = model.table(*windows[:, :3].T)
    near = np.flatnonzero((rivals == np.repeat(steps, sizes)) | (costs - WEIGHT * first <= np.repeat(own, sizes) + FAR))
    whole = costs[near] - WEIGHT * sum(_around(windows[near], model))
    # The step itself is always near, so no part is empty.
    borders = np.concatenate([[0], near.searchsorted(ends)])
    least = np.minimum.reduceat(whole, borders[:-1])
    weights = np.exp(np.repeat(least, np.diff(borders)) - whole)
    near_ones = list(zip(whole.tolist(), weights.tolist(), (words.readings[one].text for one in rivals[near].tolist()), strict=True))
    return [
        _among(words.readings[step], near_ones[low:high])
        for step, (low, high) in zip(steps.tolist(), itertools.pairwise(borders.tolist()), strict=True)
    ]


def _around(windows: Numbers, model: Predicts) -> tuple[Floats, Floats, Floats]:
    """Log probabilities of the three trigrams that hold the third word of each row of five."""
    behind = np.where(windows[:, 3] == END, 0.0, model.table(*windows[:, 2:].T))
    return model.table(*windows[:, :3].T), model.table(*windows[:, 1:4].T), behind


def _among(step: Reading, near: Sequence[tuple[float, float, str]]) -> tuple[float, str]:
    """The posterior of a step among some readings, each with its cost and weight, and the next best of them."""
    own = step.text
    same = sum(weight for _, weight, text in near if text == own)
    _, second = min(((cost, text) for cost, _, text in near if text != own), default=(0.0, ""), key=itemgetter(0))
    most = _STRANGE if step.strange else _FAR_FETCHED if step.cost > _DEAR else 1.0
    return min(most, same / sum(weight for _, weight, _ in near)), second
