"""Heads of tables without rules between their cells: which columns a heading stands over, and on which level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.domain.page import Word
from tasks.ocr.gutters import Columns
from tasks.ocr.printed_rows import Piece, PrintedRow

_INCH_MM = 25.4
# A heading is centred over its columns; so far may its middle lie off theirs, and of two ways as good within this the wider is taken.
_OFF_MM, _AS_GOOD_MM = 8.0, 2.5
# A heading stands over a column when it shares so much with its words; and over two where it stands midway between them.
_TOUCH_MM, _MIDWAY = 0.3, 0.4


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell of a head: its place, and its words from top to bottom."""

    row: int
    column: int
    last_row: int
    width: int
    words: tuple[Word, ...]


@dataclass(slots=True)
class _Over:
    """A heading over several columns while its reach is found."""

    first: int
    last: int
    top: float
    bottom: float
    words: list[Word]

    @property
    def middle(self) -> float:
        return (min(w.bbox.left for w in self.words) + max(w.bbox.right for w in self.words)) / 2


def read_head(rows: Sequence[PrintedRow], columns: Columns, dpi: int) -> tuple[int, tuple[Heading, ...]]:
    """Number of levels and the headings of a head's printed rows, from top to bottom."""
    own: dict[int, list[Piece]] = {}
    over: list[_Over] = []
    ranges = _ranges(columns)
    reaches: dict[int, tuple[int, int]] = {}
    named: set[int] = set()
    # From below: the names of single columns are wider than the figures under them, and show what stands over two.
    for row in reversed(rows):
        for piece in row.pieces:
            first, last = reaches[id(piece)] = _reach(piece, ranges, named, dpi / _INCH_MM)
            if first == last:
                named.add(first)
                ranges[first] = min(ranges[first][0], piece.left), max(ranges[first][1], piece.right)
    for row in rows:
        for piece in row.pieces:
            first, last = reaches[id(piece)]
            if first == last:
                own.setdefault(first, []).append(piece)
            else:
                _add(over, _Over(first, last, _top(piece), _bottom(piece), list(piece.words)))
    for heading in sorted(over, key=lambda h: -h.top):
        _widen(heading, over, own, columns, dpi)
    above = {c: sorted((h for h in over if h.first <= c <= h.last), key=lambda h: h.top) for c in range(columns.count)}
    levels = 1 + max(len(found) for found in above.values())
    cells = []
    for heading in over:
        level = min(above[c].index(heading) for c in range(heading.first, heading.last + 1))
        cells.append(Heading(level, heading.first, level, heading.last - heading.first + 1, tuple(heading.words)))
    for column, pieces in own.items():
        words = tuple(word for piece in pieces for word in piece.words)
        cells.append(Heading(min(len(above[column]), levels - 1), column, levels - 1, 1, words))
    return levels, tuple(cells)


def _ranges(columns: Columns) -> list[tuple[int, int]]:
    """From where to where the words of each column stand."""
    lefts = [columns.edges[0], *(right for _, right in columns.gutters)]
    rights = [*(left for left, _ in columns.gutters), columns.edges[-1]]
    return list(zip(lefts, rights, strict=True))


def _reach(piece: Piece, ranges: Sequence[tuple[int, int]], named: set[int], mm: float) -> tuple[int, int]:
    """First and last column over whose words a heading stands.

    In the middle of a gutter it stands over both its columns; with its own middle in a gutter too, where both have names below.
    """
    touched = [i for i, (left, right) in enumerate(ranges) if min(right, piece.right) - max(left, piece.left) > _TOUCH_MM * mm]
    middle = (piece.left + piece.right) / 2
    before = max((i for i, (left, _) in enumerate(ranges) if left <= middle), default=0)
    both = before + 1 < len(ranges) and ranges[before][1] < middle < ranges[before + 1][0] and {before, before + 1} <= named
    if len(touched) == 1 and both:
        return before, before + 1
    if touched:
        return touched[0], touched[-1]
    if before + 1 < len(ranges):
        low, high = ranges[before][1], ranges[before + 1][0]
        if low < middle < high:
            aside = max(0, piece.left - low), max(0, high - piece.right)
            if min(aside) >= _MIDWAY * sum(aside):
                return before, before + 1
            return (before, before) if aside[0] < aside[1] else (before + 1, before + 1)
    return before, before


def _add(over: list[_Over], new: _Over) -> None:
    """Put a line under the heading over the same columns that it goes on with, or begin one."""
    for heading in over:
        goes_on = new.top - heading.bottom < 0.6 * (new.bottom - new.top)
        if goes_on and new.first <= heading.last and heading.first <= new.last and new.top > heading.top:
            heading.first, heading.last = min(heading.first, new.first), max(heading.last, new.last)
            heading.bottom = new.bottom
            heading.words += new.words
            return
    over.append(new)


def _widen(heading: _Over, over: Sequence[_Over], own: dict[int, list[Piece]], columns: Columns, dpi: int) -> None:
    """Let a heading reach over the columns that it is centred over, and over the whole of headings below it."""

    def is_free(column: int) -> bool:
        beside = any(h is not heading and h.first <= column <= h.last and h.top < heading.bottom and h.bottom > heading.top for h in over)
        return not beside and all(_top(piece) >= (heading.top + heading.bottom) / 2 for piece in own.get(column, ()))

    for below in over:
        if below is not heading and below.top > heading.top and below.first <= heading.last and heading.first <= below.last:
            heading.first, heading.last = min(heading.first, below.first), max(heading.last, below.last)
    mm = dpi / _INCH_MM
    ways = []
    for first in range(heading.first, -1, -1):
        if first < heading.first and not is_free(first):
            break
        for last in range(heading.last, columns.count):
            if last > heading.last and not is_free(last):
                break
            cut = any(h.top > heading.top and (h.first < first <= h.last or h.first <= last < h.last) for h in over if h is not heading)
            if not cut:
                off = abs(heading.middle - (columns.edges[first] + columns.edges[last + 1]) / 2) / mm
                ways.append((off, first, last))
    if not ways:
        return
    best = min(off for off, _, _ in ways)
    if best <= _OFF_MM:
        _, heading.first, heading.last = max((w for w in ways if w[0] <= best + _AS_GOOD_MM), key=lambda w: (w[2] - w[1], -w[0]))


def _top(piece: Piece) -> float:
    return float(min(w.bbox.top for w in piece.words))


def _bottom(piece: Piece) -> float:
    return float(max(w.bbox.bottom for w in piece.words))
