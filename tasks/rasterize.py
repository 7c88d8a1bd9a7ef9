"""Step 2, rasterize: the original becomes upright page pictures fit to be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect import task

from db.documents import set_media_type
from tasks.domain.errors import InputError
from tasks.scan.blocks import PageBlocks
from tasks.scan.limits import Limits
from tasks.scan.rasterize import PageImage, RasterOptions, numbered, rasterize_sheet
from tasks.scan.source import open_source
from tasks.scan.versions import scan_versions
from tasks.step import StepOutput, StepPlace, StepWork, is_retryable, map_pages, run_step

VERSION = 8


@dataclass(frozen=True, slots=True)
class Raster:
    """All page pictures of a document.

    Attributes:
        media_type: pdf, tiff, png or jpeg.
        pages: in order.
    """

    media_type: str
    pages: tuple[PageImage, ...]


@task(name="rasterize", retry_condition_fn=is_retryable, persist_result=False)
async def rasterize(place: StepPlace, limits: Limits, *, dpi: int | None, force_ocr: bool, tesseract: str) -> StepOutput[Raster]:
    """Render and prepare every page; a page whose embedded text is the page keeps that text. Two pages on one sheet become two.

    Raises:
        InputError: the file is empty, damaged, locked, too large, or of no known kind.
        RasterError: the renderer failed.
        MissingToolError: poppler is not installed.
    """
    options = RasterOptions(dpi=dpi, force_ocr=force_ocr, tesseract=tesseract)

    def compute(folder: Path) -> Raster:
        try:
            source = open_source(place.original, limits)
        except InputError as error:  # the store knows files by their hash; people know them by their name
            raise type(error)(error.message.replace(place.original.name, place.name), error.hint) from error
        set_media_type(place.database, place.document_id, source.kind)

        blocks = PageBlocks(source)

        def one(number: int) -> tuple[PageImage, ...]:
            return rasterize_sheet(source, number, folder, options, blocks)

        return Raster(source.kind, numbered(map_pages(place, "rasterize", one, range(1, source.page_count + 1))))

    parameters: dict[str, Any] = {
        "dpi": dpi,
        "force_ocr": force_ocr,
        "max_pages": limits.max_pages,
        "max_page_pixels": limits.max_page_pixels,
    }
    work = StepWork(
        "rasterize", VERSION, Raster, compute, lambda r: f"{len(r.pages)} pages of a {r.media_type}", parameters, scan_versions()
    )
    return await run_step(place, work)
