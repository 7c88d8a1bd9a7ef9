"""Reading with limited sight: on connections of their own, every table is covered by a view of the rows that may be seen.

The views go before the tables of the same name on SQLite (schema ``temp``) and on PostgreSQL (``pg_temp``), so that whatever a query says,
written by hand or not, it finds nothing else. What may be seen stands in temporary tables that each transaction fills first; a connection
on which none did shows nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, text

from db.tables import TABLES
from tasks.domain.doubt import ABOUT_COPIES, GRAVE, message_of


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be seen.

    Attributes:
        issuers: names of issuers exactly as they are kept.
        sources: beginnings of paths or addresses from which files came.
    """

    issuers: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class Limited(str):
    """An address through which only what may be seen is read.

    As text it is no address of a database: should anything make a plain text of it, nothing is found instead of everything.
    """

    __slots__ = ("sight", "whole")
    whole: str
    sight: Sight

    def __new__(cls, whole: str, sight: Sight) -> Limited:
        """The address of a database with what may be seen of it."""
        made = super().__new__(cls, f"limited:{hash((whole, sight)):x}")
        made.whole, made.sight = whole, sight
        return made

    def __eq__(self, other: object) -> bool:
        """Whether both show the same of the same."""
        return isinstance(other, Limited) and (self.whole, self.sight) == (other.whole, other.sight)

    def __hash__(self) -> int:
        """As the text."""
        return super().__hash__()

    def __reduce__(self) -> tuple[type[Limited], tuple[str, Sight]]:
        """For another process."""
        return Limited, (self.whole, self.sight)


TEMPORARY = {"sqlite": "temp", "postgresql": "pg_temp"}
"""Schema of what lasts as long as a connection."""
TELLING_OF_OTHERS = (*ABOUT_COPIES, "part-vanished", "part-joined", "number-out-of-order", "head-field-contradicted")
"""Doubts whose message may name another document; with limited sight they say what the kind says, without the values."""
UNLIMITED = frozenset({"agency", "agency_heir"})
"""Tables that hold nothing of a document: the register of bodies, whose rows are shown only where a document that is seen names them."""
HIDDEN = frozenset({"api_token", "audit_entry", "event", "lease", "saved_filter", "list_count", "board_count", "lead_count"})
"""Tables that tell of documents by their hash alone, or let programs in, filters of other accounts, and numbers over all documents; no page
shows them through limited sight."""
_THERE = {
    "sqlite": "SELECT name FROM main.sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%'",
    "postgresql": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()",
}
# Rows of the search index are found through their revision alone.
_FREE = ("search_index", "alembic_version")
_ISSUER_IS_SURE = {
    "sqlite": "json_extract(r.head_review, '$.issuer') IS NOT NULL",
    "postgresql": "r.head_review ->> 'issuer' IS NOT NULL",
}


def cover(dialect: str, connection: Any) -> None:
    """Put the views before the tables of a new connection of a driver, which must be used for nothing else from then on.

    Args:
        dialect: sqlite or postgresql.
        connection: as the driver has it.
    """
    cursor = connection.cursor()
    main = "main"
    if dialect == "postgresql":
        cursor.execute("SELECT quote_ident(current_schema())")
        [main] = cursor.fetchone()
    for statement in statements(dialect, main):
        cursor.execute(statement)
    # What else is there, such as the views for other programs, reads past what covers the tables: nothing is found there.
    cursor.execute(_THERE[dialect])
    for (name,) in cursor.fetchall():
        if name not in TABLES.tables and not name.startswith(_FREE):
            cursor.execute(f'CREATE TEMPORARY VIEW "{name}" AS SELECT 1 AS hidden WHERE 1 = 0')
    cursor.close()
    connection.commit()


