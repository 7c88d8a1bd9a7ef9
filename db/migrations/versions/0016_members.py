"""Archives and PDFs with attachments are taken apart: what each held, and the state of a file that was only taken apart."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

OLD_STATES = "'waiting', 'loaded', 'quarantined', 'vanished'"
TABLE = "file_member"


def upgrade() -> None:
    """Apply; what was set aside before as an archive is taken apart by a reprocess."""
    _states(f"{OLD_STATES}, 'unpacked'")
    op.create_table(
        TABLE,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "container_id", "position")),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=True) for name in ("reason_code", "reason")),
        sa.ForeignKeyConstraint(["container_id"], ["document.id"], name=op.f(f"fk_{TABLE}_container_id_document"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{TABLE}_document_id_document"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("container_id", "position", name=op.f(f"uq_{TABLE}_container_id_position")),
    )
    op.create_index(op.f(f"ix_{TABLE}_document_id"), TABLE, ["document_id"])


def downgrade() -> None:
    """Undo; files that were taken apart are set aside again, as 0015 had them."""
    op.drop_table(TABLE)
    op.execute("UPDATE document SET state = 'quarantined', reason_code = 'unsupported-file' WHERE state = 'unpacked'")
    _states(OLD_STATES)


def _states(states: str) -> None:
    """Name the states of documents; SQLite makes the table anew, without a look at views and triggers that name it meanwhile."""
    dialect = op.get_context().dialect.name
    if dialect == "sqlite":
        op.execute("PRAGMA legacy_alter_table = ON")
    with op.batch_alter_table("document") as batch:
        batch.drop_constraint(op.f("ck_document_state"), type_="check")
        batch.create_check_constraint(op.f("ck_document_state"), f"state IN ({states})")
    if dialect == "sqlite":
        op.execute("PRAGMA legacy_alter_table = OFF")
