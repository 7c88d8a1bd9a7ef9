"""Rows out again: JSON in the shape of the corpus' gold files, with text and evidence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Any, TextIO

from db.asking.details import RevisionDetail
from db.asking.tasks import TaskRow
from db.models.finding import Citation, Directive, DirectivePart, Evidence, Metric, Section
from db.models.run import Issue
from db.models.signature import Signature
from db.models.task import FollowUp
from flows.clock import iso
from flows.normal import normal_of
from flows.takeaway.outputs import whole_file
from flows.takeaway.table_rows import table_json
from tasks.domain.export import HEAD_FIELDS
from tasks.domain.row_fields import EXTENSION_FIELDS, TASK_FIELDS

FOLLOW_UP = tuple(name for name in TASK_FIELDS if name != "state")


def plain(value: Any) -> Any:
    """Decimals and dates as strings, the rest as it is."""
    if value is None or isinstance(value, (int, float, str)):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else f"{value:f}"


def evidence_json(evidence: Evidence) -> dict[str, Any]:
    """Span, exact quote, boxes and lowest word confidence."""
    return {
        "span": [evidence.span_start, evidence.span_end],
        "quote": evidence.quote,
        "regions": [{"page": r.page, "bbox": [r.box_left, r.box_top, r.box_right, r.box_bottom]} for r in evidence.regions],
        "confidence": evidence.confidence,
    }


def reviewed_json(row: Directive | Metric | Citation | Section) -> dict[str, Any]:
    """What a person said of a row, and what had been read of the fields that were changed."""
    return {"review": row.review, "machine": {k: v for k, v in (row.machine or {}).items() if k != "agencies"} or None}


def part_json(part: DirectivePart) -> dict[str, Any]:
    """One field of a directive as it was read, with its rule and its evidence."""
    return {"field": part.field, "value": part.value, "rule": part.rule, "evidence": evidence_json(part.evidence)}


def signature_json(row: Signature, zone: tzinfo = UTC) -> dict[str, Any]:
    """One signature or banner: who, for whom, when, what of it holds, and what it says of the head."""
    names = ("source", "state", "signer", "organisation", "unit", "locality", "email", "signed_at", "timestamp", "stamped_at", "is_stamp")
    checks = ("covers_file", "later", "intact", "valid", "chain", "authority", "detail", "field", "page", "quote")
    says = [{"field": field, "said": said, "value": value} for field, said, value in row.says]
    times = {name: iso(getattr(row, name), zone) for name in ("signed_at", "stamped_at")}
    return {name: plain(getattr(row, name)) for name in (*names, *checks)} | times | {"says": says}


def issue_json(issue: Issue, *, settled: bool) -> dict[str, Any]:
    """One doubt: its code, the row and field it is about, and its place, None where it has none."""
    return {
        "code": issue.code,
        "severity": issue.severity,
        "message": issue.message,
        "page": issue.page,
        "row_kind": issue.subject_kind,
        "row_id": issue.subject_id,
        "field": issue.field,
        "settled": settled,
        "evidence": evidence_json(issue.evidence) if issue.evidence else None,
    }


def follow_up_json(said: FollowUp | None) -> dict[str, Any]:
    """How far the work on a task is."""
    if said is None:
        return {"state": "not_started"} | dict.fromkeys(FOLLOW_UP) | {"extended_to": None, "extensions": []}
    extensions = [{name: plain(getattr(one, name)) for name in EXTENSION_FIELDS} for one in said.extensions]
    told = {name: plain(getattr(said, name)) for name in (*FOLLOW_UP, "extended_to")}
    return {"state": said.state} | told | {"extensions": extensions}


def task_json(task: TaskRow, places: Mapping[int, int]) -> dict[str, Any]:
    """One task: its directives by their index in the document's list, its deadline and the directive it is printed in, how far it is."""
    directives = [places[step.id] for step in task.steps]
    deadline = {"raw": task.deadline_raw, "on": plain(task.deadline_on), "recurs": task.deadline_recurs}
    return {
        "key": task.key,
        "section": task.first.section_path,
        "text": task.text,
        "directives": directives,
        "lead": task.parties("lead"),
        "coordinating": task.parties("coordinating"),
        "deadline": deadline if task.deadline_step else None,
        "deadline_in": directives[task.deadline_step - 1] if task.deadline_step else None,
        "product": task.product,
        "sure": task.is_sure,
        "follow_up": follow_up_json(task.follow_up),
    }


