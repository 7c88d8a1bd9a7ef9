"""The likeliest words of a sentence: what was read weighed by the channel, what is usual by the n-gram model."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from tasks.restore.propose import Reading, Setting
from tasks.text.beam import pruned
from tasks.text.model import END, NUMBER, START, model_form

BEAM = 12
# A sequence this many nats behind the best is not followed.
FAR = 16.0
# Weight of the model against the channel; tuned on made pages that the channel was not counted from.
WEIGHT = 1.1
# Two pieces are one word, and one is two, only where the pieces alone are this unlikely (nats).
_BROKEN_FROM = 4.0
_JOINED_FROM = 7.0
_LEAST_JOINED = 4
_LONGEST_JOINED = 12
_MOST_PARTS = 4


class Proposes(Protocol):
    """What gives the readings of a word."""

    def readings(self, core: str, setting: Setting) -> tuple[Reading, ...]:
        """The likeliest readings, never none."""
        ...


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
class Rates:
    """Share of words that were read as two (``broken``) and of gaps that were not read (``joined``); 0 allows none."""

    broken: float = 0.0
    joined: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A word as it was read, without the signs around it.

    Attributes:
        core: its letters.
        setting: what its place says of its case.
        joins: nothing stands between it and the next piece but a gap within the same line.
        settled: it stands as it is and only says what may stand beside it.
    """

    core: str
    setting: Setting
    joins: bool = False
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """One step of the decoded sentence: ``pieces`` pieces became these words.

    Attributes:
        start: index of the first piece.
        pieces: one, or two that a gap had parted.
        words: one, or two that had run together.
        posterior: share of the words' reading among all for the same pieces, the words around taken as decoded; 0 to 1.
        second: the next best word, "" where there is none or the step is no single word.
    """

    start: int
    pieces: int
    words: tuple[str, ...]
    posterior: float
    second: str


@dataclass(frozen=True, slots=True)
class _Arc:
    end: int
    readings: tuple[Reading, ...]
    cost: float


@dataclass(frozen=True, slots=True)
class _Path:
    start: int
    arc: _Arc
    before: _Path | None


State = tuple[int, int]
_Beam = dict[State, tuple[float, _Path | None]]


def decode(pieces: Sequence[Piece], proposer: Proposes, model: Predicts, rates: Rates) -> list[Chosen]:
    """The words of one sentence, in order; every piece is used once.

    Args:
        pieces: what was read.
        proposer: gives the readings of a piece.
        model: what follows on what.
        rates: how often words were broken and joined.
    """
    beams: list[_Beam] = [{} for _ in range(len(pieces) + 1)]
    beams[0] = {(START, START): (0.0, None)}
    arcs = [_arcs(pieces, at, proposer, rates, model.number(model_form(p.core))) for at, p in enumerate(pieces)]
    for at, beam in enumerate(beams[:-1]):
        _advance(at, pruned(beam, FAR, BEAM), arcs[at], beams, model)
    ends = [(cost - WEIGHT * model.log_probability(*state, END), n, path) for n, (state, (cost, path)) in enumerate(beams[-1].items())]
    path = min(ends)[2] if ends else None
    steps: list[_Path] = []
    while path is not None:
        steps.append(path)
        path = path.before
    steps.reverse()
    return _judged(steps, arcs, model)


def _advance(at: int, beam: _Beam, arcs: Sequence[_Arc], beams: list[_Beam], model: Predicts) -> None:
    """Follow every arc from every state at ``at``."""
    single = [arc for arc in arcs if len(arc.readings) == 1]
    numbers = [arc.readings[0].number for arc in single]
    double = [arc for arc in arcs if len(arc.readings) == 2]
    for (first, second), (cost, path) in beam.items():
        for arc, probability in zip(single, model.log_probabilities(first, second, numbers), strict=True):
            state = (second, arc.readings[0].number)
            _keep(beams[arc.end], state, cost + arc.cost - WEIGHT * probability, _Path(at, arc, path))
        for arc in double:
            left, right = arc.readings[0].number, arc.readings[1].number
            probability = model.log_probability(first, second, left) + model.log_probability(second, left, right)
            _keep(beams[arc.end], (left, right), cost + arc.cost - WEIGHT * probability, _Path(at, arc, path))


