"""Columns of head and foot are found, and nothing else is taken for columns."""

from __future__ import annotations

import numpy as np
import pytest
from sheets import DPI, TEXT, body, page

from tasks.domain.page import Column
from tasks.ocr.layout import _Band, _is_widest, find_zones, stack_zones

HEAD = (
    (33, 20, "ỦY BAN NHÂN DÂN"),
    (95, 20, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (35, 26, "TỈNH TÂN GIANG"),
    (112, 26, "Độc lập - Tự do - Hạnh phúc"),
    (35, 36, "Số: 12/TB-UBND"),
    (100, 36, "Tân Giang, ngày 05 tháng 3 năm 2026"),
)
BODY = tuple((30, 70 + 8 * i, text) for i, text in enumerate(TEXT))
FOOT = (
    (30, 200, "Nơi nhận:"),
    (125, 200, "CHỦ TỊCH"),
    (30, 206, "- Như trên;"),
    (30, 212, "- Lưu: VT."),
    (120, 240, "Nguyễn Văn An"),
)


def columns(grey):
    return [z.column for z in find_zones(grey, DPI)]


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        (HEAD + BODY + FOOT, ["left", "right", "full", "left", "right"]),
        (HEAD + BODY, ["left", "right", "full"]),
        (BODY + FOOT, ["full", "left", "right"]),
        (BODY, ["full"]),
        (FOOT, ["left", "right"]),
        ((), ["full"]),
    ],
)
def test_zones_in_reading_order(placed, expected):
    assert columns(page(placed)) == expected


def test_justified_text_has_no_columns():
    assert columns(body(repeat=3)) == ["full"]


def test_the_addressee_below_a_head_is_not_in_its_left_column():
    addressee = (45, 56, "Kính gửi: Các sở, ban")
    zones = find_zones(page((*HEAD, addressee, *BODY)), DPI)
    assert [z.column for z in zones] == [Column.LEFT, Column.RIGHT, Column.FULL]
    assert zones[2].box.top < 56 * DPI / 25.4


def test_dark_rims_do_not_hide_the_head():
    grey = page(HEAD + BODY)
    grey[:12, 300:1400] = 0
    assert columns(grey) == ["left", "right", "full"]


def test_zones_cover_all_ink_once():
    grey = page(HEAD + BODY + FOOT)
    seen = np.zeros(grey.shape, int)
    for zone in find_zones(grey, DPI):
        seen[zone.box.top : zone.box.bottom, zone.box.left : zone.box.right] += 1
    assert set(seen[grey < 128].tolist()) == {1}


def test_stacking_keeps_every_pixel_of_ink_at_its_x():
    grey = page(HEAD + BODY + FOOT)
    zones = find_zones(grey, DPI)
    stacked, starts = stack_zones(grey, zones)
    assert starts[0] == 0
    assert len(starts) == len(zones)
    assert np.array_equal((stacked < 128).sum(axis=0), (grey < 128).sum(axis=0))


def test_the_frame_of_a_stamp_below_the_head_is_no_line_of_it():
    grey = page((*HEAD, (33, 57, "Kính gửi: Các sở"), *BODY)).copy()
    left, top, right, bottom = (round(mm * DPI / 25.4) for mm in (40, 43, 70, 52))
    grey[top:bottom, [left, left + 1, right, right + 1]] = 0
    grey[[top, top + 1, bottom, bottom + 1], left:right] = 0
    assert [z.column for z in find_zones(grey, DPI)] == [Column.LEFT, Column.RIGHT, Column.FULL]
    assert find_zones(grey, DPI)[2].box.top < 57 * DPI / 25.4


@pytest.mark.parametrize("gap", [9, 12])
def test_words_set_wide_are_no_columns(gap):
    """Some of their gaps stand above one another by chance; they are no wider than the others, and the lines begin and end alike."""
    wide = tuple(
        (x, 40 + 8 * row, word)
        for row in range(6)
        for x, word in zip(range(30, 175, gap + 20), ("Giao Sở", "báo cáo", "kế hoạch", "rà soát", "năm tới"), strict=False)
    )
    assert columns(page(wide)) == ["full"]


def test_two_columns_of_prose_are_columns():
    prose = tuple((x, 30 + 7 * row, "Giao Sở Y tế rà soát") for row in range(20) for x in (25, 115))
    assert columns(page(prose)) == ["left", "right"]


@pytest.mark.parametrize("rows", [("x", "-", "x", "x", "-", "x"), ("12", "-", "5", "7", "-", "3")])
def test_a_table_above_the_foot_hides_no_columns_of_it(rows):
    names = ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Thanh tra tỉnh", "Công an tỉnh")
    table = tuple((x, 140 + 8 * i, text) for i, row in enumerate(rows) for x, text in ((35, names[i]), (100, row), (150, row)))
    foot = tuple((x, y + 10, text) for x, y, text in FOOT)
    zones = find_zones(page((*BODY, *table, *foot)), DPI)
    assert [z.column for z in zones] == [Column.FULL, Column.LEFT, Column.RIGHT]
    assert 185 < zones[0].box.bottom * 25.4 / DPI < 211


def test_a_gutter_that_moves_is_no_error():
    first = ((30, 200, "Nơi nhận"), (60, 200, "CHỦ TỊCH"), (30, 208, "- Lưu"), (95, 208, "An"))
    placed = (*first, (30, 216, "- Lưu trữ văn thư"), (140, 216, "B"))
    assert find_zones(page((*BODY, *placed)), DPI)


@pytest.mark.parametrize("gutter", [0, 5, 200, 400])
def test_a_line_with_all_its_ink_on_one_side_is_no_widest_gap(gutter):
    mask = np.zeros((20, 400), dtype=bool)
    mask[5:15, 10:150] = True
    assert not _is_widest(mask, _Band(0, 20), gutter)
