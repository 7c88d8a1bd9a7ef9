"""What symbols are made of, as tests over tokens: numbers, letters, and the signs between them with the gaps that print and OCR leave."""

from __future__ import annotations

from tasks.rules.engine import Parse

LONGEST_NUMBER = 6
"""Digits; the longest number of an official letter has five."""
LONGEST_PART = 24
"""Characters between two hyphens; the longest of real symbols ("VPCTMTQGGNBV") has 12."""
_FIRST_YEAR, _LAST_YEAR = 1945, 2100
_OPENS = frozenset("(\"'[:;,*|>")
PARLIAMENT = frozenset(("qh", "ubtvqh"))
STANDARDS = frozenset(("qcvn", "tcvn", "qcđp", "qcxdvn", "tcxdvn", "tcxd", "tccs", "tcn"))
_PARTY_BODIES = frozenset(("TU", "TƯ", "TW", "HU", "ĐU", "ĐUK", "QU", "ThU", "BTV", "BCH", "VPTU", "VPTW", "VPHU", "BCSĐ", "BCSĐUBND"))
_SPECKS = frozenset(":.,;'’`*·")
_DASHES = frozenset("-_")


def is_code(text: str) -> bool:
    """Whether letters are an abbreviation ("UBND", "TTr", "CTrTT", "Tr"), not a word ("Sở", "Ban hành").

    One capital is one; two and three letters need no second capital where none has an accent that abbreviations never have.
    """
    if not text[0].isupper():
        return False
    if len(text) == 1 or sum(c.isupper() for c in text) >= 2:
        return True
    return len(text) <= 3 and all(c.isascii() or c == "đ" for c in text[1:])


def _begins(parse: Parse, at: int) -> bool:
    """Whether no word, sign or figure in front belongs to the number that begins at a token."""
    if not parse.glued(at):
        return True
    before = parse.tokens[at - 1]
    if before.text in {".", ","}:
        return at < 2 or not parse.tokens[at - 2].is_number or not parse.glued(at - 1)
    return before.text in _OPENS or before.folded == "số"


def number(parse: Parse, at: int) -> int | None:
    """The number of a symbol: "15", "30c", "118.04"; nothing in front belongs to it, and it is not nought."""
    tokens = parse.tokens
    if at >= len(tokens) or not tokens[at].is_number or len(tokens[at].text) > LONGEST_NUMBER:
        return None
    if not tokens[at].text.isascii() or not int(tokens[at].text) or not _begins(parse, at):
        return None
    end = at + 1
    if end + 1 < len(tokens) and tokens[end].text == "." and parse.glued(end) and tokens[end + 1].is_number and parse.glued(end + 1):
        end += 2
    if end < len(tokens) and parse.glued(end) and len(tokens[end].text) == 1 and tokens[end].is_word:
        end += 1
    if end >= len(tokens) or not parse.glued(end) or tokens[end].text in {"/", "-", "_"}:
        return end
    return end if len(tokens[end].text) > 1 and tokens[end].text[:2].isupper() else None  # "12QĐ-UBND": the stroke was lost


def figures(parse: Parse, at: int) -> int | None:
    """A further number between slashes: "03" in "06/03/2026/HCNM"."""
    if at >= len(parse.tokens) or not parse.glued(at) or not parse.tokens[at].is_number or len(parse.tokens[at].text) > LONGEST_NUMBER:
        return None
    return at + 1


def year(parse: Parse, at: int) -> int | None:
    """The year of a symbol."""
    text = parse.folded(at)
    return at + 1 if len(text) == 4 and text.isdigit() and text.isascii() and _FIRST_YEAR <= int(text) <= _LAST_YEAR else None


def slash(parse: Parse, at: int) -> int | None:
    """A stroke with a gap on no more than one side: on both it stands between words."""
    if parse.folded(at) != "/" or at == 0 or at + 1 >= len(parse.tokens) or (not parse.glued(at) and not parse.glued(at + 1)):
        return None
    return at + 1


