"""Answers of commands as JSON for programs; docs/json.md says what each key means, and a test holds it.

Keys keep name and meaning; later versions add some. Days are ISO dates, instants ISO 8601 in the office's zone, exact figures are decimal
strings, what is not known is null.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.clock import iso

if TYPE_CHECKING:
    from sqlalchemy import Row

    from db.asking.details import DocumentRow, RevisionDetail
    from db.asking.passages import Passage
    from db.asking.questions import Difference
    from db.asking.search import Found
    from db.copies.shown import CopiesOf
    from db.models.document import Document
    from db.models.run import Run
    from db.reading.members import MemberRow
    from db.reading.page_lines import PageLine
    from db.review.corrections import CorrectionRow
    from db.review.text import LineEntry

AsJson = Annotated[bool, typer.Option("--json", help="JSON for programs instead of text (docs/json.md).")]


def print_json(value: Any) -> None:
    """A value as JSON on standard output; letters as escapes, since a terminal must not meet what documents hold."""
    json.dump(value, sys.stdout, ensure_ascii=True, indent=1, default=_plain)
    sys.stdout.write("\n")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, (date, datetime)) else str(value)


def _of(row: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def document_row_json(row: DocumentRow, zone: tzinfo) -> dict[str, Any]:
    """One document of a list."""
    told = _of(row, "state", "symbol", "type", "issued_on", "subject", "reason", "file_name", "part", "first_page", "last_page")
    numbers = _of(row, "revision", "pages", "tasks", "directives", "metrics", "citations")
    return {
        "id": row.short_id,
        **told,
        **numbers,
        "doubts": row.issues,
        "copy_of": row.copy_of,
        "registered_at": iso(row.registered_at, zone),
    }


def run_json(run: Run, zone: tzinfo) -> dict[str, Any]:
    """One run with its attempts."""
    return {
        **_of(run, "id", "kind", "source"),
        **_span(run, zone),
        **_of(run, "outcome", "error_code", "error_text"),
        "attempts": [
            {**_of(a, "step", "attempt"), **_span(a, zone), **_of(a, "outcome", "summary", "error_code", "error_text")}
            for a in run.attempts
        ],
    }


def _span(row: Any, zone: tzinfo) -> dict[str, str | None]:
    return {"started_at": iso(row.started_at, zone), "ended_at": iso(row.ended_at, zone)}


def parcel_json(document: Document, members: Sequence[MemberRow]) -> dict[str, Any]:
    """A file that was only taken apart."""
    return {
        **{"id": document.short_id, **_of(document, "file_name", "state", "reason")},
        "members": [{"id": m.short_id, "state": m.state, "file_name": m.path, "reason": m.reason} for m in members],
    }


def tasks_json(rows: Iterable[Row[Any]], steps: Mapping[int, Sequence[str]]) -> list[dict[str, Any]]:
    """Tasks of a question."""
    return [
        {
            **{"task_id": r.id, "directive_id": r.directive_id, "document_id": r.document},
            **_of(r, "symbol", "issued_on"),
            **{"section": r.section_path, "lead": r.lead, "coordinating": r.coordinating, "text": r.text},
            "steps": list(steps.get(r.id, [r.text])),
            **_of(r, "deadline_raw", "deadline_on", "deadline_recurs", "deadline_step", "extended_to"),
            **{"state": r.follow_up, "owner": r.owner, "sure": bool(r.sure)},
        }
        for r in rows
    ]


def doubts_json(rows: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    """Doubts of a list."""
    return [
        {
            **{"id": d.id, "document_id": d.short_id, **_of(d, "symbol", "severity", "code", "message", "page")},
            **{"row_kind": d.subject_kind, "row_id": d.subject_id, "field": d.field},
        }
        for d in rows
    ]


def found_json(found: Found) -> dict[str, Any]:
    """A page of what a search found, with the places of the words in the clean text and on the page."""
    return {
        **{"search": str(found.query), **_of(found, "total", "exact", "page", "pages")},
        "hits": [
            {
                **{
                    "document_id": h.document,
                    **_of(h, "symbol", "type", "issuer", "issued_on", "subject", "file_name", "copy_of", "revision"),
                },
                "passages": [passage_json(p) for p in h.passages],
            }
            for h in found.hits
        ],
    }


def passage_json(passage: Passage) -> dict[str, Any]:
    """A place of a search."""
    return {
        **_of(passage, "kind", "row_id", "text"),
        **{"marks": [list(m) for m in passage.marks], "spans": [list(s) for s in passage.spans], "page": passage.page},
        "boxes": [{"page": b.page, "bbox": [b.left, b.top, b.right, b.bottom]} for b in passage.boxes],
    }


def corrections_json(rows: Iterable[CorrectionRow], zone: tzinfo) -> list[dict[str, Any]]:
    """What people said of rows."""
    return [
        {
            **{"id": c.id, "at": iso(c.at, zone), "by": c.actor},
            **_of(c, "state", "action", "kind", "row_id", "undoes_id", "before", "after", "quote", "detail"),
        }
        for c in rows
    ]


def lines_json(lines: Iterable[PageLine]) -> list[dict[str, Any]]:
    """Lines of a page."""
    return [
        {
            **_of(line, "number", "text", "read"),
            **{"state": line.state or None, "correction_id": line.correction or None},
            "box": [line.box.left, line.box.top, line.box.right, line.box.bottom] if line.box else None,
            "doubtful": [_of(word, "start", "end", "instead") for word in line.doubtful],
        }
        for line in lines
    ]


def line_corrections_json(entries: Iterable[LineEntry], zone: tzinfo) -> list[dict[str, Any]]:
    """What people said of lines."""
    return [
        {"id": e.id, "at": iso(e.at, zone), "by": e.actor, **_of(e, "state", "action", "page", "before", "after", "read")} for e in entries
    ]


def difference_json(
    first: RevisionDetail, second: RevisionDetail, found: Iterable[Difference], said: Iterable[CorrectionRow], zone: tzinfo
) -> dict[str, Any]:
    """What two revisions do not share."""
    return {
        **{"document_id": second.document.short_id, "from": first.revision.number, "to": second.revision.number},
        "differences": [_of(d, "kind", "before", "after") for d in found],
        "corrections": corrections_json(said, zone),
    }


def copies_json(known: CopiesOf, short_id: str, zone: tzinfo) -> dict[str, Any]:
    """Copies of one paper."""
    related = [
        {
            "id": one.short_id,
            **_of(one, "name", "file_name", "relation", "leads", "reason"),
            "differences": [list(d) for d in one.differences],
        }
        for one in known.related
    ]
    said = [
        {"id": d.id, "at": iso(d.at, zone), "by": d.actor, **_of(d, "action", "subject", "other", "undoes_id", "in_force")}
        for d in known.said
    ]
    return {"id": short_id, "counts": known.counts, "related": related, "said": said}


def part_json(row: DocumentRow) -> dict[str, Any]:
    """One notice of a file."""
    return {"id": row.short_id, **_of(row, "part", "state", "first_page", "last_page", "symbol", "issued_on", "subject", "reason")}
