"""What a person should look at again: gaps, contradictions, places that were read badly, and rows that are not sure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from tasks.domain.doubt import GRAVE, NOT_SURE
from tasks.domain.finding import Citation, Directive, Findings, Metric
from tasks.domain.notice import CleanText, Head, Structure
from tasks.domain.outcome import Issue
from tasks.domain.span import Span
from tasks.findings.evidence import evidence_for
from tasks.findings.figure_doubts import doubts_of_cells, doubts_of_metrics, doubts_of_numbers
from tasks.findings.issues import Row, issue_at, printed
from tasks.findings.labels import label_doubts
from tasks.findings.restored import restored_doubts
from tasks.findings.unread_figures import doubts_of_unread

DOUBTFUL_HEAD = 60.0
"""Lowest word confidence (0 to 100) of a head field that is taken as read.

Measured with Tesseract 5.3, ``vie``, 200 dpi, on seven public scans without page preparation, over 12,058 words: of 210 words below 60, 149
were misread; below 80 it is 236 of 406, too many false alarms for the capitals and names of a head.
"""
NEEDED_HEAD_FIELDS = ("type", "symbol", "issuer", "issued_on")
"""Head fields every administrative document has (Decree 30/2020/NĐ-CP, Article 8)."""


def find_doubts(clean: CleanText, structure: Structure, findings: Findings, restored: Collection[int] = ()) -> tuple[Issue, ...]:
    """Every doubt about one notice: head, sections, directives, metrics and citations, then the text; never raises.

    A directive or metric that is not sure has at least one that is more than information.

    Args:
        clean: the text.
        structure: its head and body.
        findings: what was found in it.
        restored: pages (1-based) whose words were restored.
    """
    found = (
        *_of_head(clean, structure.head),
        *(issue_at(clean, d.code, d.span, d.detail, row=("head", 0), field=d.field) for d in structure.doubts),
        *label_doubts(clean, structure),
        *_of_directives(clean, findings.directives),
        *doubts_of_metrics(clean, findings.metrics),
        *doubts_of_cells(clean, findings),
        *_of_citations(clean, findings.citations),
        *doubts_of_numbers(clean, structure.body),
        *doubts_of_unread(clean, structure.body, findings),
        *restored_doubts(clean, findings, restored),
    )
    return (*found, *_of_what_is_not_sure(clean, findings, found))


def without_doubted(findings: Findings, issues: Sequence[Issue]) -> Findings:
    """The findings, of which none is sure that a person should look at: what is read badly is not certain, however sure its rule is.

    Args:
        findings: as they were found.
        issues: all doubts about them.
    """
    doubted = set(_about_rows(issues))
    return replace(
        findings,
        directives=tuple(replace(d, sure=d.sure and ("directive", n) not in doubted) for n, d in enumerate(findings.directives)),
        metrics=tuple(replace(m, sure=m.sure and ("metric", n) not in doubted) for n, m in enumerate(findings.metrics)),
    )


def _about_rows(issues: Sequence[Issue]) -> Iterator[Row]:
    """Rows that a doubt is about which is more than information."""
    return ((i.kind, i.index) for i in issues if i.kind is not None and i.index is not None and i.severity in GRAVE)


def _of_what_is_not_sure(clean: CleanText, findings: Findings, found: Sequence[Issue]) -> Iterator[Issue]:
    """One doubt for each row that is not sure and has none yet; what was only noted about it stands behind it as the reasons."""
    doubted = set(_about_rows(found))
    noted: dict[Row, list[str]] = defaultdict(list)
    for issue in found:
        if issue.kind is not None and issue.index is not None:
            noted[issue.kind, issue.index].append(issue.code)
    rows: list[tuple[Row, Directive | Metric]] = [(("directive", n), d) for n, d in enumerate(findings.directives)]
    rows += [(("metric", n), m) for n, m in enumerate(findings.metrics)]
    for row, finding in rows:
        if not finding.sure and row not in doubted:
            reasons = ", ".join((f"rule {finding.rule or 'unknown'}", f"confidence {finding.confidence:.2f}", *dict.fromkeys(noted[row])))
            yield issue_at(clean, NOT_SURE[row[0]], finding.span, f"{printed(clean, finding.span)} ({reasons})", row=row)


def _of_head(clean: CleanText, head: Head) -> Iterator[Issue]:
    for name in NEEDED_HEAD_FIELDS:
        if getattr(head, name) is None:
            yield replace(issue_at(clean, "head-field-missing", Span(0, 0), name, row=("head", 0), field=name), span=None)
    told: set[tuple[str, str | None]] = set()
    for doubt in head.doubts:
        at = doubt.span or dict(head.spans).get(doubt.field or "")
        detail = f"{doubt.field} {printed(clean, at)}" if at is not None and at.end > at.start else str(doubt.field)
        issue = issue_at(clean, doubt.code, at or Span(0, 0), detail, row=("head", 0), field=doubt.field)
        told.add((doubt.code, doubt.field))
        yield issue if at is not None else replace(issue, span=None)
    for name, span in head.spans:
        if ("head-field-doubtful", name) in told:
            continue
        confidence = evidence_for(clean, span).confidence
        if confidence is not None and confidence < DOUBTFUL_HEAD:
            detail = f"{name} {printed(clean, span)}, confidence {confidence:.0f}"
            yield issue_at(clean, "head-field-doubtful", span, detail, row=("head", 0), field=name)


def _of_directives(clean: CleanText, directives: Sequence[Directive]) -> Iterator[Issue]:
    for index, directive in enumerate(directives):
        row = "directive", index
        told: set[str | None] = set()
        for doubt in directive.doubts:
            at = doubt.span or _place(directive, doubt.field)
            issue = issue_at(clean, doubt.code, at, printed(clean, at), row=row, field=doubt.field)
            told.add(issue.field)
            yield issue
        start = printed(clean, directive.span)
        if not directive.lead and "lead" not in told:
            yield issue_at(clean, "directive-without-lead", directive.span, start, row=row)
        if "deadline" in told:
            continue
        if directive.deadline is None:
            yield issue_at(clean, "directive-without-deadline", directive.span, start, row=row)
        elif directive.deadline.on is None and directive.deadline.recurs is None:
            yield issue_at(clean, "deadline-unresolved", _place(directive, "deadline"), f"“{directive.deadline.raw}”", row=row)


def _place(directive: Directive, field: str | None) -> Span:
    """Where a field was read, else the whole directive."""
    return next((part.span for part in directive.parts if part.field == field), directive.span)


def _of_citations(clean: CleanText, citations: Sequence[Citation]) -> Iterator[Issue]:
    for index, citation in enumerate(citations):
        for doubt in citation.doubts:
            yield issue_at(clean, doubt.code, doubt.span or citation.span, citation.symbol, row=("citation", index), field=doubt.field)
        if citation.issued_on is None and all(doubt.field != "issued_on" for doubt in citation.doubts):
            code = "citation-unresolved" if citation.issuer is None else "citation-without-date"
            yield issue_at(clean, code, citation.span, citation.symbol, row=("citation", index))
