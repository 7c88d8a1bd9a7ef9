"""What the rules of times look at token by token: years, counts, clocks, symbols of documents, and what a match must hold to count."""

from __future__ import annotations

from tasks.nouns.period_words import LONGEST_AMOUNT
from tasks.rules.engine import Node, Parse, Test
from tasks.vietnamese.dates import FIRST_YEAR, LAST_YEAR

PRINTED = frozenset(("day", "month", "quarter", "half", "year", "short-day", "short-month"))
"""Tags of the times that ``tasks.vietnamese.dates`` reads."""
WORDS_OF_MONTHS = {"ba": 3, "sáu": 6, "chín": 9, "mười": 10}
"""First words of counts of months that are spelled out; of ten and more only "mười một" is met."""
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_NOT_SO_LONG = frozenset(("trong", "sau", "hạn"))
"""In front of some months they say how long something takes."""
_STARTS_CONTEXT = ("compared", "since", "after", "onto")
_LONGEST_SPAN = 50  # years of a plan
_MOST_PLAIN = 12  # words between "so với" or a plan and its time
_MOST_OF_LAW = 20  # tokens between "Luật" and its day
_MOST_SYMBOL = 14  # tokens of a symbol
_VERBS_OF_SHOWING = frozenset(("thực", "thể", "phát", "biểu", "xuất", "tái", "ẩn", "thân"))
_CLAUSE_END = frozenset(",;.)")
_JOINS_SYMBOL = frozenset("/-.&_")


def is_year(parse: Parse, at: int) -> bool:
    """Whether a token is a year in four digits."""
    word = parse.folded(at)
    return len(word) == len("2025") and word.isdecimal() and word[:2] in {"19", "20"} and FIRST_YEAR <= int(word) <= LAST_YEAR


def _year(parse: Parse, at: int) -> int | None:
    """A year that no digits, stroke or decimals go on behind."""
    if not is_year(parse, at):
        return None
    behind = parse.folded(at + 1)
    return None if parse.glued(at + 1) and (behind.isdecimal() or (behind in {".", ","} and parse.folded(at + 2).isdecimal())) else at + 1


def _number(parse: Parse, at: int) -> int | None:
    return at + 1 if at < len(parse.tokens) and parse.tokens[at].is_number else None


def _count(parse: Parse, at: int) -> int | None:
    """How many months: one or two digits that stand for themselves, or a word."""
    word = parse.folded(at)
    if word in WORDS_OF_MONTHS:
        return (at + 2 if parse.folded(at + 1) == "một" else None) if word == "mười" else at + 1
    if not word.isdecimal() or len(word) > len("12"):
        return None
    before = parse.folded(at - 1)
    joined = parse.glued(at) and (before in {".", ",", "/"} or parse.tokens[at - 1].is_word)
    return None if joined else at + 1


def _roman(parse: Parse, at: int) -> int | None:
    return at + 1 if parse.folded(at) in ROMAN and (parse.tokens[at].text.isupper() or parse.tokens[at].is_number) else None


def _to(parse: Parse, at: int) -> int | None:
    """What joins the ends of a span of years: "-", "/", "÷", "đến", "đến hết"."""
    word = parse.folded(at)
    if word in {"-", "/", "÷"}:
        return at + 1
    if word not in {"đến", "tới"}:
        return None
    return at + 2 if parse.folded(at + 1) in {"hết", "cuối"} else at + 1


def _clause_end(parse: Parse, at: int) -> int | None:
    """A sign that ends a clause and no number, or the end of the text."""
    if at >= len(parse.tokens):
        return at + 1
    return at + 1 if parse.folded(at) in _CLAUSE_END and not (parse.glued(at + 1) and parse.tokens[at + 1].is_number) else None


def _plain(parse: Parse, at: int) -> int | None:
    """A word that begins no time and no other part of one."""
    if at >= len(parse.tokens) or not parse.tokens[at].is_word:
        return None
    tags = parse.sentence.tags[at]
    return None if not PRINTED.isdisjoint(tags) or any(tag in tags for tag in _STARTS_CONTEXT) else at + 1


def _titled(parse: Parse, at: int) -> int | None:
    """A word, number or stroke of the name of a law."""
    if at >= len(parse.tokens) or parse.folded(at) in {",", ";", ".", "(", ")"} or not PRINTED.isdisjoint(parse.sentence.tags[at]):
        return None
    return at + 1


