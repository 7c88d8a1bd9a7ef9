"""What the command line shows: plain rows, ready to print or export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from db.asking.detail_rows import cited_in, keys_of, rows_in, settled_in
from db.asking.tasks import TaskRow, tasks_of_revisions
from db.engine import transaction
from db.models.copy import DocumentCopy
from db.models.document import Delivery, Document, HeadItem, Page, Revision
from db.models.finding import Citation, Directive, Metric, Section
from db.models.printed import PrintedTable
from db.models.run import Issue, Run
from db.models.signature import Signature
from db.reading.standing import COUNTED, numbers_of
from tasks.domain.doubt import GRAVE
from tasks.domain.errors import UnknownDocumentError
from tasks.domain.outcome import DocumentState

_AT_ONCE = 50  # documents whose rows are in memory together: some megabytes


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in a list.

    First and last page are those of the file that the notice has, 0 where nothing was read; ``copy_of`` is the short id of the copy that
    counts instead of it.
    """

    short_id: str
    copy_of: str | None
    part: int
    first_page: int
    last_page: int
    state: str
    symbol: str | None
    type: str | None
    issued_on: str | None
    subject: str | None
    file_name: str
    revision: int
    pages: int
    tasks: int
    directives: int
    metrics: int
    citations: int
    issues: int
    reason: str | None
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class RevisionDetail:
    """A revision with all its rows, detached from the session.

    Attributes:
        document: it reads.
        revision: with its head.
        head_items: addressees, recipients, legal bases.
        pages: in the order in which they are read.
        sections: in reading order, as all that follow; rejected rows only where they were asked for.
        directives: with parties and evidence.
        metrics: figures with their evidence.
        citations: with their evidence.
        cited: symbols cited in a directive, by its id.
        issues: all doubts.
        settled: ids of the doubts about rows that a person looked at.
        tasks: what the directives that nobody rejected are steps of, in order.
        keys: lasting name of each directive by its id (``db.reading.identity``).
        signatures: of the file, and the banners on its pages.
        tables: in reading order, with their cells.
    """

    document: Document
    revision: Revision
    head_items: Sequence[HeadItem]
    pages: Sequence[Page]
    sections: Sequence[Section]
    directives: Sequence[Directive]
    metrics: Sequence[Metric]
    citations: Sequence[Citation]
    cited: dict[int, list[str]]
    issues: Sequence[Issue]
    settled: frozenset[int]
    tasks: Sequence[TaskRow]
    keys: dict[int, str]
    signatures: Sequence[Signature] = ()
    tables: Sequence[PrintedTable] = ()

    @property
    def left(self) -> list[Issue]:
        """Doubts that somebody has to look at still: no notes, and none that was settled."""
        return [issue for issue in self.issues if issue.severity in GRAVE and issue.id not in self.settled]

    @property
    def notes(self) -> list[Issue]:
        """What is worth knowing and no doubt: a task without a deadline, a figure whose time is said elsewhere in its sentence."""
        return [issue for issue in self.issues if issue.severity not in GRAVE and issue.id not in self.settled]

    def only(self, tasks: Sequence[TaskRow]) -> RevisionDetail:
        """The same with some of its tasks alone, and of its directives those that are their steps."""
        kept = {step.id for task in tasks for step in task.steps}
        return replace(self, tasks=tasks, directives=[d for d in self.directives if d.id in kept])


def list_documents(url: str, states: Sequence[str] = ()) -> list[DocumentRow]:
    """All documents, oldest file first, the notices of a file in the order of their pages, with what stands in their current revision."""
    rows: list[DocumentRow] = []
    with transaction(url, read_only=True) as session:
        query = select(Document, Revision).outerjoin(Revision, (Revision.document_id == Document.id) & Revision.is_current)
        leading = select(DocumentCopy.document_id, Document.short_id).join(Document, Document.id == DocumentCopy.leading_id)
        copy_of = dict(session.execute(leading).all())
        if states:
            query = query.where(Document.state.in_(states))
        counts, nothing = numbers_of(session), (0,) * len(COUNTED)
        extents = select(Page.revision_id, func.min(Page.number), func.max(Page.number)).group_by(Page.revision_id)
        ends = {revision_id: (first, last) for revision_id, first, last in session.execute(extents)}
        several = select(Document.sha256, func.min(Document.id)).group_by(Document.sha256)
        files = dict(session.execute(several).all())
        found = sorted(session.execute(query), key=lambda row: (files[row[0].sha256], row[0].part != 1, row[0].first_page or 0, row[0].id))
        for document, revision in found:
            numbers = counts.get(revision.id, nothing) if revision else nothing
            rows.append(document_row(document, revision, copy_of.get(document.id), numbers, ends.get(revision.id) if revision else None))
    return rows


