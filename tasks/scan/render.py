"""From a page of a file to its pixels, by poppler or Pillow, within bounds."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from pdf2image.parsers import parse_buffer_to_ppm
from PIL import Image

from tasks.domain.errors import RasterError
from tasks.scan.deep import eight_bits
from tasks.scan.jpeg_faults import fault_of_jpeg
from tasks.scan.measure import Colour
from tasks.scan.overheard import overhear
from tasks.scan.picture_ends import png_lacks_rows
from tasks.scan.poppler import complaint_of, last_words, run_poppler
from tasks.scan.process import Bounds
from tasks.scan.source import SourceFile, open_picture, picture_errors
from tasks.scan.strips import fault_of_strips

# A4 in inches: what a picture without a stated resolution is taken to show.
_A4_INCHES = (8.27, 11.69)
_LIKELY_DPI = (60, 1300)
_SOFTWARE_DPI = 97  # a PNG counts dots by the metre, so that 96 become a little more
_LARGEST_INCHES, _A3_INCHES = 40.0, 17.0
# EXIF orientation (CIPA DC-008, 4.6.4): the mirrored ones come from front cameras and some scanning programs.
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ON_ITS_SIDE = frozenset((5, 6, 7, 8))
_ORIENTATION = 0x0112
UNSHOWN = "the page cannot be shown"
# Pixels of what poppler hands over where it could not make a page.
_NOTHING = 1
CUT_SHORT = "the packed picture ends before its last row"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as pixels.

    Attributes:
        pixels: RGB.
        complaint: what the decoder said of missing or wrong data; "" where it had none.
    """

    pixels: Colour
    complaint: str = ""


def render_pdf(path: Path, number: int, dpi: int, bounds: Bounds) -> Rendered:
    """One page of a PDF as RGB pixels.

    Raises:
        RasterError: poppler died, or passed its bounds and was ended.
        MissingToolError: poppler is not installed.
    """
    return render_pages(path, number, number, dpi, bounds)[0]


def render_pages(path: Path, first: int, last: int, dpi: int, bounds: Bounds) -> list[Rendered]:
    """Neighbouring pages of a PDF (1-based, ``last`` included) as RGB pixels.

    A complaint stands at its own page: where there is one, each is rendered for itself.

    pdf2image would start poppler without bounds of memory and output, so it only takes the pictures apart.

    Raises:
        RasterError: poppler died, or passed its bounds and was ended.
        MissingToolError: poppler is not installed.
    """
    name = f"page {first}" if first == last else f"pages {first} to {last}"
    done = run_poppler(["pdftoppm", "-cropbox", "-r", str(dpi), "-f", str(first), "-l", str(last), str(path)], f"Rendering {name}", bounds)
    try:
        pages = [_pixels(picture) for picture in parse_buffer_to_ppm(done.stdout)]
    except (OSError, ValueError, IndexError, SyntaxError, MemoryError) as error:
        raise RasterError(f"{name.capitalize()} cannot be rendered: poppler broke off ({last_words(done)}).") from error
    if len(pages) != last - first + 1:
        raise RasterError(f"{name.capitalize()} cannot be rendered: poppler gave {len(pages)} pictures ({last_words(done)}).")
    complaint = complaint_of(done)
    if any(min(page.shape[:2]) <= _NOTHING for page in pages):
        complaint = complaint or f"{UNSHOWN} ({last_words(done)})"
        pages = [page if min(page.shape[:2]) > _NOTHING else white(dpi) for page in pages]
    if complaint and len(pages) > 1:
        return [page for number in range(first, last + 1) for page in render_pages(path, number, number, dpi, bounds)]
    return [Rendered(page, complaint) for page in pages]


