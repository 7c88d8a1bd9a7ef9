"""Notices of one file as documents: which of them a reading's notices are, and what becomes of one that is found no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from db.base import symbol_key
from db.engine import transaction
from db.models.document import Document, Page, PageDecision, Revision
from db.models.review import Correction, CorrectionResult
from db.models.run import Issue
from db.models.task import FollowUp
from db.reading.kept import touch
from db.record.audit import record
from db.record.history import now
from tasks.domain.correction_errors import CorrectionError
from tasks.domain.doubt import message_of, severity_of
from tasks.domain.outcome import DocumentState
from tasks.domain.reading import Reading

VANISHED, JOINED = "part-vanished", "part-joined"
PART, JOIN, UNDO = "part", "join", "undo"


def documents_for(session: Session, first: Document, readings: Sequence[Reading]) -> list[Document]:
    """The document of each notice of a file, in order; those that are new get the next number.

    The first notice is part 1. Any other is the document that began with the same page at an earlier reading, else the one with the same
    symbol that no other notice is, so that what people said of a notice stays with it whatever is parted or joined around it.
    """
    others = list(session.scalars(select(Document).where(Document.sha256 == first.sha256, Document.part > 1).order_by(Document.part)))
    free = {document.id: document for document in others}
    found: list[Document | None] = [first]
    for reading in readings[1:]:
        match = next((d for d in free.values() if d.first_page == first_page(reading)), None)
        found.append(free.pop(match.id) if match else None)
    symbols = {symbol: document_id for document_id, symbol in _last_symbols(session, list(free))}
    newest = max((document.part for document in others), default=1)
    out: list[Document] = []
    for known, reading in zip(found, readings, strict=True):
        document = known
        symbol = reading.structure.head.symbol
        if document is None and symbol:
            document = free.pop(symbols.get(symbol_key(symbol), 0), None)
        if document is None:
            newest += 1
            document = _new_part(session, first, newest, first_page(reading))
        elif document.part > 1:
            document.first_page = first_page(reading)
        document.media_type = first.media_type
        out.append(document)
    session.flush()
    return out


def first_page(reading: Reading) -> int:
    """Page of the file with which a notice begins."""
    return reading.pages[0].number


def _last_symbols(session: Session, document_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Symbol of the newest reading of each document, those without one left out."""
    newest = (
        select(Revision.document_id, func.max(Revision.number).label("number"))
        .where(Revision.document_id.in_(document_ids))
        .group_by(Revision.document_id)
        .subquery()
    )
    query = select(Revision.document_id, Revision.symbol_key).join(
        newest, (newest.c.document_id == Revision.document_id) & (newest.c.number == Revision.number)
    )
    return [(document_id, symbol) for document_id, symbol in session.execute(query) if symbol]


def _new_part(session: Session, first: Document, part: int, page: int) -> Document:
    document = Document(
        sha256=first.sha256,
        part=part,
        first_page=page,
        short_id=f"{first.short_id}.{part}",
        file_name=first.file_name,
        byte_size=first.byte_size,
        media_type=first.media_type,
        store_path=first.store_path,
        state=DocumentState.WAITING,
        registered_at=now(),
    )
    session.add(document)
    session.flush()
    return document


def tell_vanished(session: Session, first: Document, documents: Sequence[Document], readings: Sequence[Reading]) -> None:
    """Let notices of the file that a reading does not find show no rows, and raise a doubt about each where its first page is now.

    Their readings, corrections and follow-up are kept; they are back when the notice is found again.
    """
    kept = {document.id for document in documents}
    others = select(Document).where(Document.sha256 == first.sha256, Document.part > 1, Document.id.not_in(kept))
    gone = list(session.scalars(others.order_by(Document.part)))
    said = page_decisions(session, first.sha256) if gone else {}
    for document in gone:
        page = document.first_page or 1
        new_home = next((d for d, r in zip(documents, readings, strict=True) if page in {p.number for p in r.pages}), first)
        by_person = said.get(page) is False
        code = JOINED if by_person else VANISHED
        if document.state != DocumentState.VANISHED or document.reason_code != code:
            who = _who(session, first.id, page) if by_person else "A later reading"
            document.state, document.reason_code = DocumentState.VANISHED, code
            document.reason = f"{who} made its pages part of {new_home.short_id}."
            record(session, "load", document, f"part {document.part} is no notice of its own any more: {document.reason}")
        session.execute(update(Revision).where(Revision.document_id == document.id, Revision.is_current).values(is_current=False))
        touch(session, document.id)
        _leave_corrections(session, document, new_home)
        _doubt(session, document, new_home, page, code)
    session.flush()


def _leave_corrections(session: Session, document: Document, new_home: Document) -> None:
    """What people said of a notice that is gone is listed as said of no row."""
    own = select(Correction.id).where(Correction.document_id == document.id)
    detail = f"The notice is part of {new_home.short_id} now."
    session.execute(
        update(CorrectionResult).where(CorrectionResult.correction_id.in_(own)).values(state="unplaced", row_id=None, detail=detail)
    )


