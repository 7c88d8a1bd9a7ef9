"""Workbooks that came back otherwise than they left: rearranged, saved by other programs, without their marks, or no workbooks at all."""

import shutil
import subprocess
from datetime import date, datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from answered import BOUNDS, COLUMN, bring, followed, outcomes, write
from openpyxl import Workbook

from db.asking.details import revision_detail
from db.review.followup import set_task
from flows.takeaway.columns import FORMER
from flows.takeaway.returned import read_rows
from flows.takeaway.workbook import HEAD_ROW
from tasks.domain.correction_errors import SheetError


def test_columns_may_be_moved_added_and_removed_and_rows_sorted(url, sheet):
    def edit(book):
        old = book["Nhiệm vụ"]
        write(2, state="Hủy")(book)
        rows = [[cell.value for cell in row] for row in old.iter_rows()]
        new = book.create_sheet("Bản của Sở")
        new.append(["SỞ NỘI VỤ"])
        new.append([])
        keep = [c for c in range(len(rows[2])) if rows[2][c] not in ("STT", "Sản phẩm", "Ngày hoàn thành")]
        new.append([None, "Phòng"] + [rows[2][c] for c in reversed(keep)])
        for row in reversed(rows[HEAD_ROW:]):
            new.append([None, "TH"] + [row[c] for c in reversed(keep)])
            new.append([])
        for cell in (c for row in new.iter_rows() for c in row if c.data_type == "f"):
            cell.data_type = "s"  # text that begins with =
        new.append([None, "Tổng cộng"])
        old.sheet_state = "hidden"
        write(1, state="Hoàn thành")(book)  # on the hidden sheet: not taken

    lines = bring(url, sheet(edit))
    assert sorted(outcomes(lines)) == ["changed", *["unchanged"] * 5]
    assert [t.state for t in followed(url)] == ["cancelled"]


def test_a_sheet_that_left_before_a_column_was_renamed_comes_back(url, sheet):
    old = next(iter(FORMER))

    def as_it_left(book):
        page = book["Nhiệm vụ"]
        page.cell(HEAD_ROW, COLUMN[FORMER[old]]).value = old
        for row in range(HEAD_ROW + 1, page.max_row + 1):
            mark = page.cell(row, COLUMN["gốc"])
            mark.value = mark.value.replace(FORMER[old], old)
        page.cell(HEAD_ROW + 1, COLUMN[FORMER[old]]).value = "Phòng TH"

    assert outcomes(bring(url, sheet(as_it_left))) == ["changed", *["unchanged"] * 5]
    assert [task.owner for task in followed(url)] == ["Phòng TH"]


def test_libreoffice_may_have_saved_it(url, sheet, tmp_path):
    assert shutil.which("soffice"), "LibreOffice is missing"
    path = sheet(write(1, state="Hoàn thành", day=datetime(2026, 6, 28), note="=không phải công thức"))
    folder = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    lines = bring(url, folder / path.name)
    assert outcomes(lines) == ["changed", *["unchanged"] * 5]
    [task] = followed(url)
    assert (task.state, task.completed_on) == ("done", date(2026, 6, 28))


def test_without_its_mark_a_sheet_only_adds(url, sheet):
    first = revision_detail(url, 1).directives[0]
    set_task(url, first.id, "Minh", source="page", state="in_progress", owner="Phòng B")

    def edit(book):
        write(1, state="Hoàn thành", owner=None)(book)
        for row in range(HEAD_ROW + 1, HEAD_ROW + 7):
            book["Nhiệm vụ"].cell(row, COLUMN["gốc"]).value = None

    assert bring(url, sheet(edit))[0].changes == {"state": ("in_progress", "done"), "completed_on": (None, date(2026, 6, 20))}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rubbish", b"STT,id\n1,2\n"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(SheetError):
        read_rows(path, BOUNDS)
    with pytest.raises(SheetError):
        read_rows(tmp_path / "missing.xlsx", BOUNDS)


def test_a_workbook_built_to_fill_the_memory_is_refused(tmp_path):
    with ZipFile(tmp_path / "x.xlsx", "w", ZIP_DEFLATED) as parts, parts.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(201):
            part.write(b" " * 1_000_000)
    with pytest.raises(SheetError, match="unpacks to more than"):
        read_rows(tmp_path / "x.xlsx", BOUNDS)


def test_a_workbook_without_tasks_is_refused(tmp_path):
    book = Workbook()
    book.active.append(["a", "b"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(SheetError, match="no visible sheet"):
        read_rows(tmp_path / "x.xlsx", BOUNDS)
