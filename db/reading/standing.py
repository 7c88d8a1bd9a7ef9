"""What stands of a file now: the current readings of all its notices, counted as lists and pages count them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from db.engine import transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Citation, Directive, Metric
from db.models.run import Issue
from db.models.task import Task
from db.reading.conditions import is_kept, is_left
from tasks.domain.outcome import DocumentState


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a file.

    Attributes:
        short_id: of its first notice.
        store_path: of its original, below the store folder.
        symbol: as printed, of each of its notices; None where none was found.
        revision: number of the first notice's current revision, 0 where there is none.
        pages: of the current revisions.
        tasks: of these revisions.
        directives: of these revisions.
        metrics: of these revisions.
        citations: of these revisions.
        issues: doubts of these revisions that somebody has to look at.
        notices: how many the file holds.
        state: of its first notice.
    """

    short_id: str
    store_path: str
    symbol: str | None = None
    revision: int = 0
    pages: int = 0
    tasks: int = 0
    directives: int = 0
    metrics: int = 0
    citations: int = 0
    issues: int = 0
    notices: int = 1
    state: str = DocumentState.WAITING


def standing(url: str, document_id: int) -> Standing:
    """What stands of a file now, all its notices together; ``document_id`` is that of the first."""
    with transaction(url, read_only=True) as session:
        document = session.get_one(Document, document_id)
        of_file = select(Revision).join(Document).where(Document.sha256 == document.sha256, Revision.is_current)
        revisions = list(session.scalars(of_file.order_by(Document.part != 1, Document.first_page)))
        if not revisions:
            return Standing(document.short_id, document.store_path, state=document.state)
        ids = [revision.id for revision in revisions]
        counted: tuple[tuple[Any, ...], ...] = (
            (Page,),
            (Task,),
            *((table, is_kept(table)) for table in (Directive, Metric, Citation)),
            (Issue, is_left()),
        )
        numbers = [session.scalar(_number(table).where(table.revision_id.in_(ids), *more)) or 0 for table, *more in counted]
        symbols = "; ".join(revision.symbol for revision in revisions if revision.symbol) or None
        pages, tasks, directives, metrics, citations, issues = numbers
        return Standing(
            short_id=document.short_id,
            store_path=document.store_path,
            symbol=symbols,
            revision=revisions[0].number,
            pages=pages,
            tasks=tasks,
            directives=directives,
            metrics=metrics,
            citations=citations,
            issues=issues,
            notices=len(revisions),
            state=document.state,
        )


def _number(table: Any) -> Select[int]:
    return select(func.count()).select_from(table)
