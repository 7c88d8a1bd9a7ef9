"""Pages in the wrong order are put right where they say it themselves, and named where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageSource, RecognizedPage, Word
from tasks.structure.page_order import Sight, in_order, reading_order, sight_of

HEAD, FOOT = {"head": True}, {"foot": True}


def sights(*said):
    return [Sight(number, **one) for number, one in enumerate(said, 1)]


def numbered(number, **more):
    return {"printed": number, **more}


@pytest.mark.parametrize(
    ("said", "order"),
    [
        pytest.param([numbered(2, foot=True), HEAD], (2, 1), id="two pages"),
        pytest.param([FOOT, HEAD], (2, 1), id="two pages, number not read"),
        pytest.param([numbered(4, foot=True), numbered(3), numbered(2), HEAD], (4, 3, 2, 1), id="four pages"),
        pytest.param([FOOT, numbered(2), HEAD], (3, 2, 1), id="number of the last not read"),
        pytest.param([numbered(2, foot=True), HEAD, numbered(2, foot=True), HEAD], (4, 3, 2, 1), id="two notices"),
        pytest.param([numbered(2), HEAD, numbered(3, foot=True)], (2, 1, 3), id="first two swapped"),
        pytest.param([HEAD, numbered(3), numbered(2), numbered(4, foot=True)], (1, 3, 2, 4), id="inner two swapped"),
        pytest.param([numbered(4, foot=True), HEAD, numbered(2), numbered(3)], (2, 3, 4, 1), id="booklet"),
        pytest.param([{"blank": True}, numbered(2, foot=True), HEAD], (3, 2, 1), id="blank back"),
    ],
)
def test_put_right(said, order):
    assert reading_order(sights(*said)) == (order, "pages-put-in-order")


@pytest.mark.parametrize(
    "said",
    [
        [HEAD, numbered(2), numbered(3, foot=True)],
        [HEAD, {}, {}],
        [HEAD, FOOT, {}, numbered(2)],
        [HEAD, numbered(2, foot=True), HEAD, numbered(2, foot=True)],
        [HEAD, numbered(2), numbered(3, foot=True), numbered(1), numbered(2)],
        [HEAD, numbered(2), numbered(7), numbered(4)],
        [{}, HEAD, numbered(2)],
        [{}, {**HEAD, **FOOT}],
        [{}, {}],
        [{"blank": True}, HEAD, numbered(2)],
        [numbered(2), numbered(1)],
        [numbered(3), numbered(4)],
        [],
    ],
)
def test_left_as_it_lies(said):
    assert reading_order(sights(*said)) == (tuple(range(1, len(said) + 1)), "")


@pytest.mark.parametrize(
    "said",
    [
        [numbered(2), {}, HEAD],
        [numbered(5, foot=True), numbered(3), HEAD],
        [FOOT, {}, HEAD],
        [numbered(3), HEAD, numbered(3)],
        [{}, HEAD],
        [{}, {}, HEAD],
        [{"midway": True}, HEAD, numbered(2)],
        [{"midway": True}, {}, HEAD, FOOT],
        [{"midway": True}, {}],
    ],
)
def test_named_where_the_right_order_is_not_sure(said):
    assert reading_order(sights(*said)) == (tuple(range(1, len(said) + 1)), "pages-out-of-order")


@given(
    st.lists(
        st.builds(
            dict,
            printed=st.one_of(st.none(), st.integers(1, 6)),
            head=st.booleans(),
            foot=st.booleans(),
            blank=st.booleans(),
        ),
        max_size=7,
    )
)
def test_no_page_is_lost_or_doubled(said):
    order, doubt = reading_order(sights(*said))
    assert sorted(order) == list(range(1, len(said) + 1))
    assert doubt or list(order) == sorted(order)
    fixed, again = reading_order([Sight(n, **said[page - 1]) for n, page in enumerate(order, 1)])
    if doubt == "pages-put-in-order":
        assert (fixed, again) == (tuple(range(1, len(said) + 1)), "")


def line(text, top):
    return Line(tuple(Word(w, BBox(400 + 60 * i, top, 450 + 60 * i, top + 30), 95.0) for i, w in enumerate(text.split())))


def page(number, *lines):
    return RecognizedPage(number, 1000, 1400, 120, PageSource.OCR, tuple(line(text, top) for text, top in lines))


def test_pages_keep_their_numbers_and_the_first_read_says_what_was_done():
    first = page(2, ("Cộng hòa xã hội chủ nghĩa Việt Nam".upper(), 60), ("THÔNG BÁO", 300))
    second = page(1, ("2", 50), ("Nơi nhận:", 700))
    ordered = in_order([second, first])
    assert [p.number for p in ordered] == [2, 1]
    assert [note.code for note in ordered[0].notes] == ["pages-put-in-order"]
    assert "2, 1" in ordered[0].notes[0].message
    assert in_order([first, second]) == (first, second)


@pytest.mark.parametrize(
    ("first", "midway"),
    [
        ("chức đoàn thể góp phần thực hiện", True),
        ("17. Các trường học quan tâm", True),
        ("c) Rà soát hồ sơ", True),
        ("III. TỔ CHỨC THỰC HIỆN", True),
        ("Điều 4. Hiệu lực thi hành", True),
        ("1. Rà soát hồ sơ", False),
        ("a) Rà soát hồ sơ", False),
        ("I. MỤC ĐÍCH", False),
        ("Điều 1. Phạm vi", False),
        ("Các trường học quan tâm", False),
    ],
)
def test_a_page_that_goes_on_with_something(first, midway):
    assert sight_of(page(1, ("3", 50), (first, 200), ("và lời khác", 260))).midway is midway


def test_a_stack_that_begins_within_a_sentence_is_named():
    head = page(2, ("Cộng hòa xã hội chủ nghĩa Việt Nam".upper(), 60), ("THÔNG BÁO", 300))
    ordered = in_order([page(1, ("đổi mới trong giáo dục.", 200), ("17. Các trường học", 260)), head, page(3, ("Các sở", 200))])
    assert [note.code for note in ordered[0].notes] == ["pages-out-of-order"]
