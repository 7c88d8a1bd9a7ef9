"""Requests that end in the middle of a transaction leave no lock on Prefect's SQLite.

With Prefect 3.8 one did now and then, and the next writer stood still for a minute. SQLAlchemy 2.1 closes the connection of what was
cancelled by force, where aiosqlite can (0.22.1): should one of the three be changed, this says so.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from served_process import ROOT

CUT_OFF = """
import asyncio, os, random, sqlite3, time
import anyio
from prefect.server.database import provide_database_interface

draw = random.Random(3)


async def write(db, flow):
    async with db.session_context(begin_transaction=True, with_for_update=draw.random() < 0.5) as session:
        for _ in range(3):
            session.add(db.FlowRun(flow_id=flow, name="x"))
            await session.flush()


async def main():
    db = provide_database_interface()
    async with db.session_context(begin_transaction=True) as session:
        flow = db.Flow(name="cut off")
        session.add(flow)
        await session.flush()
        flow = flow.id
    other = sqlite3.connect(os.environ["WHERE"], timeout=0, isolation_level=None)
    for _ in range(80):
        async with anyio.create_task_group() as group:
            group.start_soon(write, db, flow)
            await anyio.sleep(draw.random() * 0.02)
            group.cancel_scope.cancel()
        until = time.monotonic() + 30
        while True:
            try:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ROLLBACK")
                break
            except sqlite3.OperationalError:
                assert time.monotonic() < until, "a transaction stayed open"
                await asyncio.sleep(0.01)
    print("none stayed open", flush=True)
    os._exit(0)  # threads of connections that were cut off while they opened may wait for ever, and Python for them


asyncio.run(main())
"""


@pytest.mark.usefixtures("prefect_server")
def test_a_transaction_that_is_cancelled_leaves_no_lock(tmp_path):
    place = tmp_path / "prefect.db"
    with closing(sqlite3.connect(Path(os.environ["PREFECT_HOME"]) / "prefect.db")) as made, closing(sqlite3.connect(place)) as copy:
        made.backup(copy)  # all migrations would take a minute
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PREFECT_")} | {
        "PREFECT_HOME": str(tmp_path),
        "PREFECT_API_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{place}",
        "WHERE": str(place),
    }
    done = subprocess.run(
        [sys.executable, "-c", CUT_OFF], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert "none stayed open" in done.stdout, done.stderr[-2000:]
