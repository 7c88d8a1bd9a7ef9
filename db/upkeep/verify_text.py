"""Does the text of each reading show what people said of its lines."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models.document import Document, Revision
from db.models.text_correction import TextCorrection, TextCorrectionResult
from db.reading.text_corrections import said_of_lines
from tasks.domain.outcome import DocumentState, Severity
from tasks.domain.upkeep import Fault

_MEND = "`thongbao reprocess` reads the file again and follows what was said."


def check_text(session: Session) -> Iterator[Fault]:
    """Faults of files of whose lines people said something."""
    spoken_of = select(TextCorrection.document_id).distinct()
    first = select(Document).where(Document.id.in_(spoken_of), Document.state != DocumentState.QUARANTINED)
    for document in session.scalars(first.order_by(Document.id)).all():
        yield from _of_file(session, document)


def _of_file(session: Session, document: Document) -> Iterator[Fault]:
    live = {entry.id: entry for entry in said_of_lines(session, document.sha256)}
    query = (
        select(TextCorrectionResult, Revision.clean_text)
        .join(Revision, Revision.id == TextCorrectionResult.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .where(Document.sha256 == document.sha256, Revision.is_current)
        .order_by(TextCorrectionResult.correction_id)
    )
    results = {result.correction_id: (result, text) for result, text in session.execute(query)}
    for entry_id in sorted(live.keys() | results.keys()):
        what = f"Correction {entry_id} of the text"
        if entry_id not in results or entry_id not in live:
            said = "is not followed yet" if entry_id in live else "is followed though it was taken back"
            yield Fault("text-correction-waiting", Severity.WARNING, document.short_id, f"{what} {said}. {_MEND}")
            continue
        result, text = results[entry_id]
        if result.state in {"conflict", "unplaced"}:
            yield Fault(f"text-correction-{result.state}", Severity.WARNING, document.short_id, f"{what} (page {live[entry_id].page}).")
        if result.span_start is not None and text[result.span_start : result.span_end] != live[entry_id].after:
            yield Fault("text-not-as-said", Severity.ERROR, document.short_id, f"{what} is not what the text has. {_MEND}")
