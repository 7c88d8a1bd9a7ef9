"""The pages of one document as a confined process reads them."""

from __future__ import annotations

from pathlib import Path

from tasks.domain.page import RecognizedPage
from tasks.ocr.recognize import RecognizeOptions, recognize_page
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
    """

    def __init__(self, folder: Path, engine: TesseractEngine, options: RecognizeOptions) -> None:
        self._folder, self._engine, self._options = folder, StayingTesseract(engine), options

    def page(self, image: PageImage) -> RecognizedPage:
        """As :func:`recognize_page`."""
        return recognize_page(image, self._folder, self._engine, self._options)
