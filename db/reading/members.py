"""What files hold inside: written when one is taken apart, asked for by whoever lists, shows or reads on."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ScalarSelect, select
from sqlalchemy.orm import Session, aliased

from db.engine import transaction
from db.models.document import Delivery, Document
from db.models.member import FileMember
from db.record.history import now
from tasks.domain.legible import storable
from tasks.domain.member import BETWEEN
from tasks.domain.outcome import DocumentState

# Deeper than files are taken apart; a file that holds itself by way of another ends here.
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A file inside another.

    Attributes:
        path: inside.
        short_id: of the document it became, "" where it was set aside or may not be seen.
        state: of that document, "" where there is none.
        reason: why it was set aside, or why its document was; "" for no reason.
        code: of that reason.
    """

    path: str
    short_id: str
    state: str
    reason: str
    code: str = ""


def members_of(url: str, document_id: int) -> list[MemberRow]:
    """The files inside a file, in their order; none where it holds none."""
    query = (
        select(FileMember, Document)
        .outerjoin(Document, Document.id == FileMember.document_id)
        .where(FileMember.container_id.in_(_first_of(document_id)))
        .order_by(FileMember.position)
    )
    with transaction(url, read_only=True) as session:
        return [
            MemberRow(
                m.path,
                *((d.short_id, d.state) if d else ("", "")),
                m.reason or (d.reason if d else None) or "",
                m.reason_code or (d.reason_code if d else None) or "",
            )
            for m, d in session.execute(query)
        ]


def containers_of(url: str, document_id: int) -> list[Document]:
    """The files that a file lay in, in the order in which they came."""
    inside = select(FileMember.container_id).where(FileMember.document_id.in_(_first_of(document_id)))
    with transaction(url, read_only=True) as session:
        return list(session.scalars(select(Document).where(Document.id.in_(inside)).order_by(Document.id)))


def _first_of(document_id: int) -> ScalarSelect[int]:
    """Part 1 of the file that a notice stands in, which stands for the file."""
    same = select(Document.sha256).where(Document.id == document_id)
    return select(Document.id).where(Document.part == 1, Document.sha256.in_(same)).scalar_subquery()


def waiting_members(url: str, short_id: str) -> list[Document]:
    """Files inside the file with this id that nobody has read yet, in their order."""
    container = aliased(Document)
    query = (
        select(Document)
        .join(FileMember, FileMember.document_id == Document.id)
        .join(container, container.id == FileMember.container_id)
        .where(container.short_id == short_id, Document.state == DocumentState.WAITING)
        .order_by(FileMember.position)
    )
    with transaction(url, read_only=True) as session:
        return list(dict.fromkeys(session.scalars(query)))


def depth_of(url: str, document_id: int) -> int:
    """In how many files a file lies, one inside the other; 0 for one that came by itself alone."""
    depth, inner, seen = 0, {document_id}, {document_id}
    with transaction(url, read_only=True) as session:
        while depth < _DEEPEST:
            outer = set(session.scalars(select(FileMember.container_id).where(FileMember.document_id.in_(inner)))) - seen
            if not outer:
                break
            depth, inner, seen = depth + 1, outer, seen | outer
    return depth


def deliver_members(session: Session, container: Document, source: str, depth: int = 0) -> None:
    """Record that the files inside a file came with it from one more place, and what lies in them in turn."""
    query = select(FileMember.path, Document).join(Document, Document.id == FileMember.document_id)
    for path, document in session.execute(query.where(FileMember.container_id == container.id).order_by(FileMember.position)).all():
        inside = f"{source}{BETWEEN}{path}"
        if deliver(session, document, inside, path, is_duplicate=True) and depth < _DEEPEST:
            deliver_members(session, document, inside, depth + 1)


def deliver(session: Session, document: Document, source: str, path: str, *, is_duplicate: bool) -> bool:
    """Record that a file inside another came in; says whether it had not come from there before."""
    known = select(Delivery.id).where(Delivery.document_id == document.id, Delivery.source == storable(source))
    if session.scalar(known) is not None:
        return False
    name = storable(path.rpartition("/")[2])
    session.add(Delivery(document_id=document.id, source=storable(source), file_name=name, is_duplicate=is_duplicate, received_at=now()))
    session.flush()
    return True
