"""Step 3, recognize: page pictures become words with place and confidence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from prefect import task

from tasks.domain.page import PageSource, RecognizedPage
from tasks.ocr.recognize import RecognizeOptions, recognize_page
from tasks.ocr.tesseract import TesseractEngine
from tasks.rasterize import Raster
from tasks.scan.limits import Limits
from tasks.step import StepOutput, StepPlace, StepWork, is_retryable, map_pages, run_step

VERSION = 4


@dataclass(frozen=True, slots=True)
class Recognition:
    """All pages of a document as read."""

    pages: tuple[RecognizedPage, ...]


def summarize(recognition: Recognition) -> str:
    """Pages, words and mean confidence in one line."""
    pages = recognition.pages
    words = sum(len(line.words) for page in pages for line in page.lines)
    read = [p for p in pages if p.source is PageSource.OCR]
    mean = sum(p.mean_confidence for p in read) / len(read) if read else 100.0
    return f"{words:,} words on {len(pages)} pages ({len(read)} read by OCR, mean confidence {mean:.0f})"


@task(name="recognize", retry_condition_fn=is_retryable, persist_result=False)
async def recognize(
    place: StepPlace, raster: StepOutput[Raster], limits: Limits, *, tesseract: str, language: str, psm: int | None
) -> StepOutput[Recognition]:
    """Read every page, two-column heads and feet in order.

    Raises:
        RecognitionError: Tesseract crashed, hung or printed rubbish.
        MissingToolError: Tesseract or its language model is not installed.
    """
    engine = TesseractEngine(tesseract, language, limits.memory_bytes, limits.output_bytes, limits.open_files)
    options = RecognizeOptions(psm=psm, seconds=limits.ocr_seconds)
    images = place.work / raster.key.folder

    def compute(_folder: Path) -> Recognition:
        pages = raster.read(place.work).pages

        def one(index: int) -> RecognizedPage:
            return recognize_page(pages[index], images, engine, options)

        return Recognition(map_pages(place, "recognize", one, range(len(pages))))

    parameters = {"psm": psm, "language": language}
    work = StepWork("recognize", VERSION, Recognition, compute, summarize, parameters, engine.versions(), raster.key.digest)
    return await run_step(place, work)
