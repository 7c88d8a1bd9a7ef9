"""Who acts where a clause names them neither by an order nor as its subject.

"Đối với các sở: ...", a report's sender, "do X thực hiện", "(giao X gửi giấy mời)".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from tasks.nouns.parties import PartyList
from tasks.rules.engine import Parse

_ATTRIBUTES = ("ban hành", "làm ", "cấp", "quy định", "tổ chức ngày", "ra quyết định", "quyết định thành lập", "quản lý", "cử ")
"""What "do X ..." says about a thing, not about a task: "tài sản do UBND xã quản lý"."""
_PAPERS = frozenset(("báo", "văn", "kế", "danh", "hồ", "kết"))
"""First syllables of what is sent: "báo cáo", "văn bản", "kế hoạch", "danh sách", "hồ sơ", "kết quả"."""
_IN_CHARGE = ("chủ trì", "thực hiện", "chịu trách nhiệm", "phụ trách", "đầu mối", "làm đầu mối", "là đầu mối", "tham mưu")
"""What is said of them in brackets behind a task: "(Sở Nội vụ thực hiện, trước ngày 30/9/2025)"."""
_LABELS_IN_CHARGE = re.compile(
    r"(?i:(?:(?:đơn vị|cơ quan|bộ phận) )?(?:chủ trì|thực hiện|phụ trách|đầu mối|chịu trách nhiệm)(?: thực hiện)?) ?"
)
LONGEST_LABEL = 8
"""Tokens of such a label, its colon among them: "(đơn vị chủ trì thực hiện: Sở Xây dựng)"."""
_BEFORE_OBJECTS = frozenset(("với", "cho", "về", "do", "mà", "giao", "và", "hoặc"))
"""Words in front of a party that is not the one who acts."""
_RESPONSIBLE = frozenset(("có trách nhiệm", "chịu trách nhiệm", "có nhiệm vụ"))
_FARTHEST_SENDER = 8  # tokens
_MUST = frozenset(("cần", "phải"))
_NEAR_VERB = 5
"""Tokens behind "phải" among which its verb stands."""
_PUNISHES = re.compile(r"(?:được|bị|xử lý|xử phạt|kiểm điểm|thu hồi|đình chỉ|chấm dứt|thay thế)(?!\w)")
"""What is done to those whom a case is about: "Đối với các đơn vị chậm tiến độ phải xử lý nghiêm"."""


@dataclass(frozen=True, slots=True)
class Actors:
    """Who acts in a clause.

    Attributes:
        parties: where they stand in the sentence.
        kind: "order" ("Giao ..."), "subject", "label" ("Sở Y tế: ...") or "agent" ("do Sở Y tế thực hiện").
        verb: token at which the predicate begins.
        unknown: whether what follows a complete name is no known verb: the name may end too late, or the verb may be none.
        order: the order's verb in small letters ("giao", "đề nghị"), "" for other kinds.
        speaker: who gives the order, where the clause names them.
        issued: whether the speaker is the issuer itself.
    """

    parties: PartyList
    kind: str
    verb: int
    unknown: bool = False
    order: str = ""
    speaker: PartyList | None = None
    issued: bool = False


class ActorReader(Protocol):
    """Gives the lists of parties of a sentence, each read once, and says where a task may begin."""

    parse: Parse

    def parties_at(self, at: int) -> PartyList | None:
        """The list that begins at a token."""
        ...

    def acts(self, at: int) -> bool:
        """Whether a task may begin at a token."""
        ...

    def text(self, low: int, high: int) -> str:
        """The folded characters of a range of tokens."""
        ...


def about(reader: ActorReader, start: int, high: int) -> Actors | None:
    """Whom a clause obliges that begins with "Đối với các sở: ...", or "Đối với các chủ đầu tư cần ..."."""
    parse = reader.parse
    if parse.folded(start) not in {"đối", "về"} or parse.folded(start + 1) not in {"với", "phía"}:
        return None
    parties = reader.parties_at(start + 2)
    if (
        parties is not None
        and parties.end + 1 < high
        and parse.folded(parties.end) in _MUST
        and not _PUNISHES.search(reader.text(parties.end, min(high, parties.end + _NEAR_VERB)))
    ):
        return Actors(parties, "subject", parties.end)
    if parties is None or parties.end >= high or parse.folded(parties.end) != ":":
        return None
    verb = parties.end + 1
    return Actors(parties, "subject", verb) if verb >= high or reader.acts(verb) else None


def forbidden(reader: ActorReader, start: int, high: int) -> Actors | None:
    """To whom something is forbidden: "Nghiêm cấm công chức sử dụng xe công vào việc riêng"."""
    parse = reader.parse
    if (parse.folded(start), parse.folded(start + 1)) != ("nghiêm", "cấm"):
        return None
    parties = reader.parties_at(start + 2)
    if parties is None or parties.end >= high or not reader.acts(parties.end):
        return None
    return Actors(parties, "subject", parties.end)


def behind_topic(reader: ActorReader, start: int, high: int) -> Actors | None:
    """Who has the duty behind what it is about, no comma between: "Toàn bộ dữ liệu của hệ thống cũ Sở Tài chính có trách nhiệm sao lưu"."""
    parse = reader.parse
    if reader.acts(start) or reader.parties_at(start) is not None:
        return None
    for at in range(start + 2, high):
        if not parse.tokens[at].is_capital or parse.folded(at - 1) in _BEFORE_OBJECTS or parse.tag("link", at - 1) is not None:
            continue
        parties = reader.parties_at(at)
        if parties is None or parties.end + 2 >= high or not parties.parties[-1].complete:
            continue
        if reader.text(parties.end, parties.end + 3) in _RESPONSIBLE:
            return Actors(parties, "subject", parties.end, unknown=True)
    return None


def in_brackets(reader: ActorReader, start: int, high: int) -> Actors | None:
    """Who is told in brackets what to do: "Đại diện các hộ dân (giao UBND xã gửi giấy mời)"."""
    parse = reader.parse
    for at in range(start + 2, high):
        order = parse.tag("order", at) if parse.folded(at - 1) == "(" else None
        parties = reader.parties_at(order) if order is not None else None
        if order is not None and parties is not None and parties.end < high and reader.acts(parties.end):
            return Actors(parties, "order", parties.end, order=reader.text(at, order).lower())
    return None


def responsible_in_brackets(reader: ActorReader, start: int, high: int) -> Actors | None:
    """Who is said in brackets to be in charge of what stands in front: "Nâng cấp trạm bơm (Sở Xây dựng chủ trì; trước ngày 30/9)"."""
    parse = reader.parse
    for at in range(start + 2, high):
        if parse.folded(at) != "(":
            continue
        first = at + 1
        colon = next((i for i in range(first, min(high, at + LONGEST_LABEL)) if parse.folded(i) == ":"), None)
        if colon is not None:
            labelled = reader.parties_at(colon + 1) if _LABELS_IN_CHARGE.fullmatch(reader.text(first, colon)) else None
            if labelled is not None:
                return Actors(labelled, "agent", labelled.end)
        parties = reader.parties_at(first + (parse.folded(first) == "do"))
        if parties is not None and parties.end < high and reader.text(parties.end, high).startswith(_IN_CHARGE):
            return Actors(parties, "agent", parties.end)
    return None


def named_in_brackets(reader: ActorReader, low: int, high: int) -> bool:
    """Whether brackets hold nothing but a list of parties: "Nâng cấp trạm phát sóng (Sở Xây dựng, UBND các xã)"."""
    opened = (at for at in range(low + 1, high - 1) if reader.parse.folded(at) == "(")
    return any((parties := reader.parties_at(at + 1)) is not None and reader.parse.folded(parties.end) == ")" for at in opened)


def sender(reader: ActorReader, start: int, high: int) -> Actors | None:
    """Whose report it is: "Báo cáo của các đơn vị gửi về ..."."""
    parse = reader.parse
    if parse.folded(start) not in _PAPERS:
        return None
    for at in range(start + 1, min(high, start + _FARTHEST_SENDER)):
        parties = reader.parties_at(at + 1) if parse.folded(at) == "của" else None
        if parties is not None and parties.end < high and parse.folded(parties.end) in {"gửi", "nộp", "phải"}:
            return Actors(parties, "subject", parties.end)
    return None


def agent(reader: ActorReader, start: int, high: int) -> Actors | None:
    """By whom something is to be done: "do Sở Y tế thực hiện", "phải được Sở Y tế thẩm định"."""
    parse = reader.parse
    acts = reader.acts(start)
    for at in range(start, high):
        if parse.folded(at) == "được" and parse.folded(at - 1) == "phải":
            parties = reader.parties_at(at + 1)
            if parties is not None and parties.end < high and reader.acts(parties.end):
                return Actors(parties, "agent", parties.end)
        if acts:
            continue
        if parse.folded(at) != "do" or (at > start and parse.folded(at - 1) in {"lý", ","}):
            continue
        parties = reader.parties_at(at + 1)
        if parties is not None and parties.end < high and reader.acts(parties.end):
            if reader.text(parties.end, high).startswith(_ATTRIBUTES):
                continue
            return Actors(parties, "agent", parties.end)
    return None
