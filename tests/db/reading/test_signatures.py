"""Signatures of a reading as rows: all of them, with what they say of the head, and gone with their document."""

from dataclasses import replace
from datetime import datetime

import pytest
from notice import Variant
from sqlalchemy import delete, select

from db.asking.details import revision_detail
from db.engine import transaction
from db.models.run import Issue as IssueRow
from db.models.signature import Signature as Row
from db.reading.documents import register_document
from db.repository import RevisionKey, write_reading
from db.upkeep.verify import check_database
from tasks.domain.outcome import Issue, Severity
from tasks.domain.signature import Chain, Later, Signature, Signatures, SignatureSource, Timestamp, Verdict

AT = datetime.fromisoformat("2026-11-12T14:05:33+07:00")
SIGNED = Signature(
    SignatureSource.SIGNATURE,
    field="Signature1",
    signer="Nguyễn Văn An\x00",
    organisation="Sở Công Thương",
    signed_at=AT,
    timestamp=Timestamp.NOT_CHECKED,
    stamped_at=AT,
    covers_file=False,
    later=Later.ALLOWED,
    intact=True,
    valid=True,
    chain=Chain.TRUSTED,
)
BROKEN = replace(SIGNED, signer="Sở Công Thương", intact=False, later=Later.OTHER, fault="changed-after-signing")
BANNER = Signature(SignatureSource.BANNER, signer="Lê An", page=1, quote="Ký bởi: Lê An")


@pytest.fixture
def written(url):
    document, _ = register_document(url, sha256="ab" * 32, byte_size=1, store_path="x.pdf", delivery=("/in/x.pdf", "x.pdf"))
    plain = Variant().reading()
    structure = replace(plain.structure, verdicts=(Verdict("signer_name", "confirms", 0, "Nguyễn Văn An"),))
    doubt = Issue("changed-after-signing", Severity.ERROR, "The file was changed after it was signed.")
    extraction = replace(plain.extraction, issues=(*plain.extraction.issues, doubt))
    signatures = Signatures((SIGNED, BROKEN, BANNER))
    reading = replace(plain, structure=structure, extraction=extraction, signatures=signatures)
    write_reading(url, RevisionKey(document.id, "f1", {}, {}), reading)
    return document.id


def test_they_come_back_as_they_were(url, written):
    first, second, banner = revision_detail(url, written).signatures
    assert (first.position, first.state, first.signer, first.signed_at) == (1, "holds", "Nguyễn Văn An\\x00", AT)
    assert (first.timestamp, first.later, first.chain, first.intact, first.is_stamp) == ("not-checked", "allowed", "trusted", True, False)
    assert first.says == [["signer_name", "confirms", "Nguyễn Văn An"]]
    assert (second.state, second.says) == ("changed-after-signing", [])
    assert (banner.state, banner.quote, banner.intact, banner.fault) == ("banner", "Ký bởi: Lê An", None, None)


def test_verify_misses_the_doubt_about_a_broken_signature(url, written):
    assert check_database(url).faults == ()
    with transaction(url) as session:
        session.execute(delete(IssueRow).where(IssueRow.code == "changed-after-signing"))
    assert {fault.code for fault in check_database(url).faults} == {"doubt-missing", "numbers-wrong"}


def test_a_second_reading_has_its_own(url, written):
    write_reading(url, RevisionKey(written, "f2", {}, {}), Variant().reading())
    assert revision_detail(url, written).signatures == []
    assert len(revision_detail(url, written, 1).signatures) == 3
    with transaction(url, read_only=True) as session:
        assert len(session.scalars(select(Row)).all()) == 3
