"""Orders and assigned obligations, one accountable party and one deadline each (corpus guidelines, `directives`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.domain.finding import Citation, Deadline, Directive
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import CleanText, Section, Structure
from tasks.domain.span import Span
from tasks.findings.clauses import Actors, ClauseGrammar, Sentence, read_sentences
from tasks.findings.deadlines import find_deadline, read_time
from tasks.findings.passages import fold_spelling, read_passages
from tasks.findings.products import ProductGrammar

# How sure each rule is, in the order in which a reviewer would doubt them: an explicit order last, an order known only by its place first.
CONFIDENCE = {"order": 0.95, "subject": 0.9, "label": 0.85, "heading": 0.9, "lead-in": 0.85, "verb": 0.7, "duty": 0.65}
REPORTS = {"BC", "TTr"}  # types whose sentences tell and ask; only an explicit order is one
_CLOSING_ACT = re.compile(
    r"(?:Thông báo|Chỉ thị|Quyết định|Công điện|Kế hoạch|Kết luận|Nghị quyết|Chương trình) này (?:có hiệu lực|thay thế|được phổ biến)"
)


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


class DirectiveFinder:
    """Reads one notice; built once for it."""

    def __init__(self, clean: CleanText, structure: Structure, citations: tuple[Citation, ...], cues: Lexicon) -> None:
        """Compile the cues and note what the head says."""
        self.clean = clean
        self.structure = structure
        self.citations = citations
        self.cues = cues
        self.grammar = ClauseGrammar(cues)
        self.products = ProductGrammar(cues)
        self.issued_on = structure.head.issued_on
        self.told = structure.head.type in REPORTS
        self.approval, self.fact, self.duty, self.petition = (
            re.compile(cues.alternation(f"directive-{name}")) for name in ("approval", "fact", "duty", "petition")
        )
        self.opens_orders, self.opens_facts, self.continuation = (
            re.compile(cues.alternation(f"directive-{name}")) for name in ("order-context", "fact-context", "continuation")
        )
        self.details = tuple(re.compile(p) for p in cues.get("party-detail").patterns)
        self.found: list[Directive] = []

    def find(self) -> tuple[Directive, ...]:
        """All directives in reading order."""
        above: dict[str, Context] = {"": Context()}
        for section in self.structure.sections:
            parent = "" if section.path in ("preamble", "closing") else section.path.rpartition("/")[0]
            inherited = above.get(parent, above[""])
            if section.path == "closing":
                inherited = Context(orders=inherited.orders)
            context = self._read_section(section, self._under_heading(section, inherited))
            above["" if section.path == "preamble" else section.path] = context
        return tuple(self.found)

    def _under_heading(self, section: Section, inherited: Context) -> Context:
        if section.heading is None:
            return inherited
        heading = fold_spelling(section.heading)
        run = self.grammar.parties.read_whole(heading, section.heading)
        if run is not None and not self.opens_facts.search(heading):
            return Context(run.parties, "heading", True)
        if self.opens_facts.search(heading):
            return Context(orders=False)
        if self.opens_orders.search(heading):
            return replace(inherited, orders=True)
        return inherited

    def _read_section(self, section: Section, context: Context) -> Context:
        """Directives of a section's own text; gives what stands above its children."""
        local = context
        for sentence in read_sentences(self.clean, read_passages(self.clean, section.body)):
            if self._is_detail(sentence):
                continue
            if sentence.opens_list:
                local = self._lead_in(sentence, context if sentence.marker != "+" else local)
                if not sentence.marker:
                    context = local
                continue
            if sentence.first and sentence.marker == "":
                local = context
            self._read_sentence(section, sentence, local)
        return context

    def _lead_in(self, sentence: Sentence, context: Context) -> Context:
        text, printed = sentence.passage.text, sentence.printed
        actors = self.grammar.actors(text, printed, assigned=context.rule == "heading")
        # A sentence may tell first and order at its end ("..., Chủ tịch UBND tỉnh yêu cầu:"): its last words decide.
        tail = text[-120:]
        orders = True if self.opens_orders.search(tail) else False if self.opens_facts.search(tail) else context.orders
        if actors is not None and not all(self.grammar.is_authority(p) for p in actors.run.parties):
            return Context(actors.run.parties, "lead-in", True if orders is None else orders)
        return replace(context, orders=orders)

    def _is_detail(self, sentence: Sentence) -> bool:
        """Take a line that names party, time or product of the task above ("Cơ quan chủ trì: ...") into that task."""
        text = sentence.passage.text
        match = next((m for p in self.details if (m := p.match(text))), None)
        if match is None or not self.found:
            return False
        rest, printed = text[match.end() :].strip(), sentence.printed[match.end() :].strip()
        kind = next(name for name, value in match.groupdict().items() if value is not None)
        last = self.found[-1]
        if kind in ("lead", "coordinating"):
            run = self.grammar.parties.read_whole(rest, printed)
            parties = run.parties if run else tuple(p for p in (printed.strip(" .;"),) if p)
            last = replace(last, lead=parties) if kind == "lead" else replace(last, coordinating=parties)
        elif kind == "time":
            last = replace(last, deadline=read_time(rest, self.issued_on, self._year()) or last.deadline)
        else:
            last = replace(last, product=printed.strip(" .;") or last.product)
        self.found[-1] = last
        return True

    def _year(self) -> int | None:
        return self.issued_on.year if self.issued_on else None

    def _read_sentence(self, section: Section, sentence: Sentence, context: Context) -> None:
        text, printed = sentence.passage.text, sentence.printed
        year = self._year()
        assigned = bool(context.parties)

        def dated(clause: str) -> bool:
            return find_deadline(clause, self.issued_on, year) is not None

        previous: Directive | None = None
        for start, end in self.grammar.cut(text, printed, dated, assigned=assigned):
            made = self._clause(section, sentence, (start, end), context, previous)
            if made is None:
                if previous is None:
                    return
                continue
            self.found.append(made)
            previous = made

    def _clause(
        self, section: Section, sentence: Sentence, bounds: tuple[int, int], context: Context, previous: Directive | None
    ) -> Directive | None:
        text, printed = sentence.passage.text[slice(*bounds)], sentence.printed[slice(*bounds)]
        actors = self.grammar.actors(text, printed, assigned=bool(context.parties))
        rule = self._rule(section, sentence, text, actors, context) if previous is None else (actors.kind if actors else previous.rule)
        if rule is None:
            return None
        named = actors is not None and not (rule in ("heading", "lead-in") and actors.kind == "order")
        lead = actors.run.parties if named and actors is not None else previous.lead if previous else context.parties
        if actors is not None and actors.kind == "subject" and context.parties and all(self.grammar.is_authority(p) for p in lead):
            lead = context.parties
        _, together = self.grammar.coordinating(text, printed, actors.run if actors else None)
        span = sentence.passage.span(*bounds)
        return Directive(
            section=section.path,
            text=" ".join(span.of(self.clean.text).split()),
            span=span,
            lead=lead,
            coordinating=tuple(p for p in together if p not in lead),
            deadline=self._deadline(text, printed),
            citations=self._cited(span),
            product=self.products.find(text),
            rule=rule,
            confidence=CONFIDENCE[rule],
        )

    def _deadline(self, text: str, printed: str) -> Deadline | None:
        found = find_deadline(text, self.issued_on, self._year())
        if found is None:
            return None
        place = text.find(found.raw)
        return replace(found, raw=printed[place : place + len(found.raw)]) if place >= 0 else found

    def _cited(self, span: Span) -> tuple[str, ...]:
        return tuple(c.symbol for c in self.citations if any(span.contains(m) for m in c.mentions or (c.span,)))

    def _rule(self, section: Section, sentence: Sentence, text: str, actors: Actors | None, context: Context) -> str | None:
        """The rule by which a sentence is a directive, None where it is none."""
        order = actors is not None and actors.kind == "order"
        if _CLOSING_ACT.search(text) or (self.approval.search(text) and not order):
            return None
        if order and actors is not None:
            return None if self._petitions(text, actors) else "order"
        outside = section.path == "preamble" or self.told or context.orders is False
        if outside or self.fact.match(text) or (section.path == "closing" and actors is None):
            return None
        if actors is not None:
            return actors.kind
        if self.grammar.begins_with_verb(text) or (not sentence.first and self.found and self.continuation.match(text)):
            return context.rule or ("verb" if context.orders else None)
        return (context.rule or "duty") if self.duty.search(text) and (context.orders or context.parties) else None

    def _petitions(self, text: str, actors: Actors) -> bool:
        """Whether the letter asks its own addressee, or one above, for a decision."""
        asked = " ".join(self.structure.head.addressees).casefold()
        names = all(p.casefold() in asked for p in actors.run.parties) if asked else False
        return names and self.petition.match(text[actors.run.end :].strip()) is not None


def find_directives(
    clean: CleanText, structure: Structure, citations: tuple[Citation, ...], vocabulary: Vocabulary
) -> tuple[Directive, ...]:
    """All directives of a notice in reading order; never raises, linear in the length of the text."""
    return DirectiveFinder(clean, structure, citations, vocabulary.cues).find()
