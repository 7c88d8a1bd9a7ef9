"""What people said of the lines of a file: what is in force, as the steps lay it over a reading, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.engine import transaction
from db.models.document import Document
from db.models.text_correction import TextCorrection, TextCorrectionResult
from db.reading.placing import boxes_of
from tasks.domain.reading import Reading
from tasks.domain.text_corrections import LineCorrection

CHANGE, UNDO = "change", "undo"


def said_of_lines(session: Session, sha256: str) -> list[TextCorrection]:
    """What people said of the lines of a file and did not take back, oldest first."""
    query = select(TextCorrection).join(Document, Document.id == TextCorrection.document_id).where(Document.sha256 == sha256)
    log = session.scalars(query.order_by(TextCorrection.id)).all()
    undone = {entry.undoes_id for entry in log if entry.undoes_id is not None}
    return [entry for entry in log if entry.action == CHANGE and entry.id not in undone]


def corrections_about(url: str, sha256: str) -> tuple[LineCorrection, ...]:
    """The corrections in force of the lines of a file, in the order of the log."""
    with transaction(url, read_only=True) as session:
        return tuple(_as_said(entry) for entry in said_of_lines(session, sha256))


def _as_said(entry: TextCorrection) -> LineCorrection:
    boxes = boxes_of(entry.places)
    return LineCorrection(entry.id, entry.page, entry.before, entry.after, entry.nth, boxes[0] if boxes else None)


def result_rows(revision_id: int, reading: Reading) -> Iterator[TextCorrectionResult]:
    """What became of each correction in a reading, as rows."""
    for line in reading.corrected:
        start, end = (line.span.start, line.span.end) if line.span else (None, None)
        yield TextCorrectionResult(
            revision_id=revision_id, correction_id=line.id, state=line.state, read=line.read, span_start=start, span_end=end
        )
