"""Readings of one made-up notice: each a little different, as another resolution or another version of a program reads it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from tasks.domain.finding import Agency, Citation, Deadline, Directive, Evidence, Findings, Metric, Part
from tasks.domain.geometry import BBox, Region
from tasks.domain.notice import CleanText, Head, PlacedWord, Section, Structure, TextLine
from tasks.domain.page import PageSource, RecognizedPage, summarize_page
from tasks.domain.reading import Extraction, Reading
from tasks.domain.span import OffsetMap, Span

AGENCIES = {
    "Sở Nội vụ": Agency("so-noi-vu", "Sở Nội vụ", "agency"),
    "Sở Y tế": Agency("so-y-te", "Sở Y tế", "agency"),
}
LINES = (
    "1. Kết quả thực hiện",
    "Tỷ lệ giải ngân đạt 45,5% kế hoạch, số hộ nghèo giảm 400 hộ.",
    "2. Nhiệm vụ",
    "Sở Nội vụ rà soát danh sách cán bộ theo Quyết định số 12/QĐ-UBND, báo cáo trước ngày 30/6/2026.",
    "Sở Y tế kiểm tra các trạm y tế xã trong quý III.",
    "Sở Tài chính bố trí kinh phí cho các địa phương.",
    "a) Ủy ban nhân dân các xã niêm yết công khai kết quả.",
    "Các cơ quan gửi báo cáo về Văn phòng.",
)


@dataclass(frozen=True)
class Task:
    """An order as a reading has it: the line it stands on, who, and what besides; its parts stand where their words do on that line."""

    line: int
    lead: tuple[str, ...]
    text: str | None = None
    deadline: Deadline | None = None
    coordinating: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    sure: bool = True
    heading: int | None = None  # line where the lead stands

    def parts(self, text: str, lines: list[Span]) -> tuple[Part, ...]:
        own = lines[self.line]
        said = [("lead", name, own if self.heading is None else lines[self.heading]) for name in self.lead]
        said += [("coordinating", name, own) for name in self.coordinating]
        said += [("deadline", self.deadline.raw, own)] if self.deadline else []
        found = [(field, value, text.find(value, line.start, line.end)) for field, value, line in said]
        return tuple(Part(field, value, Span(at, at + len(value)), f"{field}-rule") for field, value, at in found if at >= 0)


@dataclass(frozen=True)
class Figure:
    """A figure as a reading has it."""

    name: str
    value: str
    unit: str
    kind: str = "count"


TASKS = (
    Task(3, ("Sở Nội vụ",), deadline=Deadline("trước ngày 30/6/2026", date(2026, 6, 30)), citations=("12/QĐ-UBND",)),
    Task(4, ("Sở Y tế",), deadline=Deadline("trong quý III")),
    Task(5, ("Sở Tài chính",), coordinating=("Sở Y tế",)),
    Task(6, ("Ủy ban nhân dân các xã",)),
)
FIGURES = (Figure("tỷ lệ giải ngân", "45.5", "%", "percent"), Figure("số hộ nghèo", "400", "hộ"))


@dataclass(frozen=True)
class Variant:
    """How a reading differs from the plain one."""

    dpi: int = 200
    lines: tuple[str, ...] = LINES
    tasks: tuple[Task, ...] = TASKS
    figures: tuple[Figure, ...] = FIGURES
    symbol: str = "1/TB-UBND"
    labels: tuple[str, str, str] = ("1", "2", "a")
    citations: tuple[str, ...] = ("12/QĐ-UBND",)
    order: tuple[int, ...] = field(default=())

    def reading(self) -> Reading:
        """The whole reading; every word has its place."""
        text = "\n".join(self.lines)
        starts = [sum(len(line) + 1 for line in self.lines[:i]) for i in range(len(self.lines))]
        spans = [Span(start, start + len(line)) for start, line in zip(starts, self.lines, strict=True)]
        scale = self.dpi / 100
        words = []
        for row, (start, line) in enumerate(zip(starts, self.lines, strict=True)):
            place = 0
            for word in line.split(" "):
                box = BBox(*(int(x * scale) for x in (60 + 6 * place, 100 + 30 * row, 60 + 6 * (place + len(word)), 120 + 30 * row)))
                words.append(PlacedWord(Span(start + place, start + place + len(word)), 1, box, 90.0))
                place += len(word) + 1
        clean = CleanText(text, tuple(TextLine(span, 1) for span in spans), tuple(words))

        def evidence(span: Span) -> Evidence:
            regions: dict[int, list[BBox]] = {}
            for word in clean.words_in(span):
                regions.setdefault(bisect_right(starts, word.span.start), []).append(word.bbox)
            return Evidence(span, span.of(text), tuple(Region(1, BBox.union(boxes)) for boxes in regions.values()), 90.0)

        first, second, third = self.labels
        sections = (
            Section(first, first, "Kết quả thực hiện", "Kết quả thực hiện", Span(0, spans[1].end), None, spans[1]),
            Section(second, second, "Nhiệm vụ", "Nhiệm vụ", Span(spans[2].start, spans[5].end), None, spans[3]),
            Section(third, f"{second}/{third}", None, "Ủy ban nhân dân", Span(spans[6].start, len(text)), None, spans[6]),
        )
        directives = [
            Directive(
                sections[2].path if t.line >= 6 else second,
                t.text or self.lines[t.line],
                spans[t.line],
                t.lead,
                t.coordinating,
                t.deadline,
                t.citations,
                rule="r",
                parts=t.parts(text, spans),
                sure=t.sure,
            )
            for t in self.tasks
        ]
        directives = [directives[i] for i in self.order] if self.order else directives
        metrics = [
            Metric(first, f.name, Decimal(f.value), f.unit, f.kind, self.lines[1], spans[1], spans[1], rule="r", sure=True)
            for f in self.figures
        ]
        cited = [Citation(symbol, "QĐ", spans[3]) for symbol in self.citations]
        page = RecognizedPage(1, int(800 * scale), int(600 * scale), self.dpi, PageSource.OCR, (), picture="p.jpg")
        return Reading(
            pages=(summarize_page(page, "f"),),
            raw_text=text,
            clean=clean,
            to_raw=OffsetMap.identity(len(text)),
            structure=Structure(
                Head(type="TB", number="1", symbol=self.symbol, issuer="UBND tỉnh Tân Giang", issued_on=date(2026, 6, 19)),
                sections,
                Span(0, len(text)),
            ),
            extraction=Extraction(
                Findings(tuple(directives), tuple(metrics), tuple(cited)),
                tuple(evidence(s.span) for s in sections),
                tuple(evidence(d.span) for d in directives),
                tuple(evidence(m.span) for m in metrics),
                tuple(evidence(c.span) for c in cited),
                tuple(AGENCIES.items()),
                parts=tuple(tuple(evidence(part.span) for part in d.parts) for d in directives),
            ),
        )


PLAIN = Variant()


def misread(variant: Variant, before: str, after: str) -> Variant:
    """The variant with other letters on every line."""
    lines = tuple(line.replace(before, after) for line in variant.lines)
    return replace(variant, lines=lines)
