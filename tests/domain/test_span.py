import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.span import OffsetMap, Span, Stretches, replace_spans

texts = st.text(alphabet="abcđếộ \n", max_size=60)


@st.composite
def edited(draw):
    """A text, disjoint edits of it in order."""
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [(Span(a, b), draw(st.text(alphabet="xyzữ", max_size=4))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return text, edits


@given(edited())
def test_the_map_covers_the_new_text_without_gaps(case):
    new, offsets = replace_spans(*case)
    position = 0
    for new_start, new_end, _, _ in offsets.segments:
        assert new_start == position
        position = new_end
    assert position == len(new)


@given(edited(), st.data())
def test_untouched_characters_map_to_themselves(case, data):
    text, edits = case
    new, offsets = replace_spans(text, edits)
    for new_start, new_end, old_start, old_end in offsets.segments:
        if (new_end - new_start) == (old_end - old_start) and new[new_start:new_end] == text[old_start:old_end]:
            a = data.draw(st.integers(new_start, new_end))
            b = data.draw(st.integers(a, new_end))
            if a < b:
                assert offsets.to_old(Span(a, b)).of(text) == new[a:b]


@given(edited(), st.data())
def test_old_spans_lie_in_the_old_text_and_grow_with_the_new(case, data):
    text, edits = case
    new, offsets = replace_spans(text, edits)
    a = data.draw(st.integers(0, len(new)))
    b = data.draw(st.integers(a, len(new)))
    outer = offsets.to_old(Span(a, b))
    assert outer.end <= len(text)
    if b - a >= 2:
        inner = offsets.to_old(Span(a + 1, b - 1))
        assert outer.contains(inner) or inner.start == inner.end


@given(edited(), st.data())
def test_two_maps_joined_say_the_same_as_one_after_the_other(case, data):
    text, edits = case
    middle, first = replace_spans(text, edits)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(middle)), max_size=6)))
    more = [(Span(a, b), data.draw(st.text(alphabet="QR", max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    new, second = replace_spans(middle, more)
    joined = second.after(first)
    assert joined.new_length == len(new)
    for position in range(len(new)):
        there = joined.to_old(Span(position, position + 1))
        step = first.to_old(second.to_old(Span(position, position + 1)))
        assert there.contains(step) or step.contains(there)


@given(edited(), st.data())
def test_joined_segments_map_alike(case, data):
    new, offsets = replace_spans(*case)
    joined = OffsetMap.of_segments(offsets.segments)
    assert len(joined.segments) <= len(offsets.segments)
    a = data.draw(st.integers(0, len(new)))
    b = data.draw(st.integers(a, len(new)))
    assert joined.to_old(Span(a, b)) == offsets.to_old(Span(a, b))


def test_untouched_words_join_into_one_segment():
    segments = [(0, 2, 5, 7), (2, 3, 7, 8), (3, 6, 8, 11), (6, 8, 11, 14), (8, 9, 14, 15)]
    assert OffsetMap.of_segments(segments).segments == ((0, 6, 5, 11), (6, 8, 11, 14), (8, 9, 14, 15))


def test_a_replaced_word_maps_as_a_whole():
    new, offsets = replace_spans("Uy ban nhan dan", [(Span(0, 2), "Ủy"), (Span(7, 11), "nhân dân ")])
    assert new == "Ủy ban nhân dân  dan"
    assert offsets.to_old(Span(9, 12)) == Span(7, 11)
    assert offsets.to_old(Span(0, 1)) == Span(0, 1)


@pytest.mark.parametrize("edits", [[(Span(3, 5), "x"), (Span(4, 6), "y")], [(Span(4, 5), "x"), (Span(1, 2), "y")]])
def test_overlapping_edits_are_refused(edits):
    with pytest.raises(ValueError, match="overlaps"):
        replace_spans("abcdefgh", edits)


def test_a_span_that_runs_backward_is_refused():
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 2)


def test_a_span_behind_the_text_is_refused():
    with pytest.raises(ValueError, match="outside"):
        OffsetMap.identity(3).to_old(Span(2, 4))


def test_stretches_given_in_any_order_are_merged():
    merged = Stretches([(5, 8), (0, 3), (2, 4)])
    assert [merged.holds(i) for i in range(9)] == [True, True, True, True, False, True, True, True, False]
