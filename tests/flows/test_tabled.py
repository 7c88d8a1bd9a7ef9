"""Tables on the terminal: in their places, cut where they are too wide, and harmless."""

import io

import pytest
from rich.console import Console

from db.models.finding import Evidence, EvidenceRegion
from db.models.printed import PrintedTable, TableCell
from flows.tabled import ids, print_tables

GRID = (("Xã", "Hộ nghèo", "Hộ cận nghèo"), ("An Hòa", "120", None), ("Bình Minh", "\x1b[31m85", "[bold]7[/bold]"))


def make(grid=GRID, *, title="Bảng 1. Hộ nghèo các xã", confidence=90.0, **last):
    """A table whose first cell may reach further."""
    place = [EvidenceRegion(position=1, page=2, box_left=0, box_top=0, box_right=1, box_bottom=1)]
    cells, covered = [], set()
    for r, row in enumerate(grid, 1):
        for c, text in enumerate(row, 1):
            if (r, c) in covered:
                continue
            reach = {"last_row": r, "last_column": c} | (last if (r, c) == (1, 1) else {})
            covered |= {(i, j) for i in range(r, reach["last_row"] + 1) for j in range(c, reach["last_column"] + 1)}
            evidence = Evidence(quote=text or "", confidence=confidence if text else None, regions=[])
            cells.append(TableCell(id=len(cells) + 7, first_row=r, first_column=c, text=text, evidence=evidence, **reach))
    size = {"row_count": len(grid), "column_count": len(grid[0])}
    return PrintedTable(
        position=1, kind="figures", title=title, section_path="2", head_rows=1, evidence=Evidence(regions=place), cells=cells, **size
    )


def told(table, width=200, **options):
    stream = io.StringIO()
    print_tables(Console(file=stream, width=width, **options), [table])
    return stream.getvalue()


def test_each_cell_stands_in_its_place_under_what_is_known_of_the_table():
    lines = told(make()).splitlines()
    assert lines[0] == "Table 1: Bảng 1. Hộ nghèo các xã (section 2, page 2, read as figures)"
    rows = [[words.strip() for words in line.split("│")[1:-1]] for line in lines if "│" in line]
    assert rows[:2] == [["7-9", "Xã", "Hộ nghèo", "Hộ cận nghèo"], ["10-12", "An Hòa", "120", ""]]
    assert told(make(title="")).startswith("Table 1 (section 2,")


def test_a_merged_cell_stands_in_its_first_place():
    rows = [[words.strip() for words in line.split("│")[1:-1]] for line in told(make(last_row=2)).splitlines() if "│" in line]
    assert rows[1] == ["10-11", "", "120", ""]


@pytest.mark.parametrize(("width", "whole", "cut"), [(24, "Bình Minh", "120"), (44, "An Hòa", "Bình Minh"), (80, "Bình Minh", "…")])
def test_what_is_too_wide_is_cut(width, whole, cut):
    text = told(make(), width)
    assert max(map(len, text.splitlines())) <= width
    assert whole in text and cut not in text
    assert "│ 13-15 │" in text  # by which cells are corrected
    assert ("Columns 1 to 1 of 3" in text) == (width == 24)


def test_letters_of_a_document_do_nothing():
    text = told(make())
    assert "\x1b" not in text and "\\x1b[31m85" in text and "[bold]7[/bold]" in text


def test_what_was_not_read_surely_is_coloured_until_somebody_looked():
    yellow = "\x1b[33m"
    doubted = make((("Xã",), ("An",)), confidence=40.0)
    assert yellow in told(doubted, force_terminal=True)
    for cell in doubted.cells:
        cell.review = "confirmed"
    assert yellow not in told(doubted, force_terminal=True)


@pytest.mark.parametrize(("numbers", "words"), [([], ""), ([7], "7"), ([7, 8, 9], "7-9"), ([7, 9, 10, 12], "7, 9-10, 12")])
def test_ids_in_few_characters(numbers, words):
    assert ids(numbers) == words
