import pytest

from config.vocabulary import load_vocabulary
from tasks.findings.excluded import Exclusions

EXCLUSIONS = Exclusions(load_vocabulary())


@pytest.mark.parametrize(
    ("text", "figure", "excluded"),
    [
        ("Quyết định số 123/QĐ-UBND", "123", True),
        ("tổng số 123 hộ", "123", False),
        ("chỉ số 85,5%", "85", False),
        ("ngày 30/6/2025", "30", True),
        ("so với năm 2021", "2021", True),
        ("khoản 3 Điều 52", "52", True),
        ("khoản 12 tỷ đồng", "12", False),
        ("giai đoạn 2 tỷ", "2", False),
        ("14 giờ 30", "14", True),
        ("14 giờ công", "14", False),
        ("(3) báo cáo", "3", True),
        ("(3 hộ)", "3", False),
        ("12. Có hộ", "12", True),
        ("12 hộ", "12", False),
    ],
)
def test_places_where_figures_measure_nothing(text, figure, excluded):
    assert EXCLUSIONS.read(text).holds(text.index(figure)) is excluded
