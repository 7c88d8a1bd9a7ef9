"""The invented documents with tables of tasks: what is in them, what is drawn of them, and what the present code makes of their text."""

import pytest

from benchmarks.drawn_tables import draw_scan
from benchmarks.task_documents import documents, sample_names
from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.findings.extract import extract_findings
from tasks.scan.limits import Limits
from tasks.scan.source import open_source
from tasks.structure.parse import parse_structure

VOCABULARY = load_vocabulary()
DOCUMENTS = [
    pytest.param(d, id=f"{sample}: {d.name}", marks=[pytest.mark.xfail(reason=d.fails, strict=True)] if d.fails else [])
    for sample in sample_names()
    for d in documents(sample)
]
PLAIN = next(documents("first"))


def found_in(document):
    clean = CleanText.from_plain(document.text())
    return extract_findings(clean, parse_structure(clean, VOCABULARY), VOCABULARY).directives


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_rows_of_a_document_are_read_from_its_text(document):
    rows = [
        (
            d.text,
            list(d.lead),
            list(d.coordinating),
            d.deadline.on.isoformat() if d.deadline and d.deadline.on else None,
            d.deadline.recurs if d.deadline else None,
        )
        for d in found_in(document)
    ]
    gold = [(r["text"], r["lead"], r["coordinating"], r["deadline"]) for r in document.gold()["directives"]]
    assert rows == [(text, lead, tied, d["on"] if d else None, d["recurs"] if d else None) for text, lead, tied, d in gold]


def test_a_transcript_has_a_row_a_line_and_leaves_merged_cells_empty():
    text = PLAIN.text()
    assert "I | Hạ tầng số\n" in text
    assert "2 | Xóa vùng lõm sóng tại các thôn, bản vùng cao |  | Ủy ban nhân dân" in text
    assert "¶" not in text


def test_a_scan_is_the_same_whenever_it_is_drawn(tmp_path):
    draw_scan(PLAIN, tmp_path / "a" / "scan.pdf")
    draw_scan(PLAIN, tmp_path / "b" / "scan.pdf")
    assert (tmp_path / "a" / "scan.pdf").read_bytes() == (tmp_path / "b" / "scan.pdf").read_bytes()
    assert open_source(tmp_path / "a" / "scan.pdf", Limits()).page_count == 3
