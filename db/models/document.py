"""Files that arrived, what they are, and each reading of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.base import Base, Json, OptionalJson, UtcDateTime


class Document(Base):
    """One notice of a file; the file is known by its SHA-256, and its original is stored once and never rewritten.

    Part 1 stands for the file: its deliveries, its runs, and what is decided about its pages belong to it.
    """

    __tablename__ = "document"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'loaded', 'quarantined', 'vanished', 'unpacked')", name="state"),
        CheckConstraint("part > 0", name="part"),
        UniqueConstraint("sha256", "part"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(Text, doc="Hash of the original's bytes, lower-case hex; the same for all notices of a file")
    part: Mapped[int] = mapped_column(doc="1 for the first or only notice of a file; a number stays with its notice")
    first_page: Mapped[int | None] = mapped_column(doc="Page of the file that a part from 2 on begins with; null for part 1")
    short_id: Mapped[str] = mapped_column(
        Text, unique=True, doc="Shortest unique beginning of the hash, at least 8 characters; from part 2 on with the part behind a dot"
    )
    file_name: Mapped[str] = mapped_column(
        Text, index=True, doc="Name of the first file that brought this content; of one inside another, behind the other's name and ' / '"
    )
    byte_size: Mapped[int] = mapped_column(doc="Size of the original")
    media_type: Mapped[str | None] = mapped_column(
        Text, doc="Recognised from the content: pdf, tiff, png, jpeg, text, zip; null where unrecognised"
    )
    store_path: Mapped[str] = mapped_column(Text, doc="Place of the original below the store folder")
    state: Mapped[str] = mapped_column(
        Text,
        index=True,
        doc="waiting, loaded, quarantined, unpacked (an archive, taken apart) or vanished (its pages are another notice's of the file now)",
    )
    reason: Mapped[str | None] = mapped_column(Text, doc="Why the document is quarantined or vanished, or what was in it, for a person")
    reason_code: Mapped[str | None] = mapped_column(Text, doc="Code of the error that quarantined it, or of the doubt that it vanished")
    registered_at: Mapped[datetime] = mapped_column(UtcDateTime, doc="When the content was first seen")
    deliveries: Mapped[list[Delivery]] = relationship(back_populates="document")
    revisions: Mapped[list[Revision]] = relationship(back_populates="document")


class Delivery(Base):
    """One file as it came in; the same content may come many times."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("document_id", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    source: Mapped[str] = mapped_column(
        Text, doc="Path it was read from; of a file inside another, that of the other, ' / ' and the path inside"
    )
    file_name: Mapped[str] = mapped_column(Text, index=True, doc="Its name")
    is_duplicate: Mapped[bool] = mapped_column(doc="The content was known before")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    document: Mapped[Document] = relationship(back_populates="deliveries")


class PageDecision(Base):
    """What a person said of a page of a file; the log is only added to, the newest entry of a page counts."""

    __tablename__ = "page_decision"
    __table_args__ = (CheckConstraint("action IN ('part', 'join', 'undo')", name="action"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True, doc="Part 1 of the file")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str] = mapped_column(Text, doc="Name of the person")
    page: Mapped[int] = mapped_column(doc="Of the file, 1-based")
    action: Mapped[str] = mapped_column(
        Text, doc="part: a notice begins with it; join: it belongs to the notice before; undo: nothing is said of it any more"
    )


