"""A reading of one small notice, made by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from db.reading.documents import register_document
from tasks.domain.finding import Agency, Citation, Deadline, Directive, Evidence, Findings, Metric
from tasks.domain.geometry import BBox, Region
from tasks.domain.notice import Change, CleanText, Head, Section, Structure
from tasks.domain.outcome import Issue, Severity
from tasks.domain.page import Line, PageSource, RecognizedPage, Word, summarize_page
from tasks.domain.reading import Extraction, Reading
from tasks.domain.span import OffsetMap, Span

TEXT = "1. Sở Nội vụ\nGiao Sở Nội vụ, phối hợp với Sở Y tế, giảm 400 biên chế theo 12/QĐ-UBND."


def register(url):
    """Make the document that most tests are about."""
    return register_document(url, sha256="ab" * 32, byte_size=3, store_path="ab/x", delivery=("/in/a.pdf", "a.pdf"))[0]


def evidence(start, end):
    return Evidence(Span(start, end), TEXT[start:end], (Region(1, BBox(10, 20, 30, 40)), Region(1, BBox(10, 50, 90, 70))), 71.5)


def make_reading(symbol="1/TB-UBND", value="400.50"):
    task = Directive(
        "1",
        TEXT[13:],
        Span(13, len(TEXT)),
        ("Sở Nội vụ",),
        ("Sở Y tế",),
        Deadline("trước ngày 30/6/2026", date(2026, 6, 30)),
        ("12/QĐ-UBND", "12/QĐ-UBND", "unknown"),
    )
    metric = Metric(
        "1", "biên chế", Decimal(value), "biên chế", "count", TEXT[13:], Span(13, len(TEXT)), Span(50, 53), direction="decrease"
    )
    head = Head(
        type="TB", number="1", symbol=symbol, issuer="UBND tỉnh Tân Giang", issued_on=date(2026, 6, 19), recipients=("Như trên", "Lưu")
    )
    section = Section("1", "1", "Sở Nội vụ", "Sở Nội vụ", Span(0, len(TEXT)), Span(3, 12), Span(13, len(TEXT)))
    child = replace(section, label="a", path="1/a", heading=None)
    return Reading(
        pages=(
            summarize_page(
                RecognizedPage(1, 100, 200, 200, PageSource.OCR, (Line((Word("Sở", BBox(1, 2, 3, 4), 90.0),)),), picture="p.jpg"), "f"
            ),
        ),
        raw_text=TEXT.replace("Sở", "Sờ"),
        clean=CleanText(TEXT, (), (), (Change(Span(3, 5), "Sờ", "Sở", "syllable-context", 0.9),)),
        to_raw=OffsetMap.identity(len(TEXT)),
        structure=Structure(head, (section, child), Span(0, len(TEXT))),
        extraction=Extraction(
            Findings((task,), (metric,), (Citation("12/QĐ-UBND", "QĐ", Span(70, 80)),)),
            (evidence(0, len(TEXT)), evidence(13, len(TEXT))),
            (evidence(13, len(TEXT)),),
            (evidence(13, len(TEXT)),),
            (evidence(70, 80),),
            (("Sở Nội vụ", Agency("so-noi-vu", "Sở Nội vụ", "agency")),),
            (Issue("low-confidence", Severity.WARNING, "Is it 400?", 1, Span(50, 53), kind="metric", index=0),),
        ),
        issues=(Issue("orientation-unsure", Severity.INFO, "Page 1 may lie sideways.", 1),),
    )
