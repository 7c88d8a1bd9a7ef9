"""Heads of two rows in a text without geometry, where a name over several columns stands in one cell and so moves what follows it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from tasks.findings.tables import Table, TableCell

_OVER_SEVERAL = re.compile(
    r"^(?i:(?:các |tên )?(?:cơ quan|đơn vị|bộ,? ngành|phân công|trách nhiệm|tổ chức thực hiện|thời gian|tiến độ|kế hoạch|năm sinh|"
    r"mức|chỉ số|số lượng|tổng số|trong đó|thực hiện|so sánh|chia ra))"
)
"""Names that stand over several columns."""
_LAST = re.compile(r"^(?i:ghi chú)")


def with_spread_head(table: Table) -> Table:
    """The table with the two rows of its head in the columns they stand above, as the rows below count them.

    Done where one name of the first row can stand above all of the second ("STT | Nhiệm vụ | Cơ quan | Thời hạn" over "Chủ trì | Phối
    hợp", above rows of five cells), or several that stand side by side above as many each ("Năm 2023 | Năm 2024" over "Nam | Nữ | Nam |
    Nữ"); these then reach over those columns. Any other table is given back as it is.
    """
    above, below = table.starts(0), table.starts(1)
    if table.drawn or not _from_left(above) or not _from_left(below) or not 1 < len(below) < table.width:
        return table
    width = max((column + 1 for column, cells in table.columns.items() if cells[-1].row > 1), default=0)
    count = len(above) + len(below) - width
    first = _first_parent(above, count) if count > 0 and len(below) % count == 0 and len(below) > count else None
    if first is None:
        return table
    each = len(below) // count
    moved = {(0, column): column + (each - 1) * max(0, min(column - first, count)) for column, _ in above}
    moved |= {(1, column): column + first for column, _ in below}
    wide = {column for column, _ in above if first <= column < first + count}
    columns = {c: tuple(replace(x, width=each) if c in wide and x.row == 0 else x for x in cells) for c, cells in table.columns.items()}
    return replace(table, columns=_moved(columns, moved), width=max(table.width, width))


def _from_left(cells: tuple[tuple[int, TableCell], ...]) -> bool:
    """Whether the cells of a row fill the first columns without a gap."""
    return bool(cells) and [column for column, _ in cells] == list(range(len(cells)))


def _first_parent(names: tuple[tuple[int, TableCell], ...], count: int) -> int | None:
    """The first column of the names that stand over several: those that say so, else the last that are no remarks."""
    named = [column for column, cell in names if column and _OVER_SEVERAL.match(cell.text)]
    if named and (count == 1 or len(named) == count):
        return named[0]
    last = names[:-1] if _LAST.match(names[-1][1].text) else names
    if count == 1 and last is not names:
        return None
    return last[-count][0] if 0 < count < len(last) else None


def _moved(columns: Mapping[int, tuple[TableCell, ...]], moved: dict[tuple[int, int], int]) -> dict[int, tuple[TableCell, ...]]:
    out: dict[int, list[TableCell]] = {}
    for column, cells in columns.items():
        for cell in cells:
            out.setdefault(moved.get((cell.row, column), column), []).append(cell)
    return {column: tuple(sorted(cells, key=lambda c: c.row)) for column, cells in sorted(out.items())}
