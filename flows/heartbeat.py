"""Signs of life of a run, so that nobody takes it for dead while it works."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial

from db.record.history import give_sign_of_life
from tasks.domain.errors import ThongbaoError
from tasks.step import in_thread

MISSED_HEARTBEATS = 3  # a process that missed three is taken for dead; one may be late under load


@asynccontextmanager
async def signs_of_life(database: str, run_id: str, heartbeat_seconds: float) -> AsyncIterator[None]:
    """Renew the heartbeat of a run of ours, and the lease it may hold, while inside."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(heartbeat_seconds)
            with suppress(ThongbaoError):  # a database that is away for a moment must not end the work
                await in_thread(partial(give_sign_of_life, database, run_id, heartbeat_seconds * MISSED_HEARTBEATS))

    beating = asyncio.create_task(beat())
    try:
        yield
    finally:
        beating.cancel()
