"""Pages in the wrong order are put right where they say it themselves, and named where they do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sight_pages import page

from config.vocabulary import load_vocabulary
from tasks.structure.page_order import in_order, reading_order
from tasks.structure.page_sight import Sight

TYPES = load_vocabulary().document_types
HEAD, FOOT = {"head": True, "issued": True, "opening": True}, {"foot": True, "closed": True}
# The head of a form or an attached plan: no number, no day.
FORM = {"head": True}
WITHIN, OPEN = {"within": True}, {"open": True}


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
        pytest.param([{**FOOT, **WITHIN}, {**WITHIN, **OPEN}, {**HEAD, **OPEN}], (3, 2, 1), id="sentences that go on, no number read"),
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
        [{}, FORM, numbered(2)],
        [{}, {}],
        [{"opening": True}, FOOT, HEAD, FOOT],
        [{**FOOT, "opening": True}, {}, FORM, {}],
        [HEAD, FOOT, {**FORM, **OPEN}, WITHIN],
        [HEAD, {**FOOT, **OPEN}, HEAD, FOOT],
        [{**HEAD, **OPEN}, FOOT, OPEN, HEAD, FOOT],
        [{**HEAD, **OPEN}, FORM],
        [{**HEAD, **OPEN}, {**HEAD, "printed": 2}],
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
        [{}, HEAD, numbered(2)],
        [{}, {**HEAD, **FOOT}],
        [{}, {}, {"opening": True}],
        [WITHIN, HEAD, numbered(2)],
        [{"later_item": True}, {}, HEAD, FOOT],
        [WITHIN, {}],
        [{**HEAD, **OPEN}, {**HEAD, **FOOT}],
        [{**WITHIN, **OPEN}, {**FOOT, **OPEN, **WITHIN}, {**HEAD, **OPEN}],
        [HEAD, {**HEAD, **OPEN}, {**HEAD, **FOOT}, {}],
        [{**FOOT, **WITHIN}, {**WITHIN, **OPEN}, HEAD],
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
            issued=st.booleans(),
            opening=st.booleans(),
            closed=st.booleans(),
            within=st.booleans(),
            later_item=st.booleans(),
            open=st.booleans(),
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


def test_pages_keep_their_numbers_and_the_first_read_says_what_was_done():
    first = page(2, ("Cộng hòa xã hội chủ nghĩa Việt Nam".upper(), 60), ("THÔNG BÁO", 300))
    second = page(1, ("2", 50), ("Nơi nhận:", 700))
    ordered = in_order([second, first], TYPES)
    assert [p.number for p in ordered] == [2, 1]
    assert [note.code for note in ordered[0].notes] == ["pages-put-in-order"]
    assert "2, 1" in ordered[0].notes[0].message
    assert in_order([first, second], TYPES) == (first, second)


def test_a_stack_that_begins_within_a_sentence_is_named():
    head = page(2, ("Cộng hòa xã hội chủ nghĩa Việt Nam".upper(), 60), ("THÔNG BÁO", 300))
    ordered = in_order([page(1, ("đổi mới trong giáo dục.", 200), ("17. Các trường học", 260)), head, page(3, ("Các sở", 200))], TYPES)
    assert [note.code for note in ordered[0].notes] == ["pages-out-of-order"]