def narrow(connection: Connection, sight: Sight) -> None:
    """Say what may be seen for the rest of a transaction, which can change nothing else.

    Which documents that is is worked out once; on SQLite it stands until somebody writes to the database.

    Raises:
        DBAPIError: nothing covers the tables of this connection.
    """
    dialect = connection.dialect.name
    temp = TEMPORARY[dialect]
    mark = ""
    if dialect == "sqlite":
        connection.execute(text("SELECT 1 FROM main.document LIMIT 1"))  # what is read from now on is of one moment
        mark = json.dumps([connection.scalar(text("PRAGMA main.data_version")), sight.issuers, sight.sources])
        if connection.scalar(text(f"SELECT mark FROM {temp}.seen_as")) == mark:
            return
    marks = (mark,) if mark else ()
    for table, values in (("seen_as", marks), ("seen_issuer", sight.issuers), ("seen_source", sight.sources)):
        connection.execute(text(f"DELETE FROM {temp}.{table}"))
        if values:
            connection.execute(text(f"INSERT INTO {temp}.{table} VALUES (:value)"), [{"value": value} for value in dict.fromkeys(values)])
    main = "main" if dialect == "sqlite" else str(connection.scalar(text("SELECT quote_ident(current_schema())")))
    for table, rows in (("seen_document", _seen_documents(dialect, main, temp)), ("seen_revision", _seen_revisions(main, temp))):
        connection.execute(text(f"DELETE FROM {temp}.{table}"))
        connection.execute(text(f"INSERT INTO {temp}.{table} {rows}"))
    if dialect == "postgresql":  # which would write through a view
        connection.execute(text("SET TRANSACTION READ ONLY"))


def _seen_documents(dialect: str, main: str, temp: str) -> str:
    """Documents whose issuer is among those seen and is not doubted, and all of the files that came from a place that is."""
    grave = ", ".join(_quoted(severity) for severity in GRAVE)
    return f"""
        SELECT r.document_id FROM {main}.revision r JOIN {temp}.seen_issuer s ON s.name = r.issuer
        WHERE r.is_current AND ({_ISSUER_IS_SURE[dialect]} OR NOT EXISTS (
            SELECT 1 FROM {main}.issue i WHERE i.revision_id = r.id AND i.subject_kind = 'head' AND i.field = 'issuer'
            AND i.severity IN ({grave}) AND i.review IS NULL))
        UNION SELECT d.id FROM {main}.document d JOIN {main}.document f ON f.sha256 = d.sha256
             JOIN {main}.delivery v ON v.document_id = f.id
             JOIN {temp}.seen_source s ON substr(v.source, 1, length(s.beginning)) = s.beginning
        WHERE v.source NOT LIKE '%/../%'"""


def _seen_revisions(main: str, temp: str) -> str:
    return f"SELECT r.id FROM {main}.revision r WHERE r.document_id IN (SELECT id FROM {temp}.seen_document)"


def statements(dialect: str, main: str) -> Iterator[str]:
    """What makes the temporary tables and the views, in order.

    Args:
        dialect: sqlite or postgresql.
        main: schema of the tables.
    """
    temp = TEMPORARY[dialect]
    # PostgreSQL cleans no temporary table of rows that were deleted.
    until = " ON COMMIT DELETE ROWS" if dialect == "postgresql" else ""
    yield f"CREATE TEMPORARY TABLE seen_as (mark TEXT){until}"
    yield f"CREATE TEMPORARY TABLE seen_issuer (name TEXT PRIMARY KEY){until}"
    yield f"CREATE TEMPORARY TABLE seen_source (beginning TEXT PRIMARY KEY){until}"
    yield f"CREATE TEMPORARY TABLE seen_document (id INTEGER PRIMARY KEY){until}"
    yield f"CREATE TEMPORARY TABLE seen_revision (id INTEGER PRIMARY KEY){until}"
    special = _special(main, temp, dialect)
    # PostgreSQL wants each behind what it asks.
    first, last = ("document", "revision"), ("agency",)
    for table in sorted(TABLES.sorted_tables, key=lambda t: (t.name in last, t.name not in first)):
        if table.name in special:
            yield f'CREATE TEMPORARY VIEW "{table.name}" AS {special[table.name]}'
        elif table.name not in UNLIMITED:
            columns = _columns(table, _MASKS.get(table.name, {}))
            yield f'CREATE TEMPORARY VIEW "{table.name}" AS SELECT {columns} FROM {main}."{table.name}" t WHERE {_condition(table, temp)}'


