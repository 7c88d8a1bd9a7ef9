"""Columns of words: white gutters that run through many rows, whether or not rules do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tasks.ocr.printed_rows import GAP_MM, Piece, PrintedRow

_INCH_MM = 25.4
# One row in ten may reach over a gutter: a title between rows, a figure that touches its neighbour.
_MOST_ACROSS = 0.1
_LEAST_GUTTER_MM = 1.6
# On both sides of a gutter stand words in at least so many rows.
_LEAST_BOTH = 0.5
# A column of figures: so many of its cells are figures, and so many rows have one.
_FIGURES, _FILLED = 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table.

    Attributes:
        edges: x of the left edge of the first column, of the middle of each gutter, and of the right edge of the last column.
        gutters: left and right of each gutter.
    """

    edges: tuple[int, ...]
    gutters: tuple[tuple[int, int], ...]

    @property
    def count(self) -> int:
        """Number of columns."""
        return len(self.edges) - 1

    def at(self, x: float) -> int:
        """The column of a place, the nearest outside."""
        return min(max(bisect_right(self.edges, x) - 1, 0), self.count - 1)

    def reach(self, piece: Piece) -> tuple[int, int]:
        """First and last column that a piece stands in; it reaches over a gutter only when it covers all of it."""
        crossed = [i for i, (left, right) in enumerate(self.gutters) if piece.left < left and piece.right > right]
        if crossed:
            return crossed[0], crossed[-1] + 1
        middle = self.at((piece.left + piece.right) / 2)
        return middle, middle


def find_columns(rows: Sequence[PrintedRow], dpi: int, head: Sequence[PrintedRow] = ()) -> Columns | None:
    """The columns of rows that have several pieces each; None where they share no gutter.

    Args:
        rows: with figures.
        dpi: of the boxes.
        head: printed rows above, which name columns that are empty in most rows.
    """
    if len(rows) < 2:
        return None
    left, right = min(row.box.left for row in (*rows, *head)), max(row.box.right for row in (*rows, *head))
    covered = np.zeros(right - left + 1, dtype=np.int64)
    for row in rows:
        own = np.zeros_like(covered)
        for piece in row.pieces:
            own[piece.left - left : piece.right - left] = 1
        covered += own
    # A name within may stand beside the figures that it names; beyond them it names a column of its own.
    first, last = min(row.box.left for row in rows), max(row.box.right for row in rows)
    for piece in (piece for row in head for piece in row.pieces):
        if piece.right < first or piece.left > last:
            covered[piece.left - left : piece.right - left] = len(rows)
    white = np.concatenate(([0], (covered <= _MOST_ACROSS * len(rows)).astype(np.int8), [0]))
    edges = np.flatnonzero(np.diff(white))
    mm = dpi / _INCH_MM
    gutters = []
    for low, high in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        inner = low > 0 and high < covered.size - 1
        x = (low + high) / 2 + left
        named = bool(head) and _parts(head, x, GAP_MM * mm) > 0
        if inner and high - low >= _LEAST_GUTTER_MM * mm and (named or _parts(rows, x, GAP_MM * mm) >= _LEAST_BOTH * len(rows)):
            gutters.append((low + left, high + left))
    if not gutters:
        return None
    return Columns((left, *(round((a + b) / 2) for a, b in gutters), right + 1), tuple(gutters))


def _parts(rows: Sequence[PrintedRow], x: float, gap: float) -> int:
    """In how many rows words stand on both sides of a gutter, a wide gap apart."""
    both = 0
    for row in rows:
        before = [piece.right for piece in row.pieces if piece.right <= x]
        behind = [piece.left for piece in row.pieces if piece.left >= x]
        crossed = len(before) + len(behind) < len(row.pieces)
        both += bool(before and behind and not crossed and min(behind) - max(before) >= gap)
    return both


def figure_columns(rows: Sequence[PrintedRow], columns: Columns) -> tuple[int, ...]:
    """Columns that hold figures."""
    figures, filled = np.zeros(columns.count), np.zeros(columns.count)
    for row in rows:
        for piece in row.pieces:
            first, last = columns.reach(piece)
            if first == last:
                filled[first] += 1
                figures[first] += piece.is_figure
    enough = (filled >= _FILLED * len(rows)) & (figures >= _FIGURES * filled)
    return tuple(int(i) for i in np.flatnonzero(enough))
