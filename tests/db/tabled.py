"""Readings of the made-up notice with a table behind its last line, whose figures were read from its cells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from notice import LINES, Variant

from db.asking.details import revision_detail
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct
from tasks.domain.finding import Directive, Evidence, Metric
from tasks.domain.geometry import BBox, Region
from tasks.domain.reading import Reading
from tasks.domain.span import Span
from tasks.domain.table import CellPlace, PrintedCell, PrintedTable, TableKind


def write(url, reading, fingerprint="f1"):
    """Load a reading of one document; its row."""
    document, _ = register_document(url, sha256="ab" * 32, byte_size=1, store_path="x.pdf", delivery=("/in/x.pdf", "x.pdf"))
    write_reading(url, RevisionKey(document.id, fingerprint, {}, {}), reading)
    return document.id


def write_tabled(url):
    """The notice with its table as it is."""
    return write(url, Tabled().reading())


def cells_of(url, document, number=None):
    """The cells of its one table by row and column."""
    [table] = revision_detail(url, document, number).tables
    return {(cell.first_row, cell.first_column): cell for cell in table.cells}


def change(url, document, place, words, actor="Lan", **more):
    """Correct the words of a cell."""
    return correct(url, Change(document, "cell", "change", actor, cells_of(url, document)[place].id, {"text": words}, **more))


GRID = (
    ("Xã", "Hộ nghèo", "Hộ cận nghèo"),
    ("An Hòa", "120", "35"),
    ("Bình Minh", "85", ""),
)


@dataclass(frozen=True)
class Tabled:
    """How a reading with a table differs from the plain one; every row of the grid stands on a line of its own."""

    grid: tuple[tuple[str, ...], ...] = GRID
    dpi: int = 200
    title: str = "Bảng 1. Hộ nghèo các xã"
    unsure: tuple[tuple[int, int], ...] = ()
    placed: bool = True
    symbol: str = "1/TB-UBND"

    def reading(self) -> Reading:
        """The whole reading: the first column's numbers are metrics, the first name below the head is a task."""
        rows = tuple(" | ".join(row) for row in self.grid)
        plain = Variant(dpi=self.dpi, symbol=self.symbol, lines=(*LINES, self.title, *rows)).reading()
        text = plain.clean.text
        at = text.index(self.title)
        start = at + len(self.title) + 1
        cells = []
        place = start
        for number, row in enumerate(self.grid):
            line = place
            for column, words in enumerate(row):
                span = Span(place, place + len(words))
                offset = place - line
                region = Region(1, self._box(number, offset, offset + len(words)))
                known = {"spans": (span,), "confidence": 40.0 if (number, column) in self.unsure else 90.0} if words else {}
                if self.placed:
                    known["regions"] = (region,)
                cells.append(PrintedCell(number, column, number, column, words, **known))
                place += len(words) + 3
            place -= 2  # a line break instead of a stroke
        table = PrintedTable("2", TableKind.FIGURES, Span(start, len(text)), self.title, len(self.grid), len(self.grid[0]), 1, tuple(cells))
        if self.placed:
            table = replace(table, regions=(Region(1, BBox.union(cell.regions[0].bbox for cell in cells)),))
        figures = [cell for cell in cells if cell.column == 1 and cell.row and cell.text.isdecimal()]
        metrics = [
            Metric(
                *("2", f"hộ nghèo {self.grid[cell.row][0]}", Decimal(cell.text), "hộ", "count", cell.text, cell.spans[0], cell.spans[0]),
                rule="table",
                sure=True,
                in_table=True,
                cell=CellPlace(0, cell.row, cell.column),
            )
            for cell in figures
        ]
        first = next(cell for cell in cells if (cell.row, cell.column) == (1, 0))
        task = Directive("2", first.text, first.spans[0], ("Sở Y tế",), sure=True, in_table=True, cell=CellPlace(0, 1, 0))
        of = plain.extraction
        found = replace(of.findings, directives=(*of.findings.directives, task), metrics=(*of.findings.metrics, *metrics), tables=(table,))

        def evidence(cell: PrintedCell) -> Evidence:
            return Evidence(cell.spans[0], cell.text, cell.regions, cell.confidence)

        extraction = replace(
            of,
            findings=found,
            directives=(*of.directives, evidence(first)),
            metrics=(*of.metrics, *(evidence(cell) for cell in figures)),
            parts=(*of.parts, ()),
        )
        return replace(plain, extraction=extraction)

    def _box(self, row: int, start: int, end: int) -> BBox:
        """Around the characters of a line, where the plain reading puts words."""
        left, top = 60 + 6 * start, 100 + 30 * (len(LINES) + 1 + row)
        return BBox(*(edge * self.dpi // 100 for edge in (left, top, 60 + 6 * max(end, start + 1), top + 20)))
