"""What a file is, by its content, and whether it can be worked on at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PIL import Image, UnidentifiedImageError

from tasks.domain.errors import (
    DamagedFileError,
    EmptyFileError,
    LimitExceededError,
    UnsupportedFileError,
    VanishedFileError,
)
from tasks.domain.foreign import foreign_kind
from tasks.domain.pdf_start import stands_behind, start_of
from tasks.scan.checks import check_count, check_pixels
from tasks.scan.limits import Limits
from tasks.scan.pdf_file import open_pdf, without_front
from tasks.scan.picture_ends import end_of_jpeg, end_of_png

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00", "tiff"),
    (b"MM\x00+", "tiff"),
)


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
        path: of the file, which is only read, or of a mended copy.
        name: of it, for people: the store knows files by their hash.
        kind: "pdf", "tiff", "png" or "jpeg".
        page_count: at least 1.
        page_sizes: width and height of each page, in points for a PDF (before /Rotate), else in pixels.
        is_signed: whether a PDF carries a digital signature (AcroForm /SigFlags bit 1).
        limits: that it was opened under.
        attached: names of files inside a PDF.
        damage: what of a PDF may be missing, for a person; "" where its pages are all there.
        is_drawn: only the renderer opens a PDF, so that its pages are read as pictures.
        left_out: pages that ask for more than a limit allows, with the reason; never all of them.
    """

    path: Path
    name: str
    kind: str
    page_count: int
    page_sizes: tuple[tuple[float, float], ...]
    is_signed: bool
    limits: Limits
    attached: tuple[str, ...] = ()
    damage: str = ""
    is_drawn: bool = False
    left_out: Mapping[int, str] = field(default_factory=dict)


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
        LimitExceededError: more pages than ``max_pages``, or every page larger than ``max_page_pixels``.
    """
    name = name or path.name
    file = _File(path, name)
    try:
        with path.open("rb") as stream:
            start = start_of(stream)
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
        return _open_pdf(file, limits, stands_behind(start))
    raise UnsupportedFileError(
        f"{name} is neither a PDF nor a TIFF, PNG or JPEG picture.", "Save it as PDF; names are not looked at, only the content."
    )


def _open_pdf(file: _File, limits: Limits, behind: int) -> SourceFile:
    pdf = open_pdf(without_front(file.path, behind) if behind else file.path, file.name, limits)
    damage = pdf.damage or (f"{behind} bytes that are no PDF stand in front of it" if behind else "")
    return SourceFile(
        path=pdf.path,
        name=file.name,
        kind="pdf",
        page_count=len(pdf.sizes),
        page_sizes=pdf.sizes,
        is_signed=pdf.is_signed,
        limits=limits,
        attached=pdf.attached,
        damage=damage,
        is_drawn=pdf.is_drawn,
        left_out=pdf.left_out,
    )


def _open_picture(file: _File, kind: str, limits: Limits) -> SourceFile:
    sizes: list[tuple[float, float]] = []
    left_out: dict[int, LimitExceededError] = {}
    with picture_errors(file), open_picture(file.path) as image:
        while True:
            check_count(file.name, len(sizes) + 1, limits)
            try:
                check_pixels(file.name, len(sizes) + 1, image.width, image.height, limits)
            except LimitExceededError as error:
                left_out[len(sizes) + 1] = error
            sizes.append((float(image.width), float(image.height)))
            if kind != "tiff":
                break
            try:
                image.seek(len(sizes))
            except EOFError:
                break
    if len(left_out) == len(sizes):
        raise left_out[1]
    _check_complete(file, kind)
    reasons = {number: error.message for number, error in left_out.items()}
    return SourceFile(file.path, file.name, kind, len(sizes), tuple(sizes), is_signed=False, limits=limits, left_out=reasons)


def _check_complete(file: _File, kind: str) -> None:
    """Look for the end mark of the format, so that a picture cut in half is found out before any work is done on it."""
    data = file.path.read_bytes()
    if (kind == "jpeg" and end_of_jpeg(data) < 0) or (kind == "png" and end_of_png(data) < 0):
        raise DamagedFileError(f"{file.name} is cut off: its end is missing.", "Copy or scan it again.")


def open_picture(path: Path) -> Image.Image:
    """Open a picture lazily; its size has been or is now checked by ``open_source``, not by Pillow's own fixed limit."""
    Image.MAX_IMAGE_PIXELS = None
    image = Image.open(path, formats=("TIFF", "PNG", "JPEG", "MPO"))
    # By its name Pillow maps plain pixels of a TIFF into memory, and takes the sides of one that lies on its side for each other.
    image.filename = ""
    return image


@contextmanager
def picture_errors(file: Named) -> Iterator[None]:
    """Translate what Pillow raises on broken files.

    Raises:
        DamagedFileError: the picture cannot be decoded.
    """
    try:
        yield
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError) as error:
        # What a missing key or a place beyond a list is called says nothing to a person.
        named = isinstance(error, OSError | SyntaxError | ValueError) and not isinstance(error, UnidentifiedImageError)
        said = f" ({str(error).replace(str(getattr(file, 'path', '')) or chr(0), 'the file').rstrip('.')})" if named and str(error) else ""
        message = f"{file.name} is a damaged picture: its packed data cannot be unpacked to the end{said}."
        raise DamagedFileError(message, "Copy or scan it again.") from error
