"""Columns whose head is missing or cannot be read, known by what stands in them: parties, times, tasks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from tasks.findings.rows.columns import HEAD_ROWS, Columns
from tasks.findings.tables import Table, TableCell

LEAST_CELLS, SHARE = 3, 2 / 3
"""A column is what at least three of its cells, and two of three, look like."""
MOST_CELLS = 15
"""Cells of a column that are looked at."""
_HEADLESS = ("task", "lead")
"""What a table without any head must show to be one of assignments; times alone are also in lists of documents and births."""

Looks = dict[str, Callable[[TableCell], bool]]
"""What a cell of a role looks like: "lead" names bodies and nothing else, "time" a time, "task" begins with a verb."""


def by_content(table: Table, columns: Columns, free: Sequence[int], looks: Looks) -> Columns:
    """The columns with what is missing given by content, each role once.

    Args:
        table: the table.
        columns: known by their heads.
        free: columns whose heads do not say what they are, from left to right.
        looks: what cells look like.
    """
    guessed: dict[str, int] = {}
    for role in ("lead", "time", "task"):
        if columns.of(role) or (role == "time" and columns.periods):
            continue
        column = next((c for c in free if c not in guessed.values() and looks_like(table, c, columns.below, looks[role])), None)
        if column is not None:
            guessed[role] = column
    if not guessed or not (columns.all or all(role in guessed for role in _HEADLESS)):
        return columns
    below = columns.below
    if below == columns.head:
        # Nothing of the head was read: it ends where what stands below it begins.
        rows = range(below, below + HEAD_ROWS)
        below = next((row for row in rows if _shows(table, row, guessed, looks)), below + HEAD_ROWS)
    task, lead, time = ((guessed[role],) if role in guessed else columns.of(role) for role in ("task", "lead", "time"))
    return replace(columns, task=task, lead=lead, time=time, below=below, guessed=frozenset(guessed))


def _shows(table: Table, row: int, guessed: dict[str, int], looks: Looks) -> bool:
    """Whether a row holds in one of the guessed columns what was guessed: then it is no head."""
    return any((cell := table.of_column(row, column)) is not None and looks[role](cell) for role, column in guessed.items())


def looks_like(table: Table, column: int, below: int, like: Callable[[TableCell], bool], least: int = LEAST_CELLS) -> bool:
    """Whether what stands below the head of a column is, by and large, of one kind.

    Args:
        table: the table.
        column: of it.
        below: first row behind the head.
        like: whether a cell is of the kind.
        least: cells that must be.
    """
    cells = list(islice((cell for cell in table.columns[column] if cell.row >= below and cell.has_words), MOST_CELLS))
    hits = sum(like(cell) for cell in cells)
    return hits >= least and hits >= SHARE * len(cells)
