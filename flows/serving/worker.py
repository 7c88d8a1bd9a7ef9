"""`thongbao deploy` and `thongbao worker`: register what the work pool is to run, and be one of the machines that run it."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from flows.app import out, ready
from flows.serving.serve import prepare_serving, tell_schedule
from tasks.domain.errors import ConfigError

if TYPE_CHECKING:
    from config.settings import Settings


LEAST_PLACES = 2  # one may be held by a batch that waits for its documents
# Prefect's own 10 s would leave every place of a worker idle for 5 s on average after each document.
QUERY_SECONDS = "2"
FOLDERS = ("store", "work", "inbox")


def deploy() -> None:
    """Register work pool, deployments and automation at the Prefect server; may be repeated."""
    settings = prepared()
    import anyio

    from flows.serving.pool_deployments import register as register_all

    names = anyio.run(register_all, settings)
    out.print(f"Work pool {settings.work_pool}: {', '.join(names)}", highlight=False)
    tell_schedule(settings)
    out.print("Workers are started by `thongbao worker`, on any machine.", highlight=False)


def worker(
    name: Annotated[str | None, typer.Option(help="Name in Prefect's UI; left out: the machine's.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, max=2000, help="Documents at once; left out: one per core, and two at least.")] = None,
    queue: Annotated[list[str] | None, typer.Option(help="Only these queues of the pool: documents, batches.")] = None,
) -> None:
    """Work for the work pool on this machine, until Ctrl-C."""
    settings = prepared()
    cores = os.cpu_count() or 1
    places = limit or max(LEAST_PLACES, cores)
    # All places at once may keep every core busy, and no more than that.
    os.environ.setdefault("THONGBAO_WORKERS", str(max(1, cores // places)))
    os.environ.setdefault("PREFECT_WORKER_QUERY_SECONDS", QUERY_SECONDS)
    out.print(f"Works for {settings.work_pool} with {places} documents at once.", highlight=False)
    sys.stdout.flush()
    become_worker(settings.work_pool, name or socket.gethostname(), places, queue or ())


def become_worker(pool: str, name: str, places: int, queues: list[str] | tuple[str, ...]) -> NoReturn:
    """Let Prefect's process worker take this process over, so that a signal, or a service manager, meets the worker itself."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--type", "process", "--no-create-pool-if-not-found"]
    command += ["--pool", pool, "--name", name, "--limit", str(places)]
    for queue in queues:
        command += ["--work-queue", queue]
    os.execv(sys.executable, command)  # noqa: S606 - no shell is wanted


def prepared() -> Settings:
    """The settings of a machine that works for the pool: everything it needs is there and is what the other machines have.

    Raises:
        ConfigError: no work pool or server is named, or the database is a file of one machine.
        ServerUnavailableError: the Prefect server does not answer.
        WorkPoolError: the store is not the one that the database is about.
    """
    from config.settings import load_settings
    from db.upkeep.snapshot import database_kind
    from flows.server.start import wait_for_server

    settings = load_settings()
    if not settings.work_pool:
        raise ConfigError("No work pool is named.", "Set THONGBAO_WORK_POOL, e.g. to thongbao.")
    if not os.environ.get("PREFECT_API_URL"):
        raise ConfigError("No Prefect server is named.", "Set PREFECT_API_URL, e.g. to http://server:4200/api.")
    if database_kind(settings.database) == "sqlite":
        raise ConfigError("SQLite is a file of one machine.", "Set THONGBAO_DATABASE_URL to a PostgreSQL database.")
    # Runs work in a folder of their own, where a relative path would lead elsewhere.
    for folder in FOLDERS:
        path: Path | None = getattr(settings, folder)
        if path is not None:
            os.environ[f"THONGBAO_{folder.upper()}"] = str(path.absolute())
    prepare_serving(settings)
    ready()
    check_store(settings)
    wait_for_server()
    return load_settings()


def check_store(settings: Settings) -> None:
    """Make sure that the store holds what the database was told of last, and mark it.

    Raises:
        WorkPoolError: it does not, so that it is another store.
    """
    from db.record.remote_runs import newest_original
    from tasks.archive.mark import mark_store, unshared

    newest = newest_original(settings.database)
    if newest is not None and not (settings.store_folder / newest).exists():
        raise unshared("store", settings.store_folder, socket.gethostname())
    mark_store(settings.store_folder)


def register(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    app.command("deploy")(deploy)
    app.command("worker")(worker)
