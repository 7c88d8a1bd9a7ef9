"""What a recogniser is to the rest of the program: one picture in, lines of words out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tasks.domain.page import Line


class OcrEngine(Protocol):
    """A recogniser. Implementations are safe to use from several threads at once."""

    def recognize(self, picture: Path, *, dpi: int, psm: int, timeout: float) -> tuple[Line, ...]:
        """Read a picture file.

        Args:
            picture: file, upright, dark ink on white, that states its resolution.
            dpi: its resolution too.
            psm: page segmentation mode in Tesseract's numbering (6: one block, 7: one line, 11: scattered text).
            timeout: seconds after which the reading is ended.

        Returns:
            Lines top to bottom with boxes in pixels of the picture; empty for a picture without text.

        Raises:
            OcrTimeoutError: it took longer than ``timeout`` and was ended.
            OcrCrashError: the recogniser died.
            OcrOutputError: its output cannot be understood.
            MissingToolError: the program or its language model is not installed.
        """
        ...

    def recognize_each(self, pictures: Sequence[Path], *, dpi: int, psm: int, timeout: float) -> tuple[tuple[Line, ...], ...]:
        """Read several picture files in one run, each as :meth:`recognize` does; as many readings as pictures, in their order.

        Raises:
            OcrTimeoutError: all together took longer than ``timeout``.
            OcrCrashError: the recogniser died.
            OcrOutputError: its output cannot be understood.
            MissingToolError: the program or its language model is not installed.
        """
        ...

    def versions(self) -> dict[str, str]:
        """Name and version of the program and of the model, which decide what is read."""
        ...
