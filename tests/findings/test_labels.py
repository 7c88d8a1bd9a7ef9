from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, Head, Section, Structure, TextLine
from tasks.domain.outcome import Severity
from tasks.domain.span import Span
from tasks.findings.labels import label_doubts

TEXT = "1. Rà soát\n\nBáo cáo\n\n7. Đôn đốc"
CLEAN = CleanText(TEXT, (TextLine(Span(0, len(TEXT)), 1, bbox=BBox(0, 0, 10, 10)),))


def section(label, start, end, **given):
    return Section(label, label, None, "Rà soát", Span(start, end), None, Span(start, end), **given)


def test_a_doubtful_label_and_a_lost_one_are_told():
    sections = (section("1", 0, 12), section("2", 12, 21, read=""), section("7", 21, len(TEXT), read="?.", doubtful=True))
    doubts = list(label_doubts(CLEAN, Structure(Head(), sections, Span(0, len(TEXT)))))
    assert [(d.code, d.index, d.kind, d.field) for d in doubts] == [
        ("section-label-lost", 1, "section", "label"),
        ("section-label-doubtful", 2, "section", "label"),
    ]
    assert [d.severity for d in doubts] == [Severity.INFO, Severity.WARNING]
    assert "“?.”" in doubts[1].message


def test_a_label_that_was_surely_mended_is_no_doubt():
    sections = (section("1", 0, 12, read="l."),)
    assert not list(label_doubts(CLEAN, Structure(Head(), sections, Span(0, len(TEXT)))))
