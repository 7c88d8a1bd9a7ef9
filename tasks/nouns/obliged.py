"""Duties by which it is known who is meant: "thuộc diện phải di dời", "Tổ chức quản lý chợ có trách nhiệm ..."."""

from __future__ import annotations

from tasks.nouns.which import is_among_many, until_duty
from tasks.rules.engine import Parse

LONGEST_CASE = 24  # tokens
_CASES = frozenset(("diện", "trường hợp", "đối tượng", "danh mục"))
_TRADES = frozenset(
    ("quản lý", "vận hành", "khai thác", "sử dụng", "cung cấp", "kinh doanh", "sản xuất", "đăng ký", "thực hiện", "chủ trì")
)
_RESPONSIBLE = frozenset(("có trách", "chịu trách", "có nghĩa"))
_ACTS = ("adverb", "auxiliary", "verb")
_PHRASES = frozenset(("để", "nhằm", "khi", "nếu", "trước", "sau"))


def in_case(parse: Parse, at: int) -> int | None:
    """The end of a case in front of what those in it are to do; None where "phải" is all that they are to do.

    "Các cơ sở thuộc diện phải di dời | khẩn trương lập phương án"; but "Các cơ sở thuộc diện này | phải di dời".
    """
    must = _must(parse, at)
    if must is None:
        return None
    low, high = parse.tag("verb", must + 1) or must + 2, min(len(parse.tokens), at + LONGEST_CASE)
    stop = next((i for i in range(low, high) if not parse.tokens[i].is_word or parse.folded(i) in _PHRASES), high)
    for tags in (("duty",), _ACTS):  # a duty is surer than a verb, which may be a part of what the case names
        end = next((i for i in range(low, stop) if parse.begins(i, *tags)), None)
        if end is not None:
            return end
    return None


def organisation(parse: Parse, at: int) -> int | None:
    """The end of what an organisation does that has a duty: "Tổ chức | quản lý chợ có trách nhiệm"; "Tổ chức hội nghị" is a task."""
    if f"{parse.folded(at)} {parse.folded(at + 1)}" not in _TRADES:
        return None
    end = until_duty(parse, at)
    return end if end is not None and f"{parse.folded(end)} {parse.folded(end + 1)}" in _RESPONSIBLE else None


def given(parse: Parse, at: int) -> int | None:
    """What was given to bodies of many places, up to their duty: "UBND các xã | được giao chủ trì tại Phụ lục II có trách nhiệm"."""
    return until_duty(parse, at) if parse.folded(at) == "được" and is_among_many(parse, at) else None


def is_of_case(parse: Parse, at: int) -> bool:
    """Whether a duty is that of a case which says who is meant: the "phải" of "thuộc diện phải di dời"."""
    return any(_must(parse, start) == at for start in range(max(0, at - 4), at))


def _must(parse: Parse, at: int) -> int | None:
    """The "phải" of the case that begins at "thuộc"."""
    if parse.folded(at) != "thuộc":
        return None
    for end in range(at + 2, min(len(parse.tokens) - 1, at + 5)):
        if parse.folded(end) == "phải":
            case = " ".join(parse.folded(i) for i in range(at + 1, end))
            return end if case.removeprefix("các ") in _CASES else None
    return None
