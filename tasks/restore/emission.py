"""Cost of reading a string for each onset or rime at once: whole strings as counted, letter by letter where they were not seen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
        self._letters = tuple(sorted({c for s in strings for c in s}))
        self._pairs = tuple(sorted({s[i : i + 2] for s in strings for i in range(len(s) - 1)}))
        place, place_two = ({c: n for n, c in enumerate(them)} for them in (self._letters, self._pairs))
        self._forward = _Trie(self.strings, place, place_two, reverse=False)
        self._backward = _Trie(self.strings, place, place_two, reverse=True)
        self._vectors: dict[tuple[str, int], Vector] = {}
        totals = np.array([sum(wholes.get(s, {}).values()) for s in strings], dtype=np.float32)
        kinds = np.array([len(wholes.get(s, {})) for s in strings], dtype=np.float32)
        rest = _UNLIKE + (1 - _UNLIKE) * (kinds + _PRIOR_WHOLES) / (totals + kinds + _PRIOR_WHOLES)
        self._rest = np.asarray(-np.log(rest), dtype=np.float32)
        self._seen: dict[str, list[tuple[int, float]]] = {}
        for at, string in enumerate(strings):
            for read, times in wholes.get(string, {}).items():
                self._seen.setdefault(read, []).append((at, float(1 - rest[at]) * times / float(totals[at])))
        self._known: dict[str, Vector] = {}

    def beginnings(self, read: str) -> list[Vector]:
        """For each ``read[:j]``, from the empty string to all of it: its cost for each string."""
        parts = [read[:j] for j in range(len(read) + 1)]
        if parts[-1] not in self._known:
            self._learn(parts, self._by_letters(read, self._forward, reverse=False))
        return [self._known[part] for part in parts]

    def endings(self, read: str) -> list[Vector]:
        """For each ``read[j:]``, from all of it to the empty string: its cost for each string."""
        parts = [read[len(read) - j :] for j in range(len(read) + 1)]
        if parts[-1] not in self._known:
            self._learn(parts, self._by_letters(read, self._backward, reverse=True))
        return [self._known[part] for part in reversed(parts)]

    def _learn(self, parts: Sequence[str], costs: Matrix) -> None:
        """Keep the cost of each part, letter by letter and as a whole; what was read for a part costs the same in whatever word."""
        table = np.minimum(costs + self._rest, _MOST)
        for row, part in zip(table, parts, strict=True):
            for at, share in self._seen.get(part, ()):
                row[at] = -math.log(math.exp(-float(row[at])) + share)
            self._known.setdefault(part, row)

    def _by_letters(self, read: str, trie: _Trie, *, reverse: bool) -> Matrix:
        """The cheapest cuts into letters and what was read for each; by how many signs from the start of the trie's direction."""
        size = len(read)
        first = np.full((1, size + 1), np.inf, dtype=np.float32)
        first[0, 0] = 0
        levels = [first]
        # One row for each prefix, one column for each number of signs: rows are taken out far faster than columns.
        signs = [self._columns(read, length, reverse=reverse) for length in range(_MOST_SIGNS + 1)]
        melted = _side_by_side([self._vector(c, 2) for c in (read[::-1] if reverse else read)]) if size else None
        for depth, level in enumerate(trie.levels):
            before = levels[depth].take(level.parents, 0)
            best = before + signs[0].take(level.letters, 0)
            for length in range(1, min(_MOST_SIGNS, size) + 1):
                np.minimum(best[:, length:], before[:, :-length] + signs[length].take(level.letters, 0), out=best[:, length:])
            if depth and melted is not None:
                grand = levels[depth - 1].take(level.grandparents, 0)
                np.minimum(best[:, 1:], grand[:, :-1] + melted.take(level.pairs, 0), out=best[:, 1:])
            levels.append(best)
        return np.ascontiguousarray(np.concatenate(levels).take(trie.ends, 0).T)

    def _columns(self, read: str, length: int, *, reverse: bool) -> Matrix:
        """Costs of each part of ``read`` of this length for each letter, from the start or from the end."""
        parts = [read[j : j + length] for j in range(len(read) - length + 1)] or [""]
        if not length:
            parts = [""]
        return _side_by_side([self._vector(part, 1) for part in (reversed(parts) if reverse else parts)])

    def _vector(self, read: str, letters: int) -> Vector:
        found = self._vectors.get((read, letters))
        if found is None:
            costs = self._costs_of.costs(self._letters, read) if letters == 1 else [*self._costs_of.costs(self._pairs, read), np.inf]
            found = self._vectors[read, letters] = np.array(costs, dtype=np.float32)
        return found


def _side_by_side(columns: Sequence[Vector]) -> Matrix:
    """Vectors of one length as the columns of a matrix."""
    return np.ascontiguousarray(np.concatenate(columns).reshape(len(columns), -1).T)
