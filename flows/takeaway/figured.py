"""Figures in the words of an office, for the workbook."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from db.models.finding import Metric
from db.queries import RevisionDetail
from flows.normal import normal_of
from flows.takeaway import wording
from flows.takeaway.doubted import CHECK

NAME, TITLE = "Chỉ tiêu", "BẢNG SỐ LIỆU, CHỈ TIÊU"
COLUMNS = (
    ("STT", 5.0),
    ("Chỉ tiêu", 38.0),
    ("Mã", 14.0),
    ("So sánh", 9.0),
    ("Giá trị", 15.0),
    ("Trên tổng số", 11.0),
    ("Tăng/giảm", 11.0),
    ("Đơn vị", 14.0),
    ("Giá trị quy đổi", 18.0),
    ("Đơn vị quy đổi", 12.0),
    ("Loại", 11.0),
    ("Kỳ", 14.0),
    ("Phân loại", 10.0),
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
        "Chỉ tiêu": metric.name,
        "Mã": metric.code,
        "So sánh": wording.COMPARATORS[metric.comparator],
        "Giá trị": metric.value,
        "Trên tổng số": metric.total,
        "Tăng/giảm": metric.change,
        "Đơn vị": wording.unit(metric.unit),
        "Giá trị quy đổi": normal.value,
        "Đơn vị quy đổi": wording.unit(normal.unit),
        "Loại": wording.METRIC_KINDS[metric.kind],
        "Kỳ": int(period) if period.isdecimal() else period,
        "Phân loại": wording.METRIC_ROLES[metric.role],
        "Văn bản": wording.cited(detail),
        "Ngày ban hành": detail.revision.issued_on,
        "Nguyên văn": metric.text,
        CHECK: None if metric.is_sure else wording.CHECK,
        "id": f"{detail.document.short_id}-{metric.id}",
    }
