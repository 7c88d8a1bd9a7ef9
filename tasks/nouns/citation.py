"""What a citation says: symbol, kind, day of issue and issuer, read from the nodes of its rules.

A citation is found from its symbol: :func:`read_citations` goes back from it to where a rule may begin, and that rule must then match.

Doubts: "symbol-mended" (letters were put right by the word in front), "symbol-odd" (its form alone does not say that it is one),
"citation-day-unread" (a day is printed and is none), "citation-year-differs" (the symbol has another year than the day).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tasks.nouns import symbol
from tasks.nouns.citation_issuers import issuer_of, lead_before, owner_before, speaker_before
from tasks.nouns.citation_words import LONGEST_NAME, CitationParse, Lead
from tasks.nouns.document_kinds import JOINT, Kinds
from tasks.nouns.symbol import Symbol, read_symbol
from tasks.nouns.symbol_mending import is_odd, mended
from tasks.reading.sentences import Sentence
from tasks.rules.engine import Node

DAY_REACH = 40
"""Tokens back to the day of "Ngày 05/3/2024, UBND tỉnh ban hành Quyết định số ..."."""
_LONGEST_DAY = 10  # tokens
_STOPS = frozenset(',;.:()"?!/')
_FORMS = frozenset(("mẫu", "biểu", "bảng", "hình"))
"""What has numbers like symbols and is no document: "Mẫu số 02/NDAN"."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One mention of a document.

    Attributes:
        symbol: as printed, or mended.
        kind: code of the kind of document.
        named: whether the kind is said in front, or known from the symbol's letters.
        issued_on: None where no day is printed.
        issuer: as printed; None where nobody is named.
        start: first character in the sentence.
        end: one behind the last.
        symbol_start: first character of the symbol.
        symbol_end: one behind its last.
        doubts: codes.
    """

    symbol: Symbol
    kind: str
    named: bool
    issued_on: date | None
    issuer: str | None
    start: int
    end: int
    symbol_start: int
    symbol_end: int
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Member:
    """A document of a list before it is known what the others share with it."""

    node: Node
    symbol: Symbol
    document: str | None
    numbered: bool
    issued_on: date | None
    issuer: str | None
    doubts: tuple[str, ...]


def read_citations(sentence: Sentence, kinds: Kinds, lead: Lead | None = None, *, recognised: bool = False) -> tuple[Cited, ...]:
    """The documents that a sentence cites with a symbol, in order; never raises, linear in its length.

    Args:
        sentence: tokens and tags.
        kinds: of documents.
        lead: what the sentence above the list said of it.
        recognised: whether the text was read from pictures, so that letters may be misread; what is printed wrong stays otherwise.
    """
    parse = CitationParse(sentence, kinds)
    found: list[Cited] = []
    end = 0
    for starts in symbol.places(sentence):
        at = next((s for s in starts if s >= end and parse.node("symbol", s) is not None), None)
        if at is None:
            continue
        begin = max(end, _begin(parse, at))
        node = parse.node("citations", begin)
        if node is None or _symbol_node(node.children[0]).start != at:
            begin = at
            node = parse.node("citations", at)
        if node is not None:
            found += _of_list(parse, node, lead, recognised=recognised)
            end = node.end
    return tuple(found)


def _begin(parse: CitationParse, at: int) -> int:
    """Where the words in front of a symbol that belong to it begin."""
    begin = at
    if parse.folded(begin - 1) in {":", "."} and parse.folded(begin - 2) in {"số", "hiệu"}:
        begin -= 1
    if parse.folded(begin - 1) == "hiệu" and parse.folded(begin - 2) in {"số", "ký", "kí"}:
        begin -= 2
    elif parse.folded(begin - 1) == "số":
        begin -= 2 if parse.folded(begin - 2) == "mã" else 1
    days = range(begin - 2, max(-1, begin - _LONGEST_DAY), -1) if parse.folded(begin - 1).isdigit() and begin < at else ()
    day = next((d for d in days if (read := parse.day(d)) is not None and read[0] == begin and parse.folded(d) == "ngày"), None)
    for front in (begin, day):
        named = parse.kinds.named_before(parse.tokens, front) if front is not None else None
        if named is None and front is not None and parse.folded(front - 1) == ":":
            named = parse.kinds.named_before(parse.tokens, front - 1)
        while named is not None:
            found, named = named[0], parse.kinds.named_before(parse.tokens, named[0])
            if named is None:
                return found  # "Thông báo Kết luận số ..."
    for front in range(begin - 1, max(0, begin - LONGEST_NAME), -1):
        if parse.tokens[front - 1].text in _STOPS or parse.tokens[front - 1].is_number:
            break
        named = parse.kinds.named_before(parse.tokens, front)
        if named is not None and parse.tokens[named[0]].is_capital:
            return named[0]
    return begin


def _of_list(parse: CitationParse, node: Node, lead: Lead | None, *, recognised: bool) -> Iterator[Cited]:
    """The documents of a list, each with what it shares with the others."""
    members: list[_Member] = []
    for child in (c for c in node.children if c.name == "cited"):
        member = _member(parse, child, recognised=recognised)
        if member is None:
            continue
        if members and member.document is None:
            same = member.symbol.letters[-1:] == members[-1].symbol.letters[-1:]
            member = replace(member, document=members[-1].document if same else None, numbered=member.numbered or members[-1].numbered)
        members.append(member)
    shared = _with_shared(members)
    reported = _reported_on(parse, node) if shared and shared[0].issued_on is None else None
    source = speaker_before(parse, node.start)
    for member in shared:
        if not _believed(parse, member):
            continue
        cited = _cited(parse, member, member.issued_on or reported, member.issuer or source or owner_before(parse, member.symbol.start))
        if cited.issuer is None:
            above = lead_before(parse, member.symbol.start) or lead
            cited = replace(cited, issuer=above.issuer if above is not None and above.covers(cited.kind) else None)
        yield cited


def _member(parse: CitationParse, node: Node, *, recognised: bool) -> _Member | None:
    found = read_symbol(parse, _symbol_node(node).start, parse.kinds)
    if found is None:
        return None
    document = node.child("document")
    code = parse.kinds.name_at(parse.tokens, document.start) if document is not None else None
    named = code[1] if code is not None else None
    doubts: list[str] = ["symbol-mended"] if found.specks else []
    if recognised:
        put_right = mended(found, named, parse.kinds)
        doubts += ["symbol-mended"] if put_right is not found and not doubts else []
        found = put_right
        doubts += ["symbol-odd"] if is_odd(found, named, parse.kinds) else []
    on = node.child("issued-on")
    day = on.child("day") if on is not None else None
    read = parse.day(day.start) if day is not None else None
    issued_on = read[1] if read is not None else None
    if on is not None and day is None:
        doubts.append("citation-day-unread")
    if issued_on is not None and found.year not in (None, issued_on.year) and found.rule != "symbol-standard":
        doubts.append("citation-year-differs")
    numbered = node.child("numbered") is not None or (document is not None and node.child("title") is None)
    return _Member(node, found, named, numbered, issued_on, issuer_of(parse, node), tuple(doubts))


def _with_shared(members: list[_Member]) -> list[_Member]:
    """What stands behind the last of a list belongs to those before it that have none.

    The issuer where the letters are the same or the kind is named once for all, the day only then, and only in the symbol's own year.
    """
    out = list(members)
    for n in range(len(out) - 2, -1, -1):
        this, following = out[n], out[n + 1]
        alike = "".join(this.symbol.letters) == "".join(following.symbol.letters)
        once = following.node.child("document") is None
        if this.issuer is None and (alike or once):
            this = replace(this, issuer=following.issuer)
        day = following.issued_on
        if this.issued_on is None and not this.doubts and once and day is not None and this.symbol.year in (None, day.year):
            this = replace(this, issued_on=day)
        out[n] = this
    return out


def _reported_on(parse: CitationParse, node: Node) -> date | None:
    """The day in front of "ban hành", "có" and the like with this very list behind it."""
    for first in reversed(parse.day_words):
        read = parse.day(first) if node.start - DAY_REACH <= first < node.start else None
        if read is not None:
            told = parse.node("reported", first)
            cited = told.child("citations") if told is not None else None
            return read[1] if cited is not None and cited.start == node.start else None
    return None


def _believed(parse: CitationParse, member: _Member) -> bool:
    """A form that does not speak for itself needs its kind or "số" in front, or a day behind it."""
    found = member.symbol
    if parse.folded(member.node.start - 1) in _FORMS:
        return False
    if found.sure:
        return True
    if found.rule in ("symbol-old", "symbol-unjoined"):
        return member.document is not None and member.node.child("title") is None
    return member.numbered or (member.issued_on is not None and max(map(len, found.letters)) > 1)


def _cited(parse: CitationParse, member: _Member, issued_on: date | None, issuer: str | None) -> Cited:
    found = member.symbol
    known = found.kind is not None or member.document is not None or found.of_parliament
    odd = not (found.sure or known) or (found.rule == "symbol-register" and found.kind is not None)
    doubts = tuple(dict.fromkeys((*member.doubts, "symbol-odd"))) if odd else member.doubts
    inside = (parse.tokens[found.start].start, parse.tokens[found.end - 1].end)
    span = (parse.tokens[member.node.start].start, parse.tokens[member.node.end - 1].end)
    return Cited(found, _kind(found, member.document), known, issued_on, issuer, *span, *inside, doubts)


def _kind(found: Symbol, named: str | None) -> str:
    """The symbol's own letters decide, but for a joint circular's; an office's letters leave it to the word in front."""
    if found.kind is not None:
        return named if named in JOINT and found.kind in named else found.kind
    if found.of_parliament:
        return named or "Luật"
    if named is not None and named != "CV":
        return named
    return found.letters[0] if named is None and (len(found.letters) == 1 or found.rule == "symbol-register") else "CV"


def _symbol_node(node: Node) -> Node:
    found = node.child("symbol")
    if found is None:
        raise AssertionError(f"{node.rule} has no symbol")
    return found
