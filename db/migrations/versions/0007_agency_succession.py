"""Agencies end, and others take over their tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply."""
    op.add_column("agency", sa.Column("ends_on", sa.Date(), nullable=True))
    op.add_column("agency", sa.Column("decree", sa.Text(), nullable=True))
    op.create_table(
        "agency_heir",
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_agency_heir_agency_id_agency")),
        sa.PrimaryKeyConstraint("agency_id", "position", name=op.f("pk_agency_heir")),
        sa.UniqueConstraint("agency_id", "code", name=op.f("uq_agency_heir_agency_id_code")),
    )
    op.create_index(op.f("ix_agency_heir_code"), "agency_heir", ["code"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("agency_heir")
    # Not as a batch: SQLite would make the table anew, and a view that shows it forbids that.
    op.drop_column("agency", "decree")
    op.drop_column("agency", "ends_on")
