"""Cited documents that have a number: symbol, type, date and issuer, each with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from tasks.domain.finding import Citation
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import CleanText, Structure
from tasks.domain.span import Span
from tasks.findings.issuers import IssuerReader
from tasks.findings.symbols import Symbol, find_symbols
from tasks.vietnamese.dates import Precision, find_dates

# How far the date may stand behind a symbol, and the type's name in front of it, in characters.
DATE_REACH = 60
TYPE_REACH = 45
_BEFORE_DATE = re.compile(r"^[\s,(]*(?:(?:được )?(?:ban hành|ký|ra)\s)?$")
_UNKNOWN_OFFICE = 0.8


@dataclass(slots=True)
class _Mention:
    symbol: Symbol
    span: Span
    kind: str
    issued_on: date | None
    issuer: str | None
    named: bool

    @property
    def fullness(self) -> int:
        """How much the mention says."""
        return 4 * (self.issued_on is not None) + 2 * (self.issuer is not None) + self.named


@dataclass(slots=True)
class _Group:
    mentions: list[_Mention] = field(default_factory=list)
    short: list[Span] = field(default_factory=list)


def find_citations(clean: CleanText, structure: Structure, vocabulary: Vocabulary) -> tuple[Citation, ...]:
    """One citation per distinct symbol in body, subject and annexes, in order of first mention; never raises.

    The notice's own symbol and what stands in the foot are no citations. A later short mention ("Quyết định 288") counts as a mention
    of the only full one with that type and number.
    """
    flat = clean.flat
    own = find_symbols(structure.head.symbol or "", vocabulary.document_types)
    own_key = own[0].key if own else None
    names = _TypeNames(vocabulary.document_types)
    issuers = IssuerReader(flat, clean.text, vocabulary.cues, names.alternation)
    groups: dict[str, _Group] = {}
    for region in _regions(clean, structure):
        for symbol in find_symbols(region.of(flat), vocabulary.document_types):
            placed = Symbol(symbol.text, symbol.span.shifted(region.start), symbol.number, symbol.kind, symbol.sure)
            mention = None if placed.key == own_key else _read_mention(flat, placed, names, issuers)
            if mention is not None:
                groups.setdefault(placed.key, _Group()).mentions.append(mention)
        _add_short_mentions(flat, region, groups, names)
    return tuple(_citation(group) for group in groups.values())


def _regions(clean: CleanText, structure: Structure) -> list[Span]:
    """Where citations may stand: the subject, the body, the annexes, and tables behind the last line of either."""
    spans = dict(structure.head.spans)
    regions = [spans["subject"]] if "subject" in spans and spans["subject"].end <= structure.body.start else []
    regions.append(structure.body)
    annexes = [s.span for s in structure.sections if s.span.start >= structure.body.end and s.span.end > s.span.start]
    if annexes:
        regions.append(Span(annexes[0].start, min(len(clean.text), annexes[-1].end)))
    for table in _tables(clean):
        if table.start >= structure.body.end and not any(r.overlaps(table) for r in regions):
            regions.append(table)
    return regions


def _tables(clean: CleanText) -> Iterator[Span]:
    """The span of each run of lines in cells."""
    for in_cell, lines in groupby(clean.lines, lambda line: line.cell is not None):
        run = list(lines)
        if in_cell:
            yield Span(run[0].span.start, run[-1].span.end)


class _TypeNames:
    """Names of document types as they stand in front of a number."""

    def __init__(self, types: Lexicon) -> None:
        self.codes: dict[str, str] = {}
        for entry in types.entries:
            for name in (entry.label, *entry.values.get("names", "").split("|")):
                if name:
                    self.codes.setdefault(name.casefold(), entry.code)
        self.alternation = "(?i:" + "|".join(re.escape(n) for n in sorted(self.codes, key=len, reverse=True)) + ")"
        self.in_front = re.compile(rf"(?<!\w)(?P<name>{self.alternation})(?:\s(?:số|SỐ|Số)\s?:?)?\s?$")
        self.number_word = re.compile(r"(?<!\w)(?:số|Số|SỐ)\s?:?\s?$")
        self.short = re.compile(
            rf"(?<!\w)(?P<name>{self.alternation})\s(?:số\s)?(?P<number>\d{{1,5}})(?P<year>/(?:19|20)\d\d)?(?![\d%]|\s?[/.,–-]\s?[\dA-ZĐ])"
        )


def _read_mention(flat: str, symbol: Symbol, names: _TypeNames, issuers: IssuerReader) -> _Mention | None:
    window = flat[max(0, symbol.span.start - TYPE_REACH) : symbol.span.start]
    front = names.in_front.search(window)
    numbered = names.number_word.search(window)
    if not symbol.sure and front is None and numbered is None:
        return None
    named = names.codes[front["name"].casefold()] if front else None
    start = symbol.span.start - (len(window) - front.start()) if front else symbol.span.start
    issued_on, end = _date_behind(flat, symbol.span.end)
    issuer, issuer_end = issuers.behind(end)
    if issuer is None:
        issuer = issuers.in_front(start)
    elif issued_on is None:
        issued_on, end = _date_behind(flat, issuer_end)
        end = end if issued_on else issuer_end
    span = Span(start, max(end, issuer_end))
    return _Mention(symbol, span, _kind(symbol, named), issued_on, issuer, front is not None)


def _kind(symbol: Symbol, named: str | None) -> str:
    """The symbol's own letters decide; an office's letters ("UBND-KTTH") leave it to the word in front, else to the official letter."""
    if symbol.kind is not None:
        return symbol.kind
    if re.search(r"/(?:QH|UBTVQH)\d", symbol.text):
        return named or "Luật"
    return named or "CV"


def _date_behind(flat: str, position: int) -> tuple[date | None, int]:
    """The date that follows a symbol or issuer, and where it ends."""
    window = flat[position : position + DATE_REACH]
    for found in find_dates(window):
        if found.precision is Precision.DAY and _BEFORE_DATE.match(window[: found.span.start]):
            return found.first, position + found.span.end
        break
    return None, position


def _add_short_mentions(flat: str, region: Span, groups: dict[str, _Group], names: _TypeNames) -> None:
    by_number: dict[tuple[str, str], set[str]] = {}
    for key, group in groups.items():
        first = group.mentions[0]
        by_number.setdefault((first.kind, first.symbol.number.lstrip("0")), set()).add(key)
    for match in names.short.finditer(flat, region.start, region.end):
        keys = by_number.get((names.codes[match["name"].casefold()], match["number"].lstrip("0")), set())
        if match["year"]:
            keys = {k for k in keys if k.startswith(f"{match['number'].lstrip('0')}{match['year']}/")}
        if len(keys) == 1:
            groups[next(iter(keys))].short.append(Span(match.start(), match.end()))


def _citation(group: _Group) -> Citation:
    fullest = max(group.mentions, key=lambda m: m.fullness)
    dated: Sequence[date] = [m.issued_on for m in group.mentions if m.issued_on]
    issuer = fullest.issuer or next((m.issuer for m in group.mentions if m.issuer), None)
    known = fullest.symbol.kind is not None or fullest.named or "/QH" in fullest.symbol.text
    return Citation(
        symbol=fullest.symbol.text,
        type=fullest.kind,
        span=fullest.span,
        issued_on=fullest.issued_on or (dated[0] if dated else None),
        issuer=issuer,
        mentions=tuple(sorted([m.span for m in group.mentions] + group.short)),
        confidence=1.0 if known else _UNKNOWN_OFFICE,
    )
