"""Cells of the workbook: how they look, and how a value gets into one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from textwrap import wrap

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import PatternFill

from flows.takeaway import wording
from flows.takeaway.csv_files import FORMULA_STARTS
from flows.takeaway.exported import LONGEST_CELL

Value = str | int | Decimal | date | None
DATE_FORMAT = "dd/mm/yyyy"
FONT = "Times New Roman"  # of official documents (Decree 30/2020/NĐ-CP, Appendix I)
DOUBTFUL = PatternFill("solid", fgColor="FFF2CC")
LINK = "0563C1"
HEAD = PatternFill("solid", fgColor="D9E2EC")
_LINE = 14.0  # points, of a line of 11 points
_HIGHEST = 409.0  # points, of Excel
_LETTERS_A_UNIT = 1.2  # letters of Times 11 on a unit of width, which is a digit of another font (measured, LibreOffice 7.4)


def put(cell: Cell, value: Value) -> None:
    """Put a value into a cell: text as text whatever it begins with, numbers and dates as such."""
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:LONGEST_CELL] or None
        if value.startswith(FORMULA_STARTS):
            cell.data_type, cell.quotePrefix = "s", True
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = DATE_FORMAT
        elif isinstance(value, Decimal):
            behind = wording.decimals(value)
            cell.number_format = "#,##0" + ("." + "0" * behind if behind else "")


def lines_needed(value: object, width: float) -> int:
    """Lines that a cell's text takes when it is wrapped; programs other than Excel do not find the height of a row by themselves."""
    if not isinstance(value, str):
        return 1
    return sum(max(1, len(wrap(line, max(1, int(width * _LETTERS_A_UNIT))))) for line in value.split("\n"))


def height_of(lines: int) -> float:
    """Points of a row with so many lines, as far as rows go."""
    return min(_HIGHEST, _LINE * lines)
