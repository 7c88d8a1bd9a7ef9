from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.notice import Head
from tasks.findings.report_time import ReportTime, report_time


@pytest.mark.parametrize(
    ("document_type", "subject", "period"),
    [
        ("BC", "Tình hình kinh tế - xã hội quý I năm 2025", "2025-Q1"),
        ("BC", "Giá cả thị trường tháng 12, quý IV năm 2024 và phương hướng tháng 01 năm 2025", "2024-12"),
        ("BC", "Kết quả tháng 12 và năm 2024", "2024"),
        ("BC", "Kết quả từ ngày 15/12/2024 đến 14/6/2025", "2025-06-14"),
        ("KH", "Phát triển chăn nuôi giai đoạn 2026-2030", "2026/2030"),
        ("TB", "Kết luận hội nghị năm 2025", None),
        ("BC", "Kết quả cuộc họp ngày 03/7/2025", None),
        ("BC", None, None),
    ],
)
def test_the_subject_of_a_report_names_its_period(document_type, subject, period):
    assert report_time(Head(type=document_type, subject=subject, issued_on=date(2025, 7, 3)), ()).period == period


def test_a_span_of_days_in_the_preamble_ends_with_the_day_of_counting():
    head = Head(type="BC", issued_on=date(2025, 7, 3))
    said = report_time(head, ("Từ ngày 02/6/2025 đến ngày 06/6/2025, Đoàn đã kiểm tra 03 đơn vị:",))
    assert (said.period, said.as_of) == ("2025-06-06", "2025-06-06")
    assert [t.period for t in said.relative("tồn kho tại thời điểm kiểm tra")] == ["2025-06-06"]


def test_now_is_the_day_of_issue():
    said = report_time(Head(type="BC", issued_on=date(2025, 7, 3), subject="Kết quả 5 tháng, ước cả năm 2025"), ())
    assert [t.period for t in said.relative("Đến nay có 12 xã")] == ["2025-07-03"]
    assert [t.period for t in said.relative("lũy kế đến kỳ báo cáo")] == ["2025-05"]
    assert [t.period for t in said.relative("ước cả năm đạt")] == ["2025"]
    assert ReportTime().relative("Đến nay, ước cả năm, đến kỳ báo cáo") == ()


def test_without_a_day_of_issue_the_preamble_gives_the_year():
    assert report_time(Head(type="BC"), ("Thực hiện Giấy mời số 3/GM-UBND ngày 17/6/2024,",)).year == 2024
    assert report_time(Head(), ()).year is None


@given(st.text(max_size=120), st.lists(st.text(max_size=120), max_size=3))
def test_any_head_has_a_time_or_none(subject, preamble):
    said = report_time(Head(type="BC", subject=subject), preamble)
    assert said.period is None or said.period[:4].isdigit()
