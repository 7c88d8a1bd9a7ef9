"""Where the review pages show a row, as they, workbooks and reports link to it."""

from __future__ import annotations

from urllib.parse import quote


def row_path(key: str | None, document: str, anchor: str) -> str:
    """Where a row is shown: by its lasting name; one from before there were names by its document and the place on its page."""
    return f"/rows/{quote(key)}" if key else f"/documents/{quote(document)}#{anchor}"
