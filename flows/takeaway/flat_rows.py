"""Rows of documents as flat tables, for CSV and Parquet: which tables there are, which columns each has, and what they hold.

Columns do not follow the data: a table is written where it has no row, and files of several exports can be put behind each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from flows.takeaway.table_rows import BOX, cell_rows
from tasks.domain.export import HEAD_FIELDS
from tasks.domain.row_fields import TASK_FIELDS, FieldType


class Holds(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DAY = "date"
    MOMENT = "instant"
    FIGURE = "decimal"
    WHOLE = "integer"
    REAL = "number"
    TRUTH = "truth"
    NAMES = "list of texts"


T, W, S = Holds.TEXT, Holds.WHOLE, Holds.TRUTH
_KEY = {"document_id": T, "document_symbol": T}
_DEADLINE = {"deadline_raw": T, "deadline_on": Holds.DAY, "deadline_recurs": T}
_FOLLOW_UP = {
    "state": T,
    **{name: Holds.DAY if field.holds is FieldType.DAY else T for name, field in TASK_FIELDS.items() if name != "state"},
    "extended_to": Holds.DAY,
}
_PLACE = {"page": W, "quote": T}
_PARTIES = {"lead": Holds.NAMES, "coordinating": Holds.NAMES}

TABLES: Mapping[str, Mapping[str, Holds]] = {
    "documents": {"document_id": T, "file_name": T, **{name: Holds.DAY if name == "issued_on" else T for name in HEAD_FIELDS}},
    "tasks": {
        **_KEY,
        **{"key": T, "section": T, "text": T, **_PARTIES, "product": T, "sure": S},
        **_DEADLINE,
        **{"directives": W, **_FOLLOW_UP},
    },
    "sections": {**_KEY, **dict.fromkeys(("label", "path", "heading", "starts", "review"), T), **_PLACE},
    "directives": {
        **_KEY,
        **{"id": W, "key": T, "section": T, "text": T, **_PARTIES, "product": T, "citations": Holds.NAMES, "in_table": S, "cell": W},
        **{"item": W, "rule": T, "confidence": Holds.REAL, "sure": S, "review": T},
        **_DEADLINE,
        **_FOLLOW_UP,
        **_PLACE,
    },
    "metrics": {
        **_KEY,
        **{"id": W, "section": T, "name": T, "code": T, "value": Holds.FIGURE, "unit": T, "normal_value": Holds.FIGURE},
        **{"normal_unit": T, "kind": T, "total": Holds.FIGURE, "change": Holds.FIGURE, "role": T, "comparator": T, "direction": T},
        **{"period": T, "text": T, "in_table": S, "cell": W, "rule": T, "confidence": Holds.REAL, "sure": S, "review": T},
        **_PLACE,
    },
    "citations": {
        **_KEY,
        **{"id": W, "symbol": T, "type": T, "issued_on": Holds.DAY, "issuer": T, "confidence": Holds.REAL, "review": T},
        **_PLACE,
    },
    "cells": {
        **_KEY,
        **{"table": W, "title": T, "kind": T, "section": T, "id": W, "row": W, "column": W, "last_row": W, "last_column": W},
        **{"row_head": T, "column_head": T, "text": T, "printed": T, "review": T, "confidence": Holds.REAL, "doubted": S, "page": W},
        **{f"box_{edge}": W for edge in BOX},
    },
    "signatures": {
        **_KEY,
        **dict.fromkeys(("source", "state", "signer", "organisation", "unit", "locality", "email"), T),
        **{"signed_at": Holds.MOMENT, "timestamp": T, "stamped_at": Holds.MOMENT, "is_stamp": S, "covers_file": S, "later": T},
        **{"intact": S, "valid": S, "chain": T, "authority": T, "detail": T, "field": T, **_PLACE, "says": T},
    },
    "issues": {
        **_KEY,
        **{"code": T, "severity": T, "message": T, "page": W, "row_kind": T, "row_id": W, "field": T, "settled": S, "quote": T},
    },
}


def _followed(row: Mapping[str, Any]) -> dict[str, Any]:
    """How far something is; of its extensions the day that is in force by them."""
    return {name: value for name, value in (row.get("follow_up") or {}).items() if name in _FOLLOW_UP}


def csv_rows(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """All rows of one document with the name of the table they belong to; flat, with the page they stand on."""
    key = {"document_id": document["id"], "document_symbol": document["document"]["symbol"]}
    yield "documents", {"document_id": document["id"], "file_name": document["file_name"], **document["document"]}
    for task in document["tasks"]:
        flat = {k: v for k, v in task.items() if k not in {"deadline", "follow_up", "directives", "deadline_in"}}
        deadline = {f"deadline_{k}": v for k, v in (task["deadline"] or {"raw": None, "on": None, "recurs": None}).items()}
        yield "tasks", key | flat | deadline | {"directives": len(task["directives"])} | _followed(task)
    for kind in ("sections", "directives", "metrics", "citations"):
        for row in document[kind]:
            flat = {k: v for k, v in row.items() if k not in {"evidence", "deadline", "machine", "follow_up", "parts"}}
            if kind == "directives":
                deadline = row["deadline"] or {"raw": None, "on": None, "recurs": None}
                flat |= {f"deadline_{k}": v for k, v in deadline.items()} | _followed(row)
            regions = row["evidence"]["regions"]
            yield kind, key | flat | {"page": regions[0]["page"] if regions else None, "quote": row["evidence"]["quote"]}
    for table in document["tables"]:
        yield from (("cells", key | row) for row in cell_rows(table))
    for row in document["signatures"]:
        says = [f"{v['field']} {v['said']}: {v['value']}" for v in row["says"]]
        yield "signatures", key | row | {"says": "; ".join(says)}
    for issue in document["issues"]:
        place = issue["evidence"] or {"quote": None}
        yield "issues", key | {k: v for k, v in issue.items() if k != "evidence"} | {"quote": place["quote"]}
