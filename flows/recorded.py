"""A run of one document with its row of history around it, and what its errors come to; whoever runs it, with Prefect or without."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from config.settings import Settings
from db.reading.documents import failed_runs, quarantine
from db.record.history import Ending, end_run, start_run
from flows.options import ReadingOptions
from flows.outcome import BUG_EXIT, DocumentOutcome
from tasks import progress
from tasks.domain.errors import ThongbaoError
from tasks.domain.member import BETWEEN
from tasks.domain.outcome import DocumentState, Outcome
from tasks.register import Registered
from tasks.step import ending_for, in_thread

logger = logging.getLogger(__name__)
DONE = (DocumentState.LOADED, DocumentState.UNPACKED)


@dataclass
class RunState:
    """What is known of a run so far; filled on the way, so that a failure can say how far it came."""

    settings: Settings
    run_id: str
    source: str
    document_id: int = 0
    short_id: str = ""


async def recorded_run(
    settings: Settings,
    kind: str,
    source: str,
    work: Callable[[RunState], Awaitable[DocumentOutcome]],
    *,
    options: ReadingOptions,
    parent_run: str | None = None,
    prefect_id: str | None = None,
) -> DocumentOutcome:
    """Run ``work`` with a row of history around it, and turn its errors into outcomes.

    Args:
        settings: of the program.
        kind: of the run.
        source: path or name it was asked for by.
        work: what is done; it fills the state it is given on the way.
        options: how to read, where it differs from the settings.
        parent_run: our batch, where there is one.
        prefect_id: of the run in Prefect, where there is one.

    Returns:
        How it ended; errors of our tree do not leave it.
    """
    began = time.monotonic()
    # Scans in folders of their own often share a name.
    progress.about(source if BETWEEN in source else "/".join(Path(source).parts[-2:]))
    try:
        run_id = await in_thread(
            partial(
                start_run,
                settings.database,
                kind,
                source,
                parameters=asdict(options),
                parent_id=parent_run,
                prefect_id=prefect_id,
            )
        )
    except ThongbaoError as error:  # the database is away: nothing can be recorded, the file is where it was
        return failure(source, error, "")
    state = RunState(settings, run_id, source)
    try:
        outcome = await work(state)
        ending = Ending(outcome.outcome, outcome.error_code, outcome.message or None)
    except ThongbaoError as error:
        outcome = await give_up(state, error)
        ending = Ending(outcome.outcome, error.code, str(error))
    except BaseException as error:
        with suppress(ThongbaoError):
            await in_thread(partial(end_run, settings.database, run_id, ending_for(error)))
        if not isinstance(error, Exception):
            raise
        logger.exception("run %s ended by a bug", run_id)
        outcome = await give_up(state, error)
        ending = Ending(outcome.outcome, "bug", outcome.message)
    with suppress(ThongbaoError):  # the sweep of the next start ends a run whose end could not be written
        await in_thread(partial(end_run, settings.database, run_id, ending))
    return replace(outcome, seconds=time.monotonic() - began)


async def give_up(state: RunState, error: Exception) -> DocumentOutcome:
    """Quarantine a document whose file is at fault, or that failed too often; else leave it waiting for the next run."""
    outcome = failure(state.source, error, state.short_id)
    url = state.settings.database
    with suppress(ThongbaoError):
        if state.document_id and isinstance(error, ThongbaoError) and error.quarantines:
            await in_thread(partial(quarantine, url, state.document_id, error.code, str(error)))
            return replace(outcome, outcome=Outcome.QUARANTINED)
        if state.document_id and await in_thread(partial(failed_runs, url, state.document_id)) + 1 >= state.settings.quarantine_after:
            reason = f"Failed {state.settings.quarantine_after} times, the last time: {outcome.message}"
            await in_thread(partial(quarantine, url, state.document_id, outcome.error_code or "bug", reason))
            return replace(outcome, outcome=Outcome.QUARANTINED, message=reason)
    return outcome


def failure(source: str, error: Exception, short_id: str) -> DocumentOutcome:
    """The outcome of a run that ``error`` ended."""
    ours = isinstance(error, ThongbaoError)
    return DocumentOutcome(
        source=source,
        outcome=Outcome.FAILED,
        short_id=short_id,
        error_code=error.code if isinstance(error, ThongbaoError) else "bug",
        message=str(error) if ours else f"{type(error).__name__}: {str(error)[:300]}. This is a bug; please report it.",
        exit_code=error.exit_code if isinstance(error, ThongbaoError) else BUG_EXIT,
    )


def duplicate_of(found: Registered, source: str) -> DocumentOutcome | None:
    """The outcome of a file that was read, taken apart, or set aside when it came from another place; None where it is to be read."""
    if found.state in DONE or (found.state is DocumentState.QUARANTINED and found.is_duplicate):
        message = f"The same content as {found.file_name}, which is {found.state}."
        return DocumentOutcome(source=source, outcome=Outcome.DUPLICATE, short_id=found.short_id, message=message)
    return None
