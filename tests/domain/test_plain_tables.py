"""Cells of tables in a text without geometry: which lines are rows, and where each cell stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.notice import CleanText


def cells(text):
    """Table, row, column and words of each cell, by page."""
    clean = CleanText.from_plain(text)
    return [
        (line.page, line.cell.table, line.cell.row, line.cell.column, line.span.of(text)) for line in clean.lines if line.cell is not None
    ]


def test_rows_are_cut_at_strokes_and_empty_cells_are_left_out():
    assert cells("Bảng 1\n\nTT | Việc | Ai\n1 | | Sở Y tế\n | Rà soát |\n\nHết.") == [
        (1, 0, 0, 0, "TT"),
        (1, 0, 0, 1, "Việc"),
        (1, 0, 0, 2, "Ai"),
        (1, 0, 1, 0, "1"),
        (1, 0, 1, 2, "Sở Y tế"),
        (1, 0, 2, 1, "Rà soát"),
    ]


def test_a_table_goes_on_over_pages_and_two_tables_of_a_page_are_two():
    found = cells("A | B\n1 | 2\n\fC | D\n\nMột câu ở giữa.\n\nE | F\nG | H\n")
    assert [(page, table, row) for page, table, row, column, _ in found if not column] == [
        (1, 0, 0),
        (1, 0, 1),
        (2, 0, 0),
        (2, 1, 0),
        (2, 1, 1),
    ]


@pytest.mark.parametrize(
    ("between", "column"),
    [("\nI. Lĩnh vực đất đai\n", 0), ("\n\fbệnh\n", 1)],
)
def test_a_line_between_two_rows_is_a_title_or_the_end_of_the_longest_cell(between, column):
    words = between.strip("\n\f")
    found = cells(f"1 | Khám tại trung tâm y tế có giường | 2025{between}2 | Tiêm chủng | 2026\n")
    assert [(c, text) for _, _, _, c, text in found if text == words] == [(column, words)]


@pytest.mark.parametrize(
    "text",
    [
        "CHÍNH PHỦ | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 5/NĐ-CP | Độc lập - Tự do - Hạnh phúc\n\nNghị định",
        "Xác nhận của trường | Người đề nghị\n",
        "Nơi nhận: | TM. ỦY BAN NHÂN DÂN\n",
        "1 | 2\n\nMột câu ở giữa.\n\n3 | 4\n",
        "a|b|c\nd|e|f\n",
    ],
)
def test_heads_feet_and_single_pairs_are_no_tables(text):
    assert cells(text) == []


@given(st.text(alphabet="aĐ1 ||\n\f\t", max_size=120))
def test_every_word_stands_in_one_line_and_lines_ascend(text):
    clean = CleanText.from_plain(text)
    ends = [0, *(line.span.end for line in clean.lines)]
    assert all(end <= line.span.start for end, line in zip(ends, clean.lines, strict=False))
    inside = {p for line in clean.lines for p in range(line.span.start, line.span.end)}
    assert all(p in inside for p, c in enumerate(text) if c.isalnum())
    for line in clean.lines:
        assert line.page == 1 + text[: line.span.start].count("\f")
        assert line.span.of(text) == line.span.of(text).strip()
