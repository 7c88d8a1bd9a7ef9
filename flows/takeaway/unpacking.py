"""What the process does that opens a workbook: ``python -m flows.takeaway.unpacking WORKBOOK``; the rows go to its output as JSON.

It reads what anybody may have sent, so it runs under limits and holds nothing of the program's. ``{"rows": [[place, key, values, mark]]}``,
or ``{"refused": message, "hint": ...}``; days and times among the values are pairs of kind and text.
"""

from __future__ import annotations

import json
import sys
import warnings
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from flows.takeaway.columns import ANSWERS, FORMER, GIVEN, STEPS
from flows.takeaway.measured import refuse_bombs
from tasks.domain.correction_errors import SheetError
from tasks.domain.letters import fold

_COLUMNS = {fold(name): name for name in (*GIVEN, *ANSWERS.values(), "Văn bản giao", "gốc", "id")} | {
    fold(name): now for name, now in FORMER.items()
}
_HEAD_WITHIN = 30  # rows; offices put letterheads above the table
# What lies further out is looked at by nobody; a program that shades a whole row writes a cell in each of 16,384 columns.
_COLUMNS_WITHIN, _ROWS_WITHIN = 256, 100_000
_MOST_ROWS = 50_000
_LONGEST = 40_000  # characters of a cell; Excel takes 32,767

# What openpyxl and zipfile raise over files that are none.
_NO_WORKBOOK = (
    *(BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError, AttributeError, IndexError, OSError, EOFError),
    *(NotImplementedError, RecursionError, zlib.error),
)

Row = Sequence[Any]


def main(path: Path) -> None:
    """Tell the rows of a workbook, or why it is refused."""
    warnings.simplefilter("ignore")
    try:
        rows = list(rows_of(path))
        told: dict[str, Any] = {"rows": rows}
    except SheetError as error:
        told = {"refused": error.message, "hint": error.hint}
    except _NO_WORKBOOK as error:
        told = {"refused": f"{path} is no workbook: {str(error)[:200]}.", "hint": "Save it as .xlsx."}
    sys.stdout.write(json.dumps(told))


def rows_of(path: Path) -> Iterator[tuple[str, str, dict[str, Any], str]]:
    """All rows of tasks on visible sheets: place, key, cells by the name of their column, mark; empty rows are passed over.

    Raises:
        SheetError: no sheet has the columns of tasks, or the workbook is of no size that an office's has.
    """
    with ZipFile(path) as parts:
        refuse_bombs(parts, str(path), path.stat().st_size)
    book = load_workbook(path, read_only=True, data_only=True, keep_links=False)
    heads = count = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()  # what a sheet says of its size is not believed
        columns: dict[str, int] = {}
        for number, row in enumerate(sheet.iter_rows(max_row=_ROWS_WITHIN, max_col=_COLUMNS_WITHIN, values_only=True), 1):
            if not columns and number <= _HEAD_WITHIN and _is_head(row):
                heads += 1
                columns = {_COLUMNS[fold(str(cell).strip())]: i for i, cell in reversed(list(enumerate(row))) if _known(cell)}
            elif not columns and number > _HEAD_WITHIN:
                break
            elif columns and _says(row, columns):
                count += 1
                if count > _MOST_ROWS:
                    raise SheetError(f"{path} has more than {_MOST_ROWS} rows.", "Bring them in by parts.")
                yield _told(f"{sheet.title} {number}", row, columns)
    if not heads:
        raise SheetError(f"{path} has no visible sheet of tasks.", f"A sheet needs the columns {STEPS} and {ANSWERS['state']}.")


def _known(cell: Any) -> bool:
    return cell is not None and fold(str(cell).strip()) in _COLUMNS


def _is_head(row: Row) -> bool:
    names = {_COLUMNS[fold(str(cell).strip())] for cell in row if _known(cell)}
    return {STEPS, ANSWERS["state"]} <= names


def _says(row: Row, columns: Mapping[str, int]) -> bool:
    return any(row[i] not in (None, "") for name, i in columns.items() if i < len(row) and name != "gốc")


def _told(place: str, row: Row, columns: Mapping[str, int]) -> tuple[str, str, dict[str, Any], str]:
    values = {name: row[i] if i < len(row) else None for name, i in columns.items()}
    mark, key = values.pop("gốc", None), values.pop("id", None)
    return place, str(key or "").strip()[:_LONGEST], {name: _plain(cell) for name, cell in values.items()}, str(mark)[:_LONGEST]


def _plain(cell: Any) -> Any:
    """A cell as JSON has it."""
    for kind in (datetime, date, time):
        if isinstance(cell, kind):
            return [kind.__name__, cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["timedelta", str(cell.total_seconds())]
    return cell if cell is None or isinstance(cell, (bool, int, float)) else str(cell)[:_LONGEST]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
