"""Real signatures, made by pyHanko and read back; broken ones end in a named doubt."""

import io
import logging
import sys
import warnings
from contextlib import redirect_stdout
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from signing_office import AUTHORITY, DAY, LEADER, SEAL, blank_pdf, painted_over

from tasks.domain.signature import NO_SIGNATURES, Chain, Later, Timestamp
from tasks.scan.limits import Limits
from tasks.scan.process import Finished
from tasks.signing import child, read
from tasks.signing.read import read_signatures

LIMITS = Limits()


def examine_here(command, _bounds):
    """What the child does, in the test's own process: to import pyHanko takes longer than to examine a small file."""
    said = io.StringIO()
    with redirect_stdout(said), warnings.catch_warnings():
        child.main(*command[3:])
    logging.disable(logging.NOTSET)
    return Finished(0, said.getvalue().encode(), "", timed_out=False, too_large=False)


@pytest.fixture
def examined(examined_apart, monkeypatch):
    """For tests that are not about the process."""
    monkeypatch.setattr(read, "run_bounded", examine_here)
    return examined_apart


@pytest.fixture
def examined_apart(tmp_path):
    def examine(data, trust=None, limits=LIMITS):
        path = tmp_path / "file.pdf"
        path.write_bytes(data)
        return read_signatures(path, limits, trust)

    return examine


def test_a_signature_says_who_for_whom_and_when(office, examined_apart):
    signatures = examined_apart(office.sign(blank_pdf(), *LEADER))
    [signature] = signatures.found
    assert (signature.signer, signature.organisation, signature.unit) == LEADER
    assert (signature.authority, signature.field) == (AUTHORITY[0], "Signature1")
    assert signature.signed_at == DAY
    assert (signature.intact, signature.valid, signature.covers_file, signature.later) == (True, True, True, Later.NOTHING)
    assert (signature.timestamp, signature.chain, signature.fault) == (Timestamp.NONE, Chain.NOT_CHECKED, "")
    assert signature.holds
    assert signatures.fault == ""


def test_a_further_signature_is_an_allowed_change(office, examined):
    first = office.sign(blank_pdf(), *LEADER)
    both = office.sign(first, *SEAL, field="Signature2", at=DAY + timedelta(hours=1))
    leader, seal = examined(both).found
    assert (leader.signer, leader.covers_file, leader.later, leader.fault) == (LEADER[0], False, Later.ALLOWED, "")
    assert (seal.signer, seal.covers_file, seal.later) == (SEAL[0], True, Later.NOTHING)
    assert leader.holds
    assert seal.holds


def test_a_seal_on_a_certified_file_is_allowed_where_its_signer_allowed_signing(office, examined):
    from pyhanko.sign.fields import MDPPerm

    def laters(permission):
        certified = office.sign(blank_pdf(), *LEADER, certify=True, docmdp_permissions=permission)
        return [s.later for s in examined(office.sign(certified, *SEAL, field="Signature2")).found]

    assert laters(MDPPerm.FILL_FORMS) == [Later.ALLOWED, Later.NOTHING]


def test_a_page_painted_over_after_signing_is_a_change(office, examined):
    [signature] = examined(painted_over(office.sign(blank_pdf(), *LEADER))).found
    assert (signature.intact, signature.later, signature.fault) == (True, Later.OTHER, "changed-after-signing")
    assert not signature.holds


def test_a_page_painted_over_between_two_signatures_is_a_change_of_the_first(office, examined):
    changed = painted_over(office.sign(blank_pdf(), *LEADER))
    leader, seal = examined(office.sign(changed, *SEAL, field="Signature2")).found
    assert (leader.fault, seal.fault) == ("changed-after-signing", "")


