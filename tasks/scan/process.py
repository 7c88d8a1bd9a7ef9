"""Run an outside program within bounds of time, memory and files that really hold."""

from __future__ import annotations

import errno
import math
import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from tasks.confined.environment import allowed_environment

# An end by this signal means that the program wrote more than it may.
_TOO_LARGE = -signal.SIGXFSZ
_MOST_ERROR_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one run of an outside program may take; 0 is no limit.

    Attributes:
        seconds: wall time.
        memory_bytes: address space.
        output_bytes: size of any file it writes, its standard output included.
        open_files: files it may have open at once.
    """

    seconds: float
    memory_bytes: int = 0
    output_bytes: int = 0
    open_files: int = 0


@dataclass(frozen=True, slots=True)
class Finished:
    """How a program ended.

    Attributes:
        returncode: negative where a signal ended it.
        stdout: all it printed.
        stderr: what it said, the last of it.
        timed_out: it was ended for taking too long.
        too_large: it was ended for writing too much.
    """

    returncode: int
    stdout: bytes
    stderr: str
    timed_out: bool
    too_large: bool = False


def run_bounded(command: Sequence[str], bounds: Bounds) -> Finished:
    """Run ``command`` in a process group of its own, and end the whole group when its time is over.

    pytesseract's and pdf2image's own time-outs end the program but not what the program started (a wrapper script's children live on,
    and hold the pipes open), so the group is ended here. Output goes through a file, since a pipe has no limit of size.

    Args:
        command: program and arguments; no shell.
        bounds: of the run.

    Raises:
        OSError: the program cannot be started.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            within(command, bounds), stdin=subprocess.DEVNULL, stdout=out, stderr=said, start_new_session=True, env=program_environment()
        )
        timed_out = False
        try:
            timed_out = not _ends_within(process.pid, bounds.seconds)
        finally:
            # Whether or not it ended by itself: what it started must not outlive it. Its number is its own until it is waited for.
            end_group(process)
            process.wait()
        out.seek(0)
        said.seek(max(0, said.seek(0, os.SEEK_END) - _MOST_ERROR_BYTES))
        stderr = said.read().decode(errors="replace")
        return Finished(process.returncode, out.read(), stderr, timed_out, too_large=process.returncode == _TOO_LARGE)


def program_environment() -> dict[str, str]:
    """The variables of such a program: one thread, and messages in English."""
    return allowed_environment() | {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}


def within(command: Sequence[str], bounds: Bounds, through: Sequence[str] = ()) -> list[str]:
    """The command behind ``prlimit``, which sets the limits and then becomes the program.

    A function run between fork and exec is not safe in a program with threads, and limits set from outside come late on a busy machine.

    Args:
        command: program and arguments.
        bounds: of the run.
        through: another program with arguments that sets something up and then becomes the program too.

    Raises:
        OSError: there is no such program.
    """
    program, *_ = [_found(name) for name in (command[0], *through[:1])]
    cpu = math.ceil(bounds.seconds) + 1 if bounds.seconds else 0  # one thread each: it ends by this even where nobody is left to end it
    limits = (("as", bounds.memory_bytes), ("fsize", bounds.output_bytes), ("nofile", bounds.open_files), ("cpu", cpu))
    orphan = ["setpriv", "--pdeathsig", "KILL", "--"] if shutil.which("setpriv") else []
    return ["prlimit", "--core=0", *(f"--{kind}={most}" for kind, most in limits if most), "--", *orphan, *through, program, *command[1:]]


def _found(name: str) -> str:
    """Where a program lies.

    Raises:
        OSError: there is none.
    """
    program = shutil.which(name)
    if program is None:
        code = errno.EACCES if os.path.lexists(name) else errno.ENOENT
        raise OSError(code, os.strerror(code), name)
    return program


def _ends_within(pid: int, seconds: float) -> bool:
    """Wait for the end of a child without polling, which would cost each short run some hundredths of a second."""
    descriptor = os.pidfd_open(pid)
    try:
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(descriptor)


def end_group(process: subprocess.Popen[bytes]) -> None:
    """Kill a program that was started in a group of its own, and all that it started; it is not waited for."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
