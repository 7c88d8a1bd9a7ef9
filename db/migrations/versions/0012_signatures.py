"""Signatures of files and banners of signing services; of readings from before it stays unknown who signed."""

import sqlalchemy as sa
from alembic import op

import db.base

revision = "0012"
down_revision = "0011"

CHECKS = {
    "source": ("signature", "banner"),
    "timestamp": ("none", "trusted", "untrusted", "not-checked", "broken"),
    "later": ("nothing", "allowed", "other", "not-checked"),
    "chain": ("trusted", "untrusted", "not-checked"),
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "signature",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "revision_id", "position")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in (*CHECKS, "field", "detail", "quote")),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in ("signer", "organisation", "unit", "locality", "email", "authority", "fault")
        ),
        sa.Column("signed_at", db.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("stamped_at", db.base.UtcDateTime(timezone=True), nullable=True),
        sa.Column("is_stamp", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Boolean(), nullable=True) for name in ("covers_file", "intact", "valid")),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("says", db.base.Json, nullable=False),
        *(sa.CheckConstraint(f"{name} IN {values}", name=op.f(f"ck_signature_{name}")) for name, values in CHECKS.items()),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_signature_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_signature_revision_id_position")),
    )


def downgrade() -> None:
    """Undo; reading again finds the signatures again."""
    op.drop_table("signature")
