"""How sure to be of each row: the fitted chance that all its fields are right (``config/confidence.json``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tasks.domain.confidence import Odds
from tasks.domain.finding import Directive, Findings, Metric
from tasks.domain.notice import CleanText
from tasks.findings.evidence import evidence_for
from tasks.findings.rows.features import of_cell, of_directive, of_metric


def rated(clean: CleanText, findings: Findings, odds: Mapping[str, Odds]) -> Findings:
    """The findings, each directive and metric with its chance and whether it may be presented as certain.

    Args:
        clean: the text, whose words say how well they were read.
        findings: as found.
        odds: of "directive", "metric" and "table-metric"; a kind without odds is never sure.
    """
    return replace(
        findings,
        directives=tuple(_directive(clean, row, odds.get("directive")) for row in findings.directives),
        metrics=tuple(_metric(clean, row, odds.get("table-metric" if row.in_table else "metric")) for row in findings.metrics),
    )


def _directive(clean: CleanText, row: Directive, odds: Odds | None) -> Directive:
    if odds is None:
        return replace(row, sure=False)
    features = of_directive(row, evidence_for(clean, row.span).confidence)
    return replace(row, confidence=odds.chance(features), sure=odds.is_sure(features))


def _metric(clean: CleanText, row: Metric, odds: Odds | None) -> Metric:
    if odds is None:
        return replace(row, sure=False)
    features = (
        of_cell(row, evidence_for(clean, row.value_span).confidence)
        if row.in_table
        else of_metric(row, evidence_for(clean, row.span).confidence)
    )
    return replace(row, confidence=odds.chance(features), sure=odds.is_sure(features))
