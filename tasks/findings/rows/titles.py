"""Titles of groups of rows that say who or when for all rows below: "I. Sở Y tế", "Tháng 6/2026"."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.domain.finding import Part
from tasks.findings.rows.cells import CellReader, CellTime
from tasks.findings.rows.grouping import TaskRow
from tasks.findings.tables import TableCell

LONGEST_TITLE = 100
"""Characters."""


@dataclass(frozen=True, slots=True)
class GroupTitle:
    """What the title of a group says for its rows.

    Attributes:
        lead: parties, where it names parties and nothing else.
        time: by when, where it names a time and nothing else.
    """

    lead: tuple[Part, ...] = ()
    time: CellTime = CellTime(None)  # noqa: RUF009 -- frozen


def read_title(row: TaskRow, cells: CellReader) -> GroupTitle:
    """What a row that is a title says; nothing for one that names a field of work."""
    cell = _name(row)
    if cell is None or len(cell.text) > LONGEST_TITLE:
        return GroupTitle()
    if cells.looks_like_time(cell):
        return GroupTitle(time=cells.time(cell))
    if cells.looks_like_parties(cell):
        return GroupTitle(lead=tuple(part for part in cells.parties(cell, "lead") if part.field == "lead"))
    return GroupTitle()


def _name(row: TaskRow) -> TableCell | None:
    """The cell that names the group: not the one with its number."""
    own = [row.cells[column] for column in sorted(row.own)]
    return max(own, key=lambda cell: len(cell.text), default=None)
