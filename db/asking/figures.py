"""Figures over all documents, each with what its document says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select
from sqlalchemy.orm import load_only

from db.asking.details import RevisionDetail
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Metric, Section
from db.reading.conditions import is_kept
from db.reading.counted import counts
from tasks.domain.figure import Figure

_OF_DOCUMENT = (Revision.symbol, Revision.issued_on, Revision.issuer, Revision.place, Revision.subject)


def figures(url: str) -> list[Figure]:
    """All figures of the readings that count, as people corrected them and without those they rejected, by document and reading order."""
    chosen = (
        select(Metric, Document.short_id, Revision)
        .join(Revision, Revision.id == Metric.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .where(counts(), is_kept(Metric))
        .order_by(Revision.document_id, Metric.position)
        .options(load_only(*_OF_DOCUMENT))
    )
    above = (
        select(Section.id, Section.parent_id, Section.heading)
        .join(Revision, Revision.id == Section.revision_id)
        .where(counts(), is_kept(Section))
    )
    with transaction(url, read_only=True) as session:
        headings = {own: (parent, heading) for own, parent, heading in session.execute(above)}
        return [_figure(metric, short_id, revision, headings) for metric, short_id, revision in session.execute(chosen)]


def figures_of(details: Iterable[RevisionDetail]) -> Iterator[Figure]:
    """The figures of some documents."""
    for detail in details:
        headings = {s.id: (s.parent_id, s.heading) for s in detail.sections}
        for metric in detail.metrics:
            yield _figure(metric, detail.document.short_id, detail.revision, headings)


def _figure(metric: Metric, short_id: str, revision: Revision, headings: Mapping[int, tuple[int | None, str | None]]) -> Figure:
    return Figure(
        id=metric.id,
        document=short_id,
        symbol=revision.symbol,
        issued_on=revision.issued_on,
        issuer=revision.issuer,
        issued_in=revision.place,
        subject=revision.subject,
        heading=_heading(metric.section_id, headings),
        name=metric.name,
        code=metric.code,
        value=metric.value,
        unit=metric.unit,
        kind=metric.kind,
        total=metric.total,
        role=metric.role,
        comparator=metric.comparator,
        direction=metric.direction,
        period=metric.period,
        text=metric.text,
        in_table=bool(metric.in_table),
        sure=metric.is_sure,
    )


def _heading(section: int | None, headings: Mapping[int, tuple[int | None, str | None]]) -> str:
    """The heading of a section, else of the nearest above it that has one."""
    while section is not None and section in headings:
        section, heading = headings[section]
        if heading:
            return heading
    return ""
