"""How a page of a PDF is to be turned into pixels, decided without rendering anything."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pikepdf

from tasks.domain.errors import RasterError
from tasks.scan.aslant import leave_out_aslant, shows_text_aslant
from tasks.scan.bent import BENT_PDF
from tasks.scan.field_texts import FieldText, undrawn_texts, wants_redrawing
from tasks.scan.limits import Limits
from tasks.scan.measure import Colour
from tasks.scan.pictures import drawn_pictures, pictures_of
from tasks.scan.replaced import fault_of_replaced
from tasks.scan.sole_picture import SolePicture, find_sole_picture
from tasks.scan.source import SourceFile
from tasks.scan.unpacked import is_damaged
from tasks.scan.whole_pictures import picture_fault

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
        bare: a copy of the page without banners, seals, watermarks and slanted text, None where people see just what is to be read.
        complaint: what speaks of missing or wrong data in its pictures, "" for nothing.
        bent: why the page could not be taken apart and is left to the renderer, "" where it was.
        fault: why its text layer need not be what people see, "" where nothing says so.
        fields: texts of form fields and notes that may not be drawn with all of their letters.
    """

    dpi: int
    pixels: Colour | None
    is_picture: bool
    bare: Path | None
    complaint: str = ""
    bent: str = ""
    fault: str = ""
    fields: tuple[FieldText, ...] = ()


def plan_page(source: SourceFile, number: int, folder: Path) -> PagePlan:
    """Look at a PDF page without rendering it; writes the bare copy into ``folder`` where one is needed.

    A page that cannot be taken apart is left to the renderer, which is less strict.

    Raises:
        RasterError: the file cannot be read.
    """
    size = source.page_sizes[number - 1]
    if source.is_drawn:
        return PagePlan(_within(DEFAULT_DPI, size, source.limits), None, is_picture=False, bare=None)
    try:
        with pikepdf.open(source.path, suppress_warnings=True) as pdf:
            page = pdf.pages[number - 1]
            annotations = _annotations(page)
            marks = [i for i, a in enumerate(annotations) if a is not None and _is_no_text(a, page)]
            inked = [i for i, a in enumerate(annotations) if a is not None and i not in marks and _has_ink(a)]
            aslant = shows_text_aslant(page)
            bare = _bare_copy(page, marks, folder / f"page-{number:04d}-bare.pdf", level=aslant) if marks or aslant else None
            complaint = _complaint(page)
            fields = undrawn_texts(annotations, redrawn=wants_redrawing(pdf))
            sole = None if inked else find_sole_picture(page, size, source.limits.max_page_pixels)
            if sole is not None:
                return PagePlan(*_bounded(sole), is_picture=True, bare=bare, complaint=complaint or sole.complaint, fields=fields)
            dpi, is_picture = _picture_dpi(page, size)
            fault = fault_of_replaced(page)
            return PagePlan(_within(dpi, size, source.limits), None, is_picture, bare, complaint, fault=fault, fields=fields)
    except OSError as error:
        raise RasterError(f"Page {number} of {source.name} cannot be taken apart: {error.strerror or type(error).__name__}.") from error
    except BENT_PDF as error:
        dpi = _within(DEFAULT_DPI, size, source.limits)
        return PagePlan(dpi, None, is_picture=False, bare=None, bent=str(error).replace(str(source.path), source.name))


def _annotations(page: pikepdf.Page) -> list[pikepdf.Object | None]:
    """The page's annotations; what an editor deleted leaves a null, which every viewer skips (ISO 32000-2, 7.3.9)."""
    found = page.obj.get("/Annots")
    entries = list(found) if isinstance(found, pikepdf.Array) else []
    return [a if isinstance(a, pikepdf.Dictionary) else None for a in entries]


def _complaint(page: pikepdf.Page) -> str:
    """What speaks of missing or wrong data in a page's content or in the pictures that it draws, "" for nothing."""
    contents = page.obj.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [] if contents is None else [contents]
    if any(is_damaged(part) for part in parts):
        return "the packed content of the page is damaged"
    return next(filter(None, map(picture_fault, drawn_pictures(page))), "")


def _within(dpi: int, size: tuple[float, float], limits: Limits) -> int:
    """The resolution, or the finest at which a large sheet (a plan behind a notice) keeps to the limit of pixels."""
    inches = size[0] / 72 * size[1] / 72
    return min(dpi, max(1, int((limits.max_page_pixels / inches) ** 0.5)))


def _bounded(sole: SolePicture) -> tuple[int, Colour]:
    """Resolution and pixels, averaged down where the scanner saw finer than is ever read."""
    if sole.dpi <= _NATIVE_DPI[1]:
        return round(sole.dpi), sole.pixels
    factor = DEFAULT_DPI / sole.dpi
    return DEFAULT_DPI, np.asarray(cv2.resize(sole.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)


def _bare_copy(page: pikepdf.Page, marks: list[int], path: Path, *, level: bool) -> Path:
    out = pikepdf.new()
    out.pages.append(page)
    for index in reversed(marks):
        del out.pages[0].obj["/Annots"][index]
    if level:
        leave_out_aslant(out, out.pages[0])
    out.save(path)
    return path


def _is_no_text(annotation: pikepdf.Object, page: pikepdf.Page) -> bool:
    """Whether an annotation is a mark of signing or a watermark, which belong to no line of the notice."""
    return annotation.get("/Subtype") == "/Watermark" or _is_signing_mark(annotation, page)


def _is_signing_mark(annotation: pikepdf.Object, page: pikepdf.Page) -> bool:
    parent = annotation.get("/Parent")
    if annotation.get("/FT") != "/Sig" and (parent is None or parent.get("/FT") != "/Sig"):
        return False
    box = _rectangle(annotation)
    low, high = min(box[1], box[3]), max(box[1], box[3])
    return high - low > _LINE_POINTS or float(page.cropbox[3]) - low < _MARGIN_POINTS


def _has_ink(annotation: pikepdf.Object) -> bool:
    box = _rectangle(annotation)
    shown = not int(annotation.get("/F", 0)) & _HIDDEN and box[0] != box[2] and box[1] != box[3]
    return shown and str(annotation.get("/Subtype", "")) not in _INKLESS


def _rectangle(annotation: pikepdf.Object) -> list[float]:
    """Where an annotation lies; nowhere where its rectangle is missing or has not four numbers."""
    box = annotation.get("/Rect")
    numbers = [float(v) for v in box] if isinstance(box, pikepdf.Array) else []
    return numbers if len(numbers) == len("xyXY") else [0.0, 0.0, 0.0, 0.0]


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
