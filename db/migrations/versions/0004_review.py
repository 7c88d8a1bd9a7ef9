"""Corrections and follow-up; views leave rejected rows out; a row of the search index is found by its number."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import db.base

revision = "0004"
down_revision = "0003"

OLD_ACTIONS = "'ingest', 'load', 'reprocess', 'quarantine', 'reopen', 'purge'"
NEW_ACTIONS = f"{OLD_ACTIONS}, 'correct', 'undo', 'follow-up'"
REVIEWS = "review IN ('confirmed', 'corrected', 'rejected', 'added')"
REVIEWED = ("section", "directive", "metric", "citation")
TASK = ", coalesce(t.state, 'not_started') AS follow_up, t.owner, t.note, t.completion_symbol, t.completed_on"
VIEWS = {
    "current_directive": """
        SELECT d.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, d.section_path, d.position, d.text, d.product,
               d.deadline_raw, d.deadline_on, d.deadline_recurs, d.confidence,
               (SELECT {join_printed} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'lead') AS lead,
               (SELECT {join_printed} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'coordinating') AS coordinating
               {reviewed}
        FROM directive d JOIN revision r ON r.id = d.revision_id JOIN document doc ON doc.id = r.document_id{task}
        WHERE r.is_current{kept}""",
    "current_party": """
        SELECT d.id AS directive_id, p.role, p.position, p.printed, a.code AS agency, a.label AS agency_label, a.kind AS agency_kind,
               d.deadline_on, doc.short_id AS document, r.symbol{reviewed}
        FROM directive_party p JOIN directive d ON d.id = p.directive_id JOIN revision r ON r.id = d.revision_id
             JOIN document doc ON doc.id = r.document_id LEFT JOIN agency a ON a.id = p.agency_id{task}
        WHERE r.is_current{kept}""",
    "current_metric": """
        SELECT m.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, m.section_path, m.name, m.code, m.value, m.unit,
               m.kind, m.total, m.change, m.role, m.comparator, m.direction, m.period, m.text, m.confidence{reviewed}
        FROM metric m JOIN revision r ON r.id = m.revision_id JOIN document doc ON doc.id = r.document_id
        WHERE r.is_current{kept}""",
    "current_citation": """
        SELECT c.id, doc.short_id AS document, r.symbol AS citing_symbol, c.symbol, c.type, c.issued_on, c.issuer,
               target.short_id AS cited_document{reviewed}
        FROM citation c JOIN revision r ON r.id = c.revision_id JOIN document doc ON doc.id = r.document_id
             LEFT JOIN revision cited ON cited.is_current AND cited.symbol_key = c.symbol_key AND cited.document_id <> r.document_id
                  AND (c.issued_on IS NULL OR cited.issued_on IS NULL OR c.issued_on = cited.issued_on)
             LEFT JOIN document target ON target.id = cited.document_id
        WHERE r.is_current{kept}""",
}
LETTER = {"current_directive": "d", "current_party": "d", "current_metric": "m", "current_citation": "c"}
JOIN_PRINTED = {"sqlite": "group_concat(p.printed, '; ')", "postgresql": "string_agg(p.printed, '; ' ORDER BY p.position)"}
FTS = (
    "CREATE VIRTUAL TABLE search_index USING fts5(revision_id UNINDEXED, kind UNINDEXED, row_id UNINDEXED, body UNINDEXED, "
    "words, folded, tokenize = 'unicode61 remove_diacritics 0')"
)
# A row is found by its number in the index, so that it can be changed without reading the whole index; db.reading.index counts alike.
NUMBER = "row_id * 4 + CASE kind WHEN 'document' THEN 0 WHEN 'directive' THEN 1 WHEN 'metric' THEN 2 ELSE 3 END"
FIELDS = "revision_id, kind, row_id, body, words, folded"

# A row of the log goes only when what it is about is gone: then, and only then, the row it points at is not there any more.
GUARDED = {"correction": ("document", "document_id"), "task_change": ("task", "task_id")}


def upgrade() -> None:
    """Apply."""
    dialect = op.get_context().dialect.name
    drop_views()
    create_tables()
    for table in REVIEWED:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("review", sa.Text(), nullable=True))
            batch.add_column(sa.Column("machine", db.base.OptionalJson, nullable=True))
            batch.add_column(sa.Column("added_by", sa.Integer(), nullable=True))
            batch.create_check_constraint(op.f(f"ck_{table}_review"), REVIEWS)
            batch.create_foreign_key(op.f(f"fk_{table}_added_by_correction"), "correction", ["added_by"], ["id"])
            if table == "directive":
                batch.add_column(sa.Column("task_id", sa.Integer(), nullable=True))
                batch.create_foreign_key(op.f("fk_directive_task_id_task"), "task", ["task_id"], ["id"])
    op.create_index(op.f("ix_directive_task_id"), "directive", ["task_id"])
    for table, column in (("revision", "machine_head"), ("revision", "head_review"), ("page", "words")):
        op.add_column(table, sa.Column(column, db.base.OptionalJson, nullable=True))
    set_actions(dialect, NEW_ACTIONS)
    create_views(dialect, reviewed=True)
    guard(dialect)
    if dialect == "sqlite":
        number_index("rowid, ", f"{NUMBER}, ")


def downgrade() -> None:
    """Undo; who said what is lost, the values that people gave stay, and rows that they rejected are back."""
    dialect = op.get_context().dialect.name
    drop_views()
    # Rows that people added belong to no reading, and deeds that 0003 does not know cannot stand in its trail.
    drop_added()
    op.drop_index(op.f("ix_directive_task_id"), "directive")
    for table in REVIEWED:
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_review"), type_="check")
            batch.drop_constraint(op.f(f"fk_{table}_added_by_correction"), type_="foreignkey")
            if table == "directive":
                batch.drop_constraint(op.f("fk_directive_task_id_task"), type_="foreignkey")
                batch.drop_column("task_id")
            for column in ("added_by", "machine", "review"):
                batch.drop_column(column)
    for table, column in (("revision", "machine_head"), ("revision", "head_review"), ("page", "words")):
        op.drop_column(table, column)
    set_actions(dialect, OLD_ACTIONS)
    for table in ("task_change", "task", "correction_result", "correction"):
        op.drop_table(table)
    if dialect == "postgresql":
        for table in GUARDED:
            op.execute(f"DROP FUNCTION {table}_refuse()")
    create_views(dialect, reviewed=False)
    if dialect == "sqlite":
        number_index("", "")


def place() -> list[sa.Column[Any]]:
    """Where a row stands, so that it is found again in another reading."""
    texts = [sa.Column(name, sa.Text(), nullable=False) for name in ("section_path", "quote", "words")]
    return [*texts, sa.Column("places", db.base.Json, nullable=False)]


def create_tables() -> None:
    """The logs, what became of each correction, and the tasks."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("at", db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("before", db.base.Json, nullable=False),
        sa.Column("after", db.base.Json, nullable=False),
        sa.Column("machine", db.base.Json, nullable=False),
        sa.Column("agencies", db.base.Json, nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=True),
        *place(),
        sa.CheckConstraint("kind IN ('directive', 'metric', 'citation', 'section', 'head')", name=op.f("ck_correction_kind")),
        sa.CheckConstraint("action IN ('confirm', 'change', 'reject', 'add', 'undo')", name=op.f("ck_correction_action")),
        sa.CheckConstraint("(action = 'undo') = (undoes_id IS NOT NULL)", name=op.f("ck_correction_undo")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_correction_document_id_document"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["undoes_id"], ["correction.id"], name=op.f("fk_correction_undoes_id_correction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("undoes_id", name=op.f("uq_correction_undoes_id")),
    )
    op.create_index(op.f("ix_correction_document_id"), "correction", ["document_id"])
    op.create_table(
        "correction_result",
        sa.Column("correction_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("row_kind", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('applied', 'conflict', 'unplaced')", name=op.f("ck_correction_result_state")),
        sa.ForeignKeyConstraint(
            ["correction_id"], ["correction.id"], name=op.f("fk_correction_result_correction_id_correction"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("correction_id", name=op.f("pk_correction_result")),
    )
    op.create_index(op.f("ix_correction_result_state"), "correction_result", ["state"])
    op.create_table(
        "task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("completion_symbol", sa.Text(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        *place(),
        sa.CheckConstraint("state IN ('not_started', 'in_progress', 'done', 'cancelled')", name=op.f("ck_task_state")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_task_document_id_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task")),
        sa.UniqueConstraint("key", name=op.f("uq_task_key")),
    )
    op.create_index(op.f("ix_task_document_id"), "task", ["document_id"])
    op.create_index(op.f("ix_task_state"), "task", ["state"])
    op.create_table(
        "task_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("at", db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("before", db.base.Json, nullable=False),
        sa.Column("after", db.base.Json, nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["task.id"], name=op.f("fk_task_change_task_id_task"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_change")),
    )
    op.create_index(op.f("ix_task_change_task_id"), "task_change", ["task_id"])


def drop_views() -> None:
    """Views hold on to the tables below them."""
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")


def create_views(dialect: str, *, reviewed: bool) -> None:
    """The views, with what people said or as 0002 made them."""
    for name, query in VIEWS.items():
        row, has_task = LETTER[name], LETTER[name] == "d"
        parts = {
            "join_printed": JOIN_PRINTED[dialect],
            "reviewed": (f", {row}.review" + (TASK if has_task else "")) if reviewed else "",
            "task": " LEFT JOIN task t ON t.id = d.task_id" if reviewed and has_task else "",
            "kept": f" AND ({row}.review IS NULL OR {row}.review <> 'rejected')" if reviewed else "",
        }
        op.execute(f"CREATE VIEW {name} AS {query.format(**parts)}")


def set_actions(dialect: str, actions: str) -> None:
    """Which deeds the trail knows; SQLite makes the table anew for that, and its guards with it."""
    refusal = "the audit trail is only added to"
    known = f"action IN ({actions})"
    if dialect == "postgresql":
        op.drop_constraint(op.f("ck_audit_entry_action"), "audit_entry", type_="check")
        if actions == OLD_ACTIONS:
            op.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_only_grows")
            op.execute(f"DELETE FROM audit_entry WHERE NOT {known}")
            op.execute("ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_only_grows")
        op.create_check_constraint(op.f("ck_audit_entry_action"), "audit_entry", known)
        return
    for what in ("UPDATE", "DELETE"):
        op.execute(f"DROP TRIGGER audit_entry_no_{what.lower()}")
    op.execute(f"DELETE FROM audit_entry WHERE NOT {known}")
    with op.batch_alter_table("audit_entry") as batch:
        batch.drop_constraint(op.f("ck_audit_entry_action"), type_="check")
        batch.create_check_constraint(op.f("ck_audit_entry_action"), known)
    for what in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER audit_entry_no_{what.lower()} BEFORE {what} ON audit_entry BEGIN SELECT RAISE(ABORT, '{refusal}'); END")


def guard(dialect: str) -> None:
    """Let the logs only grow."""
    for table, (parent, column) in GUARDED.items():
        refusal = f"the log {table} is only added to"
        there = f"EXISTS (SELECT 1 FROM {parent} WHERE id = OLD.{column})"
        if dialect == "sqlite":
            op.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
            op.execute(
                f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN {there} BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
            )
            continue
        op.execute(
            f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' THEN IF NOT {there} THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION '{refusal}'; END $$"
        )
        op.execute(f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_refuse()")
        op.execute(f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()")


def number_index(name: str, number: str) -> None:
    """Make SQLite's search index anew."""
    op.execute(FTS.replace("TABLE search_index", "TABLE search_index_new"))
    op.execute(f"INSERT INTO search_index_new ({name}{FIELDS}) SELECT {number}{FIELDS} FROM search_index")
    op.execute("DROP TABLE search_index")
    op.execute("ALTER TABLE search_index_new RENAME TO search_index")


def drop_added() -> None:
    """Remove rows that no machine has read, with all that hangs on them."""
    for column, table in (("directive_id", "directive"), ("citation_id", "citation")):
        added = f"(SELECT id FROM {table} WHERE added_by IS NOT NULL)"
        op.execute(f"DELETE FROM directive_citation WHERE {column} IN {added}")
    op.execute("DELETE FROM directive_party WHERE directive_id IN (SELECT id FROM directive WHERE added_by IS NOT NULL)")
    for table in ("directive", "metric"):
        op.execute(f"DELETE FROM search_index WHERE kind = '{table}' AND row_id IN (SELECT id FROM {table} WHERE added_by IS NOT NULL)")
        op.execute(f"UPDATE {table} SET section_id = NULL WHERE section_id IN (SELECT id FROM section WHERE added_by IS NOT NULL)")
    op.execute("UPDATE section SET parent_id = NULL WHERE parent_id IN (SELECT id FROM section WHERE added_by IS NOT NULL)")
    for table in REVIEWED:
        op.execute(f"DELETE FROM {table} WHERE added_by IS NOT NULL")
