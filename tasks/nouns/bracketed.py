"""Numbers in brackets whose unit stands behind them: "(5,2) triệu USD", as accounts print what is below zero; "năm (05) xã", said twice.

A number in brackets that is none of these numbers something ("(1) rà soát", "mục (2)", "mẫu (01)") or is left to a doubt of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tasks.nouns.unit import unit_of
from tasks.rules.engine import Parse
from tasks.vietnamese.numerals import JOINTS, NUMBER_WORDS, SCALES, parse_number

_MOST_WORDS = 16
_NO_NUMBERS = frozenset(("năm", "tư", "một", *JOINTS, *SCALES))
"""Words of numbers that mostly mean something else, or stand beside others; where they differ from the bracket they are no number."""
_NUMBERED = frozenset(
    ("mục", "điểm", "khoản", "điều", "số", "mẫu", "biểu", "cột", "dòng", "bảng", "lục", "thức", "thích", "chú", "=", "+", "*")
)
"""Behind these a bracket holds the number of something."""
_REACH = 16  # tokens of the clause in front
_CLAUSE_ENDS = frozenset((";", ".", ")"))
_BALANCES = (
    ("lợi", "nhuận"), ("chênh", "lệch"), ("cân", "đối"), ("lưu", "chuyển"), ("tăng", "trưởng"), ("lãi", "lỗ"),
    ("kết", "quả", "kinh", "doanh"), ("thu", "nhập", "thuần"),
)  # fmt: skip
"""What may be below zero and is printed in brackets then; of losses and deficits a bracket may only say it again."""
_EITHER = (("tăng", "giảm"),)
"""May be below zero too, but these are two columns in one."""
_FALLEN = frozenset(("giảm", "hụt"))
_FALL_REACH = 3  # tokens
_SIGNS = frozenset(("-", "+"))
_LINKS = frozenset(("đạt", "là", "bằng", "còn", "ước", "mức", ":"))
"""Directly behind these a bracket with number and unit explains nothing: "tăng trưởng đạt (2,3%)"."""


@dataclass(frozen=True, slots=True)
class Sign:
    """What brackets around a number say.

    Attributes:
        start: first token of all that says the number.
        below: it is below zero.
        doubt: code of a doubt about that, None for none.
    """

    start: int
    below: bool
    doubt: str | None = None


def is_bracketed(parse: Parse, at: int, end: int) -> bool:
    """Whether the number from ``at`` to ``end`` stands in brackets that are no numbering, with what it measures behind them."""
    opened = _opened(parse, at)
    if opened is None or parse.folded(end) not in {")", "]"} or end + 1 >= len(parse.tokens):
        return False
    node = parse.node("unit", end + 1)
    if node is None:
        return False
    value = parse_number(parse.text(at, end)) or Decimal(0)
    if opened < at - 1 or _said_before(parse, opened, value) is not None:
        return True
    if parse.folded(opened - 1) in _NUMBERED:
        return False
    if _is_exact(parse, at, end):
        return unit_of(parse, node).kind != "count" or value == int(value)
    return not parse.folded(at).startswith("0") and parse.folded(opened) == "(" and _tells(parse, opened, _BALANCES + _EITHER)


def is_wrapped(parse: Parse, at: int, end: int) -> bool:
    """Whether brackets hold a number with its unit and nothing else, right behind what leads to a figure: "đạt (2,3%)"."""
    if at < 2 or parse.folded(at - 1) != "(" or parse.folded(at - 2) not in _LINKS or end >= len(parse.tokens):
        return False
    node = parse.node("unit", end)
    return node is not None and parse.folded(node.end) == ")"


def sign_of_brackets(parse: Parse, at: int, value: Decimal) -> Sign:
    """What the brackets around a number say; ``at`` is the first token of its digits."""
    opened = at - 1 if parse.folded(at - 1) not in _SIGNS else at - 2
    said = _said_before(parse, opened, value)
    if said is not None:
        start, agrees = said
        return Sign(start, below=False, doubt=None if agrees else "figure-and-words-differ")
    before = list(_clause(parse, opened))
    balance = _tells(parse, opened, _BALANCES)
    if any(word in _FALLEN for word in before[:_FALL_REACH]) and not _tells(parse, opened, _BALANCES + _EITHER):
        return Sign(opened, below=False)
    if opened < at - 1:
        return Sign(opened, below=parse.folded(at - 1) == "-")
    return Sign(opened, below=True, doubt=None if balance or "âm" in before[:_FALL_REACH] else "number-bracketed")


def _opened(parse: Parse, at: int) -> int | None:
    """The bracket that opens right in front of a number, or of its sign."""
    for back in (at - 1, at - 2):
        if back >= 0 and parse.folded(back) in {"(", "["}:
            return back
        if parse.folded(back) not in _SIGNS:
            return None
    return None


def _is_exact(parse: Parse, at: int, end: int) -> bool:
    """Whether it has decimals or thousands, as no numbering has, which has points alone: "(9.1)", "(7.2.1)"."""
    marks = [parse.folded(i) for i in range(at, end) if not parse.tokens[i].is_number]
    if "." in marks and "," not in marks and len(parse.folded(end - 1)) < len("000"):
        return False
    return bool(marks) or end > at + 1


def _said_before(parse: Parse, opened: int, value: Decimal) -> tuple[int, bool] | None:
    """Where the words begin that say a number in front of its bracket, and whether they say the same; None where there are none."""
    start = opened
    while start > 0 and opened - start < _MOST_WORDS and parse.folded(start - 1) in NUMBER_WORDS:
        start -= 1
    for first in range(start, opened):
        said = parse_number(" ".join(parse.folded(i) for i in range(first, opened)))
        if said == value:
            return first, True
    words = {parse.folded(i) for i in range(start, opened)}
    return (start, False) if words - _NO_NUMBERS else None


def _clause(parse: Parse, opened: int) -> Iterator[str]:
    """The words in front of a bracket, the nearest first; a comma parts them but between words that are one name ("lãi, lỗ")."""
    for back in range(opened - 1, max(-1, opened - 1 - _REACH), -1):
        word = parse.folded(back)
        if word in _CLAUSE_ENDS or (word == "," and parse.folded(back + 1) not in {"lỗ", "giảm"}):
            return
        if word not in {",", "/"}:
            yield word


def _tells(parse: Parse, opened: int, phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the clause in front of a bracket holds one of some phrases."""
    words = tuple(reversed(list(_clause(parse, opened))))
    return any(words[i : i + len(phrase)] == phrase for phrase in phrases for i in range(len(words)))
