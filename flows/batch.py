"""Everything that waits: files of a folder, files given by name, documents an earlier run left behind."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol, Self
from zoneinfo import ZoneInfo

from prefect import runtime

from config.settings import Settings, load_settings
from db.models.document import Document
from db.reading.documents import waiting_documents
from db.record.history import CANCELLED, Ending, end_run, start_run, sweep_abandoned
from flows.breaker import Breaker
from flows.document import ingest_document
from flows.heartbeat import MISSED_HEARTBEATS, signs_of_life
from flows.inbox.bucket import inboxes, look_into
from flows.inbox.folder import watch_inbox
from flows.inbox.mail import collect_mail
from flows.inbox.named import Waiting, named
from flows.options import ReadingOptions
from flows.outcome import DocumentOutcome, tally
from flows.parcels import members_to_read, place_in_store
from flows.pool.documents import Pool
from flows.recorded import failure
from flows.report.artifacts import BatchProgress, call_run
from flows.report.night import Night, error_code
from flows.report.states import state_of_all
from flows.report.words import batch_name, name_of_file, words_in
from flows.shown import shown_flow
from tasks.domain.errors import BatchStoppedError, ServerUnavailableError, StoredPathError, WorkPoolError
from tasks.domain.outcome import Outcome
from tasks.step import in_thread

logger = logging.getLogger(__name__)


@shown_flow("ingest batch", None, state_of_all)
async def ingest_batch(paths: list[str], options: ReadingOptions | None = None) -> list[DocumentOutcome]:
    """Ingest files and folders; a document that fails leaves the rest going.

    Too many failures of one kind in a row that no file can bring about stop the batch. What was not begun stays where it is.

    Args:
        paths: files and folders, which are left where they are; none: the inbox, whose files move to the store, and documents that wait
            from earlier runs.
        options: how to read, where it differs from the settings.

    Returns:
        How each ended, in order; files not begun are missing.

    Raises:
        BatchStoppedError: too many failures of one kind.
        WorkPoolError: documents are read by a work pool, and nobody took them.
        VanishedFileError: a path does not exist.
    """
    night, settings = Night(), load_settings()
    now = datetime.now(ZoneInfo(settings.timezone))
    await work_through(paths, options or ReadingOptions(), night, partial(batch_name, now, words_in(settings.ui_language)))
    return night.outcomes


async def work_through(paths: list[str], options: ReadingOptions, night: Night, named_by: Callable[[int], str] | None = None) -> None:
    """Do what :func:`ingest_batch` does, and fill ``night`` on the way; what is raised stands in it too.

    Args:
        paths: as there.
        options: as there.
        night: is filled.
        named_by: gives the run's name when the number of its files is known; None: it has one.
    """
    settings = options.over(load_settings())
    try:
        await in_thread(partial(sweep_abandoned, settings.database, settings.heartbeat_seconds * MISSED_HEARTBEATS))
        waiting = await named(paths) if paths else await what_waits(settings, night)
        night.files = len(waiting) + len(night.stays)
        logger.info("%d files and waiting documents", night.files)
        if named_by is not None:
            await call_run(named_by(night.files))
        night.run_id = await in_thread(
            partial(
                start_run,
                settings.database,
                "batch",
                ", ".join(paths) or "inbox",
                parameters={**asdict(options), "files": len(waiting)},
                prefect_id=str(runtime.flow_run.id) if runtime.flow_run.id else None,
            )
        )
        async with signs_of_life(settings.database, night.run_id, settings.heartbeat_seconds):
            await Batch(settings, options, night).ingest(waiting)
    except BaseException as error:
        if isinstance(error, Exception):
            night.error = error
        if night.run_id:
            code = error_code(error) if isinstance(error, Exception) else CANCELLED
            await in_thread(partial(end_run, settings.database, night.run_id, Ending(Outcome.FAILED, code, str(error))))
        raise
    await in_thread(partial(end_run, settings.database, night.run_id, Ending(Outcome.SUCCEEDED, error_text=tally(night.outcomes))))


async def what_waits(settings: Settings, night: Night) -> list[Waiting]:
    """Files of the inbox that are whole, then stored originals of documents that no run has finished, what letters brought among them."""
    night.stays = tuple(failure(one.address, one.error, "") for one in await in_thread(partial(collect_mail, settings)))
    arrivals = await in_thread(partial(watch_inbox, partial(look_into, inboxes(settings)), settings.inbox_settle_seconds))
    if arrivals.growing:
        night.growing = arrivals.growing
        logger.info("%d files of the inbox are still being written, and left for the next run", len(arrivals.growing))
    waiting = await in_thread(partial(waiting_documents, settings.database))
    return [Waiting(address, leaves=True) for address in arrivals.whole] + in_store(settings, waiting)


def in_store(settings: Settings, documents: Sequence[Document]) -> list[Waiting]:
    """Stored originals to read; one whose row names another place is left, and told."""
    found = []
    for document in documents:
        try:
            found.append(Waiting(place_in_store(settings, document), name=document.file_name))
        except StoredPathError as error:
            logger.error("%s waits and cannot be read: %s", document.short_id, error)  # noqa: TRY400 - the place is known, the stack says nothing
    return found


class Readers(Protocol):
    """Who reads the documents of a batch; used as an async context manager."""

    at_once: int

    async def read(self, number: int, address: str, leaves: bool, folder: str | None, name: str) -> DocumentOutcome | None:
        """Read one document; None where it was taken back before anybody began it."""

    async def withdraw(self) -> None:
        """Take back what nobody has begun."""


class Here:
    """Reads the documents in this process."""

    def __init__(self, settings: Settings, options: ReadingOptions, run_id: str) -> None:
        self.options = options
        self.run_id = run_id
        self.at_once = settings.documents_at_once

    async def __aenter__(self) -> Self:
        """Nothing is to be prepared."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Nothing is to be taken down."""

    async def read(self, number: int, address: str, leaves: bool, folder: str | None, name: str) -> DocumentOutcome | None:  # noqa: ARG002
        """Read a document as a flow below the batch's; one that Prefect does not let begin stays where it is, and the rest goes on."""
        try:
            return await ingest_document(address, self.options, self.run_id, leaves, folder)
        except ServerUnavailableError as error:
            return failure(address, error, "")

    async def withdraw(self) -> None:
        """Everything that was given out has begun."""


