"""From a page of a file to its pixels, by poppler or Pillow, within bounds."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import cv2
import numpy as np
from pdf2image.parsers import parse_buffer_to_ppm
from PIL import Image

from tasks.domain.errors import RasterError
from tasks.scan.measure import Colour
from tasks.scan.poppler import last_words, run_poppler
from tasks.scan.process import Bounds
from tasks.scan.source import SourceFile, open_picture, picture_errors

# A4 in inches: what a picture without a stated resolution is taken to show.
_A4_INCHES = (8.27, 11.69)
_LIKELY_DPI = (60, 1300)


def render_pdf(path: Path, number: int, dpi: int, bounds: Bounds) -> Colour:
    """One page of a PDF as RGB pixels.

    Raises:
        RasterError: poppler died, or passed its bounds and was ended.
        MissingToolError: poppler is not installed.
    """
    return render_pages(path, number, number, dpi, bounds)[0]


def render_pages(path: Path, first: int, last: int, dpi: int, bounds: Bounds) -> list[Colour]:
    """Neighbouring pages of a PDF (1-based, ``last`` included) as RGB pixels.

    pdf2image would start poppler without bounds of memory and output, so it only takes the pictures apart.

    Raises:
        RasterError: poppler died, or passed its bounds and was ended.
        MissingToolError: poppler is not installed.
    """
    name = f"page {first}" if first == last else f"pages {first} to {last}"
    done = run_poppler(["pdftoppm", "-cropbox", "-r", str(dpi), "-f", str(first), "-l", str(last), str(path)], f"Rendering {name}", bounds)
    try:
        pages = [np.asarray(picture.convert("RGB")) for picture in parse_buffer_to_ppm(done.stdout)]
    except (OSError, ValueError, IndexError, SyntaxError, MemoryError) as error:
        raise RasterError(f"{name.capitalize()} cannot be rendered: poppler broke off ({last_words(done)}).") from error
    if len(pages) != last - first + 1:
        raise RasterError(f"{name.capitalize()} cannot be rendered: poppler gave {len(pages)} pictures ({last_words(done)}).")
    return pages


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
