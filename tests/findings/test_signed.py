"""Doubts about signatures, and what signatures do to the doubts about the head."""

from dataclasses import replace

import pytest

from tasks.domain.doubt import DOUBTS
from tasks.domain.notice import CleanText, Head, Structure
from tasks.domain.outcome import Issue, Severity
from tasks.domain.signature import NO_SIGNATURES, Signature, Signatures, SignatureSource, Verdict
from tasks.domain.span import Span
from tasks.findings.signed import with_signature_doubts

TEXT = "SỞ CÔNG THƯƠNG\nNguyên Văn An"
CLEAN = CleanText.from_plain(TEXT)
HEAD = Head(issuer="Sở Công Thương", signer_name="Nguyễn Văn An", spans=(("issuer", Span(0, 14)), ("signer_name", Span(15, 28))))
SIGNED = Signatures((Signature(SignatureSource.SIGNATURE, signer="Nguyễn Văn An"), Signature(SignatureSource.BANNER, signer="Lê An")))


def issues(*verdicts, signatures=SIGNED, before=(), head=HEAD):
    return with_signature_doubts(before, CLEAN, Structure(head, (), Span(0, 0), verdicts=verdicts), signatures)


def doubtful(field):
    return Issue("head-field-doubtful", Severity.WARNING, "x", 1, Span(0, 14), kind="head", field=field)


@pytest.mark.parametrize(
    ("said", "code", "severity"),
    [
        ("contradicts", "head-contradicts-signature", Severity.WARNING),
        ("fills", "head-from-signature", Severity.WARNING),
        ("mends", "head-mended-by-signature", Severity.INFO),
    ],
)
def test_what_a_signature_says_of_the_head_is_a_doubt_with_field_and_place(said, code, severity):
    [issue] = issues(Verdict("signer_name", said, 0, "Nguyễn Văn An"))
    assert (issue.code, issue.severity, issue.kind, issue.field) == (code, severity, "head", "signer_name")
    assert issue.span == Span(15, 28)
    assert "Nguyễn Văn An" in issue.message and "signature, which does not hold, of" in issue.message


def test_a_filled_field_has_no_place_and_a_banner_is_named_as_such():
    [issue] = issues(Verdict("issued_on", "contradicts", 1, "2026-11-12"))
    assert (issue.span, issue.page, issue.regions) == (None, None, ())
    assert "banner of Lê An" in issue.message


@pytest.mark.parametrize(("said", "kept"), [("confirms", ["issuer"]), ("mends", ["issuer"]), ("contradicts", ["issuer", "signer_name"])])
def test_a_confirmed_field_is_no_longer_badly_read(said, kept):
    found = issues(Verdict("signer_name", said, 0, "Nguyễn Văn An"), before=(doubtful("issuer"), doubtful("signer_name")))
    assert [i.field for i in found if i.code == "head-field-doubtful"] == kept


def test_each_fault_is_one_doubt_however_many_signatures_have_it():
    broken = replace(SIGNED.found[0], fault="changed-after-signing")
    many = Signatures(
        (*[broken] * 500, replace(broken, fault="signature-invalid", detail="why")), "signatures-unexamined", "it took too long"
    )
    found = issues(signatures=many)
    assert [i.code for i in found] == ["signatures-unexamined", "changed-after-signing", "signature-invalid"]
    assert [i.severity for i in found] == [Severity.WARNING, Severity.ERROR, Severity.WARNING]
    assert "and 495 more" in found[1].message and len(found[1].message) < 300
    assert "why" in found[2].message


def test_without_signatures_nothing_changes():
    before = (doubtful("issuer"),)
    assert issues(signatures=NO_SIGNATURES, before=before) == before


def test_every_fault_and_verdict_has_its_sentence():
    faults = {"changed-after-signing", "signature-invalid", "signature-unreadable", "signature-untrusted", "signatures-unexamined"}
    assert faults | {"head-contradicts-signature", "head-from-signature", "head-mended-by-signature"} <= set(DOUBTS)
