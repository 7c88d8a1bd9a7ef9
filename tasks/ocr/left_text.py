"""What a page shows in letters and nobody has read yet is read as single lines, and put where it stands; what stays unread is doubted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Grid, Line, PageNote, Word
from tasks.domain.signs import is_sign
from tasks.ocr.line_places import put_in_place, stands_in_line
from tasks.ocr.rubbish import is_plausible
from tasks.ocr.side_lines import without_side_lines
from tasks.scan.ink_rows import InkRow
from tasks.scan.left_ink import PageInk
from tasks.scan.measure import Colour, Grey
from tasks.scan.prepare import whiten

# Reads pictures of one line each, of a given resolution.
Reader = Callable[[Sequence[Grey], int], Sequence[tuple[Line, ...]]]

# Each row is read at about this resolution and half as fine again, and the surer reading taken: of seven clear lines that had been passed
# over one way reads four, both read six (measured).
_BEST_DPI, _VIEWS = 200, (1.0, 1.5)
# Single marks are as often dirt or a stroke of a signature, but where they stand on a line.
_FEWEST_MARKS = 2
# So many printed letters are a word at least, and its loss is told. Seals, logos and signatures have fewer that stand on one line.
_DOUBTED_MARKS = 5
_MOST_ROWS = 60
# Small red print is the banner of a signing service; seals are no print.
_RED_HIGH_MM, _INCH_MM = 2.6, 25.4
# Mean confidence of a line most of whose letters are in words, and of one whose words all are; a few letters are print where they are
# surer still, and stand on a line or in a cell.
_SURE, _PLAUSIBLE, _LEAST = 80.0, 0.75, 60.0
_SURE_FEW, _FEW = 85.0, 4
# Letters read for each mark: marks of letters that touch are one, "i" and its dot two.
_LETTERS = (0.4, 3.0)
_PAD = 20
# What a rule beside a row is read as.
_RULES = "|¦"
_FIRST = frozenset({"-", "–", "+", "•", "*", "(", "“"})
_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-zđ]|[IVX]{1,5})[.)/:]{0,2}")


@dataclass(frozen=True, slots=True)
class LeftReading:
    """The lines of a page with what was read now, notes on what was not, and the attempt made, "" where none was."""

    lines: tuple[Line, ...]
    notes: tuple[PageNote, ...] = ()
    attempt: str = ""


@dataclass(frozen=True, slots=True)
class LeftPage:
    """A page on which words may have been passed over.

    Attributes:
        grey: upright, dark on light.
        dpi: of it and of all boxes.
        grids: its tables.
        apart: given where ``grey`` shows red ink alone, places in it that are read elsewhere: its rows are whole words in usual sizes, the
            titles, names and lines that are stamped or printed in red.
    """

    grey: Grey
    dpi: int
    grids: tuple[Grid, ...] = ()
    apart: tuple[BBox, ...] | None = None


def read_left_text(page: LeftPage, lines: Sequence[Line], reader: Reader) -> LeftReading:
    """Read the rows of letters on a page that no word covers.

    Args:
        page: what it shows.
        lines: as read so far, in reading order.
        reader: reads single lines.

    Returns:
        The lines in their order with the words that were surely read; a note for every row of printed letters that was not.
    """
    grey, dpi, grids, apart = page.grey, page.dpi, page.grids, page.apart
    ink = PageInk(grey, dpi)
    lines, turned = without_side_lines(ink, dpi, lines)
    known = [*(word.bbox for line in lines for word in line.words), *(apart or ())]
    rows = _joined([*turned, *(row for row in ink.rows(known) if row.is_print and not _overlap(row, turned))])
    if apart is None:
        rows = [row for row in rows if row.marks >= _FEWEST_MARKS or _is_set(row, lines, grids)]
    else:
        rows = [row for row in rows if row.marks >= _DOUBTED_MARKS and row.box.height >= _RED_HIGH_MM * dpi / _INCH_MM]
    asked = rows[:_MOST_ROWS]
    if not asked:
        return LeftReading(tuple(lines))
    plain = whiten(_without(grey, known))
    readings = list(_readings(plain, dpi, asked, reader))
    out, notes, found = tuple(lines), [], 0
    for row, words in zip(asked, readings, strict=True):
        taken = not row.is_turned and _is_sure(words, row) and (row.marks > _FEW or stands_in_line(out, words, grids))
        if taken:
            found += 1
            out = put_in_place(out, words, grids)
        elif row.marks >= _DOUBTED_MARKS:
            notes.append(_note(row, words))
    return LeftReading(out, tuple(notes), f"psm7 {len(asked)} rows without words, {found} read")


def red_alone(rgb: Colour) -> Grey:
    """Red ink of a page as dark letters on white; ink of other colours is white."""
    red, green, blue = cv2.split(np.ascontiguousarray(rgb))
    return np.asarray(255 - cv2.convertScaleAbs(cv2.subtract(red, cv2.max(green, blue)), alpha=2), dtype=np.uint8)


def _overlap(row: InkRow, others: Sequence[InkRow]) -> bool:
    x, y = row.box.center
    return any(o.box.left <= x <= o.box.right and o.box.top <= y <= o.box.bottom for o in others)


def _is_set(row: InkRow, lines: Sequence[Line], grids: Sequence[Grid]) -> bool:
    """Whether a single mark stands on a line or in a cell, and is as large as a letter there."""
    return stands_in_line(lines, (Word("?", row.box, 0.0),), grids)


def _readings(plain: Grey, dpi: int, asked: Sequence[InkRow], reader: Reader) -> Iterator[tuple[Word, ...]]:
    """The words of each row, of the surer of two readings."""
    best: list[tuple[Word, ...]] = [()] * len(asked)
    for view in _VIEWS:
        scale = view * max(1.0, _BEST_DPI / dpi)
        read = reader([_picture(plain, row, scale) for row in asked], round(dpi * scale))
        words = [_placed([word for line in lines for word in line.words], row, scale) for row, lines in zip(asked, read, strict=True)]
        best = [max(before, now, key=_sureness) for before, now in zip(best, words, strict=True)]
    yield from best


def _sureness(words: Sequence[Word]) -> float:
    """Mean confidence of the letters, those that make no word counted half."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) * (1.0 if is_plausible(word) else 0.5) for word in words) / letters if letters else 0.0


