"""The sheet of tables of the workbook: what there is, then each table as it is laid out in its notice, merged cells too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from db.asking.details import RevisionDetail
from db.models.printed import PrintedTable, TableCell
from flows.takeaway import wording
from flows.takeaway.cells import DOUBTFUL, FONT, HEAD, LINK, Value, height_of, lines_needed, put
from tasks.domain.choices import path_words
from tasks.domain.typed import write_day

NAME, TITLE = "Bảng biểu", "CÁC BẢNG TRONG VĂN BẢN"
COLUMNS = (("STT", 8), ("Văn bản", 17), ("Tên bảng", 30), ("Loại", 11), ("Mục", 10), ("Trang", 8), ("Số dòng", 8), ("Số cột", 8))
"""Names and least widths in characters; the tables share them."""
KINDS = {"tasks": "Nhiệm vụ", "figures": "Số liệu", "other": "Khác"}
DOUBT = "Chữ trong ô đọc chưa chắc chắn."
LEGEND = "Ô nền vàng: cần kiểm tra với văn bản gốc; lý do ở ghi chú của ô."
_LIST_ROW = 4
_LEFT = (2, 3)  # columns of the list whose words begin at the left
_THIN = Side(style="thin", color="A6A6A6")
_BORDER = Border(_THIN, _THIN, _THIN, _THIN)
_WIDEST, _NARROWEST = 45, 10  # of a column, in characters


def fill_tables(sheet: Worksheet, found: Sequence[tuple[RevisionDetail, PrintedTable]], made_on: date) -> None:
    """Lay out tables below each other, under a list that leads to each.

    Args:
        sheet: empty.
        found: the tables with their documents, in order.
        made_on: day of the workbook.
    """
    sheet["A1"], sheet["A2"] = TITLE, f"{len(found)} bảng, lập ngày {write_day(made_on)}. {LEGEND}"
    sheet["A1"].font, sheet["A2"].font = Font(FONT, 14, bold=True), Font(FONT, 11, italic=True)
    names = [name for name, _ in COLUMNS]
    for column, name in enumerate(names, 1):
        head = sheet.cell(_LIST_ROW, column, name)
        head.font, head.fill, head.border = Font(FONT, 11, bold=True), HEAD, _BORDER
        head.alignment = Alignment("center", "center", wrap_text=True)
    widths = _widths([table for _, table in found])
    row = _LIST_ROW + len(found) + 3
    for number, (detail, table) in enumerate(found, 1):
        _list(sheet, _LIST_ROW + number, (number, detail, table), row)
        title = sheet.cell(row, 1)
        put(title, f"{number}. {wording.cited(detail)}: {table.title or f'Bảng {table.position}'}")
        title.font = Font(FONT, 12, bold=True)
        for cell in table.cells:
            _lay(sheet, row, cell, is_head=cell.first_row <= table.head_rows)
        for place, lines in _lines(table, widths).items():
            sheet.row_dimensions[row + place].height = height_of(lines)
        row += table.row_count + 3
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "Trang &P/&N"


def _widths(tables: Sequence[PrintedTable]) -> dict[int, int]:
    """Width of each column of the sheet: its longest word, or a third of its longest cell."""
    widths = {column: width for column, (_, width) in enumerate(COLUMNS, 1)}
    for cell in (cell for table in tables for cell in table.cells):
        text = cell.text or ""
        wanted = max([len(text) // 3, *(len(word) for word in text.split())]) + 2 if cell.first_column == cell.last_column else 0
        widths[cell.first_column] = max(widths.get(cell.first_column, _NARROWEST), min(_WIDEST, wanted))
    return widths


def _lines(table: PrintedTable, widths: Mapping[int, int]) -> dict[int, int]:
    """Lines that each row of a table needs; what spans several rows has room enough."""
    needed = dict.fromkeys(range(1, table.row_count + 1), 1)
    for cell in table.cells:
        if cell.first_row == cell.last_row:
            width = sum(widths.get(column, _NARROWEST) for column in range(cell.first_column, cell.last_column + 1))
            needed[cell.first_row] = max(needed[cell.first_row], lines_needed(cell.text, width))
    return needed


def _list(sheet: Worksheet, row: int, listed: tuple[int, RevisionDetail, PrintedTable], stands: int) -> None:
    number, detail, table = listed
    pages = ", ".join(str(page) for page in dict.fromkeys(region.page for region in table.evidence.regions))
    name = table.title or f"Bảng {table.position}"
    values: tuple[Value, ...] = (
        number,
        wording.cited(detail),
        name,
        KINDS[table.kind],
        path_words(table.path, "vi"),
        pages,
        table.row_count,
        table.column_count,
    )
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        put(cell, value)
        centred = None if column in _LEFT else "center"
        cell.font, cell.border, cell.alignment = Font(FONT, 11), _BORDER, Alignment(centred, "top", wrap_text=True)
    # The columns are no narrower than they are asked for here.
    sheet.row_dimensions[row].height = height_of(max(lines_needed(v, width) for v, (_, width) in zip(values, COLUMNS, strict=True)))
    link = sheet.cell(row, [name for name, _ in COLUMNS].index("Tên bảng") + 1)
    link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{NAME}'!A{stands}", display=None)
    link.font = Font(FONT, 11, color=LINK, underline="single")


def _lay(sheet: Worksheet, title_row: int, cell: TableCell, *, is_head: bool) -> None:
    first, last = title_row + cell.first_row, title_row + cell.last_row
    for row in range(first, last + 1):
        for column in range(cell.first_column, cell.last_column + 1):
            sheet.cell(row, column).border = _BORDER
    laid = sheet.cell(first, cell.first_column)
    put(laid, cell.text)
    laid.font = Font(FONT, 11, bold=is_head)
    laid.alignment = Alignment("center" if is_head else None, "center" if is_head else "top", wrap_text=True)
    if is_head:
        laid.fill = HEAD
    if cell.is_doubted:
        laid.fill, laid.comment = DOUBTFUL, Comment(DOUBT, "thongbao", height=40, width=260)
    if (first, cell.first_column) != (last, cell.last_column):
        sheet.merge_cells(start_row=first, end_row=last, start_column=cell.first_column, end_column=cell.last_column)
