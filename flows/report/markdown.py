"""Reports as Markdown for Prefect's UI. Text of documents is escaped: it can neither form markup nor links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from db.asking.details import RevisionDetail
from db.asking.tasks import TaskRow
from db.models.finding import Directive, Metric
from flows.outcome import DocumentOutcome, tally
from flows.report.night import SLOWEST, DueSoon, Night, error_code
from tasks.domain.legible import legible
from tasks.domain.outcome import Outcome

MOST_ROWS = 200  # of one table; `thongbao show` has all
MOST_CHARACTERS = 400  # of one cell
# Colons, dots and @ too, since renderers make links of bare addresses.
PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:@$^=])")
HEAD = ("type", "symbol", "issuer", "place", "issued_on", "subject", "signer_name", "signer_title", "on_behalf", "urgency")


def literal(value: Any) -> str:
    """Any value as Markdown that shows it on one line and does nothing else, "" for None."""
    if value is None:
        return ""
    text = " ".join(legible(str(value)).split())
    text = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return PUNCTUATION.sub(r"\\\1", text)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    """A table, escaped cell by cell; what goes over :data:`MOST_ROWS` is counted instead of shown."""
    found = list(rows)
    if not found:
        return ["None."]
    lines = ["| " + " | ".join(columns) + " |", "|" + " --- |" * len(columns)]
    lines += ["| " + " | ".join(literal(cell) for cell in row) + " |" for row in found[:MOST_ROWS]]
    if len(found) > MOST_ROWS:
        lines += ["", f"{len(found) - MOST_ROWS} more."]
    return lines


def document_report(detail: RevisionDetail) -> str:
    """Head, tasks, directives, metrics, citations and doubts of one reading."""
    r = detail.revision
    head = [(name, getattr(r, name)) for name in HEAD if getattr(r, name) is not None]
    head += [(item.kind, item.text) for item in detail.head_items]
    tasks = [(t.first.id, _sure(t), t.first.section_path, "; ".join(t.parties("lead")), t.due, len(t.steps), t.text) for t in detail.tasks]
    directives = []
    for d in detail.directives:
        lead, with_ = ("; ".join(p.printed for p in d.parties if p.role == role) for role in ("lead", "coordinating"))
        by = d.deadline_on or d.deadline_recurs or d.deadline_raw
        directives.append((d.id, _sure(d), d.section_path, lead, with_, by, d.text))
    metrics = []
    for m in detail.metrics:
        value = f"{'' if m.comparator == '=' else m.comparator + ' '}{m.value:f}" + (f"/{m.total:f}" if m.total is not None else "")
        metrics.append((m.id, _sure(m), m.section_path, m.name, value, m.unit, m.role, m.period))
    doubts = [(i.id, i.severity, i.code, i.field, i.page, i.message) for i in detail.left]
    parts = (
        ("Head", ("field", "value"), head),
        ("Tasks", ("id", "sure", "section", "lead", "by", "steps", "task"), tasks),
        ("Directives", ("id", "sure", "section", "lead", "with", "by", "text"), directives),
        ("Metrics", ("id", "sure", "section", "name", "value", "unit", "role", "period"), metrics),
        ("Citations", ("id", "symbol", "date", "issuer"), [(c.id, c.symbol, c.issued_on, c.issuer) for c in detail.citations]),
        ("Doubts", ("id", "severity", "code", "field", "page", "message"), doubts),
    )
    lines = [f"# {literal(r.symbol or detail.document.file_name)}", "", f"Document {detail.document.short_id}, revision {r.number}."]
    for title, columns, rows in parts:
        lines += ["", f"## {title}", "", *table(columns, rows)]
    return "\n".join(lines) + "\n"


def _sure(row: Directive | Metric | TaskRow) -> str:
    return "yes" if row.is_sure else "no"


def page_rows(detail: RevisionDetail) -> list[dict[str, Any]]:
    """The pages of a reading: where their words come from, at which resolution, how sure, how long it took."""
    return [
        {
            "page": p.number,
            "source": p.source,
            "dpi": p.dpi,
            "words": p.word_count,
            "confidence": round(p.mean_confidence),
            "seconds": round(p.seconds, 1),
            "why": legible(p.source_reason),
        }
        for p in detail.pages
    ]


def night_report(night: Night, due: Sequence[DueSoon], lost: Sequence[str]) -> str:
    """What a night did: numbers, what was set aside and why, doubts, the slowest, what is due, which notices did not arrive."""
    read = [o for o in night.ended(Outcome.SUCCEEDED) if not o.unpacked]
    lines = ["# Night", "", f"{night.files} files and waiting documents: {tally(night.outcomes)}."]
    if night.error is not None:
        lines += ["", f"**Stopped** ({error_code(night.error)}): {literal(night.error)}"]
    if night.growing:
        lines += ["", f"{len(night.growing)} files were still being written and are taken by the next run."]
    lines += [f"\nNotice not sent: {literal(line)}" for line in lost]
    for title, kind in (("Failed, taken again", Outcome.FAILED), ("Quarantined", Outcome.QUARANTINED)):
        lines += ["", f"## {title}", "", *table(("id", "file", "reason"), [(o.short_id, o.source, o.message) for o in night.ended(kind)])]
    parcels = [(o.short_id, o.source, o.message) for o in night.outcomes if o.unpacked]
    if parcels:
        lines += ["", "## Taken apart", "", *table(("id", "file", "what became of what was inside"), parcels)]
    lines += ["", "## Loaded", "", *table(("id", "symbol", "pages", "tasks", "figures", "doubts", "seconds"), map(_counts, read))]
    slowest = sorted(night.outcomes, key=lambda o: -o.seconds)[:SLOWEST]
    lines += [
        "",
        "## Slowest",
        "",
        *table(("id", "file", "pages", "seconds"), [(o.short_id, o.source, o.pages, f"{o.seconds:.1f}") for o in slowest]),
    ]
    rows = [(d.by, d.document, d.lead, d.task, "new" if d.is_new else "") for d in due]
    lines += ["", "## Due soon", "", *table(("by", "document", "lead", "task", ""), rows)]
    return "\n".join(lines) + "\n"


def _counts(o: DocumentOutcome) -> tuple[Any, ...]:
    return (o.short_id, o.symbol, o.pages, o.tasks, o.metrics, o.issues, f"{o.seconds:.1f}")
