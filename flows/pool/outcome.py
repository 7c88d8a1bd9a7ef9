"""How a document ended that a worker read, as the batch reports it."""

from __future__ import annotations

from dataclasses import replace

from db.reading.standing import Standing
from db.record.history import CANCELLED
from db.record.remote_runs import RecordedRun
from flows.outcome import DocumentOutcome, exit_code_for
from tasks.domain.errors import WorkPoolError
from tasks.domain.outcome import DocumentState, Outcome

NOTHING = Standing("", "")


def recorded(source: str, row: RecordedRun, stands: Standing) -> DocumentOutcome:
    """The outcome that our history has, with what stands of the document."""
    read = row.outcome in {Outcome.SUCCEEDED, Outcome.REUSED} and stands.revision > 0
    return DocumentOutcome(
        source=source,
        outcome=row.outcome,
        short_id=stands.short_id,
        symbol=stands.symbol if read else None,
        revision=stands.revision if read else 0,
        pages=stands.pages if read else 0,
        tasks=stands.tasks if read else 0,
        directives=stands.directives if read else 0,
        metrics=stands.metrics if read else 0,
        citations=stands.citations if read else 0,
        issues=stands.issues if read else 0,
        seconds=row.seconds,
        error_code=row.error_code,
        message=row.text,
        exit_code=exit_code_for(row.error_code) if row.outcome in {Outcome.FAILED, Outcome.QUARANTINED} else 0,
        notices=stands.notices if read else 1,
        unpacked=row.outcome is Outcome.SUCCEEDED and stands.state == DocumentState.UNPACKED,
    )


def recorded_late(source: str, row: RecordedRun, stands: Standing) -> DocumentOutcome:
    """The outcome of a run that died after it had loaded its document and before it could say so."""
    text = "The worker died after it had loaded the document."
    return recorded(source, replace(row, outcome=Outcome.SUCCEEDED, error_code=None, text=text), stands)


def unrecorded(source: str, state: str, message: str) -> DocumentOutcome:
    """The outcome of a run that left no row: it was cancelled, or its machine is not set up for the batch; Prefect has the reason."""
    cancelled = state in {"CANCELLED", "CANCELLING"}
    code = CANCELLED if cancelled else WorkPoolError.code
    text = message or "The run ended without a record and without a reason."
    return DocumentOutcome(source, Outcome.FAILED, error_code=code, message=text, exit_code=WorkPoolError.exit_code)


def given_up(source: str, deaths: int, stands: Standing) -> DocumentOutcome:
    """The outcome of a document over which as many workers died as may."""
    message = f"{deaths} workers died before they had read it; it still waits."
    code = str(Outcome.ABANDONED)
    return DocumentOutcome(
        source, Outcome.FAILED, short_id=stands.short_id, error_code=code, message=message, exit_code=WorkPoolError.exit_code
    )
