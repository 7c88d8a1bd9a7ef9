"""The number and the day in the head, which are often written by hand: tried again as figures, and noted where they stay doubtful."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageNote, Word

_SURE = 85.0
_ACCEPTED = 55.0
DIGITS = "0123456789"

Reader = Callable[[BBox], tuple[Line, ...]]
HasInk = Callable[[BBox], bool]


@dataclass(frozen=True, slots=True)
class HeadReading:
    """Lines with the figures of the head mended, notes on those in doubt, and the attempts made."""

    lines: tuple[Line, ...]
    notes: tuple[PageNote, ...] = ()
    attempts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Blank:
    """A place of the head to be filled with figures: words ``first`` to ``last`` (exclusive) of a line, and its box."""

    name: str
    line: int
    first: int
    last: int
    box: BBox
    most: int


def read_head_figures(lines: tuple[Line, ...], dpi: int, reader: Reader, has_ink: HasInk) -> HeadReading:
    """Look once more at the number ("Số: ___/TB-UBND") and the day ("ngày ___ tháng ___ năm") where they were not surely read.

    Args:
        lines: the page's lines.
        dpi: of their boxes.
        reader: reads a part of the page as figures.
        has_ink: whether a part of the page has something written on it.

    Returns:
        A second reading replaces the first only if it is a possible value and surer; what is not sure then is noted, never invented.
    """
    notes: list[PageNote] = []
    attempts: list[str] = []
    out = list(lines)
    for blank in reversed(_blanks(lines)):
        words = out[blank.line].words
        now = words[blank.first : blank.last]
        confidence = min((w.confidence for w in now), default=0.0)
        text = "".join(w.text for w in now)
        if (_possible(text, blank.most) and confidence >= _SURE) or not has_ink(blank.box):
            continue
        found = [w for line in reader(blank.box) for w in line.words]
        second = "".join(w.text for w in found)
        surer = min((w.confidence for w in found), default=0.0)
        attempts.append(f"{blank.name} psm7@{dpi} {surer:.1f}")
        if _possible(second, blank.most) and surer >= _ACCEPTED and (surer > confidence or not _possible(text, blank.most)):
            out[blank.line] = replace(out[blank.line], words=(*words[: blank.first], Word(second, blank.box, surer), *words[blank.last :]))
            text, confidence = second, surer
        if confidence < _SURE:
            shown = f"read as {text!r}" if text else "not read"
            notes.append(PageNote("handwriting-doubtful", f"The {blank.name} in the head is {shown} and may be handwriting.", blank.box))
    return HeadReading(tuple(out), tuple(reversed(notes)), tuple(reversed(attempts)))


def _possible(text: str, most: int) -> bool:
    return text.isascii() and text.isdigit() and 0 < int(text) <= most


def _blanks(lines: tuple[Line, ...]) -> list[_Blank]:
    found: list[_Blank] = []
    for index, line in enumerate(lines[:12]):
        words = line.words
        place = next((i for i, w in enumerate(words) if re.match(r"S[ốôoóồ][:.]?", w.text)), None)
        symbol = next((i for i, w in enumerate(words) if re.match(r"[-/]\S*[A-ZĐ]{2}", w.text)), None)
        if place is not None and place == 0 and symbol is not None and symbol > 0:
            found.append(_between("number", index, line, (place, symbol), 99999))
        marks = [next((i for i, w in enumerate(words) if w.text.lower().strip(",:") == name), None) for name in ("ngày", "tháng", "năm")]
        day, month, year = marks
        if day is not None and month is not None and day < month:
            found.append(_between("day", index, line, (day, month), 31))
        if month is not None and year is not None and month < year:
            found.append(_between("month", index, line, (month, year), 12))
    return found


def _between(name: str, index: int, line: Line, between: tuple[int, int], most: int) -> _Blank:
    """The place between two words, a little higher and lower than they are, as hands write larger than types."""
    left, right = between
    a, b = line.words[left].bbox, line.words[right].bbox
    rise = max(a.height, b.height) // 3
    box = BBox(a.right, max(0, min(a.top, b.top) - rise), max(a.right + 1, b.left), max(a.bottom, b.bottom) + rise)
    return _Blank(name, index, left + 1, right, box, most)
