"""Reviewed documents as gold files of the corpus' shape, with what the machine had read beside them, for ``score.py``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from db.asking.details import RevisionDetail
from db.models.finding import Citation, Directive, Metric, Section
from flows.takeaway.export import document_json
from flows.takeaway.outputs import refuse_present, whole_file
from tasks.domain.export import HEAD_FIELDS

SECTION = ("label", "path", "heading", "starts")
DIRECTIVE = ("section", "text", "lead", "coordinating", "deadline", "citations", "in_table", "sure")
METRIC = (
    *("section", "name", "value", "unit", "kind", "total", "change", "role", "comparator", "direction", "period", "text"),
    *("in_table", "sure"),
)
CELL = ("name", "value", "unit")
CITATION = ("symbol", "type", "issued_on", "issuer")
Row = TypeVar("Row", Section, Directive, Metric, Citation)
_DEADLINE = {"raw": "deadline_raw", "on": "deadline_on", "recurs": "deadline_recurs"}


@dataclass(frozen=True, slots=True)
class Gold:
    """What was written.

    Attributes:
        folders: one a document.
        left_out: short id of each document that was not, with the number of rows that nobody looked at.
    """

    folders: tuple[Path, ...]
    left_out: tuple[tuple[str, int], ...]


def unseen(detail: RevisionDetail) -> int:
    """Directives, figures and citations of a document that nobody looked at."""
    return sum(row.review is None for rows in (detail.directives, detail.metrics, detail.citations) for row in rows)


def gold_json(detail: RevisionDetail) -> dict[str, Any]:
    """A document as people left it, with the keys of ``gold.json`` and ``text``; figures of tables stand apart."""
    found = _shape(document_json(_kept(detail)))
    cells = [{name: row[name] for name in CELL} for row in found["metrics"] if row["in_table"]]
    return found | {"metrics": [row for row in found["metrics"] if not row["in_table"]], "table_metrics": cells}


def read_json(detail: RevisionDetail) -> dict[str, Any]:
    """The same document as the machine read it: rejected rows are there, added ones are not, changed fields are as read.

    Args:
        detail: with the rows that were rejected.
    """
    read = replace(
        detail,
        sections=_read(detail.sections),
        directives=_read(detail.directives),
        metrics=_read(detail.metrics),
        citations=_read(detail.citations),
    )
    found = document_json(read)
    found["document"] |= {
        "number" if name == "number_printed" else name: value for name, value in (detail.revision.machine_head or {}).items()
    }
    for name in ("sections", "directives", "metrics", "citations"):
        found[name] = [_as_read(row) for row in found[name]]
    # As the machine was: that a person confirmed a row says nothing of it.
    were: list[Directive | Metric] = [*read.directives, *read.metrics]
    for row, was in zip((*found["directives"], *found["metrics"]), were, strict=True):
        row["sure"] = bool(was.sure)
    symbols = {c.symbol: (c.machine or {}).get("symbol", c.symbol) for c in read.citations}
    for directive in found["directives"]:
        directive["citations"] = [symbols[symbol] for symbol in directive["citations"] if symbol in symbols]
    return _shape(found)


def _kept(detail: RevisionDetail) -> RevisionDetail:
    def kept(rows: Sequence[Any]) -> Sequence[Any]:
        return [row for row in rows if row.review != "rejected"]

    sections, directives, metrics, citations = map(kept, (detail.sections, detail.directives, detail.metrics, detail.citations))
    symbols = {c.symbol for c in citations}
    cited = {directive: [s for s in found if s in symbols] for directive, found in detail.cited.items()}
    return replace(detail, sections=sections, directives=directives, metrics=metrics, citations=citations, cited=cited)


def _read(rows: Sequence[Row]) -> Sequence[Row]:
    return [row for row in rows if row.added_by is None]


def _as_read(row: dict[str, Any]) -> dict[str, Any]:
    machine: Mapping[str, Any] = row["machine"] or {}
    found = row | {("section" if name == "section_path" else name): value for name, value in machine.items()}
    if found.get("change") is not None and "change" in machine:
        found["change"] = found["change"] if str(found["change"]).startswith("-") else f"+{found['change']}"
    if any(name in machine for name in _DEADLINE.values()):
        given = row["deadline"] or dict.fromkeys(_DEADLINE)
        deadline = {short: machine.get(name, given[short]) for short, name in _DEADLINE.items()}
        found["deadline"] = deadline if any(value is not None for value in deadline.values()) else None
    return found


def _shape(document: dict[str, Any]) -> dict[str, Any]:
    def rows(table: str, names: Sequence[str]) -> list[dict[str, Any]]:
        return [{name: row[name] for name in names} for row in document[table]]

    return {
        "document": {name: document["document"][name] for name in HEAD_FIELDS},
        "sections": rows("sections", SECTION),
        "directives": rows("directives", DIRECTIVE),
        "metrics": rows("metrics", METRIC),
        "citations": rows("citations", CITATION),
        "text": document["text"],
    }


def write_gold(details: Iterable[RevisionDetail], folder: Path, *, unreviewed: bool, force: bool = False) -> Gold:
    """A folder a document: ``gold.json`` and ``text.txt`` as people left them, ``read.json`` as the machine read it.

    Args:
        details: the documents, with the rows that were rejected.
        folder: where the folders go; each is named by the document's id.
        unreviewed: documents of which somebody has not looked at every directive, figure and citation are written too.
        force: files that are there may be written over.

    Raises:
        OutputError: a file is there, or cannot be written.
    """
    folders, left_out = [], []
    for detail in details:
        missing = unseen(detail)
        if missing and not unreviewed:
            left_out.append((detail.document.short_id, missing))
            continue
        own = folder / detail.document.short_id
        gold, read = gold_json(detail), read_json(detail)
        text = gold.pop("text")
        contents = {
            "gold.json": json.dumps(gold, ensure_ascii=False, indent=1),
            "read.json": json.dumps(read, ensure_ascii=False, indent=1),
        }
        refuse_present((own / name for name in (*contents, "text.txt")), force=force)
        for name, content in (*contents.items(), ("text.txt", text)):
            with whole_file(own / name) as writing:
                writing.write_text(content + "\n" * (not content.endswith("\n")), "utf-8")
        folders.append(own)
    return Gold(tuple(folders), tuple(left_out))
