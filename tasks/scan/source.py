"""What a file is, by its content, and whether it can be worked on at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pikepdf
from PIL import Image, UnidentifiedImageError

from tasks.domain.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedPdfError,
    LimitExceededError,
    UnsupportedFileError,
    VanishedFileError,
)
from tasks.scan.attached import attached_names
from tasks.scan.bent import BENT_PDF
from tasks.scan.foreign import foreign_kind
from tasks.scan.limits import Limits
from tasks.scan.picture_ends import end_of_jpeg, end_of_png
from tasks.scan.pictures import pictures_of

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
)
# ISO 32000-2, 7.5.2 note: readers accept the header within the first 1024 bytes.
PDF_HEADER_WITHIN = 1024
_POINTS_PER_INCH = 72.0
# The limit holds for a page at 300 dpi; a scanner may have seen it at 600.
_FINER = 4
# Letters of a plan are still seen at this; a sheet that then has too many pixels is larger than 2 by 2 metres with the usual limit.
_COARSEST_DPI = 100


class Named(Protocol):
    """What has a name for people."""

    @property
    def name(self) -> str:
        """The name."""


@dataclass(frozen=True, slots=True)
class _File:
    """A file and how people call it."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that opened.

    Attributes:
        path: of the file; it is only read.
        name: of it, for people: the store knows files by their hash.
        kind: "pdf", "tiff", "png" or "jpeg".
        page_count: at least 1.
        page_sizes: width and height of each page, in points for a PDF (before /Rotate), else in pixels.
        is_signed: whether a PDF carries a digital signature (AcroForm /SigFlags bit 1).
        was_repaired: whether a PDF's index was broken and had to be rebuilt.
        limits: that it was opened under.
        attached: names of files inside a PDF.
    """

    path: Path
    name: str
    kind: str
    page_count: int
    page_sizes: tuple[tuple[float, float], ...]
    is_signed: bool
    was_repaired: bool
    limits: Limits
    attached: tuple[str, ...] = ()


def open_source(path: Path, limits: Limits, name: str = "") -> SourceFile:
    """Recognise a file by its content and read what is needed to render it, without rendering anything.

    Args:
        path: of the file.
        limits: that it must keep.
        name: of it, for messages; "" for that of the path.

    Raises:
        VanishedFileError: it cannot be read.
        EmptyFileError: it has no bytes.
        UnsupportedFileError: neither a PDF nor a TIFF, PNG or JPEG.
        EncryptedPdfError: it opens only with a user password.
        DamagedFileError: it is cut off or broken.
        LimitExceededError: more pages than ``max_pages``, or a page larger than ``max_page_pixels``.
    """
    name = name or path.name
    file = _File(path, name)
    try:
        with path.open("rb") as stream:
            start = stream.read(PDF_HEADER_WITHIN + 8)
    except OSError as error:
        raise VanishedFileError(f"{name} cannot be read: {error.strerror}.", "Check that it is still there and readable.") from error
    if not start:
        raise EmptyFileError(f"{name} is empty.", "Scan or copy it again.")
    for signature, kind in SIGNATURES:
        if start.startswith(signature):
            return _open_picture(file, kind, limits)
    # What says at its start that it is something else is no PDF even where "%PDF-" stands in it.
    foreign = foreign_kind(start)
    if foreign is not None:
        raise UnsupportedFileError(f"{name} is {foreign.what}.", foreign.hint)
    if b"%PDF-" in start:
        return _open_pdf(file, limits)
    raise UnsupportedFileError(
        f"{name} is neither a PDF nor a TIFF, PNG or JPEG picture.", "Save it as PDF; names are not looked at, only the content."
    )


def _open_pdf(file: _File, limits: Limits) -> SourceFile:
    repaired = False
    try:
        try:
            pdf = pikepdf.open(file.path, attempt_recovery=False, suppress_warnings=True)
        except pikepdf.PasswordError:
            raise
        except pikepdf.PdfError:
            if _is_cut_off(file.path):
                raise DamagedFileError(f"{file.name} is cut off: its end is missing.", "Copy or scan it again.") from None
            repaired = True
            pdf = pikepdf.open(file.path, suppress_warnings=True)
        with pdf:
            return _describe_pdf(file, pdf, limits, repaired=repaired)
    except pikepdf.PasswordError as error:
        raise EncryptedPdfError(f"{file.name} opens only with a password.", "Save a copy without the password and ingest that.") from error
    except (LookupError, *BENT_PDF) as error:
        raise DamagedFileError(f"{file.name} is no readable PDF: {error}.", "Copy or scan it again.") from error


def _describe_pdf(file: _File, pdf: pikepdf.Pdf, limits: Limits, *, repaired: bool) -> SourceFile:
    count = len(pdf.pages)
    if count == 0:
        raise DamagedFileError(f"{file.name} has no pages.", "Copy or scan it again.")
    _check_count(file, count, limits)
    sizes = []
    for number, page in enumerate(pdf.pages, 1):
        box = [float(v) for v in page.cropbox]
        unit = float(page.obj.get("/UserUnit", 1))
        width, height = abs(box[2] - box[0]) * unit, abs(box[3] - box[1]) * unit
        # A large sheet is rendered coarser; one that even then is none has a size nobody prints.
        _check_pixels(file, number, width / _POINTS_PER_INCH * _COARSEST_DPI, height / _POINTS_PER_INCH * _COARSEST_DPI, limits)
        _check_pictures(file, number, page, limits)
        sizes.append((width, height))
    return SourceFile(file.path, file.name, "pdf", count, tuple(sizes), is_signed(pdf), repaired, limits, _attached(pdf))


def _attached(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Names of files inside; where their list is bent, one that nobody knows."""
    try:
        return attached_names(pdf)
    except BENT_PDF:
        return ("?",)


