"""The Prefect API server that a command's runs are recorded by: one that runs already, or one of its own."""

from __future__ import annotations

import atexit
import json
import os
import socket
import subprocess
import sys
import time
from base64 import b64encode
from http import HTTPStatus
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from flows.server.listening import LOOPBACK, listening
from tasks.domain.errors import ServerUnavailableError

# The server needs 4 s on an idle machine and 20 s with an empty home, where it first makes its database (measured on 2 cores), 80 s under
# a load of 20. Another may start before it.
STARTUP_SECONDS = 180.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.1
ASK_SECONDS = 10.0


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


def start_lasting_server(port: int, host: str = LOOPBACK) -> subprocess.Popen[bytes] | None:
    """Like :func:`start_server`, with UI and schedules at a place that people know; None where the environment names a server.

    Raises:
        ConfigError: the address is none of this machine, or open to others without a password.
        AlreadyServedError: something else listens on the port.
    """
    if os.environ.get("PREFECT_API_URL"):
        return None
    place = listening(host, port)
    home = Path(os.environ["PREFECT_HOME"])
    os.environ["PREFECT_API_URL"] = place.api_url
    os.environ.setdefault("PREFECT_UI_API_URL", place.ui_api_url)
    # Any page that a browser of this machine shows could else start runs: Prefect lets every origin in.
    os.environ.setdefault("PREFECT_SERVER_CORS_ALLOWED_ORIGINS", place.origins)
    # Prefect writes the UI's files anew for every address; its own folder may not be writable.
    os.environ.setdefault("PREFECT_UI_STATIC_DIRECTORY", str(home / "ui"))
    with (home / "server.log").open("wb") as log:
        return _launch(port, "lasting", place.host, log=log)


def _launch(port: int, *mode: str, log: IO[bytes] | int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "-m", "flows.server.api_process", str(port), *mode],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        # Ctrl-C is for the command; the server is needed until the runs have said how they ended.
        start_new_session=True,
    )
    # Registered before Prefect is imported, so run after Prefect has sent its last log lines.
    atexit.register(stop_process, process)
    return process


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """End a process: it is asked first, and killed where it does not end within ``STOP_SECONDS``."""
    process.terminate()
    try:
        process.wait(timeout=STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for_server(seconds: float = STARTUP_SECONDS) -> None:
    """Wait until the server at ``PREFECT_API_URL`` answers.

    Raises:
        ServerUnavailableError: it does not within ``seconds``, or does not take our password.
    """
    address = os.environ["PREFECT_API_URL"].rstrip("/")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answers(address):
            refuse_if_turned_away(address)
            return
        time.sleep(POLL_SECONDS)
    raise ServerUnavailableError(
        f"The Prefect server at {address} does not answer.",
        "Start it (`prefect server start`), or unset PREFECT_API_URL to use an embedded one.",
    )


def refuse_if_turned_away(address: str) -> None:
    """Ask for something that only those who know the password get.

    Raises:
        ServerUnavailableError: the server does not take the password that we have, or we have none.
    """
    known = os.environ.get("PREFECT_API_AUTH_STRING")
    headers = {"Authorization": "Basic " + b64encode(known.encode()).decode()} if known else {}
    try:
        with urlopen(Request(f"{address}/admin/version", headers=headers), timeout=ASK_SECONDS):  # noqa: S310 - the operator's own setting
            return
    except HTTPError as error:
        if error.code == HTTPStatus.UNAUTHORIZED:
            what = "does not take the password of server_auth" if known else "asks for a password, and server_auth is not set"
            raise ServerUnavailableError(
                f"The Prefect server at {address} {what}.",
                "Set THONGBAO_SERVER_AUTH, or server_auth in thongbao.toml, as `serve` has it.",
            ) from error
    except (URLError, OSError):  # busy just now; whoever asks it next tries again
        return


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
