"""The heads of a table: the first, below a title within the rules, and those repeated on further pages."""

from __future__ import annotations

from collections.abc import Iterator

from tasks.findings.rows.columns import TITLE_ROWS, Columns, HeadReader, head_name
from tasks.findings.rows.guessing import Looks
from tasks.findings.rows.open_heads import with_open_columns
from tasks.findings.rows.ticks import with_periods
from tasks.findings.tables import Table

_LEAST_KNOWN = 2
_SAME = 0.6
"""Share of names that a head repeated on a further page has with the first; recognition reads some of them another way."""


def read_heads(table: Table, heads: HeadReader, looks: Looks) -> Iterator[tuple[Columns, int]]:
    """The columns of each head under which rows are assignments, with the row at which what it heads ends; none for a procedure's table."""
    first = _first(table, heads)
    if heads.is_procedure(table, first):
        return
    starts = [first, *(row for row in range(first + 1, table.row_count) if heads.heads_table(table, row) or _repeats(table, first, row))]
    for start, end in zip(starts, [*starts[1:], table.row_count], strict=True):
        columns = with_open_columns(table, with_periods(table, heads.read(table, start)), heads, looks)
        if columns.assigns and (columns.lead or not _counts(table, columns, heads)):
            yield columns, end


def _first(table: Table, heads: HeadReader) -> int:
    """The first row that heads an assignment table, else the first whose names are known, else the first of all."""
    rows = range(min(TITLE_ROWS + 1, table.row_count))
    named = (row for row in rows if heads.heads_table(table, row))
    known = (row for row in rows if sum(heads.is_known(cell.text) for _, cell in table.starts(row)) >= _LEAST_KNOWN)
    return next(named, next(known, 0))


def _counts(table: Table, columns: Columns, heads: HeadReader) -> bool:
    """Whether a head names amounts: where it names nobody who acts, the table counts them."""
    return any(heads.is_amount(cell.text) for row in range(columns.head, columns.below) for _, cell in table.starts(row))


def _repeats(table: Table, first: int, row: int) -> bool:
    """Whether a row at the top of a page has the names of the first head."""
    if row not in table.breaks:
        return False
    names = {column: head_name(cell.text).lower() for column, cell in table.starts(first)}
    same = sum(head_name(cell.text).lower() == names.get(column) for column, cell in table.starts(row))
    return len(names) > 1 and same >= _SAME * len(names)
