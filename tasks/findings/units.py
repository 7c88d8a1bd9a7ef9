"""What stands behind a figure: unit, kind and whether the unit alone proves that something is measured."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.domain.lexicon import Lexicon, Vocabulary

_NEAR = 80
"""Characters before a figure in which an entry's ``needs`` must occur."""
_WORD = re.compile(r"[^\W\d_]+")
_PACK = r"\d{1,4}(?:[.,]\d{1,3})? ?(?:kg|gam|gram|g|ml|lít|l|m3|m2|m|cm|quả|cái|viên|gói|lon|chai|con|hộp)(?!\w)"
_PER = re.compile(r" ?/ ?(?:(?:1\d{2}(?:\.000)*|10\.000|1\.000|1|01|vạn|nghìn|triệu) ?)?")
_PER_PACK = re.compile(rf" ?/ ?{_PACK}")
_PER_WORD = re.compile(rf"[^\W\d_]{{1,12}}(?: ?{_PACK})?")
_TIMES = re.compile(r"(?:ngày đêm|ngày|giờ|tuần|tháng|quý|năm|vụ|ca|lần)(?!\w)")
_ANOTHER = re.compile(r", (?=[^\W\d_])")
_MOST_NOUNS = 3
"""Nouns of one counted unit ("doanh nghiệp, hợp tác xã, tổ chức")."""


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
        """The known unit that begins at ``at`` or behind one space, with what it is counted for, None where there is none."""
        unit = self._known(text, at)
        if unit is None:
            return None
        return self._several(text, self._per(text, unit))

    def _known(self, text: str, at: int, *, glued: bool = False) -> Unit | None:
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
        if best is not None and start == at and best.kind == "count" and not glued:
            return None  # "12hộ" is rather a code than a count
        return best

    def _per(self, text: str, unit: Unit) -> Unit:
        """The unit with its denominators: "đồng/kg", "%/năm", "đ/bình 12kg", "người/100.000 dân"."""
        for _ in range(3):
            slash = _PER.match(text, unit.end)
            if slash is None:
                break
            below = self._known(text, slash.end(), glued=True)
            word = _PER_WORD.match(text, slash.end())
            end = max(below.end if below is not None else 0, word.end() if word is not None else 0)
            if packed := _PER_PACK.match(text, unit.end):
                end = packed.end()
            if end <= slash.end():
                break
            timed = unit.kind == "count" and _TIMES.match(text, slash.end()) is not None
            unit = replace(unit, text=unit.text + text[unit.end : end], end=end, kind="other" if timed else unit.kind)
        return unit

    def _several(self, text: str, unit: Unit) -> Unit:
        """A counted noun with those that stand beside it: "234 dự án, cơ sở sản xuất"."""
        if unit.kind != "count" or unit.weak:
            return unit
        for _ in range(_MOST_NOUNS - 1):
            comma = _ANOTHER.match(text, unit.end)
            other = self._known(text, comma.end(), glued=True) if comma is not None else None
            if other is None or other.kind != "count" or other.weak:
                break
            unit = replace(unit, text=text[unit.start : other.end], end=other.end)
        return unit

    def guess(self, text: str, at: int) -> Unit | None:
        """A noun of one or two words behind the space at ``at`` that no vocabulary knows, None where the word can be no noun."""
        if text[at : at + 1] != " " or self._no_noun.match(text, at + 1):
            return None
        first = _WORD.match(text, at + 1)
        if first is None or len(first[0]) < 2 or not first[0][:1].islower():
            return None
        end = first.end()
        if text[end : end + 1] == " " and not self._no_noun.match(text, end + 1):
            second = _WORD.match(text, end + 1)
            if second is not None and second[0].islower():
                end = second.end()
        return Unit(text[at + 1 : end], "count", at + 1, end, known=False)
