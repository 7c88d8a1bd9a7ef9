"""One process of Tesseract that is told pictures and tells their words, until it is ended."""

from __future__ import annotations

import os
import select
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tasks.ocr.pixels import SUFFIX, packed
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.process import Bounds, end_group, program_environment, within

# A white picture is asked for behind the others: the row of its page says that theirs are complete.
_WHITE = packed(np.full((11, 37), 255, np.uint8), 200)
# What is told of a picture is to come as soon as it was read.
UNBUFFERED = ("stdbuf", "-o0")
_PIPE_BYTES = 1 << 20
_HEADER_END = b"\n"


@dataclass(frozen=True, slots=True)
class Output:
    """What was told of some pictures.

    Attributes:
        table: TSV with its row of names.
        first: number of the page that the first picture is in it.
    """

    table: bytes
    first: int


class Streamed:
    """The process. Only one thread at a time may ask it.

    Args:
        engine: the program, its model and its limits.
        psm: page segmentation mode.
        cpu_seconds: processor time that it may take in all.

    Raises:
        OSError: it cannot be started.
    """

    def __init__(self, engine: TesseractEngine, psm: int, cpu_seconds: float) -> None:
        bounds = Bounds(cpu_seconds, engine.memory_bytes, engine.output_bytes, engine.open_files)
        command = within([*engine.command("-", psm), "-c", "stream_filelist=true", "tsv"], bounds, UNBUFFERED)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=program_environment(),
            bufsize=0,
        )
        self._most = engine.output_bytes
        self._pages = 0
        self._header = b""
        self.readings = 0

    def ask(self, pictures: Sequence[Path], end: float) -> Output | None:
        """What it tells of pictures; None where it ends instead, or tells more than it may.

        Args:
            pictures: files that state their resolution; at least one.
            end: when it must have answered (``time.monotonic``).

        Raises:
            TimeoutError: it has not.
            OSError: the white picture behind them cannot be written.
        """
        self.readings += 1
        first = self._pages + 1
        self._pages += len(pictures) + 1
        stop = f"\n1\t{self._pages}\t".encode()
        with tempfile.NamedTemporaryFile(prefix="thongbao-", suffix=SUFFIX) as white:
            white.write(_WHITE)
            white.flush()
            said = self._told("".join(f"{place}\n" for place in (*pictures, white.name)).encode(), stop, end)
        if said is None:
            return None
        if not self._header:
            header, _, said = said.partition(_HEADER_END)
            self._header = header + _HEADER_END
        return Output(self._header + said, first)

    def _told(self, names: bytes, stop: bytes, end: float) -> bytes | None:
        """What it says after it was given names, up to the row that begins with ``stop``; None as :meth:`ask` says."""
        assert self._process.stdin is not None and self._process.stdout is not None  # noqa: S101 - both are pipes
        try:
            self._process.stdin.write(names)
        except BrokenPipeError:
            return None
        poll, source, said, row = select.poll(), self._process.stdout.fileno(), bytearray(), -1
        poll.register(source, select.POLLIN)
        while row < 0 or not said.endswith(b"\n"):
            left = end - time.monotonic()
            if left <= 0 or not poll.poll(left * 1000):
                raise TimeoutError
            part = os.read(source, _PIPE_BYTES)
            said += part
            if not part or (self._most and len(said) > self._most):
                return None
            if row < 0:
                row = said.find(stop, max(0, len(said) - len(part) - len(stop)))
        # What comes behind the row of the white page is of that page too, and nobody's.
        return bytes(said[: row + 1])

    def end(self) -> None:
        """Kill it with all it started."""
        end_group(self._process)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        self._process.wait()
