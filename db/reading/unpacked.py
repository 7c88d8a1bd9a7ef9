"""What a file that was taken apart held, written in one transaction: its members as documents, and its own end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models.document import Delivery, Document, Revision
from db.models.member import FileMember
from db.reading.documents import known_or_new
from db.reading.kept import touch
from db.reading.members import deliver
from db.record.audit import record
from tasks.domain.legible import storable
from tasks.domain.member import BETWEEN, Member, said_of
from tasks.domain.outcome import DocumentState


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that was taken out of another, and its original if the store holds it.

    Attributes:
        member: what became of it.
        sha256: of its content, "" where it was set aside.
        byte_size: of its content.
        store_path: of its original.
    """

    member: Member
    sha256: str = ""
    byte_size: int = 0
    store_path: str = ""


def record_members(url: str, document_id: int, kept: Sequence[Kept], *, is_parcel: bool) -> str:
    """Record what a file held; those that can be read are documents that wait from now on, if they are not known.

    Doing it again gives the same.

    Args:
        url: the database.
        document_id: row of the file.
        kept: everything that it held, in order.
        is_parcel: the file itself is no notice, so that it ends as unpacked.

    Returns:
        What became of the files, in one line for a person.
    """
    with transaction(url) as session:
        container = session.get_one(Document, document_id, with_for_update=True)
        own = [_without_itself(container, one) for one in kept]
        session.execute(delete(FileMember).where(FileMember.container_id == container.id))
        sources = list(session.scalars(select(Delivery.source).where(Delivery.document_id == container.id).order_by(Delivery.id)))
        for position, one in enumerate(own, 1):
            document = _document(session, container, one, sources or [container.file_name]) if one.member.file else None
            session.add(
                FileMember(
                    container_id=container.id,
                    position=position,
                    path=storable(one.member.path),
                    document_id=document.id if document else None,
                    reason_code=one.member.code or None,
                    reason=storable(one.member.reason) or None,
                )
            )
        said = storable(said_of([one.member for one in own]))
        if is_parcel:
            _end_as_unpacked(session, container, said)
    return said


def _without_itself(container: Document, one: Kept) -> Kept:
    if one.member.file and one.sha256 == container.sha256:
        return Kept(replace(one.member, file="", code="unsupported-file", reason="the same as the file it lies in"))
    return one


def _document(session: Session, container: Document, one: Kept, sources: Sequence[str]) -> Document:
    path = one.member.path
    name = f"{container.file_name}{BETWEEN}{path}"
    document, known = known_or_new(session, sha256=one.sha256, byte_size=one.byte_size, store_path=one.store_path, file_name=name)
    for source in sources:
        inside = f"{source}{BETWEEN}{path}"
        if deliver(session, document, inside, path, is_duplicate=known):
            record(session, "ingest", document, f"{storable(inside)}, {'known' if known else 'new'} content")
    return document


def _end_as_unpacked(session: Session, container: Document, said: str) -> None:
    """A file that is no notice shows no rows; earlier versions read a page out of some archives."""
    if container.state != DocumentState.UNPACKED or container.reason != said:
        record(session, "load", container, said)
    container.state, container.reason, container.reason_code = DocumentState.UNPACKED, said, None
    of_file = list(session.scalars(select(Document.id).where(Document.sha256 == container.sha256)))
    touch(session, *of_file)
    session.execute(update(Revision).where(Revision.document_id.in_(of_file), Revision.is_current).values(is_current=False))
