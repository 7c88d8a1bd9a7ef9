"""Do the rows show what people said: every correction accounted for, every value following from what was read and from the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from db.engine import transaction
from db.fields import FIELDS, LISTS, encode
from db.models.document import Document, Revision
from db.models.finding import Directive
from db.models.review import Correction, CorrectionResult, Task
from db.models.run import Issue
from db.overlay import apply, live_corrections, shown
from db.rowset import RowSet
from tasks.domain.outcome import Severity
from tasks.domain.upkeep import Fault


class _NothingStays(Exception):  # noqa: N818 - no error: it ends a transaction of which nothing is to stay
    """Ends the transaction in which corrections were applied on trial."""


def check_review(url: str) -> list[Fault]:
    """Faults of corrections and tasks; what is found by trying is taken back, so that nothing changes.

    Raises:
        LoadError: the database refused.
    """
    with transaction(url, read_only=True) as session:
        faults = [*_not_applied(session), *_lost_tasks(session)]
        corrected = exists().where(Correction.document_id == Document.id)
        documents = list(session.scalars(select(Document.id).where(corrected).order_by(Document.id)))
    for document_id in documents:
        with suppress(_NothingStays), transaction(url) as session:
            faults += _contradictions(session, document_id)
            raise _NothingStays
    return faults


def _not_applied(session: Session) -> Iterator[Fault]:
    undo = aliased(Correction)
    query = (
        select(Correction, Document.short_id, CorrectionResult)
        .join(Document, Document.id == Correction.document_id)
        .outerjoin(CorrectionResult, CorrectionResult.correction_id == Correction.id)
        .where(Correction.action != "undo", ~exists().where(undo.undoes_id == Correction.id))
        .order_by(Correction.id)
    )
    for c, short_id, result in session.execute(query):
        what = f"Correction {c.id} ({c.action} {c.kind}, {c.actor})"
        if result is None:
            yield Fault(
                "correction-lost", Severity.ERROR, short_id, f"{what} is neither applied nor listed. `thongbao reprocess` mends it."
            )
        elif result.state != "applied":
            hint = f"`thongbao corrections {short_id}` shows it."
            yield Fault(f"correction-{result.state}", Severity.WARNING, short_id, f"{what}: {result.detail} {hint}")


def _lost_tasks(session: Session) -> Iterator[Fault]:
    current = select(Revision.id).where(Revision.is_current)
    tied = exists().where(Directive.task_id == Task.id, Directive.revision_id.in_(current))
    query = select(Task, Document.short_id).join(Document, Document.id == Task.document_id).where(~tied).order_by(Task.id)
    for task, short_id in session.execute(query):
        said = f"Task {task.key} ({task.state}) belongs to no directive of the current reading: {shown(' '.join(task.quote.split())[:80])}."
        yield Fault("task-unplaced", Severity.WARNING, short_id, said)


def _contradictions(session: Session, document_id: int) -> Iterator[Fault]:
    """Rows that show something else than the corrections make of what was read."""
    document = session.get_one(Document, document_id, with_for_update=True)
    revision = session.scalar(select(Revision).where(Revision.document_id == document_id, Revision.is_current))
    if revision is None:
        return
    before = _shown(session, document_id, revision)
    apply(session, document, revision)
    session.expire_all()
    after = _shown(session, document_id, revision)
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            said = f"{key} shows something else than its corrections make of what was read. `thongbao reprocess` writes it anew."
            yield Fault("correction-not-followed", Severity.ERROR, document.short_id, said)


def _shown(session: Session, document_id: int, revision: Revision) -> dict[str, Any]:
    rows = RowSet(session, revision)
    head = {name: encode(getattr(revision, name)) for name in (*FIELDS["head"], "symbol_key")}
    found: dict[str, Any] = {"head": (head, revision.machine_head, revision.head_review)}
    for kind, by_id in rows.rows.items():
        for row_id, row in by_id.items():
            values = {name: encode(value) for name, value in rows.values(kind, row).items()}
            agencies = [p.agency_id for role in LISTS for p in rows.parties.get((row_id, role), ())]
            place = getattr(row, "section_path", None), getattr(row, "task_id", None)
            found[f"{kind} {row_id}"] = (values, agencies, place, row.review, row.machine)
    settled = select(Issue.id).where(Issue.revision_id == revision.id, Issue.review.is_not(None)).order_by(Issue.id)
    found["doubts"] = list(session.scalars(settled))
    live = {c.id for c in live_corrections(session, document_id)}
    for result in session.scalars(select(CorrectionResult).where(CorrectionResult.correction_id.in_(live))):
        found[f"correction {result.correction_id}"] = result.state, result.row_id, result.detail
    return found
