"""Fields of a head that another contradicts."""

import pytest

from config.vocabulary import load_vocabulary
from tasks.domain.notice import Head
from tasks.structure.agreement import doubts_of

VOCABULARY = load_vocabulary()


@pytest.mark.parametrize(
    ("issuer", "place", "doubted"),
    [
        ("Ủy ban nhân dân tỉnh Hòa Khê", "Hòa Khê", False),
        ("Ủy ban nhân dân tỉnh Hòa Khê", "Hoà Khê", False),
        ("Ủy ban nhân dân xã Thuỷ Lâm", "Thủy Lâm", False),
        ("Ủy ban nhân dân tỉnh Hóa Khê", "Hòa Khê", True),
        ("Ủy ban nhân dân xã Bà Sơn – Vũng An", "Bà Sơn - Vũng An", False),
        ("Ủy ban nhân dân xã Bá Sơn", "Bà Sơn", True),
    ],
)
def test_the_place_of_the_day_stands_in_the_issuers_name_with_the_same_accents(issuer, place, doubted):
    found = [doubt.field for doubt in doubts_of(Head(issuer=issuer, place=place), VOCABULARY)]
    assert ("place" in found) is doubted
