"""Grey pixels packed as a file that states its resolution."""

from __future__ import annotations

import struct

import cv2

from tasks.domain.errors import RasterError
from tasks.scan.measure import Grey

SUFFIX = ".bmp"
# Where BITMAPINFOHEADER has biXPelsPerMeter and biYPelsPerMeter ([MS-WMF] 2.2.2.3, behind the 14 bytes of BITMAPFILEHEADER).
_PELS_PER_METER, _INCH_METRES = 38, 0.0254


def packed(grey: Grey, dpi: int) -> bytes:
    """A BMP, which costs nothing to pack and to unpack, and unlike PGM says how fine it is.

    Raises:
        RasterError: there are no pixels.
    """
    try:
        data = bytearray(cv2.imencode(SUFFIX, grey)[1].tobytes())
    except cv2.error as error:
        raise RasterError("A picture without pixels cannot be packed.") from error
    a_metre = round(dpi / _INCH_METRES)
    struct.pack_into("<ii", data, _PELS_PER_METER, a_metre, a_metre)
    return bytes(data)
