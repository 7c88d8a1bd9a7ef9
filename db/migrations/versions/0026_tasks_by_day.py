"""Programs list the tasks of the board by the deadline in force, page by page: an index goes along with them."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Apply."""
    op.create_index(op.f("ix_board_entry_day"), "board_entry", ["due_on", "task_id"])


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_board_entry_day"), "board_entry")
