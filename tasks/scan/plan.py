"""How a page of a PDF is to be turned into pixels, decided without rendering anything."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pikepdf

from tasks.domain.errors import RasterError
from tasks.scan.bent import BENT_PDF
from tasks.scan.measure import Colour
from tasks.scan.pictures import pictures_of
from tasks.scan.sole_picture import SolePicture, find_sole_picture
from tasks.scan.source import SourceFile

# The copy without signing marks is only rendered; that its form is left behind does not matter.
warnings.filterwarnings("ignore", message=".*form widget annotation")
# Signing services print their banner into the top margin (Decree 30/2020/NĐ-CP: at least 20 mm); clerks however sign with a box
# that holds the number or the day, one line of text high, further down. Anything taller than a line is a seal or a signature.
_MARGIN_POINTS = 71.0
_LINE_POINTS = 36.0
# Pages that are one picture are taken at that picture's own resolution within these bounds, so that nothing is resampled twice.
_NATIVE_DPI = (72, 330)
DEFAULT_DPI = 300
# Annotations that put no ink on the page.
_INKLESS = frozenset({"/Link", "/Popup"})
_HIDDEN = 0b10 | 0b100000  # flags Hidden and NoView (ISO 32000-2, table 167)


@dataclass(frozen=True, slots=True)
class PagePlan:
    """How a page of a PDF is to be turned into pixels.

    Attributes:
        dpi: resolution of the page's own picture, or the default.
        pixels: that picture at ``dpi``, where it is all that is to be read; None where the page must be rendered.
        is_picture: one picture covers the page.
        bare: a copy of the page without banners, seals and signature pictures, None where people see just what is to be read.
    """

    dpi: int
    pixels: Colour | None
    is_picture: bool
    bare: Path | None


def plan_page(source: SourceFile, number: int, folder: Path) -> PagePlan:
    """Look at a PDF page without rendering it; writes the bare copy into ``folder`` where one is needed.

    Raises:
        RasterError: the page cannot be taken apart.
    """
    size = source.page_sizes[number - 1]
    try:
        with pikepdf.open(source.path, suppress_warnings=True) as pdf:
            page = pdf.pages[number - 1]
            annotations = list(page.obj.get("/Annots", []))
            marks = [i for i, a in enumerate(annotations) if _is_signing_mark(a, page)]
            inked = [i for i, a in enumerate(annotations) if i not in marks and _has_ink(a)]
            bare = _bare_copy(page, marks, folder / f"page-{number:04d}-bare.pdf") if marks else None
            sole = None if inked else find_sole_picture(page, size, source.limits.max_page_pixels)
            if sole is not None:
                return PagePlan(*_bounded(sole), is_picture=True, bare=bare)
            dpi, is_picture = _picture_dpi(page, size)
            return PagePlan(dpi, None, is_picture, bare)
    except (OSError, *BENT_PDF) as error:
        raise RasterError(f"Page {number} of {source.path.name} cannot be taken apart: {error}.") from error


def _bounded(sole: SolePicture) -> tuple[int, Colour]:
    """Resolution and pixels, averaged down where the scanner saw finer than is ever read."""
    if sole.dpi <= _NATIVE_DPI[1]:
        return round(sole.dpi), sole.pixels
    factor = DEFAULT_DPI / sole.dpi
    return DEFAULT_DPI, np.asarray(cv2.resize(sole.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _bare_copy(page: pikepdf.Page, marks: list[int], path: Path) -> Path:
    out = pikepdf.new()
    out.pages.append(page)
    annotations = out.pages[0].obj["/Annots"]
    for index in reversed(marks):
        del annotations[index]
    out.save(path)
    return path


def _is_signing_mark(annotation: pikepdf.Object, page: pikepdf.Page) -> bool:
    parent = annotation.get("/Parent")
    if annotation.get("/FT") != "/Sig" and (parent is None or parent.get("/FT") != "/Sig"):
        return False
    box = [float(v) for v in annotation.get("/Rect", [0, 0, 0, 0])]
    low, high = min(box[1], box[3]), max(box[1], box[3])
    return high - low > _LINE_POINTS or float(page.cropbox[3]) - low < _MARGIN_POINTS


def _has_ink(annotation: pikepdf.Object) -> bool:
    box = [float(v) for v in annotation.get("/Rect", [0, 0, 0, 0])]
    shown = not int(annotation.get("/F", 0)) & _HIDDEN and box[0] != box[2] and box[1] != box[3]
    return shown and str(annotation.get("/Subtype", "")) not in _INKLESS


def _picture_dpi(page: pikepdf.Page, size: tuple[float, float]) -> tuple[int, bool]:
    best = 0.0
    for image in pictures_of(page.resources):
        width, height = float(image.get("/Width", 0)), float(image.get("/Height", 0))
        if width < 1 or height < 1:
            continue
        across, down = width / size[0] * 72, height / size[1] * 72
        if 0.93 <= across / down <= 1.07 and across > best:
            best = across
    if not best:
        return DEFAULT_DPI, False
    return (round(best), True) if _NATIVE_DPI[0] <= best <= _NATIVE_DPI[1] else (DEFAULT_DPI, best >= _NATIVE_DPI[0])
