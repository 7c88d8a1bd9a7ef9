"""Agencies end, and others take over their tasks."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("agency") as batch:
        batch.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("decree", sa.Text(), nullable=True))
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
    with op.batch_alter_table("agency") as batch:
        batch.drop_column("decree")
        batch.drop_column("ends_on")
