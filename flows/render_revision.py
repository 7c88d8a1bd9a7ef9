"""Everything found in one revision, on the terminal: a table for each kind of row."""

from __future__ import annotations

from datetime import tzinfo
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from flows.clock import stamp
from flows.render import coloured, safe, steps, sure, table

if TYPE_CHECKING:
    from db.asking.details import RevisionDetail
    from db.asking.tasks import TaskRow


def print_revision(console: Console, detail: RevisionDetail, zone: tzinfo, mark: str = "") -> None:
    """Everything found in one revision; ``mark`` says what it is to its copies."""
    r = detail.revision
    of_file = f", part {detail.document.part} of {safe(detail.document.file_name)}" if detail.document.part > 1 else ""
    console.print(
        f"[bold]{safe(r.symbol or detail.document.file_name)}[/]  {detail.document.short_id}{of_file}, revision {r.number}", highlight=False
    )
    if mark:
        console.print(f"[yellow]{safe(mark)}[/]", highlight=False)
    console.print(_head(detail), "")
    if detail.signatures:
        console.print(_signatures(detail, zone), "")
    for shown in (_pages(detail), _sections(detail), _tasks(detail), _directives(detail), _metrics(detail), _citations(detail)):
        console.print(shown, "")
    console.print(_doubts(detail))
    if detail.settled:
        console.print(f"{len(detail.settled)} more were settled by people.", highlight=False)


def _pages(detail: RevisionDetail) -> Table:
    pages = table("Pages", "page", "from", "words", "confidence", "dpi", "seconds", "why", right=("words", "confidence", "dpi", "seconds"))
    for p in detail.pages:
        numbers = (str(p.word_count), f"{p.mean_confidence:.0f}", str(p.dpi), f"{p.seconds:.1f}")
        pages.add_row(str(p.number), p.source, *numbers, safe(p.source_reason))
    return pages


def _sections(detail: RevisionDetail) -> Table:
    sections = table("Sections", "id", "path", "heading or first words", "review")
    for s in detail.sections:
        sections.add_row(str(s.id), safe(s.path), safe(s.heading or s.starts + " ..."), s.review)
    return sections


def _tasks(detail: RevisionDetail) -> Table:
    tasks = table("Tasks", "id", "sure", "section", "lead", "by", "steps", "task", "state")
    for t in detail.tasks:
        ids = ", ".join(str(step.id) for step in t.steps)
        lead = "; ".join(t.parties("lead"))
        text = steps([step.text for step in t.steps], t.deadline_step)
        section = safe(t.first.section_path)
        tasks.add_row(str(t.first.id), sure(is_sure=t.is_sure), section, safe(lead), safe(t.due), ids, text, _state(t))
    return tasks


def _directives(detail: RevisionDetail) -> Table:
    directives = table("Directives", "id", "sure", "section", "lead", "with", "by", "text", "review")
    for d in detail.directives:
        lead, with_ = (("; ".join(p.printed for p in d.parties if p.role == role)) for role in ("lead", "coordinating"))
        by = d.deadline_on or d.deadline_recurs or d.deadline_raw
        who = safe(d.section_path), safe(lead), safe(with_)
        directives.add_row(str(d.id), sure(is_sure=d.is_sure), *who, safe(by), safe(d.text), d.review)
    return directives


def _metrics(detail: RevisionDetail) -> Table:
    from flows.normal import beside

    metrics = table("Metrics", "id", "sure", "section", "name", "value", "unit", "normal", "role", "period", "review", right=("value",))
    for m in detail.metrics:
        value = f"{'' if m.comparator == '=' else m.comparator + ' '}{m.value:f}" + (f"/{m.total:f}" if m.total is not None else "")
        what = safe(m.section_path), safe(m.name), value, safe(m.unit), safe(beside(m.value, m.unit, m.kind))
        metrics.add_row(str(m.id), sure(is_sure=m.is_sure), *what, m.role, safe(m.period), m.review)
    return metrics


def _citations(detail: RevisionDetail) -> Table:
    citations = table("Citations", "id", "symbol", "date", "issuer", "review")
    for c in detail.citations:
        citations.add_row(str(c.id), safe(c.symbol), safe(c.issued_on), safe(c.issuer), c.review)
    return citations


def _head(detail: RevisionDetail) -> Table:
    r = detail.revision
    head = table("", "field", "value", "review")
    for name in ("type", "symbol", "issuer", "place", "issued_on", "subject", "signer_name", "signer_title", "on_behalf", "urgency"):
        if getattr(r, name) is not None:
            head.add_row(name, safe(getattr(r, name)), (r.head_review or {}).get(name))
    for item in detail.head_items:
        head.add_row(item.kind, safe(item.text))
    return head


def _signatures(detail: RevisionDetail, zone: tzinfo) -> Table:
    """Who signed the file, whether that holds, and what it says of the head."""
    shown = table("Signatures", "signer", "organisation", "signed", "time stamp", "state", "changed since", "chain", "says")
    for s in detail.signatures:
        of = ", ".join(dict.fromkeys(name for name in (s.unit, s.organisation) if name))
        when = stamp(s.signed_at, zone) if s.signed_at else ""
        proven = (s.timestamp, s.state, s.later, s.chain) if s.source == "signature" else ("", "banner", "", "")
        says = "; ".join(f"{said} {field}" for field, said, _ in s.says)
        shown.add_row(safe(s.signer or s.field), safe(of), when, *(safe(word.replace("-", " ")) for word in proven), safe(says))
    return shown


def _doubts(detail: RevisionDetail) -> Table:
    """The doubts that nobody settled."""
    doubts = table("Doubts", "id", "severity", "code", "field", "page", "message", right=("id", "page"))
    for i in detail.left:
        doubts.add_row(str(i.id), coloured(i.severity), i.code, i.field, safe(i.page), safe(i.message))
    if detail.notes:
        doubts.add_row("", coloured("info"), "", "", "", f"{len(detail.notes)} notes: thongbao issues {detail.document.short_id} --notes")
    return doubts


def _state(task: TaskRow) -> str:
    """How far a task is, nothing where nobody said so."""
    return task.state.replace("_", " ") if task.follow_up else ""
