"""What names a cell of a table: the words at the beginning of its row and over its column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell's place in its table and what stands in it.

    Attributes:
        row: first row, from 0.
        column: first column, from 0.
        last_row: the last row it reaches into.
        last_column: the last column it reaches into.
        text: "" for an empty cell.
    """

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Heads:
    """What names a cell; "" where nothing does.

    Attributes:
        row: the first words left of it in its row; numbers, such as those that count the rows, name nothing.
        column: the words over it in the rows that name the columns, from the top, " – " between them.
    """

    row: str = ""
    column: str = ""


def heads_of(cells: Sequence[Placed], head_rows: int) -> list[Heads]:
    """What names each of a table's cells, in their order.

    Args:
        cells: all of the table.
        head_rows: how many rows at its top name its columns.
    """
    named = sorted((cell for cell in cells if _names(cell.text)), key=lambda cell: (cell.column, cell.row))
    by_row: dict[int, list[Placed]] = {}
    over: dict[int, list[Placed]] = {}
    for cell in named:
        for row in range(cell.row, cell.last_row + 1):
            by_row.setdefault(row, []).append(cell)
        if cell.row < head_rows:
            for column in range(cell.column, cell.last_column + 1):
                over.setdefault(column, []).append(cell)
    found = []
    for cell in cells:
        left = next((other.text for other in by_row.get(cell.row, ()) if other.last_column < cell.column), "")
        above = sorted((other for other in over.get(cell.column, ()) if other.last_row < cell.row), key=lambda other: other.row)
        found.append(Heads(left if cell.row >= head_rows else "", " – ".join(dict.fromkeys(other.text for other in above))))
    return found


def known_by(title: str, cells: Sequence[Placed], heads: Sequence[Heads]) -> list[str]:
    """The words by which each cell is found again in another reading: title and heads, and which of those that are alike it is.

    How many are alike is said too: where one more was read, nobody knows which of them a person meant.

    Args:
        title: of the table.
        cells: all of it.
        heads: of each.
    """
    keys = [(head.row, head.column, cell.text) for cell, head in zip(cells, heads, strict=True)]
    count, seen = Counter(keys), Counter[tuple[str, str, str]]()
    found = []
    for key in keys:
        seen[key] += 1
        which = f"{seen[key]} / {count[key]}" if count[key] > 1 else ""
        found.append(" | ".join(part for part in (title, *key[:2], which) if part))
    return found


def _names(text: str) -> bool:
    return any(character.isalpha() for character in text)
