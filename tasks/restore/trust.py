"""How far a decoded word is to be trusted: its posterior, weighed with what posteriors do not know.

The posterior takes the words around for right, and compares only what was proposed. So it is weighed by a logistic regression with the
doubt beside the word, the cost of what was read, its place and case, and how sure the whole text is. The weights were fitted on four
layers of other programs and ten made ones, some 16,000 words (decision 0036).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.restore.decode import Chosen

_BASE = -0.799
# For the logit of the posterior, the logarithms of the doubt beside the word and of the mean doubt of the text, and a nat a sign of
# the cost.
_POSTERIOR, _BESIDE, _TEXT, _COST = 0.371, -0.046, -0.271, -0.327
# For one of several words that had run together, whose posterior has a limit of its own; for what was read in one or two signs; for a word
# alone in its line; for a word without marks that is not what was read; for one with the letters that were read, but for their case; and
# for one whose first letter has another case than the one read.
_PARTED, _SHORT, _ALONE, _BARE, _KEPT, _CASED = 1.258, -0.405, -1.873, -1.462, 0.976, -1.581
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


def trust(step: Chosen, read: str, place: Place) -> float:
    """The share of right words among such, 0 to 1; ``read`` is what the step stands for."""
    posterior = min(max(step.posterior, _LEAST), 1 - _LEAST)
    text = " ".join(step.words)
    kept = text.lower() == read.lower()
    score = _BASE + _POSTERIOR * math.log(posterior / (1 - posterior))
    score += _BESIDE * math.log(place.beside + _NO_DOUBT) + _TEXT * math.log(place.text + _NO_DOUBT_OF_TEXT)
    score += _COST * min(_DEAREST, step.cost / max(1, len(read)))
    score += _PARTED * (len(step.words) > 1) + _SHORT * (len(read) <= _SHORTEST) + _ALONE * place.alone
    score += _BARE * (text.isascii() and not kept) + _KEPT * kept + _CASED * (text[:1].isupper() != read[:1].isupper())
    return 1 / (1 + math.exp(-score))


def doubts_beside(steps: Sequence[Chosen], settled: Sequence[bool]) -> list[float]:
    """For each step of a sentence the greater doubt of the two beside it; what is settled is in no doubt."""
    doubts = [0.0, *(0.0 if sure else 1 - step.posterior for step, sure in zip(steps, settled, strict=True)), 0.0]
    return [max(doubts[at], doubts[at + 2]) for at in range(len(steps))]