def is_signed(pdf: pikepdf.Pdf) -> bool:
    """Whether a PDF carries a digital signature (AcroForm /SigFlags bit 1)."""
    form = pdf.Root.get("/AcroForm")
    return form is not None and bool(int(form.get("/SigFlags", 0)) & 1)


def _check_pictures(file: _File, number: int, page: pikepdf.Page, limits: Limits) -> None:
    """Refuse a page that draws a picture nobody scanned: a renderer unpacks it whole, however small the page is."""
    most = limits.max_page_pixels * _FINER
    for picture in pictures_of(page.resources):
        width, height = float(picture.get("/Width", 0)), float(picture.get("/Height", 0))
        if width * height > most:
            raise LimitExceededError(
                f"Page {number} of {file.name} holds a picture of {width * height / 1e6:.0f} million pixels, more than {_FINER} times "
                f"max_page_pixels = {limits.max_page_pixels}.",
                "Scan it coarser, or raise the setting max_page_pixels.",
            )


def _is_cut_off(path: Path) -> bool:
    """Whether the file ends before its trailer: no %%EOF behind the last object."""
    data = path.read_bytes()
    return data.rfind(b"%%EOF") < max(data.rfind(b"endobj"), data.rfind(b" obj"))


def _open_picture(file: _File, kind: str, limits: Limits) -> SourceFile:
    sizes: list[tuple[float, float]] = []
    with picture_errors(file), open_picture(file.path) as image:
        while True:
            _check_count(file, len(sizes) + 1, limits)
            _check_pixels(file, len(sizes) + 1, image.width, image.height, limits)
            sizes.append((float(image.width), float(image.height)))
            if kind != "tiff":
                break
            try:
                image.seek(len(sizes))
            except EOFError:
                break
    _check_complete(file, kind)
    return SourceFile(file.path, file.name, kind, len(sizes), tuple(sizes), is_signed=False, was_repaired=False, limits=limits)


def _check_complete(file: _File, kind: str) -> None:
    """Look for the end mark of the format, so that a picture cut in half is found out before any work is done on it."""
    data = file.path.read_bytes()
    if (kind == "jpeg" and end_of_jpeg(data) < 0) or (kind == "png" and end_of_png(data) < 0):
        raise DamagedFileError(f"{file.name} is cut off: its end is missing.", "Copy or scan it again.")


def open_picture(path: Path) -> Image.Image:
    """Open a picture lazily; its size has been or is now checked by ``open_source``, not by Pillow's own fixed limit."""
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(path, formats=("TIFF", "PNG", "JPEG", "MPO"))


@contextmanager
def picture_errors(file: Named) -> Iterator[None]:
    """Translate what Pillow raises on broken files.

    Raises:
        DamagedFileError: the picture cannot be decoded.
    """
    try:
        yield
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError) as error:
        raise DamagedFileError(f"{file.name} is a broken picture: {error}.", "Scan it again.") from error


def _check_count(file: _File, count: int, limits: Limits) -> None:
    if count > limits.max_pages:
        raise LimitExceededError(
            f"{file.name} has more pages than max_pages = {limits.max_pages} allows.", "Split it, or raise the setting max_pages."
        )


def _check_pixels(file: _File, number: int, width: float, height: float, limits: Limits) -> None:
    if not (width >= 1 and height >= 1):
        raise DamagedFileError(f"Page {number} of {file.name} has no area.", "Scan it again.")
    if width * height > limits.max_page_pixels:
        raise LimitExceededError(
            f"Page {number} of {file.name} needs {width * height / 1e6:.0f} million pixels, more than max_page_pixels = "
            f"{limits.max_page_pixels} allows.",
            "Scan it smaller, or raise the setting max_page_pixels.",
        )
