"""What may go from the database after its time, and how it goes: whole rows of a revision, a document or a run, never parts of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, select, text
from sqlalchemy.orm import Session, aliased

from db.copies.carrying import hand_on
from db.copies.settle import regroup_copies, related
from db.engine import transaction
from db.models.document import Delivery, Document, HeadItem, Page, Revision, TextChange
from db.models.finding import (
    Citation,
    Directive,
    DirectiveCitation,
    DirectivePart,
    DirectiveParty,
    Evidence,
    EvidenceRegion,
    Metric,
    Section,
)
from db.models.printed import PrintedTable, TableCell
from db.models.run import Issue, Lease, Run, StepAttempt
from db.models.signature import Signature
from db.models.task import Task
from db.reading.kept import forget
from db.record.audit import record
from db.record.history import now
from db.record.turn import take_turn
from db.upkeep.verify import expected
from tasks.domain.outcome import DocumentState, Outcome
from tasks.domain.upkeep import Expected

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class OldRevision:
    """A reading that a newer one replaced.

    Attributes:
        id: row.
        document_id: row of the document.
        short_id: of the document.
        sha256: of the document.
        number: within the document.
    """

    id: int
    document_id: int
    short_id: str
    sha256: str
    number: int


def superseded_revisions(url: str, before: datetime) -> list[OldRevision]:
    """Revisions made before a time that are not what their document shows."""
    query = (
        select(Revision.id, Revision.document_id, Document.short_id, Document.sha256, Revision.number)
        .join(Document)
        .where(~Revision.is_current, Revision.created_at < before)
        .order_by(Revision.id)
    )
    with transaction(url, read_only=True) as session:
        return [OldRevision(*row) for row in session.execute(query)]


def old_runs(url: str, before: datetime) -> list[str]:
    """Runs that ended before a time, children before their batch; what a waiting document failed of is kept, since it is counted."""
    waiting = select(Document.id).where(Document.state == DocumentState.WAITING)
    old = (Run.ended_at < before) & (Run.outcome != Outcome.RUNNING) & (Run.document_id.is_(None) | Run.document_id.not_in(waiting))
    child = aliased(Run)
    young_child = exists().where(
        child.parent_id == Run.id, (child.ended_at.is_(None)) | (child.ended_at >= before) | (child.document_id.in_(waiting))
    )
    query = select(Run.id).where(old, ~young_child).order_by(Run.parent_id.is_(None), Run.started_at)
    with transaction(url, read_only=True) as session:
        return list(session.scalars(query))


def quarantined_documents(url: str, before: datetime) -> list[Expected]:
    """Documents set aside that came in before a time and were never loaded."""
    query = select(Document).where(
        Document.state == DocumentState.QUARANTINED,
        Document.registered_at < before,
        ~exists().where(Revision.document_id == Document.id),
    )
    with transaction(url, read_only=True) as session:
        return [expected(d) for d in session.scalars(query.order_by(Document.id))]


def artifacts_in_use(url: str, without: Sequence[int] = ()) -> set[str]:
    """Artefact folders that revisions take pictures from, named from the work folder on; ``without`` some revisions."""
    left_out = set(without)
    with transaction(url, read_only=True) as session:
        found = session.execute(select(Page.picture, Page.revision_id))
        return {picture.rpartition("/")[0] for picture, revision in found if picture and revision not in left_out}


def busy_or_waiting(url: str) -> set[str]:
    """Hashes of documents that wait or that a run works on; their artefacts save work."""
    held = select(Lease.sha256).where(Lease.expires_at > now())
    with transaction(url, read_only=True) as session:
        return set(session.scalars(select(Document.sha256).where(Document.state == DocumentState.WAITING))) | set(session.scalars(held))


def delete_revisions(url: str, document_id: int, revisions: Sequence[OldRevision]) -> None:
    """Remove superseded revisions of one document with all their rows, in one transaction; a current one is never removed.

    Corrections stay, also those that were made on one of them: they hold its number, and the place and words of its row.
    """
    with transaction(url) as session:
        document = session.get_one(Document, document_id, with_for_update=True)
        chosen = select(Revision.id).where(
            Revision.document_id == document_id, Revision.id.in_([r.id for r in revisions]), ~Revision.is_current
        )
        _delete_rows(session, list(session.scalars(chosen)))
        record(session, "purge", document, "revisions " + ", ".join(str(r.number) for r in revisions))


def delete_document(url: str, document_id: int, reason: str) -> None:
    """Remove a file, all its notices, with every row about it but its audit trail, in one transaction; the original is for the caller.

    What people said of it, and how far its tasks are, go with it; the database removes these with the document, and at no other time.
    What a copy of it shows of its tasks stays with the copy, and another copy may count from now on.
    """
    with transaction(url) as session:
        take_turn(session)
        document = session.get_one(Document, document_id, with_for_update=True)
        # Part 1 last, which stands for the file.
        of_file = select(Document).where(Document.sha256 == document.sha256).order_by(Document.part.desc())
        parts = session.scalars(of_file.with_for_update()).all()
        left = related(session, {part.id for part in parts}) - {part.id for part in parts}
        for part in parts:
            hand_on(session, part.id)
            forget(session, part.id)
            _delete_rows(session, list(session.scalars(select(Revision.id).where(Revision.document_id == part.id))))
            runs = select(Run.id).where(Run.document_id == part.id)
            session.execute(delete(StepAttempt).where(StepAttempt.run_id.in_(runs)))
            for table in (Issue, Delivery, Run):
                session.execute(delete(table).where(table.document_id == part.id))
            record(session, "purge", part, f"the whole document and its original, which was {part.state}; {reason}")
            session.delete(part)
            session.flush()
        session.expire_all()  # the database removed rows that name the document
        regroup_copies(session, left)


def delete_runs(url: str, runs: Sequence[str]) -> None:
    """Remove runs with their attempts, in the order given."""
    for start in range(0, len(runs), _CHUNK):
        part = runs[start : start + _CHUNK]
        with transaction(url) as session:
            session.execute(delete(StepAttempt).where(StepAttempt.run_id.in_(part)))
            session.execute(delete(Run).where(Run.id.in_(part)))
            record(session, "purge", None, f"{len(part)} runs")


def record_removal(url: str, detail: str) -> None:
    """Record that files no row needs were removed."""
    with transaction(url) as session:
        record(session, "purge", None, detail)


def _delete_rows(session: Session, ids: Sequence[int]) -> None:
    """All rows of revisions, those that point before those they point at."""

    def of(table: Any) -> Select[Any]:
        return select(table.id).where(table.revision_id.in_(ids))

    for hanging in (DirectiveCitation, DirectiveParty, DirectivePart):
        session.execute(delete(hanging).where(hanging.directive_id.in_(of(Directive))))
    session.execute(delete(Issue).where(Issue.revision_id.in_(ids)))
    for table in (Directive, Task, Metric, Citation, TableCell, PrintedTable, Section):
        session.execute(delete(table).where(table.revision_id.in_(ids)))
    session.execute(delete(EvidenceRegion).where(EvidenceRegion.evidence_id.in_(of(Evidence))))
    for part in (Evidence, Page, TextChange, HeadItem, Signature):
        session.execute(delete(part).where(part.revision_id.in_(ids)))
    for revision_id in ids:
        session.execute(text("DELETE FROM search_index WHERE revision_id = :id"), {"id": revision_id})
    session.execute(delete(Revision).where(Revision.id.in_(ids)))
