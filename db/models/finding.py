"""What was found in a revision, and the evidence for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, selectinload
from sqlalchemy.sql.base import ExecutableOption

from db.base import Base, ExactDecimal, OptionalJson, one_of
from tasks.domain.choices import Comparator, Direction, MetricKind, MetricRole, Recurrence

_UNKNOWN_AGENCY = text("agency_id IS NULL")
REVIEWS = "review IN ('confirmed', 'corrected', 'rejected', 'added')"


def _named(table: str) -> Index:
    """By which a row is found by its lasting name; in one revision no two have the same."""
    return Index(f"uq_{table}_key_revision_id", "key", "revision_id", unique=True)


class Looked:
    """What a person said of a row that was read; the row itself holds what is right by now."""

    review: Mapped[str | None] = mapped_column(Text, doc="confirmed, corrected, rejected or added by a person; null: nobody looked")
    machine: Mapped[dict[str, Any] | None] = mapped_column(OptionalJson, doc="What was read of the fields that a person changed")


class Reviewed(Looked):
    """A row of which there may be more than was read."""

    added_by: Mapped[int | None] = mapped_column(ForeignKey("correction.id"), doc="Correction that added the row; null: it was read")
    key: Mapped[str | None] = mapped_column(
        Text, doc="Lasting name: the row that a later reading has in its place has it too; null only until an upgrade has named it"
    )


class MaybeSure(Reviewed):
    """A row that may be presented as certain, or not."""

    sure: Mapped[bool | None] = mapped_column(doc="As read, right in every field as far as can be told; null: read before 0008, unknown")

    @property
    def is_sure(self) -> bool:
        """Whether it may be presented as certain: somebody compared it, or the machine is sure; one that was rejected never is."""
        return bool(self.sure) if self.review is None else self.review != "rejected"


class Evidence(Base):
    """Why a row exists: ``clean_text[span_start:span_end] = quote`` always holds."""

    __tablename__ = "evidence"
    __table_args__ = (CheckConstraint("span_start >= 0 AND span_end >= span_start", name="span"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    span_start: Mapped[int] = mapped_column(doc="First character in the revision's clean text")
    span_end: Mapped[int] = mapped_column(doc="One behind the last character")
    quote: Mapped[str] = mapped_column(Text, doc="The exact characters")
    confidence: Mapped[float | None] = mapped_column(doc="Lowest word confidence in the span, 0 to 100")
    regions: Mapped[list[EvidenceRegion]] = relationship(back_populates="evidence", order_by="EvidenceRegion.position")


class EvidenceRegion(Base):
    """A box on a page that belongs to a piece of evidence; one per printed line."""

    __tablename__ = "evidence_region"
    __table_args__ = (UniqueConstraint("evidence_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    position: Mapped[int] = mapped_column(doc="1-based")
    page: Mapped[int] = mapped_column(doc="1-based")
    box_left: Mapped[int] = mapped_column(doc="Pixels at the page's dpi, origin top left")
    box_top: Mapped[int] = mapped_column()
    box_right: Mapped[int] = mapped_column(doc="One behind the last pixel")
    box_bottom: Mapped[int] = mapped_column()
    evidence: Mapped[Evidence] = relationship(back_populates="regions")


class Section(Reviewed, Base):
    """A numbered item, or a run of unnumbered paragraphs."""

    __tablename__ = "section"
    __table_args__ = (
        _named("section"),
        UniqueConstraint("revision_id", "position"),
        CheckConstraint(REVIEWS, name="review"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    position: Mapped[int] = mapped_column(doc="1-based reading order")
    label: Mapped[str | None] = mapped_column(Text, doc="As printed; null for an unnumbered run")
    path: Mapped[str] = mapped_column(Text, doc="Labels from the outermost to this one, joined by /")
    heading: Mapped[str | None] = mapped_column(Text)
    starts: Mapped[str] = mapped_column(Text, doc="First eight words")
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    evidence: Mapped[Evidence] = relationship()


class Agency(Base):
    """A body or group of bodies, one row for all its printed forms; filled from config/lexicons/agencies.toml and the table of places."""

    __tablename__ = "agency"
    __table_args__ = (CheckConstraint("kind IN ('agency', 'group')", name="kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Text, unique=True, doc="Entry of the vocabulary; behind slashes the place it is of, and its code")
    label: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text, doc="agency or group")
    ends_on: Mapped[date | None] = mapped_column(doc="Its last day; null: it stands, or nobody says that it ended")
    decree: Mapped[str | None] = mapped_column(Text, doc="What ended it, as people cite it")
    heirs: Mapped[list[AgencyHeir]] = relationship(order_by="AgencyHeir.position", cascade="all, delete-orphan")


class AgencyHeir(Base):
    """A body that took over the tasks of one that ended; it needs no row of its own before a document names it."""

    __tablename__ = "agency_heir"
    __table_args__ = (UniqueConstraint("agency_id", "code"),)

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), primary_key=True)
    position: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, doc="1-based; the one that took most comes first, if known"
    )
    code: Mapped[str] = mapped_column(Text, index=True, doc="Of an agency, as agency.code")
    label: Mapped[str] = mapped_column(Text)


class Directive(MaybeSure, Base):
    """An order or assigned obligation with one accountable party and one deadline."""

    __tablename__ = "directive"
    __table_args__ = (
        _named("directive"),
        Index("ix_directive_step", "task_id", "step"),
        UniqueConstraint("revision_id", "position"),
        CheckConstraint(one_of("deadline_recurs", Recurrence), name="recurs"),
        CheckConstraint(REVIEWS, name="review"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    section_path: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(doc="1-based reading order")
    text: Mapped[str] = mapped_column(Text, doc="The sentence or clause, lines joined")
    product: Mapped[str | None] = mapped_column(Text, doc="Expected document, where named")
    deadline_raw: Mapped[str | None] = mapped_column(Text, doc="As printed")
    deadline_on: Mapped[date | None] = mapped_column(index=True, doc="Last permitted day")
    deadline_recurs: Mapped[str | None] = mapped_column(Text, doc="weekly, monthly, quarterly, yearly")
    rule: Mapped[str] = mapped_column(Text, doc="Rule that found it")
    confidence: Mapped[float] = mapped_column(doc="Of the rule, 0 to 1")
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    evidence: Mapped[Evidence] = relationship()
    item: Mapped[int | None] = mapped_column(doc="Number of its paragraph or bullet, counted through the notice; 0, null: unknown")
    in_table: Mapped[bool | None] = mapped_column(doc="It is a row of an assignment table; null: read before 0008, unknown")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), doc="Task it is a step of; null for one that was rejected")
    step: Mapped[int | None] = mapped_column(doc="Which step of that task, 1-based")
    follow_up_id: Mapped[int | None] = mapped_column(
        ForeignKey("follow_up.id"), index=True, doc="What was said of the task whose first step it is, or was"
    )
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("table_cell.id"), index=True, doc="Cell its task stands in; null: in no table")
    parties: Mapped[list[DirectiveParty]] = relationship(order_by="DirectiveParty.role, DirectiveParty.position")
    parts: Mapped[list[DirectivePart]] = relationship(order_by="DirectivePart.id")


class DirectiveParty(Base):
    """Who must act (lead) or help (coordinating), as printed, with the agency it stands for where that is known."""

    __tablename__ = "directive_party"
    __table_args__ = (
        Index("ix_directive_party_led", "role", "agency_id", "directive_id"),
        # Names of unknown agencies in order: SQLite goes by the first of these, PostgreSQL by the second.
        Index("ix_directive_party_named", "agency_id", "printed"),
        Index("ix_directive_party_unknown", "printed", sqlite_where=_UNKNOWN_AGENCY, postgresql_where=_UNKNOWN_AGENCY),
        UniqueConstraint("directive_id", "role", "position"),
        CheckConstraint("role IN ('lead', 'coordinating')", name="role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    role: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(doc="1-based")
    printed: Mapped[str] = mapped_column(Text)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)


class DirectivePart(Base):
    """One field of a directive as it was read, with its own place and rule; a field of several parties has a row for each.

    The place may lie outside the directive's own, in a heading or a lead-in above. What a person changed later is not in here.
    """

    __tablename__ = "directive_part"
    __table_args__ = (
        UniqueConstraint("directive_id", "field", "position"),
        CheckConstraint("field IN ('lead', 'coordinating', 'deadline', 'product')", name="field"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"))
    field: Mapped[str] = mapped_column(Text, doc="lead, coordinating, deadline or product")
    position: Mapped[int] = mapped_column(doc="1-based, within the field")
    value: Mapped[str] = mapped_column(Text, doc="The party, the deadline as printed, or the product, as read")
    rule: Mapped[str] = mapped_column(Text, doc="Rule that read it")
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    evidence: Mapped[Evidence] = relationship()


class Metric(MaybeSure, Base):
    """A figure that measures something."""

    __tablename__ = "metric"
    __table_args__ = (
        _named("metric"),
        UniqueConstraint("revision_id", "position"),
        CheckConstraint(one_of("kind", MetricKind), name="kind"),
        CheckConstraint(one_of("role", MetricRole), name="role"),
        CheckConstraint(one_of("comparator", Comparator), name="comparator"),
        CheckConstraint(one_of("direction", Direction), name="direction"),
        CheckConstraint(REVIEWS, name="review"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    section_id: Mapped[int | None] = mapped_column(ForeignKey("section.id"))
    section_path: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(doc="1-based reading order")
    name: Mapped[str] = mapped_column(Text, index=True)
    code: Mapped[str | None] = mapped_column(Text, index=True, doc="Known indicator of config/lexicons/indicators.toml")
    value: Mapped[Decimal] = mapped_column(ExactDecimal, doc="Exact figure (text on SQLite)")
    unit: Mapped[str] = mapped_column(Text, doc="rank, %, the counted noun or the printed unit")
    kind: Mapped[str] = mapped_column(Text)
    total: Mapped[Decimal | None] = mapped_column(ExactDecimal, doc="63 in 12/63")
    change: Mapped[Decimal | None] = mapped_column(ExactDecimal, doc="Signed change")
    role: Mapped[str] = mapped_column(Text, doc="result or target")
    comparator: Mapped[str] = mapped_column(Text)
    direction: Mapped[str | None] = mapped_column(Text, doc="increase or decrease where the figure is an amount of change")
    period: Mapped[str | None] = mapped_column(Text, doc="ISO-like: 2021, 2023-Q1, 2023-06, 2023-01-11, 2022/2025")
    text: Mapped[str] = mapped_column(Text, doc="The clause it stands in")
    rule: Mapped[str] = mapped_column(Text)
    confidence: Mapped[float] = mapped_column(doc="Of the rule, 0 to 1")
    in_table: Mapped[bool | None] = mapped_column(doc="It is a cell of a table; null: read before 0008, unknown")
    cell_id: Mapped[int | None] = mapped_column(ForeignKey("table_cell.id"), index=True, doc="That cell; null where none was kept")
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    evidence: Mapped[Evidence] = relationship()


class Citation(Reviewed, Base):
    """A cited document that has a number; one row per distinct symbol in a revision."""

    __tablename__ = "citation"
    __table_args__ = (
        _named("citation"),
        UniqueConstraint("revision_id", "position"),
        UniqueConstraint("revision_id", "symbol"),
        CheckConstraint(REVIEWS, name="review"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    position: Mapped[int] = mapped_column(doc="1-based reading order")
    symbol: Mapped[str] = mapped_column(Text, doc="As printed, a line break inside it removed")
    symbol_key: Mapped[str] = mapped_column(Text, index=True, doc="Symbol in lower case without white space, to compare with")
    type: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[date | None] = mapped_column()
    issuer: Mapped[str | None] = mapped_column(Text)
    confidence: Mapped[float] = mapped_column(doc="Of the rule, 0 to 1")
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"))
    evidence: Mapped[Evidence] = relationship()


class DirectiveCitation(Base):
    """A citation that stands inside a directive."""

    __tablename__ = "directive_citation"

    directive_id: Mapped[int] = mapped_column(ForeignKey("directive.id"), primary_key=True)
    citation_id: Mapped[int] = mapped_column(ForeignKey("citation.id"), primary_key=True, index=True)


def with_parts() -> ExecutableOption:
    """Loads the parts of directives with their places in as many queries as for one."""
    return selectinload(Directive.parts).joinedload(DirectivePart.evidence, innerjoin=True).selectinload(Evidence.regions)
