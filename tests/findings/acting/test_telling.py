"""What tells although it begins as a task does."""

import pytest

from tasks.findings.acting.telling import serves, tells


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Điều kiện thực hiện (nếu có): Không quy định.", True),
        ("Thời hạn: Không quá 05 ngày.", False),
        ("Số liệu từ các cảm biến sẽ giúp người dân biết mực nước.", True),
        ("Sở Y tế sẽ kiểm tra các trạm.", False),
        ("Cơ quan được giao tham mưu về khen thưởng là cơ quan thường trực của Hội đồng.", True),
        ("Phòng Tổ chức là bộ phận giúp việc, lập danh sách khen thưởng.", False),
        ("Có quyền thu hồi thẻ.", True),
        ("Có ít nhất 02 vùng nuôi tôm.", True),
        ("Có phương án trực ít nhất 02 người.", False),
        ("Tổng hợp nhu cầu sử dụng đất của các chợ, bến xe dự kiến là 43 ha.", True),
    ],
)
def test_what_orders_nothing(text, told):
    assert tells(text) is told


@pytest.mark.parametrize(("text", "aim"), [("Giúp người dân giảm chi phí.", True), ("Giúpviệc", False), ("Tổ chức giúp người dân.", False)])
def test_what_a_task_is_good_for(text, aim):
    assert serves(text) is aim
