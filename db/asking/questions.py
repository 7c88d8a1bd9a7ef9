"""The questions people ask: what is due, what stands under a legal document, what changed, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, column, literal_column, or_, select, table, text

from db.asking.details import RevisionDetail
from db.asking.selection import has_part, tasks_of
from db.base import symbol_key
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Directive
from db.models.kept import NO_DAY, BoardEntry
from db.models.printed import PrintedTable
from db.models.run import Issue
from db.reading.conditions import is_settled
from db.reading.counted import counts
from tasks.domain.doubt import ABOUT_COPIES, GRAVE


def due(
    url: str, today: date, days: int, agency: str | None = None, *, since: date | None = None, limit: int | None = None
) -> Sequence[Row[Any]]:
    """Tasks of current revisions whose deadline is past or within ``days``, the earliest first; not those done or cancelled.

    Args:
        url: the database.
        today: the day to count from.
        days: how far ahead to look.
        agency: only where this stands in a party's name, or is an agency's code, and what its forerunners left; accents and case do not
            matter.
        since: only deadlines from this day on; None: however long they are past.
        limit: most tasks given, the earliest; None: all of them.
    """
    chosen = select(BoardEntry.task_id).where(~BoardEntry.closed, BoardEntry.due_on <= today + timedelta(days=days))
    chosen = chosen.where(BoardEntry.due_on != NO_DAY)
    if since is not None:
        chosen = chosen.where(BoardEntry.due_on >= since)
    view = table("current_task", column("id"))
    with transaction(url, read_only=True) as session:
        if agency is not None:
            chosen = chosen.where(BoardEntry.task_id.in_(select(Directive.task_id).where(has_part(session, agency))))
        if limit is not None:
            chosen = chosen.order_by(BoardEntry.due_on, BoardEntry.revision_id, BoardEntry.position).limit(limit)
        query: Select[Any] = select(literal_column("*")).select_from(view).where(view.c.id.in_(chosen))
        found = session.execute(query).all()
    return sorted(found, key=lambda row: (str(row.deadline_on), row.document, row.position))


def under(url: str, symbol: str, agency: str | None = None) -> Sequence[Row[Any]]:
    """Tasks of current revisions with a step that cites the document ``symbol``; of ``agency`` and its forerunners where one is named."""
    query = text(
        "SELECT t.* FROM current_task t WHERE t.id IN ("
        "SELECT d.task_id FROM directive d JOIN directive_citation dc ON dc.directive_id = d.id JOIN citation c ON c.id = dc.citation_id "
        "WHERE c.symbol_key = :symbol AND (c.review IS NULL OR c.review <> 'rejected')) ORDER BY t.issued_on, t.document, t.position"
    )
    with transaction(url, read_only=True) as session:
        rows = session.execute(query, {"symbol": symbol_key(symbol)}).all()
    if agency is None:
        return rows
    named = tasks_of(url, agency)
    return [row for row in rows if row.id in named]


def steps_of(url: str, tasks: Sequence[int]) -> dict[int, list[str]]:
    """The sentences of some tasks in order, by the task's id."""
    query = select(Directive.task_id, Directive.text).where(Directive.task_id.in_(tasks)).order_by(Directive.step)
    found: dict[int, list[str]] = {}
    with transaction(url, read_only=True) as session:
        for task_id, words in session.execute(query):
            if task_id is not None:
                found.setdefault(task_id, []).append(words)
    return found


def doubts(
    url: str, document_id: int | None = None, code: str | None = None, *, settled: bool = False, notes: bool = False
) -> Sequence[Row[Any]]:
    """Doubts about current revisions, the gravest first; those that a person settled only where ``settled`` says so.

    What is only a note ("no time is set") stands among them where ``notes`` says so, or where its kind is asked for.

    Without a document: of readings that count, and of copies that they are copies.
    """
    query = (
        select(
            Issue.id,
            Document.short_id,
            Revision.symbol,
            Issue.severity,
            Issue.code,
            Issue.page,
            Issue.message,
            Issue.subject_kind,
            Issue.subject_id,
            Issue.field,
        )
        .join(Document, Document.id == Issue.document_id)
        .join(Revision, Revision.id == Issue.revision_id)
        .where(Revision.is_current)
    )
    if document_id is not None:
        query = query.where(Issue.document_id == document_id)
    else:
        query = query.where(or_(counts(), Issue.code.in_(ABOUT_COPIES)))
    if code is not None:
        query = query.where(Issue.code == code)
    elif not notes:
        query = query.where(Issue.severity.in_(GRAVE))
    if not settled:
        query = query.where(~is_settled())
    with transaction(url, read_only=True) as session:
        rows = list[Row[Any]](session.execute(query))
    gravity = {"error": 0, "warning": 1, "info": 2}
    return sorted(rows, key=lambda r: (gravity.get(r.severity, 3), r.short_id, r.page or 0))


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that two revisions do not share.

    Attributes:
        kind: head, section, directive, metric, citation or table, which gives a line for each of its rows.
        before: in the first revision, None where it has none.
        after: in the second revision, None where it has none.
    """

    kind: str
    before: str | None
    after: str | None


def lines_of(detail: RevisionDetail) -> dict[str, list[str]]:
    """Every row of a revision as one line, by kind; equal lines mean equal rows."""
    r = detail.revision
    head = [
        f"{name}: {getattr(r, name)}"
        for name in ("type", "symbol", "issuer", "place", "issued_on", "subject", "signer_name", "signer_title", "urgency")
    ]
    directives = []
    for d in detail.directives:
        lead, with_ = (", ".join(p.printed for p in d.parties if p.role == role) for role in ("lead", "coordinating"))
        by = d.deadline_on or d.deadline_recurs or d.deadline_raw or "-"
        directives.append(f"[{d.section_path}] {lead or '-'} | {with_ or '-'} | {by} | {d.text}")
    metrics = [
        f"[{m.section_path}] {m.name} {m.comparator} {m.value:f} {m.unit} | {m.role} | {m.period or '-'}"
        + (f" of {m.total:f}" if m.total is not None else "")
        for m in detail.metrics
    ]
    return {
        "head": head,
        "section": [f"{s.path} {s.heading or s.starts}" for s in detail.sections],
        "directive": directives,
        "metric": metrics,
        "citation": [f"{c.symbol} | {c.issued_on or '-'} | {c.issuer or '-'}" for c in detail.citations],
        "table": [line for table in detail.tables for line in _lines_of_table(table)],
    }


def _lines_of_table(table: PrintedTable) -> Iterator[str]:
    """One line for what it is, and one for each of its rows, cells parted by upright strokes; a cell stands in the first of its rows."""
    yield f"table {table.position}: [{table.path}] {table.title or '-'} | {table.kind} | {table.row_count} x {table.column_count}"
    for row, cells in groupby(table.cells, key=lambda cell: cell.first_row):
        yield f"table {table.position}, row {row}: {' | '.join(cell.text or '-' for cell in cells)}"


def compare(before: RevisionDetail, after: RevisionDetail) -> list[Difference]:
    """What changed between two revisions, row by row; a changed row stands beside the one it replaces."""
    found: list[Difference] = []
    first, second = lines_of(before), lines_of(after)
    for kind, old in first.items():
        new = second[kind]
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            gone, come = old[a:b], new[c:d]
            for index in range(max(len(gone), len(come))):
                was = gone[index] if index < len(gone) else None
                found.append(Difference(kind, was, come[index] if index < len(come) else None))
    return found
