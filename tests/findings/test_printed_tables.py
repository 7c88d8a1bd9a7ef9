"""Tables as they are kept: all cells with their places."""

from decimal import Decimal

from tasks.domain.finding import Directive, Metric
from tasks.domain.geometry import BBox, Region
from tasks.domain.notice import CleanText, PlacedWord, Section, TextLine
from tasks.domain.page import Cell, Column, Grid
from tasks.domain.span import Span
from tasks.domain.table import CellPlace, TableKind
from tasks.findings.printed_tables import printed_tables
from tasks.findings.section_at import section_at
from tasks.findings.tables import read_tables

SECTIONS = (Section("I", "I", None, "", Span(0, 9), None, Span(0, 9)), Section("II", "II", None, "", Span(40, 49), None, Span(40, 49)))


def on_page(*cells, number=1, start=0, empty=()):
    """Text, lines, words and grid of one page; cells are (row, column, width, text)."""
    text, lines, words, grid = "", [], [], []
    for row, column, width, content in cells:
        box = BBox(100 * column, 50 * row, 100 * (column + width), 50 * row + 50)
        cell = Cell(0, row, column, row, width)
        span = Span(start + len(text), start + len(text) + len(content))
        inside = BBox(box.left + 5, box.top + 5, box.right - 5, box.bottom - 5)
        lines.append(TextLine(span, number, Column.CELL, inside, starts_paragraph=True, cell=cell))
        words.append(PlacedWord(span, number, inside, 70.0 + row))
        grid.append((cell, box))
        text += content + "\n"
    grid += [(Cell(0, row, column, row), BBox(100 * column, 50 * row, 100 * column + 100, 50 * row + 50)) for row, column in empty]
    return text, lines, words, (number, Grid(BBox(0, 0, 300, 200), tuple(grid)))


def read(*pages):
    text = "\f".join(page[0] for page in pages)
    lines = tuple(line for page in pages for line in page[1])
    words = tuple(word for page in pages for word in page[2])
    return CleanText(text, lines, words, (), tuple(page[3] for page in pages))


def test_empty_cells_and_wide_ones_are_kept_with_their_boxes():
    clean = read(on_page((0, 0, 2, "Tên"), (0, 2, 1, "Số"), (1, 0, 1, "An"), (1, 2, 1, "5"), empty=[(1, 1)]))
    (table,) = printed_tables(clean, SECTIONS, read_tables(clean), [""], ((), ()))
    assert (table.kind, table.row_count, table.column_count, table.section) == (TableKind.OTHER, 2, 3, "I")
    assert [(c.row, c.column, c.last_column, c.text) for c in table.cells] == [
        (0, 0, 1, "Tên"), (0, 2, 2, "Số"), (1, 0, 0, "An"), (1, 1, 1, ""), (1, 2, 2, "5"),
    ]  # fmt: skip
    assert table.cells[3].regions == (Region(1, BBox(100, 50, 200, 100)),) and table.cells[3].confidence is None
    assert table.cells[0].confidence == 70.0 and table.regions == (Region(1, BBox(0, 0, 300, 200)),)


def test_a_table_over_two_pages_counts_its_rows_on():
    first = on_page((0, 0, 1, "Tên"), (0, 1, 1, "Số"))
    second = on_page((0, 0, 1, "An"), (0, 1, 1, "5"), number=2, start=len(first[0]) + 1, empty=[(1, 0), (1, 1)])
    clean = read(first, second)
    (table,) = printed_tables(clean, SECTIONS, read_tables(clean), ["Bảng 1"], ((), ()))
    assert [(c.row, c.column, c.text, c.regions[0].page) for c in table.cells] == [
        (0, 0, "Tên", 1), (0, 1, "Số", 1), (1, 0, "An", 2), (1, 1, "5", 2), (2, 0, "", 2), (2, 1, "", 2),
    ]  # fmt: skip
    assert (table.title, [r.page for r in table.regions]) == ("Bảng 1", [1, 2])


def test_what_was_read_from_it_says_what_it_is_and_where_its_head_ends():
    clean = CleanText.from_plain("TT | Việc | Ai\n1 | Rà soát | Sở Y tế\n2 | Báo cáo | Sở Nội vụ\n")
    tables = read_tables(clean)
    task = Directive("1", "Rà soát", Span(0, 1), cell=CellPlace(0, 1, 1))
    figure = Metric("1", "a", Decimal(1), "", "other", "a", Span(0, 1), Span(0, 1), cell=CellPlace(0, 2, 0))
    kinds = [printed_tables(clean, (), tables, [""], found)[0] for found in (((task,), ()), ((), (figure,)), ((task,), (figure,)))]
    assert [(table.kind, table.head_rows) for table in kinds] == [(TableKind.TASKS, 1), (TableKind.FIGURES, 2), (TableKind.TASKS, 1)]
    assert all(cell.spans[0].of(clean.text) == cell.text and not cell.regions for cell in kinds[0].cells)


def test_a_place_belongs_to_the_last_section_that_begins_before_it():
    assert [section_at(SECTIONS, place) for place in (0, 39, 40, 90)] == ["I", "I", "II", "II"]
    assert section_at((), 5) == ""
