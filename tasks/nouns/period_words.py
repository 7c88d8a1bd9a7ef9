"""The words around the time of a figure: closed classes, each word with the parts it can play."""

from __future__ import annotations

from functools import lru_cache

from tasks.domain.words import WordGroup, WordLists
from tasks.reading.tagger import Tagger

_CLASSES = {
    # What a span of years is called.
    "span-name": "giai đoạn; nhiệm kỳ; thời kỳ; năm học; niên khóa; niên vụ; mùa vụ; kỳ quy hoạch; khóa",
    # A time behind one of these is what something is compared with, or began with.
    "compared": "cùng kỳ; trước đó là; năm trước; cùng thời điểm; cùng thời gian; cùng giai đoạn",
    "since": "từ",
    "compared-filler": (
        "cùng kỳ; thực hiện; kết quả; mức; thời điểm; cuối; đầu; bình quân; dự toán; kế hoạch; số; hết; của; cả; trong; tháng; quý; ngày; "
        "so sánh; cùng thời điểm; cùng thời gian"
    ),
    # What a day stands behind up to which, or on which, something was counted.
    "as-of": "đến; hết; trước; tới; vào; trong; cuối; chậm nhất; lúc; hồi; thời điểm; kỳ điều hành",
    "day-part": "sáng; trưa; chiều; tối; đêm",
    "measuring": "đo; quan trắc; ghi nhận; kiểm kê; kiểm đếm; thống kê",
    # A day behind one of these is that of a paper, a test or a meeting.
    "made": "lập; ký; ban hành; kiểm định; phê duyệt; bổ nhiệm; sinh; họp; cấp",
    "law": "luật; pháp lệnh; bộ luật; hiến pháp",
    # A time up to which something holds, or into which it is put off: nothing is measured then.
    "valid": "thời hạn; hiệu lực; hạn sử dụng; hạn dùng; thời hiệu",
    "valid-filler": ("sử dụng; thực hiện; thi hành; bảo quản; kể; từ; là; tới; đến; hết; ngày; tháng; ký; ban hành; được cấp"),
    "put-off": "chuyển; kéo dài; lùi; gối đầu; chuyển nguồn",
    "onto": "sang",
    "after": "sau",
    # What a share is of; a time behind it is the plan's.
    "plan": "kế hoạch; dự toán; mục tiêu; chỉ tiêu; nghị quyết; định mức; kịch bản",
    # What some months came to is said by one of these.
    "reaching": "ước; đạt; tăng; giảm; thực hiện; là; bằng",
    "so-far": "lũy kế; tính chung; cộng dồn",
    # Words that begin a time of the document's own ("cả năm", "hiện nay"), and the rest that a node can begin with.
    "begins": "năm; các; trong; những; cả; ước; kỳ; nửa; tính; so; giá; theo; tại; ba; sáu; chín; mười một; %; cùng; quý; hiện; số liệu",
}
LONGEST_AMOUNT = 6  # tokens of "500 đ/kg" in "so 500 đ/kg với quý I"


@lru_cache(maxsize=1)
def period_tagger() -> Tagger:
    """The tagger of these words; made once."""
    return Tagger(WordLists(tuple(WordGroup(tag, tag, tuple(words.split("; "))) for tag, words in _CLASSES.items())))
