"""How runs of a batch that work elsewhere go, told by our own history: no result is sent from machine to machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from db.engine import transaction
from db.models.document import Document
from db.models.run import Run, StepAttempt
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
