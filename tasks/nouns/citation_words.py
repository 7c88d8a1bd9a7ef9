"""The grammar of citations: kind of document, its name, "số", symbol, day, who issued it, and lists that share them.

"Quyết định số 12/QĐ-UBND ngày 05/3/2024 của UBND tỉnh", "các Nghị quyết số 18-NQ/TW, số 19-NQ/TW ngày 25/10/2017",
"Luật Đầu tư công số 58/2024/QH15", "Ngày 05/3/2024, UBND tỉnh ban hành Quyết định số 12/QĐ-UBND"
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tasks.nouns import party, symbol
from tasks.nouns.document_kinds import JOINT, Kinds
from tasks.nouns.signs import and_, comma
from tasks.reading.sentences import Sentence
from tasks.rules.engine import Grammar, Node, Parse, Rule
from tasks.vietnamese.dates import MONTH_NAMES, Precision, find_dates

LONGEST_NAME = 16
"""Tokens between the kind and "số" ("Luật Quản lý, sử dụng ..." is cut at its comma)."""
LONGEST_DAY = 48
"""Characters of a printed day; "ngày 28 tháng 12 năm 2025" has 25, and gaps."""
JOINT_REACH = 30
"""Tokens back from "của" to where a joint document says that it is one."""
_STOPS = frozenset(',;.:()"?!')
_DAY_WORDS = frozenset(("ngày", "o", "l", "i"))
_LONGEST_UNREAD = 8  # tokens of a day that was misread
_UNREAD_WORDS = frozenset(("tháng", "năm", "l", "o", "i"))
_BODY_WORDS = frozenset(("liên", "sở", "phòng", "ủy", "bộ", "ban", "chính"))


@dataclass(frozen=True, slots=True)
class Lead:
    """What opens a list of documents: "... của Thường trực HĐND tỉnh tại các Công văn:".

    Attributes:
        issuer: as printed.
        kinds: codes of the kinds that are named; official letters stand for any ("các văn bản").
    """

    issuer: str
    kinds: frozenset[str]

    def covers(self, kind: str) -> bool:
        """Whether a document of this kind may belong to the list."""
        return kind in self.kinds or "CV" in self.kinds


class CitationParse(Parse):
    """A sentence under the grammar of citations, with the days, colons and leads in it."""

    def __init__(self, sentence: Sentence, kinds: Kinds) -> None:
        """Read nothing yet."""
        super().__init__(sentence, GRAMMAR)
        self.kinds = kinds
        self._days: dict[int, tuple[int, date] | None] = {}
        self.leads: dict[int, Lead | None] = {}

    def day(self, at: int) -> tuple[int, date] | None:
        """The token behind a day that begins at a token and is printed in full, and the day."""
        if at not in self._days:
            self._days[at] = self._read_day(at)
        return self._days[at]

    def _read_day(self, at: int) -> tuple[int, date] | None:
        if not 0 <= at < len(self.tokens) or not (self.tokens[at].is_number or self.tokens[at].folded in _DAY_WORDS):
            return None
        start = self.tokens[at].start
        for day in find_dates(self.sentence.text[start : start + LONGEST_DAY])[:1]:
            if day.precision is Precision.DAY and day.span.start == 0:
                return bisect_left(self.tokens, start + day.span.end, key=lambda token: token.start), day.first
        return None

    @cached_property
    def day_words(self) -> tuple[int, ...]:
        """The tokens that say that a day follows."""
        return tuple(at for at, token in enumerate(self.tokens) if token.folded in _DAY_WORDS)

    @cached_property
    def colons(self) -> tuple[int, ...]:
        """The colons."""
        return tuple(at for at, token in enumerate(self.tokens) if token.text == ":")


def _day(parse: Parse, at: int) -> int | None:
    found = parse.day(at) if isinstance(parse, CitationParse) else None
    return None if found is None else found[0]


def _unread(parse: Parse, at: int) -> int | None:
    """What stands for a day that cannot be read ("306/2023", "01 tháng 1] năm 2019"), up to the word or sign behind it."""
    if _day(parse, at - 1) is not None:
        return None
    end = at
    while end < len(parse.tokens) and end - at < _LONGEST_UNREAD:
        token = parse.tokens[end]
        if token.text in {";", "(", ",", "."} or (token.is_word and token.folded not in _UNREAD_WORDS):
            break
        end += 1
    return end if any(t.is_number for t in parse.tokens[at:end]) else None


def _document(parse: Parse, at: int) -> int | None:
    """The name of a kind of document."""
    found = parse.kinds.name_at(parse.tokens, at) if isinstance(parse, CitationParse) else None
    return None if found is None else found[0]


def _name(parse: Parse, at: int) -> int | None:
    """The name of a document between its kind and "số" or its symbol: no stop and no number in it."""
    for end in range(at, min(len(parse.tokens), at + LONGEST_NAME)):
        if parse.tokens[end].text in _STOPS:
            return None
        if parse.folded(end) == "số" and end > at and any(parse.node("symbol", end + n) is not None for n in (1, 2, 3)):
            return end
        if parse.tokens[end].is_number:
            return end if end > at and parse.node("symbol", end) is not None else None
    return None


def _stop(parse: Parse, at: int) -> int | None:
    """A colon, or the dot that was read for it."""
    return at + 1 if parse.folded(at) in {":", "."} else None


def _dash(parse: Parse, at: int) -> int | None:
    """A dash in front of the body that the first one belongs to ("Phòng Cảnh sát ... - Công an tỉnh")."""
    return at + 1 if parse.folded(at) == "-" and at + 1 < len(parse.tokens) and parse.tokens[at + 1].is_capital else None


def _term(parse: Parse, at: int) -> int | None:
    """What says which congress or meeting: names, and ordinals in small letters."""
    if at >= len(parse.tokens):
        return None
    token = parse.tokens[at]
    return at + 1 if token.folded in MONTH_NAMES or (token.is_capital and token.folded != "khóa") or token.folded == "ương" else None


def _between(parse: Parse, at: int) -> int | None:
    """What stands between two documents of a list."""
    end = comma(parse, at) or (at + 1 if parse.folded(at) == ";" else None)
    return and_(parse, end) or end if end is not None else and_(parse, at)


def says_who(parse: Parse, at: int) -> bool:
    """Whether a body begins at a token, not any noun behind "của" ("của pháp luật"): it is printed as a name."""
    return parse.tokens[at].is_capital or parse.folded(at) in _BODY_WORDS


def _is_body(parse: Parse, node: Node) -> bool:
    return says_who(parse, node.start)


def _is_joint(parse: Parse, node: Node) -> bool:
    """Only a joint document has several issuers: behind any other, what follows "và" or a comma is another clause."""
    return any(t.text in JOINT or t.folded == "tịch" for t in parse.tokens[max(0, node.start - JOINT_REACH) : node.start])


RULES = (
    Rule("document", "document", "@document"),
    Rule("numbered", "numbered", "( 'số' 'hiệu'? | 'ký' 'hiệu' | 'kí' 'hiệu' | 'mã' 'số' ) @stop?"),
    Rule("title", "title", "@name"),
    Rule("day", "day", "@day"),
    Rule("issued-on", "issued-on", "@comma? ( 'được'? 'ban' 'hành' | 'ký' 'ban' 'hành' | 'ký' | 'ra' )? ( 'ngày' ':' )? <day>"),
    Rule("issued-on", "issued-on-bracket", "'(' ( 'ban' 'hành' | 'ký' )? <day> ')'"),
    Rule("issued-on", "issued-on-unread", "@comma? 'ngày' @unread"),
    Rule("ministries", "ministries", "'liên' ( 'bộ' | 'ngành' | 'sở' ) @stop? @title-case ( 'và' @title-case | '-' @title-case )*"),
    Rule("nation", "nation", "'nước' 'cộng' 'hòa' 'xã' 'hội' 'chủ' 'nghĩa' 'việt' 'nam'"),
    Rule("issuer", "issuer-party", "<party> ( 'khóa' @capital )? <nation>? ( @dash <party> )?", _is_body),
    Rule(
        "issuer", "issuer-congress", "( 'hội' 'nghị' | 'đại' 'hội' ) ( 'lần' 'thứ' @term )? <party>? @term* ( 'khóa' @capital )?", _is_body
    ),
    Rule("issuer", "issuer-ministries", "<ministries>"),
    Rule("issued-by", "issued-by", "@comma? ( 'của' | 'do' ) <issuer>"),
    Rule("issued-by", "issued-by-several", "@comma? ( 'của' | 'do' ) <issuer> ( @between <issuer> )+", _is_joint),
    Rule("direct", "direct", "&@capital <issuer> !'tại'"),
    Rule(
        "cited", "cited", "<document>? @stop? <numbered>? <symbol> ( <issued-by> <issued-on>? | <issued-on> ( <issued-by> | <direct> )? )?"
    ),
    Rule("cited", "cited-named", "<document> <title> <numbered>? <symbol> ( <issued-by> <issued-on>? | <issued-on> <issued-by>? )?"),
    Rule("cited", "cited-day-first", "<document> <issued-on> <numbered> <symbol> <issued-by>?"),
    Rule("citations", "citations", "<cited> ( @between <cited> )*"),
    Rule("documents", "documents", "( 'các' | 'những' )? @document ( @between @document )*"),
    Rule("reported", "reported", "<day> @comma? <issuer>? 'đã'? ( 'ký'? 'ban' 'hành' | 'phát' 'hành' | 'có' | 'ký' | 'ra' ) <citations>"),
    Rule("at", "at", "<issuer> 'tại' 'các'?"),
    Rule("lead", "lead-at", "<issuer> @bracket? ( 'tại' | 'đã'? 'ban' 'hành' | 'đã'? 'có' ) <documents> ( 'gồm' | 'sau' )? ':'"),
    Rule("lead", "lead-of", "<documents> 'của' <issuer> @bracket? ( 'gồm' | 'sau' )? ':'"),
)

_TESTS = {
    "day": _day,
    "unread": _unread,
    "document": _document,
    "name": _name,
    "stop": _stop,
    "between": _between,
    "dash": _dash,
    "term": _term,
}

GRAMMAR = Grammar.of((*party.RULES, *symbol.RULES, *RULES), {**party.TESTS, **symbol.TESTS, **_TESTS})
"""Rules of parties, symbols and citations together; the same for every notice."""
