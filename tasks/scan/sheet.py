"""A page of a file as pixels that are to be read, at the lowest cost that serves."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tasks.domain.page import Line
from tasks.scan.blocks import COARSE_DPI, PageBlocks
from tasks.scan.embedded import EmbeddedText, embedded_text, fault_of
from tasks.scan.field_texts import FieldText, lost_texts
from tasks.scan.measure import Colour
from tasks.scan.plan import PagePlan, plan_page
from tasks.scan.process import Bounds
from tasks.scan.render import Rendered, render_pdf, render_picture, white
from tasks.scan.source import SourceFile


@dataclass(frozen=True, slots=True)
class Sheet:
    """Pixels of a page as it lies in the file.

    Attributes:
        rgb: what is to be read: without signing banners, seals and signature pictures that are annotations.
        dpi: of ``rgb``; pixels are square.
        lines: embedded text, boxes in pixels of ``rgb``.
        is_picture: one picture covers the page.
        fault: why the embedded text is none of a Vietnamese page; "" where it may be one.
        stamped: renders the page with its signing marks, as people see it, at a resolution; None where ``rgb`` shows all.
        complaint: what a decoder said of missing or wrong data of the page, "" where none did.
        hidden: words of the text layer that the page does not show.
        covered: words of the text layer that lie under something through which nobody reads them.
        damage: what of the file may be missing, told with its first page.
        is_dark: most of the page is dark, and was not understood as a negative.
        left_out: why the page is not looked at, "" where it is.
        bent: why the page had to be left to the renderer, "" where it was taken apart.
        lost: texts of form fields and notes that are not drawn with all of their letters.
    """

    rgb: Colour
    dpi: int
    lines: tuple[Line, ...] = ()
    is_picture: bool = True
    fault: str = "no embedded text"
    stamped: Callable[[int], Colour] | None = None
    complaint: str = ""
    hidden: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()
    left_out: str = ""
    bent: str = ""
    damage: str = ""
    is_dark: bool = False
    lost: tuple[FieldText, ...] = ()


def sheets(source: SourceFile, number: int, folder: Path, blocks: PageBlocks, *, force_ocr: bool) -> Generator[Sheet]:
    """The page ``number`` (1-based); where its text may be the page, a coarse sheet to decide on comes first, the fine one behind it.

    Args:
        source: the file.
        number: of the page.
        folder: for temporary files, which are gone when the iterator is closed.
        blocks: texts and coarse pictures of the file's pages.
        force_ocr: the text does not matter.

    Raises:
        RasterError: the renderer failed.
        MissingToolError: poppler is not installed.
        DamagedFileError: a picture file cannot be decoded.
    """
    if number in source.left_out:
        yield Sheet(white(COARSE_DPI), COARSE_DPI, left_out=source.left_out[number])
        return
    if source.kind != "pdf":
        picture, dpi = render_picture(source, number)
        yield Sheet(picture.pixels, dpi, complaint=picture.complaint)
        return
    plan = plan_page(source, number, folder)
    try:
        yield from _of_pdf(source, number, plan, blocks, force_ocr=force_ocr)
    finally:
        if plan.bare:
            plan.bare.unlink(missing_ok=True)


def _of_pdf(source: SourceFile, number: int, plan: PagePlan, blocks: PageBlocks, *, force_ocr: bool) -> Generator[Sheet]:
    bounds = source.limits.rendering
    path, page = (plan.bare, 1) if plan.bare else (source.path, number)
    text = EmbeddedText()
    if not force_ocr and not source.is_drawn:
        text = embedded_text(path, page, bounds) if plan.bare else blocks.text(number)
    fault = plan.fault or fault_of(text.words, over_picture=plan.is_picture)
    damage = source.damage if number == 1 else ""
    lost = lost_texts(plan.fields, text.words)
    known = partial(Sheet, is_picture=plan.is_picture, bent=plan.bent, damage=damage, lost=lost)
    stamped = partial(_pixels, source.path, number, bounds=bounds) if plan.bare else None
    if plan.pixels is None and not fault:
        dpi = min(COARSE_DPI, plan.dpi)
        coarse = blocks.picture(number) if dpi == COARSE_DPI and not plan.bare else render_pdf(path, page, dpi, bounds)
        complaint = plan.complaint or coarse.complaint
        yield known(coarse.pixels, dpi, text.lines(dpi), fault=fault, stamped=stamped, complaint=complaint)
    fine = render_pdf(path, page, plan.dpi, bounds) if plan.pixels is None else Rendered(plan.pixels)
    complaint = plan.complaint or fine.complaint
    yield known(fine.pixels, plan.dpi, text.lines(plan.dpi), fault=fault, stamped=stamped, complaint=complaint)


def _pixels(path: Path, number: int, dpi: int, bounds: Bounds) -> Colour:
    return render_pdf(path, number, dpi, bounds).pixels
