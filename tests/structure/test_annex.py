from dataclasses import replace

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText
from tasks.structure.annex import AnnexLabel, number_by_citation, read_annex_label
from tasks.structure.rows import make_rows

CUES = load_vocabulary().cues


def read(text, before=0, *, typed=False):
    clean = CleanText.from_plain(text)
    lines = clean.lines if typed else (replace(clean.lines[0], bbox=BBox(0, 0, 10, 10)),)
    (row,) = make_rows(replace(clean, lines=lines))
    found = read_annex_label(row, CUES, before)
    return found and found.text


@pytest.mark.parametrize(
    ("text", "before", "label"),
    [
        *(("Phụ lục", 0, "Phụ lục"), ("PHỤ LỤC", 0, "Phụ lục"), ("Phụ lục I", 0, "Phụ lục I"), ("PHỤ LỤC 01", 0, "Phụ lục 01")),
        *(("Phụ lục số 2", 1, "Phụ lục 2"), ("PHỤ LỤC II: DANH MỤC", 1, "Phụ lục II"), ("Phụ lục H", 1, "Phụ lục II")),
        *(
            ("Phụ lục HI", 2, "Phụ lục III"),
            ("Phụ lục II", 2, "Phụ lục III"),
            ("Phụ lục l", 0, "Phụ lục I"),
            ("63 Đ- Phụ lục", 0, "Phụ lục"),
        ),
    ],
)
def test_an_annex_label_in_its_forms(text, before, label):
    assert read(text, before) == label


@pytest.mark.parametrize(
    "text", ["Phụ lục kèm theo Quyết định này", "theo Phụ lục I", "Xem các biểu tại Phụ lục", "1. Phụ lục", "Phụ trách"]
)
def test_what_only_names_an_annex(text):
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "before", "label"),
    [
        ("báo cáo theo mẫu tại Phụ lục I, gửi trước ngày 5", 0, "Phụ lục I"),
        ("báo cáo theo Phụ lục 2 kèm theo", 1, "Phụ lục 2"),
        ("báo cáo theo Phụ lục I Nghị định số 30/2020/NĐ-CP", 0, "Phụ lục"),
        ("báo cáo theo phụ lục gửi kèm", 0, "Phụ lục"),
    ],
)
def test_a_number_that_was_not_read_is_the_cited_one(text, before, label):
    assert number_by_citation(AnnexLabel("Phụ lục", None, 7), text, before).text == label


def test_a_typed_label_is_what_it_is():
    assert read("Phụ lục II", 2, typed=True) == "Phụ lục II"
    assert read("Phụ lục H", 1, typed=True) is None
