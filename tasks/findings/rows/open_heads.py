"""Columns whose heads leave open what they are: "Đơn vị" beside tasks, "Tên báo cáo" beside those who write them, names nobody lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.findings.rows.columns import LONGEST_HEAD, Columns, HeadReader, head_name
from tasks.findings.rows.guessing import Looks, by_content, looks_like
from tasks.findings.tables import Table
from tasks.vietnamese.syllable import is_syllable

_WORD = re.compile(r"[^\W\d_]+")
_OF_WORK = re.compile(r"nhiệm vụ|việc|hoạt động|chỉ đạo|hành động|nhiem vu|viec|hoat dong", re.IGNORECASE)
"""A column so named holds tasks also where no other says by when; "Nội dung" beside "Đơn vị" may be anything."""


@dataclass(frozen=True, slots=True)
class _Named:
    """What the head says of one column: its names from top to bottom."""

    names: tuple[str, ...]

    @property
    def readable(self) -> bool:
        """Whether every word is Vietnamese: then the column is what it says."""
        words = [word for name in self.names for word in _WORD.findall(head_name(name))]
        return bool(words) and all(is_syllable(word) or word.isupper() for word in words)


def with_open_columns(table: Table, columns: Columns, heads: HeadReader, looks: Looks) -> Columns:
    """The columns with roles for those whose heads leave them open, where the other heads or what stands below decides.

    "Tên báo cáo", "Nội dung giám sát" are the task beside columns of parties and times. "Đơn vị" is the party beside a task where the
    cells name parties. A head that cannot be read, or one that no list has beside a known task, is what stands below it; such roles are
    marked as guessed.

    Args:
        table: the table.
        columns: known by their heads.
        heads: knows the names of columns.
        looks: what cells look like.
    """
    if columns.below == columns.head and any(heads.is_other(cell.text) for _, cell in table.starts(columns.head)):
        columns = replace(columns, below=columns.head + 1)  # a head all the same, of a table of something else
    unnamed = sorted(set(table.columns) - {*columns.all, *columns.periods})
    named = {c: _named(table, c, columns.head, columns.below) for c in unnamed}
    # Names in no list may be those of parties or times that the names of others need beside them.
    unlisted = [c for c, head in named.items() if not any(heads.is_other(name) or heads.is_work(name) for name in head.names)]
    below = columns.below
    dated = bool(columns.time or columns.periods or columns.coordinating) or any(
        looks_like(table, c, below, looks["time"]) for c in unlisted
    )
    acting = bool(columns.lead) or any(looks_like(table, c, below, looks["lead"]) for c in unlisted)
    if not columns.task and dated and acting and (columns.lead or columns.time or columns.periods):
        works = [c for c, head in named.items() if any(heads.is_work(name) for name in head.names)]
        columns = replace(columns, task=tuple(works[-1:]))
    if columns.task and not columns.lead and (columns.time or columns.periods or _is_work(table, columns)):
        bodies = (c for c, head in named.items() if head.names and heads.is_body(head.names[-1]))
        columns = replace(columns, lead=tuple(c for c in bodies if looks_like(table, c, columns.below, looks["lead"], least=1))[:1])
    if columns.task and not columns.lead and not columns.time and looks_like(table, columns.task[0], columns.below, looks["task"]):
        # Members of a working group, each with what he does: "Họ và tên | Chức vụ | Nhiệm vụ". A list of offices held has no verbs.
        columns = replace(columns, lead=tuple(c for c, head in named.items() if head.names and heads.is_person(head.names[-1]))[:1])
    if columns.task and columns.lead and (columns.time or columns.periods):
        return columns
    # Beside a known task, or where parties and times are known, a name that no list has is a name all the same.
    work = bool(columns.task) and (dated or bool(columns.lead or columns.coordinating) or _is_work(table, columns))
    vouched = work or bool(columns.lead and dated)
    free = [
        c
        for c, head in named.items()
        if c not in columns.all and (not head.readable or (vouched and not any(heads.is_other(n) or heads.is_body(n) for n in head.names)))
    ]
    return by_content(table, columns, free, looks)


def _named(table: Table, column: int, first: int, below: int) -> _Named:
    cells = [cell for row in range(first, below) if (cell := table.cell(row, column)) is not None and len(cell.text) <= LONGEST_HEAD]
    return _Named(tuple(dict.fromkeys(cell.text for cell in cells)))


def _is_work(table: Table, columns: Columns) -> bool:
    return any(_OF_WORK.search(name) for c in columns.task for name in _named(table, c, columns.head, columns.below).names)
