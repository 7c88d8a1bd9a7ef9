"""How a document or a batch ended, for the caller, the terminal and the exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tasks.domain.errors import RasterError, RecognitionError, ThongbaoError, UndecodableFileError
from tasks.domain.outcome import Outcome

BUG_EXIT = 70  # EX_SOFTWARE of sysexits.h
TOLD = (Outcome.SUCCEEDED, Outcome.REUSED, Outcome.DUPLICATE, Outcome.QUARANTINED, Outcome.FAILED)


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """How one file ended; numbers count all its notices.

    Attributes:
        source: path or name it was asked for by.
        outcome: succeeded, reused (nothing had changed), duplicate, quarantined or failed.
        short_id: id of its first notice, "" where it could not be stored.
        symbol: as printed, of each of its notices; None where none was found.
        revision: number of the first notice's current revision, 0 where there is none.
        pages: number of pages.
        tasks: number of tasks.
        directives: number of directives.
        metrics: number of metrics.
        citations: number of citations.
        issues: number of doubts.
        seconds: wall time.
        error_code: of the error, None where there was none.
        message: what happened, where and what to do.
        exit_code: of the error, 0 where there was none.
        notices: how many the file holds.
        unpacked: the file only held others, and the message says what became of them.
    """

    source: str
    outcome: Outcome
    short_id: str = ""
    symbol: str | None = None
    revision: int = 0
    pages: int = 0
    tasks: int = 0
    directives: int = 0
    metrics: int = 0
    citations: int = 0
    issues: int = 0
    seconds: float = 0.0
    error_code: str | None = None
    message: str = ""
    exit_code: int = 0
    notices: int = 1
    unpacked: bool = False


def tally(outcomes: Sequence[DocumentOutcome]) -> str:
    """Numbers by outcome in one line, always in the same order: what went well first."""
    counted = Counter(o.outcome for o in outcomes)
    return ", ".join(f"{counted[kind]} {kind}" for kind in TOLD if counted[kind]) or "nothing to do"


def exit_code_of(outcomes: list[DocumentOutcome]) -> int:
    """0 where all is well; else the code of the gravest: a failure before a quarantined file."""
    failed = [o.exit_code for o in outcomes if o.outcome is Outcome.FAILED]
    if failed:
        return max(failed)
    return max((o.exit_code for o in outcomes if o.outcome is Outcome.QUARANTINED), default=0)


def exit_code_for(code: str | None) -> int:
    """The exit code of the error with this code, as a history that knows only the code needs it."""
    kind = _kinds().get(code or "")
    return kind.exit_code if kind else BUG_EXIT if code == "bug" else 1


def blames(code: str) -> Literal["file", "either", "machine"]:
    """Where the cause of an error with this code lies: surely in the file, in the file or here, or here."""
    kind = _kinds().get(code)
    if kind is None or not kind.of_file:
        return "machine"
    return "either" if issubclass(kind, (RasterError, RecognitionError, UndecodableFileError)) else "file"


def _kinds() -> dict[str, type[ThongbaoError]]:
    """All errors by their code."""
    kinds = [ThongbaoError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    return {kind.code: kind for kind in reversed(kinds)}
