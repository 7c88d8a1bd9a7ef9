"""Tables of a notice, cell by cell, which people correct; of readings from before it no table is known."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

import db.base

revision = "0014"
down_revision = "0012"

OLD_KINDS = "'directive', 'metric', 'citation', 'section', 'head', 'doubt'"
NEW_KINDS = f"{OLD_KINDS}, 'cell'"
REVIEWS = "review IN ('confirmed', 'corrected', 'rejected', 'added')"
PLACE = ("first_row", "last_row", "first_column", "last_column")
ORDERED = "first_row > 0 AND last_row >= first_row AND first_column > 0 AND last_column >= first_column"
REFUSAL = "BEGIN SELECT RAISE(ABORT, 'the log correction is only added to'); END"
# What SQLite runs before an update and a delete, as 0004 made it; PostgreSQL keeps its own.
GUARDS = {
    "correction_no_update": f"BEFORE UPDATE ON correction {REFUSAL}",
    "correction_no_delete": (f"BEFORE DELETE ON correction WHEN EXISTS (SELECT 1 FROM document WHERE id = OLD.document_id) {REFUSAL}"),
}


def upgrade() -> None:
    """Apply."""
    dialect = op.get_context().dialect.name
    op.create_table(
        "printed_table",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "revision_id")),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("section_path", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("kind", "title")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("row_count", "column_count", "head_rows", "evidence_id")),
        sa.CheckConstraint("kind IN ('tasks', 'figures', 'other')", name=op.f("ck_printed_table_kind")),
        *(
            sa.ForeignKeyConstraint([f"{to}_id"], [f"{to}.id"], name=op.f(f"fk_printed_table_{to}_id_{to}"))
            for to in ("revision", "section", "evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_printed_table")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_printed_table_revision_id_position")),
    )
    op.create_table(
        "table_cell",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "revision_id", "table_id", "position", *PLACE)),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("known_by", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("review", sa.Text(), nullable=True),
        sa.Column("machine", db.base.OptionalJson, nullable=True),
        sa.CheckConstraint(ORDERED, name=op.f("ck_table_cell_place")),
        sa.CheckConstraint(REVIEWS, name=op.f("ck_table_cell_review")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_table_cell_revision_id_revision")),
        sa.ForeignKeyConstraint(["table_id"], ["printed_table.id"], name=op.f("fk_table_cell_table_id_printed_table")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_table_cell_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_table_cell")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_table_cell_revision_id_position")),
        sa.UniqueConstraint("table_id", "first_row", "first_column", name=op.f("uq_table_cell_table_id_first_row_first_column")),
    )
    for table, column in (("printed_table", "section_id"), ("printed_table", "evidence_id"), ("table_cell", "evidence_id")):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
    renames_touch_nothing(dialect, yes=True)
    for table in ("directive", "metric"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("cell_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_{table}_cell_id_table_cell"), "table_cell", ["cell_id"], ["id"])
        op.create_index(op.f(f"ix_{table}_cell_id"), table, ["cell_id"])
    know(NEW_KINDS)
    renames_touch_nothing(dialect, yes=False)


def downgrade() -> None:
    """Undo; corrections of cells are lost, reading again finds the tables again."""
    dialect = op.get_context().dialect.name
    renames_touch_nothing(dialect, yes=True)
    undos_first = ["DELETE FROM correction WHERE action = 'undo' AND kind = 'cell'", "DELETE FROM correction WHERE kind = 'cell'"]
    know(OLD_KINDS, ["DELETE FROM correction_result WHERE row_kind = 'cell'", *undos_first])
    for table in ("directive", "metric"):
        op.drop_index(op.f(f"ix_{table}_cell_id"), table)
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"fk_{table}_cell_id_table_cell"), type_="foreignkey")
            batch.drop_column("cell_id")
    renames_touch_nothing(dialect, yes=False)
    op.drop_table("table_cell")
    op.drop_table("printed_table")


def renames_touch_nothing(dialect: str, *, yes: bool) -> None:
    """Let SQLite make a table anew, though views and triggers of other tables name it, without looking at them while it is away."""
    if dialect == "sqlite":
        op.execute(f"PRAGMA legacy_alter_table = {'ON' if yes else 'OFF'}")


def know(kinds: str, going: Sequence[str] = ()) -> None:
    """Of which kinds of rows people may say something; SQLite makes the log anew for that, and its guards with it."""
    name, known = op.f("ck_correction_kind"), f"kind IN ({kinds})"
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint(name, "correction", type_="check")
        op.execute("ALTER TABLE correction DISABLE TRIGGER correction_only_grows")
        for statement in going:
            op.execute(statement)
        op.execute("ALTER TABLE correction ENABLE TRIGGER correction_only_grows")
        op.create_check_constraint(name, "correction", known)
        return
    for guard in GUARDS:
        op.execute(f"DROP TRIGGER {guard}")
    for statement in going:
        op.execute(statement)
    with op.batch_alter_table("correction") as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, known)
    for guard, when in GUARDS.items():
        op.execute(f"CREATE TRIGGER {guard} {when}")
