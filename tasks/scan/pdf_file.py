"""A PDF opened as far as it can be: strictly, mended, or by the renderer alone, which forgives more than a parser does."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

import pikepdf

from tasks.domain.errors import DamagedFileError, EncryptedPdfError, LimitExceededError, RasterError
from tasks.scan.attached import attached_names
from tasks.scan.bent import BENT_PDF
from tasks.scan.checks import check_count, check_pixels
from tasks.scan.limits import Limits
from tasks.scan.mended import (
    A4,
    drop_bent_crops,
    give_size,
    has_no_area,
    has_no_content,
    is_outside,
    lacks_content,
    mended_copy,
    needs_mending,
)
from tasks.scan.pictures import pictures_of
from tasks.scan.poppler import run_poppler

_POINTS_PER_INCH = 72.0
# The limit holds for a page at 300 dpi; a scanner may have seen it at 600.
_FINER = 4
# Large letters of a plan are still seen at this; a sheet that then has too many pixels is larger than 3 by 3 metres with the usual limit.
_COARSEST_DPI = 72
_PAGE_SIZE = re.compile(r"^Page\s+\d+ size:\s+([\d.]+) x ([\d.]+) pts", re.MULTILINE)
_PAGES = re.compile(r"^Pages:\s+(\d+)", re.MULTILINE)
# What the parser says of pages that it puts right.
_UNSIZED, _NO_LIST = "MediaBox is", "Annots is not an array"
_COPY_AGAIN = "Copy or scan it again."


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF that opened.

    Attributes:
        path: to work on: the file itself, or a mended copy in the temporary folder.
        sizes: of its pages, in points before /Rotate.
        is_signed: whether it carries a digital signature.
        attached: names of files inside.
        damage: what of it may be missing, for a person; "" where its pages are all there.
        is_drawn: only the renderer opens it, so that its pages are read as pictures.
        left_out: pages that ask for more than a limit allows, with the reason; never all of them.
    """

    path: Path
    sizes: tuple[tuple[float, float], ...]
    is_signed: bool = False
    attached: tuple[str, ...] = ()
    damage: str = ""
    is_drawn: bool = False
    left_out: Mapping[int, str] = field(default_factory=dict)


def open_pdf(path: Path, name: str, limits: Limits) -> PdfFile:
    """Open a PDF by whichever way leads to its pages.

    Raises:
        EncryptedPdfError: it opens only with a password.
        DamagedFileError: it is cut off within its pages, or nothing opens it.
        LimitExceededError: more pages than ``max_pages``, or every page larger than ``max_page_pixels``.
    """
    try:
        return _parsed(path, name, limits)
    except pikepdf.PasswordError as error:
        raise EncryptedPdfError(f"{name} opens only with a password.", "Save a copy without the password and ingest that.") from error
    except (LookupError, *BENT_PDF) as error:
        drawn = _drawn(path, name, limits)
        if drawn is None:
            raise _unreadable(path, name, error) from error
        return drawn


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF carries a digital signature (AcroForm /SigFlags bit 1)."""
    form = pdf.Root.get("/AcroForm")
    flags = form.get("/SigFlags", 0) if isinstance(form, pikepdf.Dictionary) else 0
    return isinstance(flags, int) and bool(flags & 1)


def _parsed(path: Path, name: str, limits: Limits) -> PdfFile:
    try:
        pdf, repaired = pikepdf.open(path, attempt_recovery=False, suppress_warnings=True), False
    except pikepdf.PasswordError:
        raise
    except pikepdf.PdfError:
        if _is_cut_within(path):
            raise DamagedFileError(f"{name} is cut off: its end is missing.", _COPY_AGAIN) from None
        pdf, repaired = pikepdf.open(path, suppress_warnings=True), True
    with pdf:
        declared, count = _declared(pdf), len(pdf.pages)
        said = " ".join(pdf.get_warnings())  # what the parser put right, in memory alone
        if count == 0:
            raise DamagedFileError(f"{name} has no pages.", _COPY_AGAIN)
        check_count(name, count, limits)
        is_unsized = _UNSIZED in said and give_size(pdf)
        is_uncropped = drop_bent_crops(pdf)
        sizes, left_out = _sizes(pdf, name, limits)
        facts = PdfFile(path, sizes, is_signed(pdf), _attached(pdf), left_out=left_out)
        lost = is_unsized or is_uncropped or any(needs_mending(page) for page in pdf.pages)
        if not repaired and declared == count and not lost and not said:
            return facts
        named, shown = _count_by_poppler(path, limits)
        there = max(declared, named)
        damage = f"its list of pages names {there}, {count} were found" if there > count else ""
        damage = damage or _lost_of_pages(pdf)
        damage = damage or ("what size a page has is not told, and A4 was taken" if is_unsized else "")
        damage = damage or ("what of a page is shown is not told, and all of it was read" if is_uncropped else "")
        damage = damage or ("notes or fields of a page are no list, and were left out" if _NO_LIST in said else "")
        damage = damage or ("its end is missing, and with it the index of its parts" if _lacks_its_end(path) else "")
        mended = path if shown == count and not lost else mended_copy(pdf)
        return replace(facts, path=mended, damage=damage)


def _sizes(pdf: pikepdf.Pdf, name: str, limits: Limits) -> tuple[tuple[tuple[float, float], ...], Mapping[int, str]]:
    """The size of each page, and the pages that ask for too much, with the reason; the others can be read without them.

    Raises:
        LimitExceededError: all of them do.
    """
    sizes: list[tuple[float, float]] = []
    left_out: dict[int, str] = {}
    for number, page in enumerate(pdf.pages, 1):
        try:
            sizes.append(_size(page, number, name, limits))
        except LimitExceededError as error:
            sizes.append(A4)
            left_out[number] = error.message
            if len(left_out) == len(pdf.pages):
                raise
    return tuple(sizes), left_out


def _lost_of_pages(pdf: pikepdf.Pdf) -> str:
    """What of the pages cannot be shown, "" where all of it can."""
    ways = (
        (has_no_content, "what stood on page {} is gone"),
        (lacks_content, "a part of page {} is gone"),
        (has_no_area, "page {} has no area"),
    )
    for is_lost, said in ways:
        numbers = [str(number) for number, page in enumerate(pdf.pages, 1) if is_lost(page)]
        if numbers:
            return said.format(", ".join(numbers))
    return ""


def _declared(pdf: pikepdf.Pdf) -> int:
    """How many pages the file says it has, 0 where it does not."""
    pages = pdf.Root.get("/Pages")
    count = pages.get("/Count") if isinstance(pages, pikepdf.Dictionary) else None
    return count if isinstance(count, int) else 0


def _size(page: pikepdf.Page, number: int, name: str, limits: Limits) -> tuple[float, float]:
    if has_no_area(page):
        return A4
    box = [float(v) for v in (page.mediabox if is_outside(page) else page.cropbox)]
    unit = float(page.obj.get("/UserUnit", 1))
    unit = unit if unit > 0 else 1.0
    width, height = abs(box[2] - box[0]) * unit, abs(box[3] - box[1]) * unit
    _check_size(name, number, width, height, limits)
    most = limits.max_page_pixels * _FINER
    # A renderer unpacks a picture whole, however small the page is; one that nobody scanned is refused.
    for picture in pictures_of(page.resources):
        across, down = float(picture.get("/Width", 0)), float(picture.get("/Height", 0))
        if across * down > most:
            raise LimitExceededError(
                f"Page {number} of {name} holds a picture of {across * down / 1e6:.0f} million pixels, more than {_FINER} times "
                f"max_page_pixels = {limits.max_page_pixels}.",
                "Scan it coarser, or raise the setting max_page_pixels.",
            )
    return width, height


def _check_size(name: str, number: int, width: float, height: float, limits: Limits) -> None:
    """A large sheet is rendered coarser; one that even then is too large has a size nobody prints."""
    check_pixels(name, number, width / _POINTS_PER_INCH * _COARSEST_DPI, height / _POINTS_PER_INCH * _COARSEST_DPI, limits)


def _attached(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Names of files inside; where their list is bent, one that nobody knows."""
    try:
        return attached_names(pdf)
    except BENT_PDF:
        return ("?",)


