"""The likeliest words of a sentence: what was read weighed by the channel, what is usual by the n-gram model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

import numpy as np

from tasks.restore.lattice import Arc, Lattice, Piece, Proposes, Rates, lattice_of
from tasks.text.beam import pruned
from tasks.text.model import END, START, Floats, Numbers

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

    def table(self, firsts: Numbers, seconds: Numbers, thirds: Numbers) -> Floats:
        """The log probability of the third behind the first and second at every place of three arrays, which are broadcast together."""
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


class _Path(NamedTuple):
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
            _advance(pruned(beams[at], FAR, beam), arcs, beams, model, beam)
    path = _best(beams[-1], model)
    steps: list[Arc] = []
    while path is not None:
        steps.append(path.arc)
        path = path.before
    steps.reverse()
    return _beside(_grouped(steps, lattice, pieces, model))


def _best(beam: _Beam, model: Predicts) -> _Path | None:
    """The likeliest way to the end of the sentence."""
    states, costs = _arrays(beam)
    whole = costs - WEIGHT * model.table(states[0], states[1], np.array([END]))
    return list(beam.values())[int(whole.argmin())][1]


def _arrays(beam: _Beam) -> tuple[Numbers, Floats]:
    """The states of a beam, first and second apart, and their costs."""
    return np.array(list(beam), dtype=np.int64).T, np.array([cost for cost, _ in beam.values()])


def _advance(beam: _Beam, arcs: Sequence[Arc], beams: list[_Beam], model: Predicts, most: int) -> None:
    """Follow every arc from every state of a node; no more states than may be followed from where they lead to are kept."""
    states, costs = _arrays(beam)
    numbers = np.array([arc.reading.number for arc in arcs], dtype=np.int64)
    prices = np.array([arc.cost for arc in arcs])
    firsts, seconds = states[:, :, np.newaxis]
    whole = costs[:, np.newaxis] + prices - WEIGHT * model.table(firsts, seconds, numbers)
    ends: dict[int, list[int]] = {}
    for column, arc in enumerate(arcs):
        ends.setdefault(arc.end, []).append(column)
    paths = [(second, path) for (_, second), (_, path) in beam.items()]
    for end, columns in ends.items():
        part = whole if len(ends) == 1 else whole[:, columns]
        last = end == len(beams) - 1
        _keep(part, paths, [arcs[n] for n in columns], beams[end], part.size if last else most)


def _keep(whole: Floats, paths: Sequence[tuple[int, _Path | None]], arcs: Sequence[Arc], following: _Beam, most: int) -> None:
    """Put the cheapest ways over some arcs into the beam where they end; rows of ``whole`` are ways, columns arcs."""
    flat = whole.ravel()
    near = np.flatnonzero(flat <= flat.min() + FAR) if most < flat.size else np.arange(flat.size)
    taken: set[State] = set()
    for place in near[flat[near].argsort(kind="stable")].tolist():
        row, column = divmod(place, len(arcs))
        arc, (second, path) = arcs[column], paths[row]
        state = (second, arc.reading.number)
        if state in taken:
            continue
        taken.add(state)
        cost = float(flat[place])
        known = following.get(state)
        if known is None or cost < known[0]:
            following[state] = (cost, _Path(arc, path))
        if len(taken) == most:
            break


def _grouped(steps: Sequence[Arc], lattice: Lattice, pieces: Sequence[Piece], model: Predicts) -> list[Chosen]:
    """The steps from one border of pieces to the next, with their posteriors."""
    numbers = [START, START, *(step.reading.number for step in steps), END, END]
    judged = _judged(steps, numbers, lattice, model)
    found: list[Chosen] = []
    open_steps: list[tuple[Arc, float, str]] = []
    for step, (posterior, second) in zip(steps, judged, strict=True):
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
                sum(s.cost for s, _, _ in open_steps),
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


def _judged(steps: Sequence[Arc], numbers: Sequence[int], lattice: Lattice, model: Predicts) -> list[tuple[float, str]]:
    """For each step its posterior among those with its ends, and the next best of them; ``numbers`` are those of the sentence."""
    if not steps:
        return []
    rivals = [[arc for arc in lattice.arcs[step.start] if arc.end == step.end] for step in steps]
    around = np.array([numbers[at : at + 5] for at in range(len(steps))], dtype=np.int64)
    own = np.array([step.cost for step in steps]) - WEIGHT * sum(_around(around, model))
    windows = np.repeat(around, [len(arcs) for arcs in rivals], axis=0)
    windows[:, 2] = [arc.reading.number for arcs in rivals for arc in arcs]
    costs = np.array([arc.cost for arcs in rivals for arc in arcs])
    # What is too dear already needs not be asked for what follows.
    first = model.table(*windows[:, :3].T)
    itself = np.array([arc is step for step, arcs in zip(steps, rivals, strict=True) for arc in arcs])
    near = itself | (costs - WEIGHT * first <= np.repeat(own, [len(arcs) for arcs in rivals]) + FAR)
    whole = np.full(len(costs), np.inf)
    whole[near] = costs[near] - WEIGHT * sum(_around(windows[near], model))
    found, start = [], 0
    for step, arcs in zip(steps, rivals, strict=True):
        values = whole[start : start + len(arcs)].tolist()
        start += len(arcs)
        found.append(_among(step, [(cost, arc.reading.text) for cost, arc in zip(values, arcs, strict=True) if cost < math.inf]))
    return found


def _around(windows: Numbers, model: Predicts) -> tuple[Floats, Floats, Floats]:
    """Log probabilities of the three trigrams that hold the third word of each row of five."""
    behind = np.where(windows[:, 3] == END, 0.0, model.table(*windows[:, 2:].T))
    return model.table(*windows[:, :3].T), model.table(*windows[:, 1:4].T), behind


def _among(step: Arc, near: Sequence[tuple[float, str]]) -> tuple[float, str]:
    """The posterior of a step among some readings with their costs, and the next best of them."""
    least = min(cost for cost, _ in near)
    weights = [math.exp(least - cost) for cost, _ in near]
    own = step.reading.text
    same = sum(weight for weight, (_, text) in zip(weights, near, strict=True) if text == own)
    _, second = min(((cost, text) for cost, text in near if text != own), default=(0.0, ""), key=lambda other: other[0])
    most = _STRANGE if step.reading.strange else _FAR_FETCHED if step.reading.cost > _DEAR else 1.0
    return min(most, same / sum(weights)), second
