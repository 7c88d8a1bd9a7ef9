"""Tables in a text without geometry: a printed row a line, its cells in column order between upright strokes ("1 | Rà soát | Sở Y tế")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from tasks.domain.span import Span

_STROKE = re.compile(r"(?:^|(?<=\s))\|(?=\s|$)")
LONGEST_TITLE = 160
"""Characters; a line without strokes between two rows that is no longer is a cell that spans the row: the title of a group of rows."""
_LETTERHEAD = re.compile(r"cộng hòa xã hội chủ nghĩa|cộng hoà xã hội chủ nghĩa|độc lập\s*[-–]\s*tự do|nơi nhận|kính gửi", re.IGNORECASE)
"""Head and foot stand in two columns, and some programs put a stroke between them; they are no tables."""


@dataclass(frozen=True, slots=True)
class PlainLine:
    """One printed line.

    Attributes:
        span: in the text, without white space at its ends.
        page: 1-based.
        fresh: whether an empty line or a page break stands before it.
    """

    span: Span
    page: int
    fresh: bool


@dataclass(frozen=True, slots=True)
class PlainCell:
    """What of a line stands in one cell; cells without a word are left out.

    Attributes:
        span: in the text.
        table: number of the table on its page, from 0.
        row: of the table on its page, from 0.
        column: from 0.
    """

    span: Span
    table: int
    row: int
    column: int


def find_cells(text: str, lines: Sequence[PlainLine]) -> dict[int, tuple[PlainCell, ...]]:
    """The cells of the lines that are rows of tables, by the line's number; linear in the length of the text.

    Two rows are a table, and so is one of three cells; a single pair of words with a stroke between is none. A table goes on over empty
    lines and page breaks. Between two rows, a line without strokes is the title of a group of rows, or at the top of a page, where it
    begins with a small letter, the end of the longest cell of the row above the page break.
    """
    out: dict[int, tuple[PlainCell, ...]] = {}
    tables: dict[int, int] = {}
    for group in _groups(text, lines):
        page, row = 0, 0
        before: tuple[PlainCell, ...] = ()
        for number in group:
            line = lines[number]
            if line.page != page:
                page, row = line.page, 0
                tables[page] = tables.get(page, -1) + 1
            cells = tuple(_cells(text, line.span, tables[page], row))
            if before and line.fresh and not _is_row(text, line):
                longest = max(before, key=lambda cell: _length(cell.span))
                cells = (PlainCell(line.span, tables[page], row, longest.column),)
            out[number] = cells
            before = cells
            row += 1
    return out


def _groups(text: str, lines: Sequence[PlainLine]) -> Iterator[list[int]]:
    """Numbers of the lines of each table."""
    group: list[int] = []
    for number, line in enumerate(lines):
        if _is_row(text, line) or (group and _stands_between(text, lines, number)):
            group.append(number)
            continue
        if _is_table(text, lines, group):
            yield group
        group = []
    if _is_table(text, lines, group):
        yield group


def _is_row(text: str, line: PlainLine) -> bool:
    strokes = sum(1 for _ in islice(_STROKE.finditer(text, line.span.start, line.span.end), 2))
    # Two columns have one stroke between them: "TT | Tên báo cáo | Nơi nhận" is the head of a table.
    return strokes > 1 or (strokes == 1 and _LETTERHEAD.search(line.span.of(text)) is None)


def _is_table(text: str, lines: Sequence[PlainLine], group: list[int]) -> bool:
    return len(group) > 1 or (len(group) == 1 and len(list(_cells(text, lines[group[0]].span, 0, 0))) > 2)


def _stands_between(text: str, lines: Sequence[PlainLine], number: int) -> bool:
    """Whether a line without strokes belongs to the rows around it."""
    line = lines[number]
    following = lines[number + 1] if number + 1 < len(lines) else None
    if following is None or following.fresh or not _is_row(text, following) or _length(line.span) > LONGEST_TITLE:
        return False
    if not _is_row(text, lines[number - 1]):
        return False
    return not line.fresh or (line.page != lines[number - 1].page and _goes_on(text, line))


def _length(span: Span) -> int:
    return span.end - span.start


def _goes_on(text: str, line: PlainLine) -> bool:
    return text[line.span.start].islower()


def _cells(text: str, span: Span, table: int, row: int) -> Iterator[PlainCell]:
    start = span.start
    strokes = [m.start() for m in _STROKE.finditer(text, span.start, span.end)]
    for column, end in enumerate([*strokes, span.end]):
        words = text[start:end].strip()
        if words:
            first = start + text[start:end].index(words)
            yield PlainCell(Span(first, first + len(words)), table, row, column)
        start = end + 1
