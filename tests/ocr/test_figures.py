"""Figures drawn here are read; what is no figure is not; confidence and alternatives keep their promises."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image, ImageDraw, ImageFont

from tasks.ocr.figures import read_figures
from tasks.ocr.strokes import MOST_COLUMNS, ROWS, View, draw_line, find_writing

FACE = "/usr/share/fonts/truetype/liberation2/Liberation{}.ttf"
# Strokes of a continental hand, x and y in hundredths of the height.
HAND = {
    "0": [[(40, 2), (12, 25), (5, 60), (20, 95), (45, 95), (60, 60), (55, 20), (40, 2)]],
    "1": [[(5, 42), (38, 0), (38, 100)]],
    "2": [[(6, 25), (25, 3), (48, 12), (50, 35), (5, 97), (58, 95)]],
    "4": [[(22, 0), (5, 60), (66, 58)], [(50, 32), (46, 100)]],
    "5": [[(18, 5), (13, 45), (40, 42), (58, 65), (45, 93), (5, 94)], [(18, 5), (58, 3)]],
    "7": [[(4, 8), (58, 5), (28, 100)], [(15, 50), (55, 47)]],
    "8": [[(32, 2), (12, 22), (32, 47), (52, 72), (32, 99), (10, 74), (32, 47), (52, 22), (32, 2)]],
}


def sheet(width=260, height=80):
    return np.full((height, width), 255, np.uint8)


def hand(text, *, high=46, pen=3, gap=12, left=20, top=14, paper=None):
    """Figures drawn stroke by stroke; a negative gap lets them touch."""
    paper = sheet() if paper is None else paper
    for figure in text:
        strokes = [np.array(s) * high / 100 + (left, top) for s in HAND[figure]]
        for stroke in strokes:
            cv2.polylines(paper, [np.round(stroke * 16).astype(np.int32)], False, 20, pen, cv2.LINE_AA, 4)
        left = max(s[:, 0].max() for s in strokes) + gap
    return cv2.GaussianBlur(paper, (0, 0), 0.7)


def dotted(paper, row):
    for x in range(4, paper.shape[1], 7):
        cv2.circle(paper, (x, row), 1, 60, -1, cv2.LINE_AA)
    return paper


def printed(text, face="Serif-Regular", size=44, left=10):
    picture = Image.fromarray(sheet(width=300))
    ImageDraw.Draw(picture).text((left, 12), text, font=ImageFont.truetype(FACE.format(face), size), fill=0)
    return np.asarray(picture)


@pytest.mark.parametrize("face", ["Serif-Regular", "Serif-Italic", "Sans-Regular"])
@pytest.mark.parametrize("text", ["574", "280", "11", "07", "9", "3168", "22", "15"])
def test_printed_figures(text, face):
    reading = read_figures(printed(text, face))
    assert reading.text == text
    assert reading.confidence > 50


@pytest.mark.parametrize("text", ["574", "280", "01", "04", "20", "15", "8", "27", "1482"])
@pytest.mark.parametrize("pen", [2, 5])
def test_written_figures(text, pen):
    reading = read_figures(hand(text, pen=pen))
    assert reading.text == text
    assert reading.confidence > 50


@pytest.mark.parametrize("text", ["574", "280", "20", "45"])
def test_figures_that_touch(text):
    assert read_figures(hand(text, gap=-1)).text == text


def test_a_dotted_line_below_and_specks_are_no_figures():
    paper = hand("574", paper=dotted(sheet(), 62))
    for spot in ((5, 8), (200, 20), (240, 50), (150, 5)):
        cv2.circle(paper, spot, 2, 40, -1)
    assert read_figures(paper).text == "574"


def test_neighbours_at_the_edges_are_no_figures():
    paper = printed(":", left=4)[:, :220].copy()
    right = printed("/UBND", left=0)[:, :34]
    assert read_figures(np.hstack((hand("280", left=40, paper=paper), right))).text == "280"


@pytest.mark.parametrize("scale", [0.6, 1.0, 1.8])
def test_size_does_not_matter(scale):
    assert read_figures(cv2.resize(hand("574"), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)).text == "574"


@pytest.mark.parametrize(
    "grey",
    [
        np.zeros((0, 0), np.uint8),
        np.zeros((0, 40), np.uint8),
        np.zeros((1, 1), np.uint8),
        np.zeros((50, 90), np.uint8),
        sheet(),
        dotted(sheet(), 60),
        np.full((1, 5000), 255, np.uint8),
        np.zeros((3, 3, 3), np.uint8),
        np.tile(np.array([[0, 255], [255, 0]], np.uint8), (40, 90)),
    ],
)
def test_where_nothing_is_written_nothing_is_read(grey):
    reading = read_figures(grey)
    assert (reading.text, reading.confidence) == ("", 0.0)


def test_a_whole_line_of_print_is_no_run_of_figures():
    assert read_figures(cv2.resize(np.hstack([printed("Thông báo kết")] * 6), None, fx=1, fy=1)).text == ""


def test_no_more_figures_than_there_can_be():
    assert len(read_figures(hand("1482"), most=2).text) <= 2
    assert read_figures(hand("1482"), most=0).text == ""


def test_alternatives_are_ordered_and_share_one_probability():
    readings = [read_figures(hand(text, pen=pen, gap=gap)) for text in ("574", "17", "0") for pen in (1, 4, 9) for gap in (-4, 3)]
    for reading in readings:
        shares = [p for _, p in reading.alternatives]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1
        assert all(text.isdigit() and 0 < p <= 1 for text, p in reading.alternatives)
        if reading.text:
            assert reading.alternatives[0] == (reading.text, pytest.approx(reading.confidence / 100))


@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, min_side=0, max_side=70)), st.integers(0, 5))
def test_any_picture_can_be_given(grey, most):
    before = grey.copy()
    reading = read_figures(grey, most=most)
    assert reading == read_figures(grey, most=most)
    assert len(reading.text) <= most
    assert 0 <= reading.confidence <= 100
    assert (grey == before).all()


def test_threads_agree():
    crops = [hand(text, pen=pen) for text in ("574", "280", "04", "15") for pen in (2, 3, 5)] * 3
    alone = [read_figures(crop) for crop in crops]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read_figures, crops)) == alone


def test_every_view_has_the_rows_the_net_reads():
    writing = find_writing(hand("280", gap=60))
    assert writing is not None
    for view in (View(), View(0.7), View(1.3, 0.3)):
        line = draw_line(writing, view)
        assert line.shape[0] == ROWS
        assert line.shape[1] % 32 == 0 and line.shape[1] <= MOST_COLUMNS
        assert line.min() >= 0 and line.max() <= 1
