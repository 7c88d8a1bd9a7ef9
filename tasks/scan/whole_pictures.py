"""Whether the packed pictures of a PDF page hold all rows that they say they have; a renderer leaves the rest white and says nothing."""

from __future__ import annotations

import zlib

import pikepdf

from tasks.scan.bent import BENT_PDF
from tasks.scan.fax import is_zeroed_fax
from tasks.scan.jpeg_faults import BREAKS_OFF, ZEROED, fault_of_jpeg
from tasks.scan.unpacked import flate_size

# Some writers leave out a row or two of white.
_LEAST = 0.99
# Bytes behind the last row.
_MOST_PADDING = 16
# Packed larger than this, only Flate is unpacked, piece by piece; the others unpack whole and to anything.
_MOST_PACKED = 2_000_000
_CHANNELS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}
_PNG_PREDICTORS = 10  # ISO 32000-2, table 10: from here on each row begins with a byte that names its predictor
_JPX_END = b"\xff\xd9"  # no packet holds it (ITU-T T.800, A.1)
# A packet without anything is one byte of zero (T.800, B.10.3); so many in a row no page has.
_JPX_RUN = 1024
BENT = "the packed picture is damaged"


def picture_fault(picture: pikepdf.Object) -> str:
    """Why rows of a picture may be missing or wrong; "" where nothing says so, or its packing is not looked into (JBIG2).

    Args:
        picture: of an open PDF.
    """
    if not isinstance(picture, pikepdf.Stream):
        return ""
    filters = picture.get("/Filter")
    names = [] if filters is None else [str(f) for f in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    try:
        if names == ["/DCTDecode"]:
            return fault_of_jpeg(bytes(picture.read_raw_bytes()))
        if names == ["/JPXDecode"]:
            return _of_jpx(bytes(picture.read_raw_bytes()))
        if names == ["/CCITTFaxDecode"]:
            return ZEROED if is_zeroed_fax(bytes(picture.read_raw_bytes()), is_g4=_is_g4(picture)) else ""
        if names == ["/FlateDecode"]:
            return _of_flate(picture)
        if set(names) <= {"/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/FlateDecode"}:
            return _of_other(picture)
    except (MemoryError, *BENT_PDF):
        return BENT
    return ""


def _of_jpx(packed: bytes) -> str:
    if _JPX_END not in packed:
        return BREAKS_OFF
    return ZEROED if bytes(_JPX_RUN) in packed else ""


def _is_g4(picture: pikepdf.Stream) -> bool:
    return int(_parameters(picture).get("/K", 0)) < 0


def _parameters(picture: pikepdf.Stream) -> pikepdf.Object:
    """Of the first packing; an empty dictionary where there are none."""
    parameters = picture.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array) and len(parameters):
        parameters = parameters[0]
    return parameters if isinstance(parameters, pikepdf.Dictionary) else pikepdf.Dictionary()


def _of_flate(picture: pikepdf.Stream) -> str:
    wanted = _rows_bytes(picture)
    try:
        size, _ = flate_size(bytes(picture.read_raw_bytes()), 2 * wanted or None)
    except zlib.error:
        return BENT
    if wanted and size > 2 * wanted:  # it is no picture of this size, and who decodes it judges it
        return ""
    return BREAKS_OFF if size < _LEAST * wanted else ""


def _of_other(picture: pikepdf.Stream) -> str:
    if int(picture.get("/Length", 0)) > _MOST_PACKED and "/Filter" in picture:
        return ""
    size = len(bytes(picture.read_bytes(pikepdf.StreamDecodeLevel.specialized) if "/Filter" in picture else picture.read_raw_bytes()))
    wanted = _rows_bytes(picture, predicted=False)
    if size < _LEAST * wanted:
        return BREAKS_OFF
    # Runs of a changed length end elsewhere than a row does; a picture far larger than its own is judged by who decodes it.
    is_run = str(picture.get("/Filter")) == "/RunLengthDecode"
    height = int(picture.get("/Height", 0))
    ends_well = wanted <= size <= wanted + _MOST_PADDING or not height or size % max(1, wanted // height) == 0
    return BENT if is_run and not ends_well and size < 2 * wanted else ""


def _rows_bytes(picture: pikepdf.Stream, *, predicted: bool = True) -> int:
    """Bytes that all rows take unpacked, with those that name their predictors; 0 where the number of channels is not known."""
    width, height = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
    bits = 1 if picture.get("/ImageMask", False) else int(picture.get("/BitsPerComponent", 8)) * channels_of(picture.get("/ColorSpace"))
    row = (width * bits + 7) // 8
    if predicted and row and int(_parameters(picture).get("/Predictor", 1)) >= _PNG_PREDICTORS:
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
