"""Run the chain against the database that ``db.schema`` names."""

from alembic import context

from db.base import Base
from db.engine import engine_for
from db.models import audit, document, finding, run

TABLES = (audit, document, finding, run)

with engine_for(context.config.attributes["url"]).connect() as connection:
    if connection.dialect.name == "postgresql":
        # Two starting processes must not migrate at once; the lock is let go with the transaction.
        connection.exec_driver_sql("SELECT pg_advisory_lock(7267)")
        connection.commit()
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        # Ours begins transactions itself on SQLite too, so a migration that is killed leaves nothing half done.
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT pg_advisory_unlock(7267)")
        connection.commit()
