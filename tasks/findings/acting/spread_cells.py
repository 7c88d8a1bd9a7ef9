"""Tables of tasks whose cells stand one a line, as some web pages and text layers give them: nothing tells there whose task is whose."""

from __future__ import annotations

import re

from tasks.domain.notice import CleanText
from tasks.domain.span import Stretches

MOST_NAMES = 10
"""Lines of names of columns behind the one of numbers; long names take two."""
_NUMBERS = re.compile(r"^[ \t]*(?:S?TT|Số TT)[ \t]*$", re.MULTILINE | re.IGNORECASE)
_ROW = re.compile(r"[ \t]*(?:\d{1,3}|[IVX]{1,5}|[A-Z])[.)]?[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n|\f")
_WHO = re.compile(r"(?i:(?:cơ quan|đơn vị|bộ phận)?[ \n]?(?:chủ trì|thực hiện|phụ trách|đầu mối))[ \t]*$", re.MULTILINE)
_FURTHER = re.compile(r"(?i:(?:(?:cơ quan|đơn vị)[ \n])?phối hợp|thời (?:gian|hạn)|tiến độ|sản phẩm|kết quả)(?!\w)")
_ONLY_TWO = re.compile(
    r"(?i:[ \t]*(?:các )?(?:tên )?(?:chỉ tiêu|mục tiêu|nhiệm vụ|nội dung|công việc|hoạt động|giải pháp)(?!\w)[^\n]{0,40}\n"
    r"[ \t]*(?:cơ quan|đơn vị|bộ phận)?[ \n]?(?:chủ trì|thực hiện|phụ trách|đầu mối)[ \t]*\n"
    r"\s*(?:\d{1,3}|[IVX]{1,5}|[A-Z])(?:[.)]?[ \t]*\n|[.)] ))"
)
"""Names of but two columns, tasks and bodies, with the number of the first row or group right below them."""


class SpreadCells(Stretches):
    """Where such tables stand in a notice; worked out once for it, in time linear in its length."""

    def __init__(self, clean: CleanText) -> None:
        """Find a line of the name of numbers, with names of a column of bodies and a further one below, and what follows of its rows."""
        parts: list[tuple[int, int]] = []
        text, at = clean.text, 0
        while (numbers := _NUMBERS.search(text, at)) is not None:
            at = numbers.end()
            names = "\n".join(text[at : at + 400].split("\n")[1:MOST_NAMES])
            if (_WHO.search(names) is not None and _FURTHER.search(names) is not None) or _ONLY_TWO.match(names):
                at = _end(text, at)
                parts.append((numbers.start(), at))
        super().__init__(parts)


def _end(text: str, at: int) -> int:
    """The blank line behind which no row begins."""
    while (blank := _BLANK.search(text, at)) is not None:
        at = blank.end()
        if _ROW.match(text, at) is None:
            return blank.start()
    return len(text)
