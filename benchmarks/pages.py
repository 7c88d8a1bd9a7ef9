"""Measured figures: kept as JSON, and shown in pages of docs/ between marks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

QUALITY = Path(__file__).parent.parent / "docs" / "quality.md"


def keep(figures: object, place: Path) -> None:
    """Keep the figures of a measurement, for ``benchmarks.report`` and for people."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", "utf-8")


def rewrite(page: Path, figures: str, marks: tuple[str, str]) -> None:
    """Put figures between the marks of a page."""
    text = page.read_text("utf-8")
    before, _, rest = text.partition(marks[0])
    _, _, after = rest.partition(marks[1])
    page.write_text(f"{before}{marks[0]}\n{figures}\n{marks[1]}{after}", "utf-8")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [f"| {' | '.join(header)} |", "|---" * len(header) + "|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)
