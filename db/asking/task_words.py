"""Tasks found by the words of their steps, through the search index."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.domain.asking_errors import SearchError
from tasks.domain.search_words import MOST_WORDS, Query, read_query, words_of

# The number of a row of SQLite's index is that of the directive times four and one (db.reading.index): no text is read to tell the kind.
_SQLITE = "SELECT rowid / 4 FROM search_index WHERE search_index MATCH :{name} AND rowid % 4 = 1"
_POSTGRESQL = (
    "SELECT row_id FROM search_index WHERE kind = 'directive' AND to_tsvector('simple', {column}) @@ phraseto_tsquery('simple', :{name})"
)
_WITH_STEPS = "t.id {has} (SELECT d.task_id FROM directive d WHERE d.id IN ({directives}) AND d.task_id IS NOT NULL)"


def worded(dialect: str, words: str) -> tuple[Sequence[str], dict[str, str]]:
    """Conditions on a task ``t`` whose steps have what was typed (``tasks.domain.search_words``), and the values of their parameters.

    The board follows as one types: what is no search yet, such as a quote still open, is taken for its words. No words, no condition.

    Args:
        dialect: sqlite or postgresql.
        words: as typed.
    """
    query = _understood(words)
    conditions, values = [], {}
    for number, term in enumerate((*query.wanted, *query.excluded) if query else ()):
        name = f"words_{number}"
        found = (_SQLITE if dialect == "sqlite" else _POSTGRESQL).format(name=name, column=term.column)
        conditions.append(_WITH_STEPS.format(has="NOT IN" if term.is_excluded else "IN", directives=found))
        values[name] = f'{term.column} : "{term.phrase}"' if dialect == "sqlite" else term.phrase
    return conditions, values


def _understood(words: str) -> Query | None:
    try:
        return read_query(words)
    except SearchError:
        plain = " ".join(words_of(words)[:MOST_WORDS])
        return read_query(plain) if plain else None
