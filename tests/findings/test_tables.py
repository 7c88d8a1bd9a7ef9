"""Tables of a notice as rows of cells, put together where a page break cut them."""

from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, TextLine
from tasks.domain.page import Cell, Column
from tasks.domain.span import Span
from tasks.findings.plain_heads import with_spread_head
from tasks.findings.tables import read_tables


def pages(*tables, between="\f"):
    """A text of tables, one a page; each is rows of (column, left edge, words)."""
    text, lines = "", []
    for number, rows in enumerate(tables, 1):
        for row, cells in enumerate(rows):
            for column, left, words in cells:
                box = BBox(left, 100 * row, left + 80, 100 * row + 30)
                lines.append(TextLine(Span(len(text), len(text) + len(words)), number, Column.CELL, box, cell=Cell(0, row, column, row)))
                text += words + "\n"
        text += between if number < len(tables) else ""
    return CleanText(text, tuple(lines))


FIRST = [[(0, 0, "TT"), (1, 100, "Việc"), (2, 200, "Ai"), (3, 300, "Khi nào")], [(0, 0, "1"), (1, 100, "Rà soát"), (2, 200, "Sở Y tế")]]


def test_a_table_goes_on_at_the_top_of_the_next_page_past_its_number():
    (table,) = read_tables(pages(FIRST, [[(0, 0, "2"), (1, 100, "Báo cáo")]], between="\n2\n\f"))
    assert (table.row_count, table.width, table.breaks) == (3, 4, frozenset({0, 2}))
    assert table.cell(2, 1).text == "Báo cáo"


def test_columns_of_the_next_page_are_those_that_stand_above_them():
    (table,) = read_tables(pages(FIRST, [[(0, 100, "Báo cáo"), (1, 205, "Sở Nội vụ"), (2, 310, "2025")]]))
    assert [(column, cell.text) for column, cell in table.starts(2)] == [(1, "Báo cáo"), (2, "Sở Nội vụ"), (3, "2025")]


def test_a_sentence_between_or_more_columns_begin_another_table():
    assert len(read_tables(pages(FIRST, FIRST, between="\nCác bảng sau đây\n\f"))) == 2
    wider = [[(column, 40 * column, str(column)) for column in range(9)]]
    assert len(read_tables(pages(FIRST, wider))) == 2


def test_a_cell_over_rows_is_found_from_each():
    lines = (
        TextLine(Span(0, 1), 1, Column.CELL, BBox(0, 0, 9, 9), cell=Cell(0, 0, 0, 1)),
        TextLine(Span(2, 3), 1, Column.CELL, BBox(10, 0, 19, 9), cell=Cell(0, 0, 1, 0)),
        TextLine(Span(4, 5), 1, Column.CELL, BBox(10, 10, 19, 19), cell=Cell(0, 1, 1, 1)),
    )
    (table,) = read_tables(CleanText("A\nB\nC\n", lines))
    assert (table.cell(1, 0).text, table.cell(1, 1).text, table.cell(2, 0)) == ("A", "C", None)
    assert [cell.text for _, cell in table.starts(1)] == ["C"]


def spread(text):
    (table,) = read_tables(CleanText.from_plain(text))
    moved = with_spread_head(table)
    return [[(column, cell.text) for column, cell in moved.starts(row)] for row in (0, 1)]


def test_names_of_a_second_row_stand_below_the_name_over_several_columns():
    assert spread("TT | Họ tên | Năm sinh | Chức vụ\nNam | Nữ\n1 | An | 1980 | | Trưởng phòng\n") == [
        [(0, "TT"), (1, "Họ tên"), (2, "Năm sinh"), (4, "Chức vụ")],
        [(2, "Nam"), (3, "Nữ")],
    ]
    assert spread("TT | Cấp học | Học phí\nNhóm 1 | Nhóm 2\n1 | Mầm non | 90 | 45\n")[1] == [(2, "Nhóm 1"), (3, "Nhóm 2")]


def test_rows_that_fit_are_left_as_they_are():
    assert spread("TT | Việc | Ai\n1 | Rà soát\n2 | Báo cáo | Sở Y tế\n")[1] == [(0, "1"), (1, "Rà soát")]
    assert spread("TT | Việc | Ghi chú\nA | B\n1 | Rà soát | x | y\n")[1] == [(0, "A"), (1, "B")]


def test_a_cell_over_columns_is_found_from_each_but_is_of_the_first():
    lines = (
        TextLine(Span(0, 1), 1, Column.CELL, BBox(0, 0, 29, 9), cell=Cell(0, 0, 0, 0, 3)),
        TextLine(Span(2, 3), 1, Column.CELL, BBox(0, 10, 9, 29), cell=Cell(0, 1, 0, 2)),
        TextLine(Span(4, 5), 1, Column.CELL, BBox(20, 10, 29, 19), cell=Cell(0, 1, 2, 1)),
    )
    (table,) = read_tables(CleanText("A\nB\nC\n", lines))
    assert [cell and cell.text for cell in (table.cell(0, 2), table.of_column(0, 0), table.of_column(0, 2))] == ["A", "A", None]
    assert [cell and cell.text for cell in (table.of_column(2, 0), table.of_column(1, 2), table.of_column(2, 2))] == ["B", "C", None]
