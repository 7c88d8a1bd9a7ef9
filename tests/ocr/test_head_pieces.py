"""What a text layer holds apart is one line again, and nothing else is."""

from __future__ import annotations

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word
from tasks.ocr.head_pieces import join_head_pieces


def piece(text, left, top=300, high=20):
    words, x = [], left
    for word in text.split():
        words.append(Word(word, BBox(x, top, x + 10 * len(word), top + high), 100.0))
        x += 10 * len(word) + 5
    return Line(tuple(words))


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        ([piece("Số:", 100), piece("/QĐ-UBND", 190)], ["Số: /QĐ-UBND"]),
        ([piece("Số: 45", 100), piece("TỈNH", 100, 340), piece("/KH-SYT", 180, 303)], ["Số: 45 /KH-SYT", "TỈNH"]),
        ([piece("Số:", 100), piece("12", 140), piece("-CT/TU", 170)], ["Số: 12 -CT/TU"]),
        (
            [piece("Tân Giang, ngày", 400), piece("05", 560), piece("tháng", 600), piece("6", 660), piece("năm 2026", 690)],
            ["Tân Giang, ngày 05 tháng 6 năm 2026"],
        ),
        ([piece("Tân Giang, ngày", 400), piece("tháng", 590), piece("năm 2026", 690)], ["Tân Giang, ngày tháng năm 2026"]),
        (
            [piece("Số: 12 /TB-SNV", 100), piece("An Lộc, ngày 5", 320), piece("tháng 6 năm 2026", 470)],
            ["Số: 12 /TB-SNV", "An Lộc, ngày 5 tháng 6 năm 2026"],
        ),
        # Below, too far away, or nothing that goes on.
        ([piece("Số:", 100), piece("/QĐ-UBND", 190, 340)], ["Số:", "/QĐ-UBND"]),
        ([piece("Số:", 100), piece("/QĐ-UBND", 400)], ["Số:", "/QĐ-UBND"]),
        ([piece("Số:", 100), piece("CỘNG HÒA", 190)], ["Số:", "CỘNG HÒA"]),
        ([piece("Sở Nội vụ", 100), piece("/QĐ-UBND", 210)], ["Sở Nội vụ", "/QĐ-UBND"]),
    ],
)
def test_pieces(pieces, joined):
    assert [line.text for line in join_head_pieces(tuple(pieces))] == joined


def test_lines_behind_the_head_stay_apart():
    body = [piece("Căn cứ", 100, 300 + 30 * i) for i in range(30)]
    lines = (*body, piece("Số:", 100, 3000), piece("/QĐ-UBND", 190, 3000))
    assert join_head_pieces(lines) == lines
