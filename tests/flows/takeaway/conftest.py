"""A database with two small notices: every kind of deadline, a doubtful figure, and text that would be a formula."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from db.asking.selection import Selection, selected
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from flows.takeaway.workbook import write_workbook
from tasks.domain.finding import Agency, Citation, Deadline, Directive, Evidence, Findings, Metric
from tasks.domain.geometry import BBox, Region
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.outcome import Issue, Severity
from tasks.domain.page import Line, PageSource, RecognizedPage, Word, summarize_page
from tasks.domain.reading import Extraction, Reading
from tasks.domain.span import OffsetMap, Span

TEXT = "=SUM(A1) Sở Nội vụ rà soát 12/63 danh sách."
WHOLE = Span(0, len(TEXT))
EVIDENCE = Evidence(WHOLE, TEXT, (Region(1, BBox(10, 20, 30, 40)),), 71.5)
AGENCY = Agency("so-noi-vu", "Sở Nội vụ", "agency")


def task(text, lead, deadline=None, item=1, **further):
    return Directive("1", text, WHOLE, lead, deadline=deadline, item=item, **({"sure": True} | further))


TASKS = (
    task("=SUM(A1) rà soát", ("Sở Nội Vụ",), Deadline("trước ngày 30/6/2026", date(2026, 6, 30)), coordinating=("Sở Y tế",)),
    task("+84 báo cáo", ("Sở Tài chính", "Sở Nội vụ"), Deadline("trước ngày 20 hằng tháng", recurs="monthly"), citations=("12/QĐ-UBND",)),
    task("-2 họp giao ban", (), Deadline("hằng tuần", recurs="weekly")),
    task("@x nghiên cứu", ("Sở Y tế",), Deadline("trong thời gian tới"), sure=False),
    task("tổ chức thực hiện", ("Sở Y tế",), product="kế hoạch", item=2),
)


def metric(value, **further):
    given = {"sure": True} | further
    return Metric("1", "PAR INDEX", Decimal(value), "rank", "rank", TEXT, WHOLE, Span(9, 11), code="PAR-INDEX", **given)


FIGURES = (
    metric("12", sure=False, total=Decimal(63), period="2021", change=Decimal("+10")),
    metric("9", period="2023-Q1", role="target"),
    Metric("1", "giải ngân", Decimal("1234567.50"), "triệu đồng", "money", TEXT, WHOLE, Span(9, 11), comparator=">=", sure=True),
)


def make_reading(symbol, issued_on, issuer, tasks=TASKS, figures=FIGURES):
    page = RecognizedPage(1, 100, 200, 200, PageSource.OCR, (Line((Word("Sở", BBox(1, 2, 3, 4), 90.0),)),), picture="p.jpg")
    issues = (
        Issue(
            "number-doubtful",
            Severity.WARNING,
            "The figure '12' was read with confidence 40.",
            1,
            WHOLE,
            kind="metric",
            index=0,
            field="value",
        ),
        Issue("deadline-unresolved", Severity.WARNING, "The deadline is no date.", 1, WHOLE, kind="directive", index=3, field="deadline"),
        Issue("directive-without-lead", Severity.INFO, "Nobody is named.", 1, WHOLE, kind="directive", index=2),
    )
    return Reading(
        pages=(summarize_page(page, "f"),),
        raw_text=TEXT,
        clean=CleanText(TEXT, ()),
        to_raw=OffsetMap.identity(len(TEXT)),
        structure=Structure(
            Head(type="TB", number="1", symbol=symbol, issuer=issuer, issued_on=issued_on),
            (Section("1", "1", None, "Sở Nội vụ", WHOLE, None, WHOLE),),
            WHOLE,
        ),
        extraction=Extraction(
            Findings(tasks, figures, (Citation("12/QĐ-UBND", "QĐ", WHOLE),)),
            (EVIDENCE,),
            (EVIDENCE,) * len(tasks),
            (EVIDENCE,) * len(figures),
            (EVIDENCE,),
            (("Sở Nội vụ", AGENCY), ("Sở Nội Vụ", AGENCY)),
            issues if tasks is TASKS else issues[:1],
        ),
    )


@pytest.fixture
def sheet(url, tmp_path):
    """Exports the workbook, lets a test edit it, and gives its path."""
    path = tmp_path / "tasks.xlsx"

    def edited(edit=lambda book: None, *, fresh=True):
        if fresh:
            write_workbook(selected(url, Selection()), path, date(2026, 6, 30))
        book = load_workbook(path)
        edit(book)
        book.save(path)
        return path

    return edited


@pytest.fixture
def given_tasks():
    """The tasks of the first notice."""
    return TASKS


def write(url, number, *, symbol, issued_on, issuer, tasks=TASKS, figures=FIGURES, fingerprint="f1"):
    document, _ = register_document(
        url, sha256=f"{number:02x}" * 32, byte_size=3, store_path=f"{number:02x}/x", delivery=(f"/in/{number}.pdf", f"{number}.pdf")
    )
    key = RevisionKey(document.id, fingerprint, {}, {})
    write_reading(url, key, make_reading(symbol, issued_on, issuer, tasks, figures))
    return document


def fill(url):
    write(url, 1, symbol="1/TB-UBND", issued_on=date(2026, 6, 19), issuer="UBND tỉnh Tân Giang")
    write(url, 2, symbol="2/TB-SYT", issued_on=None, issuer="Sở Y tế", tasks=(replace(TASKS[4], text="kiểm tra"),))


@pytest.fixture
def load():
    """Loads a reading into a database."""
    return write


@pytest.fixture
def url(home, filled_databases, migrated_sqlite):
    """The database of a home: a notice of June 2026 with all tasks, an undated one of another issuer with one."""
    with filled_databases.in_file(fill, migrated_sqlite, home / "thongbao.db") as (made, _):
        yield made
