"""How runs of a batch that work elsewhere go, told by our own history: no result is sent from machine to machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from db.engine import transaction
from db.models.document import Document, Page, Revision
from db.models.finding import Citation, Directive, Metric
from db.models.run import Issue, Run, StepAttempt
from db.models.task import Task
from tasks.domain.outcome import DocumentState, Outcome


@dataclass(frozen=True, slots=True)
class RecordedRun:
    """What our history says of a run.

    Attributes:
        id: of the run.
        outcome: running while it works.
        error_code: of its error, None where there was none.
        text: message of its error, or of its outcome; "" where there is none.
        document_id: row of its document, None before that is known.
        seconds: wall time, 0.0 while it works.
    """

    id: str
    outcome: Outcome
    error_code: str | None = None
    text: str = ""
    document_id: int | None = None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands of a file.

    Attributes:
        short_id: of its first notice.
        store_path: of its original, below the store folder.
        symbol: as printed, of each of its notices; None where none was found.
        revision: number of the first notice's current revision, 0 where there is none.
        pages: of the current revisions.
        tasks: of these revisions.
        directives: of these revisions.
        metrics: of these revisions.
        citations: of these revisions.
        issues: of these revisions.
        notices: how many the file holds.
        state: of its first notice.
    """

    short_id: str
    store_path: str
    symbol: str | None = None
    revision: int = 0
    pages: int = 0
    tasks: int = 0
    directives: int = 0
    metrics: int = 0
    citations: int = 0
    issues: int = 0
    notices: int = 1
    state: str = DocumentState.WAITING


def recorded_runs(url: str, batch: str, prefect_ids: Sequence[str]) -> dict[str, RecordedRun]:
    """The runs of a batch by their ids at Prefect; one that has not begun is missing.

    They are looked up by the batch, which is indexed; a run that Prefect started twice counts as it went the last time.
    """
    query = select(Run).where(Run.parent_id == batch, Run.prefect_flow_run_id.in_(prefect_ids)).order_by(Run.started_at)
    with transaction(url, read_only=True) as session:
        return {
            run.prefect_flow_run_id or "": RecordedRun(
                id=run.id,
                outcome=Outcome(run.outcome),
                error_code=run.error_code,
                text=run.error_text or "",
                document_id=run.document_id,
                seconds=(run.ended_at - run.started_at).total_seconds() if run.ended_at else 0.0,
            )
            for run in session.scalars(query)
        }


def standing(url: str, document_id: int) -> Standing:
    """What stands of a file now, all its notices together; ``document_id`` is that of the first."""
    with transaction(url, read_only=True) as session:
        document = session.get_one(Document, document_id)
        of_file = select(Revision).join(Document).where(Document.sha256 == document.sha256, Revision.is_current)
        revisions = list(session.scalars(of_file.order_by(Document.part != 1, Document.first_page)))
        if not revisions:
            return Standing(document.short_id, document.store_path, state=document.state)
        ids = [revision.id for revision in revisions]
        tables = (Page, Task, Directive, Metric, Citation, Issue)
        numbers = [session.scalar(select(func.count()).where(table.revision_id.in_(ids))) or 0 for table in tables]
        symbols = "; ".join(revision.symbol for revision in revisions if revision.symbol) or None
        pages, tasks, directives, metrics, citations, issues = numbers
        return Standing(
            short_id=document.short_id,
            store_path=document.store_path,
            symbol=symbols,
            revision=revisions[0].number,
            pages=pages,
            tasks=tasks,
            directives=directives,
            metrics=metrics,
            citations=citations,
            issues=issues,
            notices=len(revisions),
            state=document.state,
        )


def loaded_by(url: str, run_ids: Sequence[str]) -> bool:
    """Whether a document is loaded, and by one of these runs, which may have died before they could say so.

    A run that finds its document loaded never comes to this step.
    """
    query = select(Run.id).join(Document, Document.id == Run.document_id).join(StepAttempt, StepAttempt.run_id == Run.id)
    query = query.where(Run.id.in_(run_ids), StepAttempt.step == "load", Document.state == DocumentState.LOADED)
    with transaction(url, read_only=True) as session:
        return session.scalar(query.limit(1)) is not None


def running_ones(url: str, run_ids: Sequence[str]) -> set[str]:
    """Those of these runs of ours that work, as far as our history knows."""
    with transaction(url, read_only=True) as session:
        return set(session.scalars(select(Run.id).where(Run.id.in_(run_ids), Run.outcome == Outcome.RUNNING)))


def newest_original(url: str) -> str | None:
    """Place of the original that was registered last, below the store folder; None where there is none."""
    with transaction(url, read_only=True) as session:
        return session.scalar(select(Document.store_path).order_by(Document.id.desc()).limit(1))
