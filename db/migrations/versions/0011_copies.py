"""Copies of one paper: what people said of them, what comparing gave, which of them counts; the views show those that count.

What is there already is compared behind the migration (``db.schema.upgrade``), by the rules of the program that runs it.
"""

import sqlalchemy as sa
from alembic import op

import db.base

revision = "0011"
down_revision = "0010"

LOG = "copy_decision"
COUNTED = " AND r.document_id NOT IN (SELECT document_id FROM document_copy)"
VIEWS = {
    "current_directive": """
        SELECT d.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, d.section_path, d.position, d.text, d.product,
               d.deadline_raw, d.deadline_on, d.deadline_recurs, d.confidence,
               (SELECT {parties} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'lead') AS lead,
               (SELECT {parties} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'coordinating') AS coordinating,
               d.review, coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note, f.completion_symbol, f.completed_on,
               (d.review IS NOT NULL OR coalesce(d.sure, false)) AS sure, d.task_id, d.step
        FROM directive d JOIN revision r ON r.id = d.revision_id JOIN document doc ON doc.id = r.document_id
             LEFT JOIN task t ON t.id = d.task_id LEFT JOIN follow_up f ON f.id = t.follow_up_id
        WHERE r.is_current AND (d.review IS NULL OR d.review <> 'rejected'){counted}""",
    "current_party": """
        SELECT d.id AS directive_id, p.role, p.position, p.printed, a.code AS agency, a.label AS agency_label, a.kind AS agency_kind,
               d.deadline_on, doc.short_id AS document, r.symbol, d.review, coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note,
               f.completion_symbol, f.completed_on, d.task_id, d.step
        FROM directive_party p JOIN directive d ON d.id = p.directive_id JOIN revision r ON r.id = d.revision_id
             JOIN document doc ON doc.id = r.document_id LEFT JOIN agency a ON a.id = p.agency_id
             LEFT JOIN task t ON t.id = d.task_id LEFT JOIN follow_up f ON f.id = t.follow_up_id
        WHERE r.is_current AND (d.review IS NULL OR d.review <> 'rejected'){counted}""",
    "current_metric": """
        SELECT m.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, m.section_path, m.name, m.code, m.value, m.unit,
               m.kind, m.total, m.change, m.role, m.comparator, m.direction, m.period, m.text, m.confidence, m.review,
               (m.review IS NOT NULL OR coalesce(m.sure, false)) AS sure
        FROM metric m JOIN revision r ON r.id = m.revision_id JOIN document doc ON doc.id = r.document_id
        WHERE r.is_current AND (m.review IS NULL OR m.review <> 'rejected'){counted}""",
    "current_citation": """
        SELECT c.id, doc.short_id AS document, r.symbol AS citing_symbol, c.symbol, c.type, c.issued_on, c.issuer,
               target.short_id AS cited_document, c.review
        FROM citation c JOIN revision r ON r.id = c.revision_id JOIN document doc ON doc.id = r.document_id
             LEFT JOIN revision cited ON cited.is_current AND cited.symbol_key = c.symbol_key AND cited.document_id <> r.document_id
                  AND (c.issued_on IS NULL OR cited.issued_on IS NULL OR c.issued_on = cited.issued_on){cited}
             LEFT JOIN document target ON target.id = cited.document_id
        WHERE r.is_current AND (c.review IS NULL OR c.review <> 'rejected'){counted}""",
    "current_task": """
        SELECT t.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, t.position,
               (SELECT d.id FROM directive d WHERE d.task_id = t.id AND d.step = 1) AS directive_id,
               (SELECT d.section_path FROM directive d WHERE d.task_id = t.id AND d.step = 1) AS section_path,
               (SELECT count(*) FROM directive d WHERE d.task_id = t.id) AS steps,
               (SELECT {texts} FROM (
                   SELECT d.text AS word, d.step AS place FROM directive d WHERE d.task_id = t.id ORDER BY d.step) s) AS text,
               (SELECT {names} FROM ({named} AND p.role = 'lead' GROUP BY p.printed ORDER BY place) s) AS lead,
               (SELECT {names} FROM ({named} AND p.role = 'coordinating' GROUP BY p.printed ORDER BY place) s) AS coordinating,
               t.deadline_raw, t.deadline_on, t.deadline_recurs, t.deadline_step,
               coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note, f.completion_symbol, f.completed_on,
               NOT EXISTS (SELECT 1 FROM directive d WHERE d.task_id = t.id AND d.review IS NULL AND NOT coalesce(d.sure, false)) AS sure
        FROM task t JOIN revision r ON r.id = t.revision_id JOIN document doc ON doc.id = r.document_id
             LEFT JOIN follow_up f ON f.id = t.follow_up_id
        WHERE r.is_current{counted}""",
}
# As in 0009, which says why.
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


