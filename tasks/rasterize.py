"""Step 2, rasterize: the original becomes upright page pictures fit to be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db.reading.documents import set_media_type
from tasks.scan.limits import Limits
from tasks.scan.rasterize import PageImage, RasterOptions, check_shown, numbered
from tasks.scan.reader import Opened
from tasks.scan.versions import scan_versions
from tasks.sheets import sheet_of, sheet_reader
from tasks.step import StepOutput, StepPlace, StepWork, map_pages, run_step, step

VERSION = 15
# Left beside the pictures of a PDF that holds files: the pages of a large one take long to read for that alone.
_HOLDS_FILES = "holds-files"


@dataclass(frozen=True, slots=True)
class Raster:
    """All page pictures of a document.

    Attributes:
        media_type: pdf, tiff, png or jpeg.
        pages: in order.
    """

    media_type: str
    pages: tuple[PageImage, ...]


def holds_files(work: Path, pages: StepOutput[Raster]) -> bool:
    """Whether a file whose pages were made has files attached."""
    return (work / pages.key.folder / _HOLDS_FILES).is_file()


@step("rasterize")
async def rasterize(place: StepPlace, limits: Limits, *, dpi: int | None, force_ocr: bool, tesseract: str) -> StepOutput[Raster]:
    """Render and prepare every page; a page whose embedded text is the page keeps that text. Two pages on one sheet become two.

    Raises:
        InputError: the file is empty, damaged, locked, too large, or of no known kind, or a library broke over it.
        RasterError: the renderer failed, or the process that took the file apart did.
        MissingToolError: poppler is not installed.
    """
    options = RasterOptions(dpi=dpi, force_ocr=force_ocr, tesseract=tesseract)

    def compute(folder: Path) -> Raster:
        with sheet_reader(
            place.original, place.name, folder, options=options, limits=limits, budget=place.budget, at_once=place.workers
        ) as reader:
            opened = reader.call(Opened, "opened")
            if place.document_id:
                set_media_type(place.database, place.document_id, opened.kind)
            if opened.attached:
                (folder / _HOLDS_FILES).touch()

            def one(number: int) -> tuple[PageImage, ...]:
                return sheet_of(reader, number, folder, limits)

            pages = numbered(map_pages(place, "rasterize", one, range(1, opened.page_count + 1)))
            check_shown(pages, place.name)
            return Raster(opened.kind, pages)

    parameters: dict[str, Any] = {
        "dpi": dpi,
        "force_ocr": force_ocr,
        "max_pages": limits.max_pages,
        "max_page_pixels": limits.max_page_pixels,
    }
    work = StepWork(
        "rasterize",
        VERSION,
        Raster,
        compute,
        lambda r: f"{len(r.pages)} pages of a {r.media_type}",
        parameters,
        scan_versions(),
        taken_over=lambda r: set_media_type(place.database, place.document_id, r.media_type),
    )
    return await run_step(place, work)