def directive_json(directive: Directive, cited: dict[int, list[str]], key: str, said: FollowUp | None) -> dict[str, Any]:
    """One directive as in the guidelines, with its evidence and parts, whether it is sure, its lasting key, and how far its task is."""
    has_deadline = any(v is not None for v in (directive.deadline_raw, directive.deadline_on, directive.deadline_recurs))
    deadline = {"raw": directive.deadline_raw, "on": plain(directive.deadline_on), "recurs": directive.deadline_recurs}
    return {
        "id": directive.id,
        "key": key,
        "section": directive.section_path,
        "text": directive.text,
        "lead": [p.printed for p in directive.parties if p.role == "lead"],
        "coordinating": [p.printed for p in directive.parties if p.role == "coordinating"],
        "deadline": deadline if has_deadline else None,
        "product": directive.product,
        "citations": cited.get(directive.id, []),
        "in_table": bool(directive.in_table),
        "cell": directive.cell_id,
        "item": directive.item,
        "rule": directive.rule,
        "confidence": directive.confidence,
        "sure": directive.is_sure,
        "parts": [part_json(part) for part in directive.parts],
        "follow_up": follow_up_json(said),
        **reviewed_json(directive),
        "evidence": evidence_json(directive.evidence),
    }


def metric_json(metric: Metric) -> dict[str, Any]:
    """One metric as in the guidelines, with its normal form, its evidence and whether it is sure."""
    normal = normal_of(metric.value, metric.unit, metric.kind)
    return {
        "id": metric.id,
        "section": metric.section_path,
        "name": metric.name,
        "code": metric.code,
        "value": f"{metric.value:f}",
        "unit": metric.unit,
        "normal_value": f"{normal.value:f}",
        "normal_unit": normal.unit,
        "kind": metric.kind,
        "total": plain(metric.total),
        "change": None if metric.change is None else f"{metric.change:+f}",
        "role": metric.role,
        "comparator": metric.comparator,
        "direction": metric.direction,
        "period": metric.period,
        "text": metric.text,
        "in_table": bool(metric.in_table),
        "cell": metric.cell_id,
        "rule": metric.rule,
        "confidence": metric.confidence,
        "sure": metric.is_sure,
        **reviewed_json(metric),
        "evidence": evidence_json(metric.evidence),
    }


def citation_json(citation: Citation) -> dict[str, Any]:
    """One citation as in the guidelines, with its evidence."""
    return {
        "id": citation.id,
        "symbol": citation.symbol,
        "type": citation.type,
        "issued_on": plain(citation.issued_on),
        "issuer": citation.issuer,
        "confidence": citation.confidence,
        **reviewed_json(citation),
        "evidence": evidence_json(citation.evidence),
    }


def document_json(detail: RevisionDetail, zone: tzinfo = UTC) -> dict[str, Any]:
    """One document: the keys of ``gold.json``, the text, and the evidence of every row; times in ``zone``."""
    revision = detail.revision
    said = {step.id: task.follow_up for task in detail.tasks for step in task.steps}
    places = {d.id: index for index, d in enumerate(detail.directives)}
    items = {kind: [i.text for i in detail.head_items if i.kind == kind] for kind in ("addressee", "recipient", "legal_basis")}
    return {
        "id": detail.document.short_id,
        "sha256": detail.document.sha256,
        "file_name": detail.document.file_name,
        "part": detail.document.part,
        "pages": [page.number for page in detail.pages],
        "revision": revision.number,
        "document": {n: plain(getattr(revision, "number_printed" if n == "number" else n)) for n in HEAD_FIELDS},
        "head_review": revision.head_review,
        "machine_head": revision.machine_head,
        "addressees": items["addressee"],
        "recipients": items["recipient"],
        "legal_bases": items["legal_basis"],
        "sections": [
            {
                "label": s.label,
                "path": s.path,
                "heading": s.heading,
                "starts": s.starts,
                **reviewed_json(s),
                "evidence": evidence_json(s.evidence),
            }
            for s in detail.sections
        ],
        "directives": [directive_json(d, detail.cited, detail.keys[d.id], said.get(d.id)) for d in detail.directives],
        "tasks": [task_json(task, places) for task in detail.tasks],
        "metrics": [metric_json(m) for m in detail.metrics],
        "citations": [citation_json(c) for c in detail.citations],
        "issues": [issue_json(i, settled=i.id in detail.settled) for i in detail.issues],
        "signatures": [signature_json(s, zone) for s in detail.signatures],
        "tables": [table_json(t) for t in detail.tables],
        "text": revision.clean_text,
    }


def write_json(details: Iterable[RevisionDetail], output: Path | None, zone: tzinfo = UTC) -> None:
    """An array with one object per document, written one by one, to a file or to standard output; times in ``zone``.

    Raises:
        OutputError: the file cannot be written.
    """
    if output is None:
        _write_array(details, sys.stdout, zone)
        return
    with whole_file(output) as writing, writing.open("w", encoding="utf-8") as stream:
        _write_array(details, stream, zone)


def _write_array(details: Iterable[RevisionDetail], stream: TextIO, zone: tzinfo) -> None:
    stream.write("[")
    for index, detail in enumerate(details):
        stream.write(",\n" if index else "\n")
        # A terminal must not meet control characters of a document; a file keeps its letters readable.
        json.dump(document_json(detail, zone), stream, ensure_ascii=stream.isatty(), indent=1)
    stream.write("\n]\n")
