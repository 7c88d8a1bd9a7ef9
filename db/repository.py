"""Write one reading of a file, which may hold several notices: whole or not at all, once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.base import symbol_key
from db.copies.settle import settle
from db.engine import transaction
from db.models.document import Document, Revision
from db.overlay.laying import apply, has_review
from db.reading import parts
from db.reading.agencies import agency_row
from db.reading.grouping import regroup
from db.reading.lasting import name_rows
from db.reading.neighbours import doubts_by_neighbours
from db.reading.writer import RevisionWriter
from db.record.audit import record
from db.record.history import now
from db.record.turn import take_turn
from tasks.domain.errors import InvariantError
from tasks.domain.outcome import DocumentState
from tasks.domain.reading import Reading


@dataclass(frozen=True, slots=True)
class RevisionKey:
    """What makes a revision itself.

    Attributes:
        document_id: the document it reads; of a file with several notices, the first.
        fingerprint: equal for equal input, steps, parameters and tools; writing it again changes nothing.
        parameters: settings of the reading.
        tool_versions: programs and models used.
    """

    document_id: int
    fingerprint: str
    parameters: Mapping[str, Any]
    tool_versions: Mapping[str, Any]


def write_reading(url: str, key: RevisionKey, reading: Reading) -> tuple[int, bool]:
    """Write the reading of a file that is one notice, as :func:`write_readings` does.

    Returns:
        The number of the revision, and whether it is new.
    """
    [written] = write_readings(url, key, [reading])
    return written.revision, written.is_new


@dataclass(frozen=True, slots=True)
class Written:
    """One notice as it stands in the database now.

    Attributes:
        document_id: row of its document.
        short_id: of that document.
        revision: number of its current revision.
        is_new: False where this fingerprint was written before and nothing changed.
    """

    document_id: int
    short_id: str
    revision: int
    is_new: bool


def write_readings(url: str, key: RevisionKey, readings: Sequence[Reading]) -> list[Written]:
    """Write the notices of a file as the current revisions of their documents, all in one transaction.

    What people said of a document is laid over its rows. A notice that is found no more shows no rows from then on, and is a doubt of the
    notice that has its first page now (``db.reading.parts``). In the same transaction it is settled which notices are copies of one that is
    loaded, and which of them count (``db.copies.settle``).

    Args:
        url: the database.
        key: of the reading; ``document_id`` is that of the file's first notice.
        readings: one for each notice, in the order of the file; at least one.

    Raises:
        InvariantError: a quote is not what its span says; nothing is written.
        LoadError: the database refused; nothing is written.
    """
    for reading in readings:
        check_quotes(reading)
    with transaction(url) as session:
        take_turn(session)
        first = session.scalars(select(Document).where(Document.id == key.document_id).with_for_update()).one()
        documents = parts.documents_for(session, first, readings)
        written = [_write_one(session, document, key, reading) for document, reading in zip(documents, readings, strict=True)]
        parts.tell_vanished(session, first, documents, readings)
        if any(one.is_new for one in written):
            settle(session, list(session.scalars(select(Document.id).where(Document.sha256 == first.sha256))))
    return written


def _write_one(session: Session, document: Document, key: RevisionKey, reading: Reading) -> Written:
    known = session.scalar(select(Revision).where(Revision.document_id == document.id, Revision.fingerprint == key.fingerprint))
    if known is not None and document.state != DocumentState.VANISHED:
        RevisionWriter(session, known.id, document.id, {}).words(reading)
        return Written(document.id, document.short_id, known.number, is_new=False)
    last = session.scalar(select(func.max(Revision.number)).where(Revision.document_id == document.id)) or 0
    session.execute(update(Revision).where(Revision.document_id == document.id, Revision.is_current).values(is_current=False))
    if known is not None:  # its notice had vanished, and is back as it was
        known.is_current = True
        revision = known
    else:
        revision = _revision(document.id, key, last + 1, reading)
        session.add(revision)
        session.flush()
        doubts = doubts_by_neighbours(session, document.id, reading.structure.head)
        RevisionWriter(session, revision.id, document.id, _agency_rows(session, reading)).write(reading, doubts)
        name_rows(session, document, revision)
    document.state, document.reason, document.reason_code = DocumentState.LOADED, None, None
    session.flush()
    if has_review(session, document.id):
        apply(session, document, revision)
    else:
        regroup(session, revision)
    record(session, "load", document, f"revision {revision.number}" + (f" of part {document.part}" if document.part > 1 else ""))
    return Written(document.id, document.short_id, revision.number, is_new=True)


def check_quotes(reading: Reading) -> None:
    """Refuse a reading whose evidence does not stand where it says.

    Raises:
        InvariantError: a quote is not ``clean[span]``.
    """
    extraction = reading.extraction
    of_parts = (evidence for of_one in extraction.parts for evidence in of_one)
    for evidence in (*extraction.sections, *extraction.directives, *extraction.metrics, *extraction.citations, *of_parts):
        if evidence.span.of(reading.clean.text) != evidence.quote:
            raise InvariantError(
                f"The evidence at {evidence.span.start}..{evidence.span.end} is not the text there.", "Please report this."
            )


def _revision(document_id: int, key: RevisionKey, number: int, reading: Reading) -> Revision:
    head = reading.structure.head
    return Revision(
        document_id=document_id,
        number=number,
        is_current=True,
        fingerprint=key.fingerprint,
        parameters=dict(key.parameters),
        tool_versions=dict(key.tool_versions),
        created_at=now(),
        raw_text=reading.raw_text,
        clean_text=reading.clean.text,
        offsets=[list(s) for s in reading.to_raw.segments],
        type=head.type,
        number_printed=head.number,
        symbol=head.symbol,
        symbol_key=symbol_key(head.symbol) if head.symbol else None,
        issuer=head.issuer,
        place=head.place,
        issued_on=head.issued_on,
        subject=head.subject,
        signer_name=head.signer_name,
        signer_title=head.signer_title,
        urgency=head.urgency,
        on_behalf=head.on_behalf,
    )


def _agency_rows(session: Session, reading: Reading) -> dict[str, int]:
    """Printed party -> agency row, making rows that are missing."""
    return {printed: agency_row(session, agency) for printed, agency in reading.extraction.agencies}
