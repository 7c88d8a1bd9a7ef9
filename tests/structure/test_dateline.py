"""Place and day of issue."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.structure.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "place", "on"),
    [
        ("Tân Giang, ngày 05 tháng 3 năm 2024", "Tân Giang", date(2024, 3, 5)),
        ("Số: 275/STTTT-CNTT Tân Giang, ngày 16 tháng 12 năm 2011", "Tân Giang", date(2011, 12, 16)),
        ("Số: 707/QĐ-TTg Hà Nội, ngày8tháng 4 năm 2026", "Hà Nội", date(2026, 4, 8)),
        ("TỈNH TÂN GIANG Tân Giang, ngày 5 tháng 3 năm 2024", "Tân Giang", date(2024, 3, 5)),
        ("V/v báo cáo kết quả Tân Giang, ngày 5 tháng 3 năm 2024", "Tân Giang", date(2024, 3, 5)),
        ("Thành phố Hồ Chí Minh, ngày 19 tháng 11 năm 2025", "Thành phố Hồ Chí Minh", date(2025, 11, 19)),
        ("Tân Sơn - Vũng Giang, ngày 21 tháng 02 năm 2019", "Tân Sơn - Vũng Giang", date(2019, 2, 21)),
        ("Tân Giang ngậy 26 Tháng 7 năm 2020", "Tân Giang", date(2020, 7, 26)),
        ("Tân Giang, 05/3/2024", "Tân Giang", date(2024, 3, 5)),
        ("Quận 1, ngày 5 tháng 6 năm 2024", "Quận 1", date(2024, 6, 5)),
        ("Tân Giang, ngày ... tháng ... năm 2025", "Tân Giang", None),
        ("Tân Giang, ngày tháng 6 năm 2026", "Tân Giang", None),
        ("Tân Giang, nsày0) thángh năm 2026", "Tân Giang", None),
        ("Tân Giang, ngày 31 tháng 2 năm 2026", "Tân Giang", None),
    ],
)
def test_forms_of_the_line(text, place, on):
    found = find_dateline(text, 0)
    assert found is not None
    assert (found.place, found.issued_on) == (place, on)
    assert text[found.place_span.start : found.place_span.end] == place


@pytest.mark.parametrize(
    "text",
    [
        "Căn cứ Luật Tổ chức Chính phủ ngày 19 tháng 6 năm 2015",
        "Thực hiện Công văn số 5 của Sở ngày 5 tháng 3 năm 2024",
        "Tại Tân Giang, ngày 5 tháng 3 năm 2024 đoàn kiểm tra đã làm việc",
        "Độc lập - Tự do - Hạnh phúc",
    ],
)
def test_days_in_sentences_are_none(text):
    assert find_dateline(text, 0) is None


@given(st.text(max_size=80))
def test_places_lie_inside_the_line(text):
    found = find_dateline(text, 3)
    assert found is None or 3 <= found.span.start <= found.span.end <= 3 + len(text)
