"""How far a decoded word is to be trusted: its posterior, weighed with what posteriors do not know.

The posterior takes the words around for right, and compares only what was proposed. So it is weighed by a logistic regression with the
doubt beside the word, the cost of what was read, its place and case, and how sure the whole text is. The weights were fitted on four
layers of other programs and ten made ones, some 16,000 words (`benchmarks/fit_trust.py`, decision 0036).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tasks.restore.decode import Chosen


class Signs(NamedTuple):
    """What tells of a word; also the weight of each.

    Attributes:
        posterior: the logit of its posterior.
        beside: the logarithm of the doubt beside it.
        text: that of the mean doubt of the text.
        cost: nats a sign of what was read, given the word.
        parted: 1 for one of several words that had run together, whose posterior has a limit of its own; else 0, as all that follow.
        short: it was read in one or two signs.
        alone: it is alone in its line.
        bare: it has no marks, and is not what was read.
        kept: it has the letters that were read, but for their case.
        cased: its first letter has another case than the one read.
    """

    posterior: float
    beside: float
    text: float
    cost: float
    parted: float
    short: float
    alone: float
    bare: float
    kept: float
    cased: float


_BASE = -0.808
_WEIGHTS = Signs(0.396, -0.046, -0.246, -0.315, 1.352, -0.293, -1.294, -1.454, 0.951, -1.243)
_SHORTEST, _DEAREST, _LEAST = 2, 6.0, 1e-7
_NO_DOUBT, _NO_DOUBT_OF_TEXT = 1e-4, 1e-3


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands.

    Attributes:
        beside: the doubt of the words beside it, 0 to 1.
        alone: nothing else is in its line.
        text: the mean doubt of the words of the text, 0 to 1.
    """

    beside: float
    alone: bool
    text: float


def signs_of(step: Chosen, read: str, place: Place) -> Signs:
    """What tells of the words of a step that stands for ``read``."""
    posterior = min(max(step.posterior, _LEAST), 1 - _LEAST)
    text = " ".join(step.words)
    kept = text.lower() == read.lower()
    return Signs(
        posterior=math.log(posterior / (1 - posterior)),
        beside=math.log(place.beside + _NO_DOUBT),
        text=math.log(place.text + _NO_DOUBT_OF_TEXT),
        cost=min(_DEAREST, step.cost / max(1, len(read))),
        parted=float(len(step.words) > 1),
        short=float(len(read) <= _SHORTEST),
        alone=float(place.alone),
        bare=float(text.isascii() and not kept),
        kept=float(kept),
        cased=float(text[:1].isupper() != read[:1].isupper()),
    )


def trust(step: Chosen, read: str, place: Place) -> float:
    """The share of right words among such, 0 to 1; ``read`` is what the step stands for."""
    score = _BASE + sum(weight * sign for weight, sign in zip(_WEIGHTS, signs_of(step, read, place), strict=True))
    return 1 / (1 + math.exp(-score))


def doubts_beside(steps: Sequence[Chosen], settled: Sequence[bool]) -> list[float]:
    """For each step of a sentence the greater doubt of the two beside it; what is settled is in no doubt."""
    doubts = [0.0, *(0.0 if sure else 1 - step.posterior for step, sure in zip(steps, settled, strict=True)), 0.0]
    return [max(doubts[at], doubts[at + 2]) for at in range(len(steps))]
