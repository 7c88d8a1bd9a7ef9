"""A page of a file as pixels that are to be read, at the lowest cost that serves."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tasks.domain.page import Line
from tasks.scan.embedded import EmbeddedText, embedded_text, fault_of
from tasks.scan.measure import Colour
from tasks.scan.plan import PagePlan, plan_page
from tasks.scan.render import render_pdf, render_picture
from tasks.scan.source import SourceFile

# Enough to see whether text covers the ink and for people to read the page; a fifth of the time of 300 dpi.
_COARSE_DPI = 110


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pixels of a page as it lies in the file.

    Attributes:
        rgb: what is to be read: without signing banners, seals and signature pictures that are annotations.
        dpi: of ``rgb``; pixels are square.
        lines: embedded text, boxes in pixels of ``rgb``.
        is_picture: one picture covers the page.
        stamped: renders the page with its signing marks, as people see it, at a resolution; None where ``rgb`` shows all.
    """

    rgb: Colour
    dpi: int
    lines: tuple[Line, ...] = ()
    is_picture: bool = True
    stamped: Callable[[int], Colour] | None = None


def sheets(source: SourceFile, number: int, folder: Path, *, force_ocr: bool) -> Generator[Sheet]:
    """The page ``number`` (1-based); where its text may be the page, a coarse sheet to decide on comes first, the fine one behind it.

    Args:
        source: the file.
        number: of the page.
        folder: for temporary files, which are gone when the iterator is closed.
        force_ocr: the text does not matter.

    Raises:
        RasterError: the renderer failed.
        MissingToolError: poppler is not installed.
        DamagedFileError: a picture file cannot be decoded.
    """
    if source.kind != "pdf":
        rgb, dpi = render_picture(source, number)
        yield Sheet(rgb, dpi)
        return
    plan = plan_page(source, number, folder)
    try:
        yield from _of_pdf(source, number, plan, force_ocr=force_ocr)
    finally:
        if plan.bare:
            plan.bare.unlink(missing_ok=True)


def _of_pdf(source: SourceFile, number: int, plan: PagePlan, *, force_ocr: bool) -> Generator[Sheet]:
    seconds = source.limits.render_seconds
    path, page = (plan.bare, 1) if plan.bare else (source.path, number)
    text = EmbeddedText("") if force_ocr else embedded_text(path, page, seconds)
    stamped = partial(render_pdf, source.path, number, seconds=seconds) if plan.bare else None
    if plan.pixels is None and not fault_of(text.words, over_picture=plan.is_picture):
        coarse = render_pdf(path, page, _COARSE_DPI, seconds)
        yield Sheet(coarse, _COARSE_DPI, text.lines(_COARSE_DPI), plan.is_picture, stamped)
    rgb = render_pdf(path, page, plan.dpi, seconds) if plan.pixels is None else plan.pixels
    yield Sheet(rgb, plan.dpi, text.lines(plan.dpi), plan.is_picture, stamped)
