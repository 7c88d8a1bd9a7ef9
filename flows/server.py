"""The Prefect API server that a command's runs are recorded by: one that runs already, or one of its own."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

from tasks.domain.errors import AlreadyServedError, ServerUnavailableError

# The server needs 4 s on an idle machine and 20 s with an empty home, where it first makes its database (measured on 2 cores).
STARTUP_SECONDS = 90.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.1


def start_server() -> None:
    """Have a Prefect API server until this process ends; ``PREFECT_API_URL`` names it. Call before Prefect is imported.

    Where the variable is set, that server is used; else the one of a `thongbao serve` that works in the same PREFECT_HOME. Else one is
    started there, so that the history is there later. It starts beside what the caller goes on to do; :func:`wait_for_server` waits for it.
    """
    if os.environ.get("PREFECT_API_URL"):
        return
    served = served_address()
    if served:
        os.environ["PREFECT_API_URL"] = served
        return
    port = free_port()
    _launch(port)
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"


def start_lasting_server(port: int) -> subprocess.Popen[bytes] | None:
    """Like :func:`start_server`, with UI and schedules on a port that people know; None where the environment names a server.

    Raises:
        AlreadyServedError: something else listens on the port.
    """
    if os.environ.get("PREFECT_API_URL"):
        return None
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise AlreadyServedError(f"Port {port} is taken.", "Give another one with --port.") from error
    home = Path(os.environ["PREFECT_HOME"])
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    os.environ.setdefault("PREFECT_UI_API_URL", os.environ["PREFECT_API_URL"])
    # Prefect writes the UI's files anew for every address; its own folder may not be writable.
    os.environ.setdefault("PREFECT_UI_STATIC_DIRECTORY", str(home / "ui"))
    with (home / "server.log").open("wb") as log:
        return _launch(port, "lasting", log=log)


def _launch(port: int, *mode: str, log: IO[bytes] | int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.api_process", str(port), *mode],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        # Ctrl-C is for the command; the server is needed until the runs have said how they ended.
        start_new_session=True,
    )
    # Registered before Prefect is imported, so run after Prefect has sent its last log lines.
    atexit.register(_stop, process)
    return process


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for_server(seconds: float = STARTUP_SECONDS) -> None:
    """Wait until the server at ``PREFECT_API_URL`` answers.

    Raises:
        ServerUnavailableError: it does not within ``seconds``.
    """
    address = os.environ["PREFECT_API_URL"].rstrip("/")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answers(address):
            return
        time.sleep(POLL_SECONDS)
    raise ServerUnavailableError(
        f"The Prefect server at {address} does not answer.",
        "Start it (`prefect server start`), or unset PREFECT_API_URL to use an embedded one.",
    )


def announce_server() -> None:
    """Let commands in the same PREFECT_HOME find the server at ``PREFECT_API_URL``."""
    place = _announcement()
    fresh = place.with_suffix(".new")
    fresh.write_text(json.dumps({"url": os.environ["PREFECT_API_URL"], "pid": os.getpid()}), "utf-8")
    fresh.replace(place)


def withdraw_server() -> None:
    """Take the announcement back."""
    _announcement().unlink(missing_ok=True)


def served_address() -> str | None:
    """The address of an announced server that answers; None where there is none, or where a killed process left the announcement."""
    try:
        found = json.loads(_announcement().read_text("utf-8"))
        address = str(found["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return address if answers(address) else None


def _announcement() -> Path:
    return Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect") / "server.json"


def answers(address: str) -> bool:
    """Whether the Prefect API at ``address`` is in good health."""
    try:
        with urlopen(f"{address}/health", timeout=2) as answer:  # noqa: S310 - the address is the operator's own setting
            return bool(answer.status == 200)
    except (URLError, OSError, ValueError):
        return False


def free_port() -> int:
    """A port of this machine that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
