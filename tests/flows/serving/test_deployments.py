"""What serving registers, at a real Prefect server."""

import asyncio
import subprocess
import sys
from datetime import timedelta

import pytest
from prefect import flow, runtime, task
from prefect.client.orchestration import get_client
from prefect.states import Pending, Running, Scheduled
from sqlalchemy import update

from config.settings import load_settings
from db.engine import transaction
from db.models.run import Run
from db.record.history import Ending, end_run, now, start_run
from flows.document import ingest_document
from flows.serving import deployments as serving
from flows.serving.deployments import GRACE_SECONDS, deployments, end_dead_runs, register_automation, silent_runs
from flows.serving.offered import nightly
from tasks.domain.errors import ConfigError
from tasks.domain.outcome import Outcome

pytestmark = pytest.mark.usefixtures("prefect_server")


@flow
async def somebody_elses():
    pass


@flow(name=ingest_document.name)
async def a_document():
    pass


async def states_of(client, runs):
    return [(await client.read_flow_run(run.id)).state.type.value for run in runs]


async def test_runs_whose_process_died_unwatched_are_ended_and_no_others(ready):
    url = load_settings().database
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True)
    async with get_client() as client:
        runs = [await client.create_flow_run(a_document, state=Running()) for _ in range(4)]
        runs.append(await client.create_flow_run(somebody_elses, state=Running()))
        dead, _, ended = (start_run(url, "ingest", "x", parameters={}, prefect_id=str(run.id)) for run in runs[:3])
        end_run(url, ended, Ending(Outcome.SUCCEEDED))  # and killed before Prefect was told
        with transaction(url) as session:
            session.execute(update(Run).where(Run.id == dead).values(process_id=int(gone.stdout)))
            session.execute(update(Run).where(Run.id == ended).values(ended_at=now() - timedelta(seconds=GRACE_SECONDS + 1)))
        assert await end_dead_runs(client, load_settings()) == 2
        assert await states_of(client, runs) == ["CRASHED", "RUNNING", "CRASHED", "RUNNING", "RUNNING"]


@pytest.mark.parametrize("state", [Running, Pending], ids=["begun", "not begun"])
async def test_a_run_of_a_document_that_was_killed_before_its_record_is_ended_after_a_while(ready, monkeypatch, state):
    async with get_client() as client:

        @flow(name=nightly.name)
        async def parent():
            task_run = await client.create_task_run(child_of, runtime.flow_run.id, dynamic_key="0")
            return await client.create_flow_run(a_document, state=state(), parent_task_run_id=task_run.id)

        run = await parent()
        assert await end_dead_runs(client, load_settings()) == 0
        monkeypatch.setattr("flows.serving.deployments.GRACE_SECONDS", -1)
        assert await end_dead_runs(client, load_settings()) == 1
        assert await states_of(client, [run]) == ["CRASHED"]


@task
def child_of():
    pass


@flow(name=nightly.name)
async def a_night():
    pass


async def test_runs_of_a_runner_that_died_before_they_began_are_ended(ready):
    async with get_client() as client:
        flow_id = await client.create_flow(a_night)
        deployment = await client.create_deployment(flow_id, "left")
        left = await client.create_flow_run_from_deployment(deployment, state=Pending())
        waiting = await client.create_flow_run_from_deployment(deployment, state=Scheduled())
        others = await client.create_flow_run(somebody_elses, state=Pending())
        unrecorded = await client.create_flow_run_from_deployment(deployment, state=Running())
        assert await end_dead_runs(client, load_settings()) == 0
        assert await end_dead_runs(client, load_settings(), starting=True) == 2
        states = await states_of(client, (left, unrecorded, waiting, others))
        await client.delete_deployment(deployment)
    assert states == ["CRASHED", "CRASHED", "SCHEDULED", "PENDING"]


async def test_the_automation_is_registered_once_however_often_one_serves(ready):
    async with get_client() as client:
        for _ in range(2):
            await register_automation(client)
        found = await client.read_automations_by_name(silent_runs().name)
        for automation in found:  # the other tests' runs are none of its business
            await client.delete_automation(automation.id)
    assert len(found) == 1


@pytest.mark.parametrize("cron", ["every night", "61 1 * * *", ""])
async def test_a_wrong_schedule_is_named(ready, cron):
    with pytest.raises(ConfigError, match="nightly_cron"):
        await deployments(load_settings(nightly_cron=cron))


async def test_schedule_and_time_zone_are_settings(ready):
    night, *_ = await deployments(load_settings(nightly_cron="30 2 * * 1-5", timezone="UTC"))
    [schedule] = night.schedules
    assert (schedule.schedule.cron, schedule.schedule.timezone) == ("30 2 * * 1-5", "UTC")


async def test_a_runner_whose_cancellation_has_a_ring_of_contexts_ends(ready, monkeypatch):
    # As it is raised now and then where Prefect's server is cut off from the runner; a group of anyio's goes round in it for ever.
    async def start(_):
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            first, second = asyncio.CancelledError(), asyncio.CancelledError()
        first.__context__, second.__context__ = second, first
        raise first

    monkeypatch.setattr(serving.ServingRunner, "start", start)
    monkeypatch.setattr(serving, "end_children", lambda: None)
    stop = asyncio.Event()
    await serving.run_deployments(load_settings(), stop, stop.set, stop.set, gone=stop.is_set)


async def test_what_goes_wrong_in_the_runner_ends_serving(ready, monkeypatch):
    async def start(_):
        raise OSError("no process can be started")

    monkeypatch.setattr(serving.ServingRunner, "start", start)
    stop = asyncio.Event()
    with pytest.raises(OSError, match="no process"):
        await serving.run_deployments(load_settings(), stop, stop.set, lambda: None)


def test_an_unknown_time_zone_is_a_wrong_setting(home):
    with pytest.raises(ConfigError, match="timezone"):
        load_settings(timezone="Asia/Ha_Noi")
