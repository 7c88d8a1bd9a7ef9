"""Series, what there is of them and contradictions as plain values for other programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flows.figures.listed import Listed
from tasks.nouns.figure_lines import Conflict, Line, Point


def point_json(point: Point) -> dict[str, Any]:
    """A figure as printed, in normal units, and its document; figures are decimal strings."""
    figure = point.figure
    return {
        "id": figure.id,
        "period": figure.period,
        "value": f"{figure.value:f}",
        "unit": figure.unit,
        "normal_value": f"{point.normal.value:f}",
        "normal_unit": point.normal.unit,
        "total": None if figure.total is None else f"{figure.total:f}",
        "name": figure.name,
        "in_table": figure.in_table,
        "sure": figure.sure,
        "text": figure.text,
        "document_id": figure.document,
        "symbol": figure.symbol,
        "issued_on": figure.issued_on.isoformat() if figure.issued_on else None,
    }


def head_json(line: Line) -> dict[str, Any]:
    """What all figures of a line share."""
    return {
        "name": line.name,
        "code": line.code,
        "heading": line.heading or None,
        "issuer": line.issuer or None,
        "place": line.place or None,
        "unit": line.unit,
        "kind": line.kind,
        "role": line.role,
        "comparator": line.comparator,
        "of_a_whole": line.of_a_whole,
        "direction": line.direction,
        "periods": line.step or None,
    }


def line_json(line: Line) -> dict[str, Any]:
    """A line with its figures and the periods in which they contradict each other."""
    return head_json(line) | {
        "figures": [point_json(point) for point in line.points],
        "conflicts": [conflict.period for conflict in line.conflicts],
        "several_in_one_document": sorted(line.several),
    }


def conflict_json(line: Line, conflict: Conflict) -> dict[str, Any]:
    """A contradiction with the figures of all documents."""
    return head_json(line) | {"period": conflict.period, "figures": [point_json(point) for point in conflict.points]}


def listed_json(row: Listed) -> dict[str, Any]:
    """What there is of one thing in one unit."""
    return asdict(row)
