"""Entries of the list and the board, and their numbers, so that no page counts everything there is; indexes for series and searches."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def integers(*names: str) -> list[sa.Column[int]]:
    """Columns of whole numbers."""
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def texts(*names: str) -> list[sa.Column[str]]:
    """Columns of text."""
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def of_document(table: str) -> sa.ForeignKeyConstraint:
    """The reference to the document that an entry is of; whoever removes the document removes its entries first."""
    return sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f(f"fk_{table}_document_id_document"))


def key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    """The primary key of a table."""
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


ORDER = ("due_on", "revision_id", "position", "task_id")
INDEXES: dict[str, dict[str, tuple[str, ...]]] = {
    "list_entry": {
        "newest": ("newest", "document_id"),
        "oldest": ("oldest", "document_id"),
        "symbol": ("no_symbol", "symbol_key", "document_id"),
        "doubts": ("doubts", "newest", "document_id"),
        "issuer": ("issuer", "newest", "document_id"),
        "type": ("type", "newest", "document_id"),
        "state": ("state", "newest", "document_id"),
        "revision_id": ("revision_id",),
    },
    "board_entry": {
        "due": ("closed", *ORDER),
        "state": ("state", *ORDER),
        "issuer": ("issuer", "closed", *ORDER),
        "owner": ("no_owner", "owner", "closed", *ORDER),
        "newest": ("newest", *ORDER[1:]),
        "symbol": ("no_symbol", "symbol_key", *ORDER[1:]),
        "document_id": ("document_id",),
    },
    "board_lead": {"document_id": ("document_id",)},
    "directive_party": {"named": ("agency_id", "printed")},
    "metric": {"name": ("name",)},
    "directive_citation": {"citation_id": ("citation_id",)},
}
PARTIAL = (  # table, name, columns, condition
    ("directive_party", "unknown", ("printed",), "agency_id IS NULL"),
)
TABLES = ("list_entry", "list_count", "board_entry", "board_lead", "board_count", "lead_count")


def upgrade() -> None:
    """Apply; `db.reading.kept` fills the tables right after, with what the newest version keeps."""
    op.create_table(
        "list_entry",
        *integers("document_id"),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        *texts("state"),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        *integers("newest", "oldest"),
        *texts("symbol_key"),
        *integers("no_symbol", "pages", "tasks", "directives", "metrics", "citations", "doubts"),
        of_document("list_entry"),
        key("list_entry", "document_id"),
    )
    op.create_table("list_count", *texts("field", "value"), *integers("number"), key("list_count", "field", "value"))
    op.create_table(
        "board_entry",
        *integers("task_id", "document_id", "revision_id", "position"),
        *texts("state"),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        *integers("newest"),
        *texts("symbol_key"),
        *integers("no_symbol"),
        *texts("owner"),
        *integers("no_owner"),
        of_document("board_entry"),
        key("board_entry", "task_id"),
    )
    op.create_table(
        "board_lead",
        *integers("task_id", "agency_id", "document_id"),
        sa.Column("closed", sa.Boolean(), nullable=False),
        of_document("board_lead"),
        key("board_lead", "task_id", "agency_id"),
    )
    op.create_table(
        "board_count",
        *texts("field", "value", "state"),
        sa.Column("due_on", sa.Date(), nullable=False),
        *integers("number"),
        key("board_count", "field", "value", "state", "due_on"),
    )
    op.create_table("lead_count", *integers("agency_id", "number"), key("lead_count", "agency_id"))
    for table, indexes in INDEXES.items():
        for name, columns in indexes.items():
            op.create_index(op.f(f"ix_{table}_{name}"), table, list(columns))
    for table, name, columns, condition in PARTIAL:
        where = sa.text(condition)
        op.create_index(op.f(f"ix_{table}_{name}"), table, list(columns), sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Undo; nothing is lost that the other tables do not tell."""
    for table, name in (
        ("metric", "name"),
        ("directive_citation", "citation_id"),
        ("directive_party", "named"),
        ("directive_party", "unknown"),
    ):
        op.drop_index(op.f(f"ix_{table}_{name}"), table)
    for table in reversed(TABLES):
        op.drop_table(table)
