"""What stands above a sentence: the parties a heading or lead-in names, and whether what follows is ordered or told.

A sentence without a party inherits, nearest first: the sentence it goes on with, its item, the lead-in, the heading, the heading above
(corpus guidelines, `lead` and its second half).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.domain.finding import Part
from tasks.domain.notice import Head, Section
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.headings import (
    ASSIGNS,
    DUTIES,
    OWNER,
    TASK,
    UNKNOWN_OWNER,
    begins_with_party,
    is_name,
    names_somebody,
    party_of,
    unknown_owners,
)
from tasks.findings.acting.issuing import ORDERING, Issuer, opens_own
from tasks.findings.acting.late_order import late_order
from tasks.findings.acting.named import Actors
from tasks.findings.acting.openings import (
    asks_above,
    hands_down_powers,
    is_joint,
    joins,
    made_of,
    offers,
    outlines,
    promises,
    steps,
    targets,
)
from tasks.findings.acting.together import together_lists
from tasks.nouns.known import doubts_behind, name_doubts
from tasks.nouns.parties import PartyList
from tasks.reading.sentences import Sentence

REPORTS = {"BC", "TTr", "BB", "GM", "GGT"}
"""Types whose sentences tell and ask; only the tasks under a heading that announces them are orders."""
LAST_WORDS = 160
"""Characters at a lead-in's end that say what it opens."""
_ASKS = re.compile(r"(?:tiếp tục |tỉnh |Sở )yêu cầu (?:các|Sở|UBND|Thủ trưởng)")


