"""Files whose content is known already: recorded as what they are, without Prefect and without a server."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from functools import partial
from typing import TypeVar

from config.retries import RetryPolicy
from config.settings import Settings, load_settings
from db.reading.documents import is_settled
from db.record.history import CANCELLED, Ending, end_run, start_run, sweep_abandoned
from flows.heartbeat import MISSED_HEARTBEATS
from flows.inbox.bucket import source_at
from flows.inbox.named import Waiting, named
from flows.options import ReadingOptions
from flows.outcome import DocumentOutcome, tally
from flows.recorded import RunState, duplicate_of, recorded_run
from tasks.archive.bucket import BucketPlace
from tasks.archive.originals import hash_of
from tasks.domain.errors import ThongbaoError, VanishedFileError
from tasks.domain.outcome import Outcome
from tasks.register import delivered, register
from tasks.step import StepPlace, in_thread

T = TypeVar("T")


async def ingest_known(paths: list[str], options: ReadingOptions) -> list[DocumentOutcome] | None:
    """What `ingest_batch` does for files and folders, where all they hold is known.

    The history gets the same rows: a batch, a run for each file, its step "register", where the file came from. It needs no place in a
    work pool and no server, since nothing is read.

    Args:
        paths: files and folders, which are left where they are.
        options: how to read what is not known.

    Returns:
        How each ended, in order; None where there is something to read, or nothing at all: then nothing was recorded.

    Raises:
        VanishedFileError: a path does not exist.
    """
    settings = options.over(load_settings())
    files = await named(paths)
    if not files or not await in_thread(partial(all_settled, settings, files)):
        return None
    url = settings.database
    await in_thread(partial(sweep_abandoned, url, settings.heartbeat_seconds * MISSED_HEARTBEATS))
    batch = await in_thread(partial(start_run, url, "batch", ", ".join(paths), parameters={**asdict(options), "files": len(files)}))
    ending = Ending(Outcome.FAILED, CANCELLED, "The run was cancelled.")
    try:
        outcomes = [await take_known(settings, file, options, batch) for file in files]
        ending = Ending(Outcome.SUCCEEDED, error_text=tally(outcomes))
    finally:
        await in_thread(partial(end_run, url, batch, ending))
    return outcomes


def all_settled(settings: Settings, files: list[Waiting]) -> bool:
    """Whether nothing of these files is to be read; the first that may have to be ends the search, and one that cannot be opened may."""
    for file in files:
        source = source_at(file.address, settings, file.folder)
        came_from = None if isinstance(source, BucketPlace) else delivered(source, settings.store_folder)
        if isinstance(source, BucketPlace) or came_from is None:
            return False
        try:
            if not is_settled(settings.database, hash_of(source, settings.max_file_bytes), came_from[0]):
                return False
        except ThongbaoError:
            return False
    return True


async def take_known(settings: Settings, file: Waiting, options: ReadingOptions, batch: str) -> DocumentOutcome:
    """Record one file that was found to be known."""

    async def work(state: RunState) -> DocumentOutcome:
        place = StepPlace(run_id=state.run_id, work=settings.work_folder, database=settings.database)
        source = source_at(file.address, settings, file.folder)
        found = await tried(settings.retry("register"), partial(register.fn, place, source, settings.store_folder, settings.max_file_bytes))
        state.document_id, state.short_id = found.document_id, found.short_id
        duplicate = duplicate_of(found, file.address)
        if duplicate is None:
            raise VanishedFileError(f"{file.address} changed while it was looked at.", "Start again; it is read then.")
        return duplicate

    return await recorded_run(settings, "ingest", file.address, work, options=options, parent_run=batch)


async def tried(policy: RetryPolicy, attempt: Callable[[], Awaitable[T]]) -> T:
    """What an attempt gives, tried as often as the policy says while its error says that this can help, as Prefect tries a step."""
    for wait in policy.waits:
        try:
            return await attempt()
        except ThongbaoError as error:
            if not error.retryable:
                raise
            await asyncio.sleep(wait * (1 + random.random() * policy.jitter))  # noqa: S311 - nobody gains by guessing it
    return await attempt()
