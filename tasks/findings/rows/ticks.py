"""Columns that each stand for a time and hold a tick: "Quý I | Quý II | Quý III | Quý IV" with an "x" where a task is due."""

from __future__ import annotations

import re
from dataclasses import replace

from tasks.findings.rows.columns import Columns, Period
from tasks.findings.rows.periods import period_named
from tasks.findings.tables import Table, TableCell

LEAST_PERIODS, LEAST_EMPTY = 2, 3
"""Columns, where anything in them is ticked and where recognition saw no tick at all."""
_TICK = re.compile(r"\W{0,2}(?:[^\W\d]|[^\w\s.,;:'\"|-]){1,2}\W{0,2}")
"""What recognition makes of a tick is one or two characters, but never a figure or a mere speck."""


def with_periods(table: Table, columns: Columns) -> Columns:
    """The columns with those that stand for a time each; as they are where too few do."""
    kept = {*columns.task, *columns.lead, *columns.coordinating, *columns.product}
    found: dict[int, Period] = {}
    for column in sorted(set(table.columns) - kept):
        heads = [cell for row in range(columns.head, columns.below) if (cell := table.cell(row, column)) is not None]
        named = period_named(heads[-1].text, _over(table, columns, column)) if heads else None
        if named is not None and _holds_ticks(table, column, columns.below):
            found[column] = Period(heads[-1], named)
    ticked = any(is_tick(cell) for column in found for cell in table.columns[column] if cell.row >= columns.below)
    if len(found) < (LEAST_PERIODS if ticked else LEAST_EMPTY):
        return columns
    return replace(columns, periods=found, time=tuple(column for column in columns.time if column not in found))


def is_tick(cell: TableCell) -> bool:
    """Whether a cell holds a mark and nothing else."""
    return _TICK.fullmatch(cell.text.strip()) is not None


def _over(table: Table, columns: Columns, column: int) -> str:
    """What may stand over a column in the head: in each row the name at its place, or the nearest to the left."""
    names = []
    for row in range(columns.head, columns.below):
        names += [cell.text for c, cell in table.starts(row) if c <= column][-1:]
    return " ".join(names)


def _holds_ticks(table: Table, column: int, below: int) -> bool:
    """Whether nothing but ticks, or nothing at all, stands below the head."""
    return all(is_tick(cell) or not any(c.isalnum() for c in cell.text) for cell in table.columns[column] if cell.row >= below)
