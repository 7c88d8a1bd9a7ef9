"""What `thongbao serve` registers at the Prefect server, and the runner that runs it."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from httpx import HTTPError
from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.filters import FlowFilter, FlowRunFilter
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.deployments.runner import RunnerDeployment
from prefect.events.actions import ChangeFlowRunState
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.events.schemas.events import ResourceSpecification
from prefect.exceptions import PrefectHTTPStatusError
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.settings import get_current_settings
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from config.settings import Settings
from db.record.history import ended_prefect_runs, sweep_abandoned
from flows.batch import ingest_batch
from flows.document import ingest_document, reprocess_document
from flows.heartbeat import MISSED_HEARTBEATS
from flows.pool.runs import MOST_RUNS
from flows.server.environment import HEARTBEAT_SECONDS
from flows.serving.offered import ingest, nightly, reprocess
from flows.serving.pooled import document
from tasks.domain.errors import ConfigError, ThongbaoError
from tasks.step import in_thread

FLOWS = (nightly, ingest, reprocess, ingest_batch, ingest_document, reprocess_document, document)
SILENT_RUNS = "thongbao: runs without a sign of life"
GONE = "The process of this run is gone; what it was working on is taken again by the next run."
SWEEP_SECONDS = 60.0
GRACE_SECONDS = 60.0  # for a live process to record a run that began, or to tell the server of one that ended


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
    seconds = MISSED_HEARTBEATS * max(HEARTBEAT_SECONDS, get_current_settings().flows.heartbeat_frequency or 0)
    return AutomationCore(
        name=SILENT_RUNS,
        description=f"Marks a run as crashed that gave no sign of life for {seconds} seconds.",
        trigger=EventTrigger(
            after={"prefect.flow-run.heartbeat"},
            # Events are called by the names of states, and those by what was counted ("3 of 16 set aside"): any sign of the run will do.
            expect={"prefect.flow-run.*"},
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


async def end_dead_runs(client: PrefectClient, settings: Settings, *, starting: bool = False) -> int:
    """End the runs that Prefect believes under way, while our own history knows better.

    The automation cannot see them all: nobody watched while no server ran, a run that was killed within its first seconds gave no sign of
    life, and one may be killed between our record of its end and Prefect's.

    Args:
        client: of Prefect's server.
        settings: of the program.
        starting: no runner is at work yet; then what one left pending, or running without a record of ours, was left by one that died.

    Returns:
        How many were ended.
    """
    await in_thread(partial(sweep_abandoned, settings.database, settings.heartbeat_seconds * MISSED_HEARTBEATS))
    ours = FlowFilter.model_validate({"name": {"any_": [f.name for f in FLOWS]}})
    believed = FlowRunFilter.model_validate({"state": {"type": {"any_": [StateType.RUNNING, StateType.PENDING]}}})
    runs = {str(run.id): run for run in await client.read_flow_runs(flow_filter=ours, flow_run_filter=believed, limit=MOST_RUNS)}
    running = [run_id for run_id, run in runs.items() if run.state_type == StateType.RUNNING]
    dead, unknown = await in_thread(partial(ended_prefect_runs, settings.database, running, GRACE_SECONDS))
    old = datetime.now(UTC) - timedelta(seconds=GRACE_SECONDS)
    for run_id, run in runs.items():
        if run.deployment_id is not None:
            left = starting and (run_id in unknown or run.state_type == StateType.PENDING)
        else:  # the run of a document in a batch, which begins as soon as it is made, and is recorded as soon as it begins
            made = run.start_time or run.created
            silent = run_id in unknown or run.state_type == StateType.PENDING
            left = silent and run.parent_task_run_id is not None and made is not None and made < old
        if left:
            dead.append(run_id)
    for run_id in dead:
        await client.set_flow_run_state(UUID(run_id), Crashed(message=GONE), force=True)
    return len(dead)


async def end_dead_runs_often(settings: Settings) -> None:
    """Do so every ``SWEEP_SECONDS``; a server or database that is away for a moment is asked again."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        with suppress(ThongbaoError, HTTPError, PrefectHTTPStatusError):
            async with get_client() as client:
                await end_dead_runs(client, settings)


class ServingRunner(Runner):
    """Prefect's runner, stopped by an event instead of from inside a signal handler."""

    on_sigterm: Callable[[], None]

    def handle_sigterm(self, *_: Any, **__: Any) -> None:
        """Say that the runner is to stop; :func:`run_deployments` stops it."""
        self.on_sigterm()


def end_children() -> None:
    """End the processes that this one started, as ``kill -9`` does; a run is taken up by the next one where it stopped."""
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text().split():
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)


async def run_deployments(
    settings: Settings,
    stop: asyncio.Event,
    on_sigterm: Callable[[], None],
    ready: Callable[[], None],
    gone: Callable[[], bool] = lambda: False,
) -> None:
    """Register everything and run it until ``stop`` is set; runs under way are then cancelled, schedules stay on.

    Args:
        settings: of the program.
        stop: set to end.
        on_sigterm: sets ``stop``, from a signal handler.
        ready: called once everything is registered.
        gone: whether the server's process has ended.

    Raises:
        ConfigError: ``nightly_cron`` is no cron line.
    """
    runner = ServingRunner(name="thongbao", pause_on_shutdown=False, heartbeat_seconds=HEARTBEAT_SECONDS)
    runner.on_sigterm = on_sigterm
    async with get_client() as client:
        await end_dead_runs(client, settings, starting=True)
        await register_automation(client)
    for deployment in await deployments(settings):
        await runner.aadd_deployment(deployment)
    # A task of its own: a group of anyio's goes round for ever over what is raised in the runner when its server is cut off
    # (4.16, one time in six: the contexts of a cancellation that several of its tasks hand on make a ring).
    running = asyncio.create_task(runner.start())
    stopped = asyncio.create_task(stop.wait())
    sweeping = asyncio.create_task(end_dead_runs_often(settings))
    ready()
    await asyncio.wait((running, stopped), return_when=asyncio.FIRST_COMPLETED)
    sweeping.cancel()
    stopped.cancel()
    if gone():
        # The runner would ask the server about each run before it ends it, and the runs would tell it how they end: for minutes.
        end_children()
        running.cancel()
    elif runner.started:
        await runner.astop()
    else:
        running.cancel()
    with suppress(asyncio.CancelledError):
        await running
