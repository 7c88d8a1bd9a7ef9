"""Parts of directives with their own evidence, rows that say whether they are sure, doubts that name their field."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ADDED = {
    "directive": (("item", sa.Integer()), ("in_table", sa.Boolean()), ("sure", sa.Boolean())),
    "metric": (("in_table", sa.Boolean()), ("sure", sa.Boolean())),
    "issue": (("field", sa.Text()),),
}
# Fields of the head as doubts named them until now, at the beginning of their sentence; from here on nothing reads a sentence.
HEAD_FIELDS = (
    *("type", "number", "symbol", "issuer", "place", "issued_on", "subject", "signer_name", "signer_title", "urgency", "on_behalf"),
    *("recipients", "addressees", "legal_bases"),
)
TASK = ", coalesce(t.state, 'not_started') AS follow_up, t.owner, t.note, t.completion_symbol, t.completed_on"
# A view shows no row that was rejected, so that one somebody looked at is right by now.
SURE = ", ({row}.review IS NOT NULL OR coalesce({row}.sure, false)) AS sure"
VIEWS = {
    "current_directive": """
        SELECT d.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, d.section_path, d.position, d.text, d.product,
               d.deadline_raw, d.deadline_on, d.deadline_recurs, d.confidence,
               (SELECT {join_printed} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'lead') AS lead,
               (SELECT {join_printed} FROM directive_party p WHERE p.directive_id = d.id AND p.role = 'coordinating') AS coordinating,
               d.review{task}{sure}
        FROM directive d JOIN revision r ON r.id = d.revision_id JOIN document doc ON doc.id = r.document_id
             LEFT JOIN task t ON t.id = d.task_id
        WHERE r.is_current AND (d.review IS NULL OR d.review <> 'rejected')""",
    "current_metric": """
        SELECT m.id, doc.short_id AS document, r.symbol, r.type, r.issuer, r.issued_on, m.section_path, m.name, m.code, m.value, m.unit,
               m.kind, m.total, m.change, m.role, m.comparator, m.direction, m.period, m.text, m.confidence, m.review{sure}
        FROM metric m JOIN revision r ON r.id = m.revision_id JOIN document doc ON doc.id = r.document_id
        WHERE r.is_current AND (m.review IS NULL OR m.review <> 'rejected')""",
}
JOIN_PRINTED = {"sqlite": "group_concat(p.printed, '; ')", "postgresql": "string_agg(p.printed, '; ' ORDER BY p.position)"}


def upgrade() -> None:
    """Apply; of rows that are there already it stays unknown whether they are sure."""
    op.create_table(
        "directive_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("field IN ('lead', 'coordinating', 'deadline', 'product')", name=op.f("ck_directive_part_field")),
        sa.ForeignKeyConstraint(["directive_id"], ["directive.id"], name=op.f("fk_directive_part_directive_id_directive")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_directive_part_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive_part")),
        sa.UniqueConstraint("directive_id", "field", "position", name=op.f("uq_directive_part_directive_id_field_position")),
    )
    op.create_index(op.f("ix_directive_part_evidence_id"), "directive_part", ["evidence_id"])
    for table, columns in ADDED.items():
        for name, kind in columns:
            op.add_column(table, sa.Column(name, kind, nullable=True))
    name_head_fields()
    make_views(sure=True)


def downgrade() -> None:
    """Undo; the parts, and whether rows are sure, are lost."""
    make_views(sure=False)
    op.execute("CREATE TEMPORARY TABLE evidence_of_parts AS SELECT evidence_id FROM directive_part")
    op.drop_table("directive_part")
    for table, column in (("evidence_region", "evidence_id"), ("evidence", "id")):
        op.execute(f"DELETE FROM {table} WHERE {column} IN (SELECT evidence_id FROM evidence_of_parts)")
    op.execute("DROP TABLE evidence_of_parts")
    for table, columns in ADDED.items():
        for name, _ in columns:
            op.drop_column(table, name)


def name_head_fields() -> None:
    """Read the field of each doubt about a head out of its sentence, once."""
    issue = sa.table("issue", sa.column("field"), sa.column("message"), sa.column("subject_kind"))
    for name in HEAD_FIELDS:
        missing = f"The head has no {name.replace('_', ' ')}."
        said = sa.or_(issue.c.message == missing, issue.c.message.startswith(f"{name} ", autoescape=True))
        op.execute(issue.update().where(issue.c.subject_kind == "head", said).values(field=name))


def make_views(*, sure: bool) -> None:
    """The two views anew, with or without the column that says whether a row is sure."""
    for name, query in VIEWS.items():
        row = "d" if name == "current_directive" else "m"
        shown = SURE.format(row=row) if sure else ""
        op.execute(f"DROP VIEW {name}")
        op.execute(f"CREATE VIEW {name} AS {query.format(join_printed=JOIN_PRINTED[op.get_context().dialect.name], task=TASK, sure=shown)}")
