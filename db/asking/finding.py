"""Documents that hold some words, for the list: found through the index where few do, by looking along the list where many do."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, column, exists, func, literal, or_, select, table
from sqlalchemy.orm import Session

from db.asking.matching import all_of, rows_found
from db.asking.ordering import E
from db.models.document import Document
from db.models.finding import Directive, Metric
from tasks.domain.search_words import Query, read_query

MANY = 4000
"""From so many rows of the index on, looking along the list finds a page of documents sooner than sorting all that match (measured with
20,000 documents on SQLite, 200,000 on PostgreSQL)."""


def query_of(words: str) -> Query | None:
    """What somebody looks for; None where nothing is typed.

    Raises:
        SearchError: what was typed is no search.
    """
    return read_query(words) if words.strip() else None


def through_index(session: Session, query: Query, words: str) -> ColumnElement[bool]:
    """The condition that a document has what is wanted, or goes by the words as they were typed."""
    typed = words.strip().strip('"')
    found = rows_found(session, query).subquery()
    by_text = select(E.document_id).where(E.revision_id.in_(select(found.c.revision_id)))
    by_name = select(Document.id).where(or_(Document.short_id == typed.lower(), Document.file_name == typed))
    return E.document_id.in_(by_text.union_all(by_name))


def are_common(session: Session, query: Query) -> bool:
    """Whether very many rows have what is wanted; PostgreSQL only estimates, since its index cannot be asked for the first few."""
    rows: Select[Any] = select(column("rowid" if _is_sqlite(session) else "revision_id")).select_from(table("search_index"))
    rows = rows.where(all_of(session, query.wanted))
    if _is_sqlite(session):
        return (session.scalar(select(func.count()).select_from(rows.limit(MANY + 1).subquery())) or 0) > MANY
    bound = rows.compile(session.connection(), compile_kwargs={"render_postcompile": True})
    [plan] = session.connection().exec_driver_sql(f"EXPLAIN (FORMAT JSON) {bound}", dict(bound.params)).scalar_one()
    return bool(plan["Plan"]["Plan Rows"] > MANY)


def by_looking(session: Session, query: Query, entry: Any) -> ColumnElement[bool]:
    """The condition that the reading of an entry has what is wanted, to be asked of few entries; what is excluded is not looked at."""
    if _is_sqlite(session):
        # The columns of an FTS5 table go by number; its rows are numbered as in db.reading.index.
        kept = table("search_index_content", column("id"), column("c4"), column("c5"))
        whole = {"words": literal(" ").concat(kept.c.c4).concat(" "), "folded": literal(" ").concat(kept.c.c5).concat(" ")}
        held = [func.instr(whole[term.column], f" {term.phrase} ") > 0 for term in query.wanted]
        some = entry.document_id.table
        own = exists().where(kept.c.id == entry.revision_id * 4, *held).correlate(some)
        of_rows = [
            exists().where(found.revision_id == entry.revision_id, kept.c.id == found.id * 4 + place, *held).correlate(some)
            for found, place in ((Directive, 1), (Metric, 2))
        ]
        return or_(own, *of_rows)
    rows = table("search_index", column("revision_id"), column("words"), column("folded"))
    return exists().where(
        rows.c.revision_id == entry.revision_id,
        *(
            func.strpos(literal(" ", String).concat(rows.c[term.column]).concat(" "), cast(literal(f" {term.phrase} "), String)) > 0
            for term in query.wanted
        ),
    )


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
