"""The rows of a document as the document page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from db.asking.details import RevisionDetail
from db.models.document import Page
from db.models.finding import Citation, Directive, Evidence, Metric, Section
from db.models.run import Issue
from db.overlay.settled import is_of_a_row
from db.overlay.values import decode
from db.reading.placing import places_of
from flows.normal import normal_of
from flows.review.cuts import cut_of
from flows.review.language import Wording
from flows.review.parts import field_of, grounds_of, label_of
from flows.review.reasons import type_label
from flows.review.rows import Doubt, Entry, Fact, Row
from flows.takeaway import wording as office
from flows.takeaway.wording import amount, capital
from tasks.domain.anchor import PageBox
from tasks.domain.choices import path_words, said, words_of
from tasks.domain.doubt import words_for
from tasks.domain.row_fields import FIELDS, LISTS, Field, FieldType, Offer
from tasks.domain.typed import write_day, write_field, write_number


def values_of(kind: str, row: Any) -> dict[str, Any]:
    """The values of a row's fields, parties as lists of what is printed."""
    found = {name: getattr(row, name) for name, field in FIELDS[kind].items() if field.holds is not FieldType.LINES}
    if kind == "directive":
        found |= {role: [p.printed for p in row.parties if p.role == role] for role in LISTS}
    return found


def shown(field: Field, value: Any, t: Wording) -> str:
    """A value as people read it; "" for none."""
    if value is None or value == []:
        return ""
    if isinstance(value, date):
        return write_day(value)
    if isinstance(value, Decimal):
        return write_number(value)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if field.offers is Offer.TYPES:
        return type_label(str(value))
    if field.name == "period":
        return office.period(str(value)) if t.language == "vi" else str(value)
    if field.name == "unit" and t.language == "vi":
        return office.unit(str(value))
    return str(value) if field.choices is None else said(field.choices(value), t.language)


def facts_of(kind: str, values: Mapping[str, Any], machine: Mapping[str, Any], t: Wording) -> tuple[Fact, ...]:
    """The fields of a row that hold something, or held something before a person changed them."""
    found = []
    for field in FIELDS[kind].values():
        value = shown(field, values.get(field.name), t)
        before = shown(field, decode(kind, field.name, machine[field.name]), t) if field.name in machine else None
        if value or before is not None:
            found.append(Fact(field.name, field.label(t.language), value, before))
    return tuple(found)


def entries_of(kind: str, values: Mapping[str, Any], t: Wording) -> tuple[Entry, ...]:
    """What a form to correct a row asks for."""
    return tuple(
        Entry(
            field,
            field.label(t.language),
            write_field(field, values.get(field.name)),
            {} if field.choices is None else words_of(field.choices, t.language),
        )
        for field in FIELDS[kind].values()
    )


def doubted(code: str, message: str, field: str | None, t: Wording) -> str:
    """What a doubt says: the words of its kind; in English its message, which has the values in question too."""
    said = message if t.language == "en" else words_for(code, t.language)
    label = label_of(field, t)
    return f"{label}: {said}" if label else said


