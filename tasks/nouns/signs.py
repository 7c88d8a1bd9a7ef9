"""Signs between and behind names, numbers and persons in them."""

from __future__ import annotations

from tasks.rules.engine import Parse
from tasks.vietnamese.syllable import is_syllable

LONGEST_BRACKET = 60  # tokens; brackets behind a party's name explain it in a phrase


def bracket(parse: Parse, at: int) -> int | None:
    """An explanation in round brackets, or the mark of a footnote ("[2]")."""
    if parse.folded(at) == "[" and parse.folded(at + 2) == "]" and parse.tokens[at + 1].is_number:
        return at + 3
    if parse.folded(at) != "(":
        return None
    for end in range(at + 1, min(len(parse.tokens), at + LONGEST_BRACKET)):
        if parse.folded(end) == ")":
            return end + 1
    return None


def person(parse: Parse, at: int) -> int | None:
    """A person's name: two to five capitalised syllables."""
    end = at
    while end < len(parse.tokens) and parse.tokens[end].is_capital and parse.tokens[end].is_word and end - at < 5:
        end += 1
    return end if end - at >= 2 else None


def in_charge_of(parse: Parse, at: int) -> int | None:
    """A "phụ trách" that is the clause's verb, no part of a title: a noun in small letters follows, and no verb behind that.

    "Phó Chủ tịch phụ trách phần hội", but not "Phó Chủ tịch phụ trách văn hóa - xã hội chủ trì cuộc họp".
    """
    if (parse.folded(at), parse.folded(at + 1)) != ("phụ", "trách") or at + 2 >= len(parse.tokens):
        return None
    end = at + 2
    while end < len(parse.tokens) and (parse.tokens[end].is_word or parse.folded(end) == "-"):
        if parse.tokens[end].is_capital or parse.begins(end, *_OF_CLAUSES):
            return None
        end = max(parse.sentence.tags[end].values(), default=end + 1)
    return at + 2 if end > at + 2 else None


_OF_CLAUSES = ("verb", "adverb", "auxiliary", "duty", "stop", "title")
MOST_DIGITS = 2
"""Of the number of a hamlet."""
_HAMLETS = frozenset(("thôn", "phố", "ấp", "xóm", "bản", "buôn", "khóm"))
"""Last syllables of kinds of hamlets, which are often numbered."""
_DEGREES = frozenset(
    ("TS", "ThS", "Ths", "PGS", "GS", "BS", "BSCKI", "BSCKII", "CKI", "CKII", "TTND", "TTƯT", "NGND", "NGƯT", "KS", "DS", "CN", "LS")
)


def degree(parse: Parse, at: int) -> int | None:
    """Degrees in front of a person's name, each with its full stop: "PGS.TS.", "BS.CKII."."""
    end = at
    while end + 1 < len(parse.tokens) and parse.tokens[end].text in _DEGREES and parse.folded(end + 1) == ".":
        end += 2
    return end if end > at else None


def number(parse: Parse, at: int) -> int | None:
    """A number that belongs to a name: "số 1", "Ban Chỉ đạo 389", "Tổ 2"; no share, no figure with decimals, no part of a symbol."""
    start = at + 1 if parse.folded(at) == "số" else at
    if start >= len(parse.tokens) or not parse.tokens[start].is_number:
        return None
    behind = parse.folded(start + 1)
    goes_on = start + 2 < len(parse.tokens) and parse.tokens[start + 2].is_number
    return None if behind in {"/", "%"} or (behind in {",", "."} and goes_on) else start + 1


def numbered(parse: Parse, at: int) -> int | None:
    """One of several of a kind, by its number: "số 3" in "Tổ dân phố số 3, số 4", "2" in "các thôn 1, 2"."""
    if at < len(parse.tokens) and parse.tokens[at].is_number:
        return at + 1 if _is_of_hamlets(parse, at) else None
    following = parse.tokens[at + 1] if at + 1 < len(parse.tokens) else None
    if parse.folded(at) != "số" or following is None or not following.is_number:
        return None
    return None if parse.folded(at + 2) in {"/", "%"} else at + 2


def _is_of_hamlets(parse: Parse, at: int) -> bool:
    """Whether a number stands behind a kind of hamlets, or behind another such number and a sign."""
    first = at
    while first > 1 and parse.folded(first - 1) in {",", "và"} and parse.tokens[first - 2].is_number:
        first -= 2
    return len(parse.tokens[at].text) <= MOST_DIGITS and parse.folded(first - 1) in _HAMLETS


def letters(parse: Parse, at: int) -> int | None:
    """A name in letters: three capitals and more that are no word."""
    token = parse.tokens[at] if at < len(parse.tokens) else None
    known = token is None or not token.is_word or len(token.text) < 3 or not token.text.isupper() or bool(parse.sentence.tags[at])
    return None if known or is_syllable(token.folded if token is not None else "") else at + 1


def duty(parse: Parse, at: int) -> int | None:
    """A duty of the clause."""
    return parse.tag("duty", at)


def counted(parse: Parse, at: int) -> int | None:
    """How many of a level follow by name: "04" in "Ủy ban nhân dân 04 xã: An Sơn, Bình Hải"."""
    following = at + 1 < len(parse.tokens) and parse.tag("level", at + 1) is not None
    return at + 1 if following and parse.tokens[at].is_number and parse.folded(parse.tag("level", at + 1) or at) == ":" else None


def separator(parse: Parse, at: int) -> int | None:
    """What stands between two entries of a list: a comma, "và", "hoặc", a comma with "và"."""
    end = comma(parse, at)
    if end is not None:
        return and_(parse, end) or end
    return and_(parse, at)


def comma(parse: Parse, at: int) -> int | None:
    """A comma."""
    return at + 1 if parse.folded(at) == "," else None


def and_(parse: Parse, at: int) -> int | None:
    """One of "và", "hoặc"."""
    return at + 1 if parse.folded(at) in {"và", "hoặc"} and not in_letters(parse, at) else None


def in_letters(parse: Parse, at: int) -> bool:
    """Whether "&" stands inside an abbreviation, without a blank on either side: "QLVB&ĐH"."""
    return parse.folded(at) == "&" and parse.glued(at) and parse.glued(at + 1)


def colon(parse: Parse, at: int) -> int | None:
    """A colon."""
    return at + 1 if parse.folded(at) == ":" else None


def capital(parse: Parse, at: int) -> int | None:
    """A word that begins with a capital."""
    return at + 1 if at < len(parse.tokens) and parse.tokens[at].is_capital else None
