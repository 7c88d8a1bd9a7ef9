"""The process of a Prefect API server: ``python -m flows.server.api_process PORT``; with ``lasting HOST`` behind it, UI and schedules too.

It lives no longer than the process that started it, however that ended.
"""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import threading
import time
from pathlib import Path
from typing import IO

from tasks.domain.private import make_private

POLL_SECONDS = 2.0
STOP_SECONDS = 3  # open pages of the UI hold connections that do not end by themselves
# What a server does besides recording runs: schedules, queues, automations, the list of single events. A command's own server has none
# of them to serve, and they cost a fifteenth of a batch's time (measured).
UNUSED_SERVICES = (
    "CANCELLATION_CLEANUP",
    "CLEANUP_RECONCILER",
    "EVENT_PERSISTER",
    "FOREMAN",
    "LATE_RUNS",
    "PAUSE_EXPIRATIONS",
    "REPOSSESSOR",
    "SCHEDULER",
    "TRIGGERS",
)
# States of task runs are written together once a second instead of one by one.
RECORDER = {"BATCH_SIZE": "50", "FLUSH_INTERVAL": "1"}


def end_with_parent() -> None:
    """End this process at once when its parent is gone; a killed command must not leave a server behind."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(POLL_SECONDS)
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


def prepare_services() -> None:
    """Leave out what only a lasting server needs, unless the environment asks for it. Call before Prefect is imported."""
    prefix = "PREFECT_SERVER_SERVICES"
    for name in UNUSED_SERVICES:
        os.environ.setdefault(f"{prefix}_{name}_ENABLED", "false")
    for name, value in RECORDER.items():
        os.environ.setdefault(f"{prefix}_TASK_RUN_RECORDER_{name}", value)


def prepare_lasting() -> None:
    """Let Prefect forget runs after its own retention (90 days), unless the environment says otherwise; our history keeps them.

    A page of another origin cannot start or change anything without a token, which it cannot read.
    """
    os.environ.setdefault("PREFECT_SERVER_CSRF_PROTECTION_ENABLED", "true")
    os.environ.setdefault("PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED", "events,flow_runs")
    os.environ.setdefault("PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT", "false")


def wait_for_turn() -> IO[str]:
    """Wait until no other server of this Prefect home is starting; closing what is given lets the next one start.

    Prefect makes and migrates its database at every start without a lock between processes. Of three servers that started at once in an
    empty home two failed ("table ... already exists"; measured).
    """
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    make_private(home)
    turn = (home / "starting.lock").open("w")
    fcntl.flock(turn, fcntl.LOCK_EX)
    return turn


def main() -> None:
    """Serve the API, on 127.0.0.1 unless another address is given."""
    os.umask(0o077)  # Prefect's database, its logs and the files of its UI are the owner's alone
    end_with_parent()
    lasting, host = sys.argv[2:3] == ["lasting"], sys.argv[3] if len(sys.argv) > 3 else "127.0.0.1"
    if lasting:
        prepare_lasting()
    else:
        prepare_services()
    turn = wait_for_turn()
    import uvicorn
    from prefect.server.api.server import create_app

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)  # migrates the database
            turn.close()

    app = create_app(ephemeral=not lasting, final=True)
    config = uvicorn.Config(app, host=host, port=int(sys.argv[1]), log_level="error", lifespan="on", timeout_graceful_shutdown=STOP_SECONDS)
    Server(config).run()


if __name__ == "__main__":
    main()