def _pixels(picture: Any) -> Colour:
    """A picture of poppler's where it lies in memory; Pillow would make copies of it at four times the cost of all else (measured)."""
    tile = picture.tile[0] if len(picture.tile) == 1 else None
    if picture.mode != "RGB" or tile is None or (tile[0], tile[3]) != ("raw", "RGB") or not isinstance(picture.fp, BytesIO):
        return np.asarray(picture.convert("RGB"))
    height, width = picture.height, picture.width
    return np.frombuffer(picture.fp.getbuffer(), np.uint8, height * width * 3, tile[2]).reshape(height, width, 3)


def white(dpi: int) -> Colour:
    """A page of A4 without anything on it."""
    across, down = (round(inches * dpi) for inches in _A4_INCHES)
    return np.full((down, across, 3), 255, np.uint8)


def render_picture(source: SourceFile, number: int) -> tuple[Rendered, int]:
    """One page of a TIFF, PNG or JPEG as RGB pixels, and its resolution in dpi.

    Where the file states none that is likely, an A4 page is assumed. Pixels that are not square (fax) are made so, more than 8 bits are
    scaled to 8, and a mirrored picture is turned back.

    Raises:
        DamagedFileError: it cannot be decoded.
    """
    with picture_errors(source), open_picture(source.path) as image:
        image.seek(number - 1)
        across, down = _stated_dpi(image)
        noted = image.getexif().get(_ORIENTATION, 1)  # of a TIFF, Pillow turns the pixels by itself and forgets it
        with overhear() as heard:
            image.load()
        packed = "" if heard.complaint else _fault_of_packing(source, image)
        shallow = eight_bits(image)
        frame = shallow.convert("RGBA") if shallow.mode in {"LA", "PA", "P", "RGBA"} else shallow.convert("RGB")
        ends_black = not np.asarray(shallow.crop((0, shallow.height - 1, shallow.width, shallow.height))).any()
        orientation = image.getexif().get(_ORIENTATION, 1)
        if frame.mode == "RGBA":
            paper = Image.new("RGBA", frame.size, (255, 255, 255, 255))
            frame = Image.alpha_composite(paper, frame).convert("RGB")
        if orientation in _TURNED:
            frame = frame.transpose(_TURNED[orientation])
        across, down = (down, across) if noted in _ON_ITS_SIDE else (across, down)
        pixels = np.asarray(frame)
    if across != down:
        pixels = np.asarray(cv2.resize(pixels, (round(pixels.shape[1] * down / across), pixels.shape[0]), interpolation=cv2.INTER_AREA))
    complaint = heard.complaint or packed
    # What was not packed stays black; looking for it takes long.
    if source.kind == "png" and not complaint and ends_black and png_lacks_rows(source.path.read_bytes()):
        complaint = CUT_SHORT
    return Rendered(np.ascontiguousarray(pixels), complaint), round(down)


def _fault_of_packing(source: SourceFile, image: Image.Image) -> str:
    """What the packed data of a picture tell that its decoder does not."""
    if source.kind == "jpeg":
        return fault_of_jpeg(source.path.read_bytes())
    return fault_of_strips(image, source.path.read_bytes()) if source.kind == "tiff" else ""


def _stated_dpi(image: Image.Image) -> tuple[float, float]:
    stated = image.info.get("dpi")
    if stated:
        with suppress(TypeError, ValueError, ZeroDivisionError):
            across, down = float(stated[0]), float(stated[1])
            plausible = all(_LIKELY_DPI[0] <= v <= _LIKELY_DPI[1] for v in (across, down))
            # 72 and 96 are what software and cameras write when nobody knows; believed only where the page is then no larger than A3.
            largest = _LARGEST_INCHES if across > _SOFTWARE_DPI else _A3_INCHES
            if plausible and 4 <= image.width / across <= largest:
                return (across, down) if abs(across - down) > 2 else (down, down)
    short, long = sorted(image.size)
    guess = min(max(min(short / _A4_INCHES[0], long / _A4_INCHES[1]), float(_LIKELY_DPI[0])), float(_LIKELY_DPI[1]))
    return guess, guess
