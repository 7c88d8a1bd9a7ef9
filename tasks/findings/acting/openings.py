"""What a line that opens a list says of the lines below it: that they tell cases or contents, or name with whom something is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.findings.acting.actors import ClauseReader

_OUTLINES = ("báo cáo", "gửi", "cung cấp", "nội dung", "hồ sơ")
"""First words of lead-ins below which it is said what a report or file holds."""
_CASES = re.compile(
    r"(?:trường hợp|dấu hiệu|hành vi|điều kiện|tiêu chí|tiêu chuẩn|nguyên tắc)(?: sau(?: đây)?| như sau)?\s?:$"
    r"|được (?:sử dụng|dùng) (?:để|vào|cho)[^:]{0,60}:$"
)
"""Ends of lead-ins below which cases and conditions are told."""
_CHOICES = re.compile(
    r"(?:(?:các|những|mọi) (?:trường hợp|dấu hiệu|hành vi|mức(?: độ)?|quyền(?: lợi)?)"
    r"|(?:một|0?\d) (?:trong|trên) (?:tổng số )?(?:số )?(?:các|những|hai|ba|0?\d+) [^:;,]{3,40}?)"
    r"(?: (?:cụ thể|sau|sau đây|như sau|dưới đây))+(?: (?:để|thì|được|sẽ|bị) [^:;]{3,120})?\s?:$"
)
"""Ends of lead-ins below which the cases stand in which something is done, or the ways of which one is taken."""
_CONDITIONS = re.compile(
    r"(?<!\w)được (?:hỗ trợ|hưởng|xét|tặng|cấp|vay|miễn|giảm|cộng|khen thưởng|công nhận|tuyển|ưu tiên|thuê|mua|trợ cấp)(?!\w)[^:;]{0,160}"
    r"(?:điều kiện|tiêu chí|tiêu chuẩn)(?: (?:cụ thể|sau|sau đây|như sau|dưới đây))*\s?:$"
)
"""Lead-ins below which it is told who is entitled: "Học viên được hỗ trợ phải đáp ứng các điều kiện sau:", not what a shop must meet."""
_CRITERIA = re.compile(r"(?:\W*\w{1,2}[.)] )?(?:Có|Đạt|Đáp ứng|Thuộc) (?:ít nhất |tối thiểu )?(?:một|0?\d) (?:trong|trên) ")
_PENALTIES = re.compile(
    r"(?:bị|mức) (?:xử phạt|phạt tiền|xử lý (?:kỷ luật|vi phạm))(?!\w)[^;]{0,500}(?:hành vi|như|sau|sau đây|như sau|gồm)\s?:$"
)
"""Ends of lead-ins below which it is told what is punished."""
_POWERS = re.compile(
    r"^(?:(?:Chủ tịch |Thường trực )?(?:UBND|Ủy ban|HĐND|Hội đồng|Bộ|Sở|Ban|Chính phủ|Thủ tướng|Giám đốc|Bộ trưởng)(?!\w)[^:;,.]{0,60} )?"
    r"(?:[Pp]hân cấp|[ỦUủu][yỷ] quyền)(?: thường xuyên)?(?: cho)? "
    r"(?=[^:]{0,600}(?:thủ tục hành chính|quyết định|thẩm quyền|ký|phê duyệt|như sau|sau đây))[^:]{5,1200}:$"
)
"""Lead-ins below which it is told what somebody may decide."""
_HANDED_DOWN = re.compile(
    r"(?i:(?:nội dung )?phân cấp(?:,? (?:và )?ủy quyền)?(?: (?:thực hiện|giải quyết|một số|các|thẩm quyền|nội dung|nhiệm vụ))+(?!\w))"
)
_ASKED_ABOVE = re.compile(
    r"(?<!\w)(?:[Kk]ính|[Xx]in) (?:trân trọng )?(?:báo cáo|đề nghị|kiến nghị|trình|mong|xin)(?!\w)[^:]{3,300}?"
    r"(?<!\w)(?:xem xét|cho ý kiến|quyết định|phê duyệt|thông qua|chấp thuận|cho phép|chỉ đạo)(?!\w)[^:]{0,120}:$"
)
_CONTENTS = re.compile(
    r"(?<!\w)(?:bao )?gồm(?: có)?(?: (?:các|những|có|cụ thể|đủ)(?!\w)[^:;.]{0,60}| \d+ [^:;.]{0,60}| sau(?: đây)?)?\s?:$"
)
"""Ends of lead-ins below which it is told what something is made of."""
_PLACES = re.compile(
    r"(?<!\w)(?:tại|ở)(?: (?:các|những|\d+))? (?:vị trí|địa điểm|điểm|khu vực|tuyến|vùng|trạm)"
    r"(?: (?!(?:phải|cần|thực|các|những|có|được|để|như|sau|cụ)(?!\w))[^\s:;,.]+){0,6}(?: (?:cụ thể|sau|sau đây|như sau))+\s?:$"
)
"""Ends of lead-ins below which it is told where something is done."""
_TASKS = re.compile(
    r"(?<!\w)(?i:nhiệm vụ|giải pháp|công việc|biện pháp|hoạt động|trách nhiệm|công tác|yêu cầu|chủ trương|việc"
    r"|nội dung(?= (?:thực hiện|hỗ trợ|triển khai|sau)))(?!\w)"
)
"""Nouns of a lead-in that promise tasks below, whatever verb joins them."""
_BODY = re.compile(r"(?i:(?:tổ|đoàn|nhóm|ban|thành phần|kinh phí) công tác|giúp việc|làm việc)")
"""Groups and costs that are called after their work."""
_STEPS = re.compile(
    r"^(?i:(?:phương pháp|phương thức|cách thức)(?:,| và|$)|(?:các )?bước (?:giám sát|đánh giá|kiểm tra|khảo sát|giải quyết|xử lý)(?!\w)"
    r"|thủ tục(?:,| và) hồ sơ(?!\w)|(?:thành phần|số lượng) hồ sơ(?!\w)"
    r"|hồ sơ (?:đề nghị|đăng ký|xét|đề xuất)(?!\w)|(?:yêu cầu, )?điều kiện thực hiện thủ tục(?!\w))"
)
"""Headings below which it is told how something goes on, or of which papers a file is made."""
_BRIEF = re.compile(r"(?i:nhiệm vụ (?:lập |thiết kế |khảo sát )?(?:quy hoạch|đồ án|xây dựng công trình)|nội dung (?:phong trào )?thi đua)")
_PLANS = {"KH", "CTr", "PA"}
"""Types whose chapters hold tasks, whatever they deal with."""
_PROMISED = re.compile(r"(?i:(?:các |một số )?nội dung(?:,| và) (?:hình thức|biện pháp|cách thức|tiến độ)(?: thực hiện)?)")
"""Headings of a plan that hold nothing but its tasks."""
_TOPIC = re.compile(r"(?!(?:[Cc]ác|[Nn]hững|[Mm]ỗi) ).* số$")
"""Headings on what becomes digital: "Doanh nghiệp số", "Công dân số và văn hóa số"; "Các doanh nghiệp công nghệ số" are somebody."""
_OWNED = re.compile(r"(?i:trách nhiệm|nhiệm vụ|nghĩa vụ|quyền hạn)(?!\w)[^:]{0,60}? của ")
_STATUTORY = re.compile(r"(?i:(?:vị trí, )?(?:chức năng, )?nhiệm vụ(?:,| và) quyền hạn)(?!\w)")
"""What a body is there for, said where it is founded: its name stands in another article."""
_THING = re.compile(
    r"(?i:(?:các |từng |mỗi )?(?:kế hoạch|chương trình|đề án|nghị quyết|chỉ thị|dự án|phong trào|năm|giai đoạn|tháng|đợt|cuộc|hội nghị"
    r"|công tác|lĩnh vực|ngành|hoạt động|đại hội|nhiệm kỳ)(?!\w))"
)
"""Whose tasks a heading lists that is nobody: "Nhiệm vụ của Chương trình"."""
_TARGETS = re.compile(r"(?:các|những|một số) (?:mục tiêu|chỉ tiêu)[^:]{0,40}:?$")
"""A resolution's item that ends so opens a list of what is to be reached, whatever it approves in front."""
_TOGETHER = re.compile(r"(?i:(?:chủ trì|chủ động|đầu mối|tích cực)?(?:,| và)? ?phối hợp )")
_WITH_THOSE = re.compile(r"(?i:(?:chủ trì|chủ động|đầu mối|tích cực)?(?:,| và)? ?phối hợp(?: chặt chẽ)?(?: với| cùng)?\s?:?)")
_ANYBODY = re.compile(
    r"(?:các )?(?:cơ quan|đơn vị|địa phương)(?:,? (?:và )?(?:cơ quan|đơn vị|tổ chức|địa phương|cá nhân))*(?: (?:có )?liên quan)?"
)
"""Kinds so wide that they stand for all whom a document addresses."""
_LEVEL_ALONE = re.compile(
    r"(?i:cấp (?:trung ương|bộ|tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|cơ sở|thôn|phòng|trường|khoa)|các cấp)$"
)
"""A heading that names a level alone ("2. Cấp xã") says where, not who."""


