"""Each finding of restored text is a doubt that names its words in question."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.finding import Citation, Directive, Findings, Metric, Part
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord, TextLine
from tasks.domain.outcome import Severity
from tasks.domain.span import Span
from tasks.findings.restored import CODE, restored_doubts

TEXT = "Sở Xây dựng báo cáo kết quả giảm 3,5"
WHOLE = Span(0, len(TEXT))
ORDERED = Directive("1", TEXT, WHOLE, ("Sở Xây dựng",))
MEASURED = Metric("1", "kết quả", Decimal("3.5"), "%", "percent", TEXT, WHOLE, Span(TEXT.index("3,5"), len(TEXT)))


def scanned(confidence):
    """One line on page 2, every word as sure as ``confidence``."""
    words, at = [], 0
    for word in TEXT.split(" "):
        words.append(PlacedWord(Span(at, at + len(word)), 2, BBox(10 * at, 0, 10 * (at + len(word)), 20), confidence))
        at += len(word) + 1
    return CleanText(TEXT, (TextLine(WHOLE, 2),), tuple(words))


def clean(**confidences):
    """The text with some words less sure than the rest, by their number."""
    found = scanned(95.0)
    words = [replace(w, confidence=confidences.get(f"w{n}", w.confidence)) for n, w in enumerate(found.words)]
    return replace(found, words=tuple(words))


def test_every_finding_has_one():
    findings = Findings((ORDERED,), (MEASURED,), (Citation("12/QĐ-UBND", "QĐ", WHOLE, date(2024, 1, 2)),))
    found = list(restored_doubts(clean(), findings, {2}))
    assert [(i.code, i.kind, i.index, i.severity) for i in found] == [
        (CODE, k, 0, Severity.INFO) for k in ("directive", "metric", "citation")
    ]
    assert all(i.regions and i.span == WHOLE and i.page == 2 and "95" in i.message for i in found)


def test_pages_that_were_read_and_words_that_lost_nothing_have_none():
    findings = Findings(directives=(ORDERED,))
    assert list(restored_doubts(clean(), findings, {1})) == []
    assert list(restored_doubts(scanned(100.0), findings, {2})) == []


def test_words_in_question_are_named_the_least_sure_first():
    (found,) = restored_doubts(clean(w3=80.0, w5=70.0), Findings(directives=(ORDERED,)), {2})
    assert found.message.index("“kết” (70)") < found.message.index("“báo” (80)")
    assert "Xây" not in found.message and found.severity is Severity.WARNING


def test_a_figure_in_question_is_what_the_doubt_is_about():
    (found,) = restored_doubts(clean(w8=80.0), Findings(metrics=(MEASURED,)), {2})
    assert (found.severity, found.field) == (Severity.WARNING, "value")
    (other,) = restored_doubts(clean(w1=80.0), Findings(metrics=(MEASURED,)), {2})
    assert (other.severity, other.field) == (Severity.WARNING, None)


def test_a_party_in_question_that_stands_elsewhere_is_one_too():
    far = replace(ORDERED, span=Span(0, 2), parts=(Part("lead", "x", clean().words[5].span, "heading"),))
    (found,) = restored_doubts(clean(w5=70.0), Findings(directives=(far,)), {2})
    assert found.severity is Severity.WARNING and found.span == Span(0, 2)


@given(st.lists(st.floats(0, 99), min_size=9, max_size=9))
def test_the_list_of_words_stays_short(confidences):
    (found,) = restored_doubts(clean(**{f"w{n}": c for n, c in enumerate(confidences)}), Findings(directives=(ORDERED,)), {2})
    assert found.message.count("“") <= 6
