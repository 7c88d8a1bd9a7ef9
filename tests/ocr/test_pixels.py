"""Pixels as a file that says how fine it is."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image

from tasks.domain.errors import RasterError
from tasks.ocr.pixels import packed


@pytest.mark.parametrize("dpi", [70, 110, 170, 175, 200, 225, 300, 450, 600])
@pytest.mark.parametrize("shape", [(1, 1), (11, 37), (64, 128)])
def test_pixels_and_resolution_come_back(tmp_path, dpi, shape):
    grey = np.arange(shape[0] * shape[1], dtype=np.uint8).reshape(shape)
    place = tmp_path / "page.bmp"
    place.write_bytes(packed(grey, dpi))
    assert np.array_equal(cv2.imread(str(place), cv2.IMREAD_GRAYSCALE), grey)
    with Image.open(place) as image:
        assert [round(v) for v in image.info["dpi"]] == [dpi, dpi]


def test_no_pixels_are_no_picture():
    with pytest.raises(RasterError):
        packed(np.zeros((0, 5), np.uint8), 200)
