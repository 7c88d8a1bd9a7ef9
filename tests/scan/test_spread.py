"""Two pages on one sheet are two; a landscape page is one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw
from sheets import DPI, body, font, page, rotate

from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, numbered, rasterize_sheet
from tasks.scan.source import open_source
from tasks.scan.spread import find_gutter

A3 = (round(297 * DPI / 25.4), round(420 * DPI / 25.4))
BLANK = page([])


def spread(left, right):
    both = np.concatenate([left, right], axis=1)
    return np.ascontiguousarray(both[: A3[0]])


def landscape(draw_on, size=A3):
    sheet = Image.new("L", (size[1], size[0]), 255)
    draw = ImageDraw.Draw(sheet)
    draw_on(draw, size[1], size[0])
    return np.asarray(sheet).copy()


def ruled_table(draw, width, height):
    draw.text((width // 2 - 300, 150), "BIỂU TỔNG HỢP KẾT QUẢ", font=font(), fill=15)
    for row in range(12):
        draw.line([(200, 300 + row * 120), (width - 200, 300 + row * 120)], fill=0, width=3)
    for column in range(9):
        x = 200 + column * (width - 400) // 8
        draw.line([(x, 300), (x, 300 + 11 * 120)], fill=0, width=3)
        for row in range(11):
            draw.text((x + 15, 330 + row * 120), f"{row * 7 + column}", font=font(), fill=15)


def titled_columns(draw, width, _height):
    draw.text((width // 2 - 300, 150), "DANH SÁCH CÁC ĐƠN VỊ", font=font(), fill=15)
    for row in range(20):
        for left in (250, width // 2 + 250):
            draw.text((left, 300 + row * 90), "Ủy ban nhân dân xã Tân An, huyện Hòa Bình, tỉnh Tân Giang", font=font(), fill=15)


def fold_line(picture):
    picture[:, picture.shape[1] // 2 - 2 : picture.shape[1] // 2 + 2] = 60
    return picture


@pytest.mark.parametrize(
    "picture",
    [
        spread(body(), body()),
        spread(body(repeat=1), body()),
        spread(body(), BLANK),
        spread(BLANK, body()),
        rotate(spread(body(), body()), 1.0),
        fold_line(spread(body(), body())),
    ],
    ids=["both", "one short", "right blank", "left blank", "askew", "folded"],
)
def test_a_spread_falls_into_two_pages(picture):
    cut = find_gutter(picture, DPI)
    assert cut is not None
    assert abs(cut - picture.shape[1] / 2) < 0.04 * picture.shape[1]


@pytest.mark.parametrize(
    ("picture", "dpi"),
    [
        (landscape(ruled_table), DPI),
        (landscape(titled_columns), DPI),
        (landscape(lambda *_: None), DPI),
        (body(), DPI),
        (spread(body(), body()), DPI * 2),
        (np.ascontiguousarray(np.rot90(spread(body(), body()))), DPI),
    ],
    ids=["ruled table", "columns under a title", "empty", "portrait", "A4 of two A5 pages", "on its side"],
)
def test_anything_else_stays_whole(picture, dpi):
    assert find_gutter(picture, dpi) is None


def test_the_halves_of_a_sheet_are_pages_in_order(tmp_path):
    first, second = Image.fromarray(body()), Image.fromarray(spread(body(repeat=1), body()))
    first.save(tmp_path / "s.pdf", save_all=True, append_images=[second], resolution=DPI)
    source = open_source(tmp_path / "s.pdf", Limits())
    pages = numbered([rasterize_sheet(source, number, tmp_path, RasterOptions()) for number in (1, 2)])
    assert [(p.number, p.sheet, p.half.side if p.half else None) for p in pages] == [(1, 1, None), (2, 2, "left"), (3, 2, "right")]
    assert pages[1].half.right == pages[2].half.left
    for made in pages:
        assert made.width / made.dpi == pytest.approx(8.27, abs=0.4)
        with Image.open(tmp_path / made.colour) as picture:
            assert picture.size == (made.width, made.height)
    assert len({made.colour for made in pages}) == 3
