"""States as regulations count them: extensions with their documents, tasks that others replace, changes that are undone at once.

What was done without a day stays so: nobody knows whether it was in time.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

TABLE = "follow_up_extension"
OLD_STATES = "state IN ('not_started', 'in_progress', 'done', 'cancelled')"
STATES = "state IN ('not_started', 'in_progress', 'done', 'cancelled', 'replaced')"
COLUMNS: dict[str, Any] = {"ending_symbol": sa.Text(), "ended_on": sa.Date(), "extended_to": sa.Date()}
# As in 0011, with what is new behind the day of completion.
NEW = ", f.ending_symbol, f.ended_on, f.extended_to"
VIEWS = {
    "current_directive": """
        SELECT d.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, d.section_path, d.position, d.text, d.product,
               d.deadline_raw, d.deadline_on, d.deadline_recurs, d.confidence,
               (SELECT {parties} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'lead') AS lead,
               (SELECT {parties} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'coordinating') AS coordinating,
               d.review, coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note, f.completion_symbol, f.completed_on{new},
               (d.review IS NOT NULL OR coalesce(d.sure, false)) AS sure, d.task_id, d.step
        FROM directive d JOIN revision r ON r.id = d.revision_id JOIN document doc ON doc.id = r.document_id
             LEFT JOIN task t ON t.id = d.task_id LEFT JOIN follow_up f ON f.id = t.follow_up_id
        WHERE r.is_current AND (d.review IS NULL OR d.review <> 'rejected'){counted}""",
    "current_party": """
        SELECT d.id AS directive_id, p.role, p.position, p.printed, a.code AS agency, a.label AS agency_label, a.kind AS agency_kind,
               d.deadline_on, doc.short_id AS document, r.symbol, d.review, coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note,
               f.completion_symbol, f.completed_on{new}, d.task_id, d.step
        FROM directive_party p JOIN directive d ON d.id = p.directive_id JOIN revision r ON r.id = d.revision_id
             JOIN document doc ON doc.id = r.document_id LEFT JOIN agency a ON a.id = p.agency_id
             LEFT JOIN task t ON t.id = d.task_id LEFT JOIN follow_up f ON f.id = t.follow_up_id
        WHERE r.is_current AND (d.review IS NULL OR d.review <> 'rejected'){counted}""",
    "current_task": """
        SELECT t.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, t.position,
               (SELECT d.id FROM directive d WHERE d.task_id = t.id AND d.step = 1) AS directive_id,
               (SELECT d.section_path FROM directive d WHERE d.task_id = t.id AND d.step = 1) AS section_path,
               (SELECT count(*) FROM directive d WHERE d.task_id = t.id) AS steps,
               (SELECT {texts} FROM (
                   SELECT d.text AS word, d.step AS place FROM directive d WHERE d.task_id = t.id ORDER BY d.step) s) AS text,
               (SELECT {names} FROM ({named} AND p.role = 'lead' GROUP BY p.printed ORDER BY place) s) AS lead,
               (SELECT {names} FROM ({named} AND p.role = 'coordinating' GROUP BY p.printed ORDER BY place) s) AS coordinating,
               t.deadline_raw, t.deadline_on, t.deadline_recurs, t.deadline_step,
               coalesce(f.state, 'not_started') AS follow_up, f.owner, f.note, f.completion_symbol, f.completed_on{new},
               NOT EXISTS (SELECT 1 FROM directive d WHERE d.task_id = t.id AND d.review IS NULL AND NOT coalesce(d.sure, false)) AS sure
        FROM task t JOIN revision r ON r.id = t.revision_id JOIN document doc ON doc.id = r.document_id
             LEFT JOIN follow_up f ON f.id = t.follow_up_id
        WHERE r.is_current{counted}""",
}
COUNTED = " AND r.document_id NOT IN (SELECT document_id FROM document_copy)"
# As in 0009, which says why.
NAMED = (
    "SELECT p.printed AS word, min(d.step * 100000 + p.position) AS place "
    "FROM directive d CROSS JOIN directive_party p WHERE d.task_id = t.id AND p.directive_id = d.id"
)
JOINED = {
    "sqlite": {"texts": "group_concat(s.word, ' ')", "names": "group_concat(s.word, '; ')", "parties": "group_concat(p.printed, '; ')"},
    "postgresql": {
        "texts": "string_agg(s.word, ' ' ORDER BY s.place)",
        "names": "string_agg(s.word, '; ' ORDER BY s.place)",
        "parties": "string_agg(p.printed, '; ' ORDER BY p.position)",
    },
}


def upgrade() -> None:
    """Apply."""
    drop_views()
    alter_follow_up(STATES, [sa.Column(name, kind, nullable=True) for name, kind in COLUMNS.items()])
    op.create_table(
        TABLE,
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("id", "follow_up_id", "position")),
        sa.Column("symbol", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=False) for name in ("issued_on", "deadline_on")),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.id"], name=op.f(f"fk_{TABLE}_follow_up_id_follow_up"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sa.UniqueConstraint("follow_up_id", "position", name=op.f(f"uq_{TABLE}_follow_up_id_position")),
    )
    op.add_column("follow_up_change", sa.Column("batch", sa.Text(), nullable=True))
    op.create_index(op.f("ix_follow_up_change_batch"), "follow_up_change", ["batch"])
    create_views(NEW)


def downgrade() -> None:
    """Undo: a task that another replaces is cancelled, extensions are forgotten; the log of changes keeps both."""
    drop_views()
    op.drop_index(op.f("ix_follow_up_change_batch"), "follow_up_change")
    op.drop_column("follow_up_change", "batch")
    op.drop_table(TABLE)
    op.execute("UPDATE follow_up SET state = 'cancelled' WHERE state = 'replaced'")
    alter_follow_up(OLD_STATES, [])
    create_views("")


def alter_follow_up(states: str, added: list[sa.Column[Any]]) -> None:
    """Name the states; SQLite makes the table anew, without a look at triggers that name it meanwhile."""
    is_sqlite = op.get_context().dialect.name == "sqlite"
    if is_sqlite:
        op.execute("PRAGMA legacy_alter_table = ON")
    with op.batch_alter_table("follow_up") as batch:
        batch.drop_constraint(op.f("ck_follow_up_state"), type_="check")
        batch.create_check_constraint(op.f("ck_follow_up_state"), states)
        for column in added:
            batch.add_column(column)
        for name in () if added else COLUMNS:
            batch.drop_column(name)
    if is_sqlite:
        op.execute("PRAGMA legacy_alter_table = OFF")


def drop_views() -> None:
    """Views hold on to the tables below them."""
    for name in reversed(VIEWS):
        op.execute(f"DROP VIEW {name}")


def create_views(new: str) -> None:
    """The views with so many columns of the follow-up."""
    parts = {"named": NAMED, "counted": COUNTED, "new": new, **JOINED[op.get_context().dialect.name]}
    for name, query in VIEWS.items():
        op.execute(f"CREATE VIEW {name} AS {query.format(**parts)}")
