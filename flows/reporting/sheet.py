"""The report on assigned tasks as a workbook: a sheet of numbers, one of tasks."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from db.asking.task_report import By, Report
from flows.reporting import told
from flows.takeaway.cells import FONT, HEAD, Value, height_of, lines_needed, put

TITLE = "TỔNG HỢP KẾT QUẢ THỰC HIỆN NHIỆM VỤ ĐƯỢC GIAO"
_HEAD_ROW = 4
_THIN = Side(style="thin", color="A6A6A6")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)


def write_sheet(report: Report, output: Path) -> None:
    """Write the workbook; no cell is a formula, whatever the documents say."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names = [told.column(one) for one in report.columns]
    lines: list[Sequence[Value]] = [
        (number, told.name_of(report, line.name), *(line.numbers[one] for one in report.columns))
        for number, line in enumerate(report.lines, 1)
    ]
    lines.append((None, "Tổng cộng", *(report.total.numbers[one] for one in report.columns)))
    columns = (("STT", 5.0), (told.NAME[report.wanted.by], 44.0), *((name, 14.0) for name in names))
    numbers = book.create_sheet("Tổng hợp")
    _fill(numbers, TITLE, told.definition(report), columns, lines)
    for cell in numbers[_HEAD_ROW + len(lines)]:
        cell.font = Font(FONT, 11, bold=True)
    if report.wanted.by == By.AGENCY:
        numbers.cell(_HEAD_ROW + len(lines) + 2, 1, told.SHARED).font = Font(FONT, 11, italic=True)
    rows: list[Sequence[Value]] = [told.task_cells(number, task) for number, task in enumerate(report.tasks, 1)]
    note = " ".join(filter(None, (f"{len(rows)} nhiệm vụ, {told.span(report)}.", told.left_out(report))))
    _fill(book.create_sheet("Danh sách"), "DANH SÁCH NHIỆM VỤ", note, [(name, float(width)) for name, width in told.TASKS], rows)
    content = BytesIO()
    book.save(content)
    output.write_bytes(content.getvalue())


def _fill(sheet: Worksheet, title: str, note: str, columns: Sequence[tuple[str, float]], rows: Sequence[Sequence[Value]]) -> None:
    last = get_column_letter(len(columns))
    sheet["A1"], sheet["A2"] = title, note
    sheet["A1"].font, sheet["A2"].font = Font(FONT, 14, bold=True), Font(FONT, 11, italic=True)
    sheet["A2"].alignment = Alignment(None, "top", wrap_text=True)
    sheet.merge_cells(f"A2:{last}2")
    sheet.row_dimensions[2].height = height_of(lines_needed(note, sum(width for _, width in columns)))
    for number, (name, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
        head = sheet.cell(_HEAD_ROW, number, name)
        head.font, head.fill, head.border = Font(FONT, 11, bold=True), HEAD, _BORDER
        head.alignment = Alignment("center", "center", wrap_text=True)
    sheet.row_dimensions[_HEAD_ROW].height = height_of(max(lines_needed(name, width - 2) for name, width in columns))
    for place, row in enumerate(rows, _HEAD_ROW + 1):
        for number, value in enumerate(row, 1):
            cell = sheet.cell(place, number)
            put(cell, value)
            cell.font, cell.border = Font(FONT, 11), _BORDER
            cell.alignment = Alignment(None if isinstance(value, str) else "center", "top", wrap_text=True)
        lines = max(lines_needed(value, width) for value, (_, width) in zip(row, columns, strict=True))
        sheet.row_dimensions[place].height = height_of(lines)
    sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
    sheet.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Trang &P/&N"
