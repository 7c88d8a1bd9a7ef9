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
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from flows.server.listening import LOOPBACK, Listening, listener, listening
from tasks.domain.errors import ServerUnavailableError

# The server needs 4 s on an idle machine and 20 s with an empty home, where it first makes its database (measured on 2 cores), 80 s under
# a load of 20. Another may start before it.
STARTUP_SECONDS = 180.0
STOP_SECONDS = 10.0
POLL_SECONDS = 0.05
LARGEST_LOG = 4 * 1024 * 1024  # bytes; then a new one is begun and one old one kept
ASK_SECONDS = 10.0
_LAUNCHED: list[subprocess.Popen[bytes]] = []


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
    place = Listening(LOOPBACK, 0)
    with listener(place) as taken:
        launch(taken)
        os.environ["PREFECT_API_URL"] = Listening(LOOPBACK, taken.getsockname()[1]).api_url


def start_lasting_server(port: int, host: str = LOOPBACK) -> subprocess.Popen[bytes] | None:
    """Like :func:`start_server`, with UI and schedules at a place that people know; None where the environment names a server.

    Raises:
        ConfigError: the address is none of this machine.
        AlreadyServedError: something else listens on the port.
    """
    if os.environ.get("PREFECT_API_URL"):
        return None
    place = listening(host, port)
    with listener(place) as taken:
        os.environ["PREFECT_API_URL"] = place.api_url
        # By whatever name and port the browser itself came: from another one it would not send the password.
        os.environ.setdefault("PREFECT_UI_API_URL", "/api")
        # Prefect writes the UI's files anew for every address; its own folder may not be writable.
        os.environ.setdefault("PREFECT_UI_STATIC_DIRECTORY", str(prefect_home() / "ui"))
        return launch(taken, "lasting")


def launch(taken: socket.socket, *mode: str) -> subprocess.Popen[bytes]:
    """Start a server that answers at a socket which listens already; it ends with this process.

    What it has to say, and whom it turned away, stands in ``server.log`` of the Prefect home.
    """
    with _server_log() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "flows.server.api_process", str(taken.fileno()), *mode],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            pass_fds=(taken.fileno(),),
            # Ctrl-C is for the command; the server is needed until the runs have said how they ended.
            start_new_session=True,
        )
    # Registered before Prefect is imported, so run after Prefect has sent its last log lines.
    atexit.register(stop_process, process)
    _LAUNCHED.append(process)
    return process


def _server_log() -> IO[bytes]:
    """The end of the log; its owner alone reads it."""
    place = prefect_home() / "server.log"
    place.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileNotFoundError):
        if place.stat().st_size > LARGEST_LOG:
            place.replace(place.with_name("server.log.1"))
    return os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600), "ab")


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
        ServerUnavailableError: it does not within ``seconds``, ended instead, or does not take our password.
    """
    address = os.environ["PREFECT_API_URL"].rstrip("/")
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answers(address):
            refuse_if_turned_away(address)
            return
        if any(process.poll() is not None for process in _LAUNCHED):
            raise ServerUnavailableError("The Prefect server ended while it started.", f"Look at {prefect_home()}/server.log.")
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
            what = "does not take the password that this command knows" if known else "asks for a password, and server_auth is not set"
            raise ServerUnavailableError(
                f"The Prefect server at {address} {what}.",
                "Use the home folder and the server_auth that `serve` was started with, or start `serve` again.",
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
    """The address of an announced server that answers; None where there is none, or where a killed process left the announcement.

    A place that is announced by nobody who lives may be taken by a program of somebody else meanwhile, who would be told the password.
    """
    try:
        place = _announcement()
        found = json.loads(place.read_text("utf-8"))
        address, serves = str(found["url"]), Path(f"/proc/{int(found['pid'])}")
        is_served = serves.stat().st_uid == place.stat().st_uid
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return address if is_served and answers(address) else None


def prefect_home() -> Path:
    """Where Prefect keeps its database, and we what is about its server."""
    return Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")


def _announcement() -> Path:
    return prefect_home() / "server.json"


def answers(address: str) -> bool:
    """Whether the Prefect API at ``address`` is in good health."""
    try:
        with urlopen(f"{address}/health", timeout=2) as answer:  # noqa: S310 - the address is the operator's own setting
            return bool(answer.status == 200)
    except (URLError, OSError, ValueError):
        return False
