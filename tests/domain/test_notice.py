from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord
from tasks.domain.span import Span


@given(st.text(alphabet="aĐế1 \t\n\f", max_size=120))
def test_plain_text_keeps_every_line_at_its_place(text):
    clean = CleanText.from_plain(text)
    assert [line.span.of(text) for line in clean.lines] == [part.strip() for part in text.replace("\f", "\n").split("\n") if part.strip()]
    for line in clean.lines:
        assert line.page == 1 + text[: line.span.start].count("\f")
    assert len(clean.flat) == len(text)


def test_paragraphs_start_after_empty_lines_and_page_breaks():
    clean = CleanText.from_plain("Một\nhai\n\nBa\nbốn\n\fNăm")
    assert [line.starts_paragraph for line in clean.lines] == [True, False, True, False, True]


@given(st.integers(0, 40), st.integers(0, 40))
def test_words_in_a_span_are_those_that_share_a_character(a, b):
    words = tuple(PlacedWord(Span(i * 4, i * 4 + 3), 1, BBox(0, 0, 1, 1), 90.0) for i in range(10))
    clean = CleanText("abc " * 10, (), words)
    span = Span(min(a, b), max(a, b))
    wanted = tuple(w for w in words if w.span.start < span.end and w.span.end > span.start)
    assert clean.words_in(span) == wanted
