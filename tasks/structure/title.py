"""The line that names the document's type, whole, in two pieces, behind a stamp or with the subject behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from tasks.domain.lexicon import Lexicon
from tasks.numbering.reading import read_labels
from tasks.structure.phrases import ADDRESSEES, bare, begins_with, is_national_line
from tasks.structure.rows import Row, in_capitals

LEAST_TITLE_LIKENESS = 83
"""One wrong letter in a title of six ("CHI THI") leaves a likeness of 83."""
CLOSE_LIKENESS = 8
"""Two types as near to a misread title as this may both be meant ("THÔNG TƯ", "THÔNG TRI"): the symbol decides."""
_SUBJECT_WORDS = re.compile(r"V[ềeê]\s|Kết luận|Triển khai|Tình hình")
_NUMBERED = re.compile(r"\s(?:SỐ|Số|số)\s?:?\s?\d{1,3}$|\s\(.{2,30}\)$|\s?:$")
_OF_ISSUER = re.compile(
    r"\s(?:CỦA|Của)\s(?:HỘI ĐỒNG NHÂN DÂN|HĐND|[UỦ][ỶY] BAN NHÂN DÂN|UBND|BAN (?:THƯỜNG VỤ|CHẤP HÀNH)|CHỦ TỊCH|BỘ TRƯỞNG"
    r"|THỦ TƯỚNG|CHÍNH PHỦ|QUỐC HỘI|TỈNH [UỦ][ỶY]|THÀNH [UỦ][ỶY]|HUYỆN [UỦ][ỶY]|ĐẢNG [UỦ][ỶY])[^,;:]{0,60}$"
)
"""Whose document it is, behind its type on one line: "NGHỊ QUYẾT CỦA HỘI ĐỒNG NHÂN DÂN TỈNH"."""


@dataclass(frozen=True, slots=True)
class TitleLine:
    """The line that names the document's type.

    Attributes:
        row: its index.
        code: of the type.
        rest: where a subject begins behind it on the same line.
        count: over how many rows it goes.
        others: codes of types that the letters may also mean; empty where they were read without a fault.
        exact: whether the letters, accents aside, are the title's.
    """

    row: int
    code: str
    rest: int | None = None
    count: int = 1
    others: tuple[str, ...] = ()
    exact: bool = True


def find_title(rows: Sequence[Row], types: Lexicon) -> TitleLine | None:
    """The first line that is a document type printed in capitals, letter errors forgiven."""
    for index, row in enumerate(rows):
        if not in_capitals(_first_words(row.text)):
            continue
        found = _whole(row.text, index, types) or _in_front(row.text, index, types, announced=True)
        if found:
            return found
    return None


def find_head_title(rows: Sequence[Row], types: Lexicon, *, letter: bool) -> TitleLine | None:
    """The title in the first rows of a document.

    Beside a title alone on its line: one over two lines, one behind an incoming stamp, and one with the subject in capitals behind it.

    Args:
        rows: of the head and what follows on its page.
        types: vocabulary of document types.
        letter: whether a "V/v" stands above: then no title stands behind "Kính gửi".
    """
    for index, row in enumerate(rows):
        if letter and begins_with(row.text, ADDRESSEES):
            return None
        if is_national_line(row.text):
            continue
        if in_capitals(_first_words(row.text)):
            found = (
                _whole(row.text, index, types) or _over_two_lines(rows, index, types) or _in_front(row.text, index, types, announced=True)
            )
            if found is None and index >= 2 and in_capitals(row.text) and not read_labels(row.text):
                found = _in_front(row.text, index, types, announced=False)
        else:
            found = _behind_stamp(row.text, index, types)
        if found is not None:
            return found
    return None


def _first_words(text: str) -> str:
    """The first two words that have letters: specks in front of a title are none."""
    return " ".join([word for word in text.split() if any(c.isalpha() for c in word)][:2])


@lru_cache(maxsize=4)
def _titles(types: Lexicon) -> tuple[tuple[str, str, str], ...]:
    """Letters, code and print of every title, with what may stand behind it."""
    return tuple((bare(printed), code, printed) for printed, code in _printed(types))


def _printed(types: Lexicon) -> Iterator[tuple[str, str]]:
    for entry in types.entries:
        title = entry.values.get("title")
        if title:
            yield title, entry.code
            for more in filter(None, entry.values.get("more", "").split("|")):
                yield f"{title} {more.upper()}", entry.code


def _whole(text: str, index: int, types: Lexicon) -> TitleLine | None:
    text = _NUMBERED.sub("", _OF_ISSUER.sub("", text))
    letters = bare(text)
    if not in_capitals(text):
        return None
    least = LEAST_TITLE_LIKENESS if len(letters) >= 6 else 100
    ranked: dict[str, float] = {}
    for other, code, _ in _titles(types):
        likeness = fuzz.ratio(letters, other)
        if likeness >= least:
            ranked[code] = max(likeness, ranked.get(code, 0.0))
    if not ranked:
        return None
    best = max(ranked, key=lambda code: ranked[code])
    near = () if ranked[best] == 100 else tuple(c for c in ranked if c != best and ranked[best] - ranked[c] <= CLOSE_LIKENESS)
    return TitleLine(index, best, others=near, exact=ranked[best] == 100)


def _over_two_lines(rows: Sequence[Row], index: int, types: Lexicon) -> TitleLine | None:
    """A title cut in two ("QUYẾT" above "ĐỊNH"): only where both lines are short and together are a title without a fault."""
    if index + 1 >= len(rows) or not in_capitals(rows[index + 1].text):
        return None
    text = f"{rows[index].text} {rows[index + 1].text}"
    found = _whole(text, index, types) if len(text) <= 40 and len(rows[index].text.split()) <= 3 else None
    return TitleLine(index, found.code, count=2) if found is not None and found.exact else None


def _in_front(text: str, index: int, types: Lexicon, *, announced: bool) -> TitleLine | None:
    """A title with the subject behind it on its line; ``announced`` asks for a word that subjects begin with."""
    words = text.split()
    for _, code, title in sorted(_titles(types), key=lambda t: -len(t[2])):
        count = len(title.split())
        front = " ".join(words[:count])
        if count < 2 or len(words) <= count or bare(front) != bare(title) or not in_capitals(front):
            continue
        at = text.find(words[count], len(front))
        if at > 0 and (_SUBJECT_WORDS.match(text[at:]) or not announced):
            return TitleLine(index, code, at)
    return None


def _behind_stamp(text: str, index: int, types: Lexicon) -> TitleLine | None:
    """A title that ends a line which begins with the rest of an incoming stamp: no line of text ends in capitals like that."""
    words = text.split()
    for _, code, title in _titles(types):
        count = len(title.split())
        ends = 2 <= count < len(words) <= count + 8 and words[-count:] == title.split()
        if ends and sum(len(w) > 2 and w.isalpha() for w in words[:-count]) <= 1:
            return TitleLine(index, code)
    return None
