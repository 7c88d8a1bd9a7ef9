"""Tesseract started once and asked again and again: loading its model takes longer than reading a few lines does."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tasks.domain.page import Line
from tasks.ocr.streamed import Streamed
from tasks.ocr.tesseract import TesseractEngine, parse_pages

# Readings after which a process gives way to a new one, so that what it holds does not grow with the document.
_MOST_READINGS = 40


class StayingTesseract:
    """An ``OcrEngine`` that reads as ``TesseractEngine`` does, by processes that stay; safe to use from several threads.

    Pictures have to state their resolution themselves. There are as many processes of a page segmentation mode as readings in it were made
    at once. Where one ends unasked or answers strangely, its pictures are read by a run of their own, which tells what is wrong. All end
    with this process.

    Args:
        engine: the program, its model and its limits.
    """

    def __init__(self, engine: TesseractEngine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._idle: dict[int, list[Streamed]] = defaultdict(list)
        # A process is killed when the thread that started it ends; this one stays.
        self._starter = ThreadPoolExecutor(1, thread_name_prefix="tesseract")

    def recognize(self, picture: Path, *, dpi: int, psm: int, timeout: float) -> tuple[Line, ...]:
        """See ``OcrEngine.recognize``."""
        found = self._read([picture], psm, timeout)
        return found[0] if found else self._engine.recognize(picture, dpi=dpi, psm=psm, timeout=timeout)

    def recognize_each(self, pictures: Sequence[Path], *, dpi: int, psm: int, timeout: float) -> tuple[tuple[Line, ...], ...]:
        """See ``OcrEngine.recognize_each``."""
        found = self._read(pictures, psm, timeout) if pictures else ()
        return self._engine.recognize_each(pictures, dpi=dpi, psm=psm, timeout=timeout) if found is None else found

    def versions(self) -> dict[str, str]:
        """See ``OcrEngine.versions``."""
        return self._engine.versions()

    def close(self) -> None:
        """End the processes; nobody may be reading."""
        with self._lock:
            idle = [process for processes in self._idle.values() for process in processes]
            self._idle.clear()
        for process in idle:
            process.end()
        self._starter.shutdown()

    def _read(self, pictures: Sequence[Path], psm: int, timeout: float) -> tuple[tuple[Line, ...], ...] | None:
        """The readings; None where a process cannot be had or failed.

        Raises:
            OcrTimeoutError: it took longer than ``timeout`` and was ended.
            OcrOutputError: the output cannot be understood.
        """
        with self._lock:
            process = self._idle[psm].pop() if self._idle[psm] else None
        try:
            process = process or self._starter.submit(Streamed, self._engine, psm, timeout * _MOST_READINGS).result()
        except OSError:
            return None
        output, keeps = None, False
        try:
            output = process.ask(pictures, time.monotonic() + timeout)
            keeps = output is not None and process.readings < _MOST_READINGS
        except TimeoutError:
            raise self._engine.took_too_long(timeout) from None
        finally:
            if keeps:
                with self._lock:
                    self._idle[psm].append(process)
            else:
                process.end()
        if output is None:
            return None
        by_page = parse_pages(output.table)
        return tuple(by_page.get(output.first + index, ()) for index in range(len(pictures)))
