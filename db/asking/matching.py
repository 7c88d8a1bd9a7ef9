"""Which readings have what a search wants, as a query for both databases; the list of documents and the search ask the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, func, literal_column, or_, select, table, text
from sqlalchemy.orm import Session

from tasks.domain.search_words import Query, Term


def rows_found(session: Session, query: Query) -> Select[Any]:
    """``revision_id`` and ``rows`` of every reading that has what is wanted: how many of its rows in the index have all of it.

    A reading is left out where any of its rows has what is excluded.
    """
    found = _at(session, all_of(session, query.wanted))
    place = found.selected_columns[0]
    asked = found.with_only_columns(place.label("revision_id"), func.count().label("rows")).group_by(place)
    return asked.where(place.not_in(_at(session, _any_of(session, query.excluded)))) if query.excluded else asked


def _at(session: Session, condition: ColumnElement[bool]) -> Select[Any]:
    """The revision of every row of the search index that fits, once for each row."""
    if session.get_bind().dialect.name != "sqlite":
        return select(column("revision_id")).select_from(table("search_index")).where(condition)
    # The narrow index of migration 0005 instead of rows that hold whole texts; SQLite does not choose it by itself.
    rows: Select[Any] = select(column("rowid")).select_from(table("search_index")).where(condition)
    places = text("search_index_content INDEXED BY ix_search_index_content_place")
    return select(column("c0")).select_from(places).where(column("id").in_(rows))


def all_of(session: Session, terms: Sequence[Term]) -> ColumnElement[bool]:
    """The condition that a row of the search index has all of some terms."""
    if session.get_bind().dialect.name == "sqlite":
        return _fts(" AND ".join(map(_quoted, terms)))
    return and_(*map(_vector, terms))


def _any_of(session: Session, terms: Sequence[Term]) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite":
        return _fts(" OR ".join(map(_quoted, terms)))
    return or_(*map(_vector, terms))


def _fts(words: str) -> ColumnElement[bool]:
    return literal_column("search_index").op("MATCH", is_comparison=True)(words)


def _quoted(term: Term) -> str:
    """A term in the language of FTS5; words hold letters and digits alone, so that nothing in them is a sign of that language."""
    return f'{term.column} : "{term.phrase}"'


def _vector(term: Term) -> ColumnElement[bool]:
    indexed = func.to_tsvector(literal_column("'simple'"), column(term.column))  # written as the index is, else it is not used
    return indexed.op("@@", is_comparison=True)(func.phraseto_tsquery("simple", term.phrase))
