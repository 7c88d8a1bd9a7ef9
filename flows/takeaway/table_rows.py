"""Tables of a notice for programs: whole as JSON, and in long form with one row a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from db.models.finding import Evidence
from db.models.printed import PrintedTable
from tasks.domain.cell_heads import Heads, Placed, heads_of

BOX = ("left", "top", "right", "bottom")


def heads_of_table(table: PrintedTable) -> list[Heads]:
    """What names each of its cells, as they are right by now."""
    placed = [Placed(c.first_row - 1, c.first_column - 1, c.last_row - 1, c.last_column - 1, c.text or "") for c in table.cells]
    return heads_of(placed, table.head_rows)


def table_json(table: PrintedTable) -> dict[str, Any]:
    """One table with all its cells; rows and columns are counted from 1."""
    return {
        "id": table.id,
        "table": table.position,
        "section": table.path,
        "kind": table.kind,
        "title": table.title,
        "rows": table.row_count,
        "columns": table.column_count,
        "head_rows": table.head_rows,
        "regions": _regions(table.evidence),
        "cells": [
            {
                "id": cell.id,
                "row": cell.first_row,
                "column": cell.first_column,
                "last_row": cell.last_row,
                "last_column": cell.last_column,
                "row_head": heads.row or None,
                "column_head": heads.column or None,
                "text": cell.text,
                "printed": cell.printed,
                "review": cell.review,
                "confidence": cell.evidence.confidence,
                "doubted": cell.is_doubted,
                "span": [cell.evidence.span_start, cell.evidence.span_end],
                "regions": _regions(cell.evidence),
            }
            for cell, heads in zip(table.cells, heads_of_table(table), strict=True)
        ],
    }


def cell_rows(table: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """One row a cell of a table that :func:`table_json` gave, with its page and box; of a cell that a page break cuts, the first."""
    of_table = {"table": table["table"], "title": table["title"], "kind": table["kind"], "section": table["section"]}
    for cell in table["cells"]:
        nowhere: dict[str, Any] = {"page": None, "bbox": [None] * len(BOX)}
        first = cell["regions"][0] if cell["regions"] else nowhere
        place = {"page": first["page"]} | {f"box_{edge}": value for edge, value in zip(BOX, first["bbox"], strict=True)}
        yield of_table | {name: value for name, value in cell.items() if name not in {"span", "regions"}} | place


def _regions(evidence: Evidence) -> list[dict[str, Any]]:
    return [{"page": r.page, "bbox": [r.box_left, r.box_top, r.box_right, r.box_bottom]} for r in evidence.regions]
