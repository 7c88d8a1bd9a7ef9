"""Tables in all that is taken away: whole in JSON, a row a cell in CSV and Parquet, laid out in the workbook."""

import csv
import io
import sys
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

sys.path.insert(0, str(Path(__file__).parents[2] / "db"))
from tabled import GRID, Tabled

from db.asking.details import revision_detail
from db.asking.selection import Selection, selected
from db.reading.documents import find_document, register_document
from db.repository import RevisionKey, write_reading
from db.review.corrections import Change, correct
from flows.takeaway.csv_files import write_csv
from flows.takeaway.export import document_json
from flows.takeaway.laid_tables import KINDS, NAME
from flows.takeaway.workbook import write_workbook
from tasks.domain.table import TableKind

FORMULA = (GRID[0], ("An Hòa", "=1+1", "35"), GRID[2])


@pytest.fixture
def tabled(url):
    """The database of the two notices with a third that has a table; gives its detail, corrected."""
    document, _ = register_document(url, sha256="ef" * 32, byte_size=1, store_path="x", delivery=("/in/t.pdf", "t.pdf"))
    reading = Tabled(grid=FORMULA, symbol="3/TB-UBND", unsure=((1, 2),)).reading()
    write_reading(url, RevisionKey(document.id, "f1", {}, {}), reading)
    [table] = revision_detail(url, document.id).tables
    correct(url, Change(document.id, "cell", "change", "Lan", table.cells[8].id, {"text": "12"}))
    return lambda: revision_detail(url, find_document(url, "3/TB-UBND").id)


def test_json_has_the_whole_table(tabled):
    found = document_json(tabled())
    [table] = found["tables"]
    assert (table["table"], table["title"], table["kind"], table["rows"], table["columns"], table["head_rows"]) == (
        *(1, "Bảng 1. Hộ nghèo các xã", "figures"),
        *(3, 3, 1),
    )
    cell = table["cells"][5]
    assert (cell["row"], cell["column"], cell["text"], cell["row_head"], cell["column_head"]) == (2, 3, "35", "An Hòa", "Hộ cận nghèo")
    assert (cell["confidence"], cell["doubted"], cell["regions"][0]["page"]) == (40.0, True, 1)
    assert found["text"][slice(*cell["span"])] == "35"
    last = table["cells"][8]
    assert (last["text"], last["printed"], last["review"], last["row_head"]) == ("12", None, "corrected", "Bình Minh")
    figure = next(m for m in found["metrics"] if m["name"] == "hộ nghèo Bình Minh")
    assert figure["cell"] == table["cells"][7]["id"]
    assert document_json(tabled())["metrics"][0]["cell"] is None


def test_csv_has_a_row_a_cell_and_no_formula(url, tabled, tmp_path):
    write_csv([tabled()], tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "cells.csv").read_text("utf-8-sig"))))
    assert len(rows) == 9
    assert {name: rows[4][name] for name in ("document_symbol", "table", "row", "column", "text", "row_head", "page")} == {
        "document_symbol": "3/TB-UBND",
        "table": "1",
        "row": "2",
        "column": "2",
        "text": "'=1+1",
        "row_head": "An Hòa",
        "page": "1",
    }
    assert all(rows[4][f"box_{edge}"].isdecimal() for edge in ("left", "top", "right", "bottom"))


def test_parquet_has_typed_cells(tabled, tmp_path):
    pq = pytest.importorskip("pyarrow.parquet")
    from flows.takeaway.parquet import write_parquet

    write_parquet([tabled()], tmp_path)
    row = pq.read_table(tmp_path / "cells.parquet").to_pylist()[5]
    assert (row["row"], row["column"], row["confidence"], row["doubted"], row["text"]) == (2, 3, 40.0, True, "35")
    assert isinstance(row["box_left"], int)


def test_the_workbook_lays_tables_out_under_a_list(url, tabled, tmp_path):
    write_workbook(selected(url, Selection()), tmp_path / "a.xlsx", date(2026, 6, 30))
    sheet = load_workbook(tmp_path / "a.xlsx")[NAME]
    listed = [cell.value for cell in sheet[5]]
    assert listed[:8] == [1, "3/TB-UBND ngày 19/06/2026", "Bảng 1. Hộ nghèo các xã", "Số liệu", "2", "1", 3, 3]
    start = int(sheet["C5"].hyperlink.location.rpartition("A")[2])
    assert sheet.cell(start, 1).value == "1. 3/TB-UBND ngày 19/06/2026: Bảng 1. Hộ nghèo các xã"
    laid = [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=start + 1, max_row=start + 3)]
    assert laid == [list(GRID[0]), ["An Hòa", "=1+1", "35"], ["Bình Minh", "85", "12"]]
    assert sheet.cell(start + 2, 2).data_type == "s"
    assert sheet.cell(start + 2, 3).comment.text == "Chữ trong ô đọc chưa chắc chắn."
    assert sheet.cell(start + 3, 3).comment is None


def test_merged_cells_stay_merged(tabled, tmp_path):
    detail = tabled()
    [table] = detail.tables
    table.cells[0].last_row, table.cells[6].last_column = 2, 2
    table.cells[:] = [cell for index, cell in enumerate(table.cells) if index not in {3, 7}]
    write_workbook([detail], tmp_path / "a.xlsx", date(2026, 6, 30))
    sheet = load_workbook(tmp_path / "a.xlsx")[NAME]
    assert {str(merged) for merged in sheet.merged_cells.ranges} == {"A9:A10", "A11:B11"}


def test_without_a_table_there_is_no_sheet(url, tmp_path):
    write_workbook(selected(url, Selection()), tmp_path / "a.xlsx", date(2026, 6, 30))
    assert NAME not in load_workbook(tmp_path / "a.xlsx").sheetnames
    assert {kind.value for kind in TableKind} == set(KINDS)
