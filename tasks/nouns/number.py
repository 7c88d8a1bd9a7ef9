"""Numbers as notices print them: "1.234,5", "1 234", "mười lăm", "3 tỷ 500 triệu"; a noun of the rule engine.

Rules and what they read: "number-plain" (digits with their points and commas), "number-spaced" (thousands parted by spaces),
"number-apostrophes", "number-misgrouped" (an amount of money grouped as none is), "number-bracketed" (in brackets that no numbering has),
"number-parts" (an amount in parts), "number-words" (spelled out).

Doubts: "number-grouping" (commas or apostrophes part the thousands), "number-spaced", "number-misgrouped" (its digits without the
points), "number-bracketed" (below zero, as accounts print it), "figure-and-words-differ" (what a bracket repeats).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from tasks.nouns.below_zero import sign_of
from tasks.nouns.bracketed import is_bracketed, is_wrapped, sign_of_brackets
from tasks.rules.engine import Node, Parse, Rule, Test
from tasks.vietnamese.numerals import NUMBER_WORDS, parse_number

MOST_GROUPS = 6  # groups of three digits: 10^18 is more than any notice counts
MOST_WORDS = 16
MOST_DIGITS = 15
_MARKS = frozenset(".,")
_APOSTROPHES = frozenset("'\u2019")
_MAY_PRECEDE = frozenset("([\"'/≥≤<>:+=~≈-")
_EITHER_WAY = frozenset("±△▲▽▼↑↓")
"""Behind these a number is no plain figure: a tolerance, a change whose sign is a picture."""
_JOINS_DIGITS = frozenset(".,/-")
_NEVER_ALONE = frozenset(("năm", "tư"))
"""Words of numbers that mostly mean something else: "năm" a year, "tư" private. "một" is mostly an article."""
_PART_OF = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3, "đồng": 1}


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number.

    Attributes:
        start: first token, the sign included.
        first: first token of its digits or words.
        end: token behind it.
        value: below zero where a minus sign or "âm" says so.
        doubt: code of a doubt about how its digits are grouped, None for none.
        in_words: spelled out.
    """

    start: int
    first: int
    end: int
    value: Decimal
    doubt: str | None = None
    in_words: bool = False


def number_of(parse: Parse, node: Node) -> Number:
    """What a node "number" or "further" says."""
    if node.name == "further":
        return Number(node.start, node.start, node.end, *_value(parse, node))
    if node.rule == "number-words":
        return Number(node.start, node.start, node.end, _said(_words(parse, node.start, node.end)) or Decimal(0), in_words=True)
    value, doubt = _value(parse, node)
    if node.rule == "number-bracketed" or is_wrapped(parse, node.start, node.end):
        sign = sign_of_brackets(parse, node.start, value)
        start = sign.start if node.rule == "number-bracketed" else node.start
        return Number(start, node.start, node.end, -value if sign.below else value, sign.doubt or doubt)
    start, negative = sign_of(parse, node.start, is_measured=_is_measured(parse, node.start))
    return Number(start, node.start, node.end, -value if negative else value, doubt)


def _value(parse: Parse, node: Node) -> tuple[Decimal, str | None]:
    if node.rule == "number-parts":
        return _whole(parse, node), None
    text = parse.text(node.start, node.end - (node.rule == "number-bracketed")).rstrip()
    if node.rule == "number-misgrouped":
        return Decimal(text.replace(".", "")), "number-misgrouped"
    if node.rule == "number-apostrophes":
        return Decimal("".join(c for c in text if c.isdigit())), "number-grouping"
    if " " in text:
        return parse_number(text) or Decimal(0), "number-spaced"
    if _is_english(text):
        return Decimal(text.replace(",", "")), "number-grouping"
    return parse_number(text) or Decimal(0), None


