"""What people say of printed lines is laid over every reading: a log, and what became of each entry."""

import sqlalchemy as sa
from alembic import op

from db.base import Json, UtcDateTime

revision = "0022"
down_revision = "0021"

LOG, RESULT = "text_correction", "text_correction_result"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        LOG,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("actor", "action")),
        sa.Column("undoes_id", sa.Integer(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("before", "after")),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("places", Json, nullable=False),
        sa.CheckConstraint("action IN ('change', 'undo')", name=op.f(f"ck_{LOG}_action")),
        sa.CheckConstraint("(action = 'undo') = (undoes_id IS NOT NULL)", name=op.f(f"ck_{LOG}_undo")),
        sa.CheckConstraint("nth > 0", name=op.f(f"ck_{LOG}_nth")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{LOG}_document_id_document"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["undoes_id"], [f"{LOG}.id"], name=op.f(f"fk_{LOG}_undoes_id_{LOG}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LOG}")),
        sa.UniqueConstraint("undoes_id", name=op.f(f"uq_{LOG}_undoes_id")),
    )
    op.create_index(op.f(f"ix_{LOG}_document_id"), LOG, ["document_id"])
    op.create_table(
        RESULT,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("revision_id", "correction_id")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("state", "read")),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("span_start", "span_end")),
        sa.CheckConstraint("state IN ('applied', 'conflict', 'unplaced', 'replaced')", name=op.f(f"ck_{RESULT}_state")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f(f"fk_{RESULT}_revision_id_revision"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["correction_id"], [f"{LOG}.id"], name=op.f(f"fk_{RESULT}_correction_id_{LOG}"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("revision_id", "correction_id", name=op.f(f"pk_{RESULT}")),
    )
    op.create_index(op.f(f"ix_{RESULT}_correction_id"), RESULT, ["correction_id"])
    guard(op.get_context().dialect.name)


def downgrade() -> None:
    """Undo; what people said of the text is lost, readings that follow it stay until they are made anew."""
    op.drop_table(RESULT)
    if op.get_context().dialect.name == "postgresql":
        for trigger in ("only_grows", "stays"):
            op.execute(f"DROP TRIGGER {LOG}_{trigger} ON {LOG}")
        op.execute(f"DROP FUNCTION {LOG}_refuse()")
    op.drop_table(LOG)


def guard(dialect: str) -> None:
    """Let the log only grow; its rows go when their document is gone."""
    refusal = f"the log {LOG} is only added to"
    there = "EXISTS (SELECT 1 FROM document WHERE id = OLD.document_id)"
    if dialect == "sqlite":
        op.execute(f"CREATE TRIGGER {LOG}_no_update BEFORE UPDATE ON {LOG} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        op.execute(f"CREATE TRIGGER {LOG}_no_delete BEFORE DELETE ON {LOG} WHEN {there} BEGIN SELECT RAISE(ABORT, '{refusal}'); END")
        return
    op.execute(
        f"CREATE FUNCTION {LOG}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF NOT {there} THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION '{refusal}'; END $$"
    )
    op.execute(f"CREATE TRIGGER {LOG}_only_grows BEFORE UPDATE OR DELETE ON {LOG} FOR EACH ROW EXECUTE FUNCTION {LOG}_refuse()")
    op.execute(f"CREATE TRIGGER {LOG}_stays BEFORE TRUNCATE ON {LOG} FOR EACH STATEMENT EXECUTE FUNCTION {LOG}_refuse()")
