"""A signed scan goes through the whole flow: its signatures become rows, fill what was not read, and a later change is an error."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "signing"))
sys.path.insert(0, str(Path(__file__).parents[1] / "text"))
from signing_office import DAY, Office, painted_over, tidy
from typeset import body, set_line, set_page

from config.settings import load_settings
from db.asking.details import revision_detail
from db.reading.documents import find_document
from flows.batch import ingest_batch
from tasks.domain.outcome import Outcome
from tasks.domain.signature import Chain, Signature, Signatures, SignatureSource, Timestamp
from tasks.examine import summarize, trust_mark
from tasks.scan.limits import Limits
from tasks.signing.banner import read_banners
from tasks.signing.read import read_signatures
from tasks.text.clean import clean_pages


@pytest.fixture
def signed_scans(scan, tmp_path, monkeypatch):
    """A scan that a leader and a seal signed, and the same painted over behind them; pyHanko signs outside of an event loop alone."""
    office = Office()
    monkeypatch.setenv("THONGBAO_TRUSTED_CERTIFICATES", str(office.folder(tmp_path / "trust")))
    plain = tidy(scan(tmp_path / "in" / "a.pdf").read_bytes())
    signed = office.sign(plain, "Nguyễn Văn An", "ỦY BAN NHÂN DÂN TỈNH TÂN GIANG", stamp=True)
    signed = office.sign(signed, "ỦY BAN NHÂN DÂN TỈNH TÂN GIANG", "Tỉnh Tân Giang", field="Signature2")
    (tmp_path / "in" / "a.pdf").write_bytes(signed)
    (tmp_path / "in" / "b.pdf").write_bytes(painted_over(signed))
    return [str(tmp_path / "in" / name) for name in ("a.pdf", "b.pdf")]


@pytest.mark.usefixtures("prefect_server")
async def test_signatures_of_a_scan_become_rows_and_doubts(ready, signed_scans):
    outcomes = await ingest_batch(signed_scans)
    assert [o.outcome for o in outcomes] == [Outcome.SUCCEEDED] * 2
    url = load_settings().database
    good, changed = (revision_detail(url, find_document(url, name).id) for name in ("a.pdf", "b.pdf"))

    leader, seal = good.signatures
    assert (leader.signer, leader.signed_at, leader.state, leader.timestamp) == ("Nguyễn Văn An", DAY, "holds", Timestamp.TRUSTED)
    assert (leader.chain, seal.chain, leader.later, seal.covers_file) == (Chain.TRUSTED, Chain.TRUSTED, "allowed", True)
    # The scan has no foot, so that the name comes from the signature and is a doubt; the issuer was read, and the seal confirms it.
    assert good.revision.signer_name == "Nguyễn Văn An"
    assert {(i.code, i.field) for i in good.issues if "signature" in i.code} == {("head-from-signature", "signer_name")}
    assert seal.says == [["issuer", "confirms", "Ủy ban nhân dân tỉnh Tân Giang"]]

    assert [(i.severity, i.subject_kind) for i in changed.issues if i.code == "changed-after-signing"] == [("error", None)]
    assert changed.revision.signer_name is None
    assert {s.state for s in changed.signatures} == {"changed-after-signing"}


def test_facts_of_a_banner_are_kept_when_its_lines_leave_the_text():
    text = body(
        ">Thực hiện Kế hoạch của Ủy ban nhân dân tỉnh Tân Giang về cải cách", "hành chính năm 2026, các cơ quan đã triển khai.<"
    ).lines
    banner = ("Người ký: Sở Công Thương", "Cơ quan: Tỉnh Tân Giang", "Thời gian ký: 12.11.2026 14:05:33 +07:00")
    lines = [set_line(line, 90 + 50 * row, 1300) for row, line in enumerate(banner)]
    cleaned = clean_pages([set_page([*lines, *text])], None)
    assert "Người ký" not in cleaned.clean.text
    [found] = read_banners(cleaned.raw, cleaned.clean.text, cleaned.to_raw)
    assert (found.signer, found.organisation, found.signed_at) == ("Sở Công Thương", "Tỉnh Tân Giang", DAY)


def test_a_new_certificate_is_a_reason_to_look_again(tmp_path):
    assert trust_mark(None) == ""
    before = trust_mark(tmp_path)
    (tmp_path / "root.cer").write_bytes(b"1")
    assert len({before, trust_mark(tmp_path), trust_mark(None), trust_mark(tmp_path / "gone")}) == 3


def test_a_folder_that_is_gone_leaves_the_chain_unchecked(tmp_path, scan):
    office = Office()
    (tmp_path / "x.pdf").write_bytes(office.sign(tidy(scan(tmp_path / "a.pdf").read_bytes()), "Lê An"))
    signatures = read_signatures(tmp_path / "x.pdf", Limits(), tmp_path / "gone")
    assert signatures.fault == "signatures-unexamined"
    assert [(s.signer, s.chain) for s in signatures.found] == [("Lê An", Chain.NOT_CHECKED)]


def test_the_history_tells_what_was_found():
    signature = Signature(SignatureSource.SIGNATURE, fault="changed-after-signing")
    assert summarize(Signatures((signature, signature, Signature(SignatureSource.BANNER)))) == (
        "2 signatures, 1 banners (changed-after-signing)"
    )
    assert summarize(Signatures()) == "0 signatures, 0 banners"
