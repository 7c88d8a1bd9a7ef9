"""The likeliest words of a sentence: what was read weighed by the channel, what is usual by the n-gram model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tasks.restore.lattice import Arc, Lattice, Piece, Proposes, Rates, lattice_of
from tasks.text.beam import pruned
from tasks.text.model import END, START

BEAM = 10
# A sequence this many nats behind the best is not followed.
FAR = 14.0
# Weight of the model against the channel; tuned on made pages that the channel was not counted from.
WEIGHT = 1.1
# Share of a neighbour's doubt that is one about the word beside it: with a neighbour below 0.99 four in five doubtful words of the three
# layers stand, with both above it one in fifty words is wrong.
_CONTEXT = 0.02
# A word that is none of the language's, nor a number or a known abbreviation, and one made of a part of what was read, are no surer.
_STRANGE, _PARTED = 0.5, 0.95
# Nor is one that what was read is this unlikely for (nats): what it stands for may be none of those
# that were compared.
_DEAR, _FAR_FETCHED = 15.0, 0.94


class Predicts(Protocol):
    """What knows how likely a word is behind two others; see :class:`tasks.text.model.SyllableModel`."""

    def number(self, form: str) -> int:
        """The number of a form."""
        ...

    def log_probability(self, first: int, second: int, third: int) -> float:
        """Of ``third`` behind ``first`` and ``second``."""
        ...

    def log_probabilities(self, first: int, second: int, thirds: Sequence[int]) -> list[float]:
        """Of each of ``thirds``."""
        ...


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
    """

    start: int
    pieces: int
    words: tuple[str, ...]
    posterior: float
    second: str
    front: int = 0
    behind: int = 0
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Path:
    arc: Arc
    before: _Path | None


State = tuple[int, int]
_Beam = dict[State, tuple[float, _Path | None]]


def decode(pieces: Sequence[Piece], proposer: Proposes, model: Predicts, rates: Rates, beam: int = BEAM) -> list[Chosen]:
    """The words of one sentence, in order; every piece is used once.

    Args:
        pieces: what was read.
        proposer: gives the readings of a piece.
        model: what follows on what.
        rates: how often words were broken and joined.
        beam: how many sequences are followed.
    """
    lattice = lattice_of(pieces, proposer, model, rates)
    beams: list[_Beam] = [{} for _ in lattice.arcs]
    beams[0] = {(START, START): (0.0, None)}
    for at, arcs in enumerate(lattice.arcs[:-1]):
        if beams[at]:
            _advance(pruned(beams[at], FAR, beam), arcs, beams, model)
    ends = [(cost - WEIGHT * model.log_probability(*state, END), n, path) for n, (state, (cost, path)) in enumerate(beams[-1].items())]
    path = min(ends)[2] if ends else None
    steps: list[Arc] = []
    while path is not None:
        steps.append(path.arc)
        path = path.before
    steps.reverse()
    return _beside(_grouped(steps, lattice, pieces, model))


def _advance(beam: _Beam, arcs: Sequence[Arc], beams: list[_Beam], model: Predicts) -> None:
    """Follow every arc from every state of a node."""
    numbers = [arc.reading.number for arc in arcs]
    for (first, second), (cost, path) in beam.items():
        for arc, number, probability in zip(arcs, numbers, model.log_probabilities(first, second, numbers), strict=True):
            state, whole, following = (second, number), cost + arc.cost - WEIGHT * probability, beams[arc.end]
            known = following.get(state)
            if known is None or whole < known[0]:
                following[state] = (whole, _Path(arc, path))


def _grouped(steps: Sequence[Arc], lattice: Lattice, pieces: Sequence[Piece], model: Predicts) -> list[Chosen]:
    """The steps from one border of pieces to the next, with their posteriors."""
    numbers = [START, START, *(step.reading.number for step in steps), END, END]
    found: list[Chosen] = []
    open_steps: list[tuple[Arc, float, str]] = []
    for at, step in enumerate(steps):
        posterior, second = _judged(step, numbers[at : at + 2], numbers[at + 3 : at + 5], lattice, model)
        open_steps.append((step, posterior, second))
        if lattice.pieces[step.end] < 0:
            continue
        first, last = open_steps[0][0], step
        start, end = lattice.pieces[first.start], lattice.pieces[step.end]
        found.append(
            Chosen(
                start,
                end - start,
                tuple(s.reading.text for s, _, _ in open_steps),
                min(*(p for _, p, _ in open_steps), _PARTED if len(open_steps) > 1 or end - start > 1 else 1.0),
                second if len(open_steps) == 1 else "",
                first.reading.front,
                last.reading.behind,
                _read([s for s, _, _ in open_steps], lattice, pieces[start].core) if end == start + 1 else (),
            )
        )
        open_steps = []
    return found


def _read(steps: Sequence[Arc], lattice: Lattice, core: str) -> tuple[str, ...]:
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


def _judged(step: Arc, before: Sequence[int], behind: Sequence[int], lattice: Lattice, model: Predicts) -> tuple[float, str]:
    """The posterior of a step among those with its ends, and the next best of them."""
    rivals = [arc for arc in lattice.arcs[step.start] if arc.end == step.end]
    known = model.log_probabilities(before[0], before[1], [arc.reading.number for arc in rivals])
    own = step.cost + _around(before, step.reading.number, behind, model)
    # What is too dear already needs not be asked for what follows.
    near = [arc for arc, first in zip(rivals, known, strict=True) if arc is step or arc.cost - WEIGHT * first <= own + FAR]
    costs = [own if arc is step else arc.cost + _around(before, arc.reading.number, behind, model) for arc in near]
    least = min(costs)
    weights = [math.exp(least - c) for c in costs]
    others = sorted((c, n) for n, c in enumerate(costs) if near[n].reading.text != step.reading.text)
    same = sum(w for w, arc in zip(weights, near, strict=True) if arc.reading.text == step.reading.text)
    most = _STRANGE if step.reading.strange else _FAR_FETCHED if step.reading.cost > _DEAR else 1.0
    return min(most, same / sum(weights)), near[others[0][1]].reading.text if others else ""


def _around(before: Sequence[int], number: int, behind: Sequence[int], model: Predicts) -> float:
    """Cost of the trigrams that hold this word."""
    window = [*before, number, *behind]
    return -WEIGHT * sum(model.log_probability(*window[i : i + 3]) for i in range(3) if window[i + 1] != END)