def _keep(beam: _Beam, state: State, cost: float, path: _Path) -> None:
    if state not in beam or cost < beam[state][0]:
        beam[state] = (cost, path)


def _arcs(pieces: Sequence[Piece], at: int, proposer: Proposes, rates: Rates, number: int) -> list[_Arc]:
    """All ways to go on from piece ``at``, whose number in the model is ``number`` where it is settled."""
    piece = pieces[at]
    if piece.settled:
        return [_Arc(at + 1, (Reading(piece.core, number, 0.0),), 0.0)]
    readings = proposer.readings(piece.core, piece.setting)
    arcs = [_Arc(at + 1, (r,), r.cost) for r in readings]
    if not piece.core.isalnum() and not any(c.isalpha() for c in piece.core):
        return arcs
    least = min(r.cost for r in readings)
    if rates.broken and piece.joins and at + 1 < len(pieces):
        following = pieces[at + 1]
        whole = piece.core + following.core
        unlikely = max(least, min(r.cost for r in proposer.readings(following.core, following.setting))) > _BROKEN_FROM
        if unlikely and len(whole) <= _LONGEST_JOINED and sum(c.isdigit() for c in whole) <= 1:
            price = -math.log(rates.broken)
            arcs += [_Arc(at + 2, (r,), r.cost + price) for r in proposer.readings(whole, piece.setting) if r.number > NUMBER]
    if rates.joined and least > _JOINED_FROM and _LEAST_JOINED <= len(piece.core) <= _LONGEST_JOINED and piece.core.isalnum():
        price = -math.log(rates.joined)
        inner = Setting(capitals=piece.setting.capitals)
        for cut in range(1, len(piece.core)):
            for left in proposer.readings(piece.core[:cut], piece.setting)[:_MOST_PARTS]:
                for right in proposer.readings(piece.core[cut:], inner)[:_MOST_PARTS]:
                    if min(left.number, right.number) > NUMBER:
                        arcs.append(_Arc(at + 1, (left, right), left.cost + right.cost + price))
    return arcs


def _judged(steps: Sequence[_Path], arcs: Sequence[Sequence[_Arc]], model: Predicts) -> list[Chosen]:
    """The steps with their posteriors."""
    numbers = [START, START, *(r.number for step in steps for r in step.arc.readings), END, END]
    at = 2
    found = []
    for step in steps:
        length = len(step.arc.readings)
        before, behind = numbers[at - 2 : at], numbers[at + length : at + length + 2]
        rivals = [arc for arc in arcs[step.start] if arc.end == step.arc.end]
        costs = [arc.cost + _around(before, arc.readings, behind, model) for arc in rivals]
        least = min(costs)
        weights = [math.exp(least - c) for c in costs]
        own = next(n for n, arc in enumerate(rivals) if arc is step.arc)
        others = sorted((c, n) for n, c in enumerate(costs) if n != own and len(rivals[n].readings) == 1)
        second = rivals[others[0][1]].readings[0].text if others and length == 1 else ""
        words = tuple(r.text for r in step.arc.readings)
        found.append(Chosen(step.start, step.arc.end - step.start, words, weights[own] / sum(weights), second))
        at += length
    return found


def _around(before: Sequence[int], readings: Sequence[Reading], behind: Sequence[int], model: Predicts) -> float:
    """Cost of the trigrams that hold these readings."""
    window = [*before, *(r.number for r in readings), *behind]
    last = len(window) - 2
    return -WEIGHT * sum(model.log_probability(*window[i : i + 3]) for i in range(last) if window[i + 1] != END)
