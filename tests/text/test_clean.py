import pytest
from hypothesis import given
from hypothesis import strategies as st
from typeset import LEFT, TALL, body, set_line, set_page

from tasks.domain.geometry import BBox
from tasks.domain.outcome import Severity
from tasks.domain.page import Column, Line, PageNote, Word
from tasks.domain.span import Span
from tasks.text.clean import clean_pages
from tasks.text.model import load_model

KNOWN = "tổ tô chức thực hiện. Sở Nội vụ; QÐ-UBND 06-NQ/U 11 /CT-UBND - | ___ a) 1. Vềviệc Số:04 SỐ 2O23 Ký bởi: UBND ĐẾN"
words = st.one_of(
    st.sampled_from(KNOWN.split()),
    st.text(alphabet="aăâbcdđeêghiô ơpqtuưỷỵ1230./-;:()“”|_~Ð\u200b\u0301", max_size=9),
    st.text(max_size=5),
)


@st.composite
def read_pages(draw):
    pages = []
    for number in range(1, draw(st.integers(0, 3)) + 1):
        lines = []
        for row in range(draw(st.integers(0, 5))):
            x, found = draw(st.sampled_from([LEFT, LEFT + 120, 1200])), []
            for text in draw(st.lists(words, max_size=7)):
                found.append(Word(text, BBox(x, 300 + 80 * row, x + 20 * len(text), 300 + 80 * row + TALL), draw(st.floats(0, 100))))
                x += 20 * len(text) + 12
            lines.append(Line(tuple(found), draw(st.sampled_from(list(Column)))))
        pages.append(set_page(lines, number))
    return pages


@given(read_pages(), st.booleans())
def test_whatever_was_read_every_place_can_be_found_again(pages, context):
    cleaned = clean_pages(pages, load_model() if context else None)
    clean, text = cleaned.clean, cleaned.clean.text
    assert cleaned.to_raw.new_length == len(text)
    last = 0
    for word in clean.words:
        assert last <= word.span.start < word.span.end
        last = word.span.end
        assert not any(c.isspace() for c in word.span.of(text))
        assert cleaned.to_raw.to_old(word.span).of(cleaned.raw).strip()
    for line in clean.lines:
        assert "\n" not in line.span.of(text)
        assert "\f" not in line.span.of(text)
    assert sum(len(w.span.of(text)) for w in clean.words) == len("".join(text.split()))
    for change in clean.changes:
        assert change.span.of(text) == (change.after if change.applied else change.before)
        if change.applied:
            assert cleaned.to_raw.to_old(change.span).of(cleaned.raw) == change.before
    assert text.count("\f") == max(0, len(pages) - 1)


@given(read_pages(), st.data())
def test_the_way_to_the_raw_text_and_back_covers_the_span(pages, data):
    cleaned = clean_pages(pages, None)
    size = len(cleaned.clean.text)
    start = data.draw(st.integers(0, size))
    span = Span(start, data.draw(st.integers(start, size)))
    there = cleaned.to_raw.to_old(span)
    for word in cleaned.clean.words_in(span):
        if span.contains(word.span):
            assert there.contains(cleaned.to_raw.to_old(word.span))


def test_the_raw_text_is_what_was_read():
    page = set_page([set_line("2", 100, 1230), set_line("QÐ số 5", 500)], 2)
    cleaned = clean_pages([body("Một<"), page], None)
    assert cleaned.raw == "Một\f2\nQÐ số 5"
    assert cleaned.clean.text == "Một\n\fQĐ số 5\n"
    (change,) = cleaned.clean.changes
    assert (change.before, change.after, change.reason) == ("QÐ", "QĐ", "look-alike")


def test_a_blank_page_is_an_empty_page_between_form_feeds():
    assert clean_pages([body("Một<"), set_page([], 2), body("Ba<", number=3)], None).clean.text == "Một\n\f\fBa\n"
    assert clean_pages([], None).clean.text == ""


def test_a_number_written_into_a_blank_is_closed_up_and_cut_from_its_label():
    clean = clean_pages([set_page([set_line("Số:11 /CT-UBND", 300)])], None).clean
    assert clean.text == "Số: 11/CT-UBND\n"


def test_a_symbol_broken_over_two_lines_stays_as_printed():
    clean = clean_pages([body("thực hiện Chỉ thị số 10/CT-", "TTg ngày 5 tháng 4 năm 2024 của Thủ tướng Chính phủ về việc")], None).clean
    assert "10/CT-\nTTg" in clean.text


@pytest.mark.parametrize(
    ("read", "kept"), [("_ Tăng cường kiểm tra", "- Tăng cường kiểm tra"), ("nhiệm vụ| giải pháp", "nhiệm vụ giải pháp")]
)
def test_specks(read, kept):
    assert clean_pages([body(read)], None).clean.text.strip() == kept


def test_notes_and_unreadable_lines_are_issues():
    note = PageNote("orientation-unsure", "The page may lie sideways.", BBox(1, 2, 3, 4))
    noise = set_line("FẬ1 x3À Ỉz ụtÌN", 2000, confidence=10.0)
    page = set_page([*body("Giao Sở Nội vụ chủ trì.<").lines, noise], notes=[note])
    issues = clean_pages([page], None).issues
    assert [(i.code, i.page, i.severity) for i in issues] == [
        ("orientation-unsure", 1, Severity.WARNING),
        ("unreadable-line", 1, Severity.WARNING),
    ]
    assert issues[0].regions[0].bbox == BBox(1, 2, 3, 4)
