"""Where the head has places for figures that are often filled in by hand: "Số: ___/TB-UBND", "ngày ___ tháng ___ năm".

Tesseract reads print beside writing as one word ("ngày¿&9", "W†tháng", "ð!/UBND-KTTH"), so that a place may begin or end inside a word;
where, follows from how wide the printed letters are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median

from tasks.domain.geometry import BBox
from tasks.domain.letters import without_accents
from tasks.domain.page import Line

_LINES = 14
_LABEL = re.compile(r"S[ốôoóồổỗộòỏõơ0][:;.,]?")
_TAIL = re.compile(r"[/-][A-ZĐ][\wĐ&]*(?:[-–/][A-ZĐ][\wĐ&]*)*")
_DAY = re.compile(r"ng[àảaáãạâ]y", re.IGNORECASE)
_MONTH = re.compile(r"th[áảaàãạâ]ng", re.IGNORECASE)
_YEAR = re.compile(r"n[ăãâaắ]m", re.IGNORECASE)
_CLOSING = ".,;:"
# Width of letters in thousandths of an em: Times Roman's AFM table, which Times New Roman shares; the italic differs by a few per cent.
_WIDE = {"m": 778, "w": 722, "M": 889, "W": 944, "i": 278, "j": 278, "l": 278, "t": 278, "f": 333, "r": 333, "I": 333, "s": 389}
_WIDE |= {"J": 389, "E": 611, "F": 556, "L": 611, "P": 556, "S": 556, "T": 611, "Z": 611, "B": 667, "C": 667, "R": 667}
_WIDE |= {":": 278, ".": 250, ",": 250, ";": 278, "/": 278, "-": 333, "–": 500, "&": 778}
_USUAL_POINTS = 13.5
# White at both ends of a word, in em, which its box leaves out.
_BEARING = 0.08
_ROOM = 1.04
# A word of letters read as surely as this is print, and what it stands in is a sentence.
_PRINT = 80.0


@dataclass(frozen=True, slots=True)
class Blank:
    """A place for figures.

    Attributes:
        name: "number", "day" or "month".
        line: index of its line.
        first: index of the first word it touches.
        last: index behind the last word it touches; equal to ``first`` for an empty place between two words.
        before: print at the start of word ``first`` that is not of the place ("ngày" of "ngày¿&9").
        text: what was read in the place, white space left out.
        behind: print at the end of the last word that is not of the place ("/UBND-KTTH" of "ð!/UBND-KTTH").
        confidence: lowest of the words it touches, 0 for an empty one.
        box: the place, a little higher and lower than its neighbours, as hands write larger than types.
    """

    name: str
    line: int
    first: int
    last: int
    before: str
    text: str
    behind: str
    confidence: float
    box: BBox


def find_blanks(lines: tuple[Line, ...], dpi: int) -> tuple[Blank, ...]:
    """The places of the head in the first lines of a page, in reading order."""
    found: list[Blank] = []
    for index, line in enumerate(lines[:_LINES]):
        found += filter(None, (_number(index, line, dpi), *_date(index, line, dpi)))
    return tuple(found)


def letters_width(text: str) -> float:
    """Width of printed letters in em; marks add nothing."""
    return sum(_WIDE.get(c, 722 if c.isupper() else 500) for c in without_accents(text)) / 1000


@dataclass(frozen=True, slots=True)
class _Mark:
    """Print beside a place: the word it stands in, and where in that word."""

    word: int
    start: int
    end: int


def _number(index: int, line: Line, dpi: int) -> Blank | None:
    label = _LABEL.match(line.words[0].text)
    if label is None or (len(line.words[0].text) > label.end() and not _looks_like_place(line.words[0].text[label.end() :])):
        return None
    for place, word in enumerate(line.words):
        tail = _TAIL.search(word.text, label.end() if place == 0 else 0)
        if tail is not None and tail.end() >= len(word.text.rstrip(_CLOSING)) and (place or tail.start() >= label.end()):
            return _between("number", index, line, (_Mark(0, 0, label.end()), _Mark(place, tail.start(), len(word.text))), dpi)
    return None


def _looks_like_place(rest: str) -> bool:
    return any(not c.isalpha() for c in rest) or len(rest) <= 2


def _date(index: int, line: Line, dpi: int) -> list[Blank | None]:
    marks = [_mark(line, pattern) for pattern in (_DAY, _MONTH, _YEAR)]
    day, month, year = marks
    found: list[Blank | None] = []
    if day and month and day.word <= month.word <= day.word + 4:
        found.append(_between("day", index, line, (day, month), dpi))
        if year and month.word <= year.word <= month.word + 3:
            found.append(_between("month", index, line, (month, year), dpi))
    return found


def _mark(line: Line, pattern: re.Pattern[str]) -> _Mark | None:
    for place, word in enumerate(line.words):
        match = pattern.search(word.text)
        # Print comes with at most a few signs of writing on one side.
        if match and len(word.text) - (match.end() - match.start()) <= 5 and (match.start() == 0 or match.end() == len(word.text)):
            return _Mark(place, match.start(), match.end())
    return None


def _between(name: str, index: int, line: Line, marks: tuple[_Mark, _Mark], dpi: int) -> Blank | None:
    left, right = marks
    words = line.words
    opening, closing = words[left.word], words[right.word]
    same = left.word == right.word
    begins = left.end < len(opening.text) and not same
    ends = right.start > 0 and not same
    first, last = (left.word if begins else left.word + 1), (right.word + 1 if ends else right.word)
    if same:
        first, last = left.word, left.word + 1
    inner = words[left.word + 1 : right.word]
    if any(len(w.text) > 1 and w.text.isalpha() and w.confidence >= _PRINT for w in inner):
        return None
    split = (opening.text[left.end :], *(w.text for w in inner), closing.text[: right.start])
    text = opening.text[left.end : right.start] if same else "".join(split)
    em = _em(line, marks, dpi)
    # A box of print alone may still reach over the writing beside it, so the letters' own width bounds it.
    x, y = opening.bbox.right, closing.bbox.left
    if left.start == 0:
        x = min(x, opening.bbox.left + round(letters_width(opening.text[: left.end]) * em * _ROOM))
    if right.end == len(closing.text):
        y = max(y, closing.bbox.right - round(letters_width(closing.text[right.start :]) * em * _ROOM))
    rise = max(opening.bbox.height, closing.bbox.height) // 3
    top, bottom = min(opening.bbox.top, closing.bbox.top) - rise, max(opening.bbox.bottom, closing.bbox.bottom) + rise
    box = BBox(x, max(0, top), max(x + 1, y), bottom)
    return Blank(
        name=name,
        line=index,
        first=first,
        last=last,
        before=opening.text[: left.end] if begins or same else "",
        text="".join(text.split()),
        behind=closing.text[right.start :] if ends or same else "",
        confidence=min((w.confidence for w in words[first:last]), default=0.0),
        box=box,
    )


def _em(line: Line, marks: tuple[_Mark, _Mark], dpi: int) -> float:
    """Pixels of an em, from the words of the line that are print alone."""
    touched = {m.word for m in marks}
    clean = [w for i, w in enumerate(line.words) if i not in touched and w.confidence >= 80 and len(w.text) >= 3 and w.text.isalpha()]
    clean += [line.words[m.word] for m in marks if m.start == 0 and m.end == len(line.words[m.word].text)]
    if not clean:
        return _USUAL_POINTS * dpi / 72
    # The middle one: a box may reach over writing.
    return median(w.bbox.width / (letters_width(w.text) - _BEARING) for w in clean)
