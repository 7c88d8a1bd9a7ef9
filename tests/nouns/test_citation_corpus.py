"""One test runs the corpus file of citations: sentences, what they cite, and what must not be taken for a citation."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.findings.extract import tagger_of
from tasks.nouns.citation import read_citations
from tasks.nouns.citation_issuers import named_lead
from tasks.nouns.citation_words import CitationParse
from tasks.nouns.document_kinds import kinds_of
from tasks.reading.sentences import of_plain

VOCABULARY = load_vocabulary()
TAGGER = tagger_of(VOCABULARY.words)
KINDS = kinds_of(VOCABULARY.document_types)
CORPUS = tomllib.loads((Path(__file__).parent / "corpus" / "citation.toml").read_text("utf-8"))["kind"]
READS = [(kind["name"], read) for kind in CORPUS for read in kind.get("reads", [])]
REJECTS = [(kind["name"], text) for kind in CORPUS for text in kind.get("rejects", [])]
PIECES = (
    "Quyết định", "các", "số", "12/QĐ-UBND", "18-NQ/TW", "45/2019/QH14", "ngày 05/3/2024", "ngày 306/2023", "của", "UBND tỉnh", "Chính phủ",
    "tại", "Công văn", "và", ",", ";", ":", "(", ")", "Ngày", "ban hành", "QCVN 01:2019/BCT", "Luật", "Đầu tư", "12/15", "-", "/",
)  # fmt: skip


def cited(text, **given_):
    return read_citations(of_plain(text, TAGGER), KINDS, **given_)


@pytest.mark.parametrize(("kind", "read"), READS, ids=lambda v: v.get("text") if isinstance(v, dict) else None)
def test_a_sentence_cites(kind, read):
    found = cited(read["text"], recognised=read.get("recognised", False))
    assert [(c.symbol.text, c.kind, c.issued_on, c.issuer) for c in found] == [
        (want["symbol"], want["kind"], want.get("on"), want.get("issuer")) for want in read["cites"]
    ], kind
    assert [list(c.doubts) for c in found] == [want.get("doubts", []) for want in read["cites"]]


@pytest.mark.parametrize(("kind", "text"), REJECTS)
def test_a_sentence_cites_nothing(kind, text):
    assert cited(text) == (), kind


def test_every_kind_has_two_variants():
    assert {kind["name"] for kind in CORPUS if len(kind.get("reads", kind.get("rejects", []))) < 2} == set()


def test_a_list_may_have_its_body_in_the_sentence_above():
    lead = named_lead(of_plain("Thực hiện chỉ đạo của Thường trực HĐND tỉnh tại các văn bản sau:", TAGGER), KINDS)
    assert [c.issuer for c in cited("Số 87/HĐND-KTNS ngày 15/5/2024 về dự toán;", lead=lead)] == ["Thường trực HĐND tỉnh"]
    only = named_lead(of_plain("Các Quyết định của UBND tỉnh gồm:", TAGGER), KINDS)
    assert [c.issuer for c in cited("Kế hoạch số 87/KH-STC ngày 15/5/2024;", lead=only)] == [None]
    assert named_lead(of_plain("Các đơn vị thực hiện các nhiệm vụ sau:", TAGGER), KINDS) is None


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join), st.booleans())
def test_citations_stand_in_any_sentence_in_order(text, recognised):
    end = 0
    for found in cited(text, recognised=recognised):
        assert end <= found.start < found.end <= len(text)
        end = found.start


class Counted(CitationParse):
    """A parse that counts how many nodes are asked for."""

    asked = 0

    def node(self, name, at):
        type(self).asked += 1
        return super().node(name, at)


@pytest.mark.parametrize(
    "piece",
    [
        "Quyết định số 12/QĐ-UBND, ",
        "ngày 05/3/2024 của UBND tỉnh tại Công văn số 1/A-B; ",
        "12/QĐ-UBND ",
        "các Công văn: số 12/AB-CD ",
        "12/",
    ],
)
def test_the_work_grows_with_the_length_of_the_sentence(piece, monkeypatch):
    monkeypatch.setattr("tasks.nouns.citation.CitationParse", Counted)

    def asked(times):
        Counted.asked = 0
        cited(piece * times)
        return Counted.asked

    assert asked(160) < 2.6 * max(asked(80), 20)
