"""All findings of one notice."""

from __future__ import annotations

from tasks.domain.finding import Findings
from tasks.domain.lexicon import Vocabulary
from tasks.domain.notice import CleanText, Structure
from tasks.findings.citations import find_citations
from tasks.findings.directives import find_directives
from tasks.findings.metrics import find_metrics


def extract_findings(clean: CleanText, structure: Structure, vocabulary: Vocabulary) -> Findings:
    """Directives, metrics and citations in reading order; never raises, whatever the text."""
    citations = find_citations(clean, structure, vocabulary)
    directives = find_directives(clean, structure, citations, vocabulary)
    metrics = find_metrics(clean, structure, directives, vocabulary)
    return Findings(directives=directives, metrics=metrics, citations=citations)
