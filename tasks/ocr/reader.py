"""The pages of one document as a confined process reads them."""

from __future__ import annotations

from pathlib import Path

from tasks.domain.page import RecognizedPage
from tasks.ocr.other_way import read_page
from tasks.ocr.recognize import RecognizeOptions
from tasks.ocr.staying import StayingTesseract
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.rasterize import PageImage

CARRIED = (Path, TesseractEngine, RecognizeOptions, PageImage)


class PageReader:
    """Page pictures of a folder that become words.

    Args:
        folder: of the pictures.
        engine: that reads them.
        options: choices of the user.
        own: folder for the pictures of pages that are turned.
    """

    def __init__(self, folder: Path, engine: TesseractEngine, options: RecognizeOptions, own: Path) -> None:
        self._folder, self._engine, self._options, self._own = folder, StayingTesseract(engine), options, own

    def page(self, image: PageImage) -> RecognizedPage:
        """As :func:`read_page`."""
        return read_page(image, self._folder, self._own, self._engine, self._options)
