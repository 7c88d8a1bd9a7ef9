"""Where the work behind a revision lies."""

from __future__ import annotations

from sqlalchemy import select

from db.engine import transaction
from db.models.run import StepAttempt
from tasks.domain.outcome import Outcome

_ENDED_WELL = (Outcome.SUCCEEDED, Outcome.REUSED)


def step_output(url: str, sha256: str, fingerprint: str, step: str) -> str | None:
    """The folder, below the work folder, with what a step left for a revision; None where the history does not know it.

    Args:
        url: the database.
        sha256: of the original.
        fingerprint: of the revision.
        step: rasterize, recognize, clean, segment or extract.
    """
    load = f"{sha256[:12]}/load-{fingerprint}"
    runs = select(StepAttempt.run_id).where(StepAttempt.step == "load", StepAttempt.artifact == load, StepAttempt.outcome.in_(_ENDED_WELL))
    query = (
        select(StepAttempt.artifact)
        .where(StepAttempt.run_id.in_(runs), StepAttempt.step == step, StepAttempt.outcome.in_(_ENDED_WELL))
        .order_by(StepAttempt.id.desc())
        .limit(1)
    )
    with transaction(url, read_only=True) as session:
        return session.scalar(query)
