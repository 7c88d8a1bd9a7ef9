"""Sentences that order nothing of their own and only say by when what stands before them is to be finished or reported."""

from __future__ import annotations

import re

from tasks.domain.letters import fold

# Letters are compared without accents, since OCR loses those first. The words are those by which administrative style speaks of finishing
# and reporting; what a sentence has beside them makes it an order of its own.
_LONGEST = 400  # characters; a longer sentence orders something
_DONE = r"(?:hoan thanh|hoan tat|ket thuc|xong)"
_WORK = (
    r"(?:(?:toan bo|tat ca|day du|cac|nhung)\s)*(?:(?:noi dung )?cong viec|viec|cong tac|noi dung|nhiem vu|phan viec|yeu cau|chi dao)"
    r"(?:\s(?:duoc giao|nay|tren|neu tren|noi tren|o tren|theo yeu cau|theo chi dao))+"
)
_TELL = r"(?:bao cao|gui|trinh|nop|tong hop|thong bao|thong tin|de xuat)"
_MUST = r"(?:(?:yeu cau|de nghi|phai|can|dam bao|bao dam|va|phan dau|de|to chuc|trien khai|thuc hien|co gang|som)\s)*"
_TOLD = rf"(?:[\s,;]+(?:va\s|dong thoi\s|de\s)*{_TELL}(?:\s.*)?)?"
_PURPOSE = r"(?:[\s,;]+(?:de (?:tong hop|bao cao|theo doi|chi dao|trinh|kip thoi|lam)|theo|dung|nham|lam co so)\b.*)?"
_FORMS = tuple(
    re.compile(form, re.DOTALL)
    for form in (
        # "Thời gian hoàn thành: ...", "Thời hạn báo cáo ...", "Tiến độ: ..."
        r"(?:ve\s)?(?:thoi gian|thoi han|tien do|thoi diem|han)"
        r"(?:\s(?:hoan thanh|thuc hien|bao cao|gui|trinh|nop|xong|chot|cuoi|chung|du kien))*"
        rf"(?:\s+(?:bao cao|ket qua|ve|cho|cua|toi|den)\s.{{0,120}})?[\s:,]*(?:la|phai)?{_PURPOSE}",
        # "Hoàn thành ...", "Thực hiện xong ...", "Hoàn thành các nội dung trên và báo cáo UBND tỉnh ..."
        rf"{_MUST}{_DONE}(?:\sxong)?(?:\s{_WORK})?{_TOLD}{_PURPOSE}",
        # "Các nội dung trên hoàn thành ...", "Việc rà soát phải hoàn thành ..."
        rf"(?:{_WORK}|viec\s.{{1,160}}?)\s{_MUST}{_DONE}{_TOLD}{_PURPOSE}",
        # "Kết quả báo cáo về Sở Nội vụ ...", "Kết quả thực hiện gửi về ..."
        rf"(?:moi\s)?ket qua(?:\s\S+){{0,8}}?[\s,]+(?:(?:de nghi|yeu cau|xin|phai|duoc|can)\s)*{_TELL}(?:\s.*)?",
    )
)
_LEADS_TO = re.compile(r"(?:\b(?:truoc|cham nhat|muon nhat|den|het|trong|vao|la|ngay)\s*)+$")
_SPACE = re.compile(r"\s+")
_EDGES = " .,;:-–()/"


def only_carries_time(text: str, deadline: str | None) -> bool:
    """Whether a sentence only says by when the work that stands before it is to be done or reported.

    Args:
        text: the sentence.
        deadline: the words of its deadline, which stand in it; None where it has none, and then it carries nothing.
    """
    if deadline is None or len(text) > _LONGEST:
        return False
    words, when = _plain(text), _plain(deadline)
    if not when or when not in words:
        return False
    before, _, behind = words.partition(when)
    # The deadline may stand in front ("Trước ngày 20/02, hoàn thành ..."), in the middle, or behind; a person may have typed the day alone.
    rest = _SPACE.sub(" ", f"{_LEADS_TO.sub('', before).strip(_EDGES)} {behind.strip(_EDGES)}").strip(_EDGES)
    return any(form.fullmatch(rest) for form in _FORMS)


def _plain(text: str) -> str:
    return _SPACE.sub(" ", fold(text)).strip()