def _whole(parse: Parse, node: Node) -> Decimal:
    """The value of an amount in parts, in its last unit: 3500 of "3 tỷ 500 triệu đồng"."""
    parts = [child for child in node.children if child.name == "digits"]
    total = Decimal(0)
    last = _PART_OF[_next_word(parse, parts[-1].end)]
    for part in parts:
        value = parse_number(parse.text(part.start, part.end)) or Decimal(0)
        total += value * (_PART_OF[_next_word(parse, part.end)] // last)
    return total


def _next_word(parse: Parse, at: int) -> str:
    return parse.folded(at)


def _is_measured(parse: Parse, at: int) -> bool:
    """Whether a number has decimals or is a share, as nothing that a dash lists or joins."""
    end = _run(parse, at)
    return end > at + 1 or parse.folded(end) in {"%", "‰"}


def _free(parse: Parse, at: int) -> bool:
    """Whether a token of digits may begin a number: no part of a code, a version, a range of dates or a size ("4 x 6")."""
    if not parse.tokens[at].is_number:
        return False
    if at == 0:
        return True
    glued = parse.glued(at)
    before = parse.tokens[at - 1]
    if (before.text in _EITHER_WAY and at > 1) or (before.text == "-" and parse.folded(at - 2) == "/" and parse.folded(at - 3) == "+"):
        return False
    if glued and before.text not in _MAY_PRECEDE:
        return False
    if glued and before.text in _APOSTROPHES and at > 1 and parse.glued(at - 1) and parse.tokens[at - 2].is_number:
        return False
    if glued and before.text in _JOINS_DIGITS and at > 1 and parse.glued(at - 1):
        back = parse.tokens[at - 2]
        if back.is_number or (before.text == "-" and (back.is_word or back.text == "_")):
            return False
    return not (not glued and before.folded == "x" and at > 1 and parse.tokens[at - 2].is_number)


def _ends_whole(parse: Parse, end: int) -> bool:
    """Whether no digits go on behind a number ("12.2024.7")."""
    if end >= len(parse.tokens) or not parse.glued(end):
        return True
    behind = parse.tokens[end]
    return not behind.is_number and not (behind.text in _MARKS | _APOSTROPHES and parse.glued(end + 1) and parse.tokens[end + 1].is_number)


def _run(parse: Parse, at: int, marks: frozenset[str] = _MARKS, digits: int | None = None) -> int:
    """The token behind the digits and marks that stand together from a token on; of ``digits`` each behind a mark, None: of any number."""
    end = at + 1
    while (
        end + 1 < len(parse.tokens)
        and end - at < 2 * MOST_GROUPS
        and parse.tokens[end].text in marks
        and parse.glued(end)
        and parse.glued(end + 1)
        and parse.tokens[end + 1].is_number
        and digits in (None, len(parse.tokens[end + 1].text))
    ):
        end += 2
    return end


def _digits(parse: Parse, at: int) -> int | None:
    return _further_digits(parse, at) if _free(parse, at) else None


def _further_digits(parse: Parse, at: int) -> int | None:
    """The digits of a number that another leads to: the whole behind "/", the upper end behind "-"."""
    if not parse.tokens[at].is_number:
        return None
    end = _run(parse, at)
    text = parse.text(at, end)
    longest = max(len(parse.tokens[i].text) for i in range(at, end))
    if longest > MOST_DIGITS or not _ends_whole(parse, end):
        return None
    return end if parse_number(text) is not None or _is_english(text) else None


def _is_english(text: str) -> bool:
    """Whether commas part the thousands and a point the decimals: "1,234.5"."""
    whole, _, decimals = text.partition(".")
    first, *groups = whole.split(",")
    return bool(groups) and 1 <= len(decimals) <= 4 and decimals.isdigit() and len(first) <= 3 and all(len(g) == 3 for g in groups)


def _spaced(parse: Parse, at: int) -> int | None:
    """Thousands parted by spaces, where a word follows that they can count: "5 250 000 đồng", "1 234,5 ha"."""
    end = _spaced_digits(parse, at)
    follows = end is not None and end < len(parse.tokens) and parse.tokens[end].is_word and not parse.glued(end)
    return end if end is not None and follows and _ends_whole(parse, end) else None


def _spaced_digits(parse: Parse, at: int) -> int | None:
    first = parse.tokens[at]
    if not _free(parse, at) or len(first.text) > 3 or first.text.startswith("0"):
        return None
    end = at + 1
    while (
        end < len(parse.tokens)
        and end - at < MOST_GROUPS
        and len(parse.tokens[end].text) == 3
        and parse.tokens[end].is_number
        and parse.tokens[end].start - parse.tokens[end - 1].end == 1
    ):
        end += 1
    if end == at + 1:
        return None
    if _run(parse, end - 1) == end + 2 and parse.folded(end) == ",":
        end += 2
    return end


def _bracketed(parse: Parse, at: int) -> int | None:
    """A number in brackets with its unit behind them; the closing one is part of it."""
    ends = (_spaced_digits(parse, at), _digits(parse, at))
    return next((end + 1 for end in ends if end is not None and is_bracketed(parse, at, end)), None)


def _misgrouped(parse: Parse, at: int) -> int | None:
    """A sum grouped as none is ("1.2345.000 đồng"): a misprint, whose digits are kept."""
    if not _free(parse, at):
        return None
    end = _run(parse, at)
    groups = parse.text(at, end).split(".")
    if not 3 <= len(groups) <= MOST_GROUPS + 1 or not _ends_whole(parse, end):
        return None
    grouped = len(groups[0]) <= 3 and all(3 <= len(g) <= 5 and g.isdigit() for g in groups[1:])
    return end if grouped and parse.folded(end) in {"đồng", "đ"} else None


def _apostrophes(parse: Parse, at: int) -> int | None:
    """Thousands parted by apostrophes: "1'250'000 đồng"."""
    if not _free(parse, at) or len(parse.tokens[at].text) > 3:
        return None
    end = _run(parse, at, _APOSTROPHES, digits=3)
    return end if end > at + 1 and _ends_whole(parse, end) else None


def _words(parse: Parse, start: int, end: int) -> str:
    return " ".join(parse.folded(i) for i in range(start, end))


@lru_cache(maxsize=4096)
def _said(words: str) -> Decimal | None:
    return parse_number(words)


def _number_words(parse: Parse, at: int) -> int | None:
    """The longest number in words that begins here, from two on."""
    if parse.folded(at) not in NUMBER_WORDS or (at and parse.folded(at - 1) in NUMBER_WORDS):
        return None
    end = at
    while end < len(parse.tokens) and end - at < MOST_WORDS and parse.folded(end) in NUMBER_WORDS:
        end += 1
    if parse.folded(at) == "năm" and at and parse.tokens[at - 1].is_number:
        return None  # "02 năm một lần"
    while end > at and parse.folded(end - 1) == "không":
        end -= 1  # "giải Ba không vượt quá 30%"
    words = _words(parse, at, end)
    value = _said(words)
    if value is None or value < 2 or words in _NEVER_ALONE or parse.tokens[at].text == "Năm":
        return None
    return None if end == at or (end == at + 2 and words.endswith(" năm")) else end  # "ba năm" is a stretch of time


def _smaller(parse: Parse, at: int) -> int | None:
    """A scale in front of a smaller part of the same amount: "tỷ" of "3 tỷ 500 triệu đồng"; "đồng" behind it is passed over."""
    scale = _PART_OF.get(parse.folded(at))
    if scale is None or scale == 1 or at == 0:
        return None
    part = at + 2 if parse.folded(at + 1) == "đồng" else at + 1
    part += parse.folded(part) == ","
    end = _digits(parse, part) if part < len(parse.tokens) else None
    small = _PART_OF.get(parse.folded(end)) if end is not None else None
    if end is None or small is None or small >= scale:
        return None
    value = parse_number(parse.text(part, end))
    return part if value is not None and value * small < scale else None


RULES = (
    Rule("digits", "digits", "@digits"),
    Rule("number", "number-plain", "@digits"),
    Rule("number", "number-spaced", "@spaced"),
    Rule("number", "number-apostrophes", "@apostrophes"),
    Rule("number", "number-misgrouped", "@misgrouped"),
    Rule("number", "number-bracketed", "@bracketed"),
    Rule("number", "number-parts", "<digits> ( @smaller-part <digits> )+"),
    Rule("number", "number-words", "@number-words"),
    Rule("further", "further-plain", "@further-digits"),
    Rule("further", "further-spaced", "@spaced"),
)
TESTS: dict[str, Test] = {
    "digits": _digits,
    "further-digits": _further_digits,
    "spaced": _spaced,
    "apostrophes": _apostrophes,
    "misgrouped": _misgrouped,
    "bracketed": _bracketed,
    "smaller-part": _smaller,
    "number-words": _number_words,
}
