"""Tasks: directives of one item for one party; what was said of single directives is follow-up, and stays with them.

The tasks themselves are made behind the migration (``db.schema.upgrade``), by the rules of the program that runs it.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

import db.base

revision = "0009"
down_revision = "0008"

STATES = "state IN ('not_started', 'in_progress', 'done', 'cancelled')"
COMMON = "id, document_id, key, state, owner, note, completion_symbol, completed_on, section_path, quote, words, places"
LOGGED = "id, at, actor, source, before, after"
DIRECTIVE = """
    SELECT d.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, d.section_path, d.position, d.text, d.product,
           d.deadline_raw, d.deadline_on, d.deadline_recurs, d.confidence,
           (SELECT {parties} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'lead') AS lead,
           (SELECT {parties} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'coordinating') AS coordinating,
           d.review, coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note, f.completion_symbol, f.completed_on,
           (d.review IS NOT NULL OR coalesce(d.sure, false)) AS sure{of_task}
    FROM directive d JOIN revision r ON r.id = d.revision_id JOIN document doc ON doc.id = r.document_id {tie}
    WHERE r.is_current AND (d.review IS NULL OR d.review <> 'rejected')"""
PARTY = """
    SELECT d.id AS directive_id, p.role, p.position, p.printed, a.code AS agency, a.label AS agency_label, a.kind AS agency_kind,
           d.deadline_on, doc.short_id AS document, r.symbol, d.review, coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note,
           f.completion_symbol, f.completed_on{of_task}
    FROM directive_party p JOIN directive d ON d.id = p.directive_id JOIN revision r ON r.id = d.revision_id
         JOIN document doc ON doc.id = r.document_id LEFT JOIN agency a ON a.id = p.agency_id {tie}
    WHERE r.is_current AND (d.review IS NULL OR d.review <> 'rejected')"""
TASK = """
    SELECT t.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, t.position,
           (SELECT d.id FROM directive d WHERE d.task_id = t.id AND d.step = 1) AS directive_id,
           (SELECT d.section_path FROM directive d WHERE d.task_id = t.id AND d.step = 1) AS section_path,
           (SELECT count(*) FROM directive d WHERE d.task_id = t.id) AS steps,
           (SELECT {texts} FROM (SELECT d.text AS word, d.step AS place FROM directive d WHERE d.task_id = t.id ORDER BY d.step) s) AS text,
           (SELECT {names} FROM ({named} AND p.role = 'lead' GROUP BY p.printed ORDER BY place) s) AS lead,
           (SELECT {names} FROM ({named} AND p.role = 'coordinating' GROUP BY p.printed ORDER BY place) s) AS coordinating,
           t.deadline_raw, t.deadline_on, t.deadline_recurs, t.deadline_step,
           coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note, f.completion_symbol, f.completed_on,
           NOT EXISTS (SELECT 1 FROM directive d WHERE d.task_id = t.id AND d.review IS NULL AND NOT coalesce(d.sure, false)) AS sure
    FROM task t JOIN revision r ON r.id = t.revision_id JOIN document doc ON doc.id = r.document_id
         LEFT JOIN follow_up f ON f.id = t.follow_up_id
    WHERE r.is_current"""
# Steps first, then the order in which a step names them; no step names a hundred thousand. SQLite keeps the order of a CROSS JOIN: it
# would else look for the parties first, all of them for every task (16 s for 50 of 30,000 tasks, measured).
NAMED = (
    "SELECT p.printed AS word, min(d.step * 100000 + p.position) AS place "
    "FROM directive d CROSS JOIN directive_party p WHERE d.task_id = t.id AND p.directive_id = d.id"
)
JOINED = {
    "sqlite": {"texts": "group_concat(s.word, ' ')", "names": "group_concat(s.word, '; ')", "parties": "group_concat(p.printed, '; ')"},
    "postgresql": {
        "texts": "string_agg(s.word, ' ' ORDER BY s.place)",
        "names": "string_agg(s.word, '; ' ORDER BY s.place)",
        "parties": "string_agg(p.printed, '; ' ORDER BY p.position)",
    },
}
BY_TASK = {"of_task": ", d.task_id, d.step", "tie": "LEFT JOIN task t ON t.id = d.task_id LEFT JOIN follow_up f ON f.id = t.follow_up_id"}
BY_DIRECTIVE = {"of_task": "", "tie": "LEFT JOIN task f ON f.id = d.task_id"}


def upgrade() -> None:
    """Apply."""
    dialect = op.get_context().dialect.name
    drop_views("current_party", "current_directive")
    unguard("task_change", dialect)
    create_follow_up("follow_up", "follow_up_change", sa.Column("steps", sa.Integer(), nullable=False))
    op.execute(f"INSERT INTO follow_up ({COMMON}, steps) SELECT {COMMON}, 1 FROM task")
    op.execute(f"INSERT INTO follow_up_change (follow_up_id, {LOGGED}) SELECT task_id, {LOGGED} FROM task_change")
    count_on(dialect, "follow_up", "follow_up_change")
    op.drop_index("ix_directive_board", "directive")
    op.drop_index("ix_directive_task_id", "directive")
    with op.batch_alter_table("directive") as batch:
        batch.drop_constraint(op.f("fk_directive_task_id_task"), type_="foreignkey")
        batch.alter_column("task_id", new_column_name="follow_up_id")
    op.drop_table("task_change")
    op.drop_table("task")
    create_task()
    with op.batch_alter_table("directive") as batch:
        batch.add_column(sa.Column("task_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("step", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f("fk_directive_task_id_task"), "task", ["task_id"], ["id"])
        batch.create_foreign_key(op.f("fk_directive_follow_up_id_follow_up"), "follow_up", ["follow_up_id"], ["id"])
    op.create_index("ix_directive_step", "directive", ["task_id", "step"])
    op.create_index(op.f("ix_directive_follow_up_id"), "directive", ["follow_up_id"])
    create_views(dialect, BY_TASK)
    op.execute(f"CREATE VIEW current_task AS {TASK.format(named=NAMED, **JOINED[dialect])}")
    guard("follow_up_change", "follow_up", dialect)


def downgrade() -> None:
    """Undo: what was said of a task is said of its first directive again, and of none where that is gone."""
    dialect = op.get_context().dialect.name
    drop_views("current_task", "current_party", "current_directive")
    unguard("follow_up_change", dialect)
    for name in ("ix_directive_follow_up_id", "ix_directive_step"):
        op.drop_index(name, "directive")
    with op.batch_alter_table("directive") as batch:
        for name in ("fk_directive_task_id_task", "fk_directive_follow_up_id_follow_up"):
            batch.drop_constraint(op.f(name), type_="foreignkey")
        for column in ("step", "task_id"):
            batch.drop_column(column)
    op.drop_table("task")
    create_follow_up("task", "task_change")
    op.execute(f"INSERT INTO task ({COMMON}) SELECT {COMMON} FROM follow_up")
    op.execute(f"INSERT INTO task_change (task_id, {LOGGED}) SELECT follow_up_id, {LOGGED} FROM follow_up_change")
    count_on(dialect, "task", "task_change")
    with op.batch_alter_table("directive") as batch:
        batch.alter_column("follow_up_id", new_column_name="task_id")
    with op.batch_alter_table("directive") as batch:
        batch.create_foreign_key(op.f("fk_directive_task_id_task"), "task", ["task_id"], ["id"])
    for table in ("follow_up_change", "follow_up"):
        op.drop_table(table)
    op.create_index(op.f("ix_directive_task_id"), "directive", ["task_id"])
    op.create_index(op.f("ix_directive_board"), "directive", ["revision_id", "deadline_on", "review", "task_id"])
    create_views(dialect, BY_DIRECTIVE)
    guard("task_change", "task", dialect)


def create_follow_up(table: str, log: str, *further: sa.Column[Any]) -> None:
    """How far something is, and the log of it."""
    texts = [sa.Column(name, sa.Text(), nullable=False) for name in ("section_path", "quote", "words")]
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("owner", "note", "completion_symbol")),
        sa.Column("completed_on", sa.Date(), nullable=True),
        *further,
        *texts,
        sa.Column("places", db.base.Json, nullable=False),
        sa.CheckConstraint(STATES, name=op.f(f"ck_{table}_state")),
        *(sa.CheckConstraint(f"{column.name} > 0", name=op.f(f"ck_{table}_{column.name}")) for column in further),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{table}_document_id_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key")),
    )
    for column in ("document_id", "state"):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    op.create_table(
        log,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(f"{table}_id", sa.Integer(), nullable=False),
        sa.Column("at", db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("before", db.base.Json, nullable=False),
        sa.Column("after", db.base.Json, nullable=False),
        sa.ForeignKeyConstraint([f"{table}_id"], [f"{table}.id"], name=op.f(f"fk_{log}_{table}_id_{table}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{log}")),
    )
    op.create_index(op.f(f"ix_{log}_{table}_id"), log, [f"{table}_id"])


def create_task() -> None:
    """Tasks of revisions."""
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deadline_raw", sa.Text(), nullable=True),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("deadline_recurs", sa.Text(), nullable=True),
        sa.Column("deadline_step", sa.Integer(), nullable=True),
        sa.Column("follow_up_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("deadline_recurs IN ('weekly', 'monthly', 'quarterly', 'yearly')", name=op.f("ck_task_recurs")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_task_revision_id_revision")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f("fk_task_follow_up_id_follow_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_task_revision_id_position")),
    )
    op.create_index("ix_task_board", "task", ["revision_id", "deadline_on", "follow_up_id", "position"])
    for column in ("deadline_on", "follow_up_id"):
        op.create_index(op.f(f"ix_task_{column}"), "task", [column])


def drop_views(*names: str) -> None:
    """Views hold on to the tables below them."""
    for name in names:
        op.execute(f"DROP VIEW {name}")


def create_views(dialect: str, parts: dict[str, str]) -> None:
    """Directives and their parties, with how far they are: as their task is, or each by itself."""
    joined = {"parties": JOINED[dialect]["parties"], **parts}
    for name, query in (("current_directive", DIRECTIVE), ("current_party", PARTY)):
        op.execute(f"CREATE VIEW {name} AS {query.format(**joined)}")


def count_on(dialect: str, *tables: str) -> None:
    """Let PostgreSQL number new rows behind those that were copied."""
    if dialect == "postgresql":
        for table in tables:
            op.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), coalesce(max(id), 0) + 1, false) FROM {table}")


def unguard(log: str, dialect: str) -> None:
    """Take the guards of a log away, so that it can be moved."""
    if dialect == "sqlite":
        for what in ("update", "delete"):
            op.execute(f"DROP TRIGGER {log}_no_{what}")
        return
    for trigger in ("only_grows", "stays"):
        op.execute(f"DROP TRIGGER {log}_{trigger} ON {log}")
    op.execute(f"DROP FUNCTION {log}_refuse()")


def guard(log: str, parent: str, dialect: str) -> None:
    """Let a log only grow; its rows go when what they are about is gone."""
    refusal = f"the log {log} is only added to"
    there = f"EXISTS (SELECT 1 FROM {parent} WHERE id = OLD.{parent}_id)"
    if dialect == "sqlite":
        op.execute(f"CREATE TRIGGER {log}_no_update BEFORE UPDATE ON {log} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        op.execute(f"CREATE TRIGGER {log}_no_delete BEFORE DELETE ON {log} WHEN {there} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        return
    op.execute(
        f"CREATE FUNCTION {log}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF NOT {there} THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION '{refusal}'; END $$"
    )
    op.execute(f"CREATE TRIGGER {log}_only_grows BEFORE UPDATE OR DELETE ON {log} FOR EACH ROW EXECUTE FUNCTION {log}_refuse()")
    op.execute(f"CREATE TRIGGER {log}_stays BEFORE TRUNCATE ON {log} FOR EACH STATEMENT EXECUTE FUNCTION {log}_refuse()")
