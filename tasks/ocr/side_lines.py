"""Lines that run up or down a page's margin, of which a recogniser makes single letters at the ends of the lines beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageNote, Word
from tasks.scan.ink_rows import InkRow
from tasks.scan.left_ink import PageInk

# So many short words, one above the other within so many millimetres, are worth a look.
_SHORT, _LEAST, _APART_MM = 2, 4, 2.0
_INCH_MM = 25.4
# A space within such a line, in its heights.
_SPACE = 2.5
# A line of a text layer that stands on its side is so many times higher than wide, and has as many letters as one of a picture.
_UPRIGHT, _LETTERS = 2.5, 6


def without_side_lines(ink: PageInk, dpi: int, lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[InkRow, ...]]:
    """The lines without what was read of lines on their side, and these.

    Args:
        ink: of the page.
        dpi: of the page and of all boxes.
        lines: as read.
    """
    short = [word.bbox for word in _at_ends(lines) if len(word.text) <= _SHORT]
    if not _stacked(short, _APART_MM * dpi / _INCH_MM):
        return tuple(lines), ()
    known = [word.bbox for line in lines for word in line.words if word.bbox not in short]
    turned = _joined(ink.turned(known))
    kept = (replace(line, words=tuple(w for w in line.words if not _is_part(w.bbox, turned))) for line in lines)
    return tuple(line for line in kept if line.words), turned


def without_margin_lines(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[PageNote, ...]]:
    """The lines of a text layer without those that run up or down beside all level ones, and a note on each of these.

    They would stand between the lines that are level with them. Within the text block such lines are heads of columns, which stay.

    Args:
        lines: as embedded.
    """
    turned = [line for line in lines if _is_on_side(line)]
    level = [line.bbox for line in lines if not _is_on_side(line)]
    if not turned or not level:
        return tuple(lines), ()
    first, last = min(box.left for box in level), max(box.right for box in level)
    beside = [line for line in turned if not first <= line.bbox.center[0] <= last]
    notes = (PageNote("ink-unread", f"A line on its side in the margin was left out: “{line.text[:80]}”.", line.bbox) for line in beside)
    return tuple(line for line in lines if line not in beside), tuple(notes)


def _is_on_side(line: Line) -> bool:
    box = line.bbox
    return box.height > _UPRIGHT * box.width and sum(map(len, (word.text for word in line.words))) >= _LETTERS


def _joined(rows: Sequence[InkRow]) -> tuple[InkRow, ...]:
    """The pieces of each line between wide spaces as one."""
    out: list[InkRow] = []
    for row in sorted(rows, key=lambda r: r.box.top):
        last = out[-1] if out else None
        if (
            last
            and row.box.top - last.box.bottom <= _SPACE * last.box.width
            and row.box.left < last.box.right
            and last.box.left < row.box.right
        ):
            out[-1] = replace(last, box=BBox.union((last.box, row.box)), marks=last.marks + row.marks)
        else:
            out.append(row)
    return tuple(out)


def _at_ends(lines: Sequence[Line]) -> list[Word]:
    """First and last words of lines that stand in no table."""
    return [word for line in lines if line.cell is None for word in {line.words[0], line.words[-1]}]


def _stacked(boxes: Sequence[BBox], apart: float) -> bool:
    middles = sorted(box.center[0] for box in boxes)
    return any(last - first <= apart for first, last in zip(middles, middles[_LEAST - 1 :], strict=False))


def _is_part(box: BBox, turned: Sequence[InkRow]) -> bool:
    x, y = box.center
    return any(row.box.left <= x <= row.box.right and row.box.top <= y <= row.box.bottom for row in turned)
