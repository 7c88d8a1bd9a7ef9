"""Cost of reading a string for each onset or rime at once: whole strings as counted, letter by letter where they were not seen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tasks.restore.channel import Counts
from tasks.restore.letter_costs import LetterCosts

Vector = np.ndarray[tuple[int], np.dtype[np.float32]]
Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
Places = np.ndarray[tuple[int], np.dtype[np.intp]]
# Weight of the letters' model beside the counts of a whole onset or rime: this many readings and one for each distinct one
# (Witten and Bell 1991).
_PRIOR_WHOLES = 4.0
# Share of readings that come from print unlike that counted.
_UNLIKE = 0.03
_MOST = -math.log(1e-12)
_MOST_SIGNS = 3
# Words are computed together up to so many signs: the tables of more leave the processor's cache.
_COLUMNS = 128


@dataclass(frozen=True, slots=True)
class _Level:
    """The prefixes of one length: their last letter, the pair it ends, and the places of what they are without these."""

    letters: Places
    pairs: Places
    parents: Places
    grandparents: Places


class _Trie:
    """All prefixes of some strings, level by level, so that what they have in common is computed once."""

    def __init__(self, strings: Sequence[str], letters: Mapping[str, int], pairs: Mapping[str, int], *, reverse: bool) -> None:
        self.levels: list[_Level] = []
        known = [{"": 0}]
        ordered = [s[::-1] if reverse else s for s in strings]
        for depth in range(1, max(map(len, strings), default=0) + 1):
            prefixes = sorted({s[:depth] for s in ordered if len(s) >= depth})
            known.append({prefix: n for n, prefix in enumerate(prefixes)})
            grand = known[depth - 2] if depth > 1 else {}
            two = [p[-2:][::-1] if reverse else p[-2:] for p in prefixes]
            self.levels.append(
                _Level(
                    np.array([letters[p[-1]] for p in prefixes], dtype=np.intp),
                    np.array([pairs.get(pair, len(pairs)) for pair in two], dtype=np.intp),
                    np.array([known[depth - 1][p[:-1]] for p in prefixes], dtype=np.intp),
                    np.array([grand.get(p[:-2], 0) for p in prefixes], dtype=np.intp),
                )
            )
        starts = np.cumsum([0, *map(len, known)])
        self.ends = np.array([starts[len(s)] + known[len(s)][s] for s in ordered], dtype=np.intp)


@dataclass(frozen=True, slots=True)
class _Alphabet:
    """What some strings are made of: their letters and pairs of them, and all prefixes from either side."""

    letters: tuple[str, ...]
    pairs: tuple[str, ...]
    forward: _Trie
    backward: _Trie


@lru_cache(maxsize=16)
def _alphabet_of(strings: tuple[str, ...]) -> _Alphabet:
    letters = tuple(sorted({c for s in strings for c in s}))
    pairs = tuple(sorted({s[i : i + 2] for s in strings for i in range(len(s) - 1)}))
    place, place_two = ({c: n for n, c in enumerate(them)} for them in (letters, pairs))
    return _Alphabet(letters, pairs, *(_Trie(strings, place, place_two, reverse=reverse) for reverse in (False, True)))


class Emission:
    """Costs in nats over a fixed list of strings, for every part of a word that begins with it or ends it.

    Args:
        strings: what may be printed.
        wholes: what was read for whole strings.
        letters: what is read for letters.
    """

    def __init__(self, strings: Sequence[str], wholes: Counts, letters: LetterCosts) -> None:
        self.strings = tuple(strings)
        self._costs_of = letters
        alphabet = _alphabet_of(self.strings)
        self._letters, self._pairs, self._forward, self._backward = alphabet.letters, alphabet.pairs, alphabet.forward, alphabet.backward
        self._vectors: dict[int, dict[str, Vector]] = {1: {}, 2: {}}
        totals = np.array([sum(wholes.get(s, {}).values()) for s in strings], dtype=np.float32)
        kinds = np.array([len(wholes.get(s, {})) for s in strings], dtype=np.float32)
        rest = _UNLIKE + (1 - _UNLIKE) * (kinds + _PRIOR_WHOLES) / (totals + kinds + _PRIOR_WHOLES)
        self._rest = np.asarray(-np.log(rest), dtype=np.float32)
        self._seen: dict[str, list[tuple[int, float]]] = {}
        for at, string in enumerate(strings):
            for read, times in wholes.get(string, {}).items():
                self._seen.setdefault(read, []).append((at, float(1 - rest[at]) * times / float(totals[at])))
        self._none = {1: np.full(len(self._letters), np.inf, dtype=np.float32), 2: np.full(len(self._pairs) + 1, np.inf, dtype=np.float32)}
        self._known: dict[str, Vector] = {}
        self._least: dict[str, float] = {}

    def beginnings(self, read: str) -> list[Vector]:
        """For each ``read[:j]``, from the empty string to all of it: its cost for each string."""
        if read not in self._known:
            self.prepare_beginnings((read,))
        return [self._known[read[:j]] for j in range(len(read) + 1)]

    def endings(self, read: str) -> list[Vector]:
        """For each ``read[j:]``, from all of it to the empty string: its cost for each string."""
        if read not in self._known:
            self.prepare_endings((read,))
        return [self._known[read[j:]] for j in range(len(read) + 1)]

    def part(self, read: str) -> Vector:
        """The cost for each string of what was prepared as a beginning or an ending of a word, or as a part of one."""
        return self._known[read]

    def least(self, read: str) -> float:
        """The least of the costs of :meth:`part`."""
        return self._least[read]

    def prepare_beginnings(self, reads: Iterable[str]) -> None:
        """Compute together what :meth:`beginnings` will be asked for."""
        self._prepare(reads, self._forward, reverse=False)

    def prepare_endings(self, reads: Iterable[str]) -> None:
        """Compute together what :meth:`endings` will be asked for."""
        self._prepare(reads, self._backward, reverse=True)

    def _prepare(self, reads: Iterable[str], trie: _Trie, *, reverse: bool) -> None:
        row: list[str] = []
        columns = 0
        for read in dict.fromkeys(reads):
            if read not in self._known:
                row.append(read)
                columns += len(read) + 1
            if columns >= _COLUMNS:
                self._learn(row, trie, reverse=reverse)
                row, columns = [], 0
        if row:
            self._learn(row, trie, reverse=reverse)

    def _learn(self, reads: Sequence[str], trie: _Trie, *, reverse: bool) -> None:
        """Keep the cost of each part, letter by letter and as a whole; what was read for a part costs the same in whatever word."""
        table = np.minimum(self._by_letters(reads, trie, reverse=reverse) + self._rest, _MOST)
        least = table.min(axis=1).tolist()
        parts = (read[len(read) - j :] if reverse else read[:j] for read in reads for j in range(len(read) + 1))
        for row, part, lowest in zip(table, parts, least, strict=True):
            if part in self._known:
                continue
            for at, share in self._seen.get(part, ()):
                row[at] = -math.log(math.exp(-float(row[at])) + share)
            self._known[part] = row
            self._least[part] = min([lowest, *(float(row[at]) for at, _ in self._seen.get(part, ()))])

    def _by_letters(self, reads: Sequence[str], trie: _Trie, *, reverse: bool) -> Matrix:
        """The cheapest cuts into letters and what was read for each; for each word by how many signs from the start of the direction."""
        words = [read[::-1] if reverse else read for read in reads]
        # The words stand side by side; what would reach over the start of a word costs without end.
        first = np.concatenate([_first(len(word)) for word in words]).reshape(1, -1)
        levels = [first]
        # One row for each prefix, one column for each number of signs: rows are taken out far faster than columns.
        signs = [self._columns(words, length, 1, reverse=reverse) for length in range(_MOST_SIGNS + 1)]
        melted = self._columns(words, 1, 2, reverse=reverse)
        for depth, level in enumerate(trie.levels):
            before = levels[depth].take(level.parents, 0)
            best = before + signs[0].take(level.letters, 0)
            for length in range(1, _MOST_SIGNS + 1):
                np.minimum(best[:, length:], before[:, :-length] + signs[length][:, length:].take(level.letters, 0), out=best[:, length:])
            if depth:
                grand = levels[depth - 1].take(level.grandparents, 0)
                np.minimum(best[:, 1:], grand[:, :-1] + melted[:, 1:].take(level.pairs, 0), out=best[:, 1:])
            levels.append(best)
        return np.ascontiguousarray(np.concatenate(levels).take(trie.ends, 0).T)

    def _columns(self, words: Sequence[str], length: int, letters: int, *, reverse: bool) -> Matrix:
        """Costs of the part of this length that ends at each place of each word, for each letter or pair; endless where there is none."""
        known, none = self._vectors[letters], self._none[letters]
        columns = [] if length else [self._vector("", letters)]
        for word in words if length else ():
            columns += [none] * min(length, len(word) + 1)
            for j in range(length, len(word) + 1):
                part = word[j - length : j]
                part = part[::-1] if reverse and length > 1 else part
                vector = known.get(part)
                columns.append(self._vector(part, letters) if vector is None else vector)
        return np.ascontiguousarray(np.concatenate(columns).reshape(len(columns), -1).T)

    def _vector(self, read: str, letters: int) -> Vector:
        """Costs of a part for each letter or pair."""
        known = self._vectors[letters]
        if read not in known:
            costs = self._costs_of.costs(self._letters if letters == 1 else self._pairs, read)
            known[read] = costs if letters == 1 else np.append(costs, self._none[1][:1])
        return known[read]


def _first(signs: int) -> Vector:
    """What it costs to have read so many signs before any letter."""
    costs = np.full(signs + 1, np.inf, dtype=np.float32)
    costs[0] = 0
    return costs