def test_contents_taken_away_by_freeing_their_object_is_a_change(office, examined):
    signed = office.sign(blank_pdf(), *LEADER)
    with pikepdf.open(io.BytesIO(signed)) as pdf:
        contents = pdf.pages[0].Contents.objgen[0]
        size = int(pdf.trailer.Size)
    before = int(signed.rpartition(b"startxref")[2].split()[0])
    root = signed.rpartition(b"/Root ")[2].split(b" R")[0]
    table = b"xref\n%d 1\n0000000000 65535 f \ntrailer\n<< /Size %d /Root %s R /Prev %d >>\n" % (contents, size, root, before)
    [signature] = examined(signed + table + b"startxref\n%d\n%%%%EOF\n" % len(signed)).found
    assert signature.fault == "changed-after-signing"


def test_a_byte_changed_below_a_signature_breaks_it(office, examined):
    signed = office.sign(blank_pdf(), *LEADER)
    [signature] = examined(signed.replace(b"842", b"841", 1)).found
    assert (signature.intact, signature.fault) == (False, "changed-after-signing")


def test_a_file_saved_anew_no_longer_is_what_was_signed(office, examined):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(office.sign(blank_pdf(), *LEADER))) as pdf:
        pdf.save(out)
    [signature] = examined(out.getvalue()).found
    assert signature.fault == "changed-after-signing"


def test_the_chain_is_checked_against_the_folder_alone(office, examined, tmp_path):
    signed = office.sign(blank_pdf(), *LEADER, stamp=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    [trusted] = examined(signed, office.folder(tmp_path / "trusted")).found
    [unknown] = examined(signed, empty).found
    assert (trusted.chain, trusted.timestamp, trusted.fault) == (Chain.TRUSTED, Timestamp.TRUSTED, "")
    assert (unknown.chain, unknown.timestamp, unknown.fault) == (Chain.UNTRUSTED, Timestamp.UNTRUSTED, "signature-untrusted")
    assert not unknown.holds


def test_certificates_as_text_are_read_too_and_other_files_are_passed_over(office, examined, tmp_path):
    from cryptography.hazmat.primitives.serialization import Encoding

    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "root.pem").write_bytes(office.authority.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "trust" / "README.txt").write_text("no certificate")
    [signature] = examined(office.sign(blank_pdf(), *LEADER), tmp_path / "trust").found
    assert signature.chain is Chain.TRUSTED


def test_a_folder_with_a_broken_certificate_is_a_named_doubt(office, examined_apart, tmp_path):
    (tmp_path / "trust").mkdir()
    (tmp_path / "trust" / "root.cer").write_bytes(b"no certificate")
    signatures = examined_apart(office.sign(blank_pdf(), *LEADER), tmp_path / "trust")
    assert signatures.fault == "signatures-unexamined"
    assert "root.cer" in signatures.detail
    assert [s.chain for s in signatures.found] == [Chain.UNTRUSTED]


def test_a_time_stamp_gives_the_time(office, examined):
    [signature] = examined(office.sign(blank_pdf(), *LEADER, stamp=True)).found
    assert (signature.timestamp, signature.stamped_at) == (Timestamp.NOT_CHECKED, DAY + timedelta(seconds=20))
    assert signature.at == signature.stamped_at
    assert replace(signature, timestamp=Timestamp.BROKEN).at == DAY


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/ByteRange [0 ", b"/ByteRange [9 "),
        (b"/ByteRange [0 ", b"/ByteRange [-1 "),
        (b"/ByteRange [", b"/ByteRange ("),
        (b"/ByteRange", b"/ByteRangX /ByteRange 3 %"),
        (b"/SubFilter /adbe.pkcs7.detached", b"/SubFilter /adbe.x509.rsa_sha1  "),
        (b"/Contents <30", b"/Contents <ff"),
        (b"/Contents <", b"/Contents ("),
        (b"/V ", b"/W "),
        (b"/Type /Sig", b"/Type /Xyz"),
    ],
)
def test_a_broken_signature_dictionary_ends_in_a_named_doubt(office, examined, old, new):
    signed = office.sign(blank_pdf(), *LEADER)
    assert old in signed
    signatures = examined(signed.replace(old, new))
    assert not any(s.holds for s in signatures.found)
    assert signatures.fault or all(s.fault for s in signatures.found)


