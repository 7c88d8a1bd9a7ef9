"""The few lines that the restoration has to beat: edit distance over bare letters and a trigram model.

Every word is looked up by its bare letters among the syllables of a text (rapidfuzz, at most two letters apart), and a beam takes the
cheapest sequence by distance and trigrams (stupid backoff, Brants et al. 2007). Signs around a word and the case of its first letter stay
as read. Nothing is learned of the recogniser, nothing is split, joined or repaired.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from tasks.text.model import model_form, split_edges
from tasks.text.unicode import bare
from tasks.vietnamese.syllable import is_syllable

BACKOFF, DISTANCE, BEAM, MOST = math.log(0.4), 5.0, 24, 24


class Prototype:
    """Restores lines with what it counted in a text."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.counts: tuple[Counter[tuple[str, ...]], ...] = (Counter(), Counter(), Counter())
        for line in lines:
            words = ["<s>", "<s>", *(model_form(split_edges(w)[1]) for w in unicodedata.normalize("NFC", line).split())]
            for at in range(2, len(words)):
                for size in range(3):
                    self.counts[size][tuple(words[at - size : at + 1])] += 1
        self.total = sum(self.counts[0].values())
        self.by_bare: dict[str, list[str]] = defaultdict(list)
        for (word,), times in self.counts[0].items():
            if times > 1 and is_syllable(word):
                self.by_bare[bare(word)].append(word)

    def cost(self, first: str, second: str, third: str) -> float:
        """Nats of ``third`` behind the two."""
        for size, back in ((2, 0.0), (1, -BACKOFF)):
            key = (first, second, third)[2 - size :]
            if self.counts[size][key]:
                before = self.counts[size - 1][key[:-1]] or self.total
                return back - math.log(self.counts[size][key] / before)
        return -2 * BACKOFF - math.log((self.counts[0][(third,)] + 0.1) / self.total)

    @lru_cache(maxsize=50_000)  # noqa: B019 - one prototype lives as long as the program
    def candidates(self, core: str) -> tuple[tuple[str, float], ...]:
        """Readings of a word with their cost."""
        if not any(c.isalpha() for c in core) or len(core) > 9:
            return ((core, 0.0),)
        letters = bare(core)
        near = [(key, Levenshtein.distance(letters, key, score_cutoff=2)) for key in self.by_bare]
        found = [(word, DISTANCE * away) for key, away in near if away <= 2 for word in self.by_bare[key]]
        found.sort(key=lambda pair: pair[1] - 0.7 * math.log(self.counts[0][(pair[0],)]))
        return tuple(found[:MOST]) or ((core, 0.0),)

    def restore(self, text: str) -> str:
        """The text, line by line, each read on from the one before."""
        tokens = [split_edges(token) for token in text.split()]
        beam: dict[tuple[str, str], tuple[float, tuple[object, ...] | None]] = {("<s>", "<s>"): (0.0, None)}
        for _, core, _ in tokens:
            nearer: dict[tuple[str, str], tuple[float, tuple[object, ...] | None]] = {}
            for (first, second), (cost, path) in beam.items():
                for word, price in self.candidates(core):
                    whole = cost + price + self.cost(first, second, model_form(word))
                    state = (second, model_form(word))
                    if state not in nearer or whole < nearer[state][0]:
                        nearer[state] = (whole, (word, path))
            beam = dict(sorted(nearer.items(), key=lambda item: item[1][0])[:BEAM])
        path = min(beam.values(), key=lambda pair: pair[0])[1]
        words: list[str] = []
        while path is not None:
            words.append(str(path[0]))
            path = path[1]  # type: ignore[assignment]
        shown = []
        for (front, core, behind), word in zip(tokens, reversed(words), strict=True):
            cased = word.upper() if core.isupper() and len(core) > 1 else word[:1].upper() + word[1:] if core[:1].isupper() else word
            shown.append(front + (core if word == core else cased) + behind)
        return " ".join(shown)
