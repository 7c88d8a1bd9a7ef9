"""Pictures become the pages of one PDF, their compressed pixels taken over: ``python -m flows.review.binding TARGET PICTURE...``.

It opens files of strangers, so it runs apart and under limits, and holds nothing of the program's.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import img2pdf
from PIL import Image, ImageOps, UnidentifiedImageError

REFUSED = 3  # exit code
_PAGE = (img2pdf.mm_to_pt(210), img2pdf.mm_to_pt(297))
_NO_PICTURE = (img2pdf.AlphaChannelError, img2pdf.JpegColorspaceError, img2pdf.UnsupportedColorspaceError, img2pdf.ImageOpenError)


def bind(target: Path, pictures: list[Path]) -> None:
    """Write a PDF whose pages are the pictures in order, upright as the camera says, each fitted to A4.

    Raises:
        ValueError, OSError: one of them is no picture.
    """
    layout = img2pdf.get_layout_fun(_PAGE, auto_orient=True)
    with target.open("wb") as out:
        img2pdf.convert([_taken(path) for path in pictures], layout_fun=layout, rotation=img2pdf.Rotation.ifvalid, outputstream=out)


def _taken(path: Path) -> bytes:
    """A picture as a PDF can hold it; only what it cannot hold is packed anew."""
    raw = path.read_bytes()
    try:
        img2pdf.convert(raw, rotation=img2pdf.Rotation.ifvalid)
    except _NO_PICTURE:
        with Image.open(path) as image:
            upright = ImageOps.exif_transpose(image).convert("RGBA")
        paper = Image.new("RGBA", upright.size, (255, 255, 255, 255))
        stream = io.BytesIO()
        Image.alpha_composite(paper, upright).convert("RGB").save(stream, "PNG")
        return stream.getvalue()
    return raw


if __name__ == "__main__":
    try:
        bind(Path(sys.argv[1]), list(map(Path, sys.argv[2:])))
    except (UnidentifiedImageError, ValueError, OSError, Image.DecompressionBombError) as error:
        sys.stderr.write(f"{type(error).__name__}\n")
        sys.exit(REFUSED)
