"""Doubts about no row can be settled; the audit trail knows restores."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

OLD_KINDS = "'directive', 'metric', 'citation', 'section', 'head'"
NEW_KINDS = f"{OLD_KINDS}, 'doubt'"
OLD_ACTIONS = "'ingest', 'load', 'reprocess', 'quarantine', 'reopen', 'purge', 'correct', 'undo', 'follow-up'"
NEW_ACTIONS = f"{OLD_ACTIONS}, 'restore'"


@dataclass(frozen=True)
class Log:
    """A table that is only added to, and a column of it that holds one of some words.

    Attributes:
        table: its name.
        column: which words.
        guards: what SQLite runs before an update and a delete; PostgreSQL keeps its own.
    """

    table: str
    column: str
    guards: dict[str, str]


def refusing(table: str, log: str, but: str = "") -> dict[str, str]:
    """Triggers that refuse, as 0003 and 0004 made them."""
    refusal = f"BEGIN SELECT RAISE(ABORT, '{log} is only added to'); END"
    return {
        f"{table}_no_update": f"BEFORE UPDATE ON {table} {refusal}",
        f"{table}_no_delete": f"BEFORE DELETE ON {table} {but}{refusal}",
    }


OF_ITS_DOCUMENT = "WHEN EXISTS (SELECT 1 FROM document WHERE id = OLD.document_id) "
CORRECTIONS = Log("correction", "kind", refusing("correction", "the log correction", OF_ITS_DOCUMENT))
TRAIL = Log("audit_entry", "action", refusing("audit_entry", "the audit trail"))


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("issue") as batch:
        batch.add_column(sa.Column("review", sa.Text(), nullable=True))
        batch.create_check_constraint(op.f("ck_issue_review"), "review IN ('confirmed')")
    know(CORRECTIONS, NEW_KINDS)
    know(TRAIL, NEW_ACTIONS)


def downgrade() -> None:
    """Undo; who settled a doubt is lost, and the doubts are open again. Restores leave the trail."""
    undos_first = ["DELETE FROM correction WHERE action = 'undo' AND kind = 'doubt'", "DELETE FROM correction WHERE kind = 'doubt'"]
    know(CORRECTIONS, OLD_KINDS, ["DELETE FROM correction_result WHERE row_kind = 'doubt'", *undos_first])
    know(TRAIL, OLD_ACTIONS, ["DELETE FROM audit_entry WHERE action = 'restore'"])
    with op.batch_alter_table("issue") as batch:
        batch.drop_constraint(op.f("ck_issue_review"), type_="check")
        batch.drop_column("review")


def know(log: Log, words: str, going: Sequence[str] = ()) -> None:
    """Which words a column may hold; SQLite makes the table anew for that, and its guards with it."""
    name, known = op.f(f"ck_{log.table}_{log.column}"), f"{log.column} IN ({words})"
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint(name, log.table, type_="check")
        op.execute(f"ALTER TABLE {log.table} DISABLE TRIGGER {log.table}_only_grows")
        for statement in going:
            op.execute(statement)
        op.execute(f"ALTER TABLE {log.table} ENABLE TRIGGER {log.table}_only_grows")
        op.create_check_constraint(name, log.table, known)
        return
    for guard in log.guards:
        op.execute(f"DROP TRIGGER {guard}")
    for statement in going:
        op.execute(statement)
    with op.batch_alter_table(log.table) as batch:
        batch.drop_constraint(name, type_="check")
        batch.create_check_constraint(name, known)
    for guard, when in log.guards.items():
        op.execute(f"CREATE TRIGGER {guard} {when}")
