"""Where the head of a table ends, and what it calls each column on all its levels."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from tasks.findings.figure_tables.cell_figures import read_figure
from tasks.findings.rows.columns import COLUMN_NUMBER
from tasks.findings.tables import Table, TableCell
from tasks.reading.tokens import fold_spelling

MOST_HEAD_ROWS = 6
"""Rows; a title within the rules, three levels of names, the numbers of the columns, a group."""
_ORDER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-ZĐ])[.)]?")
_YEAR = re.compile(r"(?:19|20)\d{2}")


@dataclass(frozen=True, slots=True)
class TableHead:
    """The head of a table of figures.

    Attributes:
        rows: number of rows it has; 0 for a table without one.
        levels: of each column its names, from top to bottom; those of a name over several columns for each of them.
        skipped: further rows that repeat it or number its columns.
    """

    rows: int
    levels: tuple[tuple[str, ...], ...]
    skipped: frozenset[int]


def read_head(table: Table) -> TableHead:
    """The head of a table; rows of group titles between it and the first figure do not belong to it."""
    first = next((row for row in range(min(MOST_HEAD_ROWS, table.row_count)) if _holds_figures(table, row)), None)
    end = 0 if first is None else _without_groups(table, first)
    numbers = frozenset(row for row in range(table.row_count) if numbers_columns(table, row))
    names = {_folded(cell) for row in range(end) for _, cell in table.starts(row) if cell.has_words}
    repeated = frozenset(
        row
        for row in range(end, table.row_count)
        if (cells := [cell for _, cell in table.starts(row) if cell.has_words])
        and len(cells) > 1
        and all(_folded(c) in names for c in cells)
    )
    levels = tuple(_levels(table, column, end, numbers) for column in range(table.width))
    return TableHead(end, levels, numbers | repeated)


def numbers_columns(table: Table, row: int) -> bool:
    """Whether a row only numbers the columns: "(1) (2) (3)", "A B 1 2", "(5)=(4)/(3)"."""
    cells = [cell.text.strip() for _, cell in table.starts(row)]
    if len(cells) < min(3, table.width) or len(cells) < 2 or not all(COLUMN_NUMBER.fullmatch(text) for text in cells):
        return False
    counted = [int(found[0]) for text in cells if (found := re.search(r"\d+", text.split("=")[0]))]
    return len(counted) < 2 or all(b == a + 1 for a, b in pairwise(counted))


def _holds_figures(table: Table, row: int) -> bool:
    """Whether a row has a figure of its own behind its first cell, years as names of columns left out."""
    if numbers_columns(table, row):
        return False
    cells = table.starts(row)
    figures = [cell for column, cell in cells if (column or len(cells) == 1) and read_figure(fold_spelling(cell.text)) is not None]
    if not figures:
        return False
    if not cells[0][0] and _ORDER.fullmatch(cells[0][1].text.strip()):
        return True
    years = [cell for cell in figures if _YEAR.fullmatch(cell.text.strip())]
    return len(years) < len(figures)


def _without_groups(table: Table, first: int) -> int:
    """The row behind the head: titles of groups directly above the first figures are left to the rows."""
    figures = {column for column, cell in table.starts(first) if column and read_figure(fold_spelling(cell.text)) is not None}
    end = first
    while end > 1 and not numbers_columns(table, end - 1):
        begun = [(column, cell) for column, cell in table.starts(end - 1) if cell.text.strip()]
        if begun and not begun[0][0] and _ORDER.fullmatch(begun[0][1].text.strip()):
            end -= 1
            continue
        over = [cell for column, cell in begun if figures & set(range(column, column + cell.width))]
        if any(cell.width < table.width // 2 or cell.width == 1 for cell in over) or (over and end == 2 and len(begun) > 1):
            break
        if any(cell.last_row >= end for _, cell in begun):
            break
        end -= 1
    return end


def _levels(table: Table, column: int, end: int, numbers: frozenset[int]) -> tuple[str, ...]:
    names: list[str] = []
    last: TableCell | None = None
    for row in range(end):
        if row in numbers:
            continue
        cell = table.cell(row, column)
        # A title within the rules names the table, not its columns.
        named = cell is not None and any(c.isalnum() or c == "%" for c in cell.text)
        if cell is None or cell is last or not named or cell.width >= table.width > 1:
            continue
        if not names or _folded(cell) != names[-1].casefold():
            names.append(" ".join(cell.text.split()))
        last = cell
    return tuple(names)


def _folded(cell: TableCell) -> str:
    return " ".join(cell.text.split()).casefold()
