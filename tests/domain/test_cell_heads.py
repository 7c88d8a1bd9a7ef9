"""What names a cell, and by which words it is found again."""

import pytest

from tasks.domain.cell_heads import Heads, Placed, heads_of, known_by


def grid(*rows):
    """Cells of a table without spans; a dash is no cell."""
    return [Placed(r, c, r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text != "-"]


def named(cells, head_rows):
    return dict(zip([(c.row, c.column) for c in cells], heads_of(cells, head_rows), strict=True))


def test_a_cell_is_named_by_its_row_and_its_column():
    found = named(grid(("TT", "Xã", "Hộ nghèo"), ("1", "An Hòa", "120")), 1)
    assert found[1, 2] == Heads("An Hòa", "Hộ nghèo")
    assert found[1, 1] == Heads("", "Xã")  # a number counts the row, it does not name it
    assert found[0, 2] == Heads()


def test_heads_of_several_rows_are_read_from_the_top():
    cells = [
        Placed(0, 0, 1, 0, "Xã"),
        Placed(0, 1, 0, 2, "Hộ nghèo"),
        Placed(1, 1, 1, 1, "2025"),
        Placed(1, 2, 1, 2, "năm 2026"),
        Placed(2, 0, 2, 0, "An Hòa"),
        Placed(2, 1, 2, 1, "7"),
        Placed(2, 2, 2, 2, "5"),
    ]
    found = named(cells, 2)
    assert found[2, 2] == Heads("An Hòa", "Hộ nghèo – năm 2026")
    assert found[2, 1] == Heads("An Hòa", "Hộ nghèo")
    assert found[1, 2] == Heads("", "Hộ nghèo")


def test_a_cell_over_several_rows_names_all_of_them():
    cells = [Placed(0, 0, 1, 0, "An Hòa"), Placed(0, 1, 0, 1, "1"), Placed(1, 1, 1, 1, "2")]
    assert [head.row for head in heads_of(cells, 0)] == ["", "An Hòa", "An Hòa"]


def test_without_known_head_rows_columns_have_no_name():
    assert named(grid(("Xã", "Hộ"), ("An Hòa", "7")), 0)[1, 1] == Heads("An Hòa", "")


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ((("An", "7"), ("Bình", "7")), ["T", "T | An", "T", "T | Bình"]),
        ((("An", "7"), ("An", "7")), ["T | 1 / 2", "T | An | 1 / 2", "T | 2 / 2", "T | An | 2 / 2"]),
    ],
)
def test_cells_that_are_alike_are_counted(rows, wanted):
    cells = grid(*rows)
    assert known_by("T", cells, heads_of(cells, 0)) == wanted


def test_nothing_names_a_cell_of_an_empty_table():
    assert heads_of([], 1) == []
    cells = grid(("", ""))
    assert known_by("", cells, heads_of(cells, 0)) == ["1 / 2", "2 / 2"]
