"""Do the rows show what people said: every correction accounted for, every value following from what was read and from the log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Directive
from db.models.review import Correction, CorrectionResult
from db.models.run import Issue
from db.models.task import FollowUp, FollowUpExtension, Task
from db.overlay.cell_doubts import CODE
from db.overlay.laying import apply, live_corrections, shown
from db.overlay.rowset import RowSet
from db.overlay.values import encode
from tasks.domain.outcome import Severity
from tasks.domain.row_fields import FIELDS, LISTS
from tasks.domain.standing import extended_to
from tasks.domain.upkeep import Fault


class _NothingStays(Exception):  # noqa: N818 - no error: it ends a transaction of which nothing is to stay
    """Ends the transaction in which corrections were applied on trial."""


def check_review(url: str) -> list[Fault]:
    """Faults of corrections and tasks; what is found by trying is taken back, so that nothing changes.

    Raises:
        LoadError: the database refused.
    """
    with transaction(url, read_only=True) as session:
        faults = [*_not_applied(session), *_lost_tasks(session), *_ungrouped(session), *_extensions(session)]
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
    tied = exists().where(Directive.follow_up_id == FollowUp.id, Directive.revision_id.in_(current))
    query = select(FollowUp, Document.short_id).join(Document, Document.id == FollowUp.document_id).where(~tied).order_by(FollowUp.id)
    for said, short_id in session.execute(query):
        what = f"Task {said.key} ({said.state}) belongs to no directive of the current reading: {shown(' '.join(said.quote.split())[:80])}."
        yield Fault("task-unplaced", Severity.WARNING, short_id, what)


def _extensions(session: Session) -> Iterator[Fault]:
    """Tasks whose deadline in force is not the one that their extensions make."""
    query = select(FollowUp, Document.short_id).join(Document, Document.id == FollowUp.document_id)
    extended = exists().where(FollowUpExtension.follow_up_id == FollowUp.id)
    for said, short_id in session.execute(query.where(or_(FollowUp.extended_to.is_not(None), extended)).order_by(FollowUp.id)):
        due = extended_to(said.progress.extensions)
        if said.extended_to != due:
            what = f"Task {said.key} is due on {said.extended_to or 'no day'} by its extensions, which say {due or 'no day'}."
            yield Fault("extension-not-followed", Severity.ERROR, short_id, f"{what} Put it off once more, and take that back.")


def _ungrouped(session: Session) -> Iterator[Fault]:
    """Directives that are a step of no task, tasks without a step, and tasks that do not say what was said of their steps."""
    mend = "`thongbao reprocess` writes it anew."
    rejected = Directive.review == "rejected"
    stray = select(Directive.id).where(
        or_(Directive.review.is_(None), ~rejected), or_(Directive.task_id.is_(None), Directive.step.is_(None))
    )
    for number in session.scalars(stray.union(select(Directive.id).where(rejected, Directive.task_id.is_not(None)))):
        yield Fault("not-grouped", Severity.ERROR, f"directive {number}", f"It is a step of no task, or of one though rejected. {mend}")
    steps = select(func.count()).where(Directive.task_id == Task.id).scalar_subquery()
    said = (
        select(Directive.follow_up_id).where(Directive.task_id == Task.id, Directive.follow_up_id.is_not(None)).limit(1).scalar_subquery()
    )
    last = select(func.max(Directive.step)).where(Directive.task_id == Task.id).scalar_subquery()
    wrong = select(Task.id).where(or_(steps == 0, last != steps, Task.deadline_step > steps, Task.follow_up_id.is_distinct_from(said)))
    for number in session.scalars(wrong.order_by(Task.id)):
        yield Fault("task-not-followed", Severity.ERROR, f"task {number}", f"It says something else than its directives. {mend}")


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
            place = [getattr(row, name, None) for name in ("section_path", "task_id", "step", "follow_up_id")]
            found[f"{kind} {row_id}"] = (values, agencies, place, row.review, row.machine)
    for task in session.scalars(select(Task).where(Task.revision_id == revision.id)):
        due = task.deadline_raw, task.deadline_on, task.deadline_recurs
        found[f"task {task.id}"] = (task.position, *due, task.deadline_step, task.follow_up_id)
    raised = select(Issue).where(Issue.revision_id == revision.id, Issue.code == CODE)
    found["doubts of cells"] = sorted((issue.subject_kind, issue.subject_id, issue.message) for issue in session.scalars(raised))
    settled = select(Issue.id).where(Issue.revision_id == revision.id, Issue.review.is_not(None)).order_by(Issue.id)
    found["doubts"] = list(session.scalars(settled))
    live = {c.id for c in live_corrections(session, document_id)}
    for result in session.scalars(select(CorrectionResult).where(CorrectionResult.correction_id.in_(live))):
        found[f"correction {result.correction_id}"] = result.state, result.row_id, result.detail
    return found
