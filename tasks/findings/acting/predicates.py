"""Whether what stands behind a party is what it is to do, or tells what was or is."""

from __future__ import annotations

import re

from tasks.findings.acting.named import ActorReader
from tasks.nouns.parties import PartyList

MOST_UNKNOWN = 6
"""Tokens behind a name of which one may be the "là" of a definition."""
WINDOW = 8
"""Tokens of a predicate that are looked at."""
_TELLING = frozenset((
    "đã", "đang", "bị", "vẫn", "còn", "chưa", "cũng", "đều", "của", "về", "với", "như", "do", "luôn", "xuống", "lên", "mới", "hiện",
    "nhằm",
))  # fmt: skip
"""Behind a party these tell what was or is, but for what is assigned ("được giao", "là cơ quan thường trực")."""
_NO_PREDICATE = re.compile(
    r"(?:là|được) |(?:giữ|đóng)(?: vững)? vai trò (?!(?:là )?(?:cơ quan |đơn vị )?(?:thường trực|đầu mối|chủ trì|điều phối)(?!\w))"
    r"|có (?:tổng )?(?:diện tích|dân số|số dân|chiều dài|bờ biển|đường biên giới|vị trí|địa hình|số hộ|\d[\d.]* đơn vị hành chính)(?!\w)"
    r"|(?:đều )?có (?:một|01) (?:hồ sơ|tài khoản|mã|danh tính|địa chỉ)(?!\w)"
    r"|cơ bản (?:chấp hành|thực hiện|bảo đảm|đảm bảo|tuân thủ|đáp ứng)|theo kết quả"
    r"|tại (?:[Tt]ờ trình|[Cc]ông văn|Văn bản|Báo cáo)"
)
_ASSIGNED = re.compile(r"(?:được (?:giao|phân công|ủy quyền|chỉ định)|là (?:cơ quan|đơn vị|bộ phận|đầu mối)|sẽ )(?!\w)")
_ROLE = re.compile(
    r"là (?:(?:cơ quan|đơn vị|bộ phận) (?:thường trực|đầu mối|chủ trì|chịu trách nhiệm)|đầu mối"
    r"|người (?:quyết định(?:,| và) )?chịu trách nhiệm)(?!\w)"
)
_AS = re.compile(r"(?:,|\([^()]*\))? ?(?:với (?:vai trò|tư cách|trách nhiệm)|trên cương vị)(?: là)? [^,;:.]{3,120}, ?")
"""As what a party acts, between it and its verb: "Sở Nội vụ với vai trò là cơ quan thường trực Ban Chỉ đạo, tham mưu ..."."""
_BEGINS = ("verb", "adverb", "auxiliary", "duty", "order", "stop")


def is_predicate(reader: ActorReader, at: int, high: int) -> bool:
    """Whether a party's task begins at a token."""
    parse, text = reader.parse, reader.text(at, min(high, at + WINDOW))
    if _ROLE.match(text) or _ASSIGNED.match(text):
        return True
    telling = parse.folded(at) in _TELLING and (parse.tag("verb", at) or at + 1) == at + 1  # but "xuống giống" acts
    if telling or _NO_PREDICATE.match(text):
        return False
    return parse.begins(at, *_BEGINS)


def behind_role(reader: ActorReader, at: int, high: int) -> int:
    """The token behind the words that say as what a party acts, ``at`` where none do."""
    text = reader.text(at, high)
    role = _AS.match(text)
    if role is None:
        return at
    behind = reader.parse.tokens[at].start + role.end()
    return next((i for i in range(at, high) if reader.parse.tokens[i].start >= behind), at)


def may_act(reader: ActorReader, parties: PartyList, at: int) -> bool:
    """Whether an unknown word in small letters behind a complete name is likely a verb that no lexicon has."""
    parse = reader.parse
    token = parse.tokens[at]
    if any(parse.folded(i) == "là" for i in range(at, min(at + MOST_UNKNOWN, len(parse.tokens)))):
        return False  # "Nhà máy điện linh hoạt là nhà máy ..." defines
    known = parties.parties[-1].complete or parse.tag("quantifier", parties.start) is not None
    return known and token.is_word and not token.is_capital and token.folded not in _TELLING and not parse.sentence.tags[at]
