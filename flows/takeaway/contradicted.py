"""Figures by which documents contradict each other, in the words of an office, for the workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from flows.figures.asked import conflicts_in, lines, named
from flows.takeaway import wording
from flows.takeaway.columns import FIGURE
from flows.takeaway.doubted import CHECK
from tasks.domain.choices import SIGNS, Comparator
from tasks.domain.figure import Figure
from tasks.nouns.figure_lines import Line, Point

NAME, TITLE = "Số liệu khác nhau", "BẢNG SỐ LIỆU KHÁC NHAU GIỮA CÁC VĂN BẢN"
COLUMNS = (
    ("STT", 5.0),
    (FIGURE["name"], 38.0),
    (FIGURE["period"], 14.0),
    (FIGURE["role"], 10.0),
    ("Địa bàn", 18.0),
    ("Cơ quan ban hành", 26.0),
    (FIGURE["comparator"], 9.0),
    (FIGURE["value"], 15.0),
    (FIGURE["total"], 11.0),
    (FIGURE["unit"], 14.0),
    ("Giá trị quy đổi", 18.0),
    ("Đơn vị quy đổi", 12.0),
    ("Văn bản", 17.0),
    ("Ngày ban hành", 12.0),
    ("Nguyên văn", 50.0),
    (CHECK, 10.0),
    ("id", 20.0),
)


def rows(figures: Iterable[Figure]) -> Iterator[dict[str, str | int | Decimal | date | None]]:
    """The cells of every figure that another document contradicts, by the name of the column; those of one thing and period together."""
    for line, conflict in conflicts_in(lines(figures)):
        for point in conflict.points:
            yield _cells(line, point)


def _cells(line: Line, point: Point) -> dict[str, str | int | Decimal | date | None]:
    figure = point.figure
    return {
        FIGURE["name"]: wording.capital(named(line)),
        FIGURE["period"]: wording.period(figure.period),
        FIGURE["role"]: wording.METRIC_ROLES[figure.role],
        "Địa bàn": line.place,
        "Cơ quan ban hành": line.issuer,
        FIGURE["comparator"]: SIGNS[Comparator(figure.comparator)],
        FIGURE["value"]: figure.value,
        FIGURE["total"]: figure.total,
        FIGURE["unit"]: wording.unit(figure.unit),
        "Giá trị quy đổi": point.normal.value,
        "Đơn vị quy đổi": wording.unit(point.normal.unit),
        "Văn bản": figure.cited,
        "Ngày ban hành": figure.issued_on,
        "Nguyên văn": figure.text,
        CHECK: None if figure.sure else wording.CHECK,
        "id": f"{figure.document}-{figure.id}",
    }
