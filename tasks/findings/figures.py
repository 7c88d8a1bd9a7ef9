"""Numbers in a sentence, in figures or words, before anything is known about what they count."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.findings.excluded import Excluded
from tasks.vietnamese.numerals import FIGURE, WORDS, parse_number

_FREE = r"(?<![^\s(\"'/≥≤<>:+=~-])(?<!\d[.,/-])(?<!\d x )(?<!\w-)"
_SPACED = r"[1-9]\d{0,2}(?: \d{3}){1,5}(?:,\d{1,4})?(?= (?:nghìn |triệu |tỷ )?[^\W\d_])"
_ENGLISH = r"\d{1,3}(?:,\d{3}){1,5}\.\d{1,4}"
_MISGROUPED = r"\d{1,3}(?:\.\d{3,5}){2,6}(?= ?(?:đồng|đ)(?!\w))"
_NUMBER = re.compile(
    rf"{_FREE}(?:(?P<spaced>{_SPACED})|(?P<english>{_ENGLISH})|{FIGURE})(?!\d|[.,]\d)|{_FREE}(?P<misgrouped>{_MISGROUPED})"
)
_MINUS = re.compile(r"(?:^|[(:]|(?<![\d%]) )-$")
_BELOW_ZERO = re.compile(
    r"(?:\b(?:đạt|là|còn|bằng|ở mức|mức|tăng trưởng|tăng|giảm|ước|khoảng|xuống|lên|từ|chỉ|có|lỗ|lãi)|[(:])\s?-$|^-$", re.IGNORECASE
)
_NEGATIVE_WORD = re.compile(r"\bâm\s(?:khoảng\s|gần\s|hơn\s)?$", re.IGNORECASE)
_FALLEN = re.compile(r"\b(?:giảm|thâm hụt)[^,;.:()\d]{0,20}$", re.IGNORECASE)
_WORD_NUMBER = re.compile(rf"(?<!\w){WORDS}(?!\w)")
_RANK_IN_WORDS = re.compile(
    r"\b(?:xếp|đứng|vị trí|hạng)(?: ở)?(?: vị trí| hạng)? thứ (nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\w)"
)
_YEARS_IN_WORDS = re.compile(r"(?:hai|ba|bốn|sáu|bảy|tám|chín|mười) năm")
_RANK_NAMES = {"nhất": 1, "nhì": 2}
_MONEY = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "đồng": 1}
_PART = re.compile(rf"\s(tỷ|tỉ|triệu|nghìn|ngàn)(?: đồng)?,?\s({FIGURE})(?=\s(triệu|nghìn|ngàn|đồng)(?!\w))")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its place in the sentence.

    Attributes:
        start: with its minus sign.
        end: behind its last digit.
        value: below zero where a minus sign or "âm" says so.
        in_words: spelled out.
        doubt: code of a doubt about how its digits are grouped, None for none.
    """

    start: int
    end: int
    value: Decimal
    in_words: bool = False
    doubt: str | None = None


def find_figures(text: str, excluded: Excluded) -> list[Figure]:
    """The numbers of ``text`` outside ``excluded``, in order.

    Words count from two on ("một" is mostly an article) and not as a lone "năm" (year) or "tư" (private).
    """
    figures = []
    end = 0
    for match in _NUMBER.finditer(text):
        figure = None if match.start() < end or excluded.holds(match.start()) else _printed(match)
        if figure is not None:
            figure = _compound(text, figure)
            figures.append(_signed(text, figure))
            end = figure.end
    for match in _WORD_NUMBER.finditer(text):
        value = None if excluded.holds(match.start()) else parse_number(match[0])
        if value is not None and value >= 2 and match[0] not in ("năm", "tư") and not _YEARS_IN_WORDS.fullmatch(match[0]):
            figures.append(Figure(match.start(), match.end(), value, in_words=True))
    for match in _RANK_IN_WORDS.finditer(text):
        named = _RANK_NAMES.get(match[1])
        if named is not None:
            figures.append(Figure(match.start(1), match.end(1), Decimal(named), in_words=True))
    return sorted(figures, key=lambda f: f.start)


def _printed(match: re.Match[str]) -> Figure | None:
    """The number of a match; digits that are grouped as no number is are taken without their dots, and doubted."""
    doubt = None
    if match["misgrouped"]:
        value, doubt = Decimal(match[0].replace(".", "")), "number-misgrouped"
    elif match["english"]:
        value, doubt = Decimal(match[0].replace(",", "")), "number-grouping"
    else:
        read = parse_number(match[0])
        if read is None:
            return None
        value, doubt = read, "number-spaced" if match["spaced"] else None
    return Figure(match.start(), match.end(), value, doubt=doubt)


def _signed(text: str, figure: Figure) -> Figure:
    """The figure with its sign; a dash between a name and its figure ("Tân Lập -12 ha") is none, nor is the sign behind "giảm"."""
    before = text[max(0, figure.start - 24) : figure.start]
    if _NEGATIVE_WORD.search(before):
        return replace(figure, value=-figure.value)
    if not _MINUS.search(before) or not _BELOW_ZERO.search(before) or _FALLEN.search(before[:-1]):
        return figure
    return replace(figure, start=figure.start - 1, value=-figure.value)


def _compound(text: str, figure: Figure) -> Figure:
    """An amount printed in parts ("3 tỷ 500 triệu đồng") as one number of its last unit (3500)."""
    while (part := _PART.match(text, figure.end)) is not None:
        rest = parse_number(part[2])
        large, small = _MONEY[part[1]], _MONEY[part[3]]
        if rest is None or rest * small >= large or small >= large:
            break
        figure = replace(figure, end=part.end(2), value=figure.value * (large // small) + rest)
    return figure
