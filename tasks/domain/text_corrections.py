"""What people said of printed lines: the text of a line as it is right, whatever was read there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tasks.domain.anchor import PageBox
from tasks.domain.item_labels import begins_item
from tasks.domain.span import Span

_BREAK = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class LineCorrection:
    """Lines that follow each other as a person says they are; the newest of a line counts.

    One line for one corrects it, several for one split it or add what was missed beside it, one for several joins them, none leaves them
    out.

    Attributes:
        id: of the entry in the log, which only grows.
        page: of the file, 1-based.
        before: what the machine read there when the person saw it, a line feed between lines; "" for a page of which nothing was read.
        after: what stands there, lines as in a text (:func:`settled`); "" where no text of the notice does; equal to ``before`` where the
            person found it right.
        nth: 1-based, among the lines of the page that were read as the first of these.
        box: their place; None for a text without geometry.
    """

    id: int
    page: int
    before: str
    after: str
    nth: int = 1
    box: PageBox | None = None


class LineState(StrEnum):
    """What became of a correction in a reading."""

    APPLIED = "applied"
    CONFLICT = "conflict"
    UNPLACED = "unplaced"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class CorrectedLine:
    """What became of a correction in a reading.

    Attributes:
        id: of the correction.
        page: of the file, 1-based.
        state: applied; conflict: applied, and the machine reads a third text there by now; unplaced: no line of this reading is the one
            that was meant; replaced: a later correction of the same line counts.
        read: what the machine reads there now, a line feed between lines; "" where it is unplaced.
        span: of the lines in the corrected text, empty where they were left out; None where it is unplaced or replaced.
    """

    id: int
    page: int
    state: LineState
    read: str = ""
    span: Span | None = None


def lines_in(text: str) -> list[str]:
    """The lines of what was typed or read, one space between words, empty ones left out."""
    return [line for line, _ in _settled_lines(text)]


def in_one_line(text: str) -> str:
    """Words with one space between them, whatever lines they stand in."""
    return " ".join(text.split())


def settled(text: str) -> str:
    """What was typed as it stands in a text: one space between words, an empty line in front of a line that begins a paragraph.

    A line behind the first begins one where an empty line was typed in front of it, or where it begins as items do.
    """
    found = _settled_lines(text)
    return "".join(("" if not number else "\n\n" if begins else "\n") + line for number, (line, begins) in enumerate(found))


def _settled_lines(text: str) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    is_spaced = False
    for typed in _BREAK.split(text):
        line = " ".join(typed.split())
        if line:
            found.append((line, is_spaced or begins_item(line)))
        is_spaced = not line
    return found
