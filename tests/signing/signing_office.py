"""Signed PDFs: authority, signers, banners, further signatures, changes after signing. Names and places are invented."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from unittest import mock

import pikepdf
from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

VIETNAM = timezone(timedelta(hours=7))
DAY = datetime(2026, 11, 12, 14, 5, 33, tzinfo=VIETNAM)
LEADER = ("Nguyễn Văn An", "ỦY BAN NHÂN DÂN TỈNH TÂN GIANG", "SỞ CÔNG THƯƠNG")
SEAL = ("Sở Công Thương", "Tỉnh Tân Giang", None)
AUTHORITY = ("CA của Tân Giang", "Ban Chứng thực Tân Giang", None)


def name_of(common: str, organisation: str | None = None, unit: str | None = None) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "VN"), (NameOID.ORGANIZATION_NAME, organisation), (NameOID.ORGANIZATIONAL_UNIT_NAME, unit))
    attributes = [x509.NameAttribute(kind, value) for kind, value in parts if value]
    return x509.Name([*attributes, x509.NameAttribute(NameOID.COMMON_NAME, common)])


def tidy(data: bytes) -> bytes:
    """The PDF written anew; pyHanko signs nothing whose index has a fault, as Pillow's has."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out)
    return out.getvalue()


def blank_pdf(pages: int = 1) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        page = pdf.add_blank_page(page_size=(595, 842))
        page.Contents = pdf.make_stream(b"0.9 g 50 50 400 600 re f")
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Holder:
    """A certificate with its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.DER)

    @property
    def asn1_key(self) -> keys.PrivateKeyInfo:
        form = serialization.PrivateFormat.PKCS8
        return keys.PrivateKeyInfo.load(self.key.private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption()))


class Office:
    """One authority, and certificates that it issues for who is named."""

    def __init__(self) -> None:
        self._key = rsa.generate_private_key(65537, 2048)  # of everybody but the authority: making keys takes long
        self._made: dict[tuple[str | None, ...], Holder] = {}

    @cached_property
    def authority(self) -> Holder:
        key = rsa.generate_private_key(65537, 2048)
        return Holder(self._issue(name_of(*AUTHORITY), key, name_of(*AUTHORITY), key, is_authority=True), key)

    def holder(self, *who: str | None, stamps: bool = False) -> Holder:
        if who not in self._made:
            top = self.authority
            made = self._issue(name_of(*who), self._key, top.certificate.subject, top.key, stamps=stamps)
            self._made[who] = Holder(made, self._key)
        return self._made[who]

    def _issue(self, subject, key, issuer, signing_key, *, is_authority=False, stamps=False) -> x509.Certificate:
        builder = (
            x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
            .not_valid_after(datetime(2040, 1, 1, tzinfo=UTC))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        )
        names = ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only", "decipher_only")
        usage = dict.fromkeys(names, False) | {"key_cert_sign": is_authority, "crl_sign": is_authority, "digital_signature": True}
        builder = builder.add_extension(x509.KeyUsage(**usage | {"content_commitment": not is_authority}), critical=True)
        if stamps:
            builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        return builder.sign(signing_key, hashes.SHA256())

    def folder(self, path: Path) -> Path:
        """A folder that holds the authority's certificate."""
        path.mkdir(exist_ok=True)
        (path / "root.cer").write_bytes(self.authority.der)
        return path

    def stamper(self) -> DummyTimeStamper:
        made = self.holder("Hệ thống cấp dấu thời gian", "Ban Chứng thực Tân Giang", stamps=True)
        return DummyTimeStamper(asn1.Certificate.load(made.der), made.asn1_key, fixed_dt=DAY + timedelta(seconds=20))

    def sign(
        self, data: bytes, *who: str | None, field: str = "Signature1", at: datetime = DAY, stamp: bool = False, style=None, **options
    ) -> bytes:
        """The file with one more signature, as an update behind it; ``options`` go to pyHanko's metadata."""
        holder = self.holder(*who)
        signer = signers.SimpleSigner(asn1.Certificate.load(holder.der), holder.asn1_key, SimpleCertificateStore())
        metadata = signers.PdfSignatureMetadata(field_name=field, md_algorithm="sha256", **options)
        box = fields.SigFieldSpec(field, box=(300, 780, 560, 830))
        with mock.patch("pyhanko.sign.signers.pdf_signer.datetime", _clock(at)), mock.patch("tzlocal.get_localzone", lambda: VIETNAM):
            stamper = self.stamper() if stamp else None
            pdf_signer = signers.PdfSigner(metadata, signer, timestamper=stamper, stamp_style=style, new_field_spec=box)
            out = pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)))
        return out.getvalue()


def _clock(at: datetime) -> type:
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return at.astimezone(tz) if tz else at

    return Clock


def painted_over(data: bytes) -> bytes:
    """The file with other contents on its first page, as an update behind the signatures."""
    from pyhanko.pdf_utils import generic

    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[generic.pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"1 0 0 rg 0 0 300 300 re f"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
