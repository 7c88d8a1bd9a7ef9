"""What signed a file says of it: who, for which body, when, and whether the file is still what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SignatureSource(StrEnum):
    """Where the facts come from: the cryptographic signature, or the banner that a signing service printed over the page."""

    SIGNATURE = "signature"
    BANNER = "banner"


class Chain(StrEnum):
    """Whether the signer's certificate leads to one that the office trusts."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    NOT_CHECKED = "not-checked"


class Timestamp(StrEnum):
    """Whether a time-stamping authority vouches for the time; without one it is what the signer's clock said."""

    NONE = "none"
    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    NOT_CHECKED = "not-checked"
    BROKEN = "broken"


class Later(StrEnum):
    """What came into the file after it was signed.

    ``allowed`` is what signing allows: further signatures, time stamps, certificates for later checks, fields of a form filled in.
    """

    NOTHING = "nothing"
    ALLOWED = "allowed"
    OTHER = "other"
    NOT_CHECKED = "not-checked"


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a file, or one banner.

    Attributes:
        source: what the facts were read from; a banner proves nothing.
        field: name of the form field, "" for a banner.
        signer: common name of the certificate, a person or a body.
        organisation: of the certificate (O), the body that the signer belongs to or the one above it.
        unit: of the certificate (OU).
        locality: of the certificate (L, else ST).
        email: that the banner names.
        signed_at: stated time with its zone; wall clock of Vietnam where the file names none.
        timestamp: who vouches for that time.
        stamped_at: time of the time stamp, where there is one.
        covers_file: whether the signature covers every byte of the file; None where that was not found out.
        is_stamp: a time-stamping authority vouches for the whole file; it is no signer.
        later: what was added to the file since.
        intact: the signed bytes are still what they were; None where that was not found out.
        valid: the signature was made over them with the key of the certificate; None where that was not found out.
        chain: of the certificate.
        authority: common name of who issued the certificate.
        fault: code of the doubt about this signature, "" where there is none.
        detail: what is behind the fault or the chain, for a person.
        page: 1-based, of a banner or of what the signature shows.
        quote: what that says.
        place: middle of what the signature shows, as shares of the page's width and height; None where it shows nothing.
    """

    source: SignatureSource
    field: str = ""
    signer: str | None = None
    organisation: str | None = None
    unit: str | None = None
    locality: str | None = None
    email: str | None = None
    signed_at: datetime | None = None
    timestamp: Timestamp = Timestamp.NONE
    stamped_at: datetime | None = None
    covers_file: bool | None = None
    is_stamp: bool = False
    later: Later = Later.NOT_CHECKED
    intact: bool | None = None
    valid: bool | None = None
    chain: Chain = Chain.NOT_CHECKED
    authority: str | None = None
    fault: str = ""
    detail: str = ""
    page: int | None = None
    quote: str = ""
    place: tuple[float, float] | None = None

    @property
    def holds(self) -> bool:
        """Whether the facts are proven to be the signer's own: unchanged bytes, a right signature, no change of another kind since."""
        return bool(self.intact and self.valid) and self.later in {Later.NOTHING, Later.ALLOWED} and self.chain is not Chain.UNTRUSTED

    @property
    def at(self) -> datetime | None:
        """The best known time: that of the time stamp where one holds, else the stated one."""
        if self.stamped_at is not None and self.timestamp in {Timestamp.TRUSTED, Timestamp.NOT_CHECKED}:
            return self.stamped_at
        return self.signed_at


@dataclass(frozen=True, slots=True)
class Signatures:
    """All that signed a file.

    Attributes:
        found: signatures in the order in which they were made, then banners.
        fault: code of the doubt about the whole file ("signatures-unexamined"), "" where there is none.
        detail: what is behind it, for a person.
    """

    found: tuple[Signature, ...] = ()
    fault: str = ""
    detail: str = ""


NO_SIGNATURES = Signatures()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signatures say of one field of the head.

    Attributes:
        field: of the head: "signer_name", "issuer", "number", "symbol" or "issued_on".
        said: "confirms", "contradicts", "mends" (the same with misread letters put right) or "fills" (the field was empty).
        index: of the signature in ``Signatures.found``.
        value: what the signature says, as text; days in ISO form.
    """

    field: str
    said: str
    index: int
    value: str
