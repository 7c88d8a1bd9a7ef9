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
    hợp", above rows of five cells); any other table is given back as it is.
    """
    above, below = table.starts(0), table.starts(1)
    if table.drawn or not _from_left(above) or not _from_left(below) or not 1 < len(below) < table.width:
        return table
    width = max((column + 1 for column, cells in table.columns.items() if cells[-1].row > 1), default=0)
    parent = _parent(above) if len(above) - 1 + len(below) == width else None
    if parent is None:
        return table
    shift = len(below) - 1
    moved = {(0, column): column + (shift if column > parent else 0) for column, _ in above}
    moved |= {(1, column): column + parent for column, _ in below}
    return replace(table, columns=_moved(table.columns, moved), width=max(table.width, width))


def _from_left(cells: tuple[tuple[int, TableCell], ...]) -> bool:
    """Whether the cells of a row fill the first columns without a gap."""
    return bool(cells) and [column for column, _ in cells] == list(range(len(cells)))


def _parent(names: tuple[tuple[int, TableCell], ...]) -> int | None:
    """The column of the name that stands over several: one that says so, else the last that is no remark."""
    named = [column for column, cell in names if column and _OVER_SEVERAL.match(cell.text)]
    if named:
        return named[0]
    column, cell = names[-1]
    return None if _LAST.match(cell.text) else column


def _moved(columns: Mapping[int, tuple[TableCell, ...]], moved: dict[tuple[int, int], int]) -> dict[int, tuple[TableCell, ...]]:
    out: dict[int, list[TableCell]] = {}
    for column, cells in columns.items():
        for cell in cells:
            out.setdefault(moved.get((cell.row, column), column), []).append(cell)
    return {column: tuple(sorted(cells, key=lambda c: c.row)) for column, cells in sorted(out.items())}
