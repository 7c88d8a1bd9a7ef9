"""What stands of a file now: the current readings of all its notices, counted as lists and pages count them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Citation, Directive, Metric
from db.models.run import Issue
from db.models.task import Task
from db.reading.conditions import is_kept, is_left
from tasks.domain.outcome import DocumentState

COUNTED = ("pages", "tasks", "directives", "metrics", "citations", "doubts")
"""What is counted of a reading, in order; doubts are those that somebody has to look at."""


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
        per_revision = numbers_of(session, [revision.id for revision in revisions]).values()
        pages, tasks, directives, metrics, citations, issues = (sum(numbers) for numbers in zip(*per_revision, strict=True))
        return Standing(
            short_id=document.short_id,
            store_path=document.store_path,
            symbol="; ".join(revision.symbol for revision in revisions if revision.symbol) or None,
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


def numbers_of(session: Session, revisions: Sequence[int] | None = None) -> dict[int, tuple[int, ...]]:
    """How many rows of each kind stand in revisions, in the order of ``COUNTED``; every list, page and report counts so.

    Args:
        session: of the database.
        revisions: ids, each of which is in the answer; None: all, of which those without any row are left out.
    """
    chosen = None if revisions is None else {"revisions": list(revisions)}
    found = {revision_id: [0] * len(COUNTED) for revision_id in revisions or ()}
    for place, revision_id, number in session.execute(_numbers(of_some=revisions is not None), chosen):
        found.setdefault(revision_id, [0] * len(COUNTED))[place] = number
    return {revision_id: tuple(numbers) for revision_id, numbers in found.items()}


@cache  # asked for every document that is loaded or looked at, and longer in the making than in the asking
def _numbers(*, of_some: bool) -> CompoundSelect[Any]:
    """The query of ``numbers_of``: of all revisions, or of those that its parameter ``revisions`` names."""
    kinds: tuple[tuple[Any, ...], ...] = (
        (Page,),
        (Task,),
        *((table, is_kept(table)) for table in (Directive, Metric, Citation)),
        (Issue, is_left()),
    )
    return union_all(*(_number(place, *kind, of_some=of_some) for place, kind in enumerate(kinds)))


def _number(place: int, table: Any, *only: ColumnElement[bool], of_some: bool) -> Select[Any]:
    within = (table.revision_id.in_(bindparam("revisions", expanding=True)),) if of_some else ()
    query = select(literal(place).label("place"), table.revision_id, func.count().label("number"))
    return query.where(table.revision_id.is_not(None), *within, *only).group_by(table.revision_id)
