"""Full-text search over documents and findings, with or without accents, on both databases."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import text

from db.engine import transaction
from db.reading.index import words_of
from tasks.domain.letters import fold

_SELECT = """
    SELECT doc.short_id AS document, r.symbol, s.kind, s.row_id, s.body, leader.short_id AS copy_of
    FROM search_index s JOIN revision r ON r.id = s.revision_id JOIN document doc ON doc.id = r.document_id
         LEFT JOIN document_copy c ON c.document_id = doc.id LEFT JOIN document leader ON leader.id = c.leading_id
    WHERE r.is_current AND {match}
    ORDER BY r.issued_on DESC, doc.id, s.kind, s.row_id LIMIT :limit"""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found.

    Attributes:
        document: short id.
        symbol: of the document.
        kind: document, section, directive, metric or citation.
        row_id: of that kind; the document's revision for "document".
        excerpt: the words around the first match.
        copy_of: short id of the copy that counts instead of the document, None where it counts itself.
    """

    document: str
    symbol: str | None
    kind: str
    row_id: int
    excerpt: str
    copy_of: str | None = None


def search(url: str, wanted: str, limit: int = 50) -> list[Hit]:
    """Rows of current revisions that hold the words of ``wanted`` as a phrase; newest documents first.

    A phrase typed without any accent matches with and without them; one with accents matches these, wherever
    the tone mark stands ("hòa", "hoà").

    Args:
        url: the database.
        wanted: words as typed; punctuation parts words.
        limit: most hits given.
    """
    words = words_of(wanted)
    if not words:
        return []
    phrase = " ".join(words)
    column = "folded" if fold(phrase) == phrase else "words"
    with transaction(url, read_only=True) as session:
        if session.get_bind().dialect.name == "sqlite":
            match, value = "s.search_index MATCH :phrase", f'{column} : "{phrase}"'
            query = _SELECT.replace("search_index s", "search_index AS s").format(match=match.replace("s.search_index", "search_index"))
        else:
            match, value = f"to_tsvector('simple', s.{column}) @@ phraseto_tsquery('simple', :phrase)", phrase
            query = _SELECT.format(match=match)
        found = session.execute(text(query), {"phrase": value, "limit": limit}).all()
    return [Hit(row.document, row.symbol, row.kind, row.row_id, excerpt(row.body, phrase), row.copy_of) for row in found]


def excerpt(body: str, phrase: str, width: int = 80) -> str:
    """The part of ``body`` around the first place of the words of ``phrase``, accents and case aside, ``width`` characters to each side."""
    folded = "".join(fold(c) or c for c in body)
    found = re.search(r"\W+".join(map(re.escape, fold(phrase).split())), folded) if len(folded) == len(body) else None
    first, last = found.span() if found else (0, 0)
    start, end = max(0, first - width), min(len(body), last + width)
    return ("…" if start else "") + body[start:end] + ("…" if end < len(body) else "")
