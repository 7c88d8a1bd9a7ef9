"""Answers in a workbook that nobody brought back: found before another is written in its place."""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

from config.settings import Settings
from flows.apart import takeaway_bounds
from flows.takeaway.bringing_back import plan
from flows.takeaway.returned import read_rows
from flows.takeaway.telling import telling_in
from tasks.domain.correction_errors import SheetError
from tasks.domain.errors import OutputError


def unbrought(settings: Settings, path: Path) -> int:
    """How many tasks of a workbook have answers that the database does not; 0 where it is none of ours, or is not there."""
    if not path.is_file():
        return 0
    try:
        lines = plan(settings.database, read_rows(path, takeaway_bounds(settings)))
    except SheetError:
        return 0
    return sum(bool(line.changes) for line in lines)


def keep_unbrought(settings: Settings, path: Path, *, force: bool) -> str:
    """Let no answers be lost that nobody brought back.

    Args:
        settings: of the program.
        path: where a workbook is to be written.
        force: what is there may be written over; where it has answers, it is kept beside.

    Returns:
        What is to be told, "" for nothing.

    Raises:
        OutputError: there are such answers, and nothing may be written over.
    """
    number = unbrought(settings, path)
    if not number:
        return ""
    words = telling_in(settings.ui_language)
    told = words("export.unbrought", path=path, count=number)
    if not force:
        raise OutputError(told, words("export.unbrought_hint", path=path))
    beside = next(one for n in count(1) if not (one := path.with_name(f"{path.stem}.{n}{path.suffix}")).exists())
    try:
        shutil.copy2(path, beside)
    except OSError as error:
        raise OutputError(f"{beside} cannot be written: {error.strerror or error}.", "Check the folder and the free space.") from error
    return f"{told} {words('export.kept', path=beside)}"
