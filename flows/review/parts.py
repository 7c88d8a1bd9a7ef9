"""The parts of a directive as the document page shows them: what was read where, by which rule, in which colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from db.models.finding import Directive, Evidence
from flows.review.language import Wording
from tasks.domain.anchor import PageBox
from tasks.domain.row_fields import FIELDS

PARTS = ("lead", "coordinating", "deadline", "product")
"""Fields that have a colour and a line of their own, in the order of the legend."""
_DEADLINE = {"deadline_raw", "deadline_on", "deadline_recurs"}
_LABELS = {
    "deadline": "field.deadline_on",
    "number": "field.number_printed",
    "kind": "field.metric_kind",
    "recipients": "document.recipients",
    "addressees": "document.addressees",
    "legal_bases": "document.legal_bases",
}

_FORMS = {"deadline": "deadline_on", "number": "number_printed"}


@dataclass(frozen=True, slots=True)
class Ground:
    """One field of a directive as it was read.

    Attributes:
        field: one of ``PARTS``.
        label: of the field, for the reader.
        value: as read.
        quote: the exact characters where they differ from the value, else "".
        rule: that read it.
        page: it stands on, None where that is unknown.
        boxes: its words on the pages.
    """

    field: str
    label: str
    value: str
    quote: str
    rule: str
    page: int | None
    boxes: tuple[PageBox, ...]


def label_of(field: str | None, t: Wording) -> str:
    """The name of a field for the reader; "" for none, and for one that has no name."""
    key = _LABELS.get(field or "", f"field.{field}")
    return t(key) if t.has(key) else ""


def field_of(field: str | None, kind: str | None) -> str:
    """The field of a row's form that a doubt is about; "" for none."""
    name = _FORMS.get(field or "", field or "")
    return name if name in FIELDS.get(kind or "", {}) else ""


def grounds_of(row: Directive, boxes: Callable[[Evidence], tuple[PageBox, ...]], t: Wording) -> tuple[Ground, ...]:
    """Where the fields of a directive were read; not those that a person gave another value, which was not read anywhere.

    Args:
        row: with its parts.
        boxes: of a piece of evidence on the pages that are there.
        t: the words.
    """
    changed = set(row.machine or {})
    if changed & _DEADLINE:
        changed.add("deadline")
    found = []
    for part in row.parts:
        if part.field in changed:
            continue
        quote, value, places = " ".join(part.evidence.quote.split()), " ".join(part.value.split()), boxes(part.evidence)
        page = places[0].page if places else None
        found.append(Ground(part.field, label_of(part.field, t), value, "" if quote == value else quote, part.rule, page, places))
    return tuple(found)