def hyphen(parse: Parse, at: int) -> int | None:
    """A hyphen or low line with a gap on no more than one side: on both it is a dash between words. Specks glued in front are skipped."""
    end = at
    if parse.folded(end) in _SPECKS and parse.glued(end) and parse.glued(end + 1) and parse.folded(end + 1) in _DASHES:
        end += 1
    if parse.folded(end) not in _DASHES or at == 0 or end + 1 >= len(parse.tokens) or (not parse.glued(end) and not parse.glued(end + 1)):
        return None
    return end + 1


def tight_slash(parse: Parse, at: int) -> int | None:
    """A stroke without gaps."""
    return at + 1 if parse.folded(at) == "/" and parse.glued(at) and parse.glued(at + 1) else None


def wide_hyphen(parse: Parse, at: int) -> int | None:
    """A dash with gaps on both sides."""
    return at + 1 if parse.folded(at) == "-" and not parse.glued(at) and not parse.glued(at + 1) and at + 1 < len(parse.tokens) else None


def part(parse: Parse, at: int) -> int | None:
    """Letters between two signs, glued: "UBND", "CCHC&PC", "BCĐ389QNg", "NV.IV", "P2"."""
    tokens = parse.tokens
    if at >= len(tokens) or not tokens[at].is_word or not is_code(tokens[at].text):
        return None
    end = at + 1
    while end < len(tokens) and parse.glued(end):
        token = tokens[end]
        if token.is_number or (token.is_word and token.is_capital):
            end += 1
        elif token.text in {"&", ".", "+"} and end + 1 < len(tokens) and parse.glued(end + 1) and _joined(parse, end + 1, token.text):
            end += 2
        else:
            break
    return end if tokens[end - 1].end - tokens[at].start <= LONGEST_PART else None


def _joined(parse: Parse, at: int, sign: str) -> bool:
    token = parse.tokens[at]
    return token.is_word and is_code(token.text) and (sign != "." or len(token.text) > 1)


def long_part(parse: Parse, at: int) -> int | None:
    """Letters of two and more capitals, or a capital and digits, that no further word goes on: "CTY" in "01/QĐ - CTY"."""
    end = part(parse, at)
    if end is None or not parse.tokens[at].text.isupper() or parse.tokens[end - 1].end - parse.tokens[at].start < 2:
        return None
    behind = parse.tokens[end] if end < len(parse.tokens) else None
    return end if behind is None or not behind.is_word or parse.folded(end) == "ngày" or not behind.is_capital else None


def parliament(parse: Parse, at: int) -> int | None:
    """The National Assembly or its standing committee with the number of its term, also apart: "QH13", "UBTVQH 14"."""
    if parse.folded(at) not in PARLIAMENT or at + 1 >= len(parse.tokens):
        return None
    term = parse.tokens[at + 1]
    return at + 2 if term.is_number and len(term.text) <= 2 else None


def party_body(parse: Parse, at: int) -> int | None:
    """A body of the Party behind a stroke."""
    end = part(parse, at)
    return end if end is not None and parse.tokens[at].text in _PARTY_BODIES else None


def standard(parse: Parse, at: int) -> int | None:
    """The letters of a national regulation or standard."""
    if parse.folded(at) not in STANDARDS or not parse.tokens[at].text[:2].isupper():
        return None
    return at + 2 if parse.folded(at + 1) == "iso" else at + 1


def plain_number(parse: Parse, at: int) -> int | None:
    """A number of a standard."""
    return at + 1 if at < len(parse.tokens) and parse.tokens[at].is_number and len(parse.tokens[at].text) <= LONGEST_NUMBER else None


def colon(parse: Parse, at: int) -> int | None:
    """A colon inside a symbol."""
    return at + 1 if parse.folded(at) == ":" else None


def is_speck(text: str) -> bool:
    """Whether a sign may be a speck in front of a hyphen."""
    return text in _SPECKS


def is_party_body(letters: str) -> bool:
    """Whether letters are those of a body of the Party."""
    return letters in _PARTY_BODIES
