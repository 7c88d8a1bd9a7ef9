"""The picture that a scanned page consists of, taken out of the PDF as the scanner made it instead of being rendered.

Most scans are pages that draw one picture over the whole page and nothing else. Decoding that picture gives its own pixels, at a tenth of
the time that rendering takes (measured: 20 ms against 230 ms for a page of A4 in colour at 300 dpi). Whatever is drawn besides, in
another way, or in a form that is not surely understood here, is left to the renderer.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np
import pikepdf
from pikepdf import Matrix
from PIL import Image

from tasks.scan.bent import BENT_PDF
from tasks.scan.measure import Colour
from tasks.scan.overheard import overhear
from tasks.scan.unpacked import unpacks_within

# A page of one picture takes a few operators; a hidden text layer some thousand. Longer content is a drawing.
_MOST_CONTENT_BYTES = 400_000
_MOST_UNPACKED_BYTES = 10 * _MOST_CONTENT_BYTES
# How far the picture may miss the page's edges, as a share of the page.
_EDGE = 0.006
_FORM_DEPTH = 3
_LIKELY_DPI = (50, 1300)
# Operators that draw nothing by themselves: state, text state, marked content.
_STATE = "q Q BT ET Tm Td TD T* Tc Tw Tz TL Tf Ts BMC EMC DP MP g G rg RG k K cs CS sc SC scn SCN w J j M d ri i"
_HARMLESS = frozenset(_STATE.split(" "))
_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_INVISIBLE = 3  # text rendering mode (ISO 32000-2, table 104)


@dataclass(frozen=True, slots=True)
class SolePicture:
    """Pixels of the one picture of a page, upright as the page is shown, and its resolution in dpi (pixels are square).

    ``complaint`` is what the decoder said of missing or wrong data, "" for nothing.
    """

    pixels: Colour
    dpi: float
    complaint: str = ""


class _NotSoleError(Exception):
    """The page is more than one picture, or one that is not surely understood."""


# Whatever is met on the way in a file that somebody bent: the renderer judges it.
_NOT_UNDERSTOOD = (_NotSoleError, OSError, cv2.error, *BENT_PDF)


@dataclass(frozen=True, slots=True)
class _Placed:
    image: pikepdf.Stream
    matrix: Matrix


def find_sole_picture(page: pikepdf.Page, size: tuple[float, float], most_pixels: int) -> SolePicture | None:
    """The picture that a page's content draws over the whole page, None where the page is anything else.

    Annotations are not looked at.

    Args:
        page: of an open PDF.
        size: its width and height in points, before /Rotate.
        most_pixels: a larger picture is not decoded.
    """
    try:
        placed = _placed_picture(page)
        if placed is None or not _covers(placed.matrix, page):
            return None
        with overhear() as heard:
            pixels = _decode(placed.image, most_pixels)
    except _NOT_UNDERSTOOD:
        return None
    if pixels is None:
        return None
    rotate = page.obj.get("/Rotate", 0)
    if not isinstance(rotate, int) or rotate % 90:
        return None  # which way it lies only the renderer says
    squared = _squared(pixels, size, rotate)
    return squared and replace(squared, complaint=heard.complaint)


def _placed_picture(page: pikepdf.Page) -> _Placed | None:
    length = sum(int(s.get("/Length", 0)) for s in _streams(page.obj.get("/Contents")))
    if length > _MOST_CONTENT_BYTES:
        return None
    found: list[_Placed] = []
    _walk(page, page.resources, Matrix(), found, _FORM_DEPTH)
    return found[0] if len(found) == 1 else None


def _streams(contents: pikepdf.Object | None) -> list[pikepdf.Object]:
    if contents is None:
        return []
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _walk(drawn: pikepdf.Page | pikepdf.Object, resources: pikepdf.Object, matrix: Matrix, found: list[_Placed], depth: int) -> None:
    """Collect the pictures that a content stream draws.

    Raises:
        _NotSoleError: it draws something else.
    """
    stack: list[tuple[Matrix, int]] = []
    mode = 0
    for instruction in _instructions(drawn):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "q":
            stack.append((matrix, mode))
        elif name == "Q":
            matrix, mode = stack.pop()
        elif name == "cm":
            matrix = Matrix(*(float(v) for v in operands)) @ matrix
        elif name == "Tr":
            mode = int(operands[0])
        elif name == "Do":
            _draw(resources["/XObject"][str(operands[0])], resources, matrix, found, depth)
        elif name == "gs":
            _check_state(resources["/ExtGState"][str(operands[0])])
        elif name in _SHOWS_TEXT:
            if mode != _INVISIBLE:
                raise _NotSoleError("visible text")
        elif name not in _HARMLESS:
            raise _NotSoleError(name)
        if len(found) > 1:
            raise _NotSoleError("several pictures")


def _instructions(drawn: pikepdf.Page | pikepdf.Object) -> Iterable[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
    """The instructions of a content stream.

    Raises:
        _NotSoleError: unpacked they would be too long for a page of one picture.
    """
    contents = _streams(drawn.obj.get("/Contents")) if isinstance(drawn, pikepdf.Page) else [drawn]
    if not all(unpacks_within(stream, _MOST_UNPACKED_BYTES) for stream in contents):
        raise _NotSoleError("content too long")
    return pikepdf.parse_content_stream(drawn)


def _draw(thing: pikepdf.Object, resources: pikepdf.Object, matrix: Matrix, found: list[_Placed], depth: int) -> None:
    if "/OC" in thing:
        raise _NotSoleError("optional content")
    if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
        found.append(_Placed(thing, matrix))
        return
    if thing.get("/Subtype") != "/Form" or depth == 0 or ("/Group" in thing and "/SMask" in thing["/Group"]):
        raise _NotSoleError("form")
    inner = Matrix(*(float(v) for v in thing["/Matrix"])) @ matrix if "/Matrix" in thing else matrix
    _walk(thing, thing.get("/Resources", resources), inner, found, depth - 1)


def _check_state(state: pikepdf.Object) -> None:
    opaque = all(float(state.get(key, 1)) == 1 for key in ("/ca", "/CA"))
    normal = state.get("/BM", "/Normal") in ("/Normal", "/Compatible")
    if not opaque or not normal or state.get("/SMask", "/None") != "/None":
        raise _NotSoleError("transparency")


def _covers(matrix: Matrix, page: pikepdf.Page) -> bool:
    """Whether the unit square of the picture lands upright on the page's visible box."""
    left, low, right, high = (float(v) for v in page.cropbox)
    width, height = right - left, high - low
    if width <= 0 or height <= 0 or max(abs(matrix.b) / height, abs(matrix.c) / width) > _EDGE:
        return False
    misses = (
        (matrix.e - left) / width,
        (matrix.f - low) / height,
        (matrix.a - width) / width,
        (matrix.d - height) / height,
    )
    return all(abs(miss) <= _EDGE for miss in misses)


