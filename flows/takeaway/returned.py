"""Rows of a workbook of tasks that came back from an office, whatever program saved it and however its columns were moved."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl.utils.datetime import from_excel

from flows.apart import run_apart, why_ended
from flows.takeaway.exported import read_mark
from flows.takeaway.measured import LARGEST_FILE
from flows.takeaway.wording import STATE_NAMES
from tasks.domain.correction_errors import SheetError
from tasks.domain.letters import fold
from tasks.domain.typed import read_day
from tasks.scan.process import Bounds

_STATES = {fold(name): code for code, name in STATE_NAMES.items()} | {code: code for code in STATE_NAMES}
_SERIALS = range(20_000, 80_000)  # days of Excel from 1954 to 2119; other numbers are no dates
_MOST_TOLD = 64 * 1024 * 1024  # bytes of all rows; a thousand tasks take 1 or 2 million


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


def read_rows(path: Path, bounds: Bounds) -> list[ReturnedRow]:
    """All rows of tasks on visible sheets, read in a process of its own; empty rows are passed over.

    Args:
        path: of the workbook; it is only read.
        bounds: of the process.

    Raises:
        SheetError: it is no workbook, no sheet has the columns of tasks, or it asks for more than an office's workbook does.
    """
    try:
        found = path.stat()
        is_readable = os.access(path, os.R_OK)
    except OSError as error:
        raise SheetError(f"{path} cannot be read: {error.strerror or error}.", "Check the path and its permissions.") from error
    if not is_readable:
        raise SheetError(f"{path} cannot be read.", "Check the path and its permissions.")
    if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST_FILE:
        raise SheetError(f"{path} is no file of at most {LARGEST_FILE // 1_000_000} MB.", "Take the sheet alone into a new workbook.")
    within = replace(bounds, output_bytes=min(_MOST_TOLD, bounds.output_bytes or _MOST_TOLD))
    done = run_apart("flows.takeaway.unpacking", [str(path.absolute())], within)
    if done.returncode != 0 or not done.stdout:
        takes = why_ended(done) or "a program that is not this one"
        raise SheetError(f"{path} takes {takes}.", "Take the sheet alone into a new workbook.")
    told = json.loads(done.stdout)
    if "refused" in told:
        raise SheetError(str(told["refused"]), str(told["hint"]))
    return [
        ReturnedRow(str(place), str(key), {str(name): _value(cell) for name, cell in values.items()}, read_mark(mark))
        for place, key, values, mark in told["rows"]
    ]


_KINDS = {"datetime": datetime.fromisoformat, "date": date.fromisoformat, "time": time.fromisoformat}


def _value(cell: Any) -> Any:
    """A cell as :mod:`flows.takeaway.unpacking` told it."""
    if not isinstance(cell, list):
        return cell
    kind, told = cell
    return timedelta(seconds=float(told)) if kind == "timedelta" else _KINDS[kind](told)


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
