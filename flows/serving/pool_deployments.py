"""What `thongbao deploy` registers: the work pool with its queues, the deployments on it, the automation.

``prefect.yaml`` says the same to `prefect deploy --all`; a test compares the two.
"""

from __future__ import annotations

from typing import Final

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectAlreadyExists, ObjectNotFound
from prefect.types.entrypoint import EntrypointType

from config.settings import Settings
from flows.server.environment import HEARTBEAT_SECONDS
from flows.serving.deployments import deployments, end_dead_runs, first_line, register_automation
from flows.serving.pooled import document
from tasks.domain.errors import WorkPoolError

POOL_TYPE: Final = "process"
BATCHES: Final = "batches"
DOCUMENTS: Final = "documents"
# A batch holds a place of a worker while it waits for its documents. One at a time can never take the last place of two.
QUEUES: Final = {BATCHES: 1, DOCUMENTS: None}
QUEUE_OF: Final = {"nightly": BATCHES, "ingest": BATCHES, "reprocess": DOCUMENTS, "document": DOCUMENTS}
# With every run, not with the worker: the automation hears of runs whoever started the worker.
ENVIRONMENT: Final = {"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT_SECONDS)}


async def pooled_deployments(settings: Settings) -> list[RunnerDeployment]:
    """The deployments of `thongbao serve` and the one of single documents, on the work pool.

    Raises:
        ConfigError: ``nightly_cron`` is no cron line.
    """
    single = await document.ato_deployment(name="document", description=first_line(document), entrypoint_type=EntrypointType.MODULE_PATH)
    made = [*await deployments(settings), single]
    for deployment in made:
        deployment.work_pool_name = settings.work_pool
        deployment.work_queue_name = QUEUE_OF[deployment.name]
        deployment.job_variables = {"env": dict(ENVIRONMENT)}
    return made


async def register(settings: Settings) -> list[str]:
    """Register everything, or bring what is registered up to date; runs whose process is gone are ended.

    Returns:
        Names of the deployments.

    Raises:
        ConfigError: ``nightly_cron`` is no cron line.
        WorkPoolError: there is a pool of that name whose workers are no processes.
    """
    async with get_client() as client:
        await register_pool(client, settings.work_pool)
        await end_dead_runs(client, settings)
        await register_automation(client)
    made = await pooled_deployments(settings)
    for deployment in made:
        await deployment.aapply()
    return [f"{deployment.flow_name}/{deployment.name}" for deployment in made]


async def register_pool(client: PrefectClient, name: str) -> None:
    """Make the pool and its queues where they are missing.

    Raises:
        WorkPoolError: there is a pool of that name whose workers are no processes.
    """
    try:
        pool = await client.create_work_pool(WorkPoolCreate(name=name, type=POOL_TYPE, description="Reads documents (thongbao)."))
    except ObjectAlreadyExists:
        pool = await client.read_work_pool(name)
    if pool.type != POOL_TYPE:
        raise WorkPoolError(f"The work pool {name!r} is of type {pool.type!r}.", "Choose another name (THONGBAO_WORK_POOL).")
    for queue, limit in QUEUES.items():
        try:
            known = await client.read_work_queue_by_name(queue, work_pool_name=name)
            await client.update_work_queue(known.id, concurrency_limit=limit)
        except ObjectNotFound:
            await client.create_work_queue(queue, concurrency_limit=limit, work_pool_name=name)
