"""Numbers in a sentence, in figures or words, before anything is known about what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tasks.findings.excluded import Excluded
from tasks.vietnamese.numerals import FIGURE, WORDS, parse_number

_NUMBER = re.compile(rf"(?<![^\s(\"'/≥≤<>:+=~-])(?<!\d[.,/-])(?<!\d x )(?<!\w-){FIGURE}(?!\d|[.,]\d)")
_WORD_NUMBER = re.compile(rf"(?<!\w){WORDS}(?!\w)")
_RANK_IN_WORDS = re.compile(
    r"\b(?:xếp|đứng|vị trí|hạng)(?: ở)?(?: vị trí| hạng)? thứ (nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)"
)
_RANK_NAMES = {"nhất": 1, "nhì": 2}
_MONEY = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "đồng": 1}
_PART = re.compile(rf"\s(tỷ|tỉ|triệu|nghìn|ngàn)(?: đồng)?,?\s({FIGURE})(?=\s(triệu|nghìn|ngàn|đồng)(?!\w))")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its place in the sentence; ``in_words`` where it is spelled out."""

    start: int
    end: int
    value: Decimal
    in_words: bool = False


def find_figures(text: str, excluded: Excluded) -> list[Figure]:
    """The numbers of ``text`` outside ``excluded``, in order.

    Words count from two on ("một" is mostly an article) and not as a lone "năm" (year) or "tư" (private).
    """
    figures = []
    end = 0
    for match in _NUMBER.finditer(text):
        value = None if match.start() < end or excluded.holds(match.start()) else parse_number(match[0])
        if value is not None:
            figure = _compound(text, Figure(match.start(), match.end(), value))
            figures.append(figure)
            end = figure.end
    for match in _WORD_NUMBER.finditer(text):
        value = None if excluded.holds(match.start()) else parse_number(match[0])
        if value is not None and value >= 2 and match[0] not in ("năm", "tư"):
            figures.append(Figure(match.start(), match.end(), value, in_words=True))
    for match in _RANK_IN_WORDS.finditer(text):
        named = _RANK_NAMES.get(match[1])
        if named is not None:
            figures.append(Figure(match.start(1), match.end(1), Decimal(named), in_words=True))
    return sorted(figures, key=lambda f: f.start)


def _compound(text: str, figure: Figure) -> Figure:
    """An amount printed in parts ("3 tỷ 500 triệu đồng") as one number of its last unit (3500)."""
    while (part := _PART.match(text, figure.end)) is not None:
        rest = parse_number(part[2])
        large, small = _MONEY[part[1]], _MONEY[part[3]]
        if rest is None or rest * small >= large or small >= large:
            break
        figure = Figure(figure.start, part.end(2), figure.value * (large // small) + rest)
    return figure
