"""From a page of a file to its pixels, by poppler or Pillow, within bounds."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pikepdf
from pdf2image import convert_from_path
from pdf2image.exceptions import PDFInfoNotInstalledError, PDFPageCountError, PDFPopplerTimeoutError, PDFSyntaxError
from PIL import Image

from tasks.domain.errors import MissingToolError, RasterError
from tasks.scan.measure import Colour
from tasks.scan.source import SourceFile, open_picture, picture_errors

# The copy without signing marks is only rendered; that its form is left behind does not matter.
warnings.filterwarnings("ignore", message=".*form widget annotation")
# A4 in inches: what a picture without a stated resolution is taken to show.
_A4_INCHES = (8.27, 11.69)
_LIKELY_DPI = (60, 1300)
# Signing services print their banner into the top margin (Decree 30/2020/NĐ-CP: at least 20 mm); clerks however sign with a box
# that holds the number or the day, one line of text high, further down. Anything taller than a line is a seal or a signature.
_MARGIN_POINTS = 71.0
_LINE_POINTS = 36.0
# Pages that are one picture are rendered at that picture's own resolution within these bounds, so that nothing is resampled twice.
_NATIVE_DPI = (72, 330)
_DEFAULT_DPI = 300


@dataclass(frozen=True, slots=True)
class PagePlan:
    """How a page of a PDF is to be rendered.

    Attributes:
        dpi: resolution of the page's own picture, or the default.
        is_picture: one picture covers the page.
        bare: a copy of the page without banners, seals and signature pictures, None where it has none.
    """

    dpi: int
    is_picture: bool
    bare: Path | None


def plan_page(source: SourceFile, number: int, folder: Path) -> PagePlan:
    """Look at a PDF page without rendering it; writes the bare copy into ``folder`` where one is needed.

    Raises:
        RasterError: the page cannot be taken apart.
    """
    try:
        with pikepdf.open(source.path, suppress_warnings=True) as pdf:
            page = pdf.pages[number - 1]
            dpi, is_picture = _picture_dpi(page, source.page_sizes[number - 1])
            signatures = [i for i, a in enumerate(page.obj.get("/Annots", [])) if _is_signing_mark(a, page)]
            if not signatures:
                return PagePlan(dpi, is_picture, None)
            out = pikepdf.new()
            out.pages.append(page)
            annotations = out.pages[0].obj["/Annots"]
            for index in reversed(signatures):
                del annotations[index]
            bare = folder / f"page-{number:04d}-bare.pdf"
            out.save(bare)
            return PagePlan(dpi, is_picture, bare)
    except (pikepdf.PdfError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise RasterError(f"Page {number} of {source.path.name} cannot be taken apart: {error}.") from error


def _is_signing_mark(annotation: pikepdf.Object, page: pikepdf.Page) -> bool:
    parent = annotation.get("/Parent")
    if annotation.get("/FT") != "/Sig" and (parent is None or parent.get("/FT") != "/Sig"):
        return False
    box = [float(v) for v in annotation.get("/Rect", [0, 0, 0, 0])]
    low, high = min(box[1], box[3]), max(box[1], box[3])
    return high - low > _LINE_POINTS or float(page.cropbox[3]) - low < _MARGIN_POINTS


def _picture_dpi(page: pikepdf.Page, size: tuple[float, float]) -> tuple[int, bool]:
    best = 0.0
    for image in _pictures(page.resources, depth=2):
        width, height = float(image.get("/Width", 0)), float(image.get("/Height", 0))
        if width < 1 or height < 1:
            continue
        across, down = width / size[0] * 72, height / size[1] * 72
        if 0.93 <= across / down <= 1.07 and across > best:
            best = across
    if not best:
        return _DEFAULT_DPI, False
    return (round(best), True) if _NATIVE_DPI[0] <= best <= _NATIVE_DPI[1] else (_DEFAULT_DPI, best >= _NATIVE_DPI[0])


def _pictures(resources: pikepdf.Object, depth: int) -> Iterator[pikepdf.Object]:
    """Pictures of a page, also those inside forms, which is where signing services put the page they wrap."""
    for thing in resources.get("/XObject", pikepdf.Dictionary()).values():
        if thing.get("/Subtype") == "/Image":
            yield thing
        elif depth and "/Resources" in thing:
            yield from _pictures(thing["/Resources"], depth - 1)


def render_pdf(path: Path, number: int, dpi: int, seconds: float) -> Colour:
    """One page of a PDF as RGB pixels.

    Raises:
        RasterError: poppler died, or took longer than ``seconds`` and was ended.
        MissingToolError: poppler is not installed.
    """
    try:
        pages = convert_from_path(path, dpi=dpi, first_page=number, last_page=number, use_cropbox=True, timeout=max(1, round(seconds)))
    except PDFInfoNotInstalledError as error:
        raise MissingToolError("pdftoppm is not installed.", "Install the package poppler-utils.") from error
    except PDFPopplerTimeoutError as error:
        raise RasterError(f"Rendering page {number} took longer than {seconds:.0f} s.", "Raise the setting render_seconds.") from error
    except (PDFPageCountError, PDFSyntaxError, OSError, ValueError) as error:
        raise RasterError(f"Page {number} cannot be rendered: {error}.") from error
    if not pages:
        raise RasterError(f"Page {number} cannot be rendered: poppler gave no picture.")
    return np.asarray(pages[0].convert("RGB"))


def render_picture(source: SourceFile, number: int) -> tuple[Colour, int]:
    """One page of a TIFF, PNG or JPEG as RGB pixels, and its resolution in dpi.

    Where the file states none that is likely, an A4 page is assumed. Pixels that are not square (fax) are made so.

    Raises:
        DamagedFileError: it cannot be decoded.
    """
    with picture_errors(source.path), open_picture(source.path) as image:
        image.seek(number - 1)
        across, down = _stated_dpi(image)
        frame = image.convert("RGBA") if image.mode in {"LA", "PA", "P", "RGBA"} else image.convert("RGB")
        orientation = image.getexif().get(0x0112, 1)
        if frame.mode == "RGBA":
            paper = Image.new("RGBA", frame.size, (255, 255, 255, 255))
            frame = Image.alpha_composite(paper, frame).convert("RGB")
        pixels = np.asarray(frame)
    if across != down:
        pixels = np.asarray(cv2.resize(pixels, (round(pixels.shape[1] * down / across), pixels.shape[0]), interpolation=cv2.INTER_AREA))
    turns = {3: 2, 6: 3, 8: 1}.get(orientation, 0)
    return np.ascontiguousarray(np.rot90(pixels, turns)), round(down)


def _stated_dpi(image: Image.Image) -> tuple[float, float]:
    stated = image.info.get("dpi")
    if stated:
        with suppress(TypeError, ValueError, ZeroDivisionError):
            across, down = float(stated[0]), float(stated[1])
            plausible = all(_LIKELY_DPI[0] <= v <= _LIKELY_DPI[1] for v in (across, down))
            # 72 and 96 are what software writes when nobody knows; believed only where the page is then of a likely size.
            if plausible and 4 <= image.width / across <= 40:
                return (across, down) if abs(across - down) > 2 else (down, down)
    short, long = sorted(image.size)
    guess = min(max(min(short / _A4_INCHES[0], long / _A4_INCHES[1]), float(_LIKELY_DPI[0])), float(_LIKELY_DPI[1]))
    return guess, guess
