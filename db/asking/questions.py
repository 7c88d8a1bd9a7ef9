"""The questions people ask: what is due, what stands under a legal document, what changed, what is in doubt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any

from sqlalchemy import Row, or_, select

from db.asking.details import RevisionDetail
from db.asking.entries import entries_for
from db.asking.standing_sql import ENTRY_STANDING
from db.asking.whose_tasks import bound, concerned
from db.base import symbol_key
from db.engine import transaction
from db.limited import Limited
from db.models.document import Document, Revision
from db.models.finding import Directive
from db.models.kept import NO_DAY
from db.models.printed import PrintedTable
from db.models.run import Issue
from db.reading.conditions import is_settled
from db.reading.counted import counts
from tasks.domain.doubt import ABOUT_COPIES, GRAVE
from tasks.domain.membership import Whose

# Which are due is found in the entries of the board, in the order of their index; the view says all of a task.
_DUE = """SELECT v.*, found.due_on, found.standing FROM (
    SELECT e.task_id, e.due_on, {standing} AS standing
    FROM {entries} WHERE e.closed = false AND e.due_on <= :last AND e.due_on >= :since AND e.due_on < :never{whose}
    ORDER BY e.due_on, e.revision_id, e.position LIMIT :limit) found JOIN current_task v ON v.id = found.task_id"""
_EVERY = 2**31 - 1  # more tasks than there are


def due(
    url: str, today: date, days: int, whose: Whose | None = None, *, since: date | None = None, limit: int | None = None
) -> Sequence[Row[Any]]:
    """Tasks of current revisions whose deadline in force is past or within ``days``, the earliest first; not those that are closed.

    Beside the columns of ``current_task`` a row has ``due_on``, the deadline in force, and ``standing``.

    Args:
        url: the database.
        today: the day to count from.
        days: how far ahead to look.
        whose: only tasks that concern this agency, or that its forerunners left.
        since: only deadlines from this day on; None: however long they are past.
        limit: most tasks given, the earliest; None: all of them.
    """
    values: dict[str, Any] = {"day": today, "last": today + timedelta(days=days), "since": since or date.min, "never": NO_DAY}
    values["limit"] = _EVERY if limit is None else limit
    with transaction(url, read_only=True) as session:
        theirs = concerned(session, whose, kept=not isinstance(url, Limited))
        values |= theirs.values
        entries, asked = theirs.among(entries_for(url, session.get_bind().dialect.name))
        query = _DUE.format(standing=ENTRY_STANDING, entries=entries, whose=f" AND {asked}" if asked else "")
        found = session.execute(bound(query, values), values).all()
    return sorted(found, key=lambda row: (str(row.due_on), row.document, row.position))


_UNDER = """SELECT v.* FROM current_task v JOIN task t ON t.id = v.id JOIN revision r ON r.id = t.revision_id WHERE t.id IN (
    SELECT d.task_id FROM directive d JOIN directive_citation dc ON dc.directive_id = d.id JOIN citation c ON c.id = dc.citation_id
    WHERE c.symbol_key = :symbol AND (c.review IS NULL OR c.review <> 'rejected')){whose} ORDER BY v.issued_on, v.document, v.position"""


def under(url: str, symbol: str, whose: Whose | None = None) -> Sequence[Row[Any]]:
    """Tasks of current revisions with a step that cites the document ``symbol``; those that concern somebody where one is named."""
    with transaction(url, read_only=True) as session:
        theirs = concerned(session, whose, kept=not isinstance(url, Limited))
        values = {"symbol": symbol_key(symbol), **theirs.values}
        query = _UNDER.format(whose=f" AND {theirs.are('t.id')}" if theirs.tasks else "")
        return session.execute(bound(query, values), values).all()


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
