"""What the database says of the documents of a night, counted as the review pages count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from db.engine import transaction
from db.models.document import Document, Revision
from db.models.run import Issue
from db.reading.conditions import is_left
from db.reading.standing import COUNTED, numbers_of
from tasks.domain.outcome import DocumentState


@dataclass(frozen=True, slots=True)
class ReadNotice:
    """A notice of a file of the night, with the numbers that the list of the review pages shows.

    Attributes:
        short_id: of the document.
        symbol: None where none was read.
        file_name: of its file.
        numbers: by name, those of ``db.reading.standing.COUNTED``.
    """

    short_id: str
    symbol: str | None
    file_name: str
    numbers: dict[str, int]


@dataclass(frozen=True, slots=True)
class Standings:
    """How it stands behind a night.

    Attributes:
        notices: of the files that were asked for, in the order of these.
        doubts: kinds of doubts that are left about them, with their number, the most frequent first.
        waiting: documents that wait to be read.
    """

    notices: Sequence[ReadNotice] = ()
    doubts: Sequence[tuple[str, int]] = ()
    waiting: int = 0


def standings(url: str, short_ids: Sequence[str]) -> Standings:
    """How it stands with all notices of the files that some documents are of, and with what waits.

    Args:
        url: the database.
        short_ids: of one notice of each file.
    """
    with transaction(url, read_only=True) as session:
        waiting = session.scalar(select(func.count()).where(Document.state == DocumentState.WAITING)) or 0
        asked = dict(session.execute(select(Document.sha256, Document.short_id).where(Document.short_id.in_(short_ids))).all())
        query = (
            select(Document.sha256, Document.short_id, Document.file_name, Revision.id, Revision.symbol)
            .join(Revision, Revision.document_id == Document.id)
            .where(Document.sha256.in_(asked), Revision.is_current)
            .order_by(Document.part != 1, Document.first_page)
        )
        rows = session.execute(query).all()
        revisions = [row.id for row in rows]
        numbers = numbers_of(session, revisions)
        kinds = (
            select(Issue.code, func.count().label("number"))
            .where(Issue.revision_id.in_(revisions), is_left())
            .group_by(Issue.code)
            .order_by(func.count().desc(), Issue.code)
        )
        doubts = [(code, int(number)) for code, number in session.execute(kinds)]
    place = {short_id: number for number, short_id in enumerate(short_ids)}
    notices = [
        ReadNotice(r.short_id, r.symbol, r.file_name, dict(zip(COUNTED, numbers[r.id], strict=True)))
        for r in sorted(rows, key=lambda r: place[asked[r.sha256]])
    ]
    return Standings(notices, doubts, waiting)
