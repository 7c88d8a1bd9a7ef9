"""When tasks were ended is found by an index: a month's report does not look through the tasks of all years."""

from alembic import op

revision = "0023"
down_revision = "0022"

COLUMNS = ("completed_on", "ended_on")


def upgrade() -> None:
    """Apply."""
    for name in COLUMNS:
        op.create_index(op.f(f"ix_follow_up_{name}"), "follow_up", [name])


def downgrade() -> None:
    """Take back."""
    for name in COLUMNS:
        op.drop_index(op.f(f"ix_follow_up_{name}"), "follow_up")
