"""A file read by the steps' own functions, without flow and database: how a file ends, at a fraction of the cost."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tasks.domain.errors import ThongbaoError
from tasks.ocr.recognize import RecognizeOptions, recognize_page
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source

LIMITS = Limits(render_seconds=20, ocr_seconds=30)


def opening_of(data: bytes) -> str:
    """ "opened" or the code of our error: what the guards say before anything is rendered."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "file"
        path.write_bytes(data)
        try:
            open_source(path, LIMITS)
        except ThongbaoError as error:
            return error.code
    return "opened"


def end_of(data: bytes) -> str:
    """ "loaded" or the code of our error; anything else that is raised is a bug, and is raised."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "file").write_bytes(data)
        engine = TesseractEngine("tesseract", "vie", LIMITS.memory_bytes, LIMITS.output_bytes, LIMITS.open_files)
        try:
            source = open_source(folder / "file", LIMITS)
            for number in range(1, source.page_count + 1):
                image = rasterize_sheet(source, number, folder, RasterOptions())[0]
                recognize_page(image, folder, engine, RecognizeOptions(seconds=LIMITS.ocr_seconds))
        except ThongbaoError as error:
            return error.code
    return "loaded"
