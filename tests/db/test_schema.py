import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from db.base import Base
from db.engine import engine_for
from db.models import audit, document, finding, review, run
from db.schema import current, downgrade, newest, upgrade

TABLES = (audit, document, finding, review, run)


def test_the_chain_goes_up_down_and_up_again(database_url):
    upgrade(database_url)
    assert current(database_url) == newest() is not None
    tables = set(inspect(engine_for(database_url)).get_table_names())
    assert {"document", "revision", "directive", "metric", "citation", "evidence", "run", "step_attempt", "issue"} <= tables
    downgrade(database_url)
    assert set(inspect(engine_for(database_url)).get_table_names()) == {"alembic_version"}
    assert inspect(engine_for(database_url)).get_view_names() == []
    upgrade(database_url)
    assert current(database_url) == newest()


def test_models_and_migrations_agree(database_url):
    upgrade(database_url)
    with engine_for(database_url).connect() as connection:
        context = MigrationContext.configure(
            connection,
            # The search index is no model: it is one virtual table and its shadows on SQLite, a plain table on PostgreSQL.
            opts={"compare_type": True, "include_name": lambda name, kind, _: kind != "table" or not name.startswith("search_index")},
        )
        assert compare_metadata(context, Base.metadata) == []


def test_every_constraint_has_a_name(database_url):
    upgrade(database_url)
    with engine_for(database_url).connect() as connection:
        inspector = inspect(connection)
        for table in Base.metadata.tables:
            for key in inspector.get_foreign_keys(table):
                assert key["name"], f"{table}: {key}"
            for check in inspector.get_check_constraints(table):
                assert check["name"].startswith("ck_"), f"{table}: {check}"


def test_upgrading_twice_changes_nothing(database_url):
    upgrade(database_url)
    with engine_for(database_url).begin() as connection:
        connection.execute(text("INSERT INTO agency (code, label, kind) VALUES ('a', 'A', 'agency')"))
    upgrade(database_url)
    with engine_for(database_url).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM agency")).scalar() == 1


def test_programs_that_start_at_once_migrate_one_after_the_other(database_url):
    program = f"from db.schema import upgrade, current; upgrade({database_url!r}); print(current({database_url!r}))"
    started = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)
    ]
    ends = [(p.communicate(timeout=120), p.returncode) for p in started]
    assert [(out.strip(), code) for (out, _), code in ends] == [(newest(), 0)] * 4, ends


def test_a_migration_that_breaks_off_leaves_nothing_half_done(database_url, monkeypatch):
    real = Operations.create_table

    def break_off(self, name, *arguments, **options):
        if name == "revision":
            raise RuntimeError("killed")
        return real(self, name, *arguments, **options)

    monkeypatch.setattr(Operations, "create_table", break_off)
    with pytest.raises(RuntimeError, match="killed"):
        upgrade(database_url)
    assert set(inspect(engine_for(database_url)).get_table_names()) <= {"alembic_version"}
    monkeypatch.undo()
    upgrade(database_url)
    assert current(database_url) == newest()
