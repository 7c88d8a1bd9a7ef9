"""Pages that were read into rubbish are named, and nothing is found on them."""

from config.vocabulary import load_vocabulary
from tasks.domain.geometry import BBox
from tasks.domain.notice import Head, Section, Structure
from tasks.domain.page import Line, PageSource, RecognizedPage, Word
from tasks.domain.span import Span
from tasks.findings.extract import extract_findings
from tasks.text.clean import clean_pages
from tasks.text.unread_pages import rubbish_spans

GOOD = "Sở Y tế chủ trì rà soát 15 trạm y tế xã, báo cáo Ủy ban nhân dân tỉnh trước ngày 30 tháng 6 năm 2026."
RUBBISH = "Suoud uợp ugu ượq Áu €ngX 5 3ượo nệiA 9ƒp 12 ộưs ờs ua ồqL ueyu YTu aeoq nẹp iouo oạs iòlh unq oạg tươu 25 hộ oạu nua"


def page(number, text, source=PageSource.OCR):
    words = [Word(w, BBox(60 * n, 100, 60 * n + 50, 130), 90.0) for n, w in enumerate(text.split())]
    return RecognizedPage(number, 3000, 800, 200, source, (Line(tuple(words)),) if words else ())


def test_pages_are_named():
    cleaned = clean_pages([page(1, GOOD), page(2, RUBBISH), page(3, "x"), page(4, "", PageSource.BLANK)], None)
    assert [(i.code, i.page) for i in cleaned.issues if i.code.startswith("page-")] == [("page-unreadable", 2), ("page-without-words", 3)]


def test_nothing_is_found_in_rubbish():
    clean = clean_pages([page(1, GOOD), page(2, f"{RUBBISH}. {GOOD[:0]}Giao Sở Y tế xử lý 7 hộ.")], None).clean
    (place,) = rubbish_spans(clean)
    whole = Section("1", "1", None, "", Span(0, len(clean.text)), None, Span(0, len(clean.text)))
    found = extract_findings(clean, Structure(Head(type="TB"), (whole,), Span(0, len(clean.text))), load_vocabulary())
    assert found.metrics and all(m.span.start < place.start for m in found.metrics)
    assert all(d.span.start < place.start for d in found.directives)
