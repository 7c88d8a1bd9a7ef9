"""Sentences that only carry a time, and those that look like them and order something."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.domain.completion import only_carries_time

CARRY = [
    ("Hoàn thành và báo cáo UBND tỉnh trước ngày 20/02/2025.", "trước ngày 20/02/2025"),
    ("Hoàn thành trước ngày 30/6/2026;", "trước ngày 30/6/2026"),
    ("Phải hoàn thành xong trong tháng 6 năm 2026.", "trong tháng 6 năm 2026"),
    ("Thực hiện xong trước ngày 15/3/2026, báo cáo kết quả về Sở Nội vụ.", "trước ngày 15/3/2026"),
    ("Trước ngày 20/02/2025, hoàn thành và báo cáo UBND tỉnh.", "Trước ngày 20/02/2025"),
    ("Chậm nhất ngày 05/8/2026 phải hoàn thành.", "Chậm nhất ngày 05/8/2026"),
    ("Hoàn thành các nội dung trên trong Quý II/2026.", "trong Quý II/2026"),
    ("Các nội dung nêu trên hoàn thành trước ngày 10/10/2026.", "trước ngày 10/10/2026"),
    ("Việc rà soát phải hoàn thành trước ngày 10/10/2026.", "trước ngày 10/10/2026"),
    ("Thời gian hoàn thành: trước ngày 31/12/2026.", "trước ngày 31/12/2026"),
    ("Thời hạn báo cáo: trước ngày 25 hằng tháng.", "trước ngày 25 hằng tháng"),
    ("Kết quả báo cáo UBND tỉnh (qua Sở Tài chính) trước ngày 05/4/2026 để tổng hợp.", "trước ngày 05/4/2026"),
    ("Kết quả thực hiện gửi về Văn phòng UBND huyện Hòa Bình trước ngày 5/4/2026.", "trước ngày 5/4/2026"),
    ("Hoàn thành và báo cáo UBND tỉnh trước ngày 20/02/2025.", "20/02/2025"),
    ("Hoan thành và báo cáo UBND tinh\ntrước ngày 20/02/2025.", "trước ngày 20/02/2025"),
]
ORDER = [
    ("Hoàn thành việc lắp đặt 20 trạm bơm trước ngày 30/6/2026.", "trước ngày 30/6/2026"),
    ("Hoàn thành đề án sắp xếp tổ chức bộ máy trước ngày 30/6/2026.", "trước ngày 30/6/2026"),
    ("Sở Nội vụ hoàn thành và báo cáo UBND tỉnh trước ngày 20/02/2025.", "trước ngày 20/02/2025"),
    ("Xây dựng kế hoạch, hoàn thành trước ngày 20/02/2025.", "trước ngày 20/02/2025"),
    ("Báo cáo kết quả thực hiện về UBND tỉnh trước ngày 20/02/2025.", "trước ngày 20/02/2025"),
    ("Nâng cao kết quả học tập, báo cáo trước ngày 20/02/2025.", "trước ngày 20/02/2025"),
    ("Thời gian qua, các đơn vị đã nộp báo cáo trước ngày 20/02/2025.", "trước ngày 20/02/2025"),
    ("Hoàn thành và báo cáo UBND tỉnh.", None),
    ("Hoàn thành và báo cáo UBND tỉnh.", "trước ngày 20/02/2025"),
    ("Hoàn thành trước ngày 1/1/2026 " + "rất dài " * 60, "trước ngày 1/1/2026"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "deadline"), CARRY)
def test_what_only_says_by_when(text, deadline):
    assert only_carries_time(text, deadline)


@pytest.mark.parametrize(("text", "deadline"), ORDER)
def test_what_orders_something_of_its_own(text, deadline):
    assert not only_carries_time(text, deadline)


@given(st.text(max_size=300), st.text(max_size=20) | st.none())
def test_no_text_is_too_strange(text, deadline):
    only_carries_time(text, deadline)
