"""Rows as Parquet, one typed file a table, for those who calculate with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from db.asking.details import RevisionDetail
from flows.takeaway import wording
from flows.takeaway.export import csv_rows, document_json
from flows.takeaway.table_rows import BOX
from tasks.domain.errors import MissingToolError

_NARROW, _WIDE = 38, 76  # digits of the decimal types
_DATES = frozenset(("issued_on", "deadline_on", "completed_on"))
_DECIMALS = frozenset(("value", "normal_value", "total", "change"))
_WHOLE = frozenset(
    (
        *("id", "page", "directives", "item", "row_id", "cell", "table", "row", "column", "last_row", "last_column"),
        *(f"box_{edge}" for edge in BOX),
    )
)
_REAL = frozenset(("confidence",))
_TRUTHS = frozenset(("settled", "sure", "in_table", "doubted", "is_stamp", "covers_file", "intact", "valid"))
_LISTS = frozenset(("lead", "coordinating", "citations"))


def typed(name: str, value: Any) -> Any:
    """A value of a row as its column's type has it: dates as dates, figures as exact decimals."""
    if value is None:
        return None
    if name in _DATES:
        return date.fromisoformat(value)
    return Decimal(value) if name in _DECIMALS else value


def decimal_type(pa: Any, values: Sequence[Decimal]) -> Any:
    """The type that holds all values exactly; the wider one, which not every program reads, only where it is needed."""
    behind = max((wording.decimals(value) for value in values), default=0)
    before = max((value.adjusted() + 1 for value in values if value), default=1)
    return pa.decimal128(_NARROW, behind) if max(before, 1) + behind <= _NARROW else pa.decimal256(_WIDE, behind)


def write_parquet(details: Iterable[RevisionDetail], folder: Path) -> list[tuple[Path, int]]:
    """One file a table in ``folder``, with the columns of the CSV files; figures are exact decimals, dates are dates.

    Returns:
        The files with their number of rows.

    Raises:
        MissingToolError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingToolError("Parquet needs the Python package pyarrow.", "Install it with the locked packages: make setup.") from error

    kinds = (
        (_DATES, pa.date32()),
        (_WHOLE, pa.int64()),
        (_REAL, pa.float64()),
        (_TRUTHS, pa.bool_()),
        (_LISTS, pa.list_(pa.string())),
    )

    def kind_of(name: str, rows: list[dict[str, Any]]) -> Any:
        if name in _DECIMALS:
            return decimal_type(pa, [row[name] for row in rows if row[name] is not None])
        return next((kind for names, kind in kinds if name in names), pa.string())

    tables: dict[str, list[dict[str, Any]]] = {}
    for detail in details:
        for table, row in csv_rows(document_json(detail)):
            tables.setdefault(table, []).append({name: typed(name, value) for name, value in row.items()})
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for table, rows in tables.items():
        path = folder / f"{table}.parquet"
        schema = pa.schema([(name, kind_of(name, rows)) for name in rows[0]])
        pq.write_table(pa.Table.from_pylist(rows, schema=schema), path)
        written.append((path, len(rows)))
    return written
