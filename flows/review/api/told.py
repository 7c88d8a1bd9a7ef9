"""Rows as the interface for programs tells them: as exports do, with what a list has to say beside them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo
from typing import Any

from db.asking.details import DocumentRow, RevisionDetail
from db.asking.keyed import Found, FoundTask
from db.models.finding import Citation, Directive, Metric
from db.models.program import ReadingRequest
from db.models.run import Issue, Run
from flows.as_json import document_row_json
from flows.clock import iso
from flows.review.api.entry import ROOT
from flows.takeaway.export import (
    citation_json,
    directive_json,
    document_json,
    evidence_json,
    follow_up_json,
    issue_json,
    metric_json,
    plain,
    reviewed_json,
)
from tasks.domain.standing import Progress, extended_to, standing_on


def row_page(key: str) -> str:
    """Address of a row on the review pages, which outlives readings."""
    return f"/rows/{key}"


def _doubts(issues: Sequence[Issue]) -> list[dict[str, Any]]:
    return [issue_json(issue, settled=False) for issue in issues]


def _beside(found: Found[Any]) -> dict[str, Any]:
    key = str(found.row.key)
    return {"key": key, "document_id": found.document.short_id, "page": row_page(key), "doubts": _doubts(found.doubts)}


def directive_told(found: Found[Directive]) -> dict[str, Any]:
    """A directive of a list."""
    row = directive_json(found.row, {found.row.id: list(found.cited)}, str(found.row.key), found.follow_up)
    return row | _beside(found) | {"symbol": found.revision.symbol}


def metric_told(found: Found[Metric]) -> dict[str, Any]:
    """A figure of a list."""
    return metric_json(found.row) | _beside(found) | {"symbol": found.revision.symbol}


def citation_told(found: Found[Citation]) -> dict[str, Any]:
    """A citation of a list."""
    return _citation(found.row) | _beside(found) | {"cited_by": found.revision.symbol}


def _citation(row: Citation) -> dict[str, Any]:
    sure = None if row.review is None else row.review != "rejected"
    return citation_json(row) | {"key": str(row.key), "sure": sure}


def task_told(found: FoundTask, today: date) -> dict[str, Any]:
    """A task of a list with its steps, and how far it is on a day."""
    task, steps = found.task, found.steps
    first = steps[0]
    progress = found.follow_up.progress if found.follow_up else Progress()

    def named(role: str) -> list[str]:
        return list(dict.fromkeys(p.printed for step in steps for p in step.row.parties if p.role == role))

    products = dict.fromkeys(step.row.product for step in steps if step.row.product)
    deadline = {"raw": task.deadline_raw, "on": plain(task.deadline_on), "recurs": task.deadline_recurs}
    return {
        "key": found.key,
        "document_id": first.document.short_id,
        "symbol": first.revision.symbol,
        "issued_on": plain(first.revision.issued_on),
        "page": row_page(found.key),
        "section": first.row.section_path,
        "text": " ".join(step.row.text for step in steps),
        "lead": named("lead"),
        "coordinating": named("coordinating"),
        "deadline": deadline if task.deadline_step else None,
        "deadline_step": task.deadline_step,
        "product": "; ".join(products) or None,
        "sure": all(step.row.is_sure for step in steps),
        "due_on": plain(extended_to(progress.extensions) or task.deadline_on),
        "standing": standing_on(today, task.deadline_on, progress),
        "follow_up": follow_up_json(found.follow_up),
        "steps": [directive_told(step) for step in steps],
    }


def document_told(row: DocumentRow, issuer: str | None, zone: tzinfo) -> dict[str, Any]:
    """A document of a list."""
    return document_row_json(row, zone) | {"issuer": issuer}


def reading_told(detail: RevisionDetail, zone: tzinfo) -> dict[str, Any]:
    """A reading with all its rows, each with its lasting name."""
    told = document_json(detail, zone)
    told["sections"] = [
        {"id": s.id, "key": str(s.key), "label": s.label, "path": s.path, "heading": s.heading, "starts": s.starts}
        | reviewed_json(s)
        | {"evidence": evidence_json(s.evidence)}
        for s in detail.sections
    ]
    told["directives"] = [row | {"key": str(d.key)} for row, d in zip(told["directives"], detail.directives, strict=True)]
    told["metrics"] = [row | {"key": str(m.key)} for row, m in zip(told["metrics"], detail.metrics, strict=True)]
    told["citations"] = [_citation(c) for c in detail.citations]
    return told


def pictures_told(detail: RevisionDetail) -> list[dict[str, Any]]:
    """The pages of a reading that have pictures."""
    address = f"{ROOT}/documents/{detail.document.short_id}/pages"
    return [
        {"page": p.number, "width": p.width, "height": p.height, "dpi": p.dpi, "picture": f"{address}/{p.number}.jpg"}
        for p in detail.pages
        if p.picture
    ]


def run_told(run: Run | None, zone: tzinfo) -> dict[str, Any] | None:
    """The last run of a file."""
    if run is None:
        return None
    names = ("id", "kind", "outcome", "error_code", "error_text")
    return {name: getattr(run, name) for name in names} | {
        "started_at": iso(run.started_at, zone),
        "ended_at": iso(run.ended_at, zone),
    }


def asked_told(asked: ReadingRequest | None, zone: tzinfo) -> dict[str, Any] | None:
    """The last request to read a file again."""
    if asked is None:
        return None
    times = {name: iso(getattr(asked, name), zone) for name in ("asked_at", "begun_at", "ended_at")}
    return {"id": asked.id, "exit_code": asked.exit_code} | times
