"""Read a workbook of tasks that came back from an office, whatever program saved it and however its columns were moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.exceptions import InvalidFileException

from db.fields import read_day
from flows.takeaway.exported import ANSWERS, GIVEN, read_mark
from flows.takeaway.wording import STATE_NAMES
from tasks.domain.errors import SheetError
from tasks.domain.letters import fold

_COLUMNS = {fold(name): name for name in (*GIVEN, *ANSWERS.values(), "Văn bản giao", "gốc", "id")}
_STATES = {fold(name): code for code, name in STATE_NAMES.items()} | {code: code for code in STATE_NAMES}
_HEAD_WITHIN = 30  # rows; offices put letterheads above the table
_LARGEST = 200_000_000  # bytes, unpacked; a sheet of 1,000 tasks unpacks to some 2 million
_SERIALS = range(20_000, 80_000)  # days of Excel from 1954 to 2119; other numbers are no dates


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row that came back.

    Attributes:
        place: sheet and row, for a person.
        key: of the task, "" where the cell is empty.
        values: cells by the name of their column; only columns that are there.
        mark: fingerprints of the cells as they left, by column; empty where the mark was lost.
    """

    place: str
    key: str
    values: Mapping[str, Any]
    mark: Mapping[str, str]


def read_rows(path: Path) -> list[ReturnedRow]:
    """All rows of tasks on visible sheets; empty rows are passed over.

    Raises:
        SheetError: it is no workbook, or no sheet has the columns of tasks.
    """
    try:
        with ZipFile(path) as parts:  # a workbook is a zip file; a small one may be built to fill the memory
            size = sum(part.file_size for part in parts.infolist())
        if size > _LARGEST:
            raise SheetError(f"{path} holds more than {_LARGEST // 1_000_000} MB.", "Take the sheet alone into a new workbook.")
        book = load_workbook(path, data_only=True)
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror or error}.", "Check the path and its permissions.") from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise SheetError(f"{path} is no workbook: {error}.", "Save it as .xlsx.") from error
    found: list[ReturnedRow] = []
    heads = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        rows = list(sheet.iter_rows(values_only=True))
        head = next((i for i, row in enumerate(rows[:_HEAD_WITHIN]) if _is_head(row)), None)
        if head is None:
            continue
        heads += 1
        columns = {_COLUMNS[fold(str(cell).strip())]: i for i, cell in reversed(list(enumerate(rows[head]))) if _known(cell)}
        found += (
            _row(f"{sheet.title} {number}", row, columns) for number, row in enumerate(rows[head + 1 :], head + 2) if _says(row, columns)
        )
    if not heads:
        raise SheetError(f"{path} has no visible sheet of tasks.", "A sheet needs the columns Nhiệm vụ and Trạng thái.")
    return found


def _known(cell: Any) -> bool:
    return cell is not None and fold(str(cell).strip()) in _COLUMNS


def _is_head(row: Sequence[Any]) -> bool:
    names = {_COLUMNS[fold(str(cell).strip())] for cell in row if _known(cell)}
    return {"Nhiệm vụ", "Trạng thái"} <= names


def _says(row: Sequence[Any], columns: Mapping[str, int]) -> bool:
    return any(row[i] not in (None, "") for name, i in columns.items() if i < len(row) and name != "gốc")


def _row(place: str, row: Sequence[Any], columns: Mapping[str, int]) -> ReturnedRow:
    values = {name: row[i] if i < len(row) else None for name, i in columns.items()}
    mark = read_mark(values.pop("gốc", None))
    return ReturnedRow(place, str(values.pop("id", None) or "").strip(), values, mark)


def answer(field: str, cell: Any) -> Any:
    """What a cell says of a field of the task; None where it is empty.

    Raises:
        ValueError: it is no state, or no day.
    """
    if cell is None or not str(cell).strip():
        return None
    if field == "state":
        if (state := _STATES.get(fold(" ".join(str(cell).split())))) is None:
            raise ValueError(f"{str(cell)[:40]!r} is no state; there are {', '.join(STATE_NAMES.values())}")
        return state
    if field != "completed_on":
        return str(cell)
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, (int, float)) and int(cell) in _SERIALS:
        cell = from_excel(cell)
        return cell.date() if isinstance(cell, datetime) else cell
    try:
        return cell if isinstance(cell, date) else read_day(str(cell))
    except ValueError as error:
        raise ValueError(f"{str(cell)[:40]!r} is no day like 30/06/2026") from error
