"""Figures that are part of another are no figures of their own, and nothing else is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.vocabulary import load_vocabulary
from tasks.domain.words import WordLists
from tasks.findings.embedded import without_parts
from tasks.findings.quantities import QuantityReader
from tasks.reading.sentences import of_plain
from tasks.reading.tagger import Tagger

READER = QuantityReader(load_vocabulary())
TAGGER = Tagger(WordLists(()))


def kept(text):
    return without_parts(text, READER.read(of_plain(text, TAGGER)))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Tỷ lệ hộ dân có cống dài trên 50 m đạt 60%", ["60 %"]),
        ("Tỷ lệ hộ nghèo giảm 2%, số hộ là 50 hộ, đạt 60%", ["2 %", "50 hộ", "60 %"]),
        ("Tỷ lệ xã có 5 km đường; đạt 60%", ["5 km", "60 %"]),
        ("10 hồ sơ/năm x 200.000 đồng/hồ sơ = 2.000.000 đồng/năm", ["2000000 đồng/năm"]),
        ("ảnh cỡ 3 cm x 4 cm", []),
        ("thu 5 tỷ đồng, chi 4 tỷ đồng", ["5 tỷ đồng", "4 tỷ đồng"]),
    ],
)
def test_what_measures_something_itself(text, figures):
    assert [f"{q.value:f} {q.unit}" for q in kept(text)] == figures


def test_a_product_begins_with_its_first_factor():
    text = "Chi phí 10 hồ sơ/năm x 200.000 đồng/hồ sơ = 2.000.000 đồng/năm"
    (product,) = kept(text)
    assert (product.start, product.figure) == (text.index("10"), text.index("2.000.000"))


@given(st.lists(st.sampled_from(["tỷ lệ hộ", "đạt", "12%", "5 km", "x", "=", ",", ";", "3 cm", "là", "40 hộ"]), max_size=14).map(" ".join))
def test_all_that_is_kept_was_read(text):
    read = READER.read(of_plain(text, TAGGER))
    figures = [q.figure for q in without_parts(text, read)]
    assert figures == sorted(set(figures))
    assert set(figures) <= {q.figure for q in read}
