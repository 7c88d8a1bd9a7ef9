"""Names of which a seal hides the beginning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.structure.hidden_person import read_hidden_person


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ũ Hải Bình", "Vũ Hải Bình"),
        ("ai Xuân Bình", "Mai Xuân Bình"),
        ("oàng Bình", "Hoàng Bình"),
        ("tuyến Hoài An", "Nguyễn Hoài An"),
        ("Nguyễn Minh Bình ,", "Nguyễn Minh Bình"),
        ("1Lê Thiên Bình", "Lê Thiên Bình"),
        ("XS Hồ Văn Bình", "Hồ Văn Bình"),
    ],
)
def test_what_is_left_tells_one_family(text, name):
    found = read_hidden_person(text)
    assert found is not None and found.name == name and found.mended and found.known


@pytest.mark.parametrize(
    "text",
    ["a Lan Bình", "XS Văn Bình", "xuân Bình", "Phòng Hành Chính", "Sở Tài chính", "- Hồ Văn Bình", "Căn Cứ Luật", "Hồ Văn Bình;", "4", ""],
)
def test_nothing_is_made_of_what_several_may_be(text):
    assert read_hidden_person(text) is None


@given(st.text(max_size=30))
def test_whatever_is_found_is_a_known_name(text):
    found = read_hidden_person(text)
    assert found is None or (found.known and found.mended and not found.rubbish and found.printed in text)