def _condition(table: Table, temp: str) -> str:
    """The rows whose owners may be seen: all documents they name, else all rows that they cannot do without."""
    if table.name in HIDDEN:
        return "1 = 0"
    keys = [(key.parent, key.column) for key in table.foreign_keys if key.column.table.name not in UNLIMITED]
    # Whatever a row of a revision leads to is of the same revision.
    owners = next(
        (
            found
            for owner in ("document", "revision", "directive", "")
            if (found := [pair for pair in keys if owner in {"", pair[1].table.name} and (owner == "document" or not pair[0].nullable)])
        ),
        [],
    )
    if not owners:
        raise AssertionError(f"nobody said who may see {table.name}")
    seen = {name: f"seen_{name}" for name in ("document", "revision")}
    conditions = (
        f'EXISTS (SELECT 1 FROM {temp}."{seen.get(there.table.name, there.table.name)}" o WHERE o."{there.name}" = t."{here.name}")'
        for here, there in sorted(owners, key=lambda pair: pair[0].name)
    )
    return " AND ".join(conditions)


def _columns(table: Table, masks: Mapping[str, str]) -> str:
    names = (column.name for column in table.columns)
    return ", ".join(f'{masks[name]} AS "{name}"' if name in masks else f't."{name}"' for name in names)


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


_MASKS: Mapping[str, Mapping[str, str]] = {
    "issue": {
        "message": f"CASE t.code {' '.join(f'WHEN {_quoted(code)} THEN {_quoted(message_of(code))}' for code in TELLING_OF_OTHERS)} "
        "ELSE t.message END"
    },
    # What a doubt said when a person settled it, which stands in the history.
    "correction": {
        "words": "CASE "
        + " ".join(
            f"WHEN t.kind = 'doubt' AND substr(t.words, 1, {len(code) + 1}) = {_quoted(f'{code}:')} "
            f"THEN {_quoted(f'{code}: {message_of(code)}')}"
            for code in TELLING_OF_OTHERS
        )
        + " ELSE t.words END"
    },
}


def _special(main: str, temp: str, dialect: str) -> Mapping[str, str]:
    """Views that no rule makes."""
    itself = {
        name: f"SELECT t.* FROM {main}.{name} t WHERE EXISTS (SELECT 1 FROM {temp}.seen_{name} o WHERE o.id = t.id)"
        for name in ("document", "revision")
    }
    # Of copies of one paper one entry stands for both: how far the work is shows at the copy that is seen, the name of the other does not.
    own = f"EXISTS (SELECT 1 FROM {temp}.seen_document o WHERE o.id = t.document_id)"
    masked = {
        name: f'CASE WHEN {own} THEN t."{name}" ELSE {other} END'
        for name, other in (("key", "'task-' || t.id"), ("quote", "''"), ("words", "''"), ("section_path", "''"), ("document_id", "NULL"))
    }
    empty = "'[]'" if dialect == "sqlite" else "CAST('[]' AS jsonb)"
    masked["places"] = f"CASE WHEN {own} THEN t.places ELSE {empty} END"
    table = TABLES.tables["follow_up"]
    follow_up = f"""
        SELECT {_columns(table, masked)} FROM {main}.follow_up t WHERE {own} OR EXISTS (
            SELECT 1 FROM {main}.task k JOIN {temp}.revision r ON r.id = k.revision_id WHERE k.follow_up_id = t.id AND r.is_current)"""
    agency = f"""
        SELECT t.* FROM {main}.agency t WHERE EXISTS (SELECT 1 FROM {temp}.directive_party p WHERE p.agency_id = t.id) OR EXISTS (
            SELECT 1 FROM {main}.agency_heir h JOIN {temp}.directive_party p ON p.agency_id = h.agency_id WHERE h.code = t.code)"""
    # A file that was set aside is no document of its own: it is seen with the one it lies in.
    seen = f"SELECT 1 FROM {temp}.seen_document o WHERE o.id = t"
    member = f"""
        SELECT t.* FROM {main}.file_member t
        WHERE EXISTS ({seen}.container_id) AND (t.document_id IS NULL OR EXISTS ({seen}.document_id))"""
    return itself | {"follow_up": follow_up, "agency": agency, "file_member": member}
