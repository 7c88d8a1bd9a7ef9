"""Columns whose heads leave open what they are: "Đơn vị" beside tasks, "Tên báo cáo" beside those who write them, names nobody lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
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
    rest = _Unnamed(table, columns.below, named, heads, looks)
    dated = bool(columns.time or columns.periods or columns.coordinating) or rest.may_be("time")
    acting = bool(columns.lead) or rest.may_be("lead")
    if not columns.task and dated and acting and (columns.lead or columns.time or columns.periods):
        columns = replace(columns, task=rest.work())
    if columns.task and not columns.lead and (columns.time or columns.periods or _is_work(table, columns)):
        columns = replace(columns, lead=rest.body())
    if columns.task and not columns.lead and not columns.time and looks_like(table, columns.task[0], columns.below, looks["task"]):
        # Members of a working group, each with what he does: "Họ và tên | Chức vụ | Nhiệm vụ". A list of offices held has no verbs.
        columns = replace(columns, lead=rest.person())
    if columns.task and columns.lead and (columns.time or columns.periods):
        return columns
    # Beside a known task, or where parties and times are known, a name that no list has is a name all the same.
    work = bool(columns.task) and (dated or bool(columns.lead or columns.coordinating) or _is_work(table, columns))
    vouched = work or bool(columns.lead and dated)
    return by_content(table, columns, rest.free(columns, vouched=vouched), looks)


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """The columns that have no role by their heads, with what these say."""

    table: Table
    below: int
    named: Mapping[int, _Named]
    heads: HeadReader
    looks: Looks

    def may_be(self, role: str) -> bool:
        """Whether one holds parties, or times, whose head no list has: the names of others may need it beside them."""
        unlisted = (c for c, head in self.named.items() if not any(self.heads.is_other(n) or self.heads.is_work(n) for n in head.names))
        return any(looks_like(self.table, c, self.below, self.looks[role]) for c in unlisted)

    def work(self) -> tuple[int, ...]:
        """The last one named as work."""
        return tuple(c for c, head in self.named.items() if any(self.heads.is_work(name) for name in head.names))[-1:]

    def body(self) -> tuple[int, ...]:
        """The first one named as of bodies in which some party stands."""
        bodies = (c for c, head in self.named.items() if head.names and self.heads.is_body(head.names[-1]))
        return tuple(c for c in bodies if looks_like(self.table, c, self.below, self.looks["lead"], least=1))[:1]

    def person(self) -> tuple[int, ...]:
        """The first one named as of persons."""
        return tuple(c for c, head in self.named.items() if head.names and self.heads.is_person(head.names[-1]))[:1]

    def free(self, columns: Columns, *, vouched: bool) -> list[int]:
        """Those without a role that may be what stands below: their heads cannot be read, or no list has them beside what is known."""
        left = ((c, head) for c, head in self.named.items() if c not in columns.all)
        return [
            c
            for c, head in left
            if not head.readable or (vouched and not any(self.heads.is_other(n) or self.heads.is_body(n) for n in head.names))
        ]


def _named(table: Table, column: int, first: int, below: int) -> _Named:
    cells = [cell for row in range(first, below) if (cell := table.cell(row, column)) is not None and len(cell.text) <= LONGEST_HEAD]
    return _Named(tuple(dict.fromkeys(cell.text for cell in cells)))


def _is_work(table: Table, columns: Columns) -> bool:
    return any(_OF_WORK.search(name) for c in columns.task for name in _named(table, c, columns.head, columns.below).names)
