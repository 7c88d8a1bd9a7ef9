"""The process of a Prefect API server: ``python -m flows.server.api_process FD``; with ``lasting`` behind it, UI and schedules too.

FD is the descriptor of a socket that listens already. The process lives no longer than the one that started it, however that ended.
"""

from __future__ import annotations

import fcntl
import os
import socket
import sys
import threading
import time
from typing import IO

from config.settings import load_settings
from flows.garbage import nothing_collected
from flows.legible_logs import install as make_logs_legible
from flows.server.database import name_to_prefect
from flows.server.listening import origins
from flows.server.start import prefect_home
from tasks.domain.private import make_private

POLL_SECONDS = 2.0
LONGEST_FRAME = 4 * 1024 * 1024  # bytes of a WebSocket's message; an event of Prefect's has 1.5 MB at most
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

    Behind the gate, which no page of another origin passes, Prefect's own token against such pages is asked for too.
    """
    os.environ.setdefault("PREFECT_SERVER_CSRF_PROTECTION_ENABLED", "true")
    os.environ.setdefault("PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED", "events,flow_runs")
    os.environ.setdefault("PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT", "false")


def wait_for_turn() -> IO[str]:
    """Wait until no other server of this Prefect home is starting; closing what is given lets the next one start.

    Prefect makes and migrates its database at every start without a lock between processes. Of three servers that started at once in an
    empty home two failed ("table ... already exists"; measured).
    """
    home = prefect_home()
    make_private(home)
    turn = (home / "starting.lock").open("w")
    fcntl.flock(turn, fcntl.LOCK_EX)
    return turn


def main() -> None:
    """Serve the API behind its gate.

    Nothing is served without a password: it stands in ``PREFECT_SERVER_API_AUTH_STRING``.
    """
    make_logs_legible()
    end_with_parent()
    os.umask(0o077)  # its database holds names of documents and the reports on them
    listener, lasting = socket.socket(fileno=int(sys.argv[1])), sys.argv[2:] == ["lasting"]
    auth = os.environ.get("PREFECT_SERVER_API_AUTH_STRING")
    if not auth:
        sys.exit("Prefect's server is not started without a password (PREFECT_SERVER_API_AUTH_STRING).")
    # What passes the gate comes from a page of our own or from none; Prefect itself would let every page read its answers.
    os.environ.setdefault("PREFECT_SERVER_CORS_ALLOWED_ORIGINS", origins(listener.getsockname()[1]))
    if lasting:
        prepare_lasting()
    else:
        prepare_services()
    settings = load_settings()
    name_to_prefect(settings.prefect_database_url)
    turn = wait_for_turn()
    with nothing_collected():
        import uvicorn
        from prefect.server.api.server import create_app

        from flows.server.gate import Gate
        from flows.server.names import names_of
        from flows.server.refusals import Refusals

        # "final" gives memory back, at 0.3 s of processor time (measured): worth it where a server lasts.
        app = create_app(ephemeral=not lasting, final=lasting)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)  # migrates the database
            turn.close()

    gate = Gate(app, auth, names_of(settings.server_hosts), refusals=Refusals(time.monotonic, zone=settings.zone))
    config = uvicorn.Config(
        gate,
        log_level="error",
        lifespan="on",
        proxy_headers=False,  # anybody can say in a header that he is somebody else
        server_header=False,
        ws_max_size=LONGEST_FRAME,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
