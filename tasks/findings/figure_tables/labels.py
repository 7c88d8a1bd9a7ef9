"""What each row of a table of figures is called, and which rows only name a group."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.findings.figure_tables.columns import ColumnKind, FigureColumns
from tasks.findings.tables import Table, TableCell

_PART = re.compile(r"\W*(?:trong đó|bao gồm|gồm|chia ra|trong số đó)\W*", re.IGNORECASE)
_BULLET = re.compile(r"[-–+*•]\s*")
_CAPTIONED = re.compile(r"[IVX]{1,5}|[A-ZĐ]|\d{1,2}")


@dataclass(frozen=True, slots=True)
class RowLabel:
    """The label of one row.

    Attributes:
        row: from 0 within the table.
        text: as printed; what is above it stands in front where it says nothing alone.
        order: number or letter in front of it ("I", "1.1"), "" for none.
    """

    row: int
    text: str
    order: str


def is_title(table: Table, row: int, columns: FigureColumns) -> bool:
    """Whether a row has words but neither a figure nor a unit of its own: the title of a group, or a row still to be filled in."""
    cells = [(column, cell) for column, cell in table.starts(row) if any(c.isalnum() for c in cell.text)]
    data = {*columns.of(ColumnKind.FIGURE), *columns.of(ColumnKind.UNIT)}
    return bool(cells) and all(column not in data or cell.width > 1 for column, cell in cells)


def row_labels(table: Table, rows: Sequence[int], columns: FigureColumns) -> dict[int, RowLabel]:
    """The labels of rows that have figures.

    A label is the leftmost text in front of the figures; the next text to the right is added where a cell of the label reaches over
    several rows or where labels would be the same. "Trong đó: nam" and bullets take the label above, further rows of the same name that of
    their group.
    """
    wanted = columns.of(ColumnKind.LABEL)
    order = columns.of(ColumnKind.ORDER)
    # "Cộng" stands where other rows have their number.
    taken = {row: _cells(table, row, wanted) or _cells(table, row, order) for row in rows}
    plain = {row: " ".join(" ".join(cell.text for cell in cells).split()) for row, cells in taken.items()}
    counted = Counter(plain.values())
    labels: dict[int, RowLabel] = {}
    title, above = "", ""
    for row in range(table.row_count):
        if row not in plain:
            title = _title(table, row, columns) or title
            continue
        text = plain[row]
        number = _text(table, row, order)
        part = _PART.match(text)
        bare = text[part.end() :] if part is not None else text
        if (_BULLET.match(text) or bare != text or not bare) and above:
            bare = _BULLET.sub("", bare)
            text = f"{above} {bare}".strip()
        else:
            above = text
            if counted[text] > 1 and title and title.casefold() != text.casefold():
                text = f"{title} {text}"
        labels[row] = RowLabel(row, text, number)
    return labels


def _cells(table: Table, row: int, wanted: Sequence[int]) -> tuple[TableCell, ...]:
    """The cells of a row's label: the first that stands alone in its row, with those over several rows in front of it."""
    found: list[TableCell] = []
    for column in wanted:
        cell = table.cell(row, column)
        if cell is None or not cell.has_words or cell in found:
            continue
        found.append(cell)
        if cell.last_row == cell.row:
            break
    return tuple(found)


def _title(table: Table, row: int, columns: FigureColumns) -> str:
    """The words of a title, its number left out."""
    if not is_title(table, row, columns):
        return ""
    cells = [cell for _, cell in table.starts(row) if cell.has_words and not _CAPTIONED.fullmatch(cell.text.strip(" .)("))]
    return cells[0].text if len(cells) == 1 else ""


def _text(table: Table, row: int, columns: Sequence[int]) -> str:
    return next((cell.text.strip(" .)(") for column in columns if (cell := table.cell(row, column)) is not None), "")
