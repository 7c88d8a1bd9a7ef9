"""Documents that have to do with one another, as one transaction sees them while it settles which of them count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db.models.copy import CopyLikeness
from db.models.document import Document, Revision
from tasks.domain.copies import PART, SAME, Said


@dataclass(frozen=True, slots=True)
class CopyScene:
    """What is known of them.

    Attributes:
        documents: all of them by row, held by the transaction.
        current: their current readings by document; one that was never read, or shows nothing any more, has none.
        leads: groups of copies, a document without one alone, with the one of them that counts.
        pairs: what two of them are to each other, the one that came first in front.
        said: what people said of them.
    """

    documents: Mapping[int, Document]
    current: Mapping[int, Revision]
    leads: Mapping[frozenset[int], int]
    pairs: Mapping[tuple[int, int], CopyLikeness]
    said: tuple[Said, ...]

    def group_of(self, document_id: int) -> frozenset[int]:
        """The copies of a document, itself among them."""
        return next((copies for copies in self.leads if document_id in copies), frozenset({document_id}))

    def name(self, document_id: int) -> str:
        """A document as a doubt names it."""
        revision = self.current.get(document_id)
        document = self.documents[document_id]
        return f"{revision.symbol if revision and revision.symbol else document.file_name} as {document.short_id}"

    def is_alike(self, document_id: int, copies: frozenset[int]) -> bool:
        """Whether the machine finds a document to be the same paper as any of some others."""
        return any(pair.verdict == SAME and document_id in key and copies & (set(key) - {document_id}) for key, pair in self.pairs.items())

    def were_parted(self, first: frozenset[int], second: frozenset[int]) -> bool:
        """Whether a person keeps two groups apart."""
        return any(s.action == PART and ({s.subject, s.other} & first) and ({s.subject, s.other} & second) for s in self.said)