def upgrade() -> None:
    """Apply."""
    dialect = op.get_context().dialect.name
    drop_views()
    op.add_column("revision", sa.Column("compared", sa.Boolean(), nullable=True))
    uncompared = sa.text("compared IS NULL")
    op.create_index("ix_revision_compared", "revision", ["document_id"], sqlite_where=uncompared, postgresql_where=uncompared)
    op.create_table(
        "document_copy",
        *documents("document_copy", "document_id", "leading_id"),
        sa.CheckConstraint("document_id <> leading_id", name=op.f("ck_document_copy_leads")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_document_copy")),
    )
    op.create_index(op.f("ix_document_copy_leading_id"), "document_copy", ["leading_id"])
    op.create_table(
        "copy_likeness",
        *documents("copy_likeness", "first_id", "second_id"),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("differences", db.base.Json, nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_copy_likeness_order")),
        sa.CheckConstraint("verdict IN ('same', 'perhaps', 'other')", name=op.f("ck_copy_likeness_verdict")),
        sa.CheckConstraint("reason IN ('', 'symbol', 'issuer', 'day', 'text')", name=op.f("ck_copy_likeness_reason")),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_copy_likeness")),
    )
    op.create_index(op.f("ix_copy_likeness_second_id"), "copy_likeness", ["second_id"])
    op.create_table(
        LOG,
        sa.Column("id", sa.Integer(), nullable=False),
        *documents(LOG, "document_id", "other_id"),
        sa.Column("at", db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("action IN ('join', 'part', 'lead', 'undo')", name=op.f(f"ck_{LOG}_action")),
        sa.CheckConstraint("(action = 'undo') = (undoes_id IS NOT NULL)", name=op.f(f"ck_{LOG}_undo")),
        sa.CheckConstraint("document_id <> other_id", name=op.f(f"ck_{LOG}_two")),
        sa.ForeignKeyConstraint(["undoes_id"], [f"{LOG}.id"], name=op.f(f"fk_{LOG}_undoes_id_{LOG}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LOG}")),
        sa.UniqueConstraint("undoes_id", name=op.f(f"uq_{LOG}_undoes_id")),
    )
    for column in ("document_id", "other_id"):
        op.create_index(op.f(f"ix_{LOG}_{column}"), LOG, [column])
    guard(dialect)
    create_views(dialect, counted=COUNTED)


def downgrade() -> None:
    """Undo; what people said of copies is lost, and all documents count again."""
    dialect = op.get_context().dialect.name
    drop_views()
    # A task shows what was said of another document's no more.
    foreign = "SELECT d.id FROM directive d JOIN revision r ON r.id = d.revision_id JOIN follow_up f ON f.id = d.follow_up_id"
    of_task = "SELECT t.id FROM task t JOIN revision r ON r.id = t.revision_id JOIN follow_up f ON f.id = t.follow_up_id"
    for table, rows in (("directive", foreign), ("task", of_task)):
        op.execute(f"UPDATE {table} SET follow_up_id = NULL WHERE id IN ({rows} WHERE f.document_id <> r.document_id)")
    if dialect == "postgresql":
        for trigger in ("only_grows", "stays"):
            op.execute(f"DROP TRIGGER {LOG}_{trigger} ON {LOG}")
        op.execute(f"DROP FUNCTION {LOG}_refuse()")
    for table in (LOG, "copy_likeness", "document_copy"):
        op.drop_table(table)
    op.drop_index("ix_revision_compared", "revision")
    op.drop_column("revision", "compared")
    about = "('copy-loaded-already', 'copy-perhaps', 'same-number-other-text', 'copy-followed-apart')"
    op.execute(f"DELETE FROM issue WHERE code IN {about}")
    create_views(dialect, counted="")


def documents(table: str, *columns: str) -> list[sa.Column[int] | sa.ForeignKeyConstraint]:
    """Columns that name documents; a row goes when one of them is gone."""
    named = [sa.Column(column, sa.Integer(), nullable=False) for column in columns]
    keys = [
        sa.ForeignKeyConstraint([column], ["document.id"], name=op.f(f"fk_{table}_{column}_document"), ondelete="CASCADE")
        for column in columns
    ]
    return [*named, *keys]


def drop_views() -> None:
    """Views hold on to the tables below them."""
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")


def create_views(dialect: str, *, counted: str) -> None:
    """All views over current readings: of those that count, or of all."""
    parts = {"counted": counted, "cited": counted.replace("r.", "cited.", 1), "named": NAMED, **JOINED[dialect]}
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query.format(**parts)}")


def guard(dialect: str) -> None:
    """Let the log only grow; its rows go when one of their documents is gone."""
    refusal = f"the log {LOG} is only added to"
    there = " AND ".join(f"EXISTS (SELECT 1 FROM document WHERE id = OLD.{column})" for column in ("document_id", "other_id"))
    if dialect == "sqlite":
        op.execute(f"CREATE TRIGGER {LOG}_no_update BEFORE UPDATE ON {LOG} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        op.execute(f"CREATE TRIGGER {LOG}_no_delete BEFORE DELETE ON {LOG} WHEN {there} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        return
    op.execute(
        f"CREATE FUNCTION {LOG}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF NOT ({there}) THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION '{refusal}'; END $$"
    )
    op.execute(f"CREATE TRIGGER {LOG}_only_grows BEFORE UPDATE OR DELETE ON {LOG} FOR EACH ROW EXECUTE FUNCTION {LOG}_refuse()")
    op.execute(f"CREATE TRIGGER {LOG}_stays BEFORE TRUNCATE ON {LOG} FOR EACH STATEMENT EXECUTE FUNCTION {LOG}_refuse()")
