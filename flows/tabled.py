"""The tables of a notice on the terminal, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from flows.render import safe

if TYPE_CHECKING:
    from db.models.printed import PrintedTable, TableCell


_LEAST = 7  # characters of a column: four of its words, and what stands between columns


def print_tables(console: Console, tables: Sequence[PrintedTable]) -> None:
    """Each table with what is known of it over it; cells are cut where the terminal is too narrow, what was not read surely is yellow."""
    for table in tables:
        console.print(heading(table), highlight=False)
        room = max(1, (console.width - _LEAST - max(map(len, ids_by_row(table).values()), default=0)) // _LEAST)
        console.print(shown(table, room))
        if table.column_count > room:
            console.print(f"Columns 1 to {room} of {table.column_count}; `thongbao export` gives all.", highlight=False)
        console.print()


def heading(table: PrintedTable) -> str:
    """Number, title, section, kind and pages as markup."""
    pages = ", ".join(str(page) for page in dict.fromkeys(region.page for region in table.evidence.regions))
    where = [f"section {safe(table.path)}" if table.path else "", f"page {pages}" if pages else "", f"read as {table.kind}"]
    title = f": {safe(table.title)}" if table.title else ""
    return f"[bold]Table {table.position}[/]{title} ({', '.join(filter(None, where))})"


def shown(table: PrintedTable, columns: int) -> Table:
    """The cells in their places; one that spans several stands in the first. The first column has the ids of the cells of a row.

    Args:
        table: with its cells.
        columns: at most so many of it.
    """
    grid = Table(show_header=False, show_lines=True, header_style="bold")
    columns = min(columns, table.column_count)
    by_row = {row: list(cells) for row, cells in groupby(table.cells, key=lambda cell: cell.first_row)}
    named = ids_by_row(table)
    grid.add_column("cells", style="dim", no_wrap=True, min_width=max(map(len, named.values()), default=0))
    for _ in range(columns):
        grid.add_column(overflow="ellipsis", no_wrap=True)
    for row in range(1, table.row_count + 1):
        there = by_row.get(row, [])
        texts = {cell.first_column: _marked(cell) for cell in there}
        cells = [texts.get(column, "") for column in range(1, columns + 1)]
        grid.add_row(named.get(row, ""), *cells, style="bold" if row <= table.head_rows else None)
    return grid


def ids_by_row(table: PrintedTable) -> dict[int, str]:
    """The ids of the cells that begin in each row."""
    return {row: ids([cell.id for cell in cells]) for row, cells in groupby(table.cells, key=lambda cell: cell.first_row)}


def ids(numbers: Sequence[int]) -> str:
    """Ids in few characters: "7-9" for 7, 8 and 9."""
    parts = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        parts.append(str(found[0]) if len(found) == 1 else f"{found[0]}-{found[-1]}")
    return ", ".join(parts)


def _marked(cell: TableCell) -> str:
    words = safe(cell.text)
    return f"[yellow]{words}[/]" if cell.is_doubted else f"[green]{words}[/]" if cell.review == "corrected" else words
