"""The rows of an assignment table as an office reads them: heads and titles known, rows that a page break cut whole again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.findings.rows.cells import is_ditto
from tasks.findings.rows.columns import Columns
from tasks.findings.rows.ticks import is_tick
from tasks.findings.tables import Table, TableCell


@dataclass(slots=True)
class TaskRow:
    """One row.

    Attributes:
        columns: of the head it stands under.
        cells: by column, those that reach into it from above included.
        own: columns whose cell begins in it.
        ticked: columns of times that are ticked, from left to right.
        joined: whether it has no number of its own in a text without geometry, where cells over several rows stand in the first of them.
    """

    columns: Columns
    cells: dict[int, TableCell]
    own: set[int]
    ticked: tuple[int, ...] = ()
    joined: bool = False

    def cell(self, role: str) -> TableCell | None:
        """The first cell of a role that holds something."""
        return next((self.cells[column] for column in self.columns.of(role) if column in self.cells), None)

    def all_of(self, role: str) -> list[tuple[int, TableCell]]:
        """Columns and cells of a role that hold something, that of the column which says most first."""
        return [(column, self.cells[column]) for column in self.columns.of(role) if column in self.cells]

    def task(self) -> TableCell | None:
        """The cell of the task that begins in this row: the more specific of two."""
        column = self.task_column
        return None if column is None else self.cells[column]

    @property
    def task_column(self) -> int | None:
        """The column of :meth:`task`."""
        return next((column for column in self.columns.task if column in self.own), None)

    @property
    def is_title(self) -> bool:
        """Whether it only names a group of rows: nothing in it says who, when or what comes out.

        A row that is joined to the one above and is not in capitals takes all that from there.
        """
        task = self.task()
        if self.joined and task is not None and not task.text.isupper():
            return False
        return not self.ticked and not any(column in self.cells for column in self.columns.all if column not in self.columns.task)


def rows_under(table: Table, heads: Sequence[tuple[Columns, int]]) -> Iterator[TaskRow]:
    """The rows of a table, each whole; ``heads`` are its heads, each with the row at which what it heads ends."""
    last: TaskRow | None = None
    for columns, end in heads:
        for row in range(columns.below, end):
            own = {column: cell for column, cell in table.starts(row) if _holds(columns, column, cell)}
            at_break = row in table.breaks or (row == columns.below and columns.head in table.breaks)
            if last is not None and _continues(columns, own, at_break=at_break, drawn=table.drawn):
                _add(last, own)
                continue
            if last is not None:
                yield last
            reaching = {c: cell for c in columns.all if (cell := table.of_column(row, c)) is not None and _holds(columns, c, cell)}
            ticked = tuple(c for c, cell in table.starts(row) if c in columns.periods and is_tick(cell))
            last = TaskRow(columns, {**reaching, **own}, set(own), ticked, joined=not table.drawn and table.cell(row, 0) is None)
    if last is not None:
        yield last


def _holds(columns: Columns, column: int, cell: TableCell) -> bool:
    """Whether a cell holds more than a speck; one figure is enough below "Tháng"."""
    return cell.has_words or is_ditto(cell) or (column in columns.units and cell.text.isdigit())


def _add(row: TaskRow, rest: dict[int, TableCell]) -> None:
    for column, cell in rest.items():
        before = row.cells.get(column)
        row.cells[column] = cell if before is None else _longer(before, cell)


def _continues(columns: Columns, own: dict[int, TableCell], *, at_break: bool, drawn: bool) -> bool:
    """Whether the cells are the rest of the row above: behind a page break, or where a text without geometry wraps a row."""
    if not own or (drawn and not at_break):
        return False
    if any(column not in columns.all and any(c.isdigit() for c in cell.text) and len(cell.text) < 8 for column, cell in own.items()):
        return False  # it has a number of its own
    tasks = [own[column] for column in columns.task if column in own]
    others = [own[column] for column in columns.all if column in own and column not in columns.task]
    if tasks and tasks[0].text[0].islower():
        return at_break or all(cell.text[0].islower() for cell in others)
    if not at_break:
        return False
    # At the top of a page the rest of one cell stands alone; a title there is in capitals or has its number.
    return bool(others) != bool(tasks) and not any(cell.text.isupper() for cell in tasks)


def _longer(before: TableCell, cell: TableCell) -> TableCell:
    return TableCell(f"{before.text} {cell.text}", (*before.spans, *cell.spans), before.row, before.last_row)
