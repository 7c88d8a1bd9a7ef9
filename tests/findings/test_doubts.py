from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.finding import Citation, Deadline, Directive, Findings, Metric
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, Head, PlacedWord, Structure, TextLine
from tasks.domain.outcome import Severity
from tasks.domain.span import Span
from tasks.findings.doubts import DOUBTFUL_HEAD, DOUBTFUL_NUMBER, SEVERITIES, find_doubts

HEAD = Head(type="BC", symbol="12/BC-UBND", issuer="Ủy ban nhân dân tỉnh Tân Giang", issued_on=date(2025, 7, 3))


def scanned(text: str, confidence: float = 95.0) -> CleanText:
    """One line on page 2, every word as sure as ``confidence``."""
    words, at = [], 0
    for word in text.split(" "):
        words.append(PlacedWord(Span(at, at + len(word)), 2, BBox(10 * at, 0, 10 * (at + len(word)), 20), confidence))
        at += len(word) + 1
    return CleanText(text, (TextLine(Span(0, len(text)), 2),), tuple(words))


def doubts(clean: CleanText, findings: Findings = Findings(), head: Head = HEAD):  # noqa: B008
    return find_doubts(clean, Structure(head, (), Span(0, len(clean.text))), findings)


def codes(*args, **kwargs) -> list[str]:
    return [issue.code for issue in doubts(*args, **kwargs)]


def metric(text: str, printed: str, **fields) -> Metric:
    at = text.index(printed)
    base = Metric(
        "1", "tỷ lệ hộ nghèo", Decimal(printed.replace(",", ".")), "%", "percent", text, Span(0, len(text)), Span(at, at + len(printed))
    )
    return replace(base, **fields)


PLAIN = CleanText.from_plain("Sở Xây dựng báo cáo kết quả")
ORDER = Directive("1", PLAIN.text, Span(0, len(PLAIN.text)), ("Sở Xây dựng",), deadline=Deadline("30/9/2025", date(2025, 9, 30)))


def test_a_complete_notice_raises_nothing():
    assert codes(PLAIN, Findings(directives=(ORDER,))) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lead": ()}, "directive-without-lead"),
        ({"deadline": None}, "directive-without-deadline"),
        ({"deadline": Deadline("khi cần")}, "deadline-unresolved"),
        ({"confidence": 0.4}, "directive-doubtful"),
    ],
)
def test_gaps_of_a_directive(change, code):
    (issue,) = doubts(PLAIN, Findings(directives=(ORDER, replace(ORDER, **change))))
    assert (issue.code, issue.kind, issue.index, issue.span) == (code, "directive", 1, ORDER.span)
    assert issue.severity is SEVERITIES[code]


def test_a_recurring_deadline_is_one():
    assert codes(PLAIN, Findings(directives=(replace(ORDER, deadline=Deadline("hằng quý", recurs="quarterly")),))) == []


def test_gaps_many_notices_have_on_purpose_are_only_information():
    assert SEVERITIES["directive-without-lead"] is SEVERITIES["directive-without-deadline"] is Severity.INFO


@pytest.mark.parametrize("field", ["type", "symbol", "issuer", "issued_on"])
def test_a_missing_head_field(field):
    (issue,) = doubts(PLAIN, head=replace(HEAD, **{field: None}))
    assert (issue.code, issue.kind, issue.severity) == ("head-field-missing", "head", Severity.WARNING)
    assert field.replace("_", " ") in issue.message


@pytest.mark.parametrize(("below", "expected"), [(1, ["head-field-doubtful"]), (0, [])])
def test_a_head_field_read_badly(below, expected):
    clean = scanned("Số: 12/BC-UBND", DOUBTFUL_HEAD - below)
    assert codes(clean, head=replace(HEAD, spans=(("symbol", Span(4, 14)),))) == expected


