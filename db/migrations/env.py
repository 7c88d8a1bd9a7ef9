"""Run the chain against the database that ``db.schema`` names."""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from db.base import Base
from db.engine import engine_for
from db.models import audit, document, finding, printed, review, run, signature, task
from tasks.domain.errors import LoadError

TABLES = (audit, document, finding, printed, review, run, signature, task)


def references(connection: Connection, state: str) -> None:
    """Whether SQLite minds references; has an effect outside of a transaction alone."""
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys = {state}")


with engine_for(context.config.attributes["url"]).connect() as connection:
    if connection.dialect.name == "postgresql":
        # Two starting processes must not migrate at once; the lock is let go with the transaction.
        connection.exec_driver_sql("SELECT pg_advisory_lock(7267)")
        connection.commit()
    elif connection.dialect.name == "sqlite":
        # SQLite changes a table by making it anew; with references on, dropping the old one would count as removing its rows.
        references(connection, "OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        # Ours begins transactions itself on SQLite too, so a migration that is killed leaves nothing half done.
        transactional_ddl=True,
    )
    try:
        with context.begin_transaction():
            context.run_migrations()
            if connection.dialect.name == "sqlite" and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                raise LoadError(f"After the migration a row of {broken[0]} would point at nothing.", "Run `thongbao verify` before it.")
    finally:
        if connection.dialect.name == "sqlite":
            references(connection, "ON")
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_unlock(7267)")
        connection.commit()
