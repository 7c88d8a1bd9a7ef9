"""One page picture becomes words in reading order."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from tasks.domain.errors import RasterError
from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageSource, RecognizedPage, Word
from tasks.ocr.engine import OcrEngine
from tasks.ocr.layout import Zone, find_zones, stack_zones
from tasks.scan.measure import Grey
from tasks.scan.rasterize import PageImage

_BLOCK = 6


@dataclass(frozen=True, slots=True)
class RecognizeOptions:
    """Choices of the user.

    Attributes:
        psm: Tesseract's page segmentation mode for the whole page; None: the columns are found first, then read as one block.
        seconds: time limit of one reading.
    """

    psm: int | None = None
    seconds: float = 120.0


def recognize_page(image: PageImage, folder: Path, engine: OcrEngine, options: RecognizeOptions) -> RecognizedPage:
    """Read the page whose pictures lie in ``folder``.

    Raises:
        RecognitionError: the engine failed.
        RasterError: the picture is gone.
        MissingToolError: the engine is not installed.
    """
    started = time.monotonic()
    page = RecognizedPage(
        number=image.number,
        width=image.width,
        height=image.height,
        dpi=image.dpi,
        source=image.source,
        lines=image.lines,
        source_reason=image.source_reason,
        notes=image.notes,
        preparation=image.preparation,
        rotation=image.rotation,
        skew=image.skew,
        picture=image.colour,
    )
    if image.source is PageSource.OCR:
        grey = cv2.imread(str(folder / image.grey), cv2.IMREAD_GRAYSCALE)
        if grey is None:
            raise RasterError(f"The picture {image.grey} of page {image.number} is gone.", "Run the document again.")
        lines, attempts = _read(np.asarray(grey, dtype=np.uint8), image.dpi, engine, options)
        page = replace(page, lines=lines, attempts=attempts)
    return replace(page, seconds=time.monotonic() - started)


def _read(grey: Grey, dpi: int, engine: OcrEngine, options: RecognizeOptions) -> tuple[tuple[Line, ...], tuple[str, ...]]:
    psm = options.psm or _BLOCK
    zones = find_zones(grey, dpi)
    stacked, starts = stack_zones(grey, zones)
    lines = read_array(stacked, engine, dpi=dpi, psm=psm, seconds=options.seconds)
    placed = tuple(_place(line, zones, starts) for line in lines)
    return placed, (f"psm{psm}@{dpi} {_mean(placed):.1f}",)


def read_array(grey: Grey, engine: OcrEngine, *, dpi: int, psm: int, seconds: float, whitelist: str = "") -> tuple[Line, ...]:
    """Read pixels: they go to the engine through a file in the system's temporary folder, which is removed.

    Raises:
        RecognitionError: the engine failed.
        RasterError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="thongbao-") as folder:
        picture = Path(folder) / "page.pgm"
        if not cv2.imwrite(str(picture), grey):
            raise RasterError(f"A picture cannot be written to {folder}.", "Check the free space.")
        return engine.recognize(picture, dpi=dpi, psm=psm, timeout=seconds, whitelist=whitelist)


def _place(line: Line, zones: tuple[Zone, ...], starts: tuple[int, ...]) -> Line:
    """Move a line of the stacked picture back to where it stands on the page."""
    middle = line.bbox.center[1]
    index = max((i for i, start in enumerate(starts) if start <= middle), default=0)
    down = zones[index].box.top - starts[index]
    words = tuple(Word(w.text, BBox(w.bbox.left, w.bbox.top + down, w.bbox.right, w.bbox.bottom + down), w.confidence) for w in line.words)
    return Line(words, zones[index].column)


def _mean(lines: tuple[Line, ...]) -> float:
    scores = [w.confidence for line in lines for w in line.words]
    return sum(scores) / len(scores) if scores else 0.0
