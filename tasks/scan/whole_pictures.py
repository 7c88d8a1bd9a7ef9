"""Whether the packed pictures of a PDF page hold all rows that they say they have; a renderer leaves the rest white and says nothing."""

from __future__ import annotations

import zlib

import pikepdf

from tasks.scan.bent import BENT_PDF
from tasks.scan.picture_ends import end_of_jpeg
from tasks.scan.render import ZEROED
from tasks.scan.zeroed import is_zeroed

_STEP = 1 << 18
# Some writers leave out a row or two of white.
_LEAST = 0.99
# Packed larger than this, only Flate is unpacked, piece by piece; the others unpack whole and to anything.
_MOST_PACKED = 2_000_000
_CHANNELS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
_PNG_PREDICTORS = 10  # ISO 32000-2, table 10: from here on each row begins with a byte that names its predictor
_JPX_END = b"\xff\xd9"  # no packet holds it (ITU-T T.800, A.1)
BREAKS_OFF, BENT = "the packed picture breaks off", "the packed picture is damaged"


def picture_fault(picture: pikepdf.Object) -> str:
    """Why rows of a picture may be missing or wrong; "" where nothing says so, or its packing is not looked into (fax, JBIG2).

    Args:
        picture: of an open PDF.
    """
    if not isinstance(picture, pikepdf.Stream):
        return ""
    filters = picture.get("/Filter")
    names = [] if filters is None else [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    try:
        if names == ["/DCTDecode"]:
            return _of_jpeg(bytes(picture.read_raw_bytes()))
        if names == ["/JPXDecode"]:
            return "" if _JPX_END in bytes(picture.read_raw_bytes()) else BREAKS_OFF
        if names == ["/FlateDecode"]:
            return _of_flate(picture)
        if set(names) <= {"/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/FlateDecode"}:
            return _of_other(picture)
    except (MemoryError, *BENT_PDF):
        return BENT
    return ""


def _of_jpeg(packed: bytes) -> str:
    if end_of_jpeg(packed) < 0:
        return BREAKS_OFF
    return ZEROED if is_zeroed(packed) else ""


def _of_flate(picture: pikepdf.Stream) -> str:
    unpacker, data, size = zlib.decompressobj(), bytes(picture.read_raw_bytes()), 0
    wanted = _rows_bytes(picture)
    try:
        while data and not unpacker.eof:
            size += len(unpacker.decompress(data, _STEP))
            data = unpacker.unconsumed_tail
            if wanted and size > 2 * wanted:  # it is no picture of this size, and who decodes it judges it
                return ""
    except zlib.error:
        return BENT
    return BREAKS_OFF if size < _LEAST * wanted else ""


def _of_other(picture: pikepdf.Stream) -> str:
    if int(picture.get("/Length", 0)) > _MOST_PACKED and "/Filter" in picture:
        return ""
    rows = picture.read_bytes(pikepdf.StreamDecodeLevel.specialized) if "/Filter" in picture else picture.read_raw_bytes()
    return BREAKS_OFF if len(bytes(rows)) < _LEAST * _rows_bytes(picture, predicted=False) else ""


def _rows_bytes(picture: pikepdf.Stream, *, predicted: bool = True) -> int:
    """Bytes that all rows take unpacked, with those that name their predictors; 0 where the number of channels is not known."""
    width, height = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
    bits = 1 if picture.get("/ImageMask", False) else int(picture.get("/BitsPerComponent", 8)) * channels_of(picture.get("/ColorSpace"))
    row = (width * bits + 7) // 8
    parameters = picture.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array) and len(parameters):
        parameters = parameters[0]
    if predicted and row and isinstance(parameters, pikepdf.Dictionary) and int(parameters.get("/Predictor", 1)) >= _PNG_PREDICTORS:
        row += 1
    return height * row


def channels_of(space: pikepdf.Object | None) -> int:
    """Number of channels of a colour space; 0 where it is not known."""
    if isinstance(space, pikepdf.Name):
        return _CHANNELS.get(str(space), 0)
    if isinstance(space, pikepdf.Array) and len(space):
        family = str(space[0])
        if family == "/ICCBased":
            return int(space[1].get("/N", 0))
        return len(space[1]) if family == "/DeviceN" else _CHANNELS.get(family, 0)
    return 0
