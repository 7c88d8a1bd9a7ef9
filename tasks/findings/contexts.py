"""What stands above a sentence: the parties a heading or lead-in names, and whether what follows is ordered or told."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.domain.lexicon import Lexicon
from tasks.domain.notice import Head, Section
from tasks.findings.clauses import ClauseGrammar, Sentence
from tasks.findings.passages import fold_spelling

ORDERING = {"CT", "TB", "KL", "KH", "CTr", "CĐ", "HD", "CTHĐ"}  # types whose numbered items order unless a heading says otherwise
LAST_WORDS = 160  # characters at a lead-in's end that say what it opens
_OWNER = re.compile(
    r"(?:(?:[Tt]rách nhiệm|[Nn]hiệm vụ|[Cc]ông việc|[Pp]hân công)(?: cụ thể)? (?:của|cho)|[Đđ]ối với|[Vv]ề phía|[Pp]hía|[Dd]o|"
    r"[Gg]iao(?: cho)?)\s+"
)
_LEVEL = re.compile(r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân) (tỉnh|thành phố|huyện|quận|thị xã|xã|phường|đặc khu)")
_MINISTER = re.compile(r"(?:Bộ trưởng|Thứ trưởng)(?: (Bộ .+))?")
_LOWER = {"huyện", "quận", "thị xã", "xã", "phường", "đặc khu", "thành phố"}


@dataclass(frozen=True, slots=True)
class Context:
    """What stands above a sentence.

    Attributes:
        parties: named by the heading or lead-in above, () where nobody is.
        rule: "heading" or "lead-in", where ``parties`` come from.
        orders: whether what follows is ordered (True), told (False), or unknown (None).
    """

    parties: tuple[str, ...] = ()
    rule: str = ""
    orders: bool | None = None


class ContextReader:
    """Reads headings and lead-ins of one notice."""

    def __init__(self, head: Head, cues: Lexicon, grammar: ClauseGrammar) -> None:
        """Compile the cues and note who issued the notice."""
        self._grammar = grammar
        self._issuer = fold_spelling(head.issuer or "").casefold()
        self._type = head.type
        self._opens_orders = re.compile(cues.alternation("directive-order-context"))
        self._opens_facts = re.compile(cues.alternation("directive-fact-context"))

    def is_issuer(self, party: str) -> bool:
        """Whether ``party`` is the name by which this notice's issuer, or a body above it, speaks of itself."""
        folded = fold_spelling(party)
        if not self._grammar.is_authority(folded):
            return False
        minister = _MINISTER.match(folded)
        if minister and self._issuer:
            return self._issuer.startswith("bộ") and (minister[1] or "").casefold() in self._issuer
        level = _LEVEL.search(folded)
        return (
            level is None
            or level[1] not in _LOWER
            or not self._issuer
            or level[0].casefold().replace("ubnd", "ủy ban nhân dân") in self._issuer
        )

    def after_preamble(self, context: Context) -> Context:
        """The context of the numbered items, where the preamble ended without a word on what follows."""
        if context.orders is None and self._type in ORDERING:
            return replace(context, orders=True)
        return context

    def under_heading(self, section: Section, inherited: Context) -> Context:
        """The context of a section's text and children."""
        if section.heading is None:
            return inherited
        heading = fold_spelling(section.heading)
        told = self._first(heading)
        owner = _OWNER.match(heading)
        start = owner.end() if owner else 0
        run = self._grammar.parties.read_whole(heading[start:], section.heading[start:])
        if run is None:
            actors = self._grammar.actors(heading, section.heading, assigned=False)
            run = actors.run if actors and actors.kind == "order" else None
        if run is not None and (told is not False or owner):
            return Context(run.parties, "heading", inherited.orders is not False)
        return inherited if told is None else replace(inherited, orders=told)

    def lead_in(self, sentence: Sentence, context: Context) -> Context:
        """The context below a sentence that opens a list."""
        text, printed = sentence.passage.text, sentence.printed
        actors = self._grammar.actors(text, printed, assigned=context.rule == "heading")
        orders = self._last(text[-LAST_WORDS:], context.orders)
        named = actors is not None and not all(self.is_issuer(p) for p in actors.run.parties)
        # "Đề nghị các bộ báo cáo ..., cụ thể như sau:" orders, though its words tell.
        if actors is not None and named and (orders is not False or actors.kind == "order"):
            return Context(actors.run.parties, "lead-in", True)
        return replace(context, orders=orders)

    def _last(self, tail: str, otherwise: bool | None) -> bool | None:
        """A sentence may tell first and order at its end ("..., Chủ tịch UBND tỉnh yêu cầu:"): its last telling word decides."""
        order = max((m.start() for m in self._opens_orders.finditer(tail)), default=-1)
        fact = max((m.start() for m in self._opens_facts.finditer(tail)), default=-1)
        return otherwise if order == fact else order > fact

    def _first(self, heading: str) -> bool | None:
        """What the heading's first telling word says: "Đánh giá ... nhiệm vụ" tells, "Giải pháp khắc phục hạn chế" orders."""
        order, fact = self._opens_orders.search(heading), self._opens_facts.search(heading)
        if order is None and fact is None:
            return None
        return fact is None or (order is not None and order.start() < fact.start())
