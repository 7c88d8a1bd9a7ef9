import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from db.asking.details import revision_detail
from db.base import Base
from db.engine import engine_for
from db.models import audit, document, finding, printed, review, run, signature, task
from db.record.audit import record_restore
from db.repository import write_reading
from db.review.corrections import Change, correct, undo
from db.review.followup import set_task
from db.schema import current, downgrade, newest, upgrade
from db.upkeep.verify import check_database

TABLES = (audit, document, finding, printed, review, run, signature, task)


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


def test_a_database_with_rows_goes_down_and_up_and_stays_whole(url, document, reading, key):
    write_reading(url, key(document), reading())
    detail = revision_detail(url, document.id)
    correct(url, Change(document.id, "directive", "change", "Lan", detail.directives[0].id, {"product": "báo cáo"}))
    correct(url, Change(document.id, "directive", "add", "Lan", values={"text": "Giao Sở Y tế"}, quote="phối hợp với Sở Y tế"))
    correct(url, Change(document.id, "citation", "add", "Lan", values={"symbol": "13/NQ"}, quote="biên chế"))
    correct(url, Change(document.id, "metric", "reject", "Lan", detail.metrics[0].id))
    set_task(url, detail.directives[0].id, "Lan", source="page", state="done", completed_on="20/6/2026")
    downgrade(url, "0003")
    with engine_for(url).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM directive")) == 1
        assert connection.scalar(text("SELECT count(*) FROM current_metric")) == 1
        assert connection.scalar(text("SELECT product FROM current_directive")) == "báo cáo"
        assert [a for (a,) in connection.execute(text("SELECT action FROM audit_entry ORDER BY id"))] == ["ingest", "load"]
        columns = {c["name"] for c in inspect(connection).get_columns("directive")}
        assert not columns & {"review", "machine", "added_by", "task_id", "item", "step", "follow_up_id"}
    upgrade(url)
    assert [d.review for d in revision_detail(url, document.id).directives] == [None]
    write_reading(url, key(document, "f2"), reading())
    assert {f.code for f in check_database(url).faults} <= {"not-findable"}  # the metric that had been rejected, in the first revision
    correct(url, Change(document.id, "head", "change", "Lan", values={"subject": "x"}))
    with pytest.raises(DBAPIError, match="only added to"), engine_for(url).begin() as connection:
        connection.execute(text("DELETE FROM audit_entry"))
    with pytest.raises(DBAPIError), engine_for(url).begin() as connection:
        connection.execute(text("UPDATE directive SET task_id = 99"))


GUARDED = [change for log in ("correction", "audit_entry") for change in (f"DELETE FROM {log}", f"UPDATE {log} SET actor = 'x'")]


def test_settled_doubts_are_open_below_0006_and_the_logs_stay_guarded(url, document, reading, key):
    write_reading(url, key(document), reading())
    [page_doubt] = [i.id for i in revision_detail(url, document.id).issues if i.subject_kind is None]
    correct(url, Change(document.id, "head", "change", "Lan", values={"subject": "x"}))
    correct(url, Change(document.id, "doubt", "confirm", "Lan", page_doubt))
    undo(url, document.id, "Lan")
    correct(url, Change(document.id, "doubt", "confirm", "Lan", page_doubt))
    record_restore(url, "backup of yesterday")
    downgrade(url, "0005")
    with engine_for(url).connect() as connection:
        assert [a for (a,) in connection.execute(text("SELECT action FROM audit_entry WHERE sha256 IS NULL"))] == []
        assert [k for (k,) in connection.execute(text("SELECT kind FROM correction"))] == ["head"]
        assert connection.scalar(text("SELECT count(*) FROM correction_result")) == 1
        assert "review" not in {c["name"] for c in inspect(connection).get_columns("issue")}
    for change in GUARDED:
        with pytest.raises(DBAPIError, match="only added to"), engine_for(url).begin() as connection:
            connection.execute(text(change))
    upgrade(url)
    record_restore(url, "backup of today")
    assert [i.review for i in revision_detail(url, document.id).issues] == [None, None]
    correct(url, Change(document.id, "doubt", "confirm", "Lan", page_doubt))
    for change in GUARDED:
        with pytest.raises(DBAPIError, match="only added to"), engine_for(url).begin() as connection:
            connection.execute(text(change))
    assert {f.code for f in check_database(url).faults} == set()