def outlines(text: str) -> bool:
    """Whether a lead-in opens what a paper holds, or cases and conditions."""
    return text.lower().startswith(_OUTLINES) or _CASES.search(text) is not None


def offers(text: str) -> bool:
    """Whether nothing below a lead-in orders: cases ("đối với các trường hợp sau:"), choices ("một trong các hình thức sau:"), pleas."""
    return any(ends.search(text) is not None for ends in (_CHOICES, _CONDITIONS, _PENALTIES, _POWERS, _ASKED_ABOVE))


def hands_down_powers(heading: str) -> bool:
    """Whether below a heading it stands who may decide what: "Phân cấp một số nội dung trong lĩnh vực xây dựng"."""
    return _HANDED_DOWN.match(heading) is not None


def asks_above(text: str) -> bool:
    """Whether below a lead-in it stands what those above are asked to decide: "kính đề nghị HĐND tỉnh xem xét, thông qua:"."""
    return _ASKED_ABOVE.search(text) is not None


def asks_conditions(text: str) -> bool:
    """Whether below a lead-in the conditions stand on which somebody is entitled, or graded.

    "Người được hỗ trợ phải đáp ứng các điều kiện sau:", "Có một trong các tiêu chí sau thì xếp loại kém:".
    """
    return _CONDITIONS.search(text) is not None or _CRITERIA.match(text) is not None


