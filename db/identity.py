"""A name for a directive that a document read again gives it again, so that what left the database can be matched when it comes back."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from db.queries import RevisionDetail
from db.search import fold

_DIGITS = 10


def task_keys(detail: RevisionDetail) -> dict[int, str]:
    """The key of every directive of a revision, by the directive's id.

    A key is the document's short id with a hash of who must do what. It stays the same while the words do: case, accents, punctuation
    and the order of the directives do not matter. Directives that are alike to the letter are told apart by a number.
    """
    keys: dict[int, str] = {}
    seen: Counter[str] = Counter()
    for directive in detail.directives:
        leads = "; ".join(p.printed for p in directive.parties if p.role == "lead")
        words = re.sub(r"\W+", " ", fold(f"{leads} {directive.text}")).strip()
        key = f"{detail.document.short_id}-{hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]}"
        seen[key] += 1
        keys[directive.id] = key if seen[key] == 1 else f"{key}-{seen[key]}"
    return keys
