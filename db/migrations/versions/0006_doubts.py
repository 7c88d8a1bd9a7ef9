"""Doubts about no row can be settled."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

OLD_KINDS = "'directive', 'metric', 'citation', 'section', 'head'"
NEW_KINDS = f"{OLD_KINDS}, 'doubt'"
KIND = "ck_correction_kind"
REFUSAL = "the log correction is only added to"
GUARDS = {
    "correction_no_update": f"BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    "correction_no_delete": "BEFORE DELETE ON correction WHEN EXISTS (SELECT 1 FROM document WHERE id = OLD.document_id) "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
}


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("issue") as batch:
        batch.add_column(sa.Column("review", sa.Text(), nullable=True))
        batch.create_check_constraint(op.f("ck_issue_review"), "review IN ('confirmed')")
    set_kinds(NEW_KINDS)


def downgrade() -> None:
    """Undo; who settled a doubt is lost, and the doubts are open again."""
    set_kinds(OLD_KINDS)
    with op.batch_alter_table("issue") as batch:
        batch.drop_constraint(op.f("ck_issue_review"), type_="check")
        batch.drop_column("review")


def set_kinds(kinds: str) -> None:
    """What the log may be about; SQLite makes the table anew for that, and its guards with it."""
    known = f"kind IN ({kinds})"
    gone = []
    if kinds == OLD_KINDS:
        gone = [f"DELETE FROM correction_result WHERE NOT row_{known}"]
        gone += [f"DELETE FROM correction WHERE {which} NOT {known}" for which in ("action = 'undo' AND", "")]
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint(op.f(KIND), "correction", type_="check")
        if gone:
            op.execute("ALTER TABLE correction DISABLE TRIGGER correction_only_grows")
            for statement in gone:
                op.execute(statement)
            op.execute("ALTER TABLE correction ENABLE TRIGGER correction_only_grows")
        op.create_check_constraint(op.f(KIND), "correction", known)
        return
    for name in GUARDS:
        op.execute(f"DROP TRIGGER {name}")
    for statement in gone:
        op.execute(statement)
    with op.batch_alter_table("correction") as batch:
        batch.drop_constraint(op.f(KIND), type_="check")
        batch.create_check_constraint(op.f(KIND), known)
    for name, guard in GUARDS.items():
        op.execute(f"CREATE TRIGGER {name} {guard}")
