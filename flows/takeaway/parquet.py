"""Rows as Parquet, one typed file a table, for those who calculate with them.

The types of the columns are fixed, so that files of several exports have one schema and can be read as one table; a file that is there can
be added to.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from db.asking.details import RevisionDetail
from flows.takeaway.export import document_json
from flows.takeaway.flat_rows import TABLES, Holds, csv_rows
from flows.takeaway.outputs import refuse_present, whole_file
from tasks.domain.errors import MissingToolError, OutputError

# Apache Arrow's decimal128, which every program that reads Parquet knows, has 38 digits. Ten behind the point leave 28 before it; the
# figures of the 51 annotated documents, as printed and in normal units, have at most 3 behind it and 14 before (measured).
DIGITS, BEHIND = 38, 10
_AT_ONCE = 20_000  # rows held in memory for one table, some 20 MB


@dataclass(slots=True)
class Written:
    """What was written.

    Attributes:
        files: each with the number of its new rows.
        kept: rows of other documents that were in the files already.
        unfit: figures with more digits than the type holds; they are empty there.
    """

    files: list[tuple[Path, int]] = field(default_factory=list)
    kept: int = 0
    unfit: int = 0


def fits(value: Decimal) -> bool:
    """Whether the fixed type holds a figure digit for digit."""
    if not value.is_finite():
        return False
    exponent = value.normalize().as_tuple().exponent
    return -int(exponent) <= BEHIND and value.adjusted() < DIGITS - BEHIND


def typed(holds: Holds, value: Any) -> Any:
    """A value of a row as its column's type has it; None for a figure that does not fit."""
    if value is None:
        return None
    if holds is Holds.DAY:
        return date.fromisoformat(value)
    if holds is Holds.MOMENT:
        return datetime.fromisoformat(value)
    if holds is Holds.FIGURE:
        return Decimal(value) if fits(Decimal(value)) else None
    return value


def schema_of(table: str) -> Any:
    """The Arrow schema of a table, always the same.

    Raises:
        MissingToolError: pyarrow is not installed.
    """
    pa, _ = _arrow()
    kinds = {
        Holds.TEXT: pa.string(),
        Holds.DAY: pa.date32(),
        Holds.MOMENT: pa.timestamp("us", tz="UTC"),
        Holds.FIGURE: pa.decimal128(DIGITS, BEHIND),
        Holds.WHOLE: pa.int64(),
        Holds.REAL: pa.float64(),
        Holds.TRUTH: pa.bool_(),
        Holds.NAMES: pa.list_(pa.string()),
    }
    return pa.schema([(name, kinds[holds]) for name, holds in TABLES[table].items()])


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise MissingToolError("Parquet needs the Python package pyarrow.", "Install it with the locked packages: make setup.") from error
    return pa, pq


def write_parquet(details: Iterable[RevisionDetail], folder: Path, *, force: bool = False, append: bool = False) -> Written:
    """One file a table in ``folder``, with the columns of the CSV files and fixed types; all or none of them.

    Args:
        details: the documents.
        folder: where the files go.
        force: files that are there may be written over.
        append: files that are there are added to: rows of other documents stay, those of these documents are replaced.

    Raises:
        MissingToolError: pyarrow is not installed.
        OutputError: a file is there, has other columns, or cannot be written.
    """
    pa, pq = _arrow()
    places = {table: folder / f"{table}.parquet" for table in TABLES}
    refuse_present(places.values(), force=force or append)
    written, ids = Written(), set[str]()
    counted = dict.fromkeys(TABLES, 0)
    with ExitStack() as stack:
        schemas = {table: schema_of(table) for table in TABLES}
        writers = {
            table: stack.enter_context(pq.ParquetWriter(stack.enter_context(whole_file(place)), schemas[table]))
            for table, place in places.items()
        }
        rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        for detail in details:
            ids.add(detail.document.short_id)
            for table, row in csv_rows(document_json(detail)):
                rows[table].append(_typed_row(table, row, written))
                counted[table] += 1
                if len(rows[table]) >= _AT_ONCE:
                    writers[table].write_table(pa.Table.from_pylist(rows[table], schema=schemas[table]))
                    rows[table].clear()
        for table, writer in writers.items():
            writer.write_table(pa.Table.from_pylist(rows[table], schema=schemas[table]))
            for left in _others(places[table], schemas[table], ids) if append else ():
                writer.write_table(left)
                written.kept += left.num_rows
    written.files = [(places[table], number) for table, number in counted.items()]
    return written


def _typed_row(table: str, row: dict[str, Any], written: Written) -> dict[str, Any]:
    found = {name: typed(holds, row[name]) for name, holds in TABLES[table].items()}
    written.unfit += sum(found[name] is None and row[name] is not None for name in found)
    return found


def _others(place: Path, schema: Any, ids: Collection[str]) -> Iterator[Any]:
    """What a file that is there holds of other documents, some rows at a time."""
    if not place.exists():
        return
    pa, pq = _arrow()
    import pyarrow.compute as pc

    try:
        source = pq.ParquetFile(place)
    except pa.ArrowInvalid as error:
        raise OutputError(f"{place} is no Parquet file.", "Give another --output, or --force to write over it.") from error
    with source:
        if not source.schema_arrow.equals(schema):
            raise OutputError(f"{place} has other columns than this version writes.", "Give another --output, or --force to write it anew.")
        for batch in source.iter_batches():
            held = pa.Table.from_batches([batch], schema=schema)
            yield held.filter(pc.invert(pc.is_in(held["document_id"], value_set=pa.array(sorted(ids), pa.string()))))
