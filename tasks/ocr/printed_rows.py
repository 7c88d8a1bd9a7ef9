"""Words in printed rows, and each row's pieces between wide gaps: what tables without rules are seen by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from tasks.domain.geometry import BBox
from tasks.domain.page import Word

# A space in justified text of 13 points is 1 to 3 mm wide; columns of figures come as close as that, so that only a gap in many rows
# at one place parts columns.
GAP_MM = 2.2
_INCH_MM = 25.4
_FIGURE = re.compile(r"[(+<>≥≤]?[-–—]?\d[\d.,/:%()–-]*|[-–—+%xX×]|\(?[%‰]\)?")
_LEADER = re.compile(r"\.{4,}|…{2,}|_{4,}")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one row without a wide gap between them."""

    words: tuple[Word, ...]

    @property
    def left(self) -> int:
        """Of the first word."""
        return self.words[0].bbox.left

    @property
    def right(self) -> int:
        """Of the last word."""
        return max(w.bbox.right for w in self.words)

    @property
    def text(self) -> str:
        """The words joined by spaces."""
        return " ".join(w.text for w in self.words)

    @property
    def is_figure(self) -> bool:
        """Whether it is a figure, a date, a cross or a dash and nothing else."""
        return all(_FIGURE.fullmatch(w.text) for w in self.words)


@dataclass(frozen=True)
class PrintedRow:
    """Words that stand on one line of the page, however far apart."""

    words: tuple[Word, ...]
    gap: float

    @cached_property
    def box(self) -> BBox:
        """Around all words."""
        return BBox.union(w.bbox for w in self.words)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """From left to right."""
        return pieces_of(self.words, self.gap)

    @cached_property
    def has_leader(self) -> bool:
        """Whether dots or strokes lead from one side to the other, as in forms and tables of contents."""
        return any(_LEADER.search(w.text) for w in self.words)

    @property
    def middle(self) -> float:
        """Row of the page where most words have their middle."""
        return median(w.bbox.center[1] for w in self.words)


def pieces_of(words: Sequence[Word], gap: float) -> tuple[Piece, ...]:
    """Words from left to right as pieces without a gap of more than ``gap`` pixels."""
    pieces: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.bbox.left):
        if pieces and word.bbox.left - max(w.bbox.right for w in pieces[-1]) <= gap:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return tuple(Piece(tuple(piece)) for piece in pieces)


def is_mark(word: Word) -> bool:
    """Whether it may be print: letters, figures or a sign that stands in cells, not a speck or the end of a rule."""
    return any(c.isalnum() for c in word.text) or _FIGURE.fullmatch(word.text) is not None or _LEADER.search(word.text) is not None


def printed_rows(words: Iterable[Word], dpi: int) -> tuple[PrintedRow, ...]:
    """All words in rows from top to bottom."""
    found = sorted(words, key=lambda w: w.bbox.center[1])
    if not found:
        return ()
    tall = median(w.bbox.height for w in found)
    rows: list[list[Word]] = []
    for word in found:
        if rows and word.bbox.center[1] - median(w.bbox.center[1] for w in rows[-1][-5:]) <= 0.45 * tall:
            rows[-1].append(word)
        else:
            rows.append([word])
    gap = GAP_MM * dpi / _INCH_MM
    return tuple(PrintedRow(tuple(sorted(row, key=lambda w: w.bbox.left)), gap) for row in rows)
