"""Beside each body stands its task as the board sorts and filters it: the board of one body is read in one go, without a search a task."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

TABLE, INDEX = "board_party", ["agency_id", "role", "newest", "task_id"]
KEY = ("task_id", "agency_id", "role")
BEFORE = ("document_id", "closed", "newest")
ENTRY = (
    *("document_id", "revision_id", "position", "state", "closed", "due_on", "issuer"),
    *("newest", "symbol_key", "no_symbol", "owner", "no_owner"),
)
KINDS: dict[str, type[sa.Text] | type[sa.Boolean] | type[sa.Date]] = {
    **dict.fromkeys(("role", "state", "issuer", "symbol_key", "owner"), sa.Text),
    "closed": sa.Boolean,
    "due_on": sa.Date,
}
FILLED = """INSERT INTO board_party (task_id, agency_id, role, {names})
    SELECT DISTINCT e.task_id, p.agency_id, p.role, {of_entry}
    FROM board_entry e JOIN directive d ON d.task_id = e.task_id JOIN directive_party p ON p.directive_id = d.id
    WHERE p.agency_id IS NOT NULL"""


def upgrade() -> None:
    """Apply."""
    _made_with(ENTRY)


def downgrade() -> None:
    """Take back."""
    _made_with(BEFORE)


def _made_with(columns: Sequence[str]) -> None:
    """The table with these columns of the board's entries, made anew: nothing stands in it alone."""
    op.drop_table(TABLE)
    op.create_table(
        TABLE,
        *(sa.Column(name, KINDS.get(name, sa.Integer)(), nullable=name == "issuer") for name in (*KEY, *columns)),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{TABLE}_document_id_document")),
        sa.PrimaryKeyConstraint(*KEY, name=op.f(f"pk_{TABLE}")),
    )
    names = ", ".join(columns)
    of_entry = ", ".join(f"e.{name}" for name in columns)
    op.execute(FILLED.format(names=names, of_entry=of_entry))
    op.create_index(op.f(f"ix_{TABLE}_agency"), TABLE, INDEX)
    op.create_index(op.f(f"ix_{TABLE}_document_id"), TABLE, ["document_id"])
