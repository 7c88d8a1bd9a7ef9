"""A page's picture that is gone is rendered again, and turned as the page was when it was read."""

from __future__ import annotations

import hashlib
import io
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from config.settings import Settings
from flows.review.pictures import Pictures, shrunk


def scan():
    """A page with something dark at its left and upper edge."""
    sheet = Image.new("L", (1000, 1400), 255)
    ImageDraw.Draw(sheet).rectangle((100, 100, 400, 300), fill=0)
    return sheet


def dark_part(data):
    """Middle of what is dark, in shares of width and height."""
    grey = np.asarray(Image.open(io.BytesIO(data)).convert("L"))
    rows, columns = np.nonzero(grey < 128)
    return columns.mean() / grey.shape[1] > 0.5, rows.mean() / grey.shape[0] > 0.5


@pytest.mark.parametrize(("rotation", "place"), [(0, (False, False)), (90, (True, False)), (180, (True, True)), (270, (False, True))])
def test_a_page_is_shown_as_it_was_read(tmp_path, rotation, place):
    settings = Settings(home=tmp_path)
    scan().save(stream := io.BytesIO(), "PDF", resolution=100)
    sha256 = hashlib.sha256(stream.getvalue()).hexdigest()
    store_path = f"{sha256[:2]}/{sha256}"
    (original := settings.store_folder / store_path).parent.mkdir(parents=True)
    original.write_bytes(stream.getvalue())
    document = SimpleNamespace(store_path=store_path, sha256=sha256, media_type="pdf", file_name="tb.pdf")
    page = SimpleNamespace(id=1, picture="", source="ocr", dpi=100, sheet=1, number=1, half=None, rotation=rotation)
    shown = Pictures(settings).get(document, page, 500)
    assert dark_part(shown) == place
    assert Image.open(io.BytesIO(shown)).width <= 500


def test_a_picture_that_is_small_enough_stays_as_it_is(tmp_path):
    scan().convert("RGB").save(path := tmp_path / "page.jpg")
    assert shrunk(path, 1000) == path.read_bytes()
    assert Image.open(io.BytesIO(shrunk(path, 1400, 90))).size == (1400, 1000)
    assert shrunk(tmp_path / "none.jpg", 1000) is None
