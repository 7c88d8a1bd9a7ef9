import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.findings.periods import find_times, time_spans


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("Năm 2024, toàn tỉnh có", ["2024"]),
        ("Quý I năm 2025 và quý IV/2024", ["2025-Q1", "2024-Q4"]),
        ("trong tháng 6/2025", ["2025-06"]),
        ("6 tháng đầu năm 2025", ["2025-06"]),
        ("9 tháng năm 2024 tăng 7%", ["2024-09"]),
        ("tính đến ngày 11/01/2023", ["2023-01-11"]),
        ("giai đoạn 2021-2025", ["2021/2025"]),
        ("giai đoạn 2026 - 2030", ["2026/2030"]),
        ("từ năm 2021 đến năm 2023", ["2021/2023"]),
        ("tăng 5% so với năm 2023", []),
        ("so với cùng kỳ năm 2023", []),
        ("Nghị quyết số 12/NQ-HĐND ngày 07/12/2023 của HĐND tỉnh", []),
        ("Chỉ thị số 05-CT/TU ngày 10/8/2022", []),
        ("trong quý II", ["2025-Q2"]),
        ("đến hết năm 2023, phấn đấu đến năm 2030", ["2023", "2030"]),
    ],
)
def test_times_that_can_date_a_figure(text, periods):
    assert [t.period for t in find_times(text, 2025)] == periods


def test_a_baseline_is_no_figure_either():
    text = "tăng 5% so với năm 2023"
    assert [s.of(text) for s in time_spans(text)] == ["năm 2023"]


@given(st.text(alphabet="năm tháng quýIV/-0123456789 giai đoạn", max_size=80))
def test_times_stand_in_the_text_in_order(text):
    times = find_times(text, 2025)
    assert all(0 <= t.start < t.end <= len(text) for t in times)
    assert [t.start for t in times] == sorted(t.start for t in times)
