"""Assignment tables: a row says what is to be done, by whom, with whom, by when and what comes out of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tasks.domain.finding import Directive
from tasks.domain.lexicon import Lexicon
from tasks.domain.notice import Section
from tasks.domain.span import Span
from tasks.findings.nouns.deadline import ReadDeadline, read_time
from tasks.findings.nouns.parties import parse_of, read_all
from tasks.findings.reading.notice import NoticeReading
from tasks.findings.reading.sentences import of_plain
from tasks.findings.reading.tokens import fold_spelling
from tasks.findings.tables import Table, TableCell, read_tables

CONFIDENCE = 0.85  # fitted figures replace it (tasks.findings.rows.trust)
ROLES = ("task", "lead", "coordinating", "time", "product")
# A head of two rows ("Cơ quan" over "Chủ trì" and "Phối hợp") is the highest that such tables have.
_HEAD_ROWS = 3
_LABEL = re.compile(r"(?:[IVX]{1,5}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])[.)]\s+|[-–+*•]\s+")
_DITTO = re.compile(r"(?:nt|n\.t|như trên|[\"”'’]+|-nt-|//)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"[\dIVXivx.()]{1,8}")


def find_assignments(reading: NoticeReading, cited: Callable[[Span], tuple[str, ...]], cues: Lexicon) -> tuple[Directive, ...]:
    """The directives of all assignment tables of a notice in reading order; other tables give none.

    A table counts as one where its head names the task and a party or a time.
    """
    tables = read_tables(reading.clean)
    if not tables:
        return ()
    reader = _Reader(reading, cited, cues)
    return tuple(directive for table in tables for directive in reader.read(table))


class _Reader:
    def __init__(self, reading: NoticeReading, cited: Callable[[Span], tuple[str, ...]], cues: Lexicon) -> None:
        self._clean = reading.clean
        self._tagger = reading.tagger
        self._sections = reading.structure.sections
        self._issued_on: date | None = reading.structure.head.issued_on
        self._cited = cited
        self._heads = {role: re.compile(cues.alternation(f"table-{role}")) for role in ROLES}

    def read(self, table: Table) -> list[Directive]:
        roles, first = self._roles(table)
        if "task" not in roles or not roles.keys() & {"lead", "time"}:
            return []
        section = _section_at(self._sections, table.span.start)
        found: list[Directive] = []
        before: dict[str, tuple[str, ...]] = {}
        for row in range(first, table.row_count):
            task = table.cell(row, roles["task"])
            if task is None or task.row != row or _NUMBER.fullmatch(task.text):
                continue
            cells = {role: table.cell(row, column) for role, column in roles.items() if role != "task"}
            if not any(cells.values()):
                continue  # a title over a group of rows
            lead, together = (self._who(cells.get(role), before, role) for role in ("lead", "coordinating"))
            found.append(self._directive(section, task, lead, together, cells))
        return found

    def _directive(
        self, section: str, task: TableCell, lead: tuple[str, ...], together: tuple[str, ...], cells: dict[str, TableCell | None]
    ) -> Directive:
        label = _LABEL.match(task.text)
        raw = task.span.of(self._clean.text)
        # A label is the first word; what follows it may stand on the next line.
        start = len(raw) - len(raw.split(None, 1)[1]) if label and len(raw.split(None, 1)) > 1 else 0
        span = Span(task.span.start + start, task.span.start + len(raw.rstrip(" ;")))
        product = cells.get("product")
        due = self._when(cells.get("time"))
        return Directive(
            section=section,
            text=" ".join(span.of(self._clean.text).split()),
            span=span,
            lead=lead,
            coordinating=tuple(p for p in together if p not in lead),
            deadline=due.deadline if due is not None else None,
            citations=self._cited(span),
            product=product.text.strip(" .;") or None if product else None,
            rule="table",
            in_table=True,
            confidence=CONFIDENCE,
        )

    def _roles(self, table: Table) -> tuple[dict[str, int], int]:
        """Column of each role, and the first row below the head."""
        roles: dict[str, int] = {}
        below = 0
        for row in range(min(_HEAD_ROWS, table.row_count)):
            named = {role: column for column, cell in table.starts(row) if (role := self._role(cell.text)) is not None}
            new = {role: column for role, column in named.items() if role not in roles or roles[role] == column}
            if not new and row:
                break
            roles |= new
            if named:
                below = max(cell.last_row for _, cell in table.starts(row)) + 1
        return roles, below

    def _role(self, text: str) -> str | None:
        folded = fold_spelling(text).strip(" .:*")
        return next((role for role in ROLES if self._heads[role].match(folded)), None)

    def _who(self, cell: TableCell | None, before: dict[str, tuple[str, ...]], role: str) -> tuple[str, ...]:
        if cell is None:
            return ()
        if not _DITTO.fullmatch(cell.text.strip()):
            label = _LABEL.match(fold_spelling(cell.text))
            parties = read_all(parse_of(of_plain(cell.text, self._tagger)), label.end() if label else 0, len(cell.text))
            before[role] = tuple(dict.fromkeys(p.name for p in parties if p.name))
        return before.get(role, ())

    def _when(self, cell: TableCell | None) -> ReadDeadline | None:
        if cell is None:
            return None
        return read_time(fold_spelling(cell.text), self._issued_on, self._issued_on.year if self._issued_on else None)


def _section_at(sections: tuple[Section, ...], place: int) -> str:
    """Path of the section a place belongs to: the last that begins before it."""
    before = [s for s in sections if s.span.start <= place]
    return max(before, key=lambda s: s.span.start).path if before else ""
