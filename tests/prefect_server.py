"""The Prefect server that a command starts beside it, for tests whose runs are of this process."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.server.start import answers, free_port, stop_process

STARTUP_SECONDS = 120


@contextmanager
def running_prefect() -> Iterator[str]:
    """Its address, for as long as one is inside; it keeps its database in ``PREFECT_HOME``."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "flows.server.api_process", str(port)], cwd=Path(__file__).parent.parent)
    address, end = f"http://127.0.0.1:{port}/api", time.monotonic() + STARTUP_SECONDS
    try:
        while not answers(address):
            assert process.poll() is None and time.monotonic() < end, "the Prefect server does not start"
            time.sleep(0.1)
        yield address
    finally:
        stop_process(process)
