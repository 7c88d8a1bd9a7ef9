"""The Prefect API server that a command's runs are recorded by: one that runs already, or one of its own."""

from __future__ import annotations

import atexit
import os
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

from tasks.domain.errors import ServerUnavailableError

# The server needs 4 s on an idle machine and 20 s with an empty home, where it first makes its database (measured on 2 cores).
STARTUP_SECONDS = 90.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.1


def start_server() -> None:
    """Have a Prefect API server until this process ends; ``PREFECT_API_URL`` names it. Call before Prefect is imported.

    Where the variable is set, that server is used. Else one is started in PREFECT_HOME, so that the history is there later. It starts
    beside what the caller goes on to do; :func:`wait_for_server` waits for it.
    """
    if os.environ.get("PREFECT_API_URL"):
        return
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.api_process", str(port)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Ctrl-C is for the command; the server is needed until the runs have said how they ended.
        start_new_session=True,
    )
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    # Registered before Prefect is imported, so run after Prefect has sent its last log lines.
    atexit.register(_stop, process)


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
