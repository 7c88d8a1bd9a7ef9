"""Cost of reading a string for each onset or rime at once: whole strings as counted, letter by letter where they were not seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from tasks.restore.channel import Channel
from tasks.text.unicode import bare

Vector = np.ndarray[tuple[int], np.dtype[np.float32]]
# What is known beforehand weighs like this many counted letters; where a class of marks was never seen it decides alone.
_PRIOR_LETTERS = 12.0
# Weight of the letters' model beside the counts of a whole onset or rime: this many readings and one for each distinct one
# (Witten and Bell 1991).
_PRIOR_WHOLES = 4.0
# Beforehand: the letter itself or its bare form, its bare form in the other case or with other marks, another letter, nothing, two.
_SAME, _ALIKE, _OTHER, _NOTHING, _TWO = 0.6, 0.03, 3e-3, 2e-3, 2e-5
# One vowel read as another, and the share of readings that come from a recogniser or print unlike those counted.
_VOWEL, _UNLIKE = 0.05, 0.03
_VOWELS = frozenset("aeiouy")
# Two letters that are read as one character, where this was never counted.
_MELTED = 1e-5
_LEAST = 1e-12
_LONGEST = 12


@lru_cache(maxsize=65536)
def _before(letter: str, read: str) -> float:
    """Probability of the reading before anything was counted."""
    if not read:
        return _NOTHING
    if len(read) == 2:
        return _TWO
    if bare(letter) != bare(read):
        return _VOWEL if bare(letter) in _VOWELS and bare(read) in _VOWELS else _OTHER
    return _SAME if letter == read or (read.isascii() and letter.isupper() == read.isupper()) else _ALIKE


def _by_reading(counted: Sequence[Mapping[str, float]]) -> dict[str, list[tuple[int, float]]]:
    """For each reading the places of what it was read for, and how often."""
    found: dict[str, list[tuple[int, float]]] = {}
    for place, seen in enumerate(counted):
        for read, times in seen.items():
            found.setdefault(read, []).append((place, times))
    return found


class Emission:
    """Costs in nats over a fixed list of strings, each computed once per string read."""

    def __init__(self, strings: Sequence[str], whole: Mapping[str, Mapping[str, int]], channel: Channel) -> None:
        self.strings = tuple(strings)
        self._longest = max((len(s) for s in strings), default=0)
        self._lengths = np.array([len(s) for s in strings], dtype=np.intp)
        self._letters = sorted({s[i] for s in strings for i in range(len(s))})
        self._pairs = sorted({s[i : i + 2] for s in strings for i in range(len(s) - 1)})
        place = {c: n for n, c in enumerate(self._letters)}
        place_two = {c: n for n, c in enumerate(self._pairs)}
        counted = [channel.letters.get(letter, {}) for letter in self._letters]
        totals = [sum(c.values()) for c in counted]
        self._priors = np.array([_PRIOR_LETTERS + _UNLIKE * total for total in totals], dtype=np.float32)
        self._letter_totals = np.array(totals, dtype=np.float32) + self._priors
        self._counts = _by_reading(counted)
        alone = [1 + sum(channel.letters.get(pair[0], {}).values()) for pair in self._pairs]
        self._counts_two = _by_reading(
            [{r: n / total for r, n in channel.letters.get(p, {}).items()} for p, total in zip(self._pairs, alone, strict=True)]
        )
        # The last place stands for "no letter here".
        self._at = np.array([[place[s[i]] if i < len(s) else len(place) for s in strings] for i in range(self._longest)], dtype=np.intp)
        self._at_two = np.array(
            [[place_two[s[i : i + 2]] if i + 1 < len(s) else len(place_two) for s in strings] for i in range(self._longest)], dtype=np.intp
        )
        wholes = [sum(whole.get(s, {}).values()) for s in strings]
        kinds = [len(whole.get(s, {})) for s in strings]
        self._totals = np.array(wholes, dtype=np.float32)
        rest = [(k + _PRIOR_WHOLES) / (t + k + _PRIOR_WHOLES) for t, k in zip(wholes, kinds, strict=True)]
        self._rest = np.array([_UNLIKE + (1 - _UNLIKE) * share for share in rest], dtype=np.float32)
        self._seen = _by_reading([whole.get(s, {}) for s in strings])
        self._known: dict[str, Vector] = {}
        self._rows: dict[str, tuple[Vector, ...]] = {}
        self._rows_two: dict[str, tuple[Vector, ...]] = {}

    def costs(self, read: str) -> Vector:
        """For each string the cost of reading ``read`` for it; infinite where it is far too long."""
        found = self._known.get(read)
        if found is None:
            found = self._known[read] = self._mixed(read)
        return found

    def _mixed(self, read: str) -> Vector:
        share = self._rest * np.exp(-self._by_letters(read))
        for index, times in self._seen.get(read, ()):
            share[index] += (1 - self._rest[index]) * times / self._totals[index]
        return np.asarray(-np.log(np.maximum(share, _LEAST)), dtype=np.float32)

    def _by_letters(self, read: str) -> Vector:
        """The cheapest cut into letters and what was read for each."""
        count, size = len(self.strings), len(read)
        if size > min(_LONGEST, 2 * self._longest):
            return np.full(count, np.inf, dtype=np.float32)
        infinite = np.full(count, np.inf, dtype=np.float32)
        table = [[infinite] * (size + 1) for _ in range(self._longest + 1)]
        table[0][0] = np.zeros(count, dtype=np.float32)
        for i in range(1, self._longest + 1):
            for j in range(size + 1):
                best = table[i - 1][j] + self._row("")[i - 1]
                if j:
                    best = np.minimum(best, table[i - 1][j - 1] + self._row(read[j - 1])[i - 1])
                    if i > 1:
                        best = np.minimum(best, table[i - 2][j - 1] + self._row_two(read[j - 1])[i - 2])
                if j > 1:
                    best = np.minimum(best, table[i - 1][j - 2] + self._row(read[j - 2 : j])[i - 1])
                table[i][j] = best
        ends = np.stack([row[size] for row in table])
        return np.asarray(ends[self._lengths, np.arange(count)], dtype=np.float32)

    def _row(self, read: str) -> tuple[Vector, ...]:
        """Cost of ``read`` for the letter at each position, infinite behind the end."""
        rows = self._rows.get(read)
        if rows is None:
            weights = self._priors * np.array([_before(letter, read) for letter in self._letters], dtype=np.float32)
            for place, times in self._counts.get(read, ()):
                weights[place] += times
            costs = np.append(-np.log(weights / self._letter_totals), np.float32(np.inf))
            rows = self._rows[read] = tuple(costs[at] for at in self._at)
        return rows

    def _row_two(self, read: str) -> tuple[Vector, ...]:
        rows = self._rows_two.get(read)
        if rows is None:
            shares = np.full(len(self._pairs), _MELTED, dtype=np.float32)
            for place, share in self._counts_two.get(read, ()):
                shares[place] += share
            costs = np.append(-np.log(shares), np.float32(np.inf))
            rows = self._rows_two[read] = tuple(costs[at] for at in self._at_two)
        return rows
