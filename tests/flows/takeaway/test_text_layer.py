import numpy as np
import pytest

from flows.takeaway.text_layer import PageFrame, UprightPage, lines_of_page, text_layer, to_page
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord, TextLine
from tasks.domain.span import Span

A4 = PageFrame(0, 0, 600, 800, 0)
TEXT = "Sở 🙂 vụ"
WORDS = tuple(
    PlacedWord(Span(*span), 1, BBox(*box), 90.0)
    for span, box in (((0, 2), (10, 20, 30, 40)), ((3, 4), (31, 22, 50, 41)), ((5, 7), (80, 20, 100, 44)))
)
CLEAN = CleanText(TEXT, (TextLine(Span(0, 7), 1), TextLine(Span(0, 7), 2)), WORDS)


def mapped(upright, frame, x, y):
    return tuple((to_page(upright, frame) @ np.array([x, y, 1.0]))[:2])


@pytest.mark.parametrize(
    ("upright", "frame", "pixel", "point"),
    [
        (UprightPage(1200, 1600, 0, 0), A4, (0, 0), (0, 800)),
        (UprightPage(1200, 1600, 0, 0), A4, (1200, 1600), (600, 0)),
        (UprightPage(1200, 1600, 0, 0), PageFrame(100, 50, 700, 850, 0), (0, 0), (100, 850)),
        # Shown turned clockwise, the corner that is top left was bottom left.
        (UprightPage(1600, 1200, 0, 0), PageFrame(0, 0, 600, 800, 90), (0, 0), (0, 0)),
        (UprightPage(1200, 1600, 0, 0), PageFrame(0, 0, 600, 800, 180), (0, 0), (600, 0)),
        (UprightPage(1600, 1200, 0, 0), PageFrame(0, 0, 600, 800, 270), (0, 0), (600, 800)),
        # Turned clockwise to be read, the corner that is top left lay bottom left.
        (UprightPage(1600, 1200, 90, 0), A4, (0, 0), (0, 0)),
        (UprightPage(1200, 1600, 180, 0), A4, (0, 0), (600, 0)),
        (UprightPage(1600, 1200, 270, 0), A4, (0, 0), (600, 800)),
        (UprightPage(1600, 1200, 90, 0), PageFrame(0, 0, 600, 800, 180), (0, 0), (600, 800)),
        (UprightPage(1200, 1600, 0, 7.0), A4, (600, 800), (300, 400)),
    ],
)
def test_a_pixel_has_its_point(upright, frame, pixel, point):
    assert mapped(upright, frame, *pixel) == pytest.approx(point, abs=1e-9)


def test_a_page_turned_counter_clockwise_is_turned_back():
    right_of_middle = mapped(UprightPage(1200, 1600, 0, 2.0), A4, 1200, 800)
    assert right_of_middle[1] < 400


def test_a_line_is_the_words_of_its_page_that_have_a_place():
    assert [[w.span for w in line] for line in lines_of_page(CLEAN, 1)] == [[w.span for w in WORDS]]
    assert list(lines_of_page(CLEAN, 2)) == []


def test_words_are_invisible_on_one_baseline_with_a_gap_between():
    layer = text_layer(TEXT, lines_of_page(CLEAN, 1), UprightPage(600, 800, 0, 0), A4, "/F").decode("ascii")
    assert layer.startswith("q\nBT\n3 Tr\n/F 20.00 Tf\n")
    assert layer.endswith("ET\nQ\n")
    shown = [line.split() for line in layer.splitlines() if line.endswith("Tj")]
    assert [line[9] for line in shown] == ["<00531EDF0020>", "<FFFD0020>", "<00761EE5>"]
    assert [float(line[6]) for line in shown] == [10, 31, 80]
    assert len({line[7] for line in shown}) == 1
    # The first word would touch the second: 16 pixels instead of 20 for two letters of 10.
    assert [float(line[0]) for line in shown] == [80.0, 190.0, 100.0]


def test_a_page_without_words_gets_nothing():
    assert text_layer(TEXT, lines_of_page(CLEAN, 2), UprightPage(600, 800, 0, 0), A4, "/F") == b""
