"""Tables as CSV that a spreadsheet opens safely."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any

from db.asking.details import RevisionDetail
from flows.takeaway.export import document_json
from flows.takeaway.flat_rows import TABLES, csv_rows
from flows.takeaway.outputs import refuse_present, whole_file

# A cell that begins with one of these is run as a formula by spreadsheets (OWASP, CSV injection).
# Excel takes the wide forms of East Asian keyboards as well.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(value: Any) -> Any:
    """A value that no spreadsheet takes for a formula."""
    if isinstance(value, list):
        value = "; ".join(str(v) for v in value)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def write_csv(details: Iterable[RevisionDetail], folder: Path, zone: tzinfo = UTC, *, force: bool = False) -> list[tuple[Path, int]]:
    """One file a table in ``folder``, UTF-8 with a byte order mark, which spreadsheets need to read Vietnamese; all or none of them.

    Args:
        details: the documents.
        folder: where the files go.
        zone: in which times are written.
        force: files that are there may be written over.

    Returns:
        The files with their number of rows.

    Raises:
        OutputError: a file is there, or cannot be written.
    """
    places = {table: folder / f"{table}.csv" for table in TABLES}
    refuse_present(places.values(), force=force)
    counted = dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        writers = {}
        for table, columns in TABLES.items():
            writing = stack.enter_context(whole_file(places[table]))
            stream = stack.enter_context(writing.open("w", encoding="utf-8-sig", newline=""))
            writers[table] = csv.DictWriter(stream, list(columns))
            writers[table].writeheader()
        for detail in details:
            for table, row in csv_rows(document_json(detail, zone)):
                writers[table].writerow({name: cell(value) for name, value in row.items()})
                counted[table] += 1
    return [(places[table], number) for table, number in counted.items()]
