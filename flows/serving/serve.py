"""`thongbao serve`: Prefect's server with its UI, the schedule and the forms, in one command, until Ctrl-C."""

from __future__ import annotations

import fcntl
import importlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.app import err, out, ready
from flows.garbage import nothing_collected
from flows.review.commands import greet_reviewers
from flows.server.listening import LOOPBACK, listening
from flows.serving.password import tell_password
from tasks.domain.errors import AlreadyServedError, ServerUnavailableError
from tasks.domain.private import make_private

if TYPE_CHECKING:
    import asyncio

    from config.settings import Settings


WATCH_SECONDS = 2.0
LOCK = "serve.lock"


ServerPort = Annotated[int, typer.Option(min=1, max=65535, help="Port of the UI and its API.")]
ServerHost = Annotated[str, typer.Option(help="Address to listen at, e.g. 0.0.0.0 for all; what goes to other machines is not encrypted.")]


def serve(
    port: ServerPort = 4200,
    host: ServerHost = LOOPBACK,
    review_port: Annotated[int, typer.Option(min=0, max=65535, help="Port of the review pages; 0: none.")] = 4201,
    review_host: Annotated[
        str, typer.Option(help="Address of the review pages; another than of this machine alone needs accounts (`thongbao review-user`).")
    ] = LOOPBACK,
) -> None:
    """Run every night by itself, with Prefect's UI to watch and to start runs by hand. Stopped by Ctrl-C; schedules stay on."""
    import asyncio

    from config.settings import load_settings
    from flows.report.links import fill_in
    from flows.review.beside import pages_beside
    from flows.server.start import announce_server, start_lasting_server, wait_for_server, withdraw_server

    settings = load_settings()
    first = prepare_serving(settings)
    with sole_serving(Path(os.environ["PREFECT_HOME"])):
        # Until the runner listens to it, a SIGTERM ends the process the ordinary way, which takes the server along.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
        server = start_lasting_server(port, host)
        if server is not None:
            warn_of_open(host, port)
        fill_in(settings, review_host, review_port)
        ready()
        with nothing_collected():
            importlib.import_module("flows.serving.deployments")  # takes seconds, in which the server starts
        wait_for_server()
        announce_server()
        try:
            with pages_beside(settings, review_host, review_port):
                if review_port:
                    greet_reviewers(settings, review_host, review_port)
                asyncio.run(until_stopped(settings, server, first=first))
        finally:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)  # a second one does not wait for the server to end
            withdraw_server()
    out.print("Stopped. Schedules stay on; nights that are missed are made up for at the next start.")


def prepare_serving(settings: Settings) -> bool:
    """Fill in what the environment leaves open, for this process and for the processes of its runs.

    Returns:
        Whether nobody has served from this home before.

    Raises:
        ServerUnavailableError: Prefect's server is to be started, and its database cannot be used.
    """
    from flows.server.environment import prepare_prefect

    first = not (settings.home / "prefect" / LOCK).exists()
    os.environ["THONGBAO_HOME"] = str(settings.home.resolve())
    if settings.artifacts is None:
        os.environ["THONGBAO_ARTIFACTS"] = "true"
    # Nobody draws progress on this terminal, so what goes wrong is shown there.
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "WARNING")
    prepare_prefect(settings)
    if settings.prefect_database_url is not None and not os.environ.get("PREFECT_API_URL"):
        from flows.server.database import look_at

        look_at(settings.prefect_database_url)
    return first


@contextmanager
def sole_serving(folder: Path) -> Iterator[None]:
    """Be the only one that serves from this Prefect home.

    Raises:
        AlreadyServedError: another process does.
    """
    make_private(folder)
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise AlreadyServedError(f"Another `thongbao serve` works in {folder}.", "Stop it first, or use its UI.") from error
        yield


async def until_stopped(settings: Settings, server: subprocess.Popen[bytes] | None, *, first: bool) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        settings: of the program.
        server: the process of Prefect's server; None where it is another's.
        first: nothing was served from this home before.

    Raises:
        ServerUnavailableError: the server's process ended by itself.
    """
    import asyncio

    from flows.serving.deployments import run_deployments

    loop, stop = asyncio.get_running_loop(), asyncio.Event()

    def end(*_: Any) -> None:
        loop.call_soon_threadsafe(stop.set)
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a second Ctrl-C does not wait for anything

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)

    def gone() -> bool:
        return server is not None and server.poll() is not None

    watching = asyncio.create_task(watch(gone, stop))
    try:
        await run_deployments(settings, stop, end, lambda: greet(settings, ours=server is not None, first=first), gone)
    finally:
        watching.cancel()
    if gone():
        raise ServerUnavailableError("The Prefect server ended by itself.", f"Look at {os.environ['PREFECT_HOME']}/server.log.")


async def watch(gone: Callable[[], bool], stop: asyncio.Event) -> None:
    """Stop serving when the server's process is gone; whoever started the command may then start it again."""
    import asyncio

    while not gone():
        await asyncio.sleep(WATCH_SECONDS)
    stop.set()


def tell_schedule(settings: Settings) -> None:
    """Say when which inbox is emptied."""
    out.print(f"The inbox {settings.inbox_folder} is emptied at {settings.nightly_cron!r} ({settings.timezone}).", highlight=False)


def tell_ui() -> None:
    """Say where the UI is."""
    out.print(f"UI: {os.environ['PREFECT_API_URL'].removesuffix('/api')}", highlight=False)


def warn_of_open(host: str, port: int) -> None:
    """Say it where other machines reach a server that speaks no TLS."""
    if not listening(host, port).is_private:
        err.print("Other machines reach the server, and nothing encrypts what they say to it: put a proxy with TLS before it.")


def greet(settings: Settings, *, ours: bool, first: bool) -> None:
    """Say where the UI is, how one signs in and when what runs."""
    tell_ui()
    if ours:
        tell_password(settings, first=first)
    tell_schedule(settings)
    out.print("Ctrl-C stops.", highlight=False)
    sys.stdout.flush()


def register(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    app.command("serve")(serve)
