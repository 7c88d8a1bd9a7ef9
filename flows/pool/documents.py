"""The documents of a batch as runs of their own on a Prefect work pool: given out, watched, given out again where a worker died."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import httpx
from prefect.exceptions import PrefectHTTPStatusError

from config.settings import Settings
from db.reading.standing import Standing, standing
from db.record.history import sweep_abandoned
from db.record.remote_runs import RecordedRun, loaded_by, recorded_runs
from flows.addresses import address_of, path_at
from flows.heartbeat import MISSED_HEARTBEATS
from flows.options import ReadingOptions
from flows.outcome import DocumentOutcome
from flows.pool.attempts import Fate, decided, is_lost
from flows.pool.given_out import Attempt, GivenOut
from flows.pool.outcome import NOTHING, given_up, recorded, recorded_late, unrecorded
from flows.pool.places import place_of
from flows.pool.runs import WorkPool
from tasks import progress
from tasks.archive.bucket import is_bucket
from tasks.archive.mark import mark_store
from tasks.archive.places import original_place
from tasks.domain.errors import ThongbaoError, WorkPoolError
from tasks.step import in_thread

logger = logging.getLogger(__name__)
T = TypeVar("T")

# One look costs one request per 200 documents and one query, however many workers there are.
LOOK_SECONDS = 1.0
SWEEP_SECONDS = 5.0
WITHDRAW_SECONDS = 30.0
AWAY = "Check that Prefect's server and the database run; everything still waits."
# What Prefect's client lets through once its own retries are used up, and what our database says while it is away.
PASSING = (httpx.HTTPError, PrefectHTTPStatusError, ThongbaoError)


class Pool:
    """Reads documents by giving them to the work pool; use as an async context manager.

    Where the batch breaks off, what nobody has begun is taken back; what workers are at, they bring to its end.
    """

    def __init__(self, settings: Settings, options: ReadingOptions, run_id: str) -> None:
        self.settings = settings
        self.options = options
        self.run_id = run_id
        self.at_once = settings.work_pool_documents
        self.work_pool = WorkPool(settings)
        self.out: dict[int, GivenOut] = {}
        self.mark = ""
        self.moved = time.monotonic()
        self.swept = 0.0
        self.broken: Exception | None = None
        self.withdrawn = False

    async def __aenter__(self) -> Self:
        """Find the deployment, take back what dead batches left waiting, begin to watch.

        Raises:
            WorkPoolError: the pool is not set up.
        """
        self.mark = await in_thread(partial(mark_store, self.settings.store_folder))
        await self.work_pool.open()
        await self.work_pool.clear_after_dead_batches()
        self.watching = asyncio.create_task(self.watch())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Stop watching; take back what nobody has begun."""
        self.watching.cancel()
        with suppress(Exception):  # the batch has ended, however that went
            async with asyncio.timeout(WITHDRAW_SECONDS):
                await self.withdraw()
        await self.work_pool.close()

    async def read(self, number: int, address: str, leaves: bool, folder: str | None = None, name: str = "") -> DocumentOutcome | None:
        """Have a document read by a worker; gives how it ended, None where it was taken back before anybody began it.

        Raises:
            WorkPoolError: no worker took anything for too long, or the Prefect server was away for too long.
        """
        called = name or "/".join(address.split("/")[-2:])  # scans in folders of their own often share a name
        document = GivenOut(number, address, leaves, folder, called, asyncio.get_running_loop().create_future())
        progress.about(document.name)
        progress.report("waits for a worker")
        await self.give_out(document)
        self.out[number] = document
        if self.broken is not None:
            raise self.broken
        if self.withdrawn:  # while this one was on its way
            await self.withdraw()
        outcome = await document.end
        del self.out[number]  # only here: what is not ended is taken back when the batch ends
        return outcome

    async def give_out(self, document: GivenOut, original: Path | None = None) -> None:
        """Make a run for a document, from its stored original where that is given.

        Its key names batch, document and attempt, so that a request sent twice makes one run.
        """
        options = {name: value for name, value in asdict(self.options).items() if value is not None}
        parameters = {
            "path": place_of(address_of(original) if original else document.address, self.settings),
            "batch": self.run_id,
            "store": self.mark,
            "options": options,
            "leaves": document.leaves and original is None,
        }
        if document.folder is not None and original is None:
            parameters["folder"] = place_of(document.folder, self.settings)
        key = f"{self.run_id}/{document.number}/{len(document.attempts) + 1}"
        run = await self.patiently(lambda: self.work_pool.submit(parameters, key))
        document.attempts.append(Attempt(run.id))

    async def patiently(self, call: Callable[[], Awaitable[T]]) -> T:
        """The result of a call to the Prefect server, which may be away for as long as a batch waits for a worker."""
        until = time.monotonic() + self.settings.work_pool_wait_seconds
        while True:
            try:
                return await call()
            except PASSING as error:
                if time.monotonic() > until:
                    raise WorkPoolError(f"The Prefect server did not take a document: {error}.", AWAY) from error
            await asyncio.sleep(LOOK_SECONDS)

    async def watch(self) -> None:
        """Look after what is given out, until cancelled; what goes wrong for good goes to all who wait."""
        seen = time.monotonic()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
                seen = time.monotonic()
                await self.refuse_to_wait_for_ever()
            except PASSING as error:
                if isinstance(error, WorkPoolError):
                    return self.break_off(error)
                logger.warning("the work pool cannot be looked at just now: %s", type(error).__name__)
                self.moved = time.monotonic()  # nobody knows what the workers did meanwhile
                if time.monotonic() - seen > self.settings.work_pool_wait_seconds:
                    return self.break_off(WorkPoolError(f"The work pool could not be looked at any more: {error}.", AWAY))
            except Exception as error:  # a bug must not leave the batch waiting
                return self.break_off(error)

    def break_off(self, error: Exception) -> None:
        """Let everybody who waits, or comes to wait, know that there is nothing to wait for."""
        self.broken = error
        for document in self.out.values():
            if not document.end.done():
                document.end.set_exception(error)

    async def look(self) -> None:
        """One look at everything that is given out."""
        documents = [d for d in self.out.values() if not d.end.done()]
        if not documents:
            self.moved = time.monotonic()
            return
        if time.monotonic() - self.swept > SWEEP_SECONDS:
            silent = self.settings.heartbeat_seconds * MISSED_HEARTBEATS
            await in_thread(partial(sweep_abandoned, self.settings.database, silent))
            self.swept = time.monotonic()
        ids = [attempt.id for document in documents for attempt in document.attempts]
        # Prefect first: a run whose end it knows has written its row before.
        states = await self.work_pool.states(ids)
        rows = await in_thread(partial(recorded_runs, self.settings.database, self.run_id, [str(i) for i in ids]))
        for document in documents:
            for attempt in document.attempts:
                run, row = states.get(attempt.id), rows.get(str(attempt.id))
                if attempt.see(run, row, self.settings.work_pool_start_seconds):
                    self.moved = time.monotonic()
                    if attempt.fate is Fate.WORKING:
                        progress.about(document.name)
                        progress.report("is read by a worker")
                if attempt.fate is Fate.GONE:
                    await self.work_pool.declare_dead(attempt.id, attempt.state)
            await self.settle(document, rows)

    async def settle(self, document: GivenOut, rows: Mapping[str, RecordedRun]) -> None:
        """Tell how a document ended, or give it out again where nobody works on it any more."""
        fates = [attempt.fate for attempt in document.attempts]
        number = decided(fates)
        if number is not None:
            attempt = document.attempts[number]
            outcome = await self.outcome_of(document, attempt, rows.get(str(attempt.id)))
        elif is_lost(fates):
            logger.warning("%s: attempt %d broke off, its process is gone", document.name, len(fates))
            known = [row for a in document.attempts if (row := rows.get(str(a.id))) and row.document_id]
            stands = await self.standing_of(known[0]) if known else NOTHING
            if await in_thread(partial(loaded_by, self.settings.database, [row.id for row in known])):
                outcome = recorded_late(document.address, known[-1], stands)
            elif len(fates) < self.settings.work_pool_attempts and not document.taken_back:
                # The file may have left the inbox before the worker died; its original is then in the store.
                # An object that is still in its bucket is a duplicate for the next night, and leaves then.
                moved = bool(stands.store_path) and (is_bucket(document.address) or not path_at(document.address).exists())
                await self.give_out(document, original_place(self.settings.store_folder, stands.store_path) if moved else None)
                self.moved = time.monotonic()
                return
            else:
                outcome = given_up(document.address, len(fates), stands)
        else:
            return
        if not document.end.done():
            document.end.set_result(outcome)

    async def outcome_of(self, document: GivenOut, attempt: Attempt, row: RecordedRun | None) -> DocumentOutcome | None:
        """How a document ended, in the words of our history; where it has none, in Prefect's."""
        if row is not None:
            return recorded(document.address, row, await self.standing_of(row))
        if document.taken_back and attempt.state == "CANCELLED":
            return None
        return unrecorded(document.address, attempt.state, attempt.message)

    async def standing_of(self, row: RecordedRun) -> Standing:
        """What stands of the document of a run."""
        return await in_thread(partial(standing, self.settings.database, row.document_id)) if row.document_id else NOTHING

    async def refuse_to_wait_for_ever(self) -> None:
        """End a batch that no worker takes anything of.

        Raises:
            WorkPoolError: nothing moved for as long as the setting allows, and no worker reads a document of another batch either.
        """
        waited = time.monotonic() - self.moved
        if waited <= self.settings.work_pool_wait_seconds or any(
            a.fate in {Fate.WORKING, Fate.CLAIMED} for d in self.out.values() for a in d.attempts
        ):
            return
        if await self.work_pool.is_at_work():
            self.moved = time.monotonic()
            return
        raise WorkPoolError(await self.work_pool.nobody_came(waited), "Start one (`thongbao worker`); everything still waits.")

    async def withdraw(self) -> None:
        """Take back what no worker has begun; its end is then None."""
        self.withdrawn = True
        for document in list(self.out.values()):
            document.taken_back = True
            for attempt in document.attempts:
                if attempt.fate is Fate.QUEUED:
                    with suppress(*PASSING):  # a worker reads it then, which does no harm
                        await self.work_pool.take_back(attempt.id)
