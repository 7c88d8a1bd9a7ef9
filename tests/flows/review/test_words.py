"""Words in a rectangle, and the rectangle of words."""

import pytest

from db.reading.pages import PageWords
from flows.review.words import Area, area_of, words_within

PAGE = PageWords(
    2,
    1000,
    500,
    (
        ("Sở", 100, 50, 140, 70),
        ("Nội", 150, 50, 190, 70),
        ("vụ,", 200, 50, 240, 70),
        ("báo", 100, 80, 140, 100),
        ("cáo.", 150, 80, 190, 100),
    ),
)


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        ((0.0, 0.0, 1.0, 1.0), "Sở Nội vụ, báo cáo."),
        ((0.09, 0.09, 0.2, 0.15), "Sở Nội"),
        ((0.13, 0.09, 0.2, 0.15), "Nội"),  # a quarter of a word is none
        ((0.5, 0.5, 0.9, 0.9), ""),
    ],
)
def test_words_in_a_rectangle(edges, words):
    assert words_within(PAGE, Area(2, *edges)) == words


def test_a_page_whose_words_were_not_kept():
    assert words_within(PageWords(1, 10, 10, None), Area(1, 0, 0, 1, 1)) == ""
    assert area_of(PageWords(1, 10, 10, None), "so") is None


def test_the_rectangle_of_words_without_accents():
    assert area_of(PAGE, "noi VU bao") == Area(2, 0.1, 0.1, 0.24, 0.2)
    assert area_of(PAGE, "nội báo") is None
    assert area_of(PAGE, "  ") is None


@pytest.mark.parametrize("edges", [(1, 0.5, 0, 0.5, 1), (1, 0, 0, 1.1, 1), (0, 0, 0, 1, 1), (1, float("nan"), 0, 1, 1), (1, -0.1, 0, 1, 1)])
def test_what_is_no_rectangle(edges):
    with pytest.raises(ValueError, match="no rectangle"):
        Area(*edges)
