"""Tasks found by the words of their steps, through the search index."""

from __future__ import annotations

from collections.abc import Sequence

from db.asking.listing import phrases_of
from tasks.domain.letters import fold

# The number of a row of SQLite's index is that of the directive times four and one (db.reading.index): no text is read to tell the kind.
_SQLITE = "SELECT rowid / 4 FROM search_index WHERE search_index MATCH :{name} AND rowid % 4 = 1"
_POSTGRESQL = (
    "SELECT row_id FROM search_index WHERE kind = 'directive' AND to_tsvector('simple', {column}) @@ phraseto_tsquery('simple', :{name})"
)
_WITH_STEPS = "t.id IN (SELECT d.task_id FROM directive d WHERE d.id IN ({directives}))"


def worded(dialect: str, words: str) -> tuple[Sequence[str], dict[str, str]]:
    """Conditions on a task ``t`` whose steps hold all words that were typed, and the values of their parameters.

    Words without accents match with and without them; what stands in double quotes is one phrase. No words, no condition.

    Args:
        dialect: sqlite or postgresql.
        words: as typed.
    """
    phrases = phrases_of(words)
    column = "folded" if all(fold(phrase) == phrase for phrase in phrases) else "words"
    conditions, values = [], {}
    for number, phrase in enumerate(phrases):
        name = f"words_{number}"
        found = (_SQLITE if dialect == "sqlite" else _POSTGRESQL).format(name=name, column=column)
        conditions.append(_WITH_STEPS.format(directives=found))
        values[name] = f'{column} : "{phrase}"' if dialect == "sqlite" else phrase
    return conditions, values
