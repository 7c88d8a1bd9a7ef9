"""All findings of one notice."""

from __future__ import annotations

from tasks.domain.finding import Findings
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Structure
from tasks.findings.captions import caption_of
from tasks.findings.citations import find_citations
from tasks.findings.metrics import find_metrics
from tasks.findings.printed_tables import printed_tables
from tasks.findings.rows.directives import find_directives
from tasks.findings.tables import read_tables
from tasks.findings.trust import rated
from tasks.reading.notice import NoticeReading
from tasks.reading.tagger import tagger_of


def extract_findings(clean: CleanText, structure: Structure, vocabulary: Vocabulary) -> Findings:
    """Directives, metrics and citations in reading order; never raises, whatever the text."""
    reading = NoticeReading(clean, structure, tagger_of(vocabulary.words))
    citations = find_citations(reading, vocabulary.document_types)
    directives = find_directives(reading, citations, vocabulary)
    metrics = find_metrics(reading, directives, vocabulary)
    tables = read_tables(clean)
    titles = [caption_of(clean, table).title for table in tables]
    printed = printed_tables(clean, structure.sections, tables, titles, (directives, metrics))
    findings = Findings(directives=directives, metrics=metrics, citations=citations, tables=printed)
    return rated(clean, findings, vocabulary.odds)
