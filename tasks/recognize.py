"""Step 3, recognize: page pictures become words with place and confidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tasks.apart import ROOM, terms_of
from tasks.domain.page import PageSource, RecognizedPage
from tasks.ocr.reader import PageReader
from tasks.ocr.recognize import RecognizeOptions, order_lines
from tasks.ocr.tesseract import TesseractEngine
from tasks.rasterize import Raster
from tasks.restore.channel import load_channel
from tasks.restore.layers import Layer, restore_layers
from tasks.scan.limits import Limits
from tasks.scan.rasterize import PageImage
from tasks.sheets import plain_file
from tasks.step import StepOutput, StepPlace, StepWork, map_pages, run_step, step
from tasks.text.model import load_model, model_version

VERSION = 14


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


@step("recognize")
async def recognize(
    place: StepPlace, raster: StepOutput[Raster], limits: Limits, *, types: tuple[str, ...], tesseract: str, language: str, psm: int | None
) -> StepOutput[Recognition]:
    """Read every page, two-column heads and feet in order; where a picture reads poorly, the text layer under it may be restored instead.

    Raises:
        RecognitionError: Tesseract crashed, hung or printed rubbish.
        MissingToolError: Tesseract or its language model is not installed.
    """
    engine = TesseractEngine(tesseract, language, limits.memory_bytes, limits.output_bytes, limits.open_files)
    options = RecognizeOptions(psm=psm, seconds=limits.ocr_seconds)
    images = place.work / raster.key.folder

    def compute(folder: Path) -> Recognition:
        pages = raster.read(place.work).pages

        terms = terms_of(limits, place.workers, reads=(images,), writes=(folder,), programs=(tesseract,))
        with ROOM.confined(terms, place.name, place.budget, PageReader, images.absolute(), engine, options, folder.absolute()) as reader:

            def one(index: int) -> RecognizedPage:
                page: RecognizedPage = reader.call(RecognizedPage, "page", pages[index])
                picture = plain_file(page.picture, page.number, folder) if page.turned else pages[index].colour
                return replace(page, number=pages[index].number, picture=picture)

            read = map_pages(place, "recognize", one, range(len(pages)))
        return Recognition(with_layers(read, pages, types))

    tools = engine.versions() | {"syllable model": model_version(), "restoration table": load_channel().version}
    parameters = {"psm": psm, "language": language, "types": list(types)}
    work = StepWork("recognize", VERSION, Recognition, compute, summarize, parameters, tools, raster.key.digest)
    return await run_step(place, work)


def with_layers(read: tuple[RecognizedPage, ...], images: Sequence[PageImage], types: tuple[str, ...]) -> tuple[RecognizedPage, ...]:
    """The pages as read; those whose picture reads poorly with the restored text layer where that is likelier right."""
    # Of a page that was turned since, the layer lies the other way.
    turned = {page.number for page in read if page.turned}
    layers = {i.number: Layer(order_lines(i.layer, i.width, i.height, i.dpi)) for i in images if i.layer and i.number not in turned}
    return restore_layers(read, layers, load_model(), load_channel(), types) if layers else read
