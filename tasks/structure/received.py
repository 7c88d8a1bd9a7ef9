"""What a receiver typed, stamped or wrote beside the head: marks of arrival, and orders on who is to deal with it. It is no text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.structure.phrases import bare
from tasks.structure.rows import Row, in_capitals

_MARKS = frozenset(("DEN", "CONGVANDEN", "VANBANDEN", "CVDEN"))
"""Bare letters of the word that an arrival stamp begins with (Decree 30/2020/NĐ-CP, Appendix IV, part II)."""
_MARKED = re.compile(r"^\W{0,3}(?:(?i:công văn|văn bản|cv)\s(?i:đến)|[ĐÐ](?i:ến))\s?\W?\s?(?i:số|ngày|giờ)\b")
"""With a capital: a subject goes on with "đến ngày 06/10/2026"."""
# Its lines, blank or filled; only "đến" or a mark above tells its number from the document's own.
_OWN_LINE = re.compile(r"^\W{0,3}(?:số|ngày|giờ)\s(?:công văn\s|văn bản\s)?đến\s?(?:[:.…\d]|$)", re.IGNORECASE)
_BELOW_MARK = re.compile(
    r"^\W{0,3}(?:số\s?[:.]?[\s\d.…]*(?:/CVĐ?)?|(?:ngày|giờ)\s?[:.]?[\s\d./:h…-]*(?:tháng[\s\d.…]*năm[\s\d.…]*)?)\W*$", re.IGNORECASE
)
_ORDER = re.compile(
    r"^\W{0,3}(?:kính (?:chuyển|trình)\s|(?:chuyển|sao gửi|bản sao gửi|trình|lưu hồ sơ|lưu hồ sơ số)\s?:"
    r"|(?:chuyển|sao gửi)\s(?:các\s)?(?:phòng|p\.|đ/c|đồng chí|bộ phận|ngành)"
    r"|lãnh đạo\s(?:\S{1,6}\s)?(?:đã\s)?(?:xem|duyệt)\b|(?:in|tải)\stừ\s(?:hệ thống|phần mềm)\b"
    r"|(?:đ/c|p\.|phòng|vp)\s.{2,40}\s(?:tham mưu|xử lý)\W*$)",
    re.IGNORECASE,
)
MOST_ORDER = 60
"""Characters of a note; text is longer."""
MOST_WORDS = 2
"""Words behind an arrival stamp's own on its line; more of them are the head's."""
MOST_BELOW = 3
"""Lines of an arrival stamp below the word that it begins with: number, day, to whom."""


def received_rows(rows: Sequence[Row]) -> frozenset[int]:
    """Indices of the rows that a receiver's stamps and notes are; whoever is named there issues nothing, and its number is not the head's.

    A line is taken only by its own words, or as one of the few below the word that an arrival stamp begins with, without a gap.
    """
    found: set[int] = set()
    for index, row in enumerate(rows):
        if _is_mark(row.text):
            found.add(index)
            for below in range(index + 1, min(len(rows), index + 1 + MOST_BELOW)):
                if rows[below].blank_before or not (_BELOW_MARK.match(rows[below].text) or _is_order(rows[below].text)):
                    break
                found.add(below)
        elif _OWN_LINE.match(row.text) or _is_order(row.text):
            found.add(index)
    return frozenset(found)


def _is_mark(text: str) -> bool:
    if in_capitals(text) and bare(text) in _MARKS:
        return True
    match = _MARKED.match(text)
    # The subject may stand on the line behind the stamp.
    return match is not None and sum(len(word) > 2 and word.isalpha() for word in text[match.end() :].split()) <= MOST_WORDS


def _is_order(text: str) -> bool:
    return len(text) <= MOST_ORDER and not in_capitals(text) and _ORDER.match(text) is not None
