"""Pictures of more than eight bits a channel, as scanners for films and some archives make them."""

from __future__ import annotations

import numpy as np
from PIL import Image

_DEEP = ("I;16", "I;16B", "I;16L", "I;16N", "I", "F")
_EIGHT = 255.0
_FULL = tuple(float(2**bits - 1) for bits in (8, 10, 12, 14, 16))


def eight_bits(image: Image.Image) -> Image.Image:
    """A grey picture of 16 or 32 bits, or of floats, scaled to 8 bits; any other as it is.

    Whole numbers fill the fewest of 8, 10, 12, 14 and 16 bits that hold them all, as converters of scanners leave them; floats count from 0
    to 1, to 255, or to their largest.
    """
    if image.mode not in _DEEP:
        return image
    values = np.nan_to_num(np.asarray(image, dtype=np.float32), nan=_EIGHT, posinf=_EIGHT, neginf=0.0)
    top = float(values.max(initial=0.0))
    if image.mode == "F":
        whole = 1.0 if top <= 1.0 else _EIGHT if top <= _EIGHT else top
    else:
        whole = next((full for full in _FULL if top <= full), top)
    scaled = Image.fromarray(np.clip(values * (_EIGHT / whole), 0, _EIGHT).astype(np.uint8))
    scaled.info.update(image.info)
    return scaled
