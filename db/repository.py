"""Write one reading of a document: whole or not at all, once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from db.agencies import agency_row
from db.audit import record
from db.base import symbol_key
from db.copies import settle
from db.engine import transaction
from db.grouping import regroup
from db.history import now
from db.models.document import Document, Revision
from db.neighbours import doubts_by_neighbours
from db.overlay import apply, has_review
from db.turn import take_turn
from db.writer import RevisionWriter
from tasks.domain.errors import InvariantError
from tasks.domain.outcome import DocumentState
from tasks.domain.reading import Reading


@dataclass(frozen=True, slots=True)
class RevisionKey:
    """What makes a revision itself.

    Attributes:
        document_id: the document it reads.
        fingerprint: equal for equal input, steps, parameters and tools; writing it again changes nothing.
        parameters: settings of the reading.
        tool_versions: programs and models used.
    """

    document_id: int
    fingerprint: str
    parameters: Mapping[str, Any]
    tool_versions: Mapping[str, Any]


def write_reading(url: str, key: RevisionKey, reading: Reading) -> tuple[int, bool]:
    """Write a reading as the document's current revision, in one transaction; what people said of the document is laid over its rows.

    In the same transaction it is settled whether it is a copy of one that is loaded, and which of the two counts (``db.copies``).

    Returns:
        The number of the revision, and whether it is new (False: this fingerprint was written before, nothing changed).

    Raises:
        InvariantError: a quote is not what its span says; nothing is written.
        LoadError: the database refused; nothing is written.
    """
    check_quotes(reading)
    with transaction(url) as session:
        take_turn(session)
        document = session.scalars(select(Document).where(Document.id == key.document_id).with_for_update()).one()
        known = session.scalar(select(Revision).where(Revision.document_id == document.id, Revision.fingerprint == key.fingerprint))
        if known is not None:
            RevisionWriter(session, known.id, document.id, {}).words(reading)
            return known.number, False
        last = session.scalar(select(func.max(Revision.number)).where(Revision.document_id == document.id)) or 0
        session.execute(update(Revision).where(Revision.document_id == document.id, Revision.is_current).values(is_current=False))
        revision = _revision(key, last + 1, reading)
        session.add(revision)
        session.flush()
        doubts = doubts_by_neighbours(session, document.id, reading.structure.head)
        RevisionWriter(session, revision.id, document.id, _agency_rows(session, reading)).write(reading, doubts)
        document.state, document.reason, document.reason_code = DocumentState.LOADED, None, None
        session.flush()
        if has_review(session, document.id):
            apply(session, document, revision)
        else:
            regroup(session, revision)
        settle(session, [document.id])
        record(session, "load", document, f"revision {last + 1}")
        number = revision.number
    return number, True


def check_quotes(reading: Reading) -> None:
    """Refuse a reading whose evidence does not stand where it says.

    Raises:
        InvariantError: a quote is not ``clean[span]``.
    """
    extraction = reading.extraction
    parts = (evidence for of_one in extraction.parts for evidence in of_one)
    for evidence in (*extraction.sections, *extraction.directives, *extraction.metrics, *extraction.citations, *parts):
        if evidence.span.of(reading.clean.text) != evidence.quote:
            raise InvariantError(
                f"The evidence at {evidence.span.start}..{evidence.span.end} is not the text there.", "Please report this."
            )


def _revision(key: RevisionKey, number: int, reading: Reading) -> Revision:
    head = reading.structure.head
    return Revision(
        document_id=key.document_id,
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
