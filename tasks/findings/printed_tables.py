"""The tables of a notice as they are kept: every cell, empty ones too, with its place on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from tasks.domain.finding import Directive, Metric
from tasks.domain.geometry import BBox, Region
from tasks.domain.notice import CleanText, Section
from tasks.domain.page import Grid
from tasks.domain.table import PrintedCell, PrintedTable, TableKind
from tasks.findings.section_at import section_at
from tasks.findings.tables import Table, TableCell, TablePiece


def printed_tables(
    clean: CleanText,
    sections: Sequence[Section],
    tables: Sequence[Table],
    titles: Sequence[str],
    found: tuple[Sequence[Directive], Sequence[Metric]],
) -> tuple[PrintedTable, ...]:
    """The tables with what they were read as.

    Args:
        clean: the notice.
        sections: of it.
        tables: in reading order, as the cells of findings count them.
        titles: of each table.
        found: the directives and the metrics of the notice.
    """
    directives, metrics = found
    tasks = [d.cell for d in directives if d.cell is not None]
    figures = [m.cell for m in metrics if m.cell is not None]
    out = []
    for number, (table, title) in enumerate(zip(tables, titles, strict=True)):
        rows_found = [place.row for place in (*tasks, *figures) if place.table == number]
        kind = TableKind.OTHER
        if rows_found:
            kind = TableKind.TASKS if any(place.table == number for place in tasks) else TableKind.FIGURES
        known = list(_cells(clean, table))
        rows = max((cell.last_row + 1 for cell in known), default=table.row_count)
        columns = max((cell.last_column + 1 for cell in known), default=table.width)
        cells = tuple(whole(known, rows, columns))
        section = section_at(sections, table.span.start)
        head = min(rows_found, default=0)
        out.append(PrintedTable(section, kind, table.span, title, rows, columns, head, cells, _regions(clean, table, cells)))
    return tuple(out)


def _cells(clean: CleanText, table: Table) -> Iterator[PrintedCell]:
    boxes = {place: (region, last_row, last_column) for place, region, last_row, last_column in _drawn(clean, table)}
    for column, cells in table.columns.items():
        for cell in cells:
            drawn = boxes.pop((cell.row, column), None)
            words = [word for span in cell.spans for word in clean.words_in(span)]
            regions = (drawn[0],) if drawn is not None else _around(clean, cell)
            yield PrintedCell(
                cell.row,
                column,
                cell.last_row,
                column + cell.width - 1,
                cell.text,
                cell.spans,
                regions,
                min((word.confidence for word in words), default=None),
            )
    for (row, column), (region, last_row, last_column) in boxes.items():
        yield PrintedCell(row, column, last_row, last_column, "", regions=(region,))


def whole(cells: Sequence[PrintedCell], rows: int, columns: int) -> list[PrintedCell]:
    """Cells that cover each place of a table once: where two reach into one, the upper, then the left one keeps it; gaps are empty cells.

    Where two begin in one place, their words stand in one cell.

    Args:
        cells: as they are known, in any order, inside the table.
        rows: of the table.
        columns: of the table.

    Returns:
        By row, then by column.
    """
    starts: dict[tuple[int, int], PrintedCell] = {}
    for cell in sorted(cells, key=lambda cell: (cell.row, cell.column)):
        place = cell.row, cell.column
        starts[place] = _joined(starts[place], cell) if place in starts else cell
    taken = set(starts)
    for place, cell in starts.items():
        last_column = cell.column
        while last_column < cell.last_column and (cell.row, last_column + 1) not in taken:
            last_column += 1
        reach = range(cell.column, last_column + 1)
        last_row = cell.row
        while last_row < cell.last_row and not any((last_row + 1, column) in taken for column in reach):
            last_row += 1
        taken.update((row, column) for row in range(cell.row, last_row + 1) for column in reach)
        starts[place] = replace(cell, last_row=last_row, last_column=last_column)
    gaps = ((row, column) for row in range(rows) for column in range(columns) if (row, column) not in taken)
    empty = [PrintedCell(row, column, row, column, "") for row, column in gaps]
    return sorted([*starts.values(), *empty], key=lambda cell: (cell.row, cell.column))


def _joined(first: PrintedCell, second: PrintedCell) -> PrintedCell:
    sure = [cell.confidence for cell in (first, second) if cell.confidence is not None]
    return replace(
        first,
        last_row=max(first.last_row, second.last_row),
        last_column=max(first.last_column, second.last_column),
        text=" ".join(filter(None, (first.text, second.text))),
        spans=tuple(sorted((*first.spans, *second.spans), key=lambda span: span.start)),
        regions=(*first.regions, *second.regions),
        confidence=min(sure, default=None),
    )


def _drawn(clean: CleanText, table: Table) -> Iterator[tuple[tuple[int, int], Region, int, int]]:
    """Place in the table, region, last row and last column of each cell that is known from its page."""
    for piece in table.pieces:
        grid = _grid(clean, piece)
        for cell, box in grid.cells if grid is not None else ():
            column = piece.column(cell.column)
            row = piece.first_row + cell.row
            yield (row, column), Region(piece.page, box), piece.first_row + cell.last_row, column + cell.width - 1


def _grid(clean: CleanText, piece: TablePiece) -> Grid | None:
    of_page = (grid for page, grid in clean.grids if page == piece.page and grid.cells)
    return next((grid for grid in of_page if grid.cells[0][0].table == piece.table), None)


def _around(clean: CleanText, cell: TableCell) -> tuple[Region, ...]:
    words = [word for span in cell.spans for word in clean.words_in(span)]
    pages = groupby(sorted(words, key=lambda word: word.page), key=lambda word: word.page)
    return tuple(Region(page, BBox.union(word.bbox for word in own)) for page, own in pages)


def _regions(clean: CleanText, table: Table, cells: Sequence[PrintedCell]) -> tuple[Region, ...]:
    """Around the table on each of its pages."""
    grids = {piece.page: grid.box for piece in table.pieces if (grid := _grid(clean, piece)) is not None}
    boxes: dict[int, list[BBox]] = {}
    for cell in cells:
        for region in cell.regions:
            boxes.setdefault(region.page, []).append(region.bbox)
    return tuple(Region(page, grids.get(page) or BBox.union(own)) for page, own in sorted(boxes.items()))
