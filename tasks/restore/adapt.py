"""What is known beyond the counts: the reviewed names, and what a text's surest words tell of what was done to its letters."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from tasks.restore.channel import Channel, Counts
from tasks.text.known_names import NAMES, PROVINCES
from tasks.text.model import NUMBER, SyllableModel, model_form

# Share of the reviewed names, which tell only what follows on a word of theirs.
_SHARE = 0.05
# A sure word of the text at hand counts like this many of the pages that the channel was counted from.
_WEIGHT = 4
# Words cut in two ask for the same three again and again; a text of a few pages asks for less than this many different ones.
_MOST_KEPT = 200_000


Cut = tuple[str, str, str, str]
"""Onset and rime of a word in its case, and what was read for each."""


class Named:
    """An n-gram model that also knows the reviewed names; answers the same questions as :class:`tasks.text.model.SyllableModel`."""

    def __init__(self, model: SyllableModel) -> None:
        self._model = model
        pairs = Counter(pair for name in _reviewed() for pair in itertools.pairwise(map(model.number, name)))
        firsts: Counter[int] = Counter()
        for (first, _), times in pairs.items():
            firsts[first] += times
        self._kept: dict[tuple[int, int, int], float] = {}
        self._pairs = {pair: _SHARE * times / firsts[pair[0]] for pair, times in pairs.items() if pair[1] > NUMBER}

    def number(self, form: str) -> int:
        """Of a form, as in the model."""
        return self._model.number(form)

    def log_probability(self, first: int, second: int, third: int) -> float:
        """Of ``third`` behind ``first`` and ``second``."""
        asked = (first, second, third)
        value = self._kept.get(asked)
        if value is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            value = self._kept[asked] = self.log_probabilities(first, second, (third,))[0]
        return value

    def log_probabilities(self, first: int, second: int, thirds: Sequence[int]) -> list[float]:
        """Of each of ``thirds`` behind ``first`` and ``second``."""
        known = self._model.log_probabilities(first, second, thirds)
        return [self._mixed(second, third, value) for third, value in zip(thirds, known, strict=True)]

    def _mixed(self, second: int, third: int, known: float) -> float:
        """The model's value with the names' share."""
        share = self._pairs.get((second, third))
        return known if share is None else math.log((1 - _SHARE) * math.exp(known) + share)


@cache
def _reviewed() -> tuple[tuple[str, ...], ...]:
    """The reviewed names as forms, provinces with the word in front of them."""
    provinces = [("tỉnh", *map(model_form, name.split())) for row in PROVINCES.strip().splitlines() for name in row.strip().split("|")]
    return (*provinces, *(name.forms for name in NAMES.values() if name))


def adapt_channel(channel: Channel, cuts: Iterable[Cut]) -> Channel:
    """The channel with the counts of sure words added."""
    onsets: dict[str, Counter[str]] = defaultdict(Counter)
    rimes: dict[str, Counter[str]] = defaultdict(Counter)
    for onset, rime, read_onset, read_rime in cuts:
        onsets[onset][read_onset] += _WEIGHT
        rimes[rime][read_rime] += _WEIGHT
    return replace(channel, onsets=_added(channel.onsets, onsets), rimes=_added(channel.rimes, rimes))


def _added(counts: Counts, more: Mapping[str, Mapping[str, int]]) -> Counts:
    return dict(counts) | {key: Counter(counts.get(key, {})) + Counter(seen) for key, seen in more.items()}
