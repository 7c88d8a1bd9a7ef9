"""What letters of a mailbox brought: written when the store has it all, asked for by whoever shows where a document came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from db.engine import transaction
from db.models.document import Document
from db.models.letter import LetterFile
from db.record.history import now
from tasks.domain.legible import storable


@dataclass(frozen=True, slots=True)
class Cover:
    """A letter without what it brought.

    Attributes:
        mailbox: account, server and folder it lay in.
        uid: its number there, behind the validity of the folder's numbers.
        sender: name and address that it says it is from.
        subject: of it.
        sent_at: when it says it was sent, None where it says nothing readable.
    """

    mailbox: str
    uid: str
    sender: str
    subject: str
    sent_at: datetime | None


def taken_letters(url: str, mailbox: str) -> dict[str, bool]:
    """Numbers of the letters of a mailbox that the store has all files of, each with whether there was any."""
    query = select(LetterFile.uid, func.max(LetterFile.position)).where(LetterFile.mailbox == mailbox).group_by(LetterFile.uid)
    with transaction(url, read_only=True) as session:
        return {uid: last > 0 for uid, last in session.execute(query)}


def record_letter(url: str, cover: Cover, files: Sequence[tuple[str, int]]) -> None:
    """Record that the store has all that a letter brought; a second time changes nothing.

    Args:
        url: the database.
        cover: the letter.
        files: name and document of each file, in their order.
    """
    about = {"mailbox": cover.mailbox, "uid": cover.uid, "sent_at": cover.sent_at, "taken_at": now()}
    about |= {"sender": storable(cover.sender), "subject": storable(cover.subject)}
    with transaction(url) as session:
        if session.scalar(select(LetterFile.id).where(LetterFile.mailbox == cover.mailbox, LetterFile.uid == cover.uid).limit(1)):
            return
        if not files:
            session.add(LetterFile(**about, position=0, name="", document_id=None))
        for position, (name, document_id) in enumerate(files, 1):
            session.add(LetterFile(**about, position=position, name=storable(name), document_id=document_id))


def covers_of(url: str, document_id: int) -> list[Cover]:
    """The letters that brought the file of a document, in the order in which they were taken."""
    file = select(Document.sha256).where(Document.id == document_id).scalar_subquery()
    first = select(Document.id).where(Document.sha256 == file, Document.part == 1)
    query = select(LetterFile).where(LetterFile.document_id.in_(first)).order_by(LetterFile.id)
    with transaction(url, read_only=True) as session:
        return [Cover(row.mailbox, row.uid, row.sender, row.subject, row.sent_at) for row in session.scalars(query)]
