"""Figures over all documents, each with what its document says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session, load_only

from db.asking.details import RevisionDetail
from db.engine import transaction
from db.models.document import Document, Revision
from db.models.finding import Metric, Section
from db.reading.conditions import is_kept
from db.reading.counted import counts
from tasks.domain.figure import Figure

_AT_ONCE = 5000  # names or revisions in one statement
_EACH = """
    WITH RECURSIVE each_one (value) AS (
        SELECT min({name}) FROM metric
        UNION ALL
        SELECT (SELECT min(m.{name}) FROM metric m WHERE m.{name} > each_one.value) FROM each_one WHERE each_one.value IS NOT NULL)
    SELECT value FROM each_one WHERE value IS NOT NULL"""
_CODES, _NAMES = (_EACH.format(name=name) for name in ("code", "name"))
_OF_DOCUMENT = (Revision.document_id, Revision.symbol, Revision.issued_on, Revision.issuer, Revision.place, Revision.subject)


def codes_and_names(url: str) -> tuple[list[str], list[str]]:
    """The codes of known indicators and the names that figures have, each once; found by the index, from one to the next."""
    with transaction(url, read_only=True) as session:
        codes, names = (list(session.scalars(text(query))) for query in (_CODES, _NAMES))
    return codes, names


def has_more_than(url: str, number: int) -> bool:
    """Whether there are more rows of figures than so many, those of earlier readings among them; no more of them are looked at."""
    with transaction(url, read_only=True) as session:
        return session.scalar(select(Metric.id).offset(number).limit(1)) is not None


def figures(url: str, *, codes: Sequence[str] | None = None, names: Sequence[str] | None = None) -> list[Figure]:
    """The figures of the readings that count, as people corrected them and without those they rejected, by document and reading order.

    Args:
        url: the database.
        codes: only of these known indicators.
        names: only those with one of these names, as they are printed.
    """
    chosen = (
        select(Metric, Document.short_id, Revision)
        .join(Revision, Revision.id == Metric.revision_id)
        .join(Document, Document.id == Revision.document_id)
        .where(counts(), is_kept(Metric))
        .order_by(Revision.document_id, Metric.position)
        .options(load_only(*_OF_DOCUMENT))
    )
    if codes is not None:
        chosen = chosen.where(Metric.code.in_(codes))
    found: list[Any] = []
    with transaction(url, read_only=True) as session:
        if names is None:
            found += session.execute(chosen).all()
        for first in range(0, len(names or ()), _AT_ONCE):
            found += session.execute(chosen.where(Metric.name.in_((names or ())[first : first + _AT_ONCE]))).all()
        found.sort(key=lambda row: (row[2].document_id, row[0].position))
        headings = _headings(session, {row[0].section_id for row in found})
    return [_figure(metric, short_id, revision, headings) for metric, short_id, revision in found]


def _headings(session: Session, sections: Iterable[int | None]) -> dict[int, tuple[int | None, str | None]]:
    """Parent and heading of some sections, and of those above them as far as the nearest that has a heading."""
    found: dict[int, tuple[int | None, str | None]] = {}
    query = select(Section.id, Section.parent_id, Section.heading).where(is_kept(Section))
    waiting = {section for section in sections if section is not None}
    while waiting:
        above: set[int] = set()
        in_order = sorted(waiting)
        for first in range(0, len(in_order), _AT_ONCE):
            for own, parent, heading in session.execute(query.where(Section.id.in_(in_order[first : first + _AT_ONCE]))):
                found[own] = (parent, heading)
                if not heading and parent is not None:
                    above.add(parent)
        waiting = above - found.keys()
    return found


def figures_of(details: Iterable[RevisionDetail]) -> Iterator[Figure]:
    """The figures of some documents."""
    for detail in details:
        headings = {s.id: (s.parent_id, s.heading) for s in detail.sections}
        for metric in detail.metrics:
            yield _figure(metric, detail.document.short_id, detail.revision, headings)


def _figure(metric: Metric, short_id: str, revision: Revision, headings: Mapping[int, tuple[int | None, str | None]]) -> Figure:
    return Figure(
        id=metric.id,
        key=metric.key or "",
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
