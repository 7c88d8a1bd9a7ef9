"""Where a row stands now: by its lasting name, or by the number it had in any reading that is kept."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import literal, select, union_all
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Directive
from db.models.review import CorrectionResult
from db.models.task import FollowUp
from db.reading.lasting import NAMED


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a current reading.

    Attributes:
        document: short id.
        kind: directive, metric, citation or section.
        row_id: of that kind.
    """

    document: str
    kind: str
    row_id: int


def place_of_key(url: str, key: str) -> Place | None:
    """The row that goes by a lasting name; None where no current reading has it.

    The name is its own, that under which its task is followed up, or that of a row added by hand which the machine finds by now.
    """
    with transaction(url, read_only=True) as session:
        return _by_key(session, key)


def place_of_row(url: str, kind: str, row_id: int) -> Place | None:
    """The row that stands now for one of some reading; None where no current reading has it, or that reading is gone.

    Args:
        url: the database.
        kind: directive, metric, citation or section.
        row_id: its number in that reading.
    """
    table = NAMED[kind]
    with transaction(url, read_only=True) as session:
        found = session.execute(
            select(table.key, Revision.is_current, Document.short_id)
            .join(Revision, Revision.id == table.revision_id)
            .join(Document, Document.id == Revision.document_id)
            .where(table.id == row_id)
        ).one_or_none()
        if found is None:
            return None
        key, is_current, document = found
        return Place(document, kind, row_id) if is_current else _by_key(session, key) if key else None


def _by_key(session: Session, key: str) -> Place | None:
    named = [
        select(Document.short_id, literal(kind).label("kind"), table.id)
        .join(Revision, Revision.id == table.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .where(table.key == key, Revision.is_current)
        for kind, table in NAMED.items()
    ]
    found = session.execute(union_all(*named)).first() or _followed(session, key) or _added(session, key)
    return Place(*found) if found else None


def _followed(session: Session, key: str) -> tuple[str, str, int] | None:
    query = (
        select(Document.short_id, Directive.id)
        .join(Revision, Revision.id == Directive.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .join(FollowUp, FollowUp.id == Directive.follow_up_id)
        .where(FollowUp.key == key, Revision.is_current)
        .order_by(Directive.id)
    )
    found = session.execute(query).first()
    return (found[0], "directive", found[1]) if found else None


def _added(session: Session, key: str) -> tuple[str, str, int] | None:
    """What became of a row that a person added, where the machine finds it too by now."""
    short_id, _, name = key.rpartition("-c")
    if not short_id or not name.isdecimal() or len(name) > 9:
        return None
    result = session.get(CorrectionResult, int(name))
    document = select(Document.short_id).where(Document.short_id == short_id)
    if result is None or result.row_id is None or result.row_kind not in NAMED or session.scalar(document) is None:
        return None
    return short_id, result.row_kind, result.row_id
