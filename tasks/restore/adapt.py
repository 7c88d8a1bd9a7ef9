"""What is known beyond the counts: the reviewed names, which recogniser made a text, and what its surest words tell of its letters."""

from __future__ import annotations

import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from tasks.restore.channel import Counts, Source
from tasks.restore.letter_costs import LetterCosts, cut_letters
from tasks.restore.letters import Style, in_style, styled_parts
from tasks.text.known_names import NAMES, PROVINCES
from tasks.text.model import NUMBER, SyllableModel, model_form

# Share of the reviewed names, which tell only what follows on a word of theirs.
_SHARE = 0.05
# The rounds of learning and words cut in two ask for the same three again and again; a text of ten pages asks for less than this many.
_MOST_KEPT = 2_000_000
# A letter, onset or rime of the recognisers counted weighs at most like this many of the text at hand: two pages have some forty of a
# letter, which must outweigh what other recognisers make of it.
_LETTERS, _WHOLES = 40.0, 60.0

Seen = tuple[str, Style, str]
"""A syllable's form and case, and what was read for it."""
_Tally = dict[str, Counter[str]]


class Named:
    """An n-gram model that also knows the reviewed names; answers the same questions as :class:`tasks.text.model.SyllableModel`."""

    def __init__(self, model: SyllableModel) -> None:
        self._model = model
        pairs = Counter(pair for name in _reviewed() for pair in itertools.pairwise(map(model.number, name)))
        firsts: Counter[int] = Counter()
        for (first, _), times in pairs.items():
            firsts[first] += times
        self._pairs: dict[int, dict[int, float]] = {}
        for (first, second), times in pairs.items():
            if second > NUMBER:
                self._pairs.setdefault(first, {})[second] = _SHARE * times / firsts[first]
        self._kept: dict[tuple[int, int], dict[int, float]] = {}
        self._count = 0

    def number(self, form: str) -> int:
        """Of a form, as in the model."""
        return self._model.number(form)

    def log_probability(self, first: int, second: int, third: int) -> float:
        """Of ``third`` behind ``first`` and ``second``."""
        value = self._row(first, second).get(third)
        return self.log_probabilities(first, second, (third,))[0] if value is None else value

    def log_probabilities(self, first: int, second: int, thirds: Sequence[int]) -> list[float]:
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

    def _asked(self, first: int, second: int, thirds: Sequence[int]) -> list[float]:
        known = self._model.log_probabilities(first, second, thirds)
        names = self._pairs.get(second)
        if names is None:
            return known
        return [
            math.log((1 - _SHARE) * math.exp(value) + names[third]) if third in names else value
            for third, value in zip(thirds, known, strict=True)
        ]


@cache
def _reviewed() -> tuple[tuple[str, ...], ...]:
    """The reviewed names as forms, provinces with the word in front of them."""
    provinces = [("tỉnh", *map(model_form, name.split())) for row in PROVINCES.strip().splitlines() for name in row.strip().split("|")]
    return (*provinces, *(name.forms for name in NAMES.values() if name))


def mixed(sources: Mapping[str, Source], shares: Mapping[str, float]) -> Source:
    """What a recogniser that is these by shares does, no letter counted so often that a text of its own could not outweigh it."""
    most = {"letters": _LETTERS, "onsets": _WHOLES, "rimes": _WHOLES, "words": _WHOLES}
    return Source(**{part: _mixed({n: getattr(s, part) for n, s in sources.items()}, shares, limit) for part, limit in most.items()})


def _mixed(counts: Mapping[str, Counts], shares: Mapping[str, float], most: float) -> Counts:
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for source, own in counts.items():
        share = shares.get(source, 0.0)
        if not share:
            continue
        totals = {printed: sum(seen.values()) for printed, seen in own.items()}
        for printed, seen in own.items():
            # Two letters that melted are weighed against the first of them.
            total = max(totals[printed], totals.get(printed[0], 0.0) if len(printed) == 2 else 0.0)
            weight = share * min(1.0, most / total) if total else 0.0
            for read, times in seen.items():
                found[printed][read] += weight * times
    return found


def count_seen(seen: Iterable[Seen], costs: LetterCosts) -> Source:
    """The counts of words and what was read for them, cut as the costs say."""
    letters: _Tally = defaultdict(Counter)
    onsets: _Tally = defaultdict(Counter)
    rimes: _Tally = defaultdict(Counter)
    words: _Tally = defaultdict(Counter)
    for (form, style, read), times in Counter(seen).items():
        onset, rime = styled_parts(form, style)
        words[in_style(form, style)][read] += times
        used = border = 0
        for letter, part in cut_letters(onset + rime, read, costs):
            letters[letter][part] += times
            # A letter of the onset that melted into the rime counts with the rime.
            border += len(part) if used + len(letter) <= len(onset) else 0
            used += len(letter)
        if used:
            onsets[onset][read[:border]] += times
            rimes[rime][read[border:]] += times
    return Source(letters, onsets, rimes, words)


def added(source: Source, more: Source, weight: float = 1.0) -> Source:
    """A source with the counts of another, each taken ``weight`` times."""
    return Source(
        _added(source.letters, more.letters, weight),
        _added(source.onsets, more.onsets, weight),
        _added(source.rimes, more.rimes, weight),
        _added(source.words, more.words, weight),
    )


def _added(counts: Counts, more: Counts, weight: float) -> Counts:
    found = dict(counts)
    for printed, seen in more.items():
        own = dict(counts.get(printed, {}))
        for read, times in seen.items():
            own[read] = own.get(read, 0.0) + weight * times
        found[printed] = own
    return found
