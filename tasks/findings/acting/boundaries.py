"""Where a subject or verb of a clause may begin."""

from __future__ import annotations

import re

from tasks.findings.acting.named import ActorReader
from tasks.rules.engine import Parse

MOST_BOUNDARIES = 12
"""Commas behind which a subject or order is looked for; further ones belong to the task itself."""
CONDITION = re.compile(r"(?:Trong quá trình|Nếu|Trường hợp|Khi|Quá trình)(?!\w)")
"""Behind a condition an order needs no comma: "nếu có vướng mắc đề nghị các đơn vị báo cáo"."""
_TROUBLES = frozenset(("vướng mắc", "khó khăn", "phát sinh", "bất cập", "thẩm quyền", "phù hợp"))
"""Words in which a condition ends ("nếu có khó khăn, vướng mắc các đơn vị báo cáo")."""
_PERIOD = re.compile(
    r"(?:(?:trong|trước|đến(?: hết)?|cuối|đầu|vào|ngay trong|chậm nhất(?: là)?) (?:(?:ngày|tháng|quý|năm|tuần)(?: [\divx/.]+)?,? ?)+"
    r"|(?:định kỳ )?(?:hằng|hàng|mỗi) (?:ngày|tuần|tháng|quý|năm)|định kỳ (?:\d+|một|ba|sáu) (?:ngày|tuần|tháng)(?:(?:/| một )lần)?"
    r"|trong (?:thời gian tới|\d+ tháng (?:đầu|cuối) năm(?: \d{4})?))",
    re.IGNORECASE,
)
"""A time with which a clause begins, its comma often left out: "Trong quý III/2026 Sở Nội vụ tham mưu ..."."""
_LONGEST_PERIOD = 12  # tokens
_MARKS = frozenset((",", ";", ":", "thì"))


def find_boundaries(reader: ActorReader, start: int, high: int) -> tuple[int, ...]:
    """The start of a clause and what follows each comma in it, as tokens; none of an empty clause."""
    if start >= high:
        return ()
    forms = reader.parse.forms
    out = [start]
    for at in range(start + 1, high):
        before = forms[at - 1]
        marked = before in _MARKS or (before == "thời" and reader.parse.folded(at - 2) == "đồng")
        if marked or _behind_condition(reader, start, at) or _behind_time(reader, start, at):
            out.append(at)
            if len(out) > MOST_BOUNDARIES:
                break
    return tuple(out)


def _behind_condition(reader: ActorReader, start: int, at: int) -> bool:
    """Whether a condition ends here without its comma: "nếu có vướng mắc, phát sinh các sở phản ánh về Sở Nội vụ"."""
    parse = reader.parse
    if at < start + 3 or parse.tag("quantifier", at) is None:
        return False
    return _ends_in_trouble(parse, at) and CONDITION.search(reader.text(start, at)) is not None


def behind_trouble(parse: Parse, at: int) -> bool:
    """Whether a condition of trouble ends with the comma in front: "nếu phát sinh vướng mắc, cơ quan, đơn vị liên hệ với ..."."""
    return parse.folded(at - 1) == "," and _ends_in_trouble(parse, at - 1)


def _ends_in_trouble(parse: Parse, end: int) -> bool:
    return f"{parse.folded(end - 2)} {parse.folded(end - 1)}" in _TROUBLES


def acts_behind_comma(reader: ActorReader, start: int, high: int) -> bool:
    """Whether a known verb, and nobody, is the first behind a comma that may begin a task or name who acts.

    "Căn cứ chức năng, nhiệm vụ được giao, xây dựng kế hoạch", but not "Định kỳ hằng năm, hệ thống tự động thông báo".
    """
    behind = find_boundaries(reader, start, high)[1:]
    first = next((at for at in behind if reader.acts(at) or reader.parties_at(at) is not None), None)
    return first is not None and reader.parties_at(first) is None


def _behind_time(reader: ActorReader, start: int, at: int) -> bool:
    """Whether a body is named right behind the time with which the clause begins: "Trước ngày 20/5/2026 Phòng Kinh tế báo cáo"."""
    parse = reader.parse
    many = parse.tag("quantifier", at) is not None
    if at > start + _LONGEST_PERIOD or not (many or parse.tokens[at].is_capital) or _PERIOD.fullmatch(reader.text(start, at)) is None:
        return False
    parties = reader.parties_at(at)
    return parties is not None and (parties.parties[0].complete or (many and parse.begins(parties.end, "verb", "duty")))
