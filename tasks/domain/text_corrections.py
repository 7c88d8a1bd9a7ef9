"""What people said of printed lines: the text of a line as it is right, whatever was read there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tasks.domain.anchor import PageBox
from tasks.domain.span import Span


@dataclass(frozen=True, slots=True)
class LineCorrection:
    """One line as a person says it is; the newest of a line counts.

    Attributes:
        id: of the entry in the log, which only grows.
        page: of the file, 1-based.
        before: what the machine read there when the person saw it.
        after: what stands there; "" where no text of the notice does; equal to ``before`` where the person found it right.
        nth: 1-based, among the lines of the page that were read alike.
        box: its place; None for a text without geometry.
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
        read: what the machine reads there now, "" where it is unplaced.
        span: of the line in the corrected text, empty where the line was left out; None where it is unplaced or replaced.
    """

    id: int
    page: int
    state: LineState
    read: str = ""
    span: Span | None = None