def _joined(rows: Sequence[InkRow]) -> list[InkRow]:
    """Rows, those that go on with one another after a wide space as one."""
    out: list[InkRow] = []
    for row in sorted(rows, key=lambda r: r.box.left):
        beside = next((i for i, other in enumerate(out) if _goes_on(other, row)), None)
        if beside is None:
            out.append(row)
        else:
            other = out[beside]
            out[beside] = replace(other, box=BBox.union((other.box, row.box)), marks=other.marks + row.marks)
    return sorted(out, key=lambda r: (r.box.top, r.box.left))


def _goes_on(row: InkRow, other: InkRow) -> bool:
    if row.is_turned or other.is_turned or row.is_white != other.is_white:
        return False
    one, two = row.box, other.box
    low, high = sorted((one.height, two.height))
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    return two.left - one.right <= 2.5 * high and shared >= 0.6 * low and high <= 2 * low


def _without(grey: Grey, known: Sequence[BBox]) -> Grey:
    """The page without the words that were read, which reach into the pictures of their neighbours."""
    out = grey.copy()
    for box in known:
        out[max(0, box.top) : box.bottom, max(0, box.left) : box.right] = 255
    return out


def _around(row: InkRow) -> tuple[int, int, int]:
    """Room that a picture of a row has on its left, its right, and above and below: for a bullet or a minus, and for marks of letters."""
    box = row.box
    if row.is_turned:
        return round(0.45 * box.width), round(0.45 * box.width), round(0.3 * box.width)
    return round(1.5 * box.height), round(0.3 * box.height), round(0.45 * box.height)


def _picture(grey: Grey, row: InkRow, scale: float) -> Grey:
    """A row as a line of black letters on white, upright."""
    box = row.box
    before, behind, down = _around(row)
    part = grey[max(0, box.top - down) : box.bottom + down, max(0, box.left - before) : box.right + behind]
    if row.is_white:
        part = np.asarray(255 - part, dtype=np.uint8)
    if row.is_turned:
        part = np.ascontiguousarray(np.rot90(part, k=-1))
    if scale != 1.0:
        part = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return np.asarray(np.pad(part, _PAD, constant_values=255), dtype=np.uint8)


def _placed(words: Sequence[Word], row: InkRow, scale: float) -> tuple[Word, ...]:
    """The words of a picture where they stand on the page, within their row."""
    if row.is_turned:
        return tuple(replace(word, bbox=row.box) for word in words)
    before, _, above = _around(row)
    across, down = max(0, row.box.left - before), max(0, row.box.top - above)
    out = []
    for word in (replace(word, text=word.text.strip(_RULES)) for word in words if word.text.strip(_RULES)):
        left, right = (round((x - _PAD) / scale) + across for x in (word.bbox.left, word.bbox.right))
        top, bottom = (round((y - _PAD) / scale) + down for y in (word.bbox.top, word.bbox.bottom))
        left, top = max(0, left), max(0, top)
        out.append(replace(word, bbox=BBox(left, top, max(left + 1, right), max(top + 1, bottom))))
    # Beside the row, where a bullet or a minus may stand, is dirt more often.
    while out and not any(c.isalnum() for c in out[0].text) and (out[0].text not in _FIRST or out[0].confidence < _LEAST):
        del out[0]
    return tuple(out)


def _is_sure(words: Sequence[Word], row: InkRow) -> bool:
    """Whether a reading is to be taken: sure, as long as its row, and made of words, figures or labels."""
    letters = sum(len(word.text) for word in words)
    if not words or not _LETTERS[0] * row.marks <= letters <= _LETTERS[1] * row.marks:
        return False
    mean = sum(word.confidence * len(word.text) for word in words) / letters
    plausible = sum(len(word.text) for word in words if is_plausible(word) or is_sign(word.text) or _LABEL.fullmatch(word.text))
    if row.marks <= _FEW:
        return plausible == letters and min(word.confidence for word in words) >= _SURE_FEW
    return (mean >= _SURE and plausible >= _PLAUSIBLE * letters) or (mean >= _LEAST and plausible == letters)


def _note(row: InkRow, words: Sequence[Word]) -> PageNote:
    said = " ".join(word.text for word in words)[:80]
    how = "a line on its side" if row.is_turned else "a line"
    return PageNote("ink-unread", f"There is {how} of {row.marks} letters here that was not read; it may say “{said}”.", row.box)