def _decode(image: pikepdf.Stream, most_pixels: int) -> Colour | None:
    width, height = int(image["/Width"]), int(image["/Height"])
    if not 0 < width * height <= most_pixels or image.get("/ImageMask", False):
        return None
    if any(key in image for key in ("/SMask", "/Mask", "/OC", "/Alternates", "/SMaskInData")) or not _plain_decode(image):
        return None
    filters = image.get("/Filter")
    names = [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if names == ["/DCTDecode"]:
        return _decode_jpeg(image, width, height)
    if names not in (["/CCITTFaxDecode"], ["/FlateDecode"]):
        return None
    # At most 3 channels of 8 bits, and a byte a row for the predictor.
    if names == ["/FlateDecode"] and not unpacks_within(image, height * (3 * width + 1)):
        return None
    picture = pikepdf.PdfImage(image).as_pil_image()
    if picture.mode not in {"1", "L", "RGB"} or picture.size != (width, height):
        return None
    return np.asarray(picture.convert("RGB"))


def _plain_decode(image: pikepdf.Object) -> bool:
    decode = [float(v) for v in image.get("/Decode", [])]
    return all(value == index % 2 for index, value in enumerate(decode))


def _decode_jpeg(image: pikepdf.Stream, width: int, height: int) -> Colour | None:
    if _components(image.get("/ColorSpace")) not in {1, 3}:
        return None
    packed = bytes(image.read_raw_bytes())
    with Image.open(io.BytesIO(packed), formats=("JPEG", "MPO")) as claimed:
        if claimed.size != (width, height):  # before anything is unpacked: the JPEG may be far larger than the PDF says
            return None
    data = np.frombuffer(packed, np.uint8)
    # The orientation that a camera notes in a JPEG means nothing inside a PDF.
    pixels = cv2.imdecode(data, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    if pixels is None or pixels.shape[:2] != (height, width):
        return None
    return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_BGR2RGB), dtype=np.uint8)


def _components(space: pikepdf.Object | None) -> int:
    """Number of channels of a colour space; 0 for those that are not surely grey or RGB."""
    if isinstance(space, pikepdf.Name):
        return {"/DeviceGray": 1, "/DeviceRGB": 3, "/CalGray": 1, "/CalRGB": 3}.get(str(space), 0)
    if isinstance(space, pikepdf.Array) and len(space):
        family = str(space[0])
        if family == "/ICCBased":
            return int(space[1].get("/N", 0))
        return {"/CalGray": 1, "/CalRGB": 3}.get(family, 0)
    return 0


def _squared(pixels: Colour, size: tuple[float, float], rotate: int) -> SolePicture | None:
    """The picture with square pixels, turned as the page is shown; None where its resolution is unlikely."""
    across, down = pixels.shape[1] / size[0] * 72, pixels.shape[0] / size[1] * 72
    if not _LIKELY_DPI[0] <= min(across, down) <= max(across, down) <= _LIKELY_DPI[1]:
        return None
    if abs(across / down - 1) > 2 * _EDGE:
        best = max(across, down)
        shape = (round(size[0] * best / 72), round(size[1] * best / 72))
        pixels = np.asarray(cv2.resize(pixels, shape, interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
        across = best
    turned = np.ascontiguousarray(np.rot90(pixels, k=-rotate // 90 % 4)) if rotate % 360 else pixels
    return SolePicture(turned, across)
