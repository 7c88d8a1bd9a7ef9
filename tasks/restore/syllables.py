"""Cost of reading a word for every syllable of the language, in each case."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tasks.restore.channel import Source
from tasks.restore.emission import Emission, Places, Vector
from tasks.restore.letter_costs import LetterCosts
from tasks.restore.letters import Style, styled_parts

_LONGEST_ONSET = 5
# An onset this many nats dear is none.
_FAR = 16.0
# A whole word counts when it was read so this often; unseen readings weigh like this many, and one for each distinct one.
_LEAST_TIMES, _PRIOR_WHOLES = 1.5, 4.0


@dataclass(frozen=True, slots=True)
class _Cut:
    """Forms in some cases, one case behind the other, cut into onset and rime.

    Attributes:
        onsets: those there are.
        rimes: likewise.
        onset_at: the place of the onset of each form.
        rime_at: that of its rime.
        places: of each whole form where it stands.
    """

    onsets: tuple[str, ...]
    rimes: tuple[str, ...]
    onset_at: Places
    rime_at: Places
    places: Mapping[str, Sequence[int]]


@lru_cache(maxsize=8)
def _cut(forms: tuple[str, ...], styles: tuple[Style, ...]) -> _Cut:
    parts = [styled_parts(form, style) for style in styles for form in forms]
    onsets, rimes = sorted({o for o, _ in parts}), sorted({r for _, r in parts})
    place, place_rime = {o: n for n, o in enumerate(onsets)}, {r: n for n, r in enumerate(rimes)}
    places: dict[str, list[int]] = {}
    for at, (onset, rime) in enumerate(parts):
        places.setdefault(onset + rime, []).append(at)
    at_onset, at_rime = np.array([place[o] for o, _ in parts], dtype=np.intp), np.array([place_rime[r] for _, r in parts], dtype=np.intp)
    return _Cut(tuple(onsets), tuple(rimes), at_onset, at_rime, places)


class _Table:
    """Costs over a fixed list of syllables, each cut into onset and rime."""

    def __init__(self, cut: _Cut, source: Source, letters: LetterCosts) -> None:
        self._whole = _whole_words(cut.places, source)
        self._onsets = Emission(cut.onsets, source.onsets, letters)
        self._rimes = Emission(cut.rimes, source.rimes, letters)
        self._onset_at, self._rime_at = cut.onset_at, cut.rime_at
        self._sums, self._more = (np.empty(len(cut.onset_at), dtype=np.float32) for _ in range(2))
        self._known: dict[str, Vector] = {}

    def prepare(self, cores: Sequence[str]) -> None:
        """Compute the costs of onsets and rimes of words together."""
        self._onsets.prepare_beginnings(core[:_LONGEST_ONSET] for core in cores)
        self._rimes.prepare_endings(cores)

    def least(self, core: str) -> float:
        """No syllable costs less."""
        self.prepare((core,))
        parts = (onset + self._rimes.least(core[end:]) for end, onset in self._ends(core))
        return min([*parts, *(cost for _, cost in self._whole.get(core, ()))])

    def _ends(self, core: str) -> list[tuple[int, float]]:
        """Where an onset may end, with the least that it costs then."""
        least = self._onsets.least
        ends = ((end, least(core[:end])) for end in range(min(_LONGEST_ONSET, len(core)) + 1))
        return [(end, cost) for end, cost in ends if cost <= _FAR]

    def costs(self, core: str) -> Vector:
        known = self._known.get(core)
        if known is not None:
            return known
        self.prepare((core,))
        best: Vector | None = None
        for end, _ in self._ends(core):
            # Places are those of a table, so none needs to be clipped; without that they would be copied to be looked through first.
            sums = self._sums if best is not None else np.empty_like(self._sums)
            self._onsets.part(core[:end]).take(self._onset_at, out=sums, mode="clip")
            self._rimes.part(core[end:]).take(self._rime_at, out=self._more, mode="clip")
            np.add(sums, self._more, out=sums)
            best = sums if best is None else np.minimum(best, sums, out=best)
        if best is None:
            best = np.full(len(self._onset_at), np.inf, dtype=np.float32)
        for at, cost in self._whole.get(core, ()):
            best[at] = min(best[at], cost)
        self._known[core] = best
        return best


def _whole_words(places: Mapping[str, Sequence[int]], source: Source) -> dict[str, list[tuple[int, float]]]:
    """By what was read the places of the syllables that were read so more than once, as wholes, and the cost of that."""
    found: dict[str, list[tuple[int, float]]] = {}
    for word, seen in source.words.items():
        at = places.get(word)
        if at is None:
            continue
        total = sum(seen.values()) + len(seen) + _PRIOR_WHOLES
        for read, times in seen.items():
            if times >= _LEAST_TIMES:
                found.setdefault(read, []).extend((place, -math.log(times / total)) for place in at)
    return found


class SyllableCosts:
    """Costs of a word for each of ``forms`` in each case.

    Args:
        forms: syllables in lower case.
        source: what was read for onsets and rimes.
        letters: what is read for letters.
    """

    def __init__(self, forms: Sequence[str], source: Source, letters: LetterCosts) -> None:
        # Words in lower case and with a capital share nearly all their rimes, so both are computed at once.
        small = _Table(_cut(tuple(forms), (Style.LOWER, Style.TITLE)), source, letters)
        capitals = _Table(_cut(tuple(forms), (Style.UPPER,)), source, letters)
        count = len(forms)
        self._tables = {Style.LOWER: (small, 0, count), Style.TITLE: (small, count, 2 * count), Style.UPPER: (capitals, 0, count)}

    def prepare(self, cores: Iterable[str], style: Style) -> None:
        """Compute together what :meth:`costs` will be asked for."""
        self._tables[style][0].prepare(list(cores))

    def least(self, core: str, style: Style) -> float:
        """No form in this case costs less."""
        return self._tables[style][0].least(core)

    def costs(self, core: str, style: Style) -> Vector:
        """Nats for each form in this case."""
        table, start, end = self._tables[style]
        return table.costs(core)[start:end]