@dataclass(frozen=True, slots=True)
class Scope:
    """What stands above a sentence.

    Attributes:
        lead: parties named by the heading or lead-in above, with their places; () where nobody is.
        together: named there after "phối hợp".
        rule: "heading" or "lead-in", where ``lead`` comes from.
        orders: whether what follows is ordered (True), told (False), or unknown (None).
        sealed: whether nothing below orders, whatever headings inside say.
        required: whether every sentence is a requirement, also one without a party or a verb in front.
        depth: how many headings and lead-ins lie between the party and what inherits it.
        passed_over: whether a heading in between begins with a party of its own that was not understood.
        steps: whether below are the methods and steps of a procedure, of which only one with a party or a duty in it orders.
        announced: whether a heading promised the tasks below, so that one that names nobody is likely meant.
        doubts: codes of what speaks against the names of its parties.
        duties: whether the heading lists duties ("Trách nhiệm của Sở Tài chính"): what its party asks of others is one of them.
        joined: whether those named below only work with the party above ("Chủ trì, phối hợp với:").
        offered: whether below are cases, choices or what something is made of, of which only one with a duty in it orders.
    """

    lead: tuple[Part, ...] = ()
    together: tuple[Part, ...] = ()
    rule: str = ""
    orders: bool | None = None
    sealed: bool = False
    required: bool = False
    depth: int = 0
    passed_over: bool = False
    duties: bool = False
    joined: bool = False
    offered: bool = False
    steps: bool = False
    announced: bool = False
    doubts: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The parties as printed."""
        return tuple(part.value for part in self.lead)


def parts_of(sentence: Sentence, field: str, parties: PartyList | None, rule: str) -> tuple[Part, ...]:
    """Parties of a sentence with their places in the clean text."""
    if parties is None:
        return ()
    return tuple(Part(field, p.name, sentence.span(p.start, p.end), rule) for p in parties.parties)


class ScopeReader:
    """Reads headings and lead-ins of one notice."""

    def __init__(self, head: Head, cues: ClauseCues) -> None:
        """Note who issued the notice."""
        self._cues = cues
        self._type = head.type
        self.issuer = Issuer(head, cues)

    def after_preamble(self, scope: Scope) -> Scope:
        """The scope of the numbered items, where the preamble ended without a word on what follows."""
        if scope.orders is None and self._type in ORDERING:
            return replace(scope, orders=True)
        if scope.orders is None and self._type in REPORTS:
            return replace(scope, orders=False)
        return scope

    def attached(self) -> Scope:
        """The scope of what stands behind the foot: an attached plan or regulation orders, a draft that is only submitted does not."""
        return Scope(orders=self._type not in REPORTS)

    def under_heading(self, section: Section, heading: ClauseReader | None, inherited: Scope) -> Scope:
        """The scope of a section's text and children; ``heading`` reads the section's heading, None where it has none."""
        if section.heading is None or heading is None:
            return replace(inherited, depth=inherited.depth + 1)
        return self.under_line(heading, inherited)

    def heads(self, line: ClauseReader) -> bool:
        """Whether a line in front of items is their heading, though nothing tells it apart: "Trách nhiệm của Sở Tài chính"."""
        text = line.sentence.text
        owner = DUTIES.match(text)
        return owner is not None and not text.endswith(".") and begins_with_party(line, owner.end())

    def under_line(self, heading: ClauseReader, inherited: Scope) -> Scope:
        """The scope below a heading, whether a section's own or a line that serves as one."""
        text = heading.sentence.text
        if inherited.sealed or self._cues.outline.search(text):
            return Scope(orders=False, sealed=True)
        told = self._of_report(text) if self._type in REPORTS else self._first(text)
        told = False if self._cues.approval.search(text) and targets(text) else told
        if joins(text):
            return replace(inherited, depth=inherited.depth + 1, joined=True)
        if steps(text):
            return replace(inherited, depth=inherited.depth + 1, steps=True)
        if offers(f"{text}:") or made_of(f"{text}:", acts=heading.begins_with_verb(0, len(heading.sentence.tokens))):
            return replace(inherited, depth=inherited.depth + 1, offered=True)
        if hands_down_powers(text):
            return replace(inherited, depth=inherited.depth + 1, orders=False, offered=True)
        if self._cues.requirement.match(text):
            # "Yêu cầu đối với cơ sở xử lý" names somebody whom no rule reads there.
            passed_over = inherited.passed_over or " đối với " in text.lower()
            return replace(inherited, depth=inherited.depth + 1, orders=True, required=True, passed_over=passed_over)
        owner = OWNER.match(text)
        named, actors = party_of(heading, owner.end() if owner else 0)
        if named is not None and inherited.orders is False and not (owner and ASSIGNS.match(text)):
            return replace(inherited, depth=inherited.depth + 1)
        together = self._together(heading, "heading")
        if named is not None and (told is not False or owner):
            lead = parts_of(heading.sentence, "lead", named, "heading")
            acts = actors and TASK.search(text) and heading.parse.begins(named.end, "verb", "adverb", "auxiliary", "duty", "stop")
            which = actors and not named.parties[-1].complete and not acts  # "Viên chức | nhận hồ sơ tại bộ phận một cửa"
            doubts = (*(("name-goes-on",) if which else ()), *name_doubts(heading.parse, named))
            return Scope(lead, together if actors else (), "heading", True, duties=DUTIES.match(text) is not None, doubts=doubts)
        if named is None and (duty := UNKNOWN_OWNER.fullmatch(text)) is not None and is_name(heading):
            return Scope(unknown_owners(heading.sentence, duty.start("rest")), (), "heading", True, duties=True, doubts=("name-unknown",))
        silent = named is None and names_somebody(heading, owner.end() if owner else 0, named=bool(inherited.lead))
        passed_over = inherited.passed_over or silent
        orders = inherited.orders if told is None else told
        announced = bool(orders) and promises(self._type, heading, told=told is True or inherited.announced)
        together = together if together and is_joint(text) else inherited.together
        return replace(inherited, depth=inherited.depth + 1, orders=orders, passed_over=passed_over, together=together, announced=announced)

    @staticmethod
    def _together(reader: ClauseReader, rule: str) -> tuple[Part, ...]:
        """Whom a heading or lead-in names after "phối hợp"."""
        lists = together_lists(reader, 0, len(reader.sentence.tokens))
        return tuple(part for found in lists for part in parts_of(reader.sentence, "coordinating", found, rule))

    def _of_report(self, heading: str) -> bool | None:
        """In a report every heading tells, unless it announces tasks; one inside those goes on with them."""
        if self._cues.report_tasks.search(heading):
            return True
        return False if self._cues.fact_context.search(heading) else None

    def lead_in(self, reader: ClauseReader, scope: Scope) -> Scope:
        """The scope below a sentence that opens a list."""
        sentence = reader.sentence
        count = len(sentence.tokens)
        actors = reader.actors(0, count, assigned=scope.rule == "heading") or late_order(reader, count)
        if actors is not None and (actors.kind == "agent" or sentence.printed.isupper()):
            actors = None  # a line in capitals says who speaks: "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH TÂN GIANG ĐIỆN:"
        orders = self._last(sentence.text[-LAST_WORDS:], scope.orders)
        if scope.orders and reader.begins_with_verb(0, count) and not outlines(sentence.text):
            orders = True  # a task that opens a list, whatever it deals with: "Hướng dẫn mở tài khoản cho các đối tượng, cụ thể:"
        if scope.sealed:
            return scope
        if offers(sentence.text):
            return replace(scope, orders=False, offered=True, sealed=asks_above(sentence.text))  # nobody orders those above
        if joins(sentence.text):
            return replace(scope, joined=True)
        if actors is None and made_of(sentence.text, acts=reader.begins_with_verb(0, count)):
            return replace(scope, offered=True)
        if self._type in REPORTS and not scope.orders:
            asks = actors is not None and actors.kind == "order" and _ASKS.search(sentence.text) is not None
            if not (asks or self._cues.report_tasks.search(sentence.text[-LAST_WORDS:])):
                return replace(scope, orders=False)
            orders = True
        if actors is not None and opens_own(reader, actors):
            actors = None
        together = self._together(reader, "lead-in")
        named = actors is not None and not all(self.issuer.speaks(p) for p in actors.parties.names)
        # "Đề nghị các bộ báo cáo ..., cụ thể như sau:" orders, though its words tell.
        if actors is not None and named and (orders is not False or actors.kind == "order"):
            lead = parts_of(sentence, "lead", actors.parties, "lead-in")
            doubts = name_doubts(reader.parse, actors.parties)
            if actors.kind in ("order", "subject"):
                doubts = (*doubts_behind(reader.parse, actors.parties.end, count), *doubts)
            return Scope(lead, self._below(together, actors), "lead-in", True, doubts=doubts)
        begins = is_joint(sentence.text)
        return replace(scope, orders=orders, together=together if begins and together else scope.together)

    @staticmethod
    def _below(together: tuple[Part, ...], actors: Actors) -> tuple[Part, ...]:
        own = set(actors.parties.names)
        return tuple(p for p in together if p.value not in own)

    def _last(self, tail: str, otherwise: bool | None) -> bool | None:
        """A sentence may tell first and order at its end ("..., Chủ tịch UBND tỉnh yêu cầu:"): its last telling word decides."""
        order = max((m.start() for m in self._cues.order_context.finditer(tail)), default=-1)
        fact = max((m.start() for m in self._cues.fact_context.finditer(tail)), default=-1)
        return otherwise if order == fact else order > fact

    def _first(self, heading: str) -> bool | None:
        """What the heading's first telling word says: "Đánh giá ... nhiệm vụ" tells, "Giải pháp khắc phục hạn chế" orders."""
        order, fact = self._cues.order_context.search(heading), self._cues.fact_context.search(heading)
        if order is None and fact is None:
            return None
        return fact is None or (order is not None and order.start() < fact.start())
