"""Letters of a mailbox bring files: who sent which, when, and under which subject."""

import sqlalchemy as sa
from alembic import op

from db.base import UtcDateTime

revision = "0017"
down_revision = "0016"

TABLE = "letter_file"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("mailbox", "uid")),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "sender", "subject")),
        sa.Column("sent_at", UtcDateTime(), nullable=True),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{TABLE}_document_id_document"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("mailbox", "uid", "position", name=op.f(f"uq_{TABLE}_mailbox_uid_position")),
    )
    op.create_index(op.f(f"ix_{TABLE}_document_id"), TABLE, ["document_id"])


def downgrade() -> None:
    """Undo; the documents stay, who sent them is forgotten."""
    op.drop_table(TABLE)
