"""A sentence as the tokens that times are made of, and patterns over their kinds.

:func:`read_tokens` reads every word once: printed times (tasks.vietnamese.dates), clocks, numbers, units and the closed class of words
around them (:mod:`tasks.nouns.time_words`); all other words are ``WORD``. The kinds of all tokens are one string, a letter each,
so that a :func:`pattern` over kinds is matched by the engine of `re`: linear, as every repetition in it is bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from tasks.nouns.time_words import PHRASES, SIGNS, WEEKDAYS, Kind
from tasks.vietnamese.dates import Precision, PrintedTime, find_printed
from tasks.vietnamese.numerals import UNITS as NUMBER_WORDS
from tasks.vietnamese.numerals import parse_number

_SURE = {
    Precision.DAY: Kind.DAY,
    Precision.MONTH: Kind.MONTH,
    Precision.QUARTER: Kind.QUARTER,
    Precision.HALF: Kind.HALF,
    Precision.YEAR: Kind.YEAR,
    Precision.YEARS: Kind.YEARS,
}
_UNSURE = {Precision.DAY: Kind.SHORT, Precision.MONTH: Kind.MONTHYEAR, Precision.YEAR: Kind.BARE, Precision.YEARS: Kind.YEARS}
_PIECE = re.compile(
    r"(?P<clock>(?<!\w)\d{1,2}\s?(?:(?:giờ|[hg])\s?\d{1,2}\s?(?:phút|['’′])?|:\d\d(?!\d)|\.\d\d(?=,?\s{0,2}(?:ngày|$))|(?:giờ|[hg])(?=,?\s{0,2}(?:ngày|sáng|trưa|chiều|tối|thứ|$))))"
    r"|(?P<daynumber>(?<!\w)ngày\s{0,2}\d{1,2}(?!\w|\s?/)|(?<!\w)ngày (?:làm việc )?cuối cùng)"
    r"|(?P<number>\d+(?:[.,]\d+)*)|(?P<word>\w+)|(?P<sign>[^\w\s])",
    re.IGNORECASE,
)
_LONGEST_COUNT = 3  # digits of a count of days or times


@dataclass(frozen=True, slots=True)
class Token:
    """One word, phrase, number, sign or printed time.

    Attributes:
        kind: what part it plays.
        start: in the text.
        end: in the text.
        word: lower case, single spaces.
        number: of a ``NUMBER`` or ``DAYNUMBER``, else 0.
        time: of a printed time, else None.
    """

    kind: Kind
    start: int
    end: int
    word: str
    number: int = 0
    time: PrintedTime | None = None


class Tokens:
    """The tokens of one text in order."""

    def __init__(self, text: str, tokens: tuple[Token, ...]) -> None:
        """Keep them with the string of their kinds."""
        self.text = text
        self.all = tokens
        self.kinds = "".join(token.kind for token in tokens)

    def __getitem__(self, index: int) -> Token:
        """The token at a place in :attr:`kinds`."""
        return self.all[index]

    def raw(self, first: int, past: int) -> str:
        """The tokens ``first`` to before ``past`` as printed, lines joined."""
        return " ".join(self.text[self.all[first].start : self.all[past - 1].end].split())

    def clause_before(self, index: int, reach: int = 16) -> int:
        """Where the stretch between marks (", ; . : ( )") begins that ends before ``index``; no further back than ``reach`` tokens."""
        first = max(0, index - reach)
        return max(first, *(self.kinds.rfind(mark, first, index) + 1 for mark in MARKS))

    @cached_property
    def _quotes(self) -> list[int]:
        return [i for i, kind in enumerate(self.kinds) if kind == Kind.QUOTE]

    def quoted(self, index: int) -> bool:
        """Whether a token stands between quotation marks."""
        before = bisect_left(self._quotes, index)
        return before % 2 == 1 and before < len(self._quotes)


def letters(names: str) -> str:
    """The letters of some kinds, written with their names: "COMMA STOP"."""
    return "".join(Kind[name] for name in names.split())


MARKS = letters("COMMA STOP COLON OPEN SHUT")
"""Signs between clauses."""


def pattern(text: str) -> re.Pattern[str]:
    """A pattern over kinds, written with their names: "LIMIT FILL? (DAY|MONTH)"; spaces only part names."""
    return re.compile(re.sub(r"[A-Z]+", lambda m: re.escape(Kind[m[0]].value), text).replace(" ", ""))


def read_tokens(text: str) -> Tokens:
    """All tokens of a text; never raises, linear in its length."""
    pieces: list[Token] = []
    place = 0
    for time in find_printed(text):
        pieces.extend(_pieces(text, place, time.span.start))
        kind = (_SURE if time.sure else _UNSURE)[time.precision]
        pieces.append(Token(kind, time.span.start, time.span.end, "", time=time))
        place = time.span.end
    pieces.extend(_pieces(text, place, len(text)))
    return Tokens(text, tuple(_phrased(pieces)))


def _pieces(text: str, start: int, end: int) -> list[Token]:
    """Words, numbers, clocks and signs between two places, words not yet joined to phrases."""
    found = []
    for match in _PIECE.finditer(text, start, end):
        word = " ".join(match[0].lower().split())
        kind, number = Kind.WORD, 0
        if match["clock"]:
            kind = Kind.CLOCK
        elif match["daynumber"]:
            kind = Kind.DAYNUMBER
            number = int("".join(c for c in word if c.isdecimal()) or 0)
        elif match["number"]:
            kind = Kind.NUMBER if len(word) <= _LONGEST_COUNT and word.isdecimal() else Kind.WORD
            number = int(word) if kind is Kind.NUMBER else 0
        elif match["sign"]:
            kind = SIGNS.get(word, Kind.WORD)
        found.append(Token(kind, match.start(), match.end(), word, number))
    return found


def _phrased(pieces: list[Token]) -> list[Token]:
    """Words joined to the longest phrases, words of numbers read before a unit or "lần"."""
    out: list[Token] = []
    place = 0
    while place < len(pieces):
        token, length = _phrase_at(pieces, place)
        number = _number_at(pieces, place)
        if number is not None:
            token, length = number
        out.append(token)
        place += length
    return out


def _phrase_at(pieces: list[Token], place: int) -> tuple[Token, int]:
    first = pieces[place]
    if first.kind is not Kind.WORD:
        return first, 1
    if first.word == "thứ" and place + 1 < len(pieces) and pieces[place + 1].word in WEEKDAYS:
        return Token(Kind.WEEKDAY, first.start, pieces[place + 1].end, f"thứ {pieces[place + 1].word}"), 2
    for words, kind in PHRASES.get(first.word, ()):
        if tuple(p.word for p in pieces[place : place + len(words)]) == words:
            return Token(kind, first.start, pieces[place + len(words) - 1].end, " ".join(words)), len(words)
    return first, 1


def _number_at(pieces: list[Token], place: int) -> tuple[Token, int] | None:
    """A number with the words that repeat it in brackets, or the words of a number before a unit or "lần"; None where none is."""
    first = pieces[place]
    if first.kind is Kind.NUMBER:
        inside = [p.word for p in pieces[place + 1 : place + 6]]
        if inside[:1] == ["("] and ")" in inside and inside[1] in (*NUMBER_WORDS, "mười"):
            length = inside.index(")") + 2
            return Token(Kind.NUMBER, first.start, pieces[place + length - 1].end, first.word, first.number), length
        return None
    if first.word not in NUMBER_WORDS and first.word != "mười":
        return None
    words = [first.word]
    for piece in pieces[place + 1 : place + 4]:
        if piece.word in ("ngày", "tuần", "tháng", "quý", "năm", "lần", "giờ"):
            value = parse_number(" ".join(words))
            if value is None or words == ["tư"] or words[0] == "năm":  # "thứ tư tuần sau", "hai năm một lần"
                return None
            return Token(Kind.NUMBER, first.start, pieces[place + len(words) - 1].end, " ".join(words), int(value)), len(words)
        words.append(piece.word)
    return None
