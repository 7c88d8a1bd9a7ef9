"""The words around a time: a closed class, each phrase with the part it plays. The longest phrase wins."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a token of a time is; the value is its letter in :attr:`tasks.nouns.time.Tokens.kinds`."""

    DAY = "D"  # "ngày 30/6/2025", "ngày 30/6"
    MONTH = "M"  # "tháng 6/2025"
    QUARTER = "Q"  # "quý II năm 2025"
    HALF = "H"  # "6 tháng đầu năm 2025"
    YEAR = "Y"  # "năm 2025"
    SHORT = "d"  # "30/6", "20/02/25": a time only behind a limit
    MONTHYEAR = "m"  # "12/2027": likewise
    BARE = "y"  # "2030": likewise
    YEARS = "S"  # "2021-2025": the period of a plan
    DAYNUMBER = "B"  # "ngày 20" without a month
    WEEKDAY = "W"  # "thứ sáu"
    CLOCK = "C"  # "17 giờ 00"
    DAYPART = "t"  # "sáng", "chiều"
    NUMBER = "N"  # "06", "sáu", "05 (năm)"
    UNIT = "u"  # "ngày làm việc", "tháng"
    TIMES = "x"  # "lần" of "một lần"
    EVERY = "E"  # "hằng", "mỗi"
    PERIODIC = "p"  # "định kỳ"
    QUARTEREND = "q"  # "tháng cuối quý"
    NOW = "n"  # "tuần này", "cuối năm"
    FEAST = "e"  # "Tết Nguyên đán"
    LIMIT = "L"  # "trước", "chậm nhất"
    UNTIL = "U"  # "đến"
    WITHIN = "I"  # "trong", "vào"
    CLOSE = "k"  # "hết", "cuối"
    FROM = "F"  # "từ", "kể từ"
    AFTER = "A"  # "sau"
    LEAST = "l"  # "ít nhất"
    FILL = "f"  # "thời điểm", "là"
    EXPECTED = "T"  # "thời gian", "dự kiến": a span of days behind it needs no "từ"
    DONE = "X"  # "xong": completes what the deadline is for, and may stand right before it
    COMPLETE = "K"  # "hoàn thành"
    DELIVER = "V"  # "báo cáo", "trình"
    REPORT = "r"  # "tổng hợp", "họp": what is done again and again
    ACT = "v"  # other verbs that a recurring order begins with
    GOAL = "G"  # "phấn đấu", "đạt"
    PLAN = "P"  # "giai đoạn", "tầm nhìn": a time behind it is a plan's
    COUNTED = "c"  # "số liệu", "tính": a time behind it says how far something was counted
    VALID = "z"  # "hiệu lực": a time behind it says how long something holds
    OCCASION = "o"  # "dịp"
    RELATIVE = "R"  # "khi": ties a time to an event
    THING = "g"  # nouns before "hằng năm" that make it a name: "ngân sách hằng năm"
    BEGUN = "b"  # "đã", "được": what follows has happened
    SUDDEN = "s"  # "đột xuất"
    EARLY = "a"  # "đầu", "giữa": a part of a month that ends on no printed day
    OPEN = "("
    SHUT = ")"
    COMMA = ","
    STOP = ";"
    COLON = ":"
    SLASH = "/"
    DASH = "-"
    QUOTE = '"'
    AND = "&"
    WORD = "w"


