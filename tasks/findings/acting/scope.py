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
from tasks.findings.acting.issuing import ORDERING, Issuer, opens_own
from tasks.findings.acting.late_order import late_order
from tasks.findings.acting.named import Actors
from tasks.findings.acting.openings import (
    asks_above,
    is_joint,
    is_level,
    is_owned,
    is_topic,
    joins,
    made_of,
    offers,
    outlines,
    promises,
    steps,
    targets,
)
from tasks.findings.acting.rest import enumerated, prolonged, saying_which
from tasks.findings.acting.together import together_lists
from tasks.nouns.known import doubts_behind, name_doubts
from tasks.nouns.parties import PartyList
from tasks.reading.sentences import Sentence

REPORTS = {"BC", "TTr", "BB", "GM", "GGT"}
"""Types whose sentences tell and ask; only the tasks under a heading that announces them are orders."""
LAST_WORDS = 160
"""Characters at a lead-in's end that say what it opens."""
_OWNER = re.compile(
    r"(?:(?:[Tt]rách nhiệm|[Nn]hiệm vụ|[Cc]ông việc|[Pp]hân công|[Nn]ghĩa vụ|[Qq]uyền)"
    r"(?:,? (?:và )?(?:quyền hạn|nghĩa vụ|trách nhiệm|cụ thể))*"
    r" (?:của|cho)|[Đđ]ối với|[Vv]ề phía|[Pp]hía|[Dd]o|[Gg]iao(?: cho)?|[Yy]êu cầu|[Đđ]ề nghị|"
    r"[Nn]ội dung(?: công việc| công tác)?"
    r"(?= (?:[Cc]ác |do )?(?:Sở|UBND|Ủy ban|Ban|Bộ|Công an|Cục|Chi cục|Phòng|Văn phòng|Trung tâm)(?!\w)))\s?:?\s+"
)
_ASKS = re.compile(r"(?:tiếp tục |tỉnh |Sở )yêu cầu (?:các|Sở|UBND|Thủ trưởng)")
_ASSIGNS = re.compile(r"(?:[Tt]rách nhiệm|[Nn]hiệm vụ|[Cc]ông việc|[Pp]hân công|[Nn]ghĩa vụ|[Gg]iao|[Yy]êu cầu)")
_DUTIES = re.compile(r"(?i:trách nhiệm|nhiệm vụ|nghĩa vụ|quyền)(?!\w)[^:]* của ")
_APPOSITION = re.compile(
    r"(?i:(?:là )?(?:cơ quan|đơn vị) (?:thường trực|chủ trì|đầu mối)|(?:phó )?(?:trưởng|chủ tịch) (?:ban|hội đồng|tổ))(?!\w)"
)
"""What a heading says of its party behind a dash: "Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo"."""
_WHICH = re.compile(r"(?:[^\W\d]+ ){0,3}(?:đang|đã|được|chưa)(?!\w)[^,;:]*$|(?:trong|tại|ở|trên|thuộc) [^,;:]*$")
"""What a heading says of many ("Các hộ kinh doanh đang buôn bán tại chợ"): which are meant, up to its end."""
_UNKNOWN_OWNER = re.compile(r"(?i:trách nhiệm|nghĩa vụ) của (?P<rest>[a-zà-ỹđ][^:;.()]{2,70})$")
_BETWEEN = re.compile(r"(?:, | và )(?=[a-zà-ỹđ])")
_TASK = re.compile(r"(?<!\w)(?:chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|tham mưu|thực hiện|triển khai|tổ chức|phải|cần)(?!\w)")
"""Verbs of a heading that says what its party does; other verbs in a heading say which party it is."""


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
        owner = _DUTIES.match(text)
        return owner is not None and not text.endswith(".") and self._begins_with_party(line, owner.end())

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
        if self._cues.requirement.match(text):
            # "Yêu cầu đối với cơ sở xử lý" names somebody whom no rule reads there.
            passed_over = inherited.passed_over or " đối với " in text.lower()
            return replace(inherited, depth=inherited.depth + 1, orders=True, required=True, passed_over=passed_over)
        owner = _OWNER.match(text)
        named, actors = self._of_heading(heading, owner.end() if owner else 0)
        if named is not None and inherited.orders is False and not (owner and _ASSIGNS.match(text)):
            return replace(inherited, depth=inherited.depth + 1)
        together = self._together(heading, "heading")
        if named is not None and (told is not False or owner):
            lead = parts_of(heading.sentence, "lead", named, "heading")
            acts = actors and _TASK.search(text) and heading.parse.begins(named.end, "verb", "adverb", "auxiliary", "duty", "stop")
            which = actors and not named.parties[-1].complete and not acts  # "Viên chức | nhận hồ sơ tại bộ phận một cửa"
            doubts = (*(("name-goes-on",) if which else ()), *name_doubts(heading.parse, named))
            return Scope(lead, together if actors else (), "heading", True, duties=_DUTIES.match(text) is not None, doubts=doubts)
        if named is None and (duty := _UNKNOWN_OWNER.fullmatch(text)) is not None and self._is_name(heading):
            return Scope(self._owners(heading.sentence, duty.start("rest")), (), "heading", True, duties=True, doubts=("name-unknown",))
        silent = named is None and self._names_somebody(heading, owner.end() if owner else 0, inherited)
        passed_over = inherited.passed_over or silent
        orders = inherited.orders if told is None else told
        announced = bool(orders) and promises(self._type, heading, told=told is True or inherited.announced)
        together = together if together and is_joint(text) else inherited.together
        return replace(inherited, depth=inherited.depth + 1, orders=orders, passed_over=passed_over, together=together, announced=announced)

    @staticmethod
    def _owners(heading: Sentence, start: int) -> tuple[Part, ...]:
        """Whose duties a heading lists, by names that no lexicon has: "Trách nhiệm của chủ thuyền, người lái thuyền"."""
        bounds = [start, *(at for cut in _BETWEEN.finditer(heading.text, start) for at in cut.span()), len(heading.text)]
        spans = ((low, high) for low, high in zip(bounds[::2], bounds[1::2], strict=True) if low < high)
        return tuple(Part("lead", heading.printed[low:high], heading.span(low, high), "heading") for low, high in spans)

    @staticmethod
    def _together(reader: ClauseReader, rule: str) -> tuple[Part, ...]:
        """Whom a heading or lead-in names after "phối hợp"."""
        lists = together_lists(reader, 0, len(reader.sentence.tokens))
        return tuple(part for found in lists for part in parts_of(reader.sentence, "coordinating", found, rule))

    def _names_somebody(self, heading: ClauseReader, start: int, inherited: Scope) -> bool:
        """Whether a heading begins with a party, no topic, or lists the duties of one that was not understood."""
        text = heading.sentence.text
        return (self._begins_with_party(heading, start) and not is_topic(text)) or is_owned(text, named=bool(inherited.lead))

    @staticmethod
    def _begins_with_party(heading: ClauseReader, start: int) -> bool:
        at = next((i for i, t in enumerate(heading.sentence.tokens) if t.start >= start), None)
        return at is not None and heading.parties_at(at) is not None

    def _of_report(self, heading: str) -> bool | None:
        """In a report every heading tells, unless it announces tasks; one inside those goes on with them."""
        if self._cues.report_tasks.search(heading):
            return True
        return False if self._cues.fact_context.search(heading) else None

    def _of_heading(self, heading: ClauseReader, start: int) -> tuple[PartyList | None, bool]:
        """The party a heading names, and whether verbs follow it ("Sở X chủ trì, phối hợp thực hiện")."""
        tokens = heading.sentence.tokens
        at = next((i for i, t in enumerate(tokens) if t.start >= start), len(tokens))
        parties = heading.parties_at(at)
        if parties is not None and (is_level(parties.names) or is_topic(heading.sentence.text)):
            return None, False
        if parties is not None:
            rest = heading.text(parties.end, len(tokens)).strip(" .:-")
            if not rest or rest.startswith("(") or _APPOSITION.match(rest):
                return parties, False
            if rest.startswith("thông tin "):  # "cán bộ phụ trách công nghệ | thông tin tại các trường"
                return prolonged(heading.sentence, parties, len(tokens)), False
            if _TASK.search(rest):
                which = saying_which(heading, parties, owned=start > 0)
                return (parties, True) if which is None else (prolonged(heading.sentence, parties, which), False)
            many = heading.parse.tag("quantifier", parties.start) is not None and not parties.parties[-1].complete
            told_which = _WHICH.match(rest) is not None or " được " in parties.names[-1]
            if many and told_which and not heading.sentence.text.endswith("."):
                return prolonged(heading.sentence, parties, len(tokens)), False
            if (rest[0] not in ",;" or many or enumerated(heading, parties.end, len(tokens))) and (start or self._is_name(heading)):
                return prolonged(heading.sentence, parties, len(tokens)), False
            if heading.parse.begins(parties.end, "verb", "adverb", "auxiliary", "duty"):
                return parties, True
            return None, False
        actors = heading.actors(0, len(tokens), assigned=False)
        return (actors.parties, False) if actors is not None and actors.kind == "order" else (None, False)

    def _is_name(self, heading: ClauseReader) -> bool:
        """Whether a heading without any verb is the name of a body longer than the rules know."""
        count = len(heading.sentence.tokens)
        return not any(heading.parse.begins(at, "auxiliary", "duty", "adverb", "stop") for at in range(count))

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
