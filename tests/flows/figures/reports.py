"""Yearly reports of two provinces, in sentences and in tables; all invented."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tasks.domain.finding import Evidence, Findings, Metric, Region
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, Head, Section, Structure
from tasks.domain.page import Line, PageSource, RecognizedPage, Word, summarize_page
from tasks.domain.reading import Extraction, Reading
from tasks.domain.span import OffsetMap, Span


@dataclass(frozen=True)
class Report:
    """A report of one year."""

    year: int
    figures: tuple[Metric, ...]
    province: str = "Tân Giang"
    issuer: str = "Ủy ban nhân dân tỉnh {province}"
    subject: str = "Báo cáo kết quả phát triển kinh tế - xã hội năm {year}"
    symbol: str = "{number}/BC-UBND"
    heading: str | None = None


def figure(name, value, unit, kind="count", **further):
    text = further.pop("text", f"{name} đạt {value} {unit}")
    whole = Span(0, 1)
    return Metric("1", name, Decimal(value), unit, kind, text, whole, whole, **({"sure": True} | further))


def reading(number, report):
    text = f"1. Báo cáo số {number} của {report.province} năm {report.year}. {' '.join(f.text for f in report.figures)}"
    evidence = Evidence(Span(0, 1), text[:1], (Region(1, BBox(10, 20, 30, 40)),), 91.5)
    named = {"province": report.province, "year": report.year, "number": number}
    head = Head(
        type="BC",
        number=str(number),
        symbol=report.symbol.format(**named),
        issuer=report.issuer.format(**named),
        place=report.province,
        issued_on=date(report.year + 1, 1, 15),
        subject=report.subject.format(**named),
    )
    page = RecognizedPage(1, 100, 200, 200, PageSource.OCR, (Line((Word("1.", BBox(1, 2, 3, 4), 90.0),)),), picture="p.jpg")
    section = Section("1", "1", report.heading, "Báo cáo", Span(0, 1), None, Span(0, len(text)))
    return Reading(
        pages=(summarize_page(page, "f"),),
        raw_text=text,
        clean=CleanText(text, ()),
        to_raw=OffsetMap.identity(len(text)),
        structure=Structure(head, (section,), Span(0, len(text))),
        extraction=Extraction(Findings((), report.figures, ()), (evidence,), (), (evidence,) * len(report.figures), ()),
    )


REPORTS = (
    Report(
        2023,
        (
            figure("thu ngân sách", "47.5", "nghìn tỷ đồng", "money", period="2023", code="STATE-REVENUE"),
            figure("Trồng rừng tập trung, Năm 2023", "903.5", "ha", "area", period="2023", in_table=True),
            figure("số hộ thoát nghèo bền vững", "1200", "hộ", period="2023", text="có khoảng 1.200 hộ thoát nghèo bền vững"),
            figure("số vụ cháy rừng", "12", "vụ", period="2023", sure=False),
        ),
    ),
    Report(
        2024,
        (
            figure("Thu ngân sách năm 2024", "51204", "tỷ đồng", "money", period="2024", code="STATE-REVENUE"),
            figure("thu ngân sách", "55000", "tỷ đồng", "money", period="2025", code="STATE-REVENUE", role="target"),
            figure("thu ngân sách", "25000", "tỷ đồng", "money", period="2024-06", code="STATE-REVENUE"),
            figure("Trồng rừng tập trung, Năm 2024", "12", "km2", "area", period="2024", in_table=True),
            figure("số hộ thoát nghèo bền vững", "1204", "hộ", period="2023"),
            figure("số vụ cháy rừng", "21", "vụ", period="2023"),
        ),
    ),
    Report(2023, (figure("thu ngân sách", "9.25", "nghìn tỷ đồng", "money", period="2023", code="STATE-REVENUE"),), "Hòa Bình"),
)