def document_row(
    document: Document, revision: Revision | None, copy_of: str | None, numbers: Sequence[int], ends: tuple[int, int] | None
) -> DocumentRow:
    """A document as lists have it, with the numbers of its reading in the order of ``COUNTED`` and the first and last page of it."""
    pages, tasks, directives, metrics, citations, issues = numbers
    first_page, last_page = ends or (0, 0)
    return DocumentRow(
        short_id=document.short_id,
        copy_of=copy_of,
        part=document.part,
        first_page=first_page,
        last_page=last_page,
        state=document.state,
        symbol=revision.symbol if revision else None,
        type=revision.type if revision else None,
        issued_on=revision.issued_on.isoformat() if revision and revision.issued_on else None,
        subject=revision.subject if revision else None,
        file_name=document.file_name,
        revision=revision.number if revision else 0,
        reason=document.reason,
        registered_at=document.registered_at,
        pages=pages,
        tasks=tasks,
        directives=directives,
        metrics=metrics,
        citations=citations,
        issues=issues,
    )


def count_states(url: str) -> dict[str, int]:
    """How many documents stand in each state, how many are copies that another leads, and how many files were duplicates."""
    with transaction(url, read_only=True) as session:
        found = {str(state): 0 for state in (DocumentState.LOADED, DocumentState.WAITING, DocumentState.QUARANTINED)}
        for state, number in session.execute(select(Document.state, func.count()).group_by(Document.state)):
            found[state] = number
        found["copies"] = session.scalar(select(func.count()).select_from(DocumentCopy)) or 0
        found["duplicate files"] = session.scalar(select(func.count()).select_from(Delivery).where(Delivery.is_duplicate)) or 0
    return found


def revision_detail(url: str, document_id: int, number: int | None = None, *, rejected: bool = False) -> RevisionDetail:
    """Everything of one revision, the current one unless a number is given; rows that a person rejected only where ``rejected`` says so.

    Raises:
        UnknownDocumentError: the document has no such revision.
    """
    with transaction(url, read_only=True) as session:
        document = session.get_one(Document, document_id)
        query = select(Revision).where(Revision.document_id == document_id)
        revision = session.scalar(query.where(Revision.number == number) if number else query.where(Revision.is_current))
        return _details(session, [(document, _there(document, revision, number))], rejected=rejected)[0]


def revision_details(url: str, document_ids: Sequence[int], *, rejected: bool = False) -> Iterator[RevisionDetail]:
    """The current revisions of many documents in the order of their ids' list, some at a time, as ``revision_detail`` gives one.

    Raises:
        UnknownDocumentError: a document has none.
    """
    for first in range(0, len(document_ids), _AT_ONCE):
        ids = document_ids[first : first + _AT_ONCE]
        with transaction(url, read_only=True) as session:
            documents = {d.id: d for d in session.scalars(select(Document).where(Document.id.in_(ids)))}
            query = select(Revision).where(Revision.document_id.in_(ids), Revision.is_current)
            revisions = {r.document_id: r for r in session.scalars(query)}
            found = [(documents[i], _there(documents[i], revisions.get(i))) for i in ids]
            details = _details(session, found, rejected=rejected)
        yield from details


def _there(document: Document, revision: Revision | None, number: int | None = None) -> Revision:
    if revision is None:
        what = f"has no revision {number}" if number else f"is {document.state}: {document.reason or 'it has not been read yet'}"
        raise UnknownDocumentError(f"Document {document.short_id} {what}", "`thongbao status` shows where it stands.")
    return revision


def _details(session: Session, found: Sequence[tuple[Document, Revision]], *, rejected: bool) -> list[RevisionDetail]:
    """All rows of some revisions; the number of queries does not depend on how many they are."""
    ids = [revision.id for _, revision in found]
    rows = partial(rows_in, session, ids)

    def kept(of_kind: Sequence[Any]) -> Sequence[Any]:
        return of_kind if rejected else [row for row in of_kind if row.review != "rejected"]

    items, pages, sections = rows(HeadItem, HeadItem.id), rows(Page, Page.id), rows(Section, Section.position)
    directives, metrics = rows(Directive, Directive.position), rows(Metric, Metric.position)
    citations, issues = rows(Citation, Citation.position), rows(Issue, Issue.id)
    signatures, tables = rows(Signature, Signature.position), rows(PrintedTable, PrintedTable.position)
    keys = keys_of(session, directives)
    tasks = tasks_of_revisions(session, directives, {number: key for of in keys.values() for number, key in of.items()})
    settled, cited = settled_in(session, ids), cited_in(session, ids, rejected=rejected)
    return [
        RevisionDetail(
            document=document,
            revision=revision,
            head_items=items[revision.id],
            pages=pages[revision.id],
            sections=kept(sections[revision.id]),
            directives=kept(directives[revision.id]),
            metrics=kept(metrics[revision.id]),
            citations=kept(citations[revision.id]),
            cited=cited.get(revision.id, {}),
            issues=issues[revision.id],
            settled=frozenset(settled.get(revision.id, ())),
            tasks=tasks[revision.id],
            keys=keys[revision.id],
            signatures=signatures[revision.id],
            tables=tables[revision.id],
        )
        for document, revision in found
    ]


def list_runs(url: str, document_id: int | None = None, limit: int = 20) -> list[Run]:
    """The newest runs with all their attempts, newest first."""
    with transaction(url, read_only=True) as session:
        query = select(Run).options(selectinload(Run.attempts)).order_by(Run.started_at.desc()).limit(limit)
        if document_id is not None:
            query = query.where(Run.document_id == document_id)
        return list(session.scalars(query))