def _doubt(session: Session, document: Document, new_home: Document, page: int, code: str) -> None:
    """The doubt that a notice is gone, at the reading that has its first page now, once."""
    revision = session.scalar(select(Revision).where(Revision.document_id == new_home.id, Revision.is_current))
    if revision is None:
        return
    symbol = session.scalar(select(Revision.symbol).where(Revision.document_id == document.id).order_by(Revision.number.desc()).limit(1))
    said = or_(exists().where(Correction.document_id == document.id), exists().where(FollowUp.document_id == document.id))
    left = ", of which people had said something" if session.scalar(select(said)) else ""
    message = message_of(code, f"{document.short_id} ({symbol or 'without symbol'}){left}")
    there = select(Issue.id).where(Issue.revision_id == revision.id, Issue.code == code, Issue.page == page)
    if session.scalar(there) is None:
        session.add(
            Issue(
                document_id=new_home.id,
                revision_id=revision.id,
                code=code,
                severity=severity_of(code),
                message=message,
                page=page,
                subject_kind="page",
                created_at=now(),
            )
        )


def _who(session: Session, document_id: int, page: int) -> str:
    newest = select(PageDecision.actor).where(PageDecision.document_id == document_id, PageDecision.page == page)
    return session.scalar(newest.order_by(PageDecision.id.desc()).limit(1)) or "A person"


def page_decisions(session: Session, sha256: str) -> dict[int, bool]:
    """What people said of the pages of the file with this hash: True where a notice begins, False where none does."""
    said: dict[int, bool] = {}
    query = select(PageDecision.page, PageDecision.action).join(Document, Document.id == PageDecision.document_id)
    for page, action in session.execute(query.where(Document.sha256 == sha256).order_by(PageDecision.id)):
        said.pop(page, None)
        if action != UNDO:
            said[page] = action == PART
    return said


def decisions_about(url: str, sha256: str) -> dict[int, bool]:
    """What people said of the pages of a file, as :func:`page_decisions`."""
    with transaction(url, read_only=True) as session:
        return page_decisions(session, sha256)


def decide(url: str, sha256: str, page: int, action: str, person: str) -> None:
    """Record what a person says of a page of a file; it counts at every reading from then on.

    Args:
        url: the database.
        sha256: of the file.
        page: of the file, 1-based.
        action: ``PART``, ``JOIN`` or ``UNDO``.
        person: their name.

    Raises:
        CorrectionError: nothing can be said of this page: the file has none of this number, or it is the first.
    """
    with transaction(url) as session:
        first = session.scalars(select(Document).where(Document.sha256 == sha256, Document.part == 1).with_for_update()).one()
        pages = _pages_read(session, sha256)
        if page not in pages:
            raise CorrectionError(f"The file of {first.short_id} has no page {page}.", "`thongbao parts` lists its notices and pages.")
        if action == PART and page == pages[0]:
            raise CorrectionError(f"Page {page} is the first that is read: a notice begins with it anyway.", "Name another page.")
        session.add(PageDecision(document_id=first.id, at=now(), actor=person, page=page, action=action))
        what = {PART: "begins a notice", JOIN: "belongs to the notice before it", UNDO: "is left to the reading again"}[action]
        record(session, "correct", first, f"page {page} {what}", person)


def _pages_read(session: Session, sha256: str) -> list[int]:
    """Pages of the file that its current readings have, in the order in which they are read."""
    query = (
        select(Page.number)
        .join(Revision, Revision.id == Page.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.sha256 == sha256, Revision.is_current)
        .order_by(Document.part != 1, Document.first_page, Page.id)
    )
    return list(session.scalars(query))


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice of a file as it stands.

    Attributes:
        short_id: of its document.
        state: loaded or vanished; of a file that has not been read, waiting or quarantined.
        symbol: of its current reading, of its newest where it vanished.
        pages: of the file that it has, in the order in which they are read; none where it vanished.
        reason: why it vanished, None where it did not.
        code: of that reason.
    """

    short_id: str
    state: str
    symbol: str | None
    pages: tuple[int, ...]
    reason: str | None
    code: str | None = None


def notices_of(url: str, sha256: str) -> list[Notice]:
    """The notices of a file in the order of their pages, those that vanished too."""
    with transaction(url, read_only=True) as session:
        documents = _parts(session, sha256)
        newest: dict[int, tuple[int, str | None]] = {}
        shown = set[int]()
        readings = (
            select(Revision.document_id, Revision.id, Revision.symbol, Revision.is_current)
            .where(Revision.document_id.in_([document.id for document in documents]))
            .order_by(Revision.is_current.desc(), Revision.number.desc())
        )
        for document_id, revision_id, symbol, is_current in session.execute(readings):
            newest.setdefault(document_id, (revision_id, symbol))
            shown |= {revision_id} if is_current else set()
        pages: dict[int, list[int]] = {}
        for revision_id, number in session.execute(
            select(Page.revision_id, Page.number).where(Page.revision_id.in_(shown)).order_by(Page.id)
        ):
            pages.setdefault(revision_id, []).append(number)
    found = []
    for document in documents:
        revision_id, symbol = newest.get(document.id, (0, None))
        found.append(
            Notice(document.short_id, document.state, symbol, tuple(pages.get(revision_id, ())), document.reason, document.reason_code)
        )
    return found


def parts_of(url: str, sha256: str) -> list[Document]:
    """All notices of a file, in the order of their pages; also those that vanished."""
    with transaction(url, read_only=True) as session:
        return _parts(session, sha256)


def _parts(session: Session, sha256: str) -> list[Document]:
    query = select(Document).where(Document.sha256 == sha256)
    return list(session.scalars(query.order_by(Document.part != 1, Document.first_page, Document.part)))
