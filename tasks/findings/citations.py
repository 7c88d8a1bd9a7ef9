"""Cited documents that have a number: symbol, type, date and issuer, each with all its mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.domain.doubt import DOUBTS, GRAVE, severity_of
from tasks.domain.finding import Citation, Doubt
from tasks.domain.lexicon import Lexicon
from tasks.domain.notice import Structure
from tasks.domain.span import Span
from tasks.findings.own_symbol import OwnSymbol
from tasks.nouns.citation import Cited, read_citations
from tasks.nouns.citation_issuers import named_lead
from tasks.nouns.citation_words import Lead
from tasks.nouns.document_kinds import Kinds, kinds_of
from tasks.nouns.symbol import may_hold_symbol
from tasks.reading.notice import NoticeReading
from tasks.reading.sentences import Sentence, of_span, of_spans

EXACT = 100.0
"""Confidence of a word that was not recognised but taken from the file's own text."""
DOUBTFUL_SYMBOL = 60.0
"""Lowest word confidence (0 to 100) of a symbol that is taken as read.

Measured on 253 symbols of made pages, spoiled as ``benchmarks.garble`` does and read with Tesseract 5.3, ``vie``: below 60, 6 of 19 were
misread, above it 4 of 215.
"""
_UNKNOWN_OFFICE = 0.8
_DOUBTED = 0.6
_BELONGS_TO = ("kèm theo", "ban hành kèm theo", "ban hành theo")
_WITHOUT_EFFECT = frozenset(("citation-day-unread",))


@dataclass(frozen=True, slots=True)
class _Mention:
    cited: Cited
    span: Span
    badly_read: bool

    @property
    def fullness(self) -> int:
        """How much it says; what was mended or looks odd stands behind what was printed right."""
        cited = self.cited
        right = "symbol-mended" not in cited.doubts and cited.symbol.sure and not self.badly_read
        return 8 * right + 4 * (cited.issued_on is not None) + 2 * (cited.issuer is not None) + cited.named


def find_citations(reading: NoticeReading, types: Lexicon) -> tuple[Citation, ...]:
    """One citation per distinct symbol in body, subject and annexes, in order of first mention; never raises.

    The notice's own symbol and what stands in the foot are no citations, nor is a name without its symbol ("Quyết định 288").
    """
    kinds = kinds_of(types)
    own = OwnSymbol.of(reading.structure.head, kinds)
    groups: dict[str, list[_Mention]] = {}
    for mention in sorted(_mentions(reading, kinds), key=lambda m: m.span.start):
        if not own.is_meant(mention.cited):
            groups.setdefault(mention.cited.symbol.key, []).append(mention)
    return tuple(_citation(group) for group in groups.values())


def _mentions(reading: NoticeReading, kinds: Kinds) -> Iterator[_Mention]:
    lead: Lead | None = None
    for sentence in _sentences(reading):
        if not sentence.marker:
            lead = None
        if may_hold_symbol(sentence.text):
            words = reading.clean.words_in(sentence.span(0, len(sentence.text)))
            recognised = any(word.confidence < EXACT for word in words)
            for cited in read_citations(sentence, kinds, lead, recognised=recognised):
                span = sentence.span(cited.start, cited.end)
                if not reading.clean.text[max(0, span.start - 1) : span.start].isdigit():
                    inside = reading.clean.words_in(sentence.span(cited.symbol_start, cited.symbol_end))
                    badly = min((word.confidence for word in inside), default=EXACT) < DOUBTFUL_SYMBOL
                    yield _Mention(cited, span, badly)
        if sentence.opens_list:
            lead = named_lead(sentence, kinds) or lead


def _sentences(reading: NoticeReading) -> Iterator[Sentence]:
    """Where citations may stand: the subject, headings, sections and tables; headings and cells only where they may hold a symbol."""
    structure = reading.structure
    spans = dict(structure.head.spans)
    headings = [spans["subject"]] if "subject" in spans and spans["subject"].end <= structure.body.start else []
    headings += [s.heading_span for s in structure.sections if s.heading_span is not None]
    for span in headings:
        if may_hold_symbol(span.of(reading.clean.text)):
            yield of_span(reading.clean, span, reading.tagger)
    for section in structure.sections:
        yield from reading.sentences(section.body)
    for gap in _between_sections(structure):
        if may_hold_symbol(gap.of(reading.clean.text)):
            # An annex says below its title to which document it belongs: to this one.
            yield from (s for s in reading.sentences(gap) if not s.text.lower().lstrip("( ").startswith(_BELONGS_TO))
    for cell in _cells(reading):
        if may_hold_symbol(" ".join(span.of(reading.clean.text) for span in cell)):
            yield of_spans(reading.clean, cell, reading.tagger)


def _between_sections(structure: Structure) -> Iterator[Span]:
    """What no section holds, from the body's beginning to its end and from the first annex to the end of the last: not the foot between."""
    end, in_annex = structure.body.start, False
    for section in structure.sections:
        to_annex = not in_annex and section.span.start >= structure.body.end
        if section.span.start > end and not to_annex:
            yield Span(end, section.span.start)
        end, in_annex = max(end, section.span.end), in_annex or to_annex


def _cells(reading: NoticeReading) -> Iterator[list[Span]]:
    """The lines of each cell of a table."""
    for cell, lines in groupby(reading.clean.lines, lambda line: line.cell):
        spans = [line.span for line in lines if line.span.start >= reading.structure.body.start]
        if cell is not None and spans:
            yield spans


def _citation(mentions: Sequence[_Mention]) -> Citation:
    fullest = max(mentions, key=lambda m: m.fullness)
    dated = [m for m in mentions if m.cited.issued_on is not None]
    issuer = fullest.cited.issuer or next((m.cited.issuer for m in mentions if m.cited.issuer), None)
    day = fullest.cited.issued_on or (dated[0].cited.issued_on if dated else None)
    codes = [code for code in fullest.cited.doubts if day is None or code not in _WITHOUT_EFFECT]
    if fullest.badly_read:
        codes.append("symbol-doubtful")
    if len({m.cited.issued_on for m in dated}) > 1:
        codes.append("citation-days-differ")
    sure = 1.0 if fullest.cited.named else _UNKNOWN_OFFICE
    return Citation(
        symbol=fullest.cited.symbol.text,
        type=fullest.cited.kind,
        span=fullest.span,
        issued_on=day,
        issuer=issuer,
        mentions=tuple(m.span for m in mentions),
        confidence=min(sure, _DOUBTED) if any(severity_of(code) in GRAVE for code in codes) else sure,
        doubts=tuple(Doubt(code, DOUBTS[code].field, fullest.span) for code in codes),
    )
