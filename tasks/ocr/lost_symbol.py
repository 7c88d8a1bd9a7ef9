"""The number's line is read once more where nothing but its label was read: a stroke of the pen through the line hides the print behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Line
from tasks.ocr.blanks import is_label_alone, symbol_ends
from tasks.ocr.letters import em_of_page

# Lines of the head in which a number stands.
_LINES = 12
_ROOM_EM = 0.3
# A symbol with its number is at most this wide, in em; other lines of the column say more narrowly.
_WIDEST = 11.0

Reader = Callable[[BBox], tuple[Line, ...]]


def read_lost_symbol(lines: tuple[Line, ...], dpi: int, reader: Reader) -> tuple[Line, ...]:
    """The page's lines, a line that is the label "Số:" alone replaced by what is read when it is read for itself.

    Args:
        lines: the page's lines.
        dpi: of their boxes.
        reader: reads a part of the page as one line, its boxes on the page.

    Returns:
        As many lines; nothing is replaced unless a symbol ("/TB-UBND") ends what is read.
    """
    for index, line in enumerate(lines[:_LINES]):
        if not is_label_alone(line):
            continue
        em = em_of_page(lines, dpi)
        edge = max((other.bbox.right for other in lines[max(0, index - 4) : index + 5] if other.column is line.column), default=0)
        box, room = line.bbox, round(_ROOM_EM * em)
        right = max(box.right + round(2 * em), min(edge, box.left + round(_WIDEST * em)))
        again = reader(BBox(max(0, box.left - room), max(0, box.top - room), right + room, box.bottom + room))
        found = next((read for read in again if symbol_ends(read)), None)
        if found is not None:
            return (*lines[:index], replace(line, words=found.words), *lines[index + 1 :])
    return lines