def contains(text: str) -> bool:
    """Whether a lead-in opens what something is made of ("Hồ sơ gồm:", "Thành phần Đoàn kiểm tra bao gồm:") and promises no tasks."""
    return (_CONTENTS.search(text) is not None and _TASKS.search(_BODY.sub("", text)) is None) or _PLACES.search(text) is not None


def made_of(text: str, *, acts: bool) -> bool:
    """Whether what stands below only says what something is made of, or where it is done ("Lấy mẫu tại 03 vị trí như sau:").

    Args:
        text: the lead-in.
        acts: whether it begins with the verb of a task, whose parts may stand below.
    """
    return contains(text) and (_PLACES.search(text) is not None or not acts)


def steps(heading: str) -> bool:
    """Whether a heading opens the methods and steps of a procedure: "Phương pháp, các bước giám sát"."""
    return _STEPS.match(heading) is not None


def promises(kind: str | None, heading: ClauseReader, *, told: bool) -> bool:
    """Whether a heading opens tasks that name nobody, and no brief of a plan to be drawn ("Nội dung nhiệm vụ lập quy hoạch").

    In a plan also one does that is itself a task, of which those below are parts, or says only that contents follow.

    Args:
        kind: the document's type.
        heading: "Phát triển hạ tầng số", "Nội dung, hình thức".
        told: whether its words, or a heading above, promise tasks.
    """
    text, count = heading.sentence.text, len(heading.sentence.tokens)
    plans = kind in _PLANS and (heading.begins_with_verb(0, count) or _PROMISED.fullmatch(text) is not None)
    return (told or plans) and _BRIEF.search(text) is None


def is_topic(heading: str) -> bool:
    """Whether a heading that begins as a party does is a topic of a digital plan."""
    return _TOPIC.match(heading) is not None


def is_owned(heading: str, *, named: bool) -> bool:
    """Whether a heading lists the duties of somebody: "Thẩm quyền, trách nhiệm của doanh nghiệp".

    Where nobody is named above (``named``), also "Nhiệm vụ và quyền hạn" does.
    """
    owned = _OWNED.search(heading)
    return (not named and _STATUTORY.match(heading) is not None) or (owned is not None and _THING.match(heading, owned.end()) is None)


def targets(text: str) -> bool:
    """Whether an item opens a list of what is to be reached."""
    return _TARGETS.search(text) is not None


def is_joint(text: str) -> bool:
    """Whether a lead-in begins with whom its list is done together: "Chủ trì, phối hợp với các sở, ngành:"."""
    return _TOGETHER.match(text) is not None


def joins(text: str) -> bool:
    """Whether a line says only that those below are worked with: "Chủ trì, phối hợp với:" above "- Sở Tài chính bố trí vốn"."""
    return _WITH_THOSE.fullmatch(text.strip(" .")) is not None


def is_level(names: Sequence[str]) -> bool:
    """Whether names are levels alone ("Cấp xã"): they say where, not who."""
    return all(_LEVEL_ALONE.match(name) for name in names)


def may_delegate(names: Sequence[str]) -> bool:
    """Whether those a heading names may give work on: not "các cơ quan, đơn vị", below which "Giao các xã ..." is the issuer's order."""
    return bool(names) and not all(_ANYBODY.fullmatch(name[:1].lower() + name[1:]) for name in names)
