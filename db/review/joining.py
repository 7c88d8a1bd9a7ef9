"""What people say of copies: join two documents, part one, choose which counts; what counts follows in the same transaction."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.copies.settle import copies_in, regroup_copies, said_of
from db.engine import transaction
from db.models.copy import CopyDecision, CopyLikeness
from db.models.document import Document, Revision
from db.record.audit import record
from db.record.history import now
from db.record.turn import take_turn
from db.review.in_force import entry_in_force
from db.review.statement import named
from tasks.domain.copies import JOIN, LEAD, PART, UNDO
from tasks.domain.correction_errors import CorrectionError


def join(url: str, document_id: int, other_id: int, actor: str) -> int:
    """Say that two documents are copies of one paper, whatever was read of them; that they, or their copies, were parted is taken back.

    Returns:
        The number of the entry in the log.

    Raises:
        CorrectionError: they are one and the same, are copies already, or one shows nothing; nothing is written.
    """
    return _say(url, JOIN, document_id, other_id, actor)


def part(url: str, document_id: int, actor: str, other_id: int | None = None) -> int:
    """Say that a document is no copy of another, nor of what that one is a copy of; that they were joined is taken back.

    Args:
        url: the database.
        document_id: it counts by itself from then on.
        actor: name of the person.
        other_id: which other; None: whatever it is a copy of, else the one that it may be a copy of.

    Returns:
        The number of the entry in the log.

    Raises:
        CorrectionError: it is no copy, and nobody asks whether it is one; nothing is written.
    """
    return _say(url, PART, document_id, other_id, actor)


def lead(url: str, document_id: int, actor: str) -> int:
    """Say that of several copies this one counts.

    Returns:
        The number of the entry in the log.

    Raises:
        CorrectionError: it counts already; nothing is written.
    """
    return _say(url, LEAD, document_id, None, actor)


def take_back(url: str, document_id: int, actor: str, decision_id: int | None = None) -> int:
    """Take back what somebody said of a document's copies; the log keeps it, with the undo behind it.

    Args:
        url: the database.
        document_id: row of the document.
        actor: name of the person.
        decision_id: which entry; None: the newest that was not taken back.

    Returns:
        The number of the undo in the log.

    Raises:
        CorrectionError: there is none, or it was taken back before.
    """
    person = named(actor)
    with transaction(url) as session:
        take_turn(session)
        entry = entry_in_force(said_of(session, [document_id]), decision_id, "`thongbao copies DOCUMENT` lists what people said.")
        number = _undo(session, entry, person)
        regroup_copies(session, [entry.document_id, entry.other_id])
        return number


def _say(url: str, action: str, document_id: int, other_id: int | None, actor: str) -> int:
    person = named(actor)
    with transaction(url) as session:
        take_turn(session)
        copies = copies_in(session, document_id)
        other = _meant(session, action, document_id, copies) if other_id is None else other_id
        _refuse(session, action, document_id, other, copies)
        for entry in _contradicted(session, action, document_id, other):
            _undo(session, entry, person)
        number = _write(session, CopyDecision(action=action, document_id=document_id, other_id=other), person)
        regroup_copies(session, [document_id, other])
        return number


def _write(session: Session, entry: CopyDecision, person: str) -> int:
    entry.at, entry.actor = now(), person
    session.add(entry)
    session.flush()
    document, other = session.get_one(Document, entry.document_id), session.get_one(Document, entry.other_id)
    of = f"correction of copies {entry.undoes_id}" if entry.undoes_id else f"copies, {entry.action}: {document.short_id}, {other.short_id}"
    record(session, "undo" if entry.undoes_id else "correct", document, of, person)
    return entry.id


def _undo(session: Session, entry: CopyDecision, person: str) -> int:
    undo = CopyDecision(action=UNDO, undoes_id=entry.id, document_id=entry.document_id, other_id=entry.other_id)
    return _write(session, undo, person)


def _contradicted(session: Session, action: str, document_id: int, other_id: int) -> list[CopyDecision]:
    """What was said before and would keep a group from becoming what is said now: it is taken back with it."""
    mine = {document_id} if action == PART else {document_id, *copies_in(session, document_id)}
    theirs = {other_id, *copies_in(session, other_id)} - mine
    against = {JOIN: PART, PART: JOIN}.get(action)
    return [
        entry
        for entry in said_of(session, mine)
        if entry.action == against and {entry.document_id, entry.other_id} & mine and {entry.document_id, entry.other_id} & theirs
    ]


def _meant(session: Session, action: str, document_id: int, copies: dict[int, bool]) -> int:
    """The other document, where a person names none."""
    others = [number for number in copies if number != document_id]  # the leading one first
    if others:
        return others[0]
    asked = or_(CopyLikeness.first_id == document_id, CopyLikeness.second_id == document_id)
    pair = session.scalar(select(CopyLikeness).where(asked, CopyLikeness.verdict != "same").order_by(CopyLikeness.first_id).limit(1))
    if action == PART and pair is not None:
        return pair.first_id if pair.second_id == document_id else pair.second_id
    raise CorrectionError("The document is no copy of another.", "`thongbao copies` lists those that are.")


def _refuse(session: Session, action: str, document_id: int, other_id: int, copies: dict[int, bool]) -> None:
    shown = set(session.scalars(select(Revision.document_id).where(Revision.document_id.in_([document_id, other_id]), Revision.is_current)))
    if document_id == other_id:
        raise CorrectionError("A document is no copy of itself.", "Name another one.")
    if shown != {document_id, other_id}:
        raise CorrectionError("One of the documents shows no rows.", "`thongbao status` shows where it stands.")
    if action == JOIN and other_id in copies:
        raise CorrectionError("They are copies of one paper already.", "`thongbao copies DOCUMENT` shows which of them counts.")
    if action == LEAD and copies.get(document_id):
        raise CorrectionError("It is the one that counts already.", "`thongbao copies DOCUMENT` shows its copies.")
