"""What a child process does with a signed PDF: one JSON object a line, facts of each signature first, changes since behind them.

Run by path and isolated (``python -I child.py FILE [FOLDER]``), so that it holds nothing of ours: it reads what anybody may have sent.
Nothing is fetched: certificates come from the file and the folder, and nobody is asked whether they were withdrawn.

Lines: ``{"n": 0, "field": ..., ...}`` for each signature in the order of their making, ``{"n": 0, "later": ..., "why": ...}`` for each, and
``{"fault": ...}`` about the whole file. Texts are cut at 300 characters.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.pdf_utils.generic import DictionaryObject, parse_pdf_date
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, DiffResult, ModificationLevel, StandardDiffPolicy, SuspiciousModification
from pyhanko.sign.fields import MDPPerm, enumerate_sig_fields
from pyhanko.sign.general import find_unique_cms_attribute
from pyhanko.sign.validation.generic_cms import (
    extract_tst_data_iter,
    message_imprint_checker,
    validate_sig_integrity,
    validate_tst_signed_data,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel, TimestampSignatureStatus
from pyhanko_certvalidator import CertificateValidator, ValidationContext

MOST_SIGNATURES = 500
STAMP = "/DocTimeStamp"
_LONGEST = 300
_SUBFILTERS = ("/adbe.pkcs7.detached", "/ETSI.CAdES.detached", "/ETSI.RFC3161", "/PBAD.PAdES")
# Of certificates on paper: DER or PEM, whatever the name says; other files of the folder are passed over.
_ENDINGS = (".cer", ".crt", ".der", ".pem")

Facts = dict[str, Any]


class OfficePolicy(StandardDiffPolicy):
    """pyHanko's own rules, but an entry that frees an object which never was is no change.

    Signing programs of Vietnamese offices number a new object and free it with the update that holds the signature (met in real files).
    """

    def __init__(self) -> None:
        """As the default policy."""
        super().__init__(DEFAULT_DIFF_POLICY.global_rules, DEFAULT_DIFF_POLICY.form_rule, reject_object_freeing=False)

    def apply(
        self,
        old: HistoricalResolver,
        new: HistoricalResolver,
        field_mdp_spec: Any = None,
        doc_mdp: MDPPerm | None = None,  # noqa: ARG002
    ) -> DiffResult:
        """Compare two revisions.

        Raises:
            SuspiciousModification: something changed that may not.
        """
        xrefs = old.reader.xrefs
        freed = {ref.idnum for ref in new.refs_freed_in_revision()}
        # Whatever generation is named: viewers do not look at it.
        there = {ref.idnum for revision in range(old.revision + 1) for ref in xrefs.explicit_refs_in_revision(revision)} if freed else set()
        if freed & there:
            raise SuspiciousModification(f"objects that were signed were taken away: {sorted(freed & there)}")
        # Which level the signer allowed is asked behind (``later_than``): pyHanko refuses a further signature on a file that was certified
        # with "filling in and signing allowed", which is how the leader's and the clerk's signatures follow each other (met in real files).
        return super().apply(old, new, field_mdp_spec, None)


def said(value: Any) -> str | None:
    """Text of a certificate or an error in one short line, None for none."""
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    line = " ".join("".join(c if c.isprintable() else " " for c in str(value)).split())[:_LONGEST] if value is not None else ""
    return line or None


def failure(error: BaseException) -> str:
    """An error as one line."""
    return said(f"{type(error).__name__}: {error}") or ""


def moment(value: datetime | None) -> str | None:
    """A time in ISO form."""
    return value.isoformat() if isinstance(value, datetime) else None


def certificates_in(folder: Path) -> list[x509.Certificate]:
    """The certificates of a folder; one that cannot be read is told of and left out."""
    found: list[x509.Certificate] = []
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() in _ENDINGS):
        try:
            data = path.read_bytes()
            blocks = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            read = [x509.Certificate.load(der) for der in blocks]
            for certificate in read:
                certificate.public_key.native, certificate.subject.native  # noqa: B018  # parsed when asked for; it shall fail here
            found += read
        except Exception as error:
            tell({"fault": f"{said(path.name)} is no certificate, {failure(error)}"})
    return found


def context_of(trusted: list[x509.Certificate], others: list[x509.Certificate], at: datetime | None) -> ValidationContext:
    """Whom to trust at a time; nothing is fetched, and the certificates of the system count for nothing."""
    return ValidationContext(trust_roots=trusted, other_certs=others, moment=at, allow_fetching=False, revocation_mode="soft-fail")


def times_of(signature: EmbeddedPdfSignature) -> Iterator[tuple[str, str | None]]:
    """Times that the signer states: in the signed attributes, and in the dictionary of the PDF."""
    try:
        yield "attribute_time", moment(find_unique_cms_attribute(signature.signer_info["signed_attrs"], "signing_time").native)
    except Exception:  # absent, twice there, or no time
        yield "attribute_time", None
    try:
        yield "entry_time", moment(parse_pdf_date(signature.sig_object["/M"], strict=False))
    except Exception:
        yield "entry_time", None


async def stamp_of(
    token: cms.SignedData, others: list[x509.Certificate], imprint: Callable[[str], bytes], trusted: list[x509.Certificate] | None
) -> Facts:
    """What a time stamp says: its time, whether it stamps what it should, and whether its authority is trusted."""
    taken = token["encap_content_info"]["content"].parsed["gen_time"].native
    status = TimestampSignatureStatus(**await validate_tst_signed_data(token, context_of(trusted or [], others, taken), imprint))
    trust = "not-checked" if trusted is None else "trusted" if status.trusted else "untrusted"
    right = bool(status.intact and status.valid)
    return {
        "stamped_at": moment(taken),
        "timestamp": trust if right else "broken",
        "intact": bool(status.intact),
        "valid": bool(status.valid),
    }


async def chain_of(signature: EmbeddedPdfSignature, trusted: list[x509.Certificate] | None, at: datetime | None) -> Facts:
    """Whether the certificate leads to one of the folder, as things stood at the time of signing."""
    if trusted is None:
        return {"chain": "not-checked"}
    try:
        others = [*signature.other_embedded_certs, *trusted]
        await CertificateValidator(signature.signer_cert, others, context_of(trusted, others, at)).async_validate_path()
    except Exception as error:
        return {"chain": "untrusted", "why": failure(error)}
    return {"chain": "trusted"}


def integrity_of(signature: EmbeddedPdfSignature, trusted: list[x509.Certificate] | None) -> Facts:
    """Whether the bytes are those that were signed, whether the key of the certificate signed them, and when, as an authority says."""
    facts: Facts = {"covers_file": signature.evaluate_signature_coverage() is SignatureCoverageLevel.ENTIRE_FILE, "timestamp": "none"}
    others = signature.other_embedded_certs
    if signature.sig_object_type == STAMP:
        return facts | asyncio.run(stamp_of(signature.signed_data, others, signature.compute_digest, trusted))
    intact, valid = validate_sig_integrity(signature.signer_info, signature.signer_cert, "data", signature.compute_digest())
    try:
        token = next(extract_tst_data_iter(signature.signer_info, signed=False), None)
        if token is not None:
            facts |= asyncio.run(stamp_of(token, others, message_imprint_checker(signature.signer_info), trusted))
    except Exception as error:
        facts |= {"timestamp": "broken", "why": failure(error)}
    return facts | {"intact": bool(intact), "valid": bool(valid)}


def facts_of(signature: EmbeddedPdfSignature, trusted: list[x509.Certificate] | None) -> Facts:
    """Everything about one signature but what came later."""
    subject = signature.signer_cert.subject.native
    authority = signature.signer_cert.issuer.native
    facts: Facts = {
        "signer": said(subject.get("common_name")),
        "organisation": said(subject.get("organization_name")),
        "unit": said(subject.get("organizational_unit_name")),
        "locality": said(subject.get("locality_name") or subject.get("state_or_province_name")),
        "authority": said(authority.get("common_name")),
        "is_stamp": signature.sig_object_type == STAMP,
        **dict(times_of(signature)),
    }
    try:
        facts |= integrity_of(signature, trusted)
    except Exception as error:
        facts["why"] = failure(error)
    at = next((datetime.fromisoformat(t) for t in (facts.get("stamped_at"), facts["attribute_time"], facts["entry_time"]) if t), None)
    return facts | asyncio.run(chain_of(signature, trusted, at.astimezone(UTC) if at else None))


def later_than(signature: EmbeddedPdfSignature) -> Facts:
    """What was added to the file after it was signed."""
    signature.compute_integrity_info(OfficePolicy())
    result = signature.diff_result
    if not isinstance(result, DiffResult):
        return {"later": "other", "why": said(result)}
    if result.modification_level is ModificationLevel.NONE:
        return {"later": "nothing"}
    allowed = result.modification_level is not ModificationLevel.OTHER and bool(signature.summarise_integrity_info().get("docmdp_ok", True))
    return {"later": "allowed" if allowed else "other"}


def tell(facts: Facts) -> None:
    """One line; what was told stands even if the next signature ends the process."""
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


def embedded(reader: PdfFileReader, name: str, dictionary: DictionaryObject, field: DictionaryObject) -> EmbeddedPdfSignature:
    """One signature.

    Raises:
        ValueError: it is of a kind that is not read.
    """
    kind = str(dictionary.get_object().get("/SubFilter", ""))
    if kind not in _SUBFILTERS:
        raise ValueError(f"kind {kind or 'unnamed'} is not read")
    return EmbeddedPdfSignature(reader, field, name)


def examine(file: Path, trusted: list[x509.Certificate] | None) -> None:
    """Tell of every signature of a file."""
    with file.open("rb") as stream:
        reader = PdfFileReader(stream, strict=False)
        if reader.encrypted:
            reader.decrypt(b"")
        found: list[EmbeddedPdfSignature] = []
        broken: list[Facts] = []
        for count, (name, dictionary, field) in enumerate(enumerate_sig_fields(reader, filled_status=True)):
            if count == MOST_SIGNATURES:
                tell({"fault": f"more than {MOST_SIGNATURES} signatures; the rest was not looked at"})
                break
            try:
                found.append(embedded(reader, name, dictionary, field))
            except Exception as error:
                broken.append({"field": said(name), "fault": failure(error)})
        found.sort(key=lambda signature: signature.signed_revision)
        for number, signature in enumerate(found):
            facts: Facts = {"n": number, "field": said(signature.fq_name)}
            try:
                facts |= facts_of(signature, trusted)
            except Exception as error:
                facts["fault"] = failure(error)
            tell(facts)
        for number, facts in enumerate(broken, len(found)):
            tell({"n": number} | facts)
        for number, signature in enumerate(found):
            try:
                tell({"n": number} | later_than(signature))
            except Exception as error:
                tell({"n": number, "later": "not-checked", "why": failure(error)})


def main(file: str, folder: str = "") -> None:
    """Examine a file; whatever happens is told."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        trusted = None
        if folder and Path(folder).is_dir():
            trusted = certificates_in(Path(folder))
        elif folder:
            tell({"fault": "the folder of trusted certificates is not there"})
        examine(Path(file), trusted)
    except Exception as error:
        tell({"fault": failure(error)})


if __name__ == "__main__":
    main(*sys.argv[1:])