class Reader:
    """Makes the rows of one revision."""

    def __init__(self, detail: RevisionDetail, t: Wording) -> None:
        self.detail = detail
        self.t = t
        self.pages: dict[int, Page] = {page.number: page for page in detail.pages}
        self._left = {issue.id for issue in detail.left}
        self.doubts = [self._doubt(issue) for issue in detail.issues]

    def boxes(self, evidence: Evidence | None) -> tuple[PageBox, ...]:
        """The lines of a piece of evidence on the pages that are there."""
        return places_of(evidence.regions, self.pages) if evidence else ()

    def _doubt(self, issue: Issue) -> Doubt:
        kind, boxes = issue.subject_kind, self.boxes(issue.evidence)
        name = field_of(issue.field, kind)
        of = self.detail.revision if kind == "head" else self._rows.get((kind or "", issue.subject_id or 0))
        row = "" if not is_of_a_row(issue) else "head" if kind == "head" else f"{kind}-{issue.subject_id}"
        return Doubt(
            issue.id,
            issue.code,
            doubted(issue.code, issue.message, issue.field, self.t),
            issue.severity,
            row,
            issue.page,
            " ".join(issue.evidence.quote.split()) if issue.evidence else "",
            boxes,
            open=issue.id in self._left,
            field=name,
            read=self._read(kind, of, name),
            cut=cut_of(boxes or self.boxes(getattr(of, "evidence", None)), self.detail),
        )

    def _read(self, kind: str | None, row: Any, name: str) -> str:
        """What stands in a field of a row that a doubt is about; "" for nothing."""
        if row is None or not name:
            return ""
        return shown(FIELDS[kind or ""][name], values_of(kind or "", row).get(name), self.t)

    @cached_property
    def _rows(self) -> dict[tuple[str, int], Any]:
        detail = self.detail
        kinds: dict[str, Sequence[Any]] = {
            "directive": detail.directives,
            "metric": detail.metrics,
            "citation": detail.citations,
            "section": detail.sections,
        }
        return {(kind, row.id): row for kind, found in kinds.items() for row in found}

    def _row(self, kind: str, row: Any, title: str, section: str, more: Iterable[Fact] = ()) -> Row:
        values = values_of(kind, row)
        anchor = f"{kind}-{row.id}"
        return Row(
            kind,
            row.id,
            title,
            path_words(section, self.t.language),
            (*facts_of(kind, values, row.machine or {}, self.t), *more),
            entries_of(kind, values, self.t),
            tuple(doubt for doubt in self.doubts if doubt.row == anchor),
            self.boxes(row.evidence),
            row.review,
            " ".join(row.evidence.quote.split()),
            None if row.evidence.confidence is None else round(row.evidence.confidence),
            is_sure=row.is_sure or row.review == "rejected" if isinstance(row, (Directive, Metric)) else True,
            parts=grounds_of(row, self.boxes, self.t) if isinstance(row, Directive) else (),
            cell=row.cell_id if isinstance(row, (Directive, Metric)) else None,
            was_sure=row.added_by is not None or bool(row.sure) if isinstance(row, (Directive, Metric)) else True,
            cut=cut_of(self.boxes(row.evidence), self.detail),
            key=row.key or "",
        )

    def directive(self, row: Directive) -> Row:
        """A directive."""
        cited = "; ".join(self.detail.cited.get(row.id, ()))
        return self._row("directive", row, row.text, row.section_path, (Fact("cited", self.t("field.cited"), cited),) if cited else ())

    def metric(self, row: Metric) -> Row:
        """A figure."""
        normal = normal_of(row.value, row.unit, row.kind)
        more: tuple[Fact, ...] = ()
        if normal.value != row.value:
            more = (Fact("normal", self.t("field.normal"), f"{write_number(normal.value)} {normal.unit}"),)
        title = f"{capital(row.name)}: {amount(row, self.t.language)}"
        return self._row("metric", row, title, row.section_path, more)

    def citation(self, row: Citation) -> Row:
        """A citation."""
        return self._row("citation", row, row.symbol, "")

    def section(self, row: Section) -> Row:
        """A section."""
        return self._row("section", row, " ".join(filter(None, (row.label, row.heading or row.starts))), row.path)

    def head(self) -> Row:
        """The head."""
        revision = self.detail.revision
        values = values_of("head", revision)
        reviewed = set((revision.head_review or {}).values())
        return Row(
            "head",
            0,
            revision.subject or "",
            "",
            facts_of("head", values, revision.machine_head or {}, self.t),
            entries_of("head", values, self.t),
            tuple(doubt for doubt in self.doubts if doubt.row == "head"),
            tuple(box for doubt in self.doubts if doubt.row == "head" for box in doubt.boxes),
            "corrected" if "corrected" in reviewed else "confirmed" if reviewed else None,
            "",
            None,
        )
