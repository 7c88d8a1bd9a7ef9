"""A figure in doubt is absent from the head."""

from dataclasses import replace
from datetime import date

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, Head, PlacedWord
from tasks.domain.span import Span
from tasks.structure.withheld import withhold_doubtful

TEXT = "Số: 914 /UBND-KTTH\nTân Giang, ngày 04 tháng 02 năm 2025"
HEAD = Head(
    type="CV",
    number="914",
    symbol="914/UBND-KTTH",
    issued_on=date(2025, 2, 4),
    spans=(("issued_on", Span(30, 57)), ("number", Span(4, 18)), ("symbol", Span(4, 18))),
)


def clean(**confidences):
    words, at = [], 0
    for text in TEXT.split():
        start = TEXT.index(text, at)
        at = start + len(text)
        words.append(PlacedWord(Span(start, at), 1, BBox(start, 0, at, 9), confidences.get(f"w{text}", 95.0)))
    return CleanText(TEXT, (), tuple(words))


@pytest.mark.parametrize(
    ("doubted", "gone"),
    [
        ({}, set()),
        ({"w914": 45.0}, {"number", "symbol"}),
        ({"w/UBND-KTTH": 30.0}, set()),
        ({"w04": 49.0}, {"issued_on"}),
        ({"wtháng": 20.0}, set()),
        ({"w914": 45.0, "w02": 20.0}, {"number", "symbol", "issued_on"}),
    ],
)
def test_what_was_hardly_read_is_left_out(doubted, gone):
    head = withhold_doubtful(HEAD, clean(**doubted))
    for name in ("number", "symbol", "issued_on"):
        assert (getattr(head, name) is None) is (name in gone)
        assert (name in dict(head.spans)) is (name not in gone)
    assert head.type == "CV"
    assert {d.field for d in head.doubts if d.code == "head-field-left-out"} == gone


@pytest.mark.parametrize(("doubted", "fields"), [({"w914": 50.0}, {"number", "symbol"}), ({"w04": 55.0}, {"issued_on"})])
def test_what_is_likelier_right_stays_with_a_doubt(doubted, fields):
    head = withhold_doubtful(HEAD, clean(**doubted))
    assert (head.number, head.issued_on) == ("914", date(2025, 2, 4))
    assert {(d.code, d.field) for d in head.doubts} == {("head-field-doubtful", field) for field in fields}


def test_the_year_of_issue_confirms_a_number():
    spans = (("issued_on", Span(30, 57)), ("number", Span(4, 18)), ("symbol", Span(4, 18)))
    head = Head(number="914", symbol="914/2025/UBND-KTTH", issued_on=date(2025, 2, 4), spans=spans)
    kept = withhold_doubtful(head, clean(w914=0.0))
    assert kept.number == "914" and {d.code for d in kept.doubts} == {"head-field-doubtful"}
    assert withhold_doubtful(replace(head, symbol="914/2013/UBND-KTTH"), clean(w914=0.0)).number is None


def test_text_without_confidences_stays():
    assert withhold_doubtful(HEAD, CleanText.from_plain(TEXT)) == HEAD
