"""The rows of one revision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.base import symbol_key
from db.models import finding as rows
from db.models.document import HeadItem, Page, TextChange
from db.models.run import Issue as IssueRow
from db.reading.index import document_entry, index_rows, metric_entry
from db.reading.printed_tables import write_tables
from db.reading.signatures import signature_rows
from db.reading.text_corrections import result_rows
from db.record.history import now
from tasks.domain import finding as found
from tasks.domain.notice import Head
from tasks.domain.outcome import Issue
from tasks.domain.reading import Reading
from tasks.domain.span import Span
from tasks.domain.table import CellPlace

Finding: TypeAlias = rows.Section | rows.Citation | rows.Directive | rows.Metric


class RevisionWriter:
    """Adds the rows of one revision to an open session."""

    def __init__(self, session: Session, revision_id: int, document_id: int, agencies: Mapping[str, int]) -> None:
        self.agencies = agencies
        self.session = session
        self.revision_id = revision_id
        self.document_id = document_id
        self.kept: dict[tuple[str, int], Finding] = {}  # by kind and number from 0, so that doubts can point at it
        self.shared: dict[Span, rows.Evidence] = {}  # of parts
        self.cells: Mapping[tuple[int, int, int], int] = {}

    def write(self, reading: Reading, doubts: Sequence[Issue] = ()) -> None:
        """All rows of a reading, and doubts about it that other documents raise."""
        self.pages(reading)
        self.head_items(reading.structure.head)
        sections = self.sections(reading)
        citations = self.citations(reading.extraction.findings.citations, reading.extraction.citations)
        self.cells = write_tables(self.session, self.revision_id, reading, sections, self._evidence)
        directives = reading.extraction.findings.directives
        parts = reading.extraction.parts or ((),) * len(directives)
        for position, (directive, evidence, places) in enumerate(zip(directives, reading.extraction.directives, parts, strict=True), 1):
            row = self.directive(position, directive, evidence, sections.get(directive.section))
            self.parts(row, directive.parts, places)
        for position, (metric, evidence) in enumerate(zip(reading.extraction.findings.metrics, reading.extraction.metrics, strict=True), 1):
            self.metric(position, metric, evidence, sections.get(metric.section))
        self.session.flush()
        self.directive_citations(directives, citations)
        index_rows(self.session, self.revision_id, self.entries(reading))
        for issue in (*reading.issues, *reading.extraction.issues, *doubts):
            self.issue(issue, reading)
        self.session.add_all(signature_rows(self.revision_id, reading))
        self.session.add_all(result_rows(self.revision_id, reading))
        self.words(reading)

    def words(self, reading: Reading) -> None:
        """The place of every word, where a page lacks them; a person may point at them later."""
        lacking = self.session.scalars(select(Page).where(Page.revision_id == self.revision_id, Page.words.is_(None))).all()
        by_page: dict[int, list[list[int]]] = {}
        for w in reading.clean.words if lacking else ():
            by_page.setdefault(w.page, []).append([w.span.start, w.span.end, w.bbox.left, w.bbox.top, w.bbox.right, w.bbox.bottom])
        for page in lacking:
            page.words = by_page.get(page.number, [])

    def entries(self, reading: Reading) -> Iterator[tuple[str, int, str]]:
        """What the search finds: the whole text, and each directive and metric as a row of its own."""
        head = reading.structure.head
        yield "document", self.revision_id, document_entry(head.symbol, head.issuer, head.subject, reading.clean.text)
        for position, directive in enumerate(reading.extraction.findings.directives):
            yield "directive", self.kept["directive", position].id, directive.text
        for position, metric in enumerate(reading.extraction.findings.metrics):
            yield "metric", self.kept["metric", position].id, metric_entry(metric.name, metric.text)

    def pages(self, reading: Reading) -> None:
        """One row per page, one per change of the text."""
        for p in reading.pages:
            self.session.add(
                Page(
                    revision_id=self.revision_id,
                    number=p.number,
                    sheet=p.sheet,
                    half=[p.half.side, p.half.left, p.half.right] if p.half else None,
                    width=p.width,
                    height=p.height,
                    dpi=p.dpi,
                    source=p.source,
                    source_reason=p.source_reason,
                    word_count=p.word_count,
                    mean_confidence=p.mean_confidence,
                    rotation=p.rotation,
                    skew=p.skew,
                    preparation=list(p.preparation),
                    attempts=list(p.attempts),
                    picture=p.picture,
                    seconds=p.seconds,
                )
            )
        for c in reading.clean.changes:
            self.session.add(
                TextChange(
                    revision_id=self.revision_id,
                    span_start=c.span.start,
                    span_end=c.span.end,
                    before=c.before,
                    after=c.after,
                    reason=c.reason,
                    score=c.score,
                    applied=c.applied,
                )
            )

    def head_items(self, head: Head) -> None:
        """Repeated head and foot fields."""
        for kind, texts in (("addressee", head.addressees), ("recipient", head.recipients), ("legal_basis", head.legal_bases)):
            for position, text in enumerate(texts, 1):
                self.session.add(HeadItem(revision_id=self.revision_id, kind=kind, position=position, text=text))

    def _keep(self, kind: str, position: int, row: Finding) -> None:
        """Add a row of findings, counted from 1; it has its id after the next flush, which many rows share, since each takes a while."""
        self.session.add(row)
        self.kept[kind, position - 1] = row

    def _evidence(self, evidence: found.Evidence) -> rows.Evidence:
        return rows.Evidence(
            revision_id=self.revision_id,
            span_start=evidence.span.start,
            span_end=evidence.span.end,
            quote=evidence.quote,
            confidence=evidence.confidence,
            regions=[
                rows.EvidenceRegion(
                    position=i, page=r.page, box_left=r.bbox.left, box_top=r.bbox.top, box_right=r.bbox.right, box_bottom=r.bbox.bottom
                )
                for i, r in enumerate(evidence.regions, 1)
            ],
        )

    def _cell(self, place: CellPlace | None) -> int | None:
        return None if place is None else self.cells.get((place.table, place.row, place.column))

    def parts(self, directive: rows.Directive, parts: Sequence[found.Part], places: Sequence[found.Evidence]) -> None:
        """The fields of a directive; a party that many directives take from one heading has one piece of evidence for all of them."""
        counted: Counter[str] = Counter()
        for part, place in zip(parts, places, strict=True):
            counted[part.field] += 1
            if place.span not in self.shared:
                self.shared[place.span] = self._evidence(place)
            directive.parts.append(
                rows.DirectivePart(
                    field=part.field, position=counted[part.field], value=part.value, rule=part.rule, evidence=self.shared[place.span]
                )
            )

    def sections(self, reading: Reading) -> dict[str, int]:
        """All sections; gives path -> row (the first of equal paths)."""
        by_path: dict[str, rows.Section] = {}
        for position, (section, evidence) in enumerate(zip(reading.structure.sections, reading.extraction.sections, strict=True), 1):
            parent = by_path.get(section.path.rpartition("/")[0])
            if parent is not None and parent.id is None:
                self.session.flush()
            row = rows.Section(
                revision_id=self.revision_id,
                parent_id=parent.id if parent is not None else None,
                position=position,
                label=section.label,
                path=section.path,
                heading=section.heading,
                starts=section.starts,
                evidence=self._evidence(evidence),
            )
            self._keep("section", position, row)
            by_path.setdefault(section.path, row)
        self.session.flush()
        return {path: row.id for path, row in by_path.items()}

    def citations(self, citations: Sequence[found.Citation], evidence: Sequence[found.Evidence]) -> dict[str, int]:
        """All citations; gives symbol -> row."""
        by_symbol: dict[str, rows.Citation] = {}
        for position, (citation, place) in enumerate(zip(citations, evidence, strict=True), 1):
            row = rows.Citation(
                revision_id=self.revision_id,
                position=position,
                symbol=citation.symbol,
                symbol_key=symbol_key(citation.symbol),
                type=citation.type,
                issued_on=citation.issued_on,
                issuer=citation.issuer,
                confidence=citation.confidence,
                evidence=self._evidence(place),
            )
            self._keep("citation", position, row)
            by_symbol[citation.symbol] = row
        self.session.flush()
        return {symbol: row.id for symbol, row in by_symbol.items()}

    def directive(self, position: int, directive: found.Directive, evidence: found.Evidence, section_id: int | None) -> rows.Directive:
        """One directive with its parties."""
        deadline = directive.deadline
        row = rows.Directive(
            revision_id=self.revision_id,
            section_id=section_id,
            section_path=directive.section,
            position=position,
            text=directive.text,
            product=directive.product,
            deadline_raw=deadline.raw if deadline else None,
            deadline_on=deadline.on if deadline else None,
            deadline_recurs=deadline.recurs if deadline else None,
            rule=directive.rule,
            confidence=directive.confidence,
            item=directive.item,
            in_table=directive.in_table,
            cell_id=self._cell(directive.cell),
            sure=directive.sure,
            evidence=self._evidence(evidence),
        )
        self._keep("directive", position, row)
        for role, parties in (("lead", directive.lead), ("coordinating", directive.coordinating)):
            for place, printed in enumerate(parties, 1):
                row.parties.append(rows.DirectiveParty(role=role, position=place, printed=printed, agency_id=self.agencies.get(printed)))
        return row

    def directive_citations(self, directives: Sequence[found.Directive], citations: Mapping[str, int]) -> None:
        """The citations inside directives, which have their ids by now."""
        for position, directive in enumerate(directives):
            for symbol in dict.fromkeys(directive.citations):
                if symbol in citations:
                    row = self.kept["directive", position]
                    self.session.add(rows.DirectiveCitation(directive_id=row.id, citation_id=citations[symbol]))

    def metric(self, position: int, metric: found.Metric, evidence: found.Evidence, section_id: int | None) -> None:
        """One metric."""
        row = rows.Metric(
            revision_id=self.revision_id,
            section_id=section_id,
            section_path=metric.section,
            position=position,
            name=metric.name,
            code=metric.code,
            value=metric.value,
            unit=metric.unit,
            kind=metric.kind,
            total=metric.total,
            change=metric.change,
            role=metric.role,
            comparator=metric.comparator,
            direction=metric.direction,
            period=metric.period,
            text=metric.text,
            rule=metric.rule,
            confidence=metric.confidence,
            in_table=metric.in_table,
            cell_id=self._cell(metric.cell),
            sure=metric.sure,
            evidence=self._evidence(evidence),
        )
        self._keep("metric", position, row)

    def issue(self, issue: Issue, reading: Reading) -> None:
        """One doubt, with its place where it has one."""
        evidence = None
        if issue.span is not None or issue.regions:
            span = issue.span or Span(0, 0)
            evidence = self._evidence(found.Evidence(span, span.of(reading.clean.text), issue.regions))
        subject = self.kept.get((issue.kind or "", -1 if issue.index is None else issue.index))
        self.session.add(
            IssueRow(
                document_id=self.document_id,
                revision_id=self.revision_id,
                code=issue.code,
                severity=issue.severity,
                message=issue.message,
                page=issue.page,
                subject_kind=issue.kind,
                subject_id=subject.id if subject is not None else None,
                field=issue.field,
                evidence=evidence,
                created_at=now(),
            )
        )
