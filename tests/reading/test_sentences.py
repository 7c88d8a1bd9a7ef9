"""Sentences: bullets noted, what opens a list, and where each character stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.words import load_words
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.span import Span
from tasks.findings.extract import tagger_of
from tasks.reading.notice import NoticeReading
from tasks.reading.sentences import of_plain, of_span, read_sentences

TAGGER = tagger_of(load_words())


def read(text):
    return read_sentences(CleanText.from_plain(text), Span(0, len(text)), TAGGER)


def test_bullets_are_noted_and_left_out():
    found = read("Thực hiện:\n\n- Rà soát. Báo cáo.\n\n+ Kiểm tra.\n\n• Đôn đốc.\n\nTổng hợp.")
    assert [(s.marker, s.first, s.text) for s in found] == [
        ("", True, "Thực hiện:"),
        ("-", True, "Rà soát."),
        ("", False, "Báo cáo."),
        ("+", True, "Kiểm tra."),
        ("-", True, "Đôn đốc."),
        ("", True, "Tổng hợp."),
    ]


def test_sentences_of_a_paragraph_share_its_number():
    assert [s.paragraph for s in read("Rà soát. Báo cáo.\n\nKiểm tra.")] == [0, 0, 1]


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("Sở Y tế thực hiện:", True),
        ("Yêu cầu các đơn vị thực hiện các nội dung sau.", True),
        ("UBND huyện yêu cầu như sau", True),
        ("Sở Y tế thực hiện.", False),
        ("Kết quả như sau đã nêu.", False),
    ],
)
def test_what_opens_a_list(text, opens):
    assert of_plain(text, TAGGER).opens_list is opens


def test_what_is_printed_is_kept_beside_the_folded_text():
    (sentence,) = read("Uỷ ban nhân dân\ntỉnh – “hoà giải”.")
    assert (sentence.text, sentence.printed) == ('Ủy ban nhân dân tỉnh - "hòa giải".', "Uỷ ban nhân dân tỉnh – “hoà giải”.")
    at = sentence.text.index("tỉnh")
    assert sentence.span(at, at + 4) == Span(16, 20)


def test_a_heading_over_several_lines_is_one_sentence():
    text = "1. Sở Nông nghiệp\n  và Môi trường\n\nRà soát."
    clean, span = CleanText.from_plain(text), Span(3, text.index("\n\n"))
    heading = of_span(clean, span, TAGGER)
    assert heading.text == "Sở Nông nghiệp và Môi trường"
    assert heading.span(0, len(heading.text)) == span


def test_a_place_is_read_once_and_a_section_without_heading_has_none():
    text = "Sở Y tế\n\nRà soát."
    section = Section("1", "1", "Sở Y tế", "Sở Y tế", Span(0, len(text)), Span(0, 7), Span(9, len(text)))
    bare = Section("2", "2", None, "", Span(0, 0), None, Span(0, 0))
    reading = NoticeReading(CleanText.from_plain(text), Structure(Head(), (section, bare), Span(0, len(text))), TAGGER)
    assert [s.text for s in reading.sentences(section.body)] == ["Rà soát."]
    assert reading.sentences(section.body) is reading.sentences(section.body)
    assert reading.heading(section).text == "Sở Y tế"
    assert reading.heading(bare) is None


@given(st.text(alphabet="aSởỷ .;:-+•–\n\f1“", max_size=100))
def test_every_token_and_character_of_a_sentence_stands_where_it_says(text):
    for sentence in read(text):
        assert len(sentence.text) == len(sentence.printed) == len(sentence.places)
        assert len(sentence.tokens) == len(sentence.tags)
        for printed, place in zip(sentence.printed, sentence.places, strict=True):
            assert printed == text[place] or (printed == " " and (place == len(text) or text[place].isspace()))
