"""All findings of one notice."""

from __future__ import annotations

from tasks.domain.finding import Findings
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Structure
from tasks.domain.span import Span
from tasks.findings.captions import caption_of
from tasks.findings.citations import find_citations
from tasks.findings.figure_tables.find import find_table_metrics
from tasks.findings.metrics import find_metrics
from tasks.findings.plain_heads import with_spread_head
from tasks.findings.printed_tables import printed_tables
from tasks.findings.report_time import report_of
from tasks.findings.rows.directives import find_directives
from tasks.findings.tables import read_tables
from tasks.findings.trust import rated
from tasks.reading.notice import NoticeReading
from tasks.reading.tagger import tagger_of
from tasks.text.unread_pages import rubbish_spans


def extract_findings(clean: CleanText, structure: Structure, vocabulary: Vocabulary) -> Findings:
    """Directives, metrics and citations in reading order; never raises, whatever the text."""
    reading = NoticeReading(clean, structure, tagger_of(vocabulary.words))
    citations = find_citations(reading, vocabulary.document_types)
    tables = [with_spread_head(table) for table in read_tables(clean)]
    directives = find_directives(reading, citations, tables, vocabulary)
    captions = [caption_of(clean, table) for table in tables]
    taken = {directive.cell.table for directive in directives if directive.cell is not None}
    in_tables = find_table_metrics(reading, list(zip(tables, captions, strict=True)), taken, report_of(reading), vocabulary)
    running = find_metrics(reading, directives, vocabulary)
    metrics = tuple(sorted((*running, *in_tables), key=lambda metric: metric.value_span.start))
    rubbish = rubbish_spans(clean)
    directives = tuple(d for d in directives if not _inside(d.span, rubbish))
    metrics = tuple(m for m in metrics if not _inside(m.span, rubbish))
    citations = tuple(c for c in citations if not _inside(c.span, rubbish))
    printed = printed_tables(clean, structure.sections, tables, [caption.title for caption in captions], (directives, metrics))
    findings = Findings(directives=directives, metrics=metrics, citations=citations, tables=printed)
    return rated(clean, findings, vocabulary.odds)


def _inside(span: Span, places: tuple[Span, ...]) -> bool:
    """Whether a finding begins on a page that was read into rubbish."""
    return any(place.start <= span.start < place.end for place in places)
