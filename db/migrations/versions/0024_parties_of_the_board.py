"""The board keeps who leads and who helps, not the first alone: the tasks of one agency are found without reading all directives."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

OLD, NEW = "board_lead", "board_party"
FILLED = f"""INSERT INTO {NEW} (task_id, agency_id, role, document_id, closed, newest)
    SELECT DISTINCT e.task_id, p.agency_id, p.role, e.document_id, e.closed, e.newest
    FROM board_entry e JOIN directive d ON d.task_id = e.task_id JOIN directive_party p ON p.directive_id = d.id
    WHERE p.agency_id IS NOT NULL"""
FILLED_BACK = f"INSERT INTO {OLD} SELECT DISTINCT task_id, agency_id, document_id, closed FROM {NEW} WHERE role = 'lead'"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        NEW,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("task_id", "agency_id")),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("newest", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{NEW}_document_id_document")),
        sa.PrimaryKeyConstraint("task_id", "agency_id", "role", name=op.f(f"pk_{NEW}")),
    )
    op.execute(FILLED)
    op.create_index(op.f(f"ix_{NEW}_agency"), NEW, ["agency_id", "role", "newest", "task_id"])
    op.create_index(op.f(f"ix_{NEW}_document_id"), NEW, ["document_id"])
    op.drop_table(OLD)


def downgrade() -> None:
    """Take back."""
    op.create_table(
        OLD,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("task_id", "agency_id", "document_id")),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{OLD}_document_id_document")),
        sa.PrimaryKeyConstraint("task_id", "agency_id", name=op.f(f"pk_{OLD}")),
    )
    op.execute(FILLED_BACK)
    op.create_index(op.f(f"ix_{OLD}_document_id"), OLD, ["document_id"])
    op.drop_table(NEW)
