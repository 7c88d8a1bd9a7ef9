"""What a word that was read may stand for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from tasks.text.confusions import Habits, doubt_discount, error_rate, habit_discount, similar_letters, word_cost
from tasks.text.model import UNKNOWN, SyllableModel, model_form
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable

MOST = 8
# A word outside the vocabulary is nearly always misread; names and foreign words are kept out before. The model gives all such words
# one chance together, which thousands of spellings share: what is no syllable, and what could be one and was never seen.
_UNKNOWN_COST = 8.0
_UNSEEN_COST = 5.0
_FAR = 12.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a word: its form, its number in the model and its cost in nats given what was read."""

    form: str
    number: int
    cost: float


def propose(model: SyllableModel, core: str, confidence: float, habits: Habits, *, wide: bool = True) -> tuple[Candidate, ...]:
    """Readings of ``core``, what was read first, at most ``MOST``.

    Args:
        model: the vocabulary.
        core: the word without punctuation.
        confidence: of the recogniser, 0 to 100.
        habits: what the scan does to letters.
        wide: also look at letters of like shape, where the word is unknown or unsure.
    """
    form = model_form(core)
    number = model.number(form)
    wrong = error_rate(confidence)
    doubt = doubt_discount(confidence)
    known = number != UNKNOWN
    own = Candidate(form, number, -math.log1p(-wrong) + (0.0 if known else _UNKNOWN_COST if not is_syllable(form) else _UNSEEN_COST))
    found = [own]
    for other, cost in _neighbours(model, form, wide and (not known or confidence < 85)):
        habit = habit_discount(other, form, habits) if habits else 0.0
        found.append(Candidate(other, model.ids[other], max(0.3, cost + doubt - habit)))
    return (own, *sorted(found[1:], key=lambda c: c.cost - 0.5 * model.unigrams[c.number])[: MOST - 1])


@lru_cache(maxsize=32768)
def _neighbours(model: SyllableModel, form: str, wide: bool) -> tuple[tuple[str, float], ...]:
    groups = [model.by_letters.get(bare(form), ())]
    if wide:
        groups += [model.by_letters.get(letters, ()) for letters in similar_letters(form)]
    costs = {other: word_cost(other, form) for group in groups for other in group if other != form}
    return tuple((other, cost) for other, cost in costs.items() if cost < _FAR)
