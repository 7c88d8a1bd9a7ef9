"""How it stands with a document that was given to the work pool, judged from what Prefect and our own history say of its runs.

Our history decides: a row of it is written by the process that reads the document, in the database that holds the rows. What Prefect says
counts only where that process left no row, and tells whether one that breaks off was ended on purpose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from db.record.history import CANCELLED
from db.record.remote_runs import RecordedRun
from tasks.domain.errors import BusyDocumentError
from tasks.domain.outcome import Outcome


class Fate(StrEnum):
    """How it stands with one run."""

    QUEUED = "queued"  # no worker has taken it
    CLAIMED = "claimed"  # a worker is to begin it
    WORKING = "working"
    ENDED = "ended"
    BUSY = "busy"  # another run held the document
    GONE = "gone"  # its process, or its worker, is no more


@dataclass(frozen=True, slots=True)
class Sight:
    """What is seen of one run.

    Attributes:
        state: type of its state at Prefect, e.g. ``PENDING``.
        seconds: how long it has been seen in that state.
        row: of our history, None where it has not begun.
    """

    state: str
    seconds: float
    row: RecordedRun | None = None


def fate_of(sight: Sight, start_seconds: float) -> Fate:
    """How it stands with a run.

    Args:
        sight: what is seen of it.
        start_seconds: how long a claimed run may take to begin, and one that was ended from outside to be told so to Prefect.
    """
    row, late = sight.row, sight.seconds > start_seconds
    if row is None:
        if sight.state in {"SCHEDULED", "PAUSED"}:
            return Fate.QUEUED
        if sight.state in {"PENDING", "RUNNING", "CANCELLING"}:
            return Fate.GONE if late else Fate.CLAIMED
        return Fate.GONE if sight.state == "CRASHED" else Fate.ENDED
    if row.outcome is Outcome.RUNNING:
        return Fate.WORKING  # the sweep ends the row of one that is dead
    if row.outcome is Outcome.ABANDONED:
        return Fate.GONE
    if row.outcome is Outcome.FAILED and row.error_code == CANCELLED:
        # Its worker was stopped, or a person cancelled the run: only Prefect knows, and it hears of it a moment later.
        if sight.state in {"PENDING", "RUNNING", "CANCELLING"} and not late:
            return Fate.WORKING
        return Fate.ENDED if sight.state in {"CANCELLED", "CANCELLING"} else Fate.GONE
    return Fate.BUSY if row.error_code == BusyDocumentError.code else Fate.ENDED


def decided(fates: Sequence[Fate]) -> int | None:
    """Which of a document's runs, in order of time, says how it ended; None while that is open.

    A run that found the document held by an earlier one of its own kind says nothing, that one does.
    """
    for number, fate in enumerate(fates):
        if fate is Fate.ENDED or (fate is Fate.BUSY and len(fates) == 1):
            return number
    return None


def is_lost(fates: Sequence[Fate]) -> bool:
    """Whether nobody works on a document that is not decided, so that it must be given out again."""
    return decided(fates) is None and all(fate in {Fate.GONE, Fate.BUSY} for fate in fates)
