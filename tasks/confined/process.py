"""A confined process as the program has it: calls that come back as checked values, or as errors of our tree."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import struct
import threading
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_json

from tasks.confined import frames
from tasks.confined.adapters import adapter_of
from tasks.confined.budget import Budget
from tasks.confined.faults import FAULTS, meant
from tasks.domain.errors import RasterError

_START_SECONDS = 120.0
_SEND_SECONDS = 60
_END_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Granted:
    """What the kernel granted of what a confined process asked to lose.

    Attributes:
        files: version of Landlock that keeps it from other files, 0 where none does.
        calls: whether it has no network and cannot get at other processes.
    """

    files: int
    calls: bool


class Confined:
    """One confined process; its methods may be called from several threads at once."""

    def __init__(self, channel: socket.socket, process: int, name: str, budget: Budget) -> None:
        self._channel, self._process, self._name, self._budget = channel, process, name, budget
        # A process that somebody took over may stop listening.
        channel.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("@ll", _SEND_SECONDS, 0))
        self._lock = threading.Lock()
        self._made: Future[bytes] = Future()
        self._waiting: dict[int, Future[bytes]] = {0: self._made}
        self._count = 0
        self._facts: dict[str, Any] = {}
        self._over = False
        self._listener = threading.Thread(target=self._listen, name="confined", daemon=True)
        self._listener.start()

    def granted(self) -> Granted:
        """What the kernel granted, once the object is made.

        Raises:
            ThongbaoError: it could not be made.
        """
        self._result(self._made, _START_SECONDS)
        return Granted(int(self._facts.get("files", 0)), bool(self._facts.get("calls", False)))

    def call(self, kind: Any, method: str, *arguments: Any, seconds: float = 0.0) -> Any:
        """The value of a method, checked to be of ``kind``.

        Args:
            kind: a type that pydantic knows, made of plain data.
            method: name of the method.
            arguments: for it, made of plain data; they become what its annotations say.
            seconds: most that this call may take, 0 for what is left of the budget.

        Raises:
            ThongbaoError: as the method says.
            UndecodableFileError: a library broke over the file.
            LimitExceededError: the file needs more memory, output or time than a setting allows.
            RasterError: the process ended, or took longer than ``seconds``; nothing more can be called.
            OSError: the disk is full or may not be written.
        """
        self.granted()
        with self._budget.spent(self._name) as left:
            future: Future[bytes] = Future()
            with self._lock:
                if self._over:
                    raise self._ended()
                self._count += 1
                self._waiting[self._count] = future
                with suppress(OSError):  # how it ended is told below
                    frames.send(self._channel, to_json((self._count, method, arguments)))
            value = self._result(future, min(seconds, left) if seconds else left, is_last=not seconds or left <= seconds)
        try:
            return adapter_of(kind).validate_json(value)
        except ValueError as error:
            raise RasterError(f"The process that read {self._name} told what it was not asked for.") from error

    def _result(self, future: Future[bytes], seconds: float, *, is_last: bool = False) -> bytes:
        try:
            return future.result(seconds)
        except TimeoutError:
            self._kill()
            if is_last:
                raise self._budget.exceeded(self._name) from None
            raise RasterError(
                f"Reading {self._name} took longer than {seconds:.0f} s at one go and was ended.", "Raise the setting render_seconds."
            ) from None

    def _listen(self) -> None:
        """Give each answer to whoever waits for it, until the process is gone; then tell all who still wait."""
        with suppress(OSError, ValueError, TypeError, KeyError):
            while (message := frames.receive(self._channel)) is not None:
                head, _, value = message.partition(b"\n")
                facts = json.loads(head)
                with self._lock:
                    future = self._waiting.pop(facts["n"])
                if facts["n"] == 0:
                    self._facts = facts
                if facts.keys() & FAULTS:
                    future.set_exception(meant(facts, self._name))
                else:
                    future.set_result(value)
        self._kill()
        with self._lock:
            self._over = True
            left = list(self._waiting.values())
            self._waiting.clear()
        for future in left:
            future.set_exception(self._ended())

    def end(self) -> None:
        """Kill the process and wait until it is gone, so that nothing of it is at work in folders that are about to be removed."""
        self._kill()
        with suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)
        # Nobody may use the descriptor behind its end: its number is soon another's.
        self._listener.join()
        poll = select.poll()
        poll.register(self._process, select.POLLIN)
        poll.poll(_END_SECONDS * 1000)
        os.close(self._process)
        self._channel.close()

    def _kill(self) -> None:
        with suppress(OSError):
            signal.pidfd_send_signal(self._process, signal.SIGKILL)

    def _ended(self) -> RasterError:
        return RasterError(f"The process that read {self._name} ended without a word.", "If it stays so, raise the setting memory_bytes.")
