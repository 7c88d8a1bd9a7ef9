"""Run an outside program within bounds of time and memory that really hold."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended; ``timed_out`` when it was ended for taking too long."""

    returncode: int
    stdout: bytes
    stderr: str
    timed_out: bool


def run_bounded(command: Sequence[str], *, seconds: float, memory_bytes: int = 0) -> Finished:
    """Run ``command`` in a process group of its own, and end the whole group after ``seconds``.

    pytesseract's own time-out ends the program but not what the program started (a wrapper script's children live on, and hold the
    pipes open), so the group is ended here.

    Args:
        command: program and arguments; no shell.
        seconds: time limit.
        memory_bytes: limit on its address space, 0 for none.

    Raises:
        OSError: the program cannot be started.
    """
    environment = os.environ | {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    process = subprocess.Popen(
        list(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        env=environment,
    )
    try:
        if memory_bytes:
            # From outside: a function run between fork and exec is not safe in a program with threads.
            with suppress(OSError, ValueError):
                resource.prlimit(process.pid, resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            _end_group(process)
            out, err = process.communicate()
            return Finished(process.returncode, out, err.decode(errors="replace"), timed_out=True)
        return Finished(process.returncode, out, err.decode(errors="replace"), timed_out=False)
    finally:
        if process.poll() is None:
            _end_group(process)
            process.wait()


def _end_group(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
