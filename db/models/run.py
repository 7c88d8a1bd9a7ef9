"""The office's own record of what ran: it is written in transactions of its own and never pruned with Prefect's history."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Json, UtcDateTime
from db.models.finding import Evidence

OUTCOMES = "'running', 'succeeded', 'failed', 'reused', 'duplicate', 'quarantined', 'abandoned'"


class Run(Base):
    """One attempt to take a file, a document or a batch through the steps."""

    __tablename__ = "run"
    __table_args__ = (
        CheckConstraint("kind IN ('ingest', 'reprocess', 'batch')", name="kind"),
        CheckConstraint(f"outcome IN ({OUTCOMES})", name="outcome"),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True, doc="UUID; also the name of the run in the log")
    kind: Mapped[str] = mapped_column(Text)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("run.id"), index=True, doc="The batch it belongs to")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    source: Mapped[str] = mapped_column(Text, doc="Path or document it was asked for")
    prefect_flow_run_id: Mapped[str | None] = mapped_column(Text, doc="The run in Prefect's history, which may be pruned")
    host: Mapped[str] = mapped_column(Text)
    process_id: Mapped[int] = mapped_column()
    parameters: Mapped[dict[str, Any]] = mapped_column(Json)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    heartbeat_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="Last sign of life; a run without one is swept as abandoned")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(Text, index=True)
    error_code: Mapped[str | None] = mapped_column(Text)
    error_text: Mapped[str | None] = mapped_column(Text)
    attempts: Mapped[list[StepAttempt]] = relationship(back_populates="run", order_by="StepAttempt.id")


class StepAttempt(Base):
    """One attempt at one step of a run."""

    __tablename__ = "step_attempt"
    __table_args__ = (UniqueConstraint("run_id", "step", "attempt"), CheckConstraint(f"outcome IN ({OUTCOMES})", name="outcome"))

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[str] = mapped_column(ForeignKey("run.id"))
    step: Mapped[str] = mapped_column(
        Text,
        doc="register, unpack, rasterize, recognize, clean, examine, proofread, segment, extract, load; "
        "of a nightly batch also webhook, mail",
    )
    attempt: Mapped[int] = mapped_column(doc="1-based")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(Text, doc="reused: the artefact of an earlier run was taken")
    error_code: Mapped[str | None] = mapped_column(Text)
    error_text: Mapped[str | None] = mapped_column(Text)
    tool_versions: Mapped[dict[str, Any]] = mapped_column(Json)
    parameters: Mapped[dict[str, Any]] = mapped_column(Json)
    artifact: Mapped[str | None] = mapped_column(Text, doc="What the step left, below the work folder")
    summary: Mapped[str | None] = mapped_column(Text, doc="One line on what came out")
    run: Mapped[Run] = relationship(back_populates="attempts")


class Issue(Base):
    """A doubt for review."""

    __tablename__ = "issue"
    __table_args__ = (
        CheckConstraint("severity IN ('info', 'warning', 'error')", name="severity"),
        CheckConstraint("review IN ('confirmed')", name="review"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"), index=True, doc="Null for a document never loaded")
    code: Mapped[str] = mapped_column(Text, index=True, doc="Kind of doubt; tasks/domain/doubt.py says what each means")
    severity: Mapped[str] = mapped_column(Text)
    message: Mapped[str] = mapped_column(Text, doc="What the kind means, in English, with the values in question; for people alone")
    page: Mapped[int | None] = mapped_column(doc="1-based")
    subject_kind: Mapped[str | None] = mapped_column(Text, doc="directive, metric, citation, section, head or page")
    subject_id: Mapped[int | None] = mapped_column(doc="Row of that kind")
    field: Mapped[str | None] = mapped_column(
        Text, doc="Field of that row or of the head it is about (lead, deadline, value, issued_on); null: the whole"
    )
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"))
    review: Mapped[str | None] = mapped_column(Text, doc="confirmed: about no row, and a person looked at it; null for what its row tells")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    evidence: Mapped[Evidence | None] = relationship()


class Lease(Base):
    """Who works on a document just now; a lease past its expiry may be taken over."""

    __tablename__ = "lease"

    sha256: Mapped[str] = mapped_column(Text, primary_key=True)
    run_id: Mapped[str] = mapped_column(Text)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