def without_front(path: Path, count: int) -> Path:
    """A copy without the first ``count`` bytes, from which on the places in its index are counted.

    Raises:
        OSError: it cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix="behind-", suffix=".pdf")
    with path.open("rb") as whole, os.fdopen(handle, "wb") as out:
        whole.seek(count)
        shutil.copyfileobj(whole, out)
    return Path(name)


def _drawn(path: Path, name: str, limits: Limits) -> PdfFile | None:
    """The pages that the renderer finds; None where it finds none either."""
    said = _asked(path, limits, "-f", "1", "-l", str(limits.max_pages + 1))
    every = [(float(width), float(height)) for width, height in _PAGE_SIZE.findall(said)]
    # Of a page that is named and not there, the renderer says that it has no area.
    sizes = tuple(takewhile(lambda size: min(size) >= 1, every))
    if not sizes or "Encrypted:       yes" in said:
        return None
    check_count(name, len(sizes), limits)
    for number, (width, height) in enumerate(sizes, 1):
        _check_size(name, number, width, height, limits)
    missing = f"; of {len(every)} pages {len(sizes)} were found" if len(every) > len(sizes) else ""
    return PdfFile(path, sizes, damage=f"its structure is broken, and its pages were read as pictures{missing}", is_drawn=True)


def _count_by_poppler(path: Path, limits: Limits) -> tuple[int, int]:
    """How many pages the renderer names, and how many of them it finds."""
    said = _asked(path, limits, "-f", "1", "-l", str(limits.max_pages + 1))
    named = _PAGES.search(said)
    return int(named[1]) if named else 0, sum(min(float(width), float(height)) >= 1 for width, height in _PAGE_SIZE.findall(said))


def _asked(path: Path, limits: Limits, *options: str) -> str:
    try:
        return run_poppler(["pdfinfo", *options, str(path)], "Asking for the pages", limits.rendering).stdout.decode(errors="replace")
    except RasterError:  # it broke over the file
        return ""


def _is_cut_within(path: Path) -> bool:
    """Whether the file ends within an object, so that something of its pages is missing."""
    data = path.read_bytes()
    whole, begun = data.rfind(b"endobj"), data.rfind(b" obj")
    return data.rfind(b"%%EOF") < max(whole, begun) and whole < begun


def _lacks_its_end(path: Path) -> bool:
    """Whether the file ends before its trailer: no %%EOF behind the last object."""
    data = path.read_bytes()
    return data.rfind(b"%%EOF") < data.rfind(b"endobj")


def _unreadable(path: Path, name: str, error: Exception) -> DamagedFileError | EncryptedPdfError:
    said = re.sub(r"^[\s:]*\([^)]*\)", "", str(error).replace(str(path), "")).strip(" :")
    if "encrypt" in said:
        return EncryptedPdfError(f"{name} is locked in a way that is not known ({said}).", "Save a copy without protection.")
    if _lacks_its_end(path):
        return DamagedFileError(f"{name} is cut off: its end is missing.", _COPY_AGAIN)
    return DamagedFileError(f"{name} is damaged beyond reading: its pages cannot be found ({said}).", _COPY_AGAIN)