class Batch:
    """Documents of one batch, a few at once, with an eye on failures of one kind in a row."""

    def __init__(self, settings: Settings, options: ReadingOptions, night: Night) -> None:
        self.settings = settings
        self.options = options
        self.night = night
        self.breaker = Breaker(settings)
        self.stopped: BatchStoppedError | WorkPoolError | None = None
        self.reading: list[asyncio.Task[None]] = []
        self.begun: set[str] = set()
        self.ended: dict[tuple[int, ...], DocumentOutcome] = {}

    async def ingest(self, files: list[Waiting]) -> None:
        """Ingest all files, and what is found inside them; the night's outcomes are in their order, each file's members behind it.

        Raises:
            BatchStoppedError: too many failures of one kind.
            WorkPoolError: nobody took the documents.
        """
        place = Pool if self.settings.work_pool else Here
        progress = await BatchProgress.begin(self.settings, len(files))
        try:
            async with place(self.settings, self.options, self.night.run_id) as readers:
                turns = Turns(readers, asyncio.Semaphore(readers.at_once), progress)
                self.begun = {file.address for file in files}
                for number, file in enumerate(files):
                    self.begin(turns, (number,), file)
                try:
                    while left := [task for task in self.reading if not task.done()]:
                        for task in (await asyncio.wait(left, return_when=asyncio.FIRST_EXCEPTION))[0]:
                            task.result()
                finally:
                    for task in self.reading:
                        task.cancel()
        finally:
            self.night.outcomes = [*self.night.stays, *(self.ended[rank] for rank in sorted(self.ended))]
        if self.stopped:
            raise self.stopped

    def begin(self, turns: Turns, rank: tuple[int, ...], file: Waiting) -> None:
        """Let a file take its turn; its rank says where its outcome stands among the others."""
        self.reading.append(asyncio.create_task(self.one(turns, len(self.reading), rank, file)))

    async def one(self, turns: Turns, number: int, rank: tuple[int, ...], file: Waiting) -> None:
        """Read a file when its turn has come, and let what is inside it take turns too."""
        async with turns.gate:
            if self.stopped:
                return
            try:
                outcome = await turns.readers.read(number, file.address, file.leaves, file.folder, file.name)
            except WorkPoolError as error:
                self.stopped = self.stopped or error
                return
            if outcome is None:
                return
            self.ended[rank] = replace(outcome, source=file.name) if file.name else outcome
            tell(self.ended[rank])
            self.stopped = self.stopped or await self.breaker.watch(outcome)
            if self.stopped:
                await turns.readers.withdraw()
            else:
                await self.begin_inside(turns, rank, outcome)
            await turns.progress.move(len(self.ended))

    async def begin_inside(self, turns: Turns, rank: tuple[int, ...], outcome: DocumentOutcome) -> None:
        """Let the files inside one that ended take their turns."""
        found = in_store(self.settings, await members_to_read(self.settings, outcome))
        for count, member in enumerate(member for member in found if member.address not in self.begun):
            self.begun.add(member.address)
            self.begin(turns, (*rank, count), member)
            self.night.files += 1
            turns.progress.total += 1


def tell(outcome: DocumentOutcome) -> None:
    """Say in the log of the batch how a file ended."""
    bad = outcome.outcome in {Outcome.FAILED, Outcome.QUARANTINED}
    reason = f" ({outcome.error_code}): {outcome.message}" if bad else ""
    logger.log(
        logging.WARNING if bad else logging.INFO,
        "%s: %s in %.1f s%s",
        name_of_file(outcome.source),
        outcome.outcome,
        outcome.seconds,
        reason,
    )


@dataclass(frozen=True, slots=True)
class Turns:
    """What the files of a batch share: who reads them, how many at once, and how many have ended."""

    readers: Readers
    gate: asyncio.Semaphore
    progress: BatchProgress
