"""Who signed a file, as a reading found it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base, Json, UtcDateTime


class Signature(Base):
    """One digital signature of a file, or one banner of a signing service; it belongs to the file, whatever notices the file holds."""

    __tablename__ = "signature"
    __table_args__ = (
        UniqueConstraint("revision_id", "position"),
        CheckConstraint("source IN ('signature', 'banner')", name="source"),
        CheckConstraint("timestamp IN ('none', 'trusted', 'untrusted', 'not-checked', 'broken')", name="timestamp"),
        CheckConstraint("later IN ('nothing', 'allowed', 'other', 'not-checked')", name="later"),
        CheckConstraint("chain IN ('trusted', 'untrusted', 'not-checked')", name="chain"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    position: Mapped[int] = mapped_column(doc="1-based, signatures in the order of their making, then banners")
    source: Mapped[str] = mapped_column(Text, doc="signature, or banner: words printed on the page, which prove nothing")
    field: Mapped[str] = mapped_column(Text, doc="Name of the form field that holds the signature")
    signer: Mapped[str | None] = mapped_column(Text, doc="Common name of the certificate, a person or a body")
    organisation: Mapped[str | None] = mapped_column(Text, doc="Organisation (O) of the certificate")
    unit: Mapped[str | None] = mapped_column(Text, doc="Unit (OU) of the certificate")
    locality: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text, doc="Address that a banner names")
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="When the signer says that it was signed")
    timestamp: Mapped[str] = mapped_column(Text, doc="Whether a time-stamping authority vouches for a time")
    stamped_at: Mapped[datetime | None] = mapped_column(UtcDateTime, doc="The time that it vouches for")
    is_stamp: Mapped[bool] = mapped_column(doc="A time stamp over the whole file; its authority is no signer")
    covers_file: Mapped[bool | None] = mapped_column(doc="Every byte of the file is signed; null where that was not found out")
    later: Mapped[str] = mapped_column(Text, doc="What was added since: nothing, allowed (further signatures, form fields), other")
    intact: Mapped[bool | None] = mapped_column(doc="The signed bytes are still what they were")
    valid: Mapped[bool | None] = mapped_column(doc="The key of the certificate signed them")
    chain: Mapped[str] = mapped_column(Text, doc="Whether the certificate leads to a trusted one; not-checked without trusted_certificates")
    authority: Mapped[str | None] = mapped_column(Text, doc="Who issued the certificate")
    fault: Mapped[str | None] = mapped_column(Text, doc="Code of the doubt about this signature")
    detail: Mapped[str] = mapped_column(Text, doc="What is behind the fault")
    page: Mapped[int | None] = mapped_column(doc="1-based, of a banner or of what the signature shows")
    quote: Mapped[str] = mapped_column(Text, doc="What the banner, or the signature on the page, says")
    says: Mapped[list[Any]] = mapped_column(Json, doc="Of the head as read: [field, confirms, contradicts, mends or fills, value]")

    @property
    def state(self) -> str:
        """In one word: "banner", the code of what is wrong with the signature, or "holds"."""
        return "banner" if self.source == "banner" else self.fault or "holds"
