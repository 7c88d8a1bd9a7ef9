"""Where words that were read later belong among the lines of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Cell, Column, Grid, Line, Word
from tasks.ocr.grid_rows import in_cells

# Words of one line share so much of the lower one's height; a space between them is no wider than so many heights.
_LEVEL, _SPACE = 0.5, 4.0
# Boxes of a line's words are not higher than so many times the others: a title beside a line is none of it.
_UNLIKE = 1.8


def put_in_place(lines: Sequence[Line], words: Sequence[Word], grids: Sequence[Grid]) -> tuple[Line, ...]:
    """The lines with words of one row: in the line that they stand on, else as a line of their own beside the nearest one.

    Args:
        lines: of the page, in reading order.
        words: at least one, level with one another, left to right.
        grids: the tables of the page; what stands in a cell stays in it.
    """
    box = BBox.union(word.bbox for word in words)
    cell = _cell_at(box, grids)
    level = [i for i, line in enumerate(lines) if line.cell == cell and _goes_with(line, box)]
    if level:
        at = min(level, key=lambda i: _space(lines[i], box))
        joined = replace(lines[at], words=tuple(sorted((*lines[at].words, *words), key=lambda word: word.bbox.left)))
        return (*lines[:at], joined, *lines[at + 1 :])
    if cell is not None:
        return tuple(_in_cell(lines, Line(tuple(words), Column.CELL, cell)))
    loose = [i for i, line in enumerate(lines) if line.cell is None]
    if not loose:
        return (Line(tuple(words)), *lines) if not lines or box.center[1] < lines[0].bbox.center[1] else (*lines, Line(tuple(words)))
    at = min(loose, key=lambda i: _away(lines[i].bbox, box))
    line = Line(tuple(words), lines[at].column)
    if lines[at].bbox.center[1] < box.center[1]:
        at += 1
    return (*lines[:at], line, *lines[at:])


def put_beside(lines: Sequence[Line], word: Word, row: Sequence[Word]) -> tuple[Line, ...]:
    """The lines with a word in the one that holds its left neighbour of a printed row.

    Args:
        lines: of the page.
        word: stands level with the row.
        row: words of the lines, left to right, at least one of them left of ``word``.
    """
    before = [own for own in row if own.bbox.left < word.bbox.left][-1]
    at = next(i for i, line in enumerate(lines) if any(own is before for own in line.words))
    joined = replace(lines[at], words=tuple(sorted((*lines[at].words, word), key=lambda own: own.bbox.left)))
    return (*lines[:at], joined, *lines[at + 1 :])


def stands_in_line(lines: Sequence[Line], words: Sequence[Word], grids: Sequence[Grid]) -> bool:
    """Whether words of one row stand on one of the lines or in a cell."""
    box = BBox.union(word.bbox for word in words)
    cell = _cell_at(box, grids)
    return cell is not None or any(line.cell is None and _goes_with(line, box) for line in lines)


def _cell_at(box: BBox, grids: Sequence[Grid]) -> Cell | None:
    x, y = box.center
    places = (place for grid in grids for place in grid.cells)
    return next((cell for cell, own in places if own.left <= x < own.right and own.top <= y < own.bottom), None)


def _goes_with(line: Line, box: BBox) -> bool:
    """Whether a row stands level with the nearest words of a line, no wider apart than words are."""
    near = min((word.bbox for word in line.words), key=lambda own: max(box.left - own.right, own.left - box.right))
    low, high = sorted((near.height, box.height))
    shared = min(near.bottom, box.bottom) - max(near.top, box.top)
    return shared >= _LEVEL * low and high <= _UNLIKE * low and _space(line, box) <= _SPACE * near.height


def _space(line: Line, box: BBox) -> int:
    return min(max(box.left - word.bbox.right, word.bbox.left - box.right) for word in line.words)


def _away(own: BBox, box: BBox) -> int:
    """How far a row is from a line; what stands above or below is nearer than what stands beside."""
    beside = max(0, box.left - own.right, own.left - box.right)
    return 2 * beside + max(0, box.top - own.bottom, own.top - box.bottom)


def _in_cell(lines: Sequence[Line], line: Line) -> list[Line]:
    """The lines with one more in its cell, among those of the cell by its height."""
    own = [other for other in lines if other.cell is not None]
    at = next((i for i, other in enumerate(own) if other.cell == line.cell and other.bbox.center[1] > line.bbox.center[1]), len(own))
    own = [*own[:at], line, *own[at:]]
    if not any(line.cell and other.cell and other.cell.table == line.cell.table for other in lines):
        return _with_table(lines, line)
    return in_cells(lines, own)


def _with_table(lines: Sequence[Line], line: Line) -> list[Line]:
    """The lines with the first of a table, before the first one below it."""
    at = next((i for i, other in enumerate(lines) if other.bbox.top > line.bbox.bottom), len(lines))
    return [*lines[:at], line, *lines[at:]]