@pytest.mark.parametrize(("below", "expected"), [(1, ["number-doubtful"]), (0, [])])
def test_a_figure_read_badly(below, expected):
    clean = scanned("tỷ lệ hộ nghèo 3,2%", DOUBTFUL_NUMBER - below)
    found = doubts(clean, Findings(metrics=(metric(clean.text, "3,2"),)))
    assert [i.code for i in found] == expected
    assert all(i.page == 2 and i.regions[0].bbox == BBox(150, 0, 190, 20) for i in found)


@pytest.mark.parametrize(
    ("first", "second", "conflict"),
    [
        ({}, {}, True),
        ({"period": "2023"}, {"period": "2024"}, False),
        ({"unit": "hộ", "kind": "count"}, {}, False),
        ({"role": "target"}, {}, False),
        ({"direction": "decrease"}, {}, False),
        ({"name": "tỷ lệ hộ cận nghèo"}, {}, False),
        ({"name": "tỷ lệ nghèo", "code": "POVERTY-RATE", "section": "I"}, {"code": "POVERTY-RATE", "section": "II"}, True),
        ({"section": "I"}, {"section": "II"}, False),
        ({"name": "hộ"}, {"name": "hộ"}, False),
        ({"value": Decimal("4.10")}, {}, False),
    ],
)
def test_two_values_for_one_measure(first, second, conflict):
    text = "còn 3,2%; còn 4,1%"
    found = doubts(CleanText.from_plain(text), Findings(metrics=(metric(text, "3,2", **first), metric(text, "4,1", **second))))
    assert [(i.code, i.index) for i in found] == ([("metric-conflict", 1)] if conflict else [])


def test_shares_of_different_wholes_do_not_conflict():
    text = "đạt 85,1% dự toán, đạt 90,2% kế hoạch"
    assert codes(CleanText.from_plain(text), Findings(metrics=(metric(text, "85,1"), metric(text, "90,2")))) == []


def test_more_than_all():
    text = "15/12 xã"
    assert codes(PLAIN, Findings(metrics=(metric(text, "15", total=Decimal(12)),))) == ["metric-beyond-total"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, ["citation-unresolved"]),
        ({"issuer": "UBND tỉnh"}, ["citation-without-date"]),
        ({"issued_on": date(2025, 1, 2)}, []),
    ],
)
def test_citations_that_name_too_little(fields, expected):
    assert codes(PLAIN, Findings(citations=(Citation("12/QĐ-UBND", "QĐ", Span(0, 3), **fields),))) == expected


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("gồm 05 (sáu) hộ", True),
        ("gồm 05 (năm) hộ", False),
        ("gồm 15 (Mười lăm) hộ", False),
        ("500.000.000 đồng (Năm trăm triệu đồng)", False),
        ("500.000.000 đồng (Bằng chữ: Năm mươi triệu đồng)", True),
        ("12 triệu đồng (mười hai triệu đồng)", False),
        ("20% (hai mươi phần trăm)", False),
        ("Điều 5 (sửa đổi)", False),
        ("12 (xem phụ lục)", False),
    ],
)
def test_a_figure_and_its_words(text, differ):
    assert codes(CleanText.from_plain(text)) == (["figure-and-words-differ"] if differ else [])


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("kinh phí §.699,28 triệu đồng", "§.699,28"),
        ("đạt l5% kế hoạch", "l5"),
        ("đạt 1O,5% kế hoạch", "1O,5"),
        ("đạt 15,5% kế hoạch", None),
        ("xã Tân Lập 2 triệu đồng", None),
        ("diện tích (15 ha) và <5 ha", None),
    ],
)
def test_a_garbled_figure_is_not_lost(text, printed):
    found = [i for i in doubts(CleanText.from_plain(text)) if i.code == "number-unreadable"]
    assert [i.span.of(text) for i in found if i.span] == ([printed] if printed else [])


@given(st.text(alphabet="05 (sáu)%,.§lO|đồngha\n", max_size=200))
def test_any_text_gives_doubts_that_stand_in_it(text):
    for issue in doubts(CleanText.from_plain(text)):
        assert issue.code in SEVERITIES
        assert issue.span is None or issue.span.end <= len(text)
