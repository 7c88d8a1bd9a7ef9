"""What `thongbao serve` registers at the Prefect server, and the runner that runs it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import anyio
from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.settings import get_current_settings
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from config.settings import Settings
from db.history import abandoned_prefect_runs, sweep_abandoned
from flows.batch import ingest_batch
from flows.document import ingest_document, reprocess_document
from flows.environment import HEARTBEAT_SECONDS
from flows.heartbeat import MISSED_HEARTBEATS
from flows.served import ingest, nightly, reprocess
from flows.shown import SET_ASIDE
from tasks.domain.errors import ConfigError
from tasks.step import in_thread

FLOWS = (nightly, ingest, reprocess, ingest_batch, ingest_document, reprocess_document)
SILENT_RUNS = "thongbao: runs without a sign of life"
GONE = "The process of this run is gone; what it was working on is taken again by the next run."
MOST_RUNS = 200  # of one answer of the server


async def deployments(settings: Settings) -> list[RunnerDeployment]:
    """The deployments: the nightly run with its schedule, and the two forms.

    Raises:
        ConfigError: ``nightly_cron`` is no cron line.
    """
    module = EntrypointType.MODULE_PATH
    try:
        schedule = Cron(settings.nightly_cron, timezone=settings.timezone)
        night = await nightly.ato_deployment(
            name="nightly",
            schedule=schedule,
            # A night that is still running when the next one is due goes on; the new one is cancelled, and finds its work done anyhow.
            concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW),
            description=first_line(nightly),
            entrypoint_type=module,
        )
    except ValueError as error:
        raise ConfigError(f"Setting 'nightly_cron': {settings.nightly_cron!r} is no cron line.", "Example: 0 1 * * *.") from error
    forms = [await f.ato_deployment(name=f.name, description=first_line(f), entrypoint_type=module) for f in (ingest, reprocess)]
    return [night, *forms]


def first_line(of: Flow[..., Any]) -> str:
    """What a flow does, without what the form says of each field."""
    return (of.description or "").split("\n", 1)[0]


def silent_runs() -> AutomationCore:
    """The automation that ends runs which stopped giving signs of life: their process was killed, or its machine is gone.

    It looks at our flows alone; others at the same server may beat more slowly.
    """
    ended = ("Completed", SET_ASIDE, "Failed", "Cancelled", "Crashed")  # events are called by the name of the state
    seconds = MISSED_HEARTBEATS * max(HEARTBEAT_SECONDS, get_current_settings().flows.heartbeat_frequency or 0)
    return AutomationCore(
        name=SILENT_RUNS,
        description=f"Marks a run as crashed that gave no sign of life for {seconds} seconds.",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            expect={"prefect.flow-run.heartbeat", *(f"prefect.flow-run.{state}" for state in ended)},
            match=ResourceSpecification({"prefect.resource.id": ["prefect.flow-run.*"]}),
            match_related=ResourceSpecification({"prefect.resource.role": "flow", "prefect.resource.name": [f.name for f in FLOWS]}),
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=timedelta(seconds=seconds),
        ),
        actions=[ChangeFlowRunState(name="Crashed", state=StateType.CRASHED, message=GONE, force=False)],
    )


async def register_automation(client: PrefectClient) -> None:
    """Register the automation, or bring the registered one up to date."""
    wanted = silent_runs()
    for known in await client.read_automations_by_name(SILENT_RUNS):
        await client.update_automation(known.id, wanted)
        return
    await client.create_automation(wanted)


async def end_dead_runs(client: PrefectClient, settings: Settings) -> int:
    """End the runs that Prefect believes running, while our own history knows that their process is gone.

    The automation cannot see them: nobody watched while no server ran.

    Returns:
        How many were ended.
    """
    await in_thread(partial(sweep_abandoned, settings.database, settings.heartbeat_seconds * MISSED_HEARTBEATS))
    running = FlowRunFilter.model_validate({"state": {"type": {"any_": [StateType.RUNNING]}}})
    ids = [str(run.id) for run in await client.read_flow_runs(flow_run_filter=running, limit=MOST_RUNS)]
    dead = await in_thread(partial(abandoned_prefect_runs, settings.database, ids))
    for run_id in dead:
        await client.set_flow_run_state(UUID(run_id), Crashed(message=GONE), force=True)
    return len(dead)


class ServingRunner(Runner):
    """Prefect's runner, stopped by an event instead of from inside a signal handler."""

    on_sigterm: Callable[[], None]

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Say that the runner is to stop; :func:`run_deployments` stops it."""
        self.on_sigterm()


async def run_deployments(settings: Settings, stop: asyncio.Event, on_sigterm: Callable[[], None], ready: Callable[[], None]) -> None:
    """Register everything and run it until ``stop`` is set; runs under way are then cancelled, schedules stay on.

    Args:
        settings: of the program.
        stop: set to end.
        on_sigterm: sets ``stop``, from a signal handler.
        ready: called once everything is registered.

    Raises:
        ConfigError: ``nightly_cron`` is no cron line.
    """
    runner = ServingRunner(name="thongbao", pause_on_shutdown=False, heartbeat_seconds=HEARTBEAT_SECONDS)
    runner.on_sigterm = on_sigterm
    async with get_client() as client:
        await end_dead_runs(client, settings)
        await register_automation(client)
    for deployment in await deployments(settings):
        await runner.aadd_deployment(deployment)
    async with anyio.create_task_group() as group:
        group.start_soon(runner.start)
        ready()
        await stop.wait()
        if runner.started:
            await runner.astop()
        else:
            group.cancel_scope.cancel()
