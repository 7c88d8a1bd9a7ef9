"""From a row back to why it exists: its place, the places and rules of its parts, and what is doubted about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.engine import transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Citation, Directive, DirectivePart, Evidence, Metric, Section, with_parts
from db.models.printed import TableCell
from db.models.run import Issue
from db.reading.conditions import is_settled
from tasks.domain.errors import UnknownDocumentError

KINDS: dict[str, Any] = {
    "directive": Directive,
    "metric": Metric,
    "citation": Citation,
    "section": Section,
    "cell": TableCell,
    "issue": Issue,
}


@dataclass(frozen=True, slots=True)
class Traced:
    """A row and its grounds, detached from the session.

    Attributes:
        kind: one of ``KINDS``.
        row: itself.
        document: it was read in.
        revision: the reading.
        evidence: its place.
        pages: all pages of the reading.
        parts: of a directive, in reading order; none of another row, or of one read before parts were kept.
        doubts: about it that nobody settled, in the order they were raised.
    """

    kind: str
    row: Directive | Metric | Citation | Section | TableCell | Issue
    document: Document
    revision: Revision
    evidence: Evidence
    pages: Sequence[Page]
    parts: Sequence[DirectivePart]
    doubts: Sequence[Issue]


def trace_row(url: str, kind: str, row_id: int) -> Traced:
    """The grounds of a row.

    Raises:
        UnknownDocumentError: there is no such row, or it is about no place on a page.
    """
    table = KINDS[kind]
    query = select(table).where(table.id == row_id).options(selectinload(table.evidence).selectinload(Evidence.regions))
    with transaction(url, read_only=True) as session:
        row = session.scalar(query.options(with_parts()) if table is Directive else query)
        if row is None:
            raise UnknownDocumentError(f"There is no {kind} {row_id}.", "`thongbao show DOCUMENT` lists the ids.")
        if row.evidence is None:
            raise UnknownDocumentError(
                f"{kind.capitalize()} {row_id} is about no place on a page.", "`thongbao issues` tells what it is about."
            )
        revision = session.get_one(Revision, row.revision_id)
        about = select(Issue).where(Issue.revision_id == revision.id, Issue.subject_kind == kind, Issue.subject_id == row_id, ~is_settled())
        return Traced(
            kind,
            row,
            session.get_one(Document, revision.document_id),
            revision,
            row.evidence,
            session.scalars(select(Page).where(Page.revision_id == revision.id).order_by(Page.number)).all(),
            row.parts if table is Directive else (),
            session.scalars(about.order_by(Issue.id)).all(),
        )
