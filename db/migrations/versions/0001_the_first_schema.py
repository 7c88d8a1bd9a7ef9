"""The first schema."""

import sqlalchemy as sa
from alembic import op

from db.base import ExactDecimal, Json, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('agency', 'group')", name=op.f("ck_agency_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("code", name=op.f("uq_agency_code")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("short_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("byte_size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("store_path", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reason_code", sa.Text(), nullable=True),
        sa.Column("registered_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("state IN ('waiting', 'loaded', 'quarantined')", name=op.f("ck_document_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("sha256", name=op.f("uq_document_sha256")),
        sa.UniqueConstraint("short_id", name=op.f("uq_document_short_id")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_file_name"), ["file_name"], unique=False)
        batch_op.create_index(batch_op.f("ix_document_state"), ["state"], unique=False)

    op.create_table(
        "lease",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_lease")),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("is_duplicate", sa.Boolean(), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_delivery_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("document_id", "source", name=op.f("uq_delivery_document_id_source")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_file_name"), ["file_name"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("parameters", Json, nullable=False),
        sa.Column("tool_versions", Json, nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("raw_text", sa.Text(), nullable=False),
        sa.Column("clean_text", sa.Text(), nullable=False),
        sa.Column("offsets", Json, nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("number_printed", sa.Text(), nullable=True),
        sa.Column("symbol", sa.Text(), nullable=True),
        sa.Column("symbol_key", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("signer_name", sa.Text(), nullable=True),
        sa.Column("signer_title", sa.Text(), nullable=True),
        sa.Column("urgency", sa.Text(), nullable=True),
        sa.Column("on_behalf", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_revision_document_id_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("document_id", "fingerprint", name=op.f("uq_revision_document_id_fingerprint")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_revision_document_id_number")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_issued_on"), ["issued_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_issuer"), ["issuer"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_symbol_key"), ["symbol_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_type"), ["type"], unique=False)
        batch_op.create_index(
            "uq_revision_current",
            ["document_id"],
            unique=True,
            sqlite_where=sa.text("is_current = 1"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("prefect_flow_run_id", sa.Text(), nullable=True),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("process_id", sa.Integer(), nullable=False),
        sa.Column("parameters", Json, nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("heartbeat_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_text", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('ingest', 'reprocess', 'batch')", name=op.f("ck_run_kind")),
        sa.CheckConstraint(
            "outcome IN ('running', 'succeeded', 'failed', 'reused', 'duplicate', 'quarantined', 'abandoned')", name=op.f("ck_run_outcome")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_run_document_id_document")),
        sa.ForeignKeyConstraint(["parent_id"], ["run.id"], name=op.f("fk_run_parent_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_outcome"), ["outcome"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_started_at"), ["started_at"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.CheckConstraint("span_start >= 0 AND span_end >= span_start", name=op.f("ck_evidence_span")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_evidence_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "head_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('addressee', 'recipient', 'legal_basis')", name=op.f("ck_head_item_kind")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_head_item_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head_item")),
        sa.UniqueConstraint("revision_id", "kind", "position", name=op.f("uq_head_item_revision_id_kind_position")),
    )
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("dpi", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_reason", sa.Text(), nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("mean_confidence", sa.Double(), nullable=False),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("skew", sa.Double(), nullable=False),
        sa.Column("preparation", Json, nullable=False),
        sa.Column("attempts", Json, nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.CheckConstraint("source IN ('ocr', 'embedded', 'blank', 'restored')", name=op.f("ck_page_source")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_page_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint("revision_id", "number", name=op.f("uq_page_revision_id_number")),
    )
    op.create_table(
        "step_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_text", sa.Text(), nullable=True),
        sa.Column("tool_versions", Json, nullable=False),
        sa.Column("parameters", Json, nullable=False),
        sa.Column("artifact", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "outcome IN ('running', 'succeeded', 'failed', 'reused', 'duplicate', 'quarantined', 'abandoned')",
            name=op.f("ck_step_attempt_outcome"),
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_step_attempt_run_id_run")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step_attempt")),
        sa.UniqueConstraint("run_id", "step", "attempt", name=op.f("uq_step_attempt_run_id_step_attempt")),
    )
    op.create_table(
        "text_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_text_change_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_change")),
    )
    with op.batch_alter_table("text_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_text_change_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.Text(), nullable=False),
        sa.Column("symbol_key", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_citation_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_citation_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_citation_revision_id_position")),
        sa.UniqueConstraint("revision_id", "symbol", name=op.f("uq_citation_revision_id_symbol")),
    )
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citation_symbol_key"), ["symbol_key"], unique=False)

    op.create_table(
        "evidence_region",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("box_left", sa.Integer(), nullable=False),
        sa.Column("box_top", sa.Integer(), nullable=False),
        sa.Column("box_right", sa.Integer(), nullable=False),
        sa.Column("box_bottom", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_region_evidence_id_evidence")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_region")),
        sa.UniqueConstraint("evidence_id", "position", name=op.f("uq_evidence_region_evidence_id_position")),
    )
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("subject_kind", sa.Text(), nullable=True),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("severity IN ('info', 'warning', 'error')", name=op.f("ck_issue_severity")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_issue_document_id_document")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_issue_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_issue_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issue_code"), ["code"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_document_id"), ["document_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_issue_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("heading", sa.Text(), nullable=True),
        sa.Column("starts", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_section_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["parent_id"], ["section.id"], name=op.f("fk_section_parent_id_section")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_section_revision_id_revision")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_section")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_section_revision_id_position")),
    )
    op.create_table(
        "directive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("section_path", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=True),
        sa.Column("deadline_raw", sa.Text(), nullable=True),
        sa.Column("deadline_on", sa.Date(), nullable=True),
        sa.Column("deadline_recurs", sa.Text(), nullable=True),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("deadline_recurs IN ('weekly', 'monthly', 'quarterly', 'yearly')", name=op.f("ck_directive_recurs")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_directive_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_directive_revision_id_revision")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_directive_section_id_section")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_directive_revision_id_position")),
    )
    with op.batch_alter_table("directive", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_directive_deadline_on"), ["deadline_on"], unique=False)

    op.create_table(
        "metric",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("section_path", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("value", ExactDecimal(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("total", ExactDecimal(), nullable=True),
        sa.Column("change", ExactDecimal(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("comparator IN ('=', '>=', '<=')", name=op.f("ck_metric_comparator")),
        sa.CheckConstraint("direction IN ('increase', 'decrease')", name=op.f("ck_metric_direction")),
        sa.CheckConstraint("kind IN ('rank', 'percent', 'count', 'money', 'area', 'other')", name=op.f("ck_metric_kind")),
        sa.CheckConstraint("role IN ('result', 'target')", name=op.f("ck_metric_role")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_metric_evidence_id_evidence")),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name=op.f("fk_metric_revision_id_revision")),
        sa.ForeignKeyConstraint(["section_id"], ["section.id"], name=op.f("fk_metric_section_id_section")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_metric")),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_metric_revision_id_position")),
    )
    with op.batch_alter_table("metric", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_metric_code"), ["code"], unique=False)

    op.create_table(
        "directive_citation",
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("citation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["citation_id"], ["citation.id"], name=op.f("fk_directive_citation_citation_id_citation")),
        sa.ForeignKeyConstraint(["directive_id"], ["directive.id"], name=op.f("fk_directive_citation_directive_id_directive")),
        sa.PrimaryKeyConstraint("directive_id", "citation_id", name=op.f("pk_directive_citation")),
    )
    op.create_table(
        "directive_party",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("role IN ('lead', 'coordinating')", name=op.f("ck_directive_party_role")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_directive_party_agency_id_agency")),
        sa.ForeignKeyConstraint(["directive_id"], ["directive.id"], name=op.f("fk_directive_party_directive_id_directive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive_party")),
        sa.UniqueConstraint("directive_id", "role", "position", name=op.f("uq_directive_party_directive_id_role_position")),
    )
    with op.batch_alter_table("directive_party", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_directive_party_agency_id"), ["agency_id"], unique=False)


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("directive_party", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_directive_party_agency_id"))

    op.drop_table("directive_party")
    op.drop_table("directive_citation")
    with op.batch_alter_table("metric", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_metric_code"))

    op.drop_table("metric")
    with op.batch_alter_table("directive", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_directive_deadline_on"))

    op.drop_table("directive")
    op.drop_table("section")
    with op.batch_alter_table("issue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_issue_revision_id"))
        batch_op.drop_index(batch_op.f("ix_issue_document_id"))
        batch_op.drop_index(batch_op.f("ix_issue_code"))

    op.drop_table("issue")
    op.drop_table("evidence_region")
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_citation_symbol_key"))

    op.drop_table("citation")
    with op.batch_alter_table("text_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_text_change_revision_id"))

    op.drop_table("text_change")
    op.drop_table("step_attempt")
    op.drop_table("page")
    op.drop_table("head_item")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_revision_id"))

    op.drop_table("evidence")
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_started_at"))
        batch_op.drop_index(batch_op.f("ix_run_parent_id"))
        batch_op.drop_index(batch_op.f("ix_run_outcome"))
        batch_op.drop_index(batch_op.f("ix_run_document_id"))

    op.drop_table("run")
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index("uq_revision_current", sqlite_where=sa.text("is_current = 1"), postgresql_where=sa.text("is_current"))
        batch_op.drop_index(batch_op.f("ix_revision_type"))
        batch_op.drop_index(batch_op.f("ix_revision_symbol_key"))
        batch_op.drop_index(batch_op.f("ix_revision_issuer"))
        batch_op.drop_index(batch_op.f("ix_revision_issued_on"))
        batch_op.drop_index(batch_op.f("ix_revision_document_id"))

    op.drop_table("revision")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_file_name"))

    op.drop_table("delivery")
    op.drop_table("lease")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_state"))
        batch_op.drop_index(batch_op.f("ix_document_file_name"))

    op.drop_table("document")
    op.drop_table("agency")
