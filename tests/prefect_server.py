"""The Prefect server that a command starts beside it, for tests whose runs are of this process."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager

from flows.server.listening import LOOPBACK, Listening, listener
from flows.server.start import answers, launch, stop_process

STARTUP_SECONDS = 120
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
        stop_process(process)
        for name in ("PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"):
            os.environ.pop(name, None)
