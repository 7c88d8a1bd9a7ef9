"""In which order rows stand on the document page, and which of them nobody has to look at."""

from __future__ import annotations

from collections.abc import Sequence

from flows.review.rows import Row


def doubtful_first(rows: Sequence[Row]) -> list[Row]:
    """Rows that were doubtful when they were read before the others, each in reading order.

    A row keeps its place whatever somebody says of it, so that nobody who looks at it loses it.
    """
    return sorted(rows, key=lambda row: not row.was_doubtful)


def sure_of(rows: Sequence[Row]) -> list[Row]:
    """Rows that nobody looked at and nobody has to."""
    return [row for row in rows if row.review is None and not row.is_open]
