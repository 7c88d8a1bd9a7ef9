"""Every field of a row that a person may say something of: name, type, choices, whether it is needed, its label; defined here alone.

Command line, review pages, workbook and import go by these definitions. How a value is read from what was typed, and written for
somebody to change, stands in :mod:`tasks.domain.typed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tasks.domain.choices import (
    LANGUAGES,
    Comparator,
    Direction,
    MetricKind,
    MetricRole,
    Recurrence,
    RowKind,
    TaskState,
)


class FieldType(StrEnum):
    """What a field holds, which is also how it is asked for."""

    LINE = "line"  # words, white space put in order
    TEXT = "text"  # the same, longer
    NOTE = "note"  # several lines, which stay
    LINES = "lines"  # names, one a line
    DAY = "day"
    NUMBER = "number"
    CHOICE = "choice"


class Offer(StrEnum):
    """Which list of suggestions a field has."""

    AGENCIES = "agencies"
    TYPES = "types"
    INDICATORS = "indicators"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a row.

    Attributes:
        name: as the database calls it.
        vi: label in Vietnamese.
        en: label in English.
        holds: what its values are.
        required: it is never empty.
        choices: all values it may have, None for any.
        offers: suggestions, None for none.
        default: what a row that is added has where nothing else is said.
    """

    name: str
    vi: str
    en: str
    holds: FieldType = FieldType.LINE
    required: bool = False
    choices: type[StrEnum] | None = None
    offers: Offer | None = None
    default: str | None = None

    def label(self, language: str) -> str:
        """Its name for the reader, in a language of ``LANGUAGES``."""
        return (self.vi, self.en)[LANGUAGES.index(language)]


def _choice(name: str, vi: str, en: str, choices: type[StrEnum], default: StrEnum | None = None, *, required: bool = True) -> Field:
    return Field(name, vi, en, FieldType.CHOICE, required=required, choices=choices, default=default)


def _by_name(fields: Iterable[Field]) -> Mapping[str, Field]:
    return {field.name: field for field in fields}


FIELDS: Mapping[str, Mapping[str, Field]] = {
    RowKind.DIRECTIVE: _by_name((
        Field("text", "Nội dung nhiệm vụ", "Text of the task", FieldType.TEXT, required=True),
        Field("lead", "Cơ quan chủ trì", "Lead agency", FieldType.LINES, offers=Offer.AGENCIES),
        Field("coordinating", "Cơ quan phối hợp", "Coordinating agencies", FieldType.LINES, offers=Offer.AGENCIES),
        Field("deadline_on", "Thời hạn", "Deadline", FieldType.DAY),
        Field("deadline_raw", "Thời hạn (nguyên văn)", "Deadline as printed"),
        _choice("deadline_recurs", "Định kỳ", "Recurs", Recurrence, required=False),
        Field("product", "Sản phẩm", "Product"),
    )),
    RowKind.METRIC: _by_name((
        Field("name", "Chỉ tiêu", "Indicator", required=True),
        Field("value", "Giá trị", "Value", FieldType.NUMBER, required=True),
        Field("unit", "Đơn vị tính", "Unit", required=True),
        _choice("kind", "Loại số liệu", "Kind of figure", MetricKind, MetricKind.OTHER),
        _choice("role", "Kết quả/mục tiêu", "Result or target", MetricRole, MetricRole.RESULT),
        _choice("comparator", "So sánh", "Comparison", Comparator, Comparator.EQUAL),
        Field("period", "Kỳ", "Period"),
        Field("total", "Trên tổng số", "Out of", FieldType.NUMBER),
        Field("change", "Tăng/giảm", "Change", FieldType.NUMBER),
        _choice("direction", "Chiều thay đổi", "Direction of change", Direction, required=False),
        Field("code", "Mã chỉ tiêu", "Code of the indicator", offers=Offer.INDICATORS),
    )),
    RowKind.CITATION: _by_name((
        Field("symbol", "Số, ký hiệu", "Number and symbol", required=True),
        Field("type", "Loại văn bản", "Kind of document", offers=Offer.TYPES),
        Field("issued_on", "Ngày ban hành", "Issued on", FieldType.DAY),
        Field("issuer", "Cơ quan ban hành", "Issuing body", offers=Offer.AGENCIES),
    )),
    RowKind.SECTION: _by_name((
        Field("label", "Số mục", "Number of the section"),
        Field("heading", "Tiêu đề mục", "Heading", FieldType.TEXT),
    )),
    RowKind.HEAD: _by_name((
        Field("type", "Loại văn bản", "Kind of document", offers=Offer.TYPES),
        Field("symbol", "Số, ký hiệu", "Number and symbol"),
        Field("number_printed", "Số văn bản", "Number"),
        Field("issuer", "Cơ quan ban hành", "Issuing body", offers=Offer.AGENCIES),
        Field("place", "Địa danh", "Place"),
        Field("issued_on", "Ngày ban hành", "Issued on", FieldType.DAY),
        Field("subject", "Trích yếu", "Subject", FieldType.TEXT),
        Field("signer_name", "Người ký", "Signed by"),
        Field("signer_title", "Chức vụ người ký", "Title of the signer"),
        Field("urgency", "Độ khẩn", "Urgency"),
        Field("on_behalf", "Thẩm quyền ký", "On behalf of"),
    )),
    RowKind.DOUBT: {},
    RowKind.CELL: _by_name((Field("text", "Nội dung ô", "Words of the cell", FieldType.TEXT),)),
}  # fmt: skip
"""Fields of each kind of row, in the order in which they are asked for."""

TASK_FIELDS: Mapping[str, Field] = _by_name((
    Field("state", "Trạng thái", "State", FieldType.CHOICE, required=True, choices=TaskState),
    Field("owner", "Người phụ trách", "Person in charge"),
    Field("note", "Ghi chú", "Note", FieldType.NOTE),
    Field("completion_symbol", "Văn bản hoàn thành", "Completion document"),
    Field("completed_on", "Ngày hoàn thành", "Completed on", FieldType.DAY),
    Field("ending_symbol", "Văn bản hủy, thay thế", "Cancelling or replacing document"),
    Field("ended_on", "Ngày hủy, thay thế", "Cancelled or replaced on", FieldType.DAY),
))  # fmt: skip
"""What is said of a task while it is followed up."""
EXTENSION_FIELDS: Mapping[str, Field] = _by_name((
    Field("deadline_on", "Gia hạn đến ngày", "Extended until", FieldType.DAY, required=True),
    Field("symbol", "Văn bản gia hạn", "Extending document", required=True),
    Field("issued_on", "Ngày văn bản gia hạn", "Day of the extending document", FieldType.DAY, required=True),
))  # fmt: skip
"""What is said of an extension of a task's deadline; none of it may be left out."""

ADDABLE = (RowKind.DIRECTIVE, RowKind.METRIC, RowKind.CITATION)
"""Kinds of rows that are offered to be added."""
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    kind: found
    for kind, fields in FIELDS.items()
    if (found := {name: str(field.default) for name, field in fields.items() if field.default is not None})
}
"""What a row that is added has where nothing else is said."""
LISTS = tuple(name for name, field in FIELDS[RowKind.DIRECTIVE].items() if field.holds is FieldType.LINES)
"""Fields that hold several names."""
