"""Documents that hold some words, for the list: found through the index where few do, by looking along the list where many do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, column, exists, func, literal, literal_column, or_, select, table, text
from sqlalchemy.orm import Session

from db.asking.ordering import E
from db.models.document import Document
from db.models.finding import Directive, Metric
from db.reading.index import words_of
from tasks.domain.letters import fold

MANY = 4000
"""From so many rows of the index on, looking along the list finds a page of documents sooner than sorting all that match (measured with
20,000 documents on SQLite, 200,000 on PostgreSQL)."""
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


def phrases_of(words: str) -> list[str]:
    """What must be found: each word by itself, what stands in double quotes together."""
    found = (" ".join(words_of(quoted or single)) for quoted, single in _PHRASE.findall(words))
    return [phrase for phrase in found if phrase]


def through_index(session: Session, words: str) -> ColumnElement[bool] | None:
    """The condition that a document holds some words, or goes by them; None where there are no words."""
    phrases = phrases_of(words)
    if not phrases:
        return None
    typed = words.strip().strip('"')
    by_text = select(E.document_id).where(E.revision_id.in_(_revisions_at(session, _terms(session, phrases))))
    by_name = select(Document.id).where(or_(Document.short_id == typed.lower(), Document.file_name == typed))
    return E.document_id.in_(by_text.union_all(by_name))


def are_common(session: Session, words: str) -> bool:
    """Whether very many rows hold some words; PostgreSQL only estimates, since its index cannot be asked for the first few."""
    phrases = phrases_of(words)
    if not phrases:
        return False
    query: Select[Any] = select(column("rowid" if _is_sqlite(session) else "revision_id")).select_from(table("search_index"))
    query = query.where(*_terms(session, phrases))
    if _is_sqlite(session):
        return (session.scalar(select(func.count()).select_from(query.limit(MANY + 1).subquery())) or 0) > MANY
    bound = query.compile(session.connection(), compile_kwargs={"render_postcompile": True})
    [plan] = session.connection().exec_driver_sql(f"EXPLAIN (FORMAT JSON) {bound}", dict(bound.params)).scalar_one()
    return bool(plan["Plan"]["Plan Rows"] > MANY)


def by_looking(session: Session, words: str, entry: Any) -> ColumnElement[bool]:
    """The condition that the reading of an entry holds some words, to be asked of few entries."""
    phrases = phrases_of(words)
    folded = _are_folded(phrases)
    if _is_sqlite(session):
        # The columns of an FTS5 table go by number; its rows are numbered as in db.reading.index.
        kept = table("search_index_content", column("id"), column("c4"), column("c5"))
        whole = literal(" ").concat(kept.c.c5 if folded else kept.c.c4).concat(" ")
        held = [func.instr(whole, f" {phrase} ") > 0 for phrase in phrases]
        some = entry.document_id.table
        own = exists().where(kept.c.id == entry.revision_id * 4, *held).correlate(some)
        of_rows = [
            exists().where(found.revision_id == entry.revision_id, kept.c.id == found.id * 4 + place, *held).correlate(some)
            for found, place in ((Directive, 1), (Metric, 2))
        ]
        return or_(own, *of_rows)
    rows = table("search_index", column("revision_id"), column("words"), column("folded"))
    whole = literal(" ", String).concat(rows.c.folded if folded else rows.c.words).concat(" ")
    return exists().where(
        rows.c.revision_id == entry.revision_id, *(func.strpos(whole, cast(literal(f" {phrase} "), String)) > 0 for phrase in phrases)
    )


def _are_folded(phrases: Sequence[str]) -> bool:
    """Words without any accent are looked for among those without them."""
    return all(fold(phrase) == phrase for phrase in phrases)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _terms(session: Session, phrases: Sequence[str]) -> list[ColumnElement[bool]]:
    column_name = "folded" if _are_folded(phrases) else "words"
    if _is_sqlite(session):
        match = " AND ".join(f'"{phrase}"' for phrase in phrases)
        return [literal_column("search_index").op("MATCH", is_comparison=True)(f"{column_name} : ({match})")]
    indexed = func.to_tsvector(literal_column("'simple'"), column(column_name))  # written as the index is, else it is not used
    return [indexed.op("@@", is_comparison=True)(func.phraseto_tsquery("simple", phrase)) for phrase in phrases]


def _revisions_at(session: Session, terms: list[ColumnElement[bool]]) -> Select[Any]:
    """The revisions of the rows of the search index that match."""
    if not _is_sqlite(session):
        return select(column("revision_id")).select_from(table("search_index")).where(*terms)
    # The narrow index of migration 0005 instead of rows that hold whole texts; SQLite does not choose it by itself.
    rows: Select[Any] = select(column("rowid")).select_from(table("search_index")).where(*terms)
    places = text("search_index_content INDEXED BY ix_search_index_content_place")
    return select(column("c0")).select_from(places).where(column("id").in_(rows))
