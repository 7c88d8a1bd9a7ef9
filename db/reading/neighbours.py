"""A notice's number and day against those of the same issuer that are in the database already, and against who cites it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import symbol_key
from db.models.document import Revision
from db.models.finding import Citation
from tasks.domain.doubt import message_of, severity_of
from tasks.domain.letters import fold
from tasks.domain.notice import Head
from tasks.domain.outcome import Issue
from tasks.domain.series import numbered, out_of_order
from tasks.domain.span import Span

# Of a long series the nearest decide; the rest is not fetched.
_MOST = 2000


def doubts_by_neighbours(session: Session, document_id: int, head: Head) -> tuple[Issue, ...]:
    """Doubts about the head of a document that is about to be written, from the current readings of others.

    Args:
        session: open.
        document_id: of the document, whose own readings say nothing about it.
        head: as read; without symbol, number or day there are no doubts.
    """
    if head.symbol is None or head.number is None or head.issued_on is None:
        return ()
    return (*_out_of_order(session, document_id, head), *_cited_otherwise(session, document_id, head))


def _out_of_order(session: Session, document_id: int, head: Head) -> Iterator[Issue]:
    one = numbered(head.number, head.issued_on)
    if one is None or head.issuer is None or head.symbol is None:
        return
    tail = symbol_key(head.symbol).lstrip("0123456789")
    query = (
        select(Revision.number_printed, Revision.issued_on)
        .where(
            Revision.is_current,
            Revision.document_id != document_id,
            Revision.issuer == head.issuer,
            Revision.issued_on.between(date(one.day.year, 1, 1), date(one.day.year, 12, 31)),
            Revision.symbol_key.endswith(tail, autoescape=True),
        )
        .limit(_MOST)
    )
    others = [other for number, day in session.execute(query) if (other := numbered(number, day)) is not None]
    around = out_of_order(one, others)
    if around:
        told = " and ".join(f"{other.number} of {other.day:%d/%m/%Y}" for other in around)
        yield _doubt("number-out-of-order", "number", f"{one.number} of {one.day:%d/%m/%Y} stands beside {told}", head)


def _cited_otherwise(session: Session, document_id: int, head: Head) -> Iterator[Issue]:
    """Others of the same year that cite this symbol of this issuer with another day, more of them than with this one."""
    if head.symbol is None or head.issued_on is None or head.issuer is None:
        return
    query = (
        select(Citation.issued_on, Citation.issuer)
        .join(Revision, Revision.id == Citation.revision_id)
        .where(
            Revision.is_current,
            Revision.document_id != document_id,
            Citation.symbol_key == symbol_key(head.symbol),
            Citation.issued_on.is_not(None),
        )
        .limit(_MOST)
    )
    days = [day for day, issuer in session.execute(query) if day is not None and issuer and fold(issuer) == fold(head.issuer)]
    days = [day for day in days if day.year == head.issued_on.year]
    others = [day for day in days if day != head.issued_on]
    if 2 * len(others) > len(days):
        yield _doubt("head-field-contradicted", "issued_on", f"{head.issued_on:%d/%m/%Y}, but cited as of {others[0]:%d/%m/%Y}", head)


def _doubt(code: str, field: str, detail: str, head: Head) -> Issue:
    span: Span | None = dict(head.spans).get(field)
    return Issue(code, severity_of(code), message_of(code, detail), span=span, kind="head", field=field)
