"""Where the head of a table ends and what it calls each column."""

import pytest

from tasks.domain.notice import CleanText
from tasks.findings.figure_tables.heads import numbers_columns, read_head
from tasks.findings.plain_heads import with_spread_head
from tasks.findings.tables import read_tables


def table_of(text):
    (table,) = read_tables(CleanText.from_plain(text))
    return with_spread_head(table)


@pytest.mark.parametrize(
    ("row", "counts"),
    [("(1) | (2) | (3)", True), ("A | B | 1 | 2", True), ("1 | 2 | 3=2/1", True), ("1 | 5 | 9", False), ("1 | Sở Y tế | 3", False)],
)
def test_a_row_that_numbers_the_columns(row, counts):
    assert numbers_columns(table_of(f"TT | Tên | Số | Ghi chú\n{row}\n"), 1) is counts


def test_levels_stand_over_each_of_their_columns():
    head = read_head(
        table_of("STT | Xã | Năm 2023 | Năm 2024\nNam | Nữ | Nam | Nữ\n1 | Tân Lập | 1 | 2 | 3 | 4\n2 | Hòa Bình | 5 | 6 | 7 | 8\n")
    )
    assert head.rows == 2
    assert head.levels[2:] == (("Năm 2023", "Nam"), ("Năm 2023", "Nữ"), ("Năm 2024", "Nam"), ("Năm 2024", "Nữ"))


def test_a_group_above_the_first_figures_is_no_head_and_a_repeated_head_no_row():
    head = read_head(table_of("TT | Tên | Số\nI | Khối xã | \n1 | Tân Lập | 5\nTT | Tên | Số\n2 | Hòa Bình | 6\n"))
    assert (head.rows, head.skipped) == (1, frozenset({3}))


def test_years_name_columns_but_not_where_rows_are_numbered():
    assert read_head(table_of("Tên | 2023 | 2024\nSố hộ | 5 | 6\n")).rows == 1
    assert read_head(table_of("TT | Tên | Năm\n1 | Quyết định | 2023\n2 | Chỉ thị | 2024\n")).rows == 1
