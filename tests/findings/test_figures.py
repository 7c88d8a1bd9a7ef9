import pytest

from tasks.findings.excluded import Excluded
from tasks.findings.figures import find_figures


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("có 1.234,5 và 03", ["1234.5", "3"]),
        ("đạt 1.846.", ["1846"]),
        ("IC18, F0, COVID-19, H5N1", []),
        ("từ 20 - 30%", ["20", "30"]),
        ("4 x 6 cm", ["4"]),
        ("§.699,28", []),
        ("mười lăm hộ, ba mươi xã", ["15", "30"]),
        ("trong năm, một số tư nhân", []),
        ("Năm trăm hộ", []),
        ("đứng thứ nhất", ["1"]),
        ("12.2024.7", []),
        ("đạt 3 tỷ 500 triệu đồng", ["3500"]),
        ("đạt 2 tỉ 50 triệu 300 nghìn đồng cho 12 hộ", ["2050300", "12"]),
        ("3 tỷ đồng 500 triệu đồng, 15 triệu", ["3500", "15"]),
        ("3 triệu 500 tỷ đồng", ["3", "500"]),
        ("1 tỷ, 1.500 triệu đồng", ["1", "1500"]),
    ],
)
def test_numbers_of_a_sentence(text, values):
    assert [f"{f.value:f}" for f in find_figures(text, Excluded([]))] == values


def test_excluded_places_have_none():
    assert find_figures("12 hộ", Excluded([(0, 2)])) == []
