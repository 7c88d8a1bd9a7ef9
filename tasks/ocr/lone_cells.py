"""Cells in which ink stands and nothing was read, or a figure with doubt, are read for themselves.

A recogniser that reads the cells of a table below one another as one text loses lone figures, dashes and crosses: on made pages every
sixth of them. As pictures of one line each, given to one run of the recogniser, they cost some hundredths of a second. Each is shown in
three ways; what two of them say counts, else the surest, and never more than it is sure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Grid, Line, Word
from tasks.ocr.grid_rows import in_cells
from tasks.scan.measure import Grey

# Reads pictures of one line each, of a given resolution.
Reader = Callable[[Sequence[Grey], int], Sequence[tuple[Line, ...]]]

_INCH_MM = 25.4
_INK = 160
# What rules leave at the edge of a cell; specks; a dash of 10 to 14 points; the highest single line.
_RIM_MM, _SPECK_MM = 0.5, 0.5
_DASH_MM, _DASH_HIGH_MM, _DASH_SHAPE = (0.8, 4.5), 0.75, 1.8
_HIGHEST_MM = 6.5
# Room beside the ink and the least height in millimetres, and the growth of each of the three pictures of a cell.
_VIEWS = ((1.0, 1.0), (2.0, 1.0), (1.0, 1.5))
_LEAST_HIGH_MM = 4.5
# Lone figures read with less are wrong in one of six (measured on made pages).
_DOUBTED, _LEAST_SURE, AGREED = 85.0, 55.0, 88.0
_MOST_CELLS = 90
_SHORT = re.compile(r"[\d.,/%()+–-]{1,14}|\w{1,2}")
_PRINT = re.compile(r"[-–—+%×]|.*\w.*")
_SEPARATORS = re.compile(r"[.,\s]")


@dataclass(frozen=True, slots=True)
class _Lone:
    """A cell to be read for itself: its ink on the page, and the line read before."""

    cell: Cell
    box: BBox
    before: Line | None


def read_lone_cells(grey: Grey, dpi: int, lines: Sequence[Line], grids: Sequence[Grid], reader: Reader) -> tuple[Line, ...]:
    """The lines with those of cells that were not read, or read better; all others as they are, each table's cells in their order.

    Args:
        grey: the page.
        dpi: of it and of all boxes.
        lines: as read.
        grids: the tables of the page.
        reader: reads single lines.
    """
    lone = list(_lone_cells(grey, dpi, lines, grids))
    dashes = {place.cell: Word("-", place.box, AGREED) for place in lone if place.before is None and is_dash(place.box, dpi)}
    asked = [place for place in lone if place.cell not in dashes][:_MOST_CELLS]
    found = {cell: (word,) for cell, word in dashes.items()} | (_read(grey, dpi, asked, reader) if asked else {})
    return _with(lines, found) if found else tuple(lines)


def _lone_cells(grey: Grey, dpi: int, lines: Sequence[Line], grids: Sequence[Grid]) -> Iterable[_Lone]:
    of_cell: dict[Cell, list[Line]] = {}
    for line in lines:
        if line.cell is not None:
            of_cell.setdefault(line.cell, []).append(line)
    for cell, box in (place for grid in grids for place in grid.cells):
        before = of_cell.get(cell, [])
        if before and not (len(before) == 1 and _is_doubtful(before[0])):
            continue
        ink = _ink_in(grey, box, dpi)
        if ink is not None and ink.height <= _HIGHEST_MM * dpi / _INCH_MM:
            yield _Lone(cell, ink, before[0] if before else None)


def _is_doubtful(line: Line) -> bool:
    return len(line.words) == 1 and _SHORT.fullmatch(line.words[0].text) is not None and line.words[0].confidence < _DOUBTED


def _ink_in(grey: Grey, box: BBox, dpi: int) -> BBox | None:
    """Around the ink of a cell that is neither speck nor the end of a rule; None where there is none."""
    mm = dpi / _INCH_MM
    rim = round(_RIM_MM * mm)
    part = grey[box.top + rim : box.bottom - rim, box.left + rim : box.right - rim]
    if part.size == 0:
        return None
    _, _, stats, _ = cv2.connectedComponentsWithStats((part < _INK).astype(np.uint8), connectivity=8)
    height, width = part.shape
    boxes = []
    for left, top, wide, high, _ in stats[1:].tolist():
        at_edge = left == 0 or top == 0 or left + wide == width or top + high == height
        is_rule = at_edge and (wide > 0.6 * width or high > 0.6 * height or min(wide, high) <= _SPECK_MM * mm)
        if not is_rule and max(wide, high) > _SPECK_MM * mm:
            boxes.append(BBox(left, top, left + wide, top + high))
    if not boxes:
        return None
    around = BBox.union(boxes)
    corner = box.left + rim, box.top + rim
    return BBox(around.left + corner[0], around.top + corner[1], around.right + corner[0], around.bottom + corner[1])


def is_dash(box: BBox, dpi: float) -> bool:
    """Whether a mark is as wide and as low as a printed dash."""
    mm = dpi / _INCH_MM
    return _DASH_MM[0] <= box.width / mm <= _DASH_MM[1] and box.height <= _DASH_HIGH_MM * mm and box.width >= _DASH_SHAPE * box.height


def _read(grey: Grey, dpi: int, asked: Sequence[_Lone], reader: Reader) -> dict[Cell, tuple[Word, ...]]:
    pictures = [_view(grey, place.box, dpi, *view) for view in _VIEWS for place in asked]
    readings = list(reader(pictures, dpi))
    found = {}
    for number, place in enumerate(asked):
        views = [_words(readings[number + k * len(asked)]) for k in range(len(_VIEWS))]
        words = _chosen([words for words in views if words], place)
        if words is not None:
            found[place.cell] = words
    return found


def _view(grey: Grey, box: BBox, dpi: int, room: float, grown: float) -> Grey:
    part = grey[max(0, box.top - 2) : box.bottom + 2, max(0, box.left - 2) : box.right + 2]
    if grown != 1.0:
        part = np.asarray(cv2.resize(part, None, fx=grown, fy=grown, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    mm = dpi * grown / _INCH_MM
    beside = round(room * mm)
    above = max(beside, (round(_LEAST_HIGH_MM * mm) - part.shape[0]) // 2)
    return np.asarray(np.pad(part, ((above, above), (beside, beside)), constant_values=255), dtype=np.uint8)


def _words(lines: Iterable[Line]) -> tuple[Word, ...]:
    return tuple(word for line in lines for word in line.words)


def _chosen(views: Sequence[tuple[Word, ...]], place: _Lone) -> tuple[Word, ...] | None:
    """The words of a cell; None where no reading is to be trusted, or none is better than the one before."""
    texts = Counter(" ".join(word.text for word in words) for words in views)
    if place.before is not None:
        texts[place.before.text] += 1
    sure = {" ".join(w.text for w in words): max(20.0, sum(w.confidence for w in words) / len(words)) for words in views}
    if place.before is not None:
        sure[place.before.text] = max(place.before.words[0].confidence, sure.get(place.before.text, 0.0))
    if not texts:
        return None
    text = max(texts, key=lambda t: (texts[t] >= 2, texts[t], sure[t]))
    if texts[text] < 2:
        text = max(texts, key=lambda t: sure[t])
    # A comma or point is lost more often than it is made up.
    bare = _SEPARATORS.sub("", text)
    text = max((t for t in texts if _SEPARATORS.sub("", t) == bare), key=lambda t: (len(t), sure[t]))
    confidence = sure[text] if len(texts) > 1 else max(sure[text], AGREED)
    if not _PRINT.fullmatch(text) or (place.before is None and texts[text] < 2 and confidence < _LEAST_SURE):
        return None
    if place.before is not None and text == place.before.text and confidence <= place.before.words[0].confidence:
        return None
    parts = text.split()
    step = place.box.width / len(text)
    words, at = [], 0
    for part in parts:
        left = place.box.left + round(at * step)
        right = max(left + 1, place.box.left + round((at + len(part)) * step))
        words.append(Word(part, BBox(left, place.box.top, right, place.box.bottom), min(100.0, confidence)))
        at += len(part) + 1
    return tuple(words)


def _with(lines: Sequence[Line], found: dict[Cell, tuple[Word, ...]]) -> tuple[Line, ...]:
    """The lines with the words of cells; a cell without a line gets one in its place among those of its table."""
    known = {line.cell for line in lines if line.cell is not None}
    own = [replace(line, words=found[line.cell]) if line.cell in found else line for line in lines if line.cell is not None]
    own += [Line(words, Column.CELL, cell) for cell, words in found.items() if cell not in known]
    return tuple(in_cells(lines, own))
