from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.doubt import DOUBTS, GRAVE
from tasks.domain.finding import Citation, Deadline, Directive, Doubt, Findings, Metric, Part
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, Head, PlacedWord, Structure, TextLine
from tasks.domain.outcome import Severity
from tasks.domain.span import Span
from tasks.findings.doubts import DOUBTFUL_HEAD, find_doubts, without_doubted
from tasks.findings.figure_doubts import DOUBTFUL_NUMBER

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
    value = Decimal(printed.replace(",", "."))
    base = Metric("1", "tỷ lệ hộ nghèo", value, "%", "percent", text, Span(0, len(text)), Span(at, at + len(printed)), sure=True)
    return replace(base, **fields)


PLAIN = CleanText.from_plain("Sở Xây dựng báo cáo kết quả")
ORDER = Directive("1", PLAIN.text, Span(0, len(PLAIN.text)), ("Sở Xây dựng",), deadline=Deadline("30/9/2025", date(2025, 9, 30)), sure=True)


def test_a_complete_notice_raises_nothing():
    assert codes(PLAIN, Findings(directives=(ORDER,))) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"lead": ()}, "directive-without-lead"),
        ({"deadline": None}, "directive-without-deadline"),
        ({"deadline": Deadline("khi cần")}, "deadline-unresolved"),
        ({"sure": False}, "directive-not-sure"),
    ],
)
def test_gaps_of_a_directive(change, code):
    (issue,) = doubts(PLAIN, Findings(directives=(ORDER, replace(ORDER, **change))))
    assert (issue.code, issue.kind, issue.index, issue.span) == (code, "directive", 1, ORDER.span)
    assert issue.severity is DOUBTS[code].severity


def test_a_recurring_deadline_is_one():
    assert codes(PLAIN, Findings(directives=(replace(ORDER, deadline=Deadline("hằng quý", recurs="quarterly")),))) == []


def test_gaps_many_notices_have_on_purpose_are_only_information():
    assert DOUBTS["directive-without-lead"].severity is DOUBTS["directive-without-deadline"].severity is Severity.INFO


@pytest.mark.parametrize("field", ["type", "symbol", "issuer", "issued_on"])
def test_a_missing_head_field(field):
    (issue,) = doubts(PLAIN, head=replace(HEAD, **{field: None}))
    assert (issue.code, issue.kind, issue.severity) == ("head-field-missing", "head", Severity.WARNING)
    assert issue.field == field and field in issue.message


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


def test_shares_compared_with_different_times_do_not_conflict():
    text = "so với tháng trước bằng 99,7%; so với kỳ gốc bằng 110,5%; bằng 104,7%; bằng 105,2%"
    first, second, third, fourth = (metric(text, value) for value in ("99,7", "110,5", "104,7", "105,2"))
    assert codes(CleanText.from_plain(text), Findings(metrics=(first, second, third))) == []
    assert codes(CleanText.from_plain(text), Findings(metrics=(third, fourth))) == ["metric-conflict"]


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
        assert issue.code in DOUBTS
        assert issue.span is None or issue.span.end <= len(text)


def test_a_rule_s_own_doubt_says_its_field_and_stands_at_the_narrowest_place():
    part = Part("lead", "Sở Xây dựng", Span(0, 11), "subject")
    order = replace(ORDER, parts=(part,), doubts=(Doubt("party-runs-on", "lead"), Doubt("party-runs-on", "coordinating", Span(3, 6))))
    found = doubts(PLAIN, Findings(directives=(order,)))
    assert [(i.code, i.kind, i.index, i.field, i.span, i.severity) for i in found] == [
        ("party-runs-on", "directive", 0, "lead", Span(0, 11), Severity.WARNING),
        ("party-runs-on", "directive", 0, "coordinating", Span(3, 6), Severity.WARNING),
    ]
    assert "“Sở Xây dựng”" in found[0].message


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (replace(ORDER, deadline=Deadline("31/2/2025"), doubts=(Doubt("no-such-date", "deadline"),)), ["no-such-date"]),
        (replace(ORDER, deadline=None, doubts=(Doubt("no-such-date"),)), ["no-such-date"]),
        (replace(ORDER, lead=(), doubts=(Doubt("party-runs-on", "lead"),)), ["party-runs-on"]),
        (replace(ORDER, lead=(), doubts=(Doubt("new-doubt"),)), ["new-doubt", "directive-without-lead"]),
        (
            replace(ORDER, lead=(), deadline=None, sure=False),
            ["directive-without-lead", "directive-without-deadline", "directive-not-sure"],
        ),
        (replace(ORDER, sure=False, deadline=Deadline("khi cần")), ["deadline-unresolved"]),
    ],
)
def test_a_narrower_doubt_stands_for_the_wider_one(order, expected):
    assert codes(PLAIN, Findings(directives=(order,))) == expected


def test_a_row_that_is_not_sure_gives_its_reasons():
    order = replace(ORDER, lead=(), sure=False, rule="bullet", confidence=0.61)
    noted, general = doubts(PLAIN, Findings(directives=(order,)))
    assert noted.severity is Severity.INFO
    assert all(word in general.message for word in ("bullet", "0.61", noted.code))
    text = "tỷ lệ hộ nghèo 3,2%"
    (figure,) = doubts(CleanText.from_plain(text), Findings(metrics=(metric(text, "3,2", sure=False),)))
    assert (figure.code, figure.kind, figure.index) == ("metric-not-sure", "metric", 0)


def test_a_rule_s_own_doubt_of_a_metric():
    text = "tỷ lệ hộ nghèo 3,2%"
    (issue,) = doubts(CleanText.from_plain(text), Findings(metrics=(metric(text, "3,2", doubts=(Doubt("metric-conflict", "period"),)),)))
    assert (issue.code, issue.field, issue.span) == ("metric-conflict", "period", Span(15, 18))


ROWS = st.builds(
    replace,
    st.just(ORDER),
    sure=st.booleans(),
    lead=st.sampled_from([(), ("Sở Xây dựng",)]),
    deadline=st.sampled_from([None, Deadline("khi cần"), ORDER.deadline]),
    doubts=st.lists(st.builds(Doubt, st.sampled_from([*DOUBTS, "new-doubt"]), st.sampled_from([None, "lead", "deadline"])), max_size=2).map(
        tuple
    ),
)


@given(st.lists(ROWS, max_size=5), st.floats(0, 100))
def test_what_is_sure_is_not_doubted_and_what_is_not_is(directives, confidence):
    clean = scanned(PLAIN.text + " 3,2%", confidence)
    figure = metric(clean.text, "3,2", sure=confidence > 50)
    findings = Findings(tuple(directives), (figure,))
    found = doubts(clean, findings)
    told = without_doubted(findings, found)
    for kind, rows in (("directive", told.directives), ("metric", told.metrics)):
        for index, row in enumerate(rows):
            doubted = any((i.kind, i.index) == (kind, index) and i.severity in GRAVE for i in found)
            assert row.sure is not doubted
    assert without_doubted(told, doubts(clean, told)) == told
