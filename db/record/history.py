"""Runs, attempts and leases: each written in a transaction of its own, so that it survives the rollback of what it describes."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from db.engine import transaction
from db.models.document import Document
from db.models.run import Lease, Run, StepAttempt
from tasks.domain.errors import BusyDocumentError, ConflictError
from tasks.domain.legible import storable
from tasks.domain.outcome import Outcome

CANCELLED = "cancelled"
"""Code of a run or an attempt that was ended from outside."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run or an attempt ended.

    Attributes:
        outcome: of the run or attempt.
        error_code: of the error, None where there was none.
        error_text: its message and hint.
    """

    outcome: Outcome
    error_code: str | None = None
    error_text: str | None = None


def now() -> datetime:
    """The present instant in UTC."""
    return datetime.now(UTC)


def start_run(
    url: str, kind: str, source: str, *, parameters: Mapping[str, Any], parent_id: str | None = None, prefect_id: str | None = None
) -> str:
    """Record that a run began and give its id."""
    run_id = str(uuid.uuid4())
    with transaction(url) as session:
        session.add(
            Run(
                id=run_id,
                kind=kind,
                parent_id=parent_id,
                source=storable(source),
                prefect_flow_run_id=prefect_id,
                host=socket.gethostname(),
                process_id=os.getpid(),
                parameters=dict(parameters),
                started_at=now(),
                heartbeat_at=now(),
                outcome=Outcome.RUNNING,
            )
        )
    return run_id


def attach_document(url: str, run_id: str, document_id: int) -> None:
    """Say which document a run is about, once that is known."""
    with transaction(url) as session:
        session.execute(update(Run).where(Run.id == run_id).values(document_id=document_id))


def end_run(url: str, run_id: str, ending: Ending) -> None:
    """Record how a run ended."""
    with transaction(url) as session:
        session.execute(
            update(Run)
            .where(Run.id == run_id)
            .values(ended_at=now(), outcome=ending.outcome, error_code=ending.error_code, error_text=ending.error_text)
        )


def start_attempt(url: str, run_id: str, step: str, *, parameters: Mapping[str, Any], tools: Mapping[str, str]) -> int:
    """Record that an attempt at a step began and give its row; attempts of a step count from 1."""
    with transaction(url) as session:
        last = session.scalar(select(func.max(StepAttempt.attempt)).where(StepAttempt.run_id == run_id, StepAttempt.step == step))
        row = StepAttempt(
            run_id=run_id,
            step=step,
            attempt=(last or 0) + 1,
            started_at=now(),
            outcome=Outcome.RUNNING,
            parameters=dict(parameters),
            tool_versions=dict(tools),
        )
        session.add(row)
        session.flush()
        return row.id


def end_attempt(url: str, attempt_id: int, ending: Ending, *, artifact: str | None = None, summary: str | None = None) -> None:
    """Record how an attempt ended and what it left."""
    with transaction(url) as session:
        session.execute(
            update(StepAttempt)
            .where(StepAttempt.id == attempt_id)
            .values(
                ended_at=now(),
                outcome=ending.outcome,
                error_code=ending.error_code,
                error_text=ending.error_text,
                artifact=artifact,
                summary=summary,
            )
        )


def take_lease(url: str, sha256: str, run_id: str, seconds: float) -> None:
    """Make this run the only one that works on a document.

    Raises:
        BusyDocumentError: another run holds it and still gives signs of life.
    """
    try:
        _take_lease(url, sha256, run_id, seconds)
    except ConflictError:  # another took it in the same instant; now it is seen
        _take_lease(url, sha256, run_id, seconds)


def _take_lease(url: str, sha256: str, run_id: str, seconds: float) -> None:
    with transaction(url) as session:
        free = or_(Lease.expires_at < now(), Lease.run_id == run_id)
        session.execute(delete(Lease).where(Lease.sha256 == sha256, free))
        held = session.scalar(select(Lease.run_id).where(Lease.sha256 == sha256))
        if held is not None:
            raise BusyDocumentError(
                f"Document {sha256[:8]} is being worked on by run {held[:8]}.", "Wait for it to end, or look at `thongbao runs`."
            )
        session.add(Lease(sha256=sha256, run_id=run_id, expires_at=now() + timedelta(seconds=seconds)))


def give_sign_of_life(url: str, run_id: str, seconds: float) -> None:
    """Renew the heartbeat of a run and the lease it holds."""
    with transaction(url) as session:
        session.execute(update(Run).where(Run.id == run_id).values(heartbeat_at=now()))
        session.execute(update(Lease).where(Lease.run_id == run_id).values(expires_at=now() + timedelta(seconds=seconds)))


def release_lease(url: str, run_id: str) -> None:
    """Let go of what a run holds."""
    with transaction(url) as session:
        session.execute(delete(Lease).where(Lease.run_id == run_id))


def _is_dead(run: Run, oldest: datetime) -> bool:
    if run.heartbeat_at < oldest:
        return True
    if run.host != socket.gethostname() or run.process_id == os.getpid():
        return False
    try:
        os.kill(run.process_id, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def sweep_abandoned(url: str, silent_seconds: float) -> int:
    """End runs whose process is gone or that gave no sign of life for ``silent_seconds``; free what they held.

    Returns:
        How many runs were ended as abandoned.
    """
    ending = Ending(Outcome.ABANDONED, "abandoned", "The process ended before the run did; the document is taken again.")
    with transaction(url) as session:
        running = session.scalars(select(Run).where(Run.outcome == Outcome.RUNNING)).all()
        dead = [run.id for run in running if _is_dead(run, now() - timedelta(seconds=silent_seconds))]
        if dead:
            values = {"outcome": ending.outcome, "error_code": ending.error_code, "error_text": ending.error_text, "ended_at": now()}
            session.execute(update(StepAttempt).where(StepAttempt.run_id.in_(dead), StepAttempt.ended_at.is_(None)).values(values))
            session.execute(update(Run).where(Run.id.in_(dead)).values(values))
            session.execute(delete(Lease).where(Lease.run_id.in_(dead)))
    return len(dead)


def ended_prefect_runs(url: str, prefect_ids: Sequence[str], grace_seconds: float) -> tuple[list[str], list[str]]:
    """What we know of these Prefect runs.

    Args:
        url: the database.
        prefect_ids: runs that Prefect believes to be under way.
        grace_seconds: how long after our end Prefect may take to learn of it from a process that lives.

    Returns:
        Those whose run of ours was abandoned or ended longer ago than that, and those of which we have no record.
    """
    query = select(Run.prefect_flow_run_id, Run.outcome, Run.ended_at).where(Run.prefect_flow_run_id.in_(prefect_ids))
    with transaction(url, read_only=True) as session:
        found = session.execute(query).all()
    oldest = now() - timedelta(seconds=grace_seconds)
    ended = [str(run) for run, outcome, at in found if outcome == Outcome.ABANDONED or (at is not None and at < oldest)]
    return ended, sorted(set(prefect_ids) - {str(run) for run, _, _ in found})


def newest_prefect_run(url: str, sha256: str) -> str | None:
    """The id at Prefect of the newest run about a file; None where no run of it was one of Prefect's."""
    of_file = select(Document.id).where(Document.sha256 == sha256)
    query = select(Run.prefect_flow_run_id).where(Run.document_id.in_(of_file), Run.prefect_flow_run_id.is_not(None))
    with transaction(url, read_only=True) as session:
        return session.scalar(query.order_by(Run.started_at.desc()).limit(1))
