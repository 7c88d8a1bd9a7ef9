"""An interface for programs: tokens, requests to read again, lasting names of rows, and the order in which deeds took effect."""

import sqlalchemy as sa
from alembic import op

from db.base import Json, UtcDateTime

revision = "0018"
down_revision = "0017"

NAMED = ("section", "directive", "metric", "citation")
# At the end of its transaction each deed waits for its turn and takes the next number. The turn ends once the transaction can be seen, so
# that whoever sees a number sees all below it. Nothing else is waited for behind it, so that no two can wait for each other.
POSTGRESQL = (
    """CREATE FUNCTION event_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(701118);
        INSERT INTO event (audit_id) VALUES (NEW.id);
        RETURN NULL;
    END $$""",
    "CREATE CONSTRAINT TRIGGER audit_entry_event AFTER INSERT ON audit_entry DEFERRABLE INITIALLY DEFERRED "
    "FOR EACH ROW EXECUTE FUNCTION event_in_order()",
)
# One transaction writes at a time, from its beginning to its end. A migration that makes audit_entry anew makes this anew too.
SQLITE = ("CREATE TRIGGER audit_entry_event AFTER INSERT ON audit_entry BEGIN INSERT INTO event (audit_id) VALUES (NEW.id); END",)


def upgrade() -> None:
    """Apply; rows of earlier readings get their names behind the migrations (``db.reading.lasting``)."""
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "hash")),
        sa.Column("scopes", Json, nullable=False),
        sa.Column("per_minute", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        *(sa.Column(name, UtcDateTime(), nullable=True) for name in ("ends_at", "withdrawn_at")),
        sa.Column("withdrawn_by", sa.Text(), nullable=True),
        sa.CheckConstraint("per_minute > 0", name=op.f("ck_api_token_per_minute")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        *(sa.UniqueConstraint(name, name=op.f(f"uq_api_token_{name}")) for name in ("name", "hash")),
    )
    op.create_table(
        "reading_request",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "document_id")),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        *(sa.Column(name, UtcDateTime(), nullable=True) for name in ("begun_at", "ended_at")),
        sa.Column("exit_code", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_reading_request_document_id_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_request")),
    )
    op.create_index(op.f("ix_reading_request_document_id"), "reading_request", ["document_id"])
    unfinished = sa.text("ended_at IS NULL")
    op.create_index("ix_reading_request_open", "reading_request", ["id"], sqlite_where=unfinished, postgresql_where=unfinished)
    op.create_table(
        "event",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("number", "audit_id")),
        sa.ForeignKeyConstraint(["audit_id"], ["audit_entry.id"], name=op.f("fk_event_audit_id_audit_entry")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_event")),
        sa.UniqueConstraint("audit_id", name=op.f("uq_event_audit_id")),
    )
    op.execute("INSERT INTO event (audit_id) SELECT id FROM audit_entry ORDER BY id")
    for statement in SQLITE if op.get_context().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)
    for table in NAMED:
        op.add_column(table, sa.Column("key", sa.Text(), nullable=True))
        op.create_index(f"uq_{table}_key_revision_id", table, ["key", "revision_id"], unique=True)


def downgrade() -> None:
    """Undo; tokens end, and links by lasting names lead nowhere."""
    for table in NAMED:
        op.drop_index(f"uq_{table}_key_revision_id", table)
        op.drop_column(table, "key")
    if op.get_context().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_entry_event")
    else:
        op.execute("DROP TRIGGER audit_entry_event ON audit_entry")
        op.execute("DROP FUNCTION event_in_order()")
    for table in ("event", "reading_request", "api_token"):
        op.drop_table(table)
