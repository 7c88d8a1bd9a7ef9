"""Where confined processes come from: forks of one template that has all libraries loaded."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from pydantic_core import to_json

from tasks.confined import frames
from tasks.confined.budget import Budget
from tasks.confined.calls import name_of
from tasks.confined.environment import allowed_environment
from tasks.confined.process import Confined
from tasks.confined.terms import Terms
from tasks.domain.errors import MissingToolError, StorageError

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from tasks.confined.template import main; main(int(sys.argv[2]), *sys.argv[3:])"
# Numbers of threads that libraries would start when they are loaded, before the forks.
# Pages are read beside one another; OpenCV's own threads cost each a twentieth of its processor time (measured).
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "OMP_THREAD_LIMIT": "1", "OPENCV_FOR_THREADS_NUM": "1"}
_START_SECONDS = 120.0


class Room:
    """Starts confined processes; one for the whole program, safe to use from several threads."""

    def __init__(self, loaded: tuple[str, ...]) -> None:
        self._loaded = loaded
        self._lock = threading.Lock()
        self._template: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def prepare(self) -> None:
        """Start what takes a while beside other work.

        Raises:
            MissingToolError: it cannot be started.
        """
        with self._lock:
            self._started()

    @contextmanager
    def confined(self, terms: Terms, name: str, budget: Budget, make: Callable[..., Any], *arguments: Any) -> Iterator[Confined]:
        """A process of its own with an object that ``make`` makes of ``arguments``; it is gone at the end, whatever it does then.

        Args:
            terms: its bounds.
            name: of the file it works on, for errors.
            budget: time that it may take with all its calls.
            make: a function or class of a module.
            arguments: for it, made of plain data; they become what its annotations say.

        Raises:
            MissingToolError: no process can be started here.
            StorageError: no temporary folder can be made.
        """
        try:
            own = tempfile.mkdtemp(prefix="thongbao-")
        except OSError as error:
            raise StorageError(f"No temporary folder can be made: {error.strerror}.", "Check TMPDIR and the free space.") from error
        ours, theirs = socket.socketpair()
        try:
            with ours, theirs:
                process = self._fork(theirs)
                theirs.close()
                with suppress(OSError):  # how it ended is told by the first call
                    frames.send(ours, to_json({"terms": terms, "own": own, "make": name_of(make), "arguments": arguments}))
                confined = Confined(ours, process, name, budget)
                try:
                    yield confined
                finally:
                    confined.end()
        finally:
            shutil.rmtree(own, ignore_errors=True)

    def _fork(self, channel: socket.socket) -> int:
        """A descriptor of a new process that serves a channel; a template that was killed is started once more.

        Raises:
            MissingToolError: none can be started.
        """
        with self._lock:
            for _ in range(2):
                control = self._started()
                try:
                    socket.send_fds(control, [b"+"], [channel.fileno()])
                    data, descriptors, _, _ = socket.recv_fds(control, 1, 1)
                except OSError:
                    data, descriptors = b"", []
                if data and descriptors:
                    return descriptors[0]
                self._stop()
        raise _unstarted("it ends at once")

    def _started(self) -> socket.socket:
        if self._control is None or self._template is None or self._template.poll() is not None:
            self._stop()
            ours, theirs = socket.socketpair()
            ours.settimeout(_START_SECONDS)
            try:
                with theirs:
                    self._template = subprocess.Popen(
                        [sys.executable, "-I", "-c", _START, str(_ROOT), str(theirs.fileno()), *self._loaded],
                        # The interpreter that runs now, though an account may not be let through to the place where it lies.
                        executable="/proc/self/exe",
                        stdin=subprocess.DEVNULL,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        pass_fds=[theirs.fileno()],
                        env=allowed_environment() | _ONE_THREAD,
                        start_new_session=True,  # Ctrl-C is for the program
                    )
            except OSError as error:
                ours.close()
                raise _unstarted(str(error)) from error
            self._control = ours
        return self._control

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._template is not None:
            self._template.kill()
            self._template.wait()
        self._control = self._template = None


def _unstarted(why: str) -> MissingToolError:
    return MissingToolError(f"The process that reads files cannot be started: {why}.", "`thongbao doctor` looks into it.")