def test_a_signature_that_was_taken_out_by_an_update_is_missed(office, examined):
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    writer = IncrementalPdfFileWriter(io.BytesIO(office.sign(blank_pdf(), *LEADER)))
    del writer.root["/AcroForm"]
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert examined(out.getvalue()).fault == "signatures-unexamined"


def test_a_huge_byte_range_ends_within_the_limits(office, examined_apart):
    signed = office.sign(blank_pdf(), *LEADER)
    start = signed.index(b"/ByteRange [")
    end = signed.index(b"]", start)
    huge = b"/ByteRange[0 9 9 9999999999".ljust(end - start)
    assert len(huge) == end - start
    [signature] = examined_apart(signed[:start] + huge + signed[end:]).found
    assert signature.fault in {"changed-after-signing", "signature-unreadable"}


def test_an_encrypted_file_that_opens_without_a_password_is_examined(office, examined):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="secret", user=""))
    signatures = examined(out.getvalue() + b"\n% /ByteRange\n")
    assert (signatures.found, signatures.fault) == ((), "signatures-unexamined")


def test_what_needs_a_password_is_a_named_doubt(examined):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    assert examined(out.getvalue() + b"\n% /ByteRange\n").fault == "signatures-unexamined"


def test_a_child_that_hangs_is_ended_and_what_it_told_stands(monkeypatch, tmp_path, examined_apart):
    slow = tmp_path / "slow.py"
    slow.write_text('import time\nprint(\'{"n": 0, "signer": "Lê An", "intact": true, "valid": true}\', flush=True)\ntime.sleep(600)\n')
    monkeypatch.setattr(read, "CHILD", slow)
    signatures = examined_apart(b"%PDF-1.7 /ByteRange", limits=replace(LIMITS, render_seconds=1.0))
    assert signatures.fault == "signatures-unexamined"
    assert "too long" in signatures.detail
    assert [(s.signer, s.fault) for s in signatures.found] == [("Lê An", "signature-unreadable")]


@pytest.mark.parametrize(
    "program", ["import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "print('x' * 9_000_000)", "x = 'y' * 10**10"]
)
def test_a_child_that_dies_or_floods_is_a_named_doubt(monkeypatch, tmp_path, examined_apart, program):
    bad = tmp_path / "bad.py"
    bad.write_text(program)
    monkeypatch.setattr(read, "CHILD", bad)
    assert examined_apart(b"%PDF-1.7 /ByteRange").fault == "signatures-unexamined"


@pytest.mark.parametrize("data", [b"%PDF-1.7\n/Sig", b"II*\x00 /ByteRange", b"text /ByteRange", b"%PDF-"])
def test_what_is_not_signed_starts_no_process(monkeypatch, examined_apart, data):
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert examined_apart(data) == NO_SIGNATURES


def test_five_hundred_signature_fields_end_within_the_limits(office, examined_apart):
    """All point at one signature, which is the cheapest way to flood a reader."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(office.sign(blank_pdf(), *LEADER))) as pdf:
        field = pdf.Root.AcroForm.Fields[0]
        for number in range(600):
            copy = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Sig, T=f"Field{number}", V=field.V))
            pdf.Root.AcroForm.Fields.append(copy)
        pdf.save(out)
    signatures = examined_apart(out.getvalue())
    assert signatures.fault == "signatures-unexamined"
    assert "more than 500" in signatures.detail
    assert len(signatures.found) == 500
    assert {s.fault for s in signatures.found} == {"changed-after-signing"}


@pytest.mark.parametrize("year", ["0001", "1970", "9999"])
def test_a_time_that_no_clock_shows_is_no_time(monkeypatch, tmp_path, examined_apart, year):
    odd = tmp_path / "odd.py"
    times = f'"attribute_time": "{year}-01-01T00:00:00+00:00", "stamped_at": "{year}-12-31T23:00:00-11:00"'
    odd.write_text(f'print(\'{{"n": 0, "signer": "x", {times}}}\')')
    monkeypatch.setattr(read, "CHILD", odd)
    [signature] = examined_apart(b"%PDF-1.7 /ByteRange").found
    assert (signature.signed_at, signature.stamped_at) == (None, None)
