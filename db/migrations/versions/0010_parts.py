"""A file may hold several notices: a document is one of them, and a person may say with which pages they begin."""

import sqlalchemy as sa
from alembic import op

import db.base
from tasks.domain.errors import LoadError

revision = "0010"
down_revision = "0009"

OLD_STATES = "'waiting', 'loaded', 'quarantined'"
LOG = "page_decision"


def upgrade() -> None:
    """Apply; every document there is holds one notice as far as anybody knows, and a reprocess looks for more."""
    dialect = op.get_context().dialect.name
    renames_touch_nothing(dialect, yes=True)
    with op.batch_alter_table("document") as batch:
        batch.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="1"))
        batch.add_column(sa.Column("first_page", sa.Integer(), nullable=True))
        batch.drop_constraint(op.f("uq_document_sha256"), type_="unique")
        batch.create_unique_constraint(op.f("uq_document_sha256_part"), ["sha256", "part"])
        batch.drop_constraint(op.f("ck_document_state"), type_="check")
        batch.create_check_constraint(op.f("ck_document_state"), f"state IN ({OLD_STATES}, 'vanished')")
        batch.create_check_constraint(op.f("ck_document_part"), "part > 0")
    with op.batch_alter_table("document") as batch:
        batch.alter_column("part", server_default=None)
    renames_touch_nothing(dialect, yes=False)
    op.add_column("page", sa.Column("sheet", sa.Integer(), nullable=True))
    op.add_column("page", sa.Column("half", db.base.OptionalJson, nullable=True))
    op.create_table(
        LOG,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("at", db.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.CheckConstraint("action IN ('part', 'join', 'undo')", name=op.f(f"ck_{LOG}_action")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{LOG}_document_id_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{LOG}")),
    )
    op.create_index(op.f(f"ix_{LOG}_document_id"), LOG, ["document_id"])
    guard(dialect)


def downgrade() -> None:
    """Undo; only a database without a second notice of a file can go back, since 0009 has no place for one."""
    dialect = op.get_context().dialect.name
    parts = op.get_bind().execute(sa.text("SELECT count(*) FROM document WHERE part > 1")).scalar()
    if parts:
        raise LoadError(f"{parts} documents are further notices of a file, for which schema 0009 has no place.", "Keep this version.")
    unguard(dialect)
    op.drop_table(LOG)
    for column in ("half", "sheet"):
        op.drop_column("page", column)
    renames_touch_nothing(dialect, yes=True)
    with op.batch_alter_table("document") as batch:
        batch.drop_constraint(op.f("uq_document_sha256_part"), type_="unique")
        for name in ("ck_document_part", "ck_document_state"):
            batch.drop_constraint(op.f(name), type_="check")
        batch.create_unique_constraint(op.f("uq_document_sha256"), ["sha256"])
        batch.create_check_constraint(op.f("ck_document_state"), f"state IN ({OLD_STATES})")
        for column in ("first_page", "part"):
            batch.drop_column(column)
    renames_touch_nothing(dialect, yes=False)


def renames_touch_nothing(dialect: str, *, yes: bool) -> None:
    """Let SQLite make a table anew, though views and triggers of other tables name it, without looking at them while it is away."""
    if dialect == "sqlite":
        op.execute(f"PRAGMA legacy_alter_table = {'ON' if yes else 'OFF'}")


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


def unguard(dialect: str) -> None:
    """Take the guards away; they go with the table, their function does not."""
    if dialect == "postgresql":
        for trigger in ("only_grows", "stays"):
            op.execute(f"DROP TRIGGER {LOG}_{trigger} ON {LOG}")
        op.execute(f"DROP FUNCTION {LOG}_refuse()")
