"""What stands behind a figure: unit, kind and whether the unit alone proves that something is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.lexicon import Lexicon, Vocabulary

_NEAR = 80
"""Characters before a figure in which an entry's ``needs`` must occur."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in a sentence.

    Attributes:
        text: as printed, or the entry's fixed form ("%").
        kind: percent, money, area, count or other.
        start: in the sentence.
        end: in the sentence.
        weak: a noun that often only opens a list ("4 nhiệm vụ sau").
        known: from the vocabulary; False for a noun taken by its looks.
    """

    text: str
    kind: str
    start: int
    end: int
    weak: bool = False
    known: bool = True


class UnitReader:
    """Reads the unit at a place, the longest known one first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Take the units of ``vocabulary`` and its list of words that are no nouns."""
        self._units: Lexicon = vocabulary.units
        self._no_noun = re.compile(vocabulary.cues.alternation("metric-not-a-noun"))

    def read(self, text: str, at: int) -> Unit | None:
        """The known unit that begins at ``at`` or behind one space, None where there is none."""
        best: Unit | None = None
        start = at + 1 if text[at : at + 1] == " " else at
        for entry, pattern in self._units.compiled:
            match = pattern.match(text, start)
            if match is not None and match.end() > start and (best is None or match.end() > best.end):
                needed = entry.values.get("needs")
                if needed and not re.search(needed, text[max(0, at - _NEAR) : at]):
                    continue
                fixed = entry.values.get("unit")
                kind = entry.values.get("kind", "count")
                best = Unit(fixed or match[0], kind, start, match.end(), weak=entry.values.get("weak") == "yes")
        if best is not None and start == at and best.kind == "count":
            return None  # "12hộ" is rather a code than a count
        return best

    def guess(self, text: str, at: int) -> Unit | None:
        """A noun of one or two words behind the space at ``at`` that no vocabulary knows, None where the word can be no noun."""
        if text[at : at + 1] != " " or self._no_noun.match(text, at + 1):
            return None
        first = _WORD.match(text, at + 1)
        if first is None or not first[0][:1].islower():
            return None
        end = first.end()
        if text[end : end + 1] == " " and not self._no_noun.match(text, end + 1):
            second = _WORD.match(text, end + 1)
            if second is not None and second[0].islower():
                end = second.end()
        return Unit(text[at + 1 : end], "count", at + 1, end, known=False)