def _symbol(parse: Parse, at: int) -> int | None:
    """The symbol of a document: digits, and behind a stroke or dash letters in capitals ("12/NQ-HĐND", "05 - CT/TU")."""
    if at >= len(parse.tokens) or not parse.tokens[at].is_number:
        return None
    end, lettered = at + 1, False
    while end < min(len(parse.tokens), at + _MOST_SYMBOL):
        token = parse.tokens[end]
        joins = token.text in _JOINS_SYMBOL
        follows = end + 1 < len(parse.tokens) and (parse.tokens[end + 1].is_capital or (parse.glued(end + 1) and joins))
        if joins and follows and (parse.glued(end) or token.text == "-"):
            end += 1
            lettered = lettered or (token.text != "." and parse.tokens[end].text[0].isupper())
            end += 1
        elif parse.glued(end) and (token.is_word or token.is_number):
            end += 1
        else:
            break
    return end if lettered else None


def _amount(parse: Parse, at: int) -> int | None:
    """An amount between "so" and "với": "so 500 đ/kg với quý I"."""
    if at >= len(parse.tokens) or not parse.tokens[at].is_number:
        return None
    return next((end for end in range(at + 1, at + LONGEST_AMOUNT + 3) if parse.folded(end) == "với"), None)


def _clock(parse: Parse, at: int) -> int | None:
    """A time of day: "16 giờ 30 phút", "15h00", "9:30"."""
    word = parse.folded(at)
    if not word.isdecimal() or len(word) > len("16") or parse.folded(at + 1) not in {"giờ", "h", "g", ":"}:
        return None
    end = at + 2
    if parse.folded(end).isdecimal() and len(parse.folded(end)) <= len("30"):
        end += 1
    end += parse.folded(end) in {"phút", "'"}
    return end + (parse.folded(end) == ",")


def _few(parse: Parse, at: int) -> int | None:
    """Up to four words that none of "reaching" is among: whose months they are."""
    end = at
    while end < min(len(parse.tokens), at + 4) and parse.tokens[end].is_word and parse.tag("reaching", end) is None:
        end += 1
    return end if end > at else None


def ungrouped(parse: Parse, node: Node) -> bool:
    """Whether no thousands go on behind it: "tháng 1" of "5 tháng 1.250 hồ sơ" is none."""
    end = node.end
    return not (parse.folded(end) == "." and parse.glued(end) and parse.glued(end + 1) and len(parse.folded(end + 1)) == len("250")
                and parse.tokens[end + 1].is_number)  # fmt: skip


def told(parse: Parse, node: Node) -> bool:
    """Whether months are told of, not how long something takes; "5 tháng đầu" and "3 tháng cuối" are of a year named elsewhere."""
    return parse.folded(node.start - 1) not in _NOT_SO_LONG


def ascends(parse: Parse, node: Node) -> bool:
    """Whether the years of a span follow each other."""
    first, last = (int(parse.folded(at)) for at in range(node.start, node.end) if is_year(parse, at))
    return first < last <= first + _LONGEST_SPAN


def of_share(parse: Parse, node: Node) -> bool:
    """Whether a figure stands in front of "%", and its plan is named shortly."""
    return node.start > 0 and parse.tokens[node.start - 1].is_number and short(parse, node)


def short(_: Parse, node: Node) -> bool:
    """Whether few words stand in front of the time."""
    time = node.child("time")
    return time is not None and time.start - node.start <= _MOST_PLAIN


def of_a_day(_: Parse, node: Node) -> bool:
    """Whether the time is a day."""
    time = node.child("time")
    return time is not None and time.rule == "time-day"


def of_paper(parse: Parse, node: Node) -> bool:
    """Whether the date is that of a paper; a law is written with a capital, or stands right before its year ("pháp luật năm 2012")."""
    paper, time = node.children
    if paper.rule == "paper-symbol":
        return True
    named = parse.tokens[node.start].is_capital and time.start - node.start <= _MOST_OF_LAW and time.start == paper.end
    return named or (time.rule == "time-year" and time.start == node.start + 1)


def alike(_: Parse, node: Node) -> bool:
    """Whether two times are of one kind: "so với quý I và quý II năm 2024"."""
    times = [child for child in node.children if child.name == "time"]
    return len({time.rule for time in times}) == 1


def is_same(parse: Parse, node: Node) -> bool:
    """Whether what the same months of another year came to is told, and nothing compared with it."""
    time = node.child("time")
    if parse.folded(node.start - 1) in {"với", "so"} or (time is not None and time.rule != "time-year"):
        return False
    at = node.end
    while at < len(parse.tokens) and not parse.tokens[at].is_number:
        at += 1
    return not is_year(parse, at) and parse.folded(at + 1) != "tháng"


def says_now(parse: Parse, node: Node) -> bool:
    """Whether the present is meant, and "hiện" no syllable of "thực hiện" or "phát hiện"."""
    return parse.folded(node.start - 1) not in _VERBS_OF_SHOWING


TESTS: dict[str, Test] = {
    "year": _year,
    "number": _number,
    "count": _count,
    "roman": _roman,
    "to": _to,
    "clause-end": _clause_end,
    "plain": _plain,
    "titled": _titled,
    "symbol": _symbol,
    "amount": _amount,
    "clock": _clock,
    "few": _few,
}
