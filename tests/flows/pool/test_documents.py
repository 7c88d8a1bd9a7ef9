"""A work pool as its users meet it: a server on PostgreSQL, workers with homes of their own, one of them killed."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from benchmarks.office import ROOT, open_office
from db.engine import engine_for, transaction
from db.models.document import Document, Revision
from db.models.run import Lease, Run
from db.record.history import start_run
from flows.serving.pool_deployments import ENVIRONMENT

pytestmark = pytest.mark.xdist_group("pool")
WAIT_SECONDS = 300
DEPLOYMENTS = ("nightly", "ingest", "reprocess", "document")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """An office whose server runs; the workers come with the tests."""
    from postgres_server import running_server

    with running_server() as postgres:
        settings = {"THONGBAO_HEARTBEAT_SECONDS": "2", "THONGBAO_WORKERS": "1"}
        with open_office(tmp_path_factory.mktemp("office"), postgres.create, **settings) as made:
            yield made
            engine_for(made.rows).dispose()


def rows(office, query):
    with transaction(office.rows, read_only=True) as session:
        return list(session.scalars(query))


def registered(office):
    """Of every deployment, what `prefect deploy` and `thongbao deploy` both decide."""
    found = {}
    for name in DEPLOYMENTS:
        one = office.ask(f"/deployments/name/{name}/{name}")
        same = ("entrypoint", "description", "work_pool_name", "work_queue_name", "job_variables", "pull_steps", "parameter_openapi_schema")
        found[name] = {key: one[key] or None for key in same}
        found[name]["schedules"] = [{k: s["schedule"].get(k) for k in ("cron", "timezone")} for s in one["schedules"]]
        found[name]["limit"] = (one["global_concurrency_limit"] or {}).get("limit")
        found[name]["strategy"] = (one["concurrency_options"] or {}).get("collision_strategy")
    return found


def test_prefect_deploy_registers_what_our_own_command_does(office):
    ours = registered(office)
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    done = subprocess.run(command, cwd=ROOT, env=office.environment("server"), capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert registered(office) == ours
    assert ours["nightly"]["job_variables"]["env"] == ENVIRONMENT
    queues = {q["name"]: q["concurrency_limit"] for q in office.ask("/work_pools/thongbao/queues/filter", {})}
    assert (queues["batches"], queues["documents"]) == (1, None)
    [automation] = office.ask("/automations/filter", {})
    assert automation["enabled"]


def test_without_a_worker_the_batch_says_so_and_everything_still_waits(office, scan):
    source = scan(office.inbox / "lonely.pdf")
    dead = start_run(office.rows, "batch", "inbox", parameters={})
    with transaction(office.rows) as session:
        session.get_one(Run, dead).outcome = "abandoned"
    left = office.run_deployment("document", path="inbox:lonely.pdf", batch=dead, store="none")
    done = office.command("server", "ingest", THONGBAO_WORK_POOL_WAIT_SECONDS="3")
    assert (done.returncode, "work-pool" in done.stderr) == (15, True), done.stderr
    assert "No worker is online" in done.stderr
    assert source.exists()
    assert office.ended(left)["type"] == "CANCELLED"  # what a dead batch left waiting was taken back
    assert not [r for r in office.flow_runs("SCHEDULED", "PENDING", "RUNNING") if "inbox:" in r["name"]]
    assert rows(office, select(Document)) == []
    source.unlink()


def reader_on(office, machine):
    """Process that reads a document on a machine just now."""
    for run in rows(office, select(Run).where(Run.outcome == "running", Run.kind == "ingest")):
        try:
            environment = Path(f"/proc/{run.process_id}/environ").read_bytes()
        except OSError:
            continue
        if f"THONGBAO_HOME={office.folder / machine}".encode() in environment:
            return run.process_id
    return None


def test_a_night_outlives_a_killed_worker_and_loads_every_document_once(office, scan):
    given = {f"{n}.pdf": scan(office.inbox / f"{n}.pdf", mark=f"the {n}th").read_bytes() for n in range(3)}
    office.start("two", "flows", "worker", "--name", "two", "--queue", "documents", "--limit", "1")
    office.start_worker("one", "--limit", "2")
    office.wait(lambda: "two" in office.online(), WAIT_SECONDS, "the second worker")
    night = office.run_deployment("nightly")
    reader = office.wait(lambda: reader_on(office, "two"), WAIT_SECONDS, "a document on the second machine")
    os.kill(reader, signal.SIGSTOP)  # so that it cannot end before it is killed
    office.kill("two", alone=False)
    state = office.wait(lambda: office.ended(night), WAIT_SECONDS, "the end of the night")
    assert (state["type"], state["message"]) == ("COMPLETED", "3 đã nhận dạng"), (office.folder / "one.log").read_text()
    documents = rows(office, select(Document))
    assert {d.file_name: (office.store / d.store_path).read_bytes() for d in documents} == given
    assert {hashlib.sha256(data).hexdigest() for data in given.values()} == {d.sha256 for d in documents}
    assert sorted(r.document_id for r in rows(office, select(Revision))) == sorted(d.id for d in documents)
    assert list(office.inbox.iterdir()) == []
    assert rows(office, select(Lease)) == []
    outcomes = sorted(r.outcome for r in rows(office, select(Run).where(Run.kind == "ingest")))
    assert outcomes == ["abandoned", *["succeeded"] * 3]
    assert len(office.flow_runs("CRASHED")) == 1
    assert office.flow_runs("RUNNING", "PENDING") == []


def test_a_machine_with_a_store_of_its_own_is_refused(office):
    """It would else keep originals that nobody else finds; there are documents since the night before."""
    done = office.command("four", "worker", "--limit", "1", THONGBAO_STORE=str(office.folder / "four" / "store"))
    assert (done.returncode, "THONGBAO_STORE" in done.stderr) == (15, True), done.stderr
