"""Statements are compiled once in a process, not once for each database.

SQLAlchemy keeps what it compiled for each engine, and nearly every test has a database, and so an engine, of its own: two thirds of the
processor time of a test that writes one notice and reads it back went into compiling the same statements again (measured).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

import db.engine

STATEMENTS: dict[Any, Any] = {}


def share_compiled_statements() -> None:
    """Let all engines of a kind use what one of them compiled: its dialect is part of the key."""

    def is_alike(one: Dialect, other: object) -> bool:
        return type(one) is type(other)

    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        kind.__eq__ = is_alike
        kind.__hash__ = lambda one: hash(type(one))
    create = db.engine.create_engine

    def create_engine(*arguments: Any, **more: Any) -> Any:
        engine = create(*arguments, **more)
        engine.update_execution_options(compiled_cache=STATEMENTS)
        return engine

    db.engine.create_engine = create_engine
