"""What a recogniser makes of a letter: itself, its bare form, another, none, or a few signs; by counts, and by kinds where none were seen.

A letter that was never counted is judged by its class, so that one text in which dots below are lost tells of all letters with a dot.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from tasks.domain.letters import without_accents
from tasks.restore.channel import Counts
from tasks.restore.letter_kinds import KINDS, Class, Exact, Kind, class_of, kind_of, known_of, known_of_all
from tasks.restore.shapes import hatted, looks_like, skeletons_of, skeletons_within

# What a class is known to do weighs like this many letters of the counts; a class like this many letters beside those of one letter.
_CLASS_LETTERS = 60.0
_LETTERS = 8.0
# Share of readings that come from print unlike that counted.
_UNLIKE = 0.03
# Two letters that are read as one sign, where this was never counted.
_MELTED = 2e-5
_MELTED_SHARE = 0.7
# Two letters that look like the one that was read for them; a pair of the same letters with other marks tells half of what it does.
_LOOKS, _OTHER_MARKS = 1e-2, 0.5
# Letters that differ only by their tone tell of each other like this many of their own.
_RELATED = 25.0
_LEAST = 1e-12
_NONE: Mapping[str, float] = {}

Vector = np.ndarray[tuple[int], np.dtype[np.float32]]


class _Told(NamedTuple):
    """What the counts tell of one letter.

    Attributes:
        kinds: shares of the kinds of its class.
        seen: what was read for it.
        total: how often it was counted.
        prior: what is expected beforehand weighs like this many of it.
        related: what was read for it and the letters read like it.
        related_total: how often these were counted.
        share: by how much they tell of it.
    """

    kinds: tuple[float, ...]
    seen: Mapping[str, float]
    total: float
    prior: float
    related: Mapping[str, float]
    related_total: float
    share: float


class LetterCosts:
    """Cost in nats of what was read for one letter or for two that melted, from counts.

    Args:
        counts: for one letter, or for two that were read as one sign.
    """

    def __init__(self, counts: Counts) -> None:
        self._counts = counts
        self._totals = {letter: sum(seen.values()) for letter, seen in counts.items()}
        self._related = _related(counts)
        self._related_totals = {group: sum(seen.values()) for group, seen in self._related.items()}
        self._printed_for: dict[str, list[str]] = {}
        for printed, seen in counts.items():
            for read in seen:
                self._printed_for.setdefault(read, []).append(printed)
        self._by_reading: dict[str, set[str]] = {}
        for group, seen in self._related.items():
            for read in seen:
                self._by_reading.setdefault(read, set()).add(group)
        self._kinds = _kinds(counts)
        self._shares = np.array([self._kinds[one] for one in Class]).ravel()
        self._told: dict[str, _Told] = {}
        self._computed: dict[tuple[str, str], float] = {}
        self._known: dict[tuple[tuple[str, ...], int], Vector] = {}
        self._totals_of: dict[tuple[str, ...], tuple[Exact, Exact]] = {}

    def cost(self, letters: str, read: str) -> float:
        """Nats for reading ``read``, at most three signs, for one letter or two."""
        key = letters, read
        found = self._computed.get(key)
        if found is None:
            found = self._computed[key] = self._cost(letters, read)
        return found

    def _cost(self, letters: str, read: str) -> float:
        if len(letters) == 2:
            seen = self._counts.get(letters, _NONE).get(read, 0.0)
            related = _OTHER_MARKS * self._related.get(_group(letters), _NONE).get(read, 0.0)
            likely = _LOOKS if read and looks_like(letters) == read else _MELTED
            return -math.log(likely + _MELTED_SHARE * max(seen, related) / (1.0 + self._totals.get(letters[0], 0.0)))
        told = self._told.get(letters) or self._told_of(letters)
        # What is expected of the letter before it was counted itself: of its kind, and of letters that differ by their tone.
        known = known_of(letters, read)
        expected = told.kinds[known.kind] * known.part + known.more
        if told.share:
            expected = (1 - told.share) * expected + told.share * (0.5 * expected + 0.5 * told.related.get(read, 0.0) / told.related_total)
        seen = told.seen.get(read, 0.0)
        return -math.log(max(_LEAST, (told.prior * expected + seen) / (told.prior + told.total)))

    def _told_of(self, letter: str) -> _Told:
        total, group = self._totals.get(letter, 0.0), _group(letter)
        related = self._related_totals.get(group, 0.0)
        self._told[letter] = found = _Told(
            self._kinds[class_of(letter)],
            self._counts.get(letter, _NONE),
            total,
            _LETTERS + _UNLIKE * total,
            self._related.get(group, _NONE),
            related,
            related / (related + _RELATED),
        )
        return found

    def costs(self, letters: tuple[str, ...], read: str) -> Vector:
        """As :meth:`cost` for each of ``letters``, which are all single or all pairs; not to be written to."""
        if len(read) == 1 and letters and len(letters[0]) == 1:
            return self._of_one_sign(letters, read)
        unseen = self._unseen(letters, len(read))
        by_group, by_look = _places(letters)
        looks: Iterable[str] = (read,) if letters and len(letters[0]) == 2 else skeletons_within(read)
        told = {at for group in self._by_reading.get(read, ()) for at in by_group.get(group, ())}
        told.update(at for look in looks for at in by_look.get(look, ()))
        if not told:
            return unseen
        found = unseen.copy()
        for at in told:
            found[at] = self.cost(letters[at], read)
        return found

    def _of_one_sign(self, letters: tuple[str, ...], read: str) -> Vector:
        """As :meth:`cost` of one sign for each single letter."""
        totals, shares = self._totals_for(letters)
        places, part, more = known_of_all(letters, read)
        expected = self._shares[places] * part + more
        # Of a reading that letters of the group were never read for, half of what they tell is that it is rare.
        expected = (1 - shares) * expected + shares * (0.5 * expected)
        prior = _LETTERS + _UNLIKE * totals
        found = np.asarray(-np.log(np.maximum(_LEAST, prior * expected / (prior + totals))), dtype=np.float32)
        by_group, _ = _places(letters)
        for group in self._by_reading.get(read, ()):
            for at in by_group.get(group, ()):
                found[at] = self.cost(letters[at], read)
        for printed in self._printed_for.get(read, ()):
            at = _place_of(letters).get(printed, -1)
            if at >= 0:
                found[at] = self.cost(printed, read)
        return found

    def _totals_for(self, letters: tuple[str, ...]) -> tuple[Exact, Exact]:
        """How often each letter was counted, and by how much the letters read like it tell of it."""
        found = self._totals_of.get(letters)
        if found is None:
            told = [self._told.get(letter) or self._told_of(letter) for letter in letters]
            found = self._totals_of[letters] = (np.array([one.total for one in told]), np.array([one.share for one in told]))
        return found

    def _unseen(self, letters: tuple[str, ...], signs: int) -> Vector:
        """Nats for any reading of so many signs that was not counted for each of the letters."""
        known = self._known.get((letters, signs))
        if known is None:
            costs = [self.cost(printed, "\0" * signs) for printed in letters]
            known = self._known[letters, signs] = np.array(costs, dtype=np.float32)
        return known


@lru_cache(maxsize=8192)
def _group(letters: str) -> str:
    """Letters that are read alike: one letter with any tone, two with any marks."""
    return hatted(letters) if len(letters) == 1 else without_accents(letters)


@lru_cache(maxsize=64)
def _places(letters: tuple[str, ...]) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """Indices of single letters or pairs by their group, and by what they look like."""
    by_group: dict[str, list[int]] = {}
    by_look: dict[str, list[int]] = {}
    for at, printed in enumerate(letters):
        by_group.setdefault(_group(printed), []).append(at)
        for look in skeletons_of(printed) if len(printed) == 1 else (looks_like(printed),):
            by_look.setdefault(look, []).append(at)
    return {k: tuple(v) for k, v in by_group.items()}, {k: tuple(v) for k, v in by_look.items()}


@lru_cache(maxsize=64)
def _place_of(letters: tuple[str, ...]) -> dict[str, int]:
    return {letter: at for at, letter in enumerate(letters)}


def _related(counts: Counts) -> dict[str, dict[str, float]]:
    """The counts of letters that are read alike, together; the same letter and its bare form are no likeness that others share."""
    found: dict[str, dict[str, float]] = {}
    for letters, seen in counts.items():
        group = found.setdefault(_group(letters), {})
        for read, times in seen.items():
            if len(letters) == 2 or kind_of(letters, read) not in (Kind.SAME, Kind.BARE, Kind.ALIKE):
                group[read] = group.get(read, 0.0) + times
    return found


def _kinds(counts: Counts) -> Mapping[Class, tuple[float, ...]]:
    """Shares of the kinds by class: those known beforehand and those counted."""
    found: dict[Class, list[float]] = {c: [_CLASS_LETTERS * share for share in shares] for c, shares in KINDS.items()}
    for letters, seen in counts.items():
        if len(letters) == 1:
            for read, times in seen.items():
                found[class_of(letters)][kind_of(letters, read)] += times
    return {c: tuple(n / sum(shares) for n in shares) for c, shares in found.items()}
