"""What is usual in a text before it is looked at: the n-gram model, the names of bodies and places, and the text's own words.

A notice says the same few phrases again and again; those that were read surely once tell of the others (a cache model, Kuhn and De Mori
1990).
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from tasks.restore.decode import Predicts
from tasks.text.known_names import NAMES
from tasks.text.model import NUMBER, model_form
from tasks.vietnamese.places import load_places

# Share of the names, which tell only what follows on a word of theirs.
_SHARE = 0.05
# The rounds of learning and words cut in two ask for the same three again and again; a text of ten pages asks for less than this many.
_MOST_KEPT = 2_000_000
# What followed on a word in the text itself weighs at most this much, half of it where the word was surely read twice; and how often the
# text has a word at all. On four layers (.03, .1), (.15, .05), (.3, .02) and (.5, .05) are within .003 of these in WER.
_FOLLOWS, _OFTEN, _HALF = 0.3, 0.05, 2.0

Numbers = Sequence[int]
_Pairs = dict[int, dict[int, float]]


class Prior:
    """An n-gram model that also knows names, and what the text says; answers as :class:`tasks.text.model.SyllableModel` does.

    Args:
        model: what is usual in official texts; may be another prior, which then knows the names already.
        runs: words of the text at hand that were surely read, each run without a gap; may be empty.
    """

    def __init__(self, model: Predicts, runs: Iterable[Sequence[str]] = ()) -> None:
        self._model = model
        knows_names = isinstance(model, Prior)
        self._names = {} if knows_names else _pairs_of(([model.number(form) for form in forms] for forms in _names()), _SHARE)
        words = [[model.number(model_form(word)) for word in run] for run in runs]
        times = Counter(number for run in words for number in run if number > NUMBER)
        whole = times.total()
        self._often = {number: _OFTEN * count / whole for number, count in times.items()}
        self._follows = _pairs_of(words, _FOLLOWS, _HALF)
        self._kept: dict[tuple[int, int], dict[int, float]] = {}
        self._count = 0

    def with_text(self, runs: Iterable[Sequence[str]]) -> Prior:
        """The same for a text of which these words were surely read."""
        # What this one was asked before it need not look up again.
        return Prior(self, runs)

    def number(self, form: str) -> int:
        """Of a form, as in the model."""
        return self._model.number(form)

    def log_probability(self, first: int, second: int, third: int) -> float:
        """Of ``third`` behind ``first`` and ``second``."""
        known = self._kept.get((first, second))
        value = known.get(third) if known else None
        return self.log_probabilities(first, second, (third,))[0] if value is None else value

    def log_probabilities(self, first: int, second: int, thirds: Numbers) -> list[float]:
        """Of each of ``thirds`` behind ``first`` and ``second``."""
        row = self._row(first, second)
        asked = [third for third in thirds if third not in row]
        if asked:
            self._count += len(asked)
            row.update(zip(asked, self._asked(first, second, asked), strict=True))
        return [row[third] for third in thirds]

    def _row(self, first: int, second: int) -> dict[int, float]:
        """What is known already behind these two; everything is forgotten where that is too much."""
        if self._count >= _MOST_KEPT:
            self._kept.clear()
            self._count = 0
        return self._kept.setdefault((first, second), {})

    def _asked(self, first: int, second: int, thirds: Numbers) -> list[float]:
        known = self._model.log_probabilities(first, second, thirds)
        names, follows = self._names.get(second, {}), self._follows.get(second, {})
        if not (names or self._often):
            return known
        rest = 1.0 - sum(follows.values()) - (_OFTEN if self._often else 0.0)
        lower, often, found = math.log(rest), self._often, []
        for value, third in zip(known, thirds, strict=True):
            if third not in often and third not in names and third not in follows:
                found.append(lower + value)
                continue
            named = names.get(third)
            usual = math.exp(value) if named is None else (1 - _SHARE) * math.exp(value) + named
            found.append(math.log(rest * usual + follows.get(third, 0.0) + often.get(third, 0.0)))
        return found


def _pairs_of(runs: Iterable[Numbers], most: float, half: float = 0.0) -> _Pairs:
    """How likely each word is behind another, as shares that sum to ``most``; to half of it where the first was seen ``half`` times."""
    pairs = Counter(pair for run in runs for pair in itertools.pairwise(run) if min(pair) > NUMBER)
    firsts: Counter[int] = Counter()
    for (first, _), times in pairs.items():
        firsts[first] += times
    found: _Pairs = {}
    for (first, second), times in pairs.items():
        found.setdefault(first, {})[second] = most * times / (firsts[first] + half)
    return found


@cache
def _names() -> tuple[tuple[str, ...], ...]:
    """The reviewed names of bodies and the places of the country as forms, a place with its kind in front."""
    places = dict.fromkeys(tuple(map(model_form, place.title.split())) for place in load_places().by_code.values())
    return (*places, *(name.forms for name in NAMES.values() if name))
