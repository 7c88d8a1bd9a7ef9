"""What somebody may do or is entitled to, and what becomes of somebody in a case: clauses that oblige nobody."""

from __future__ import annotations

import re

from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.named import Actors

_RIGHT = re.compile(
    r"tự (?:động )?(?:giải thể|chấm dứt|hết hiệu lực|khóa)(?!\w)"
    r"|(?:được|có) quyền (?!hạn)|(?:không|có) thể (?!thức)|(?:chỉ )?được (?:hưởng|xét|tặng|tính|cộng|áp dụng|miễn|thu|cấp)(?!\w)"
)
"""What somebody may do, is entitled to, or what ends by itself obliges nobody."""
_ENTITLED = (" được hưởng", " được xét", " được miễn", " được cộng")
"""Ends of names that took in what somebody is entitled to."""
_SUFFERS = re.compile(
    r"(?<!\w)(?:thì (?:bị|được)(?! (?:giao|phân công|chỉ định)(?!\w))"
    r"|sẽ (?:bị|được (?:[^,;:.]{3,40} )?(?:hưởng|khen thưởng|biểu dương|xét)))(?!\w)"
)
"""What becomes of somebody in a case: "Công chức vi phạm quy chế thì bị xử lý kỷ luật", "... sẽ được khen thưởng"."""
_DESERVES = re.compile(
    r"(?:hoàn thành (?:xuất sắc |tốt )?(?:các )?nhiệm vụ|đạt (?:thành tích|giải|danh hiệu|kết quả)"
    r"|(?:có|lập) (?:nhiều )?(?:thành tích|sáng kiến|công)|chấp hành tốt|vi phạm|để xảy ra)(?!\w)[^;:.]{0,160}"
    r"(?<!\w)(?:được|bị)(?: [^\s,;:.]+){0,6}?"
    r" (?:khen thưởng|biểu dương|tuyên dương|tôn vinh|xử lý|kỷ luật|xem xét|kiểm điểm|phê bình|trừ|hạ)(?!\w)"
)
"""What becomes of somebody for what he did: "Giảng viên hoàn thành xuất sắc nhiệm vụ được khen thưởng"."""
_HANDED = re.compile(r"(?:phân cấp|[ủu][yỷ] quyền)(?: thường xuyên)?(?: cho)?")
"""Orders that hand down a power."""
_FOLLOWS = re.compile(
    r"(?:(?:[Tt]rong )?[Tt]rường hợp|Nếu|Khi|Tùy)(?!\w)[^;:.]{5,400}(?<!\w)"
    r"(?:sẽ (?:không )?(?:bị|được)|thì (?:không |chỉ )?(?:bị|được)|(?:sẽ|thì) chịu(?! trách nhiệm)|được xem xét)"
    r"(?! (?:giao|phân công|chỉ định)(?!\w))(?!\w)"
)
"""What becomes of something in a case: "Trường hợp quá 12 tháng không triển khai, thì dự án sẽ bị xem xét thu hồi"."""

_CASES = re.compile(r"Khi(?!\w)[^;.]{5,300}; khi(?!\w)")
"""Cases one behind the other, of which none says what is to be done: "Khi nước đục bất thường; khi cá chết hàng loạt"."""
_IMPOSSIBLE = re.compile(r"(?:Không|Chưa|Nếu không|Thiếu) [^;:.]{3,160}(?<!\w)thì (?:(?:không|chưa) (?:thể|có)|khó)(?!\w)")
"""What cannot be without something: "Không có nguồn lực thì không thể nói đến sự bền vững"."""


def follows(text: str, cues: ClauseCues) -> bool:
    """Whether a clause without a party only says what becomes of something in a case, with no duty behind that."""
    found = _FOLLOWS.match(text) or _IMPOSSIBLE.match(text) or _CASES.match(text)
    return found is not None and cues.duty.search(text, found.end()) is None


def permits(reader: ClauseReader, bounds: tuple[int, int], actors: Actors | None) -> bool:
    """Whether the subject of a clause, a range of tokens, may do or suffers something, and no duty is said."""
    if actors is None or actors.kind != "subject" or reader.cues.duty.search(reader.text(*bounds)):
        return False
    if actors.parties.names[-1].endswith(_ENTITLED):  # "Người dân được hưởng | hỗ trợ"
        return True
    behind = reader.text(actors.parties.end, bounds[1])
    return any(found is not None for found in (_RIGHT.match(behind), _SUFFERS.search(behind), _DESERVES.match(behind)))


def hands_down(actors: Actors) -> bool:
    """Whether somebody is given a power and nothing to do: "Phân cấp cho UBND các xã thực hiện quyền của chủ sở hữu"."""
    return _HANDED.fullmatch(actors.order) is not None
