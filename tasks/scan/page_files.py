"""The pictures of a page as files: one for the recogniser, one for people."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from tasks.domain.errors import RasterError
from tasks.scan.measure import Colour, Grey

_JPEG_QUALITY = 80
# Half the time of the default filter, and smaller, on pages that are mostly white (measured).
_PNG = (
    cv2.IMWRITE_PNG_COMPRESSION, 1,
    cv2.IMWRITE_PNG_FILTER, cv2.IMWRITE_PNG_FILTER_NONE,
    cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_RLE,
)  # fmt: skip


def write_page(folder: Path, name: str, grey: Grey | None, rgb: Colour) -> tuple[str, str]:
    """Write the pictures of a page; a full disk raises what it should, which OpenCV's own writing would hide.

    Args:
        folder: for them.
        name: of the files, without what tells their kind.
        grey: for the recogniser; None where it needs none.
        rgb: for people.

    Returns:
        Names of the files, "" for one that was not written.

    Raises:
        RasterError: a picture cannot be packed.
        OSError: a file cannot be written.
    """
    _put(
        folder / f"{name}.jpg", np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), dtype=np.uint8), (cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY)
    )
    if grey is None:
        return "", f"{name}.jpg"
    _put(folder / f"{name}.png", grey, _PNG)
    return f"{name}.png", f"{name}.jpg"


def read_grey(folder: Path, name: str) -> Grey:
    """A picture in grey.

    Raises:
        RasterError: it is gone.
    """
    return _got(folder, name, cv2.IMREAD_GRAYSCALE)


def read_colour(folder: Path, name: str) -> Colour:
    """A picture as people see it, red first.

    Raises:
        RasterError: it is gone.
    """
    return _got(folder, name, cv2.IMREAD_COLOR_RGB)


def _got(folder: Path, name: str, how: int) -> Grey | Colour:
    picture = cv2.imread(str(folder / name), how)
    if picture is None:
        raise RasterError(f"The picture {name} of a page is gone.", "Run the document again.")
    return np.asarray(picture, dtype=np.uint8)


def _put(path: Path, picture: Colour | Grey, options: Sequence[int]) -> None:
    done, data = cv2.imencode(path.suffix, picture, list(options))
    if not done:
        raise RasterError(f"The picture {path.name} cannot be packed.")
    path.write_bytes(data.tobytes())
