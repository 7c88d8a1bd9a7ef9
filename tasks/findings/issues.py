"""A doubt with its place: what all doubts about findings share."""

from __future__ import annotations

from tasks.domain.doubt import DOUBTS, message_of, severity_of
from tasks.domain.notice import CleanText
from tasks.domain.outcome import Issue, Severity
from tasks.domain.span import Span
from tasks.findings.evidence import evidence_for

Row = tuple[str, int]
"""Kind of a finding and its position in its list."""


def issue_at(
    clean: CleanText,
    code: str,
    span: Span,
    detail: str = "",
    *,
    row: Row | None = None,
    field: str | None = None,
    severity: Severity | None = None,
) -> Issue:
    """A doubt about the words in a span, with their boxes.

    Args:
        clean: the text.
        code: of the doubt.
        span: its place in the text.
        detail: the values in question, for a person.
        row: the finding it is about, None where it is about the text alone; ("head", 0) for the head.
        field: of that row; left out, the one that the kind of doubt is always about.
        severity: left out, that of the kind of doubt.
    """
    regions = evidence_for(clean, span).regions
    kind, index = row if row is not None else (None, None)
    return Issue(
        code,
        severity or severity_of(code),
        message_of(code, detail),
        regions[0].page if regions else None,
        span,
        regions,
        kind,
        None if kind == "head" else index,
        field or (DOUBTS[code].field if code in DOUBTS else None),
    )


def printed(clean: CleanText, span: Span, most: int = 60) -> str:
    """The words of a span in one line, in quotation marks, the end left out where they are long."""
    text = " ".join(span.of(clean.text).split())
    return f"“{text if len(text) <= most else text[: most - 3].rstrip() + '...'}”"
