"""What tells although it begins as a task does: what something is or takes, what somebody may do, and for what."""

from __future__ import annotations

import re

_DEFINES = re.compile(
    r"(?:Phát triển|Xây dựng|Đầu tư|Tăng cường|Đẩy mạnh|Chuyển đổi|Cải cách|Nâng cao|Đổi mới|Phòng|Bảo vệ|Bảo đảm|Đảm bảo|Hoàn thiện"
    r"|Giữ gìn|Thực hiện|Thu hút|Đưa|Thi đua|Đào tạo|Ứng dụng|Số hóa|Khắc phục|Giải quyết|Xử lý|Chăm sóc|Giảm|Duy trì|Quản lý|Hỗ trợ)"
    r"(?: [^;:.]{5,120})?(?<!cụ thể)(?<!trọng tâm)(?<!đặc biệt)(?<!nhất)(?<!tức)(?<!đây)(?<!coi)(?<!xem) là"
    r" (?:một |những |các |một trong những )?(?:trụ cột|lực đẩy|động lực|chiến lược|hướng đi|nền tảng|yếu tố|điều kiện"
    r"|nhiệm vụ|giải pháp|khâu|đột phá|cơ sở (?:để|cho|quan trọng|pháp lý)|yêu cầu|tiền đề|mục tiêu|xu hướng|xu thế|chìa khóa"
    r"|quá trình|đòn bẩy)(?!\w)"
    r"|(?:Đột phá|Trụ cột)(?: (?:chiến lược|chính sách))? (?:là|được đặt)(?!\w)"
)
"""What something is, though it is named by a verb: "Phát triển công dân số là trụ cột của ..."."""
_TOLD = re.compile(
    r"Để (?!ra |xảy )[^,;]*$"
    r"|(?:Có|Được) quyền (?!hạn|và)"
    r"|Có (?:trình độ|kinh nghiệm|bằng(?! chứng)|chứng chỉ|sức khỏe|phẩm chất|lý lịch|độ tuổi|tổng số|(?:ít nhất|tối thiểu) \d)"
    r"|(?:Xét|Chọn|Đề nghị)(?: chọn| tặng)? (?:tối đa|không quá) \d"
    r"|Dự kiến (?:tổng |nguồn )?(?:kinh phí|số lượng|chi phí|nhu cầu|doanh thu)"
    r"|[^:;.]{3,120}: (?:Không|Chưa) (?:quy định|có|áp dụng|yêu cầu)(?: [^:;,.]{1,20})?\.?$"
    r"|[^:;.]{5,200} dự kiến là \d"
    r"|[^:.]{3,300}: \d[\d.,]* ?(?:(?:nghìn|triệu|tỷ) )?(?:đồng|VNĐ|VND)(?:/[^\W\d]+)?\.?$"
    r"|Tổ chức (?:triển khai )?thực hiện[.:]?$"
    r"|(?:Trong đó, )?(?i:nhà nước|doanh nghiệp|người dân|thanh niên|báo chí|hợp tác xã)(?: [^;:.,]{3,60})?"
    r" (?:là (?:lực lượng|chủ thể|trung tâm|nòng cốt)|(?:giữ|đóng) vai trò)(?!\w)[^;]*$"
    r"|[^:;.,]{5,120} sẽ (?:cung cấp|giúp|tạo|mang|góp|trở thành)(?!\w)"
    r"|(?:Cơ quan|Đơn vị|Bộ phận|Phòng|Ban|Văn phòng),? [^:;.]{3,160} là (?:cơ quan|đơn vị|bộ phận)"
    r" (?:thường trực|giúp việc|đầu mối)[^,;:]*$"
)
"""Aims, rights, standards of a post, quotas, estimates, amounts, empty answers, what will come of something, titles, and roles.

"Có quyền thu hồi thẻ", "Có kinh nghiệm ít nhất hai năm", "Thuê dịch vụ: 2.000.000 đồng/năm.", "Dữ liệu sẽ giúp ...".
"""
_ROLE = re.compile(
    r"(?:(?!.*(?<!\w)(?:phải|trách nhiệm|chủ trì)(?!\w))[^;:.,]{1,120} )?(?<!\w)"
    r"là (?:cơ quan|đơn vị|bộ phận) (?:thường trực|giúp việc|đầu mối)(?: (?:của|cho|giúp việc)(?!\w)[^,;:]*)?$"
    r"|có (?:tư cách pháp nhân|con dấu|trụ sở)(?!\w)"
    r"|(?:làm việc|hoạt động)(?: theo)? (?:chế độ |hình thức )?(?:kiêm nhiệm|chuyên trách)(?!\w)"
    r"|(?:[^;:.]{1,160} )?(?<!\w)(?<!phải )là (?:các|những|mọi) (?:cơ quan|tổ chức|cá nhân|doanh nghiệp|hộ|người)(?!\w)"
    r"(?![^;]{0,300}(?<!\w)(?:phải|trách nhiệm|chủ trì)(?!\w))[^;]*$"
)

_SERVES = re.compile(r"(?:Giúp|Góp phần|Qua đó|Từ đó|Nhờ đó|Nhằm)(?!\w)")


def defines(text: str) -> bool:
    """Whether a clause says what something is."""
    return _DEFINES.match(text) is not None


def tells(text: str) -> bool:
    """Whether a clause that names nobody and holds no duty tells."""
    return _TOLD.match(text) is not None


def serves(text: str) -> bool:
    """Whether a sentence that nobody is named for says what the task before it is good for: "Giúp doanh nghiệp giảm chi phí"."""
    return _SERVES.match(text) is not None


def gives_role(behind: str) -> bool:
    """Whether what stands behind a subject only says what it is or has: "là cơ quan thường trực của Hội đồng", "có con dấu riêng"."""
    return _ROLE.match(behind.rstrip(" .;")) is not None
