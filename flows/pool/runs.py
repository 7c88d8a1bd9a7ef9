"""The work pool as Prefect's server has it: make runs of documents, see how they stand, take them back."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, suppress
from functools import partial
from typing import Any, Final
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, WorkerFilter
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.deployments import arun_deployment
from prefect.exceptions import ObjectNotFound
from prefect.states import Cancelled, Crashed

from config.settings import Settings
from db.record.remote_runs import running_ones
from tasks.domain.errors import WorkPoolError
from tasks.step import in_thread

logger = logging.getLogger(__name__)

DOCUMENT: Final = "document/document"  # flow and deployment that a batch gives its documents to
MOST_RUNS: Final = 200  # of one answer of the server
GONE: Final = "The process of this run, or its worker, is gone; the document is given to another."
TAKEN_BACK: Final = "The batch ended before a worker had begun it; the document still waits."
FINAL = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})


class WorkPool:
    """The deployment of single documents, on the pool that the settings name."""

    client: PrefectClient
    deployment: UUID

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.stack = AsyncExitStack()

    async def open(self) -> None:
        """Find the deployment.

        Raises:
            WorkPoolError: the server does not have it, or on another pool.
        """
        self.client = await self.stack.enter_async_context(get_client())
        hint = "`thongbao deploy` registers pool and deployments; is PREFECT_API_URL the server of the workers?"
        try:
            found = await self.client.read_deployment_by_name(DOCUMENT)
        except ObjectNotFound as error:
            raise WorkPoolError(f"The Prefect server at {self.client.api_url} has no deployment {DOCUMENT}.", hint) from error
        if found.work_pool_name != self.settings.work_pool:
            raise WorkPoolError(f"{DOCUMENT} is on the work pool {found.work_pool_name!r}, not {self.settings.work_pool!r}.", hint)
        self.deployment = found.id

    async def close(self) -> None:
        """Let go of the connection."""
        await self.stack.aclose()

    async def submit(self, parameters: Mapping[str, Any], key: str) -> FlowRun:
        """Make a run, below the run of the batch; the same key gives the same run."""
        return await arun_deployment(
            DOCUMENT, self.client, dict(parameters), timeout=0, flow_run_name=str(parameters["path"]), idempotency_key=key
        )

    async def states(self, ids: Sequence[UUID]) -> dict[UUID, FlowRun]:
        """These runs as they stand; those that were deleted are missing."""
        found: dict[UUID, FlowRun] = {}
        for start in range(0, len(ids), MOST_RUNS):
            wanted = FlowRunFilter.model_validate({"id": {"any_": ids[start : start + MOST_RUNS]}})
            found |= {run.id: run for run in await self.client.read_flow_runs(flow_run_filter=wanted, limit=MOST_RUNS)}
        return found

    async def declare_dead(self, run_id: UUID, state: str) -> None:
        """Let the server know that the process of a run is gone, unless it knows that the run has ended."""
        if state not in FINAL:
            with suppress(ObjectNotFound):  # somebody deleted it
                await self.client.set_flow_run_state(run_id, Crashed(message=GONE), force=True)

    async def take_back(self, run_id: UUID) -> None:
        """Cancel a run that no worker has begun."""
        with suppress(ObjectNotFound):  # somebody deleted it
            await self.client.set_flow_run_state(run_id, Cancelled(message=TAKEN_BACK))

    async def clear_after_dead_batches(self) -> int:
        """Take back what batches left waiting that are no more; what workers have begun of them goes to its end.

        Returns:
            How many runs were taken back.
        """
        left = await self._runs(StateType.SCHEDULED, StateType.PENDING)
        batches = sorted({str(run.parameters.get("batch", "")) for run in left})
        alive = await in_thread(partial(running_ones, self.settings.database, batches))
        orphans = [run.id for run in left if str(run.parameters.get("batch", "")) not in alive]
        for run_id in orphans:
            await self.take_back(run_id)
        if orphans:
            logger.info("%d runs of batches that are no more were taken back", len(orphans))
        return len(orphans)

    async def is_at_work(self) -> bool:
        """Whether a worker reads a document just now, of whatever batch."""
        return bool(await self._runs(StateType.RUNNING, most=1))

    async def _runs(self, *states: StateType, most: int | None = None) -> list[FlowRun]:
        """Runs of the deployment in these states; all of them unless a number is given."""
        wanted = FlowRunFilter.model_validate({"state": {"type": {"any_": list(states)}}, "deployment_id": {"any_": [self.deployment]}})
        found: list[FlowRun] = []
        while True:
            limit = min(MOST_RUNS, most or MOST_RUNS)
            some = await self.client.read_flow_runs(flow_run_filter=wanted, limit=limit, offset=len(found))
            found += some
            if len(some) < limit or most:
                return found

    async def nobody_came(self, seconds: float) -> str:
        """What is wrong where no worker takes a document, as far as the server knows."""
        pool = self.settings.work_pool
        online = await self.client.read_workers_for_work_pool(
            pool, worker_filter=WorkerFilter.model_validate({"status": {"any_": ["ONLINE"]}})
        )
        known = await self.client.read_work_pool(pool)
        paused = ", which is paused" if known.is_paused else ""
        workers = f"{len(online)} workers are online" if online else "No worker is online"
        return f"No worker of the pool {pool!r}{paused} took a document in {seconds:.0f} seconds. {workers}."
