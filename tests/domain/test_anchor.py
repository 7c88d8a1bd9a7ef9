from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.anchor import Anchor, PageBox, find, flat, is_found_again, same_place, same_words


def line(number, *, left=0.1, right=0.9, page=1):
    return PageBox(page, left, 0.1 + 0.03 * number, right, 0.12 + 0.03 * number)


ORDER = Anchor("Sở Nội vụ rà soát danh sách cán bộ.", "Sở Nội vụ: rà soát danh sách cán bộ.", "2", (line(3),))
OTHER = Anchor("Sở Y tế kiểm tra các trạm y tế xã.", "Sở Y tế: kiểm tra các trạm y tế xã.", "2", (line(4),))
SHARE = Anchor("đạt 45,5% kế hoạch, giảm 400 hộ.", "tỷ lệ giải ngân = 45.5 % result", "1", (line(1),))
HOUSES = replace(SHARE, words="số hộ nghèo = 400 hộ result")


@pytest.mark.parametrize(
    ("anchor", "rows", "found"),
    [
        (ORDER, [OTHER, ORDER], 1),
        (ORDER, [OTHER], None),
        (ORDER, [], None),
        (ORDER, [ORDER, ORDER], None),
        # Letters misread, the box a little off.
        (ORDER, [replace(ORDER, quote="Sờ Nội vụ rà soat danh sách can bộ.", boxes=(line(3, left=0.11),)), OTHER], 0),
        # Another section number, the same place and words.
        (ORDER, [replace(ORDER, section="3"), OTHER], 0),
        # The same words elsewhere on the page, or on another: not the row.
        (ORDER, [replace(ORDER, boxes=(line(20),))], None),
        (ORDER, [replace(ORDER, boxes=(line(3, page=2),))], None),
        # The sentence goes on for a line that was lost before.
        (ORDER, [replace(ORDER, quote=ORDER.quote + " báo cáo", boxes=(line(3), line(4, right=0.2)))], 0),
        # Another order at its place: a line was put in.
        (ORDER, [replace(OTHER, boxes=(line(3),))], None),
        # Two figures of one clause are told apart by what they say, also where one is misread.
        (HOUSES, [SHARE, HOUSES], 1),
        (HOUSES, [SHARE, replace(HOUSES, words="số hộ nghèo = 490 hộ result")], 1),
        (HOUSES, [HOUSES, replace(HOUSES)], None),
        # Without places on a page, words and section alone.
        (replace(ORDER, boxes=()), [replace(OTHER, boxes=()), replace(ORDER, quote="Sờ Nội vụ rà soát danh sach cán bộ.", boxes=())], 1),
        (replace(ORDER, boxes=()), [replace(ORDER, section="1", boxes=()), replace(ORDER, section="2", words="x", boxes=())], 0),
        (replace(ORDER, boxes=()), [replace(OTHER, boxes=())], None),
    ],
)
def test_the_row_that_is_meant(anchor, rows, found):
    assert find(anchor, rows) == found


def test_what_a_person_added_is_found_again_only_where_it_says_the_same():
    assert is_found_again(ORDER, replace(ORDER, quote="x"))
    assert not is_found_again(ORDER, replace(ORDER, boxes=(line(9),)))
    assert not is_found_again(HOUSES, SHARE)


def test_measures():
    assert same_place(ORDER, OTHER) == 0.0
    assert same_place(ORDER, replace(OTHER, boxes=())) is None
    assert same_words(ORDER, replace(ORDER, quote=ORDER.quote.upper())) == 1.0
    assert flat("Đề án, số 12/QĐ-UBND") == "de an so 12 qd ubnd"


words = st.text(alphabet="aăâbcdđeê ghi,12", min_size=1, max_size=30)
boxes = st.builds(
    lambda page, row, left: line(row, left=left / 10, right=left / 10 + 0.3, page=page),
    st.integers(1, 3),
    st.integers(0, 20),
    st.integers(0, 6),
)
anchors = st.builds(Anchor, words, words, st.sampled_from(["1", "2", "2/a"]), st.lists(boxes, max_size=3, unique=True).map(tuple))


def differs(row, other):
    place = same_place(row, other)
    return (row.quote, row.words, row.section) != (other.quote, other.words, other.section) or (place is not None and place < 0.9)


@given(anchors, st.lists(anchors, max_size=8), st.randoms(use_true_random=False))
def test_a_row_is_found_among_any_that_differ_in_any_order(row, others, random):
    rows = [other for other in others if differs(row, other)] + [row]
    random.shuffle(rows)
    found = find(row, rows)
    assert found is not None
    assert rows[found] == row


@given(anchors, st.lists(anchors, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(row, rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    first, second = find(row, rows), find(row, mixed)
    assert (None if first is None else rows[first]) == (None if second is None else mixed[second])


@given(anchors, st.lists(anchors, max_size=6))
def test_two_equal_rows_are_none(row, others):
    rows = [other for other in others if differs(row, other)]
    assert find(row, [row, *rows, row]) is None


@given(anchors, st.lists(anchors, max_size=6), st.sampled_from([72, 100, 150, 200, 300, 400]))
def test_another_resolution_does_not_matter(row, others, dpi):
    def at(anchor):
        """As read from a page of 8 by 11 inches at a resolution, in whole pixels."""
        wide, high = 8 * dpi, 11 * dpi
        moved = tuple(
            PageBox(b.page, *(round(v * s) / s for v, s in ((b.left, wide), (b.top, high), (b.right, wide), (b.bottom, high))))
            for b in anchor.boxes
        )
        return replace(anchor, boxes=moved)

    rows = [other for other in others if differs(row, other)]
    found = find(row, [at(other) for other in (*rows, row)])
    assert found == len(rows)
