"""The Prefect server that a command starts beside it, for tests whose runs are of this process."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import certifi
import pytest

from flows.server.listening import LOOPBACK, Listening, listener
from flows.server.start import _LAUNCHED, answers, launch, stop_process

STARTUP_SECONDS = 120
DATABASE = "prefect.db"
BEGIN, END = (f"-----{word} CERTIFICATE-----\n" for word in ("BEGIN", "END"))
AUTH = f"tests:{secrets.token_urlsafe(24)}"


@contextmanager
def running_prefect() -> Iterator[str]:
    """Its address, for as long as one is inside; it keeps its database in ``PREFECT_HOME``.

    Commands that are started meanwhile know its password.
    """
    os.environ["PREFECT_API_AUTH_STRING"] = os.environ["PREFECT_SERVER_API_AUTH_STRING"] = AUTH
    with listener(Listening(LOOPBACK, 0)) as taken:
        process = launch(taken)
        address, end = Listening(LOOPBACK, taken.getsockname()[1]).api_url, time.monotonic() + STARTUP_SECONDS
    try:
        while not answers(address):
            assert process.poll() is None and time.monotonic() < end, "the Prefect server does not start"
            time.sleep(0.1)
        yield address
    finally:
        send_what_was_logged()
        stop_process(process)
        _LAUNCHED.remove(process)  # who starts another waits for that one alone
        for name in ("PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"):
            os.environ.pop(name, None)


def send_what_was_logged() -> None:
    """Have Prefect send what its flows logged in this process, while there is somebody to send it to.

    Else it tries at the end of the process, for more than a minute.
    """
    if (handlers := sys.modules.get("prefect.logging.handlers")) is not None:
        handlers.APILogWorker.drain_all()


def one_authority(folder: Path) -> Path:
    """A file of one certificate authority, for clients that ask servers on this machine and ask them without TLS.

    Prefect makes clients for each run and task, and has each read all the authorities there are, which takes a fiftieth of a second.
    """
    pem = Path(certifi.where()).read_text("utf-8")
    place = folder / "authority.pem"
    place.write_text(pem[pem.index(BEGIN) : pem.index(END) + len(END)], "utf-8")
    return place


def make_database(folder: Path) -> None:
    """Have a server make its database in an empty home; a copy lies in ``folder``.

    That takes five of the eight seconds of processor time of a first start (measured).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PREFECT_HOME", str(folder / "home"))
        with running_prefect():
            pass
    with closing(sqlite3.connect(folder / "home" / DATABASE)) as made:
        made.execute("VACUUM INTO ?", (str(folder / DATABASE),))


def furnish(home: Path, ready: Path) -> None:
    """Make a Prefect home in which the database stands already, as after a first start; one that has its own keeps it."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not (home / DATABASE).exists():
        shutil.copyfile(ready, home / DATABASE)
        (home / DATABASE).chmod(0o600)
