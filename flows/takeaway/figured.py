"""Figures in the words of an office, for the workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from db.asking.details import RevisionDetail
from db.models.finding import Metric
from flows.normal import normal_of
from flows.takeaway import wording
from flows.takeaway.columns import FIGURE
from flows.takeaway.doubted import CHECK
from tasks.domain.choices import SIGNS, Comparator

NAME, TITLE = "Số liệu", "BẢNG SỐ LIỆU"
COLUMNS = (
    ("STT", 5.0),
    (FIGURE["name"], 38.0),
    (FIGURE["code"], 14.0),
    (FIGURE["comparator"], 9.0),
    (FIGURE["value"], 15.0),
    (FIGURE["total"], 11.0),
    (FIGURE["change"], 11.0),
    (FIGURE["direction"], 10.0),
    (FIGURE["unit"], 14.0),
    ("Giá trị quy đổi", 18.0),
    ("Đơn vị quy đổi", 12.0),
    (FIGURE["kind"], 11.0),
    (FIGURE["period"], 14.0),
    (FIGURE["role"], 10.0),
    ("Văn bản", 17.0),
    ("Ngày ban hành", 12.0),
    ("Nguyên văn", 50.0),
    (CHECK, 10.0),
    ("id", 20.0),
)


def figure_values(detail: RevisionDetail, metric: Metric) -> dict[str, str | int | Decimal | date | None]:
    """The cells of one figure, by the name of the column; as printed, and in normal units."""
    period, normal = wording.period(metric.period), normal_of(metric.value, metric.unit, metric.kind)
    return {
        FIGURE["name"]: wording.capital(metric.name),
        FIGURE["code"]: metric.code,
        FIGURE["comparator"]: SIGNS[Comparator(metric.comparator)],
        FIGURE["value"]: metric.value,
        FIGURE["total"]: metric.total,
        FIGURE["change"]: metric.change,
        FIGURE["direction"]: wording.DIRECTIONS.get(metric.direction or ""),
        FIGURE["unit"]: wording.unit(metric.unit),
        "Giá trị quy đổi": normal.value,
        "Đơn vị quy đổi": wording.unit(normal.unit),
        FIGURE["kind"]: wording.METRIC_KINDS[metric.kind],
        FIGURE["period"]: int(period) if period.isdecimal() else period,
        FIGURE["role"]: wording.METRIC_ROLES[metric.role],
        "Văn bản": wording.cited(detail),
        "Ngày ban hành": detail.revision.issued_on,
        "Nguyên văn": metric.text,
        CHECK: None if metric.is_sure else wording.CHECK,
        "id": f"{detail.document.short_id}-{metric.id}",
    }