class Revision(Base):
    """One complete reading of a document; the current one is what queries show, older ones stay for comparison."""

    __tablename__ = "revision"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        UniqueConstraint("document_id", "fingerprint"),
        Index(
            "uq_revision_current",
            "document_id",
            unique=True,
            sqlite_where=text("is_current = 1"),
            postgresql_where=text("is_current"),
        ),
        Index(
            "ix_revision_compared",
            "document_id",
            sqlite_where=text("compared IS NULL"),
            postgresql_where=text("compared IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)
    number: Mapped[int] = mapped_column(doc="1, 2, 3 ... within the document")
    is_current: Mapped[bool] = mapped_column(doc="Exactly one revision of a loaded document is current")
    fingerprint: Mapped[str] = mapped_column(Text, doc="Hash of input, step versions, parameters and tool versions")
    parameters: Mapped[dict[str, Any]] = mapped_column(Json, doc="Settings of this reading")
    tool_versions: Mapped[dict[str, Any]] = mapped_column(Json, doc="Versions of the programs and models used")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    raw_text: Mapped[str] = mapped_column(Text, doc="Words as read, furniture included")
    clean_text: Mapped[str] = mapped_column(Text, doc="One line per printed line, empty line between paragraphs, form feed between pages")
    offsets: Mapped[list[Any]] = mapped_column(Json, doc="Segments [clean start, clean end, raw start, raw end]")
    type: Mapped[str | None] = mapped_column(
        Text, index=True, doc="Abbreviation of Decree 30/2020, Appendix III; CV for an official letter"
    )
    number_printed: Mapped[str | None] = mapped_column(Text, doc="Number of the document, e.g. 660")
    symbol: Mapped[str | None] = mapped_column(Text, doc="As printed, e.g. 660/TB-UBND")
    symbol_key: Mapped[str | None] = mapped_column(Text, index=True, doc="Symbol in lower case without white space, to compare with")
    issuer: Mapped[str | None] = mapped_column(Text, index=True, doc="Body that issues")
    place: Mapped[str | None] = mapped_column(Text)
    issued_on: Mapped[date | None] = mapped_column(index=True, doc="Date of issue")
    subject: Mapped[str | None] = mapped_column(Text, doc="Trích yếu")
    signer_name: Mapped[str | None] = mapped_column(Text)
    signer_title: Mapped[str | None] = mapped_column(Text)
    urgency: Mapped[str | None] = mapped_column(Text, doc="HỎA TỐC, THƯỢNG KHẨN, KHẨN")
    on_behalf: Mapped[str | None] = mapped_column(Text, doc="TM., KT., TL., TUQ. line")
    machine_head: Mapped[dict[str, Any] | None] = mapped_column(OptionalJson, doc="What was read of the head fields that a person changed")
    head_review: Mapped[dict[str, Any] | None] = mapped_column(OptionalJson, doc="Field to confirmed or corrected, where a person looked")
    compared: Mapped[bool | None] = mapped_column(
        doc="Its head and text were compared with those of other documents; null: not yet, since it was read before 0011"
    )
    document: Mapped[Document] = relationship(back_populates="revisions")
    pages: Mapped[list[Page]] = relationship(back_populates="revision", order_by="Page.number")


class HeadItem(Base):
    """A repeated head or foot field: addressee (Kính gửi), recipient (Nơi nhận) or legal basis (Căn cứ)."""

    __tablename__ = "head_item"
    __table_args__ = (
        CheckConstraint("kind IN ('addressee', 'recipient', 'legal_basis')", name="kind"),
        UniqueConstraint("revision_id", "kind", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    kind: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(doc="1-based order in the document")
    text: Mapped[str] = mapped_column(Text)


class Page(Base):
    """One page of a revision and how it was read."""

    __tablename__ = "page"
    __table_args__ = (
        UniqueConstraint("revision_id", "number"),
        CheckConstraint("source IN ('ocr', 'embedded', 'blank', 'restored')", name="source"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    number: Mapped[int] = mapped_column(doc="Page of the file, 1-based; where two pages lie on one sheet, each counts")
    sheet: Mapped[int | None] = mapped_column(doc="Page of the original that it is or lies on; null where it was read before 0010")
    half: Mapped[list[Any] | None] = mapped_column(
        OptionalJson, doc="[left or right, begin, end] of a page that lies on one sheet with another: side, and shares of the sheet's width"
    )
    width: Mapped[int] = mapped_column(doc="Pixels at dpi")
    height: Mapped[int] = mapped_column(doc="Pixels at dpi")
    dpi: Mapped[int] = mapped_column(doc="Resolution of every box on this page")
    source: Mapped[str] = mapped_column(Text, doc="Where the words come from: ocr, embedded, blank, restored")
    source_reason: Mapped[str] = mapped_column(Text)
    word_count: Mapped[int] = mapped_column()
    mean_confidence: Mapped[float] = mapped_column(doc="0 to 100")
    rotation: Mapped[int] = mapped_column(doc="Degrees clockwise the picture was turned")
    skew: Mapped[float] = mapped_column(doc="Degrees removed, counter-clockwise positive")
    preparation: Mapped[list[Any]] = mapped_column(Json, doc="Image operations applied, in order")
    attempts: Mapped[list[Any]] = mapped_column(Json, doc="Recognition attempts with their confidence")
    picture: Mapped[str] = mapped_column(Text, doc="Upright page picture, below the work folder")
    seconds: Mapped[float] = mapped_column(doc="Time the recognition took")
    words: Mapped[list[Any] | None] = mapped_column(
        OptionalJson, deferred=True, doc="[span start, span end, left, top, right, bottom] of each word; null where it was read before 0004"
    )
    revision: Mapped[Revision] = relationship(back_populates="pages")


class TextChange(Base):
    """A change that cleaning made to the words as read, or noted as doubtful and did not make."""

    __tablename__ = "text_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    span_start: Mapped[int] = mapped_column(doc="In the clean text")
    span_end: Mapped[int] = mapped_column()
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)
    score: Mapped[float] = mapped_column(doc="0 to 1")
    applied: Mapped[bool] = mapped_column()
