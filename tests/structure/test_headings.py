import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import CleanText
from tasks.structure.parse import parse_structure

VOCABULARY = load_vocabulary()
KINDS = tomllib.loads((Path(__file__).parent / "corpus" / "heading.toml").read_text("utf-8"))["kind"]
CASES = [pytest.param(text, heading, id=f"{kind['name']}: {text[:40]}") for kind in KINDS for text, heading in kind["cases"]]


def sections(text):
    first = "Điều 1. Hỗ trợ giống cho các xã ven sông." if text.startswith("Điều") else "1. Hỗ trợ giống cho các xã ven sông."
    clean = CleanText.from_plain(f"Căn cứ đề nghị của các xã trong vùng bị ngập từ đầu tháng,\n\n{first}\n\n{text}\n")
    return parse_structure(clean, VOCABULARY).sections


@pytest.mark.parametrize(("text", "heading"), CASES)
def test_a_heading_is_told_from_a_text(text, heading):
    item = next(s for s in sections(text) if s.path in {"2", "Điều 2"})
    assert (item.heading or "") == heading


@pytest.mark.parametrize(("text", "_heading"), CASES)
def test_no_word_of_an_item_is_lost_or_twice(text, _heading):
    found = sections(text)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert not any(s.path == "closing" and s.span.start < next(x for x in found if x.path.endswith("2")).span.start for s in found)


def test_the_only_paragraph_below_a_label_closes_nothing():
    found = sections("Điều 2.\n\nGiám đốc Sở Xây dựng, Chủ tịch UBND các xã chịu trách nhiệm thi hành Quyết định này.")
    assert [s.path for s in found] == ["preamble", "Điều 1", "Điều 2"]


def test_the_rest_of_a_sentence_behind_a_page_break_closes_nothing():
    text = "Căn cứ đề nghị của các xã trong vùng bị ngập từ đầu tháng,\n\n1. Xã lập sổ.\n\n2. Tỉnh kiểm tra.\n\n"
    text += "3. Các xã gửi báo cáo hằng tháng, tháng 6 và tháng\n\n12), các xã gửi báo cáo quý.\n"
    assert [s.path for s in parse_structure(CleanText.from_plain(text), VOCABULARY).sections] == ["preamble", "1", "2", "3"]