_PHRASES = {
    Kind.UNIT: "giờ; ngày làm việc; ngày; tuần; tháng; quý; năm",
    Kind.TIMES: "lần",
    Kind.EVERY: "hằng; hàng; mỗi; từng",
    Kind.PERIODIC: (
        "định kỳ; theo định kỳ; báo cáo định kỳ; định kỳ báo cáo; thực hiện chế độ báo cáo định kỳ; chế độ báo cáo định kỳ; thường kỳ"
    ),
    Kind.QUARTEREND: (
        "tháng cuối quý; tháng cuối của quý; tháng cuối mỗi quý; tháng cuối của mỗi quý; các tháng cuối quý; tháng cuối hằng quý"
    ),
    Kind.NOW: "năm nay; tuần này; tháng này; quý này; cuối năm nay; cuối năm; cuối tháng này; cuối tuần này; tuần tới; tháng tới",
    Kind.FEAST: (
        "tết nguyên đán; tết; tết dương lịch; tết trung thu; lễ quốc khánh; khai giảng; năm học mới; kỳ nghỉ lễ; mùa mưa bão; mùa mưa; "
        "mùa lũ"
    ),
    Kind.LIMIT: (
        "trước; chậm nhất; muộn nhất; không quá; không muộn hơn; không chậm hơn; không trễ hơn; không được quá; trễ nhất; hạn; hạn "
        "chót; hạn cuối; thời hạn; thời hạn cuối; từ nay đến; từ nay cho đến; từ nay tới; từ nay"
    ),
    Kind.UNTIL: "đến; cho đến; tới; cho tới",
    Kind.WITHIN: "trong; vào; vào lúc; vào hồi; trong vòng; trong thời hạn; trong thời gian; trong khoảng",
    Kind.CLOSE: "hết; cuối; khi hết; hết thời hạn",
    Kind.FROM: "từ; kể từ; bắt đầu từ; tính từ; kể; kê từ; kề từ",
    Kind.AFTER: "sau",
    Kind.LEAST: "ít nhất; tối thiểu",
    Kind.FILL: "thời điểm; là; của; khoảng",
    Kind.EXPECTED: "thời gian; dự kiến; thời gian thực hiện; thời gian hoàn thành",
    Kind.DONE: "xong; dứt điểm; ngay",
    Kind.COMPLETE: "hoàn thành; hoàn tất; hoàn thiện; kết thúc",
    Kind.DELIVER: (
        "trình; ban hành; phê duyệt; khởi công; nghiệm thu; đưa vào; báo cáo; gửi; nộp; công bố; bàn giao; tổng kết; sơ kết; khánh "
        "thành; khai trương"
    ),
    Kind.REPORT: "tổng hợp; rà soát; công khai; cập nhật; giao ban; đối thoại; họp; thống kê; đối chiếu; tổ chức họp",
    Kind.ACT: (
        "đánh giá; tổ chức; thực hiện; xây dựng; kiểm tra; tiến hành; bố trí; lập; phối hợp; chủ trì; tham mưu; hướng dẫn; tập huấn; "
        "đôn đốc; theo dõi; giám sát; tự giám sát; tự kiểm tra; thanh tra; chịu trách nhiệm; căn cứ; chủ động; xem xét; phân tích; "
        "khảo sát; sao lưu; bảo dưỡng; bảo trì; quan trắc; lấy mẫu; diễn tập; tuần tra; niêm yết; kiểm đếm; xếp loại; thu gom; phun thuốc"
    ),
    Kind.GOAL: "phấn đấu; đạt; đảm bảo; bảo đảm; mục tiêu; để; chỉ tiêu",
    Kind.PLAN: (
        "giai đoạn; tầm nhìn; định hướng; thời kỳ; nhiệm kỳ; chiến lược; quy hoạch; đề án; kế hoạch; chương trình; lộ trình; tiến độ; "
        "khóa; niên khóa"
    ),
    Kind.COUNTED: "tính; tính đến; lũy kế; số liệu; cập nhật số liệu; phát sinh; so với",
    Kind.VALID: (
        "hiệu lực; có hiệu lực; giá trị; có giá trị; áp dụng; ủy quyền; hạn sử dụng; thời hạn sử dụng; thời hạn hưởng; miễn; gia hạn; "
        "còn hạn"
    ),
    Kind.OCCASION: "dịp; các tháng; những tháng; những ngày; các ngày; mùa",
    Kind.RELATIVE: "khi; kỳ; kỳ báo cáo",
    Kind.THING: (
        "ngân sách; kế hoạch; dự toán; chương trình; biên chế; nhiệm vụ; chỉ số; đầu tư; quyết toán; vốn; kết quả; thu; chi; viên "
        "chức; tiêu chí; bình quân; lương hưu; trợ cấp; kiểm kê; tăng trưởng; công tác; mức; lương; phụ cấp; việc; tài chính; kinh phí"
    ),
    Kind.BEGUN: "đã; được; bị",
    Kind.WEEKDAY: "chủ nhật",
    Kind.DAYPART: "sáng; trưa; chiều; tối",
    Kind.SUDDEN: "đột xuất; đột xuất theo yêu cầu",
    Kind.EARLY: "đầu; giữa; nửa đầu; nửa cuối; tuần đầu; tuần cuối; trung tuần; thượng tuần; hạ tuần",
    Kind.AND: "và; hoặc",
}
"""Kind to its phrases; a phrase listed twice is of the first kind."""


def _by_first_word() -> dict[str, list[tuple[tuple[str, ...], Kind]]]:
    kinds: dict[tuple[str, ...], Kind] = {}
    for kind, phrases in _PHRASES.items():
        for phrase in phrases.split("; "):
            kinds.setdefault(tuple(phrase.split()), kind)
    found: dict[str, list[tuple[tuple[str, ...], Kind]]] = {}
    for words in sorted(kinds, key=len, reverse=True):
        found.setdefault(words[0], []).append((words, kinds[words]))
    return found


PHRASES = _by_first_word()
"""First word of a phrase to all phrases that begin with it, the longest first."""

SIGNS = {
    "(": Kind.OPEN, ")": Kind.SHUT, ",": Kind.COMMA, ";": Kind.STOP, ".": Kind.STOP, ":": Kind.COLON, "!": Kind.STOP, "?": Kind.STOP,
    "/": Kind.SLASH, "-": Kind.DASH, "–": Kind.DASH, "—": Kind.DASH, '"': Kind.QUOTE, "“": Kind.QUOTE, "”": Kind.QUOTE,
}  # fmt: skip
WEEKDAYS = frozenset({"hai", "ba", "tư", "năm", "sáu", "bảy", "2", "3", "4", "5", "6", "7"})
