"""Cost of reading a word for every syllable of the language, in each case."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from tasks.restore.channel import Source
from tasks.restore.emission import Emission, Vector
from tasks.restore.letter_costs import LetterCosts
from tasks.restore.letters import Style, styled_parts

_LONGEST_ONSET = 5
# An onset this many nats dear is none.
_FAR = 16.0
# A whole word counts when it was read so this often; unseen readings weigh like this many, and one for each distinct one.
_LEAST_TIMES, _PRIOR_WHOLES = 1.5, 4.0


class _Table:
    """Costs over a fixed list of syllables given as onset and rime."""

    def __init__(self, parts: Sequence[tuple[str, str]], source: Source, letters: LetterCosts) -> None:
        self._whole = _whole_words(parts, source)
        onsets, rimes = sorted({o for o, _ in parts}), sorted({r for _, r in parts})
        self._onsets = Emission(onsets, source.onsets, letters)
        self._rimes = Emission(rimes, source.rimes, letters)
        place, place_rime = {o: n for n, o in enumerate(onsets)}, {r: n for n, r in enumerate(rimes)}
        self._onset_at = np.array([place[o] for o, _ in parts], dtype=np.intp)
        self._rime_at = np.array([place_rime[r] for _, r in parts], dtype=np.intp)
        self._sums, self._more = (np.empty(len(parts), dtype=np.float32) for _ in range(2))
        self._known: dict[str, Vector] = {}

    def prepare(self, cores: Sequence[str]) -> None:
        """Compute the costs of onsets and rimes of words together."""
        self._onsets.prepare_beginnings(core[:_LONGEST_ONSET] for core in cores)
        self._rimes.prepare_endings(cores)

    def least(self, core: str) -> float:
        """No syllable costs less."""
        self._onsets.prepare_beginnings((core[:_LONGEST_ONSET],))
        self._rimes.prepare_endings((core,))
        parts = (self._onsets.least(core[:end]) + self._rimes.least(core[end:]) for end in self._ends(core))
        return min([*parts, *(cost for _, cost in self._whole.get(core, ()))])

    def _ends(self, core: str) -> list[int]:
        """Where an onset may end."""
        return [end for end in range(min(_LONGEST_ONSET, len(core)) + 1) if self._onsets.least(core[:end]) <= _FAR]

    def costs(self, core: str) -> Vector:
        known = self._known.get(core)
        if known is not None:
            return known
        best = np.full(len(self._onset_at), np.inf, dtype=np.float32)
        onsets, rimes = self._onsets.beginnings(core[:_LONGEST_ONSET]), self._rimes.endings(core)
        for end in self._ends(core):
            # Places are those of a table, so none needs to be clipped; without that they would be copied to be looked through first.
            onsets[end].take(self._onset_at, out=self._sums, mode="clip")
            rimes[end].take(self._rime_at, out=self._more, mode="clip")
            np.add(self._sums, self._more, out=self._sums)
            np.minimum(best, self._sums, out=best)
        for at, cost in self._whole.get(core, ()):
            best[at] = min(best[at], cost)
        self._known[core] = best
        return best


def _whole_words(parts: Sequence[tuple[str, str]], source: Source) -> dict[str, list[tuple[int, float]]]:
    """By what was read the places of the syllables that were read so more than once, as wholes, and the cost of that."""
    found: dict[str, list[tuple[int, float]]] = {}
    for at, (onset, rime) in enumerate(parts):
        seen = source.words.get(onset + rime)
        if seen:
            total = sum(seen.values()) + len(seen) + _PRIOR_WHOLES
            for read, times in seen.items():
                if times >= _LEAST_TIMES:
                    found.setdefault(read, []).append((at, -math.log(times / total)))
    return found


class SyllableCosts:
    """Costs of a word for each of ``forms`` in each case.

    Args:
        forms: syllables in lower case.
        source: what was read for onsets and rimes.
        letters: what is read for letters.
    """

    def __init__(self, forms: Sequence[str], source: Source, letters: LetterCosts) -> None:
        parts = {style: [styled_parts(form, style) for form in forms] for style in Style}
        # Words in lower case and with a capital share nearly all their rimes, so both are computed at once.
        small = _Table(parts[Style.LOWER] + parts[Style.TITLE], source, letters)
        capitals = _Table(parts[Style.UPPER], source, letters)
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
