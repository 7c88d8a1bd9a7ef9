"""A notice in the shape of the corpus' ``gold.json``, which is also the shape of the JSON export."""

from __future__ import annotations

from typing import Any

from tasks.domain.finding import Citation, Deadline, Directive, Findings, Metric
from tasks.domain.notice import Head, Section

HEAD_FIELDS = ("type", "number", "symbol", "issuer", "place", "issued_on", "subject", "signer_name", "signer_title", "urgency")


def export_head(head: Head) -> dict[str, Any]:
    """The head fields that the guidelines name, dates in ISO form."""
    fields = {name: getattr(head, name) for name in HEAD_FIELDS}
    fields["issued_on"] = head.issued_on.isoformat() if head.issued_on else None
    return fields


def export_section(section: Section) -> dict[str, Any]:
    """One section as in the guidelines."""
    return {"label": section.label, "path": section.path, "heading": section.heading, "starts": section.starts}


def export_deadline(deadline: Deadline | None) -> dict[str, Any] | None:
    """One deadline as in the guidelines, None where there is none."""
    if deadline is None:
        return None
    return {"raw": deadline.raw, "on": deadline.on.isoformat() if deadline.on else None, "recurs": deadline.recurs}


def export_directive(directive: Directive) -> dict[str, Any]:
    """One directive as in the guidelines."""
    return {
        "section": directive.section,
        "text": directive.text,
        "lead": list(directive.lead),
        "coordinating": list(directive.coordinating),
        "deadline": export_deadline(directive.deadline),
        "citations": list(directive.citations),
        "sure": directive.sure,
        "in_table": directive.in_table,
    }


def export_metric(metric: Metric) -> dict[str, Any]:
    """One metric as in the guidelines, figures as exact decimal strings."""
    return {
        "section": metric.section,
        "name": metric.name,
        "value": f"{metric.value:f}",
        "unit": metric.unit,
        "kind": metric.kind,
        "total": None if metric.total is None else f"{metric.total:f}",
        "change": None if metric.change is None else f"{metric.change:+f}",
        "role": metric.role,
        "comparator": metric.comparator,
        "direction": metric.direction,
        "period": metric.period,
        "text": metric.text,
        "sure": metric.sure,
        "in_table": metric.in_table,
    }


def export_citation(citation: Citation) -> dict[str, Any]:
    """One citation as in the guidelines."""
    return {
        "symbol": citation.symbol,
        "type": citation.type,
        "issued_on": citation.issued_on.isoformat() if citation.issued_on else None,
        "issuer": citation.issuer,
    }


def export_notice(text: str, head: Head, sections: tuple[Section, ...], findings: Findings) -> dict[str, Any]:
    """A whole notice without evidence, as ``score.py`` compares it."""
    return {
        "document": export_head(head),
        "sections": [export_section(s) for s in sections],
        "directives": [export_directive(d) for d in findings.directives],
        "metrics": [export_metric(m) for m in findings.metrics],
        "citations": [export_citation(c) for c in findings.citations],
        "text": text,
    }
