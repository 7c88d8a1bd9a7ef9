"""Where the file of a document came from, and what it held: files inside files, and letters, for the document's page."""

from __future__ import annotations

from typing import Any

from db.models.document import Document
from db.reading.letters import covers_of
from db.reading.members import containers_of, members_of
from flows.review.reasons import taken_apart, why_apart


def lying(url: str, document: Document) -> dict[str, Any]:
    """What a file held, in what it lay and what letters brought it, as far as they may be seen; and words for what became of it."""
    found = {"members": members_of(url, document.id), "containers": containers_of(url, document.id), "letters": covers_of(url, document.id)}
    return found | {"why_apart": why_apart, "taken_apart": taken_apart}
