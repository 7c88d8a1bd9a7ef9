"""What was offered as evidence of a completion and is none is kept with the task, so that it is not offered again."""

import sqlalchemy as sa
from alembic import op

from db.base import OptionalJson

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Apply."""
    op.add_column("follow_up", sa.Column("dismissed", OptionalJson, nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("follow_up", "dismissed")
