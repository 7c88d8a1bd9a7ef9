"""A page that is known to be good, read through every program and library that reads pages: tells the machine's faults from the files'."""

from __future__ import annotations

import tempfile
from pathlib import Path

import cv2
import numpy as np

from config.settings import Settings
from flows.limits import limits_of
from tasks.apart import ROOM, terms_of
from tasks.confined.budget import Budget
from tasks.domain.errors import ThongbaoError
from tasks.domain.page import RecognizedPage
from tasks.ocr.reader import PageReader
from tasks.ocr.recognize import RecognizeOptions
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.rasterize import RasterOptions
from tasks.sheets import sheet_of, sheet_reader

_WORDS = "THONG BAO 2026"
_DPI = 200
# One page of A6 with nothing on it; poppler makes up for the missing index.
_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" + (
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 298 420]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def fault_of_machine(settings: Settings) -> str:
    """What keeps a good page from being read here, "" where nothing does. Takes a second; never raises."""
    try:
        with tempfile.TemporaryDirectory(prefix="thongbao-proof-") as folder:
            words = read_proof(settings, Path(folder))
    except ThongbaoError as error:
        return str(error)
    except Exception as error:  # whatever it is, no file of a stranger was near
        return f"{type(error).__name__}: {error}"
    return "" if words else "A page of clear print was read as empty."


def read_proof(settings: Settings, folder: Path) -> int:
    """Number of words read on the page.

    Raises:
        ThongbaoError: a program fails.
        Exception: a library does.
    """
    limits = limits_of(settings)
    page = np.full((1600, 1200), 255, dtype=np.uint8)
    for row in range(4):
        cv2.putText(page, _WORDS, (100, 300 + 200 * row), cv2.FONT_HERSHEY_SIMPLEX, 2.5, (0,), 6)
    (folder / "proof.png").write_bytes(cv2.imencode(".png", page)[1].tobytes())
    (folder / "proof.pdf").write_bytes(_PDF)
    budget, programs = Budget(limits.document_seconds), (settings.tesseract,)
    options = RasterOptions(dpi=_DPI, tesseract=settings.tesseract)
    for name in ("proof.pdf", "proof.png"):
        with sheet_reader(folder / name, name, folder, options=options, limits=limits, budget=budget) as sheets:
            [image] = sheet_of(sheets, 1, folder, limits)
    engine = TesseractEngine(settings.tesseract, settings.language, limits.memory_bytes, limits.output_bytes, limits.open_files)
    terms = terms_of(limits, 1, reads=(folder,), writes=(folder,), programs=programs)
    how = RecognizeOptions(seconds=limits.ocr_seconds)
    with ROOM.confined(terms, "proof", budget, PageReader, folder, engine, how, folder) as pages:
        read = pages.call(RecognizedPage, "page", image)
    return sum(len(line.words) for line in read.lines)
