"""Filters that accounts keep."""

import sqlalchemy as sa
from alembic import op

from db.base import UtcDateTime

revision = "0021"
down_revision = "0020"

TABLE = "saved_filter"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("account", "page", "name", "query")),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("account", "page", "name", name=op.f(f"uq_{TABLE}_account_page_name")),
    )


def downgrade() -> None:
    """Undo; the filters are forgotten."""
    op.drop_table(TABLE)
