"""Files inside files, for the page of a document."""

from __future__ import annotations

from typing import Any

from db.models.document import Document
from db.reading.members import containers_of, members_of
from flows.review.reasons import taken_apart, why_apart


def lying(url: str, document: Document) -> dict[str, Any]:
    """The files inside a document's file and those that it lay in, as far as they may be seen, with what says what became of them."""
    found = {"members": members_of(url, document.id), "containers": containers_of(url, document.id)}
    return found | {"why_apart": why_apart, "taken_apart": taken_apart}
