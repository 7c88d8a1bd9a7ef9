"""Orders and assigned obligations, one accountable party and one deadline each (corpus guidelines, `directives`)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.finding import Citation, Directive
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import CleanText, Section, Structure
from tasks.domain.span import Span
from tasks.findings.assignments import find_assignments
from tasks.findings.clauses import Actors, ClauseGrammar, Sentence, read_sentences
from tasks.findings.contexts import Context, ContextReader
from tasks.findings.deadlines import find_deadline
from tasks.findings.details import DetailReader
from tasks.findings.passages import read_passages
from tasks.findings.products import ProductGrammar
from tasks.vietnamese.dates import find_dates

# How sure each rule is, in the order in which a reviewer would doubt them: an explicit order last, an order known only by its place first.
CONFIDENCE = {
    "order": 0.95,
    "subject": 0.9,
    "heading": 0.9,
    "label": 0.85,
    "lead-in": 0.85,
    "detail": 0.85,
    "carried": 0.75,
    "verb": 0.7,
    "duty": 0.65,
}
REPORTS = {"BC", "TTr", "BB", "GM", "GGT"}  # types whose sentences tell and ask; only an explicit order is one


@dataclass(slots=True)
class _Item:
    """Who was named so far: for the whole item, by the sentence before, and whether an order stands above."""

    parties: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence with its section, what stands above it, and what its item said so far."""

    section: Section
    sentence: Sentence
    context: Context
    item: _Item


class DirectiveFinder:
    """Reads one notice; built once for it."""

    def __init__(self, clean: CleanText, structure: Structure, citations: tuple[Citation, ...], cues: Lexicon) -> None:
        """Compile the cues and note what the head says."""
        self._clean = clean
        self._structure = structure
        self._citations = citations
        self._grammar = ClauseGrammar(cues)
        self._products = ProductGrammar(cues)
        self._contexts = ContextReader(structure.head, cues, self._grammar)
        self._issued_on = structure.head.issued_on
        self._year = self._issued_on.year if self._issued_on else _likely_year(clean.flat)
        self._details = DetailReader(cues, self._grammar.parties, self._issued_on)
        self._told = structure.head.type in REPORTS
        self._approval, self._notice, self._fact, self._duty, self._petition, self._continuation = (
            re.compile(cues.alternation(f"directive-{name}")) for name in ("approval", "notice", "fact", "duty", "petition", "continuation")
        )
        self._found: list[Directive] = []
        self._task_from = 0
        self._detail_before = False

    def find(self) -> tuple[Directive, ...]:
        """All directives in reading order."""
        above: dict[str, Context] = {"": Context()}
        sections = {s.path: s for s in self._structure.sections}
        numbered = False
        for section in self._structure.sections:
            if section.path == "preamble":
                above[""] = self._read_section(section, Context(), None)
                continue
            if not numbered:
                above[""], numbered = self._contexts.after_preamble(above[""]), True
            parent = section.path.rpartition("/")[0]
            inherited = above.get(parent, above[""])
            context = self._contexts.under_heading(section, inherited)
            above[section.path] = self._read_section(section, context, sections.get(parent))
        return tuple(self._found)

    def _read_section(self, section: Section, context: Context, parent: Section | None) -> Context:
        """Directives of a section's own text; gives what stands above its children."""
        local, bullet = context, ""
        item = _Item()
        for sentence in read_sentences(self._clean, read_passages(self._clean, section.body)):
            if self._take_detail(section, parent, sentence, local):
                continue
            if sentence.first and (not sentence.marker or sentence.marker == bullet):
                local, bullet = context, ""
            if sentence.first and local.parties:
                item = _Item(ordered=item.ordered)
            if sentence.opens_list:
                local = self._contexts.lead_in(sentence, local)
                if sentence.marker:
                    bullet = sentence.marker
                else:
                    context = local
                continue
            self._read_sentence(_Place(section, sentence, local, item))
        return context

    def _take_detail(self, section: Section, parent: Section | None, sentence: Sentence, context: Context) -> bool:
        """Take a line that names party, time or product of the task above into that task; False where it is no such line."""
        details = self._details.read(sentence)
        if not details:
            return False
        if context.orders is False:
            return True
        near = [section, *([parent] if parent else [])]
        if not (self._found and self._found[-1].section in {s.path for s in near}):
            titled = next((s for s in near if s.heading and s.heading_span and not self._grammar.parties.head_at(s.heading, 0)), None)
            if titled is None or titled.heading_span is None:
                return True
            self._task_from = len(self._found)
            self._found.append(
                self._made(titled, titled.heading_span, titled.heading or "", lead=context.parties, together=(), rule="detail")
            )
        last = self._found[-1].section
        for index in range(self._task_from, len(self._found)):
            if self._found[index].section == last:
                self._found[index] = self._details.apply(self._found[index], details)
        self._detail_before = True
        return True

    def _read_sentence(self, place: _Place) -> None:
        sentence = place.sentence
        text, printed = sentence.passage.text, sentence.printed
        assigned = place.context.rule == "heading"

        def dated(clause: str) -> bool:
            found = find_deadline(clause, self._issued_on, self._year)
            return found is not None and (found.on is not None or found.recurs is not None)

        first = True
        for start, end in self._grammar.cut(text, printed, dated, assigned=assigned):
            clause = text[start:end]
            actors = self._grammar.actors(clause, printed[start:end], assigned=assigned)
            rule = self._rule(place, clause, actors)
            if not first and rule is None and place.item.ordered and not self._fact.match(clause):
                rule = "carried"
            if rule is not None:
                lead = self._lead(place, clause, actors, first=first)
                self._add(place, (start, end), actors, lead, rule=rule)
                first = False

    def _lead(self, place: _Place, clause: str, actors: Actors | None, *, first: bool) -> tuple[str, ...]:
        """The accountable party: named in the clause, else by the sentence it continues, the item, or what stands above."""
        item, above = place.item, place.context.parties
        speaks = actors is not None and actors.kind == "subject" and any(self._contexts.is_issuer(p) for p in actors.run.parties)
        if actors is not None and not (speaks and above):
            lead = actors.run.parties
            if (place.sentence.first and first) or not (item.parties or above):
                item.parties = lead
        else:
            continues = not first or self._continuation.match(clause) is not None
            lead = (item.previous if continues else ()) or item.parties or above or item.previous
        item.previous, item.ordered = lead, True
        return lead

    def _add(self, place: _Place, bounds: tuple[int, int], actors: Actors | None, lead: tuple[str, ...], *, rule: str) -> None:
        passage = place.sentence.passage
        begin, end = bounds
        inside = actors.run if actors is not None else None
        if actors is not None and actors.kind == "label":
            # "Sở Y tế: Chủ trì ..." is a heading in front of the sentence.
            begin, inside = end - len(passage.text[begin + actors.run.end : end].lstrip(" :")), None
        text = passage.text[begin:end]
        if not text:  # "...; Sở Y tế:" names who is to act on what follows, and orders nothing itself
            return
        _, together = self._grammar.coordinating(text, place.sentence.printed[begin:end], inside)
        if self._detail_before or not self._found or self._found[-1].section != place.section.path:
            self._task_from, self._detail_before = len(self._found), False
        together = tuple(p for p in together if p not in lead)
        self._found.append(self._made(place.section, passage.span(begin, end), text, lead=lead, together=together, rule=rule))

    def _made(self, section: Section, span: Span, text: str, *, lead: tuple[str, ...], together: tuple[str, ...], rule: str) -> Directive:
        return Directive(
            section=section.path,
            text=" ".join(span.of(self._clean.text).split()),
            span=span,
            lead=lead,
            coordinating=together,
            deadline=find_deadline(text, self._issued_on, self._year),
            citations=self.cited(span),
            product=self._products.find(text),
            rule=rule,
            confidence=CONFIDENCE[rule],
        )

    def cited(self, span: Span) -> tuple[str, ...]:
        """Symbols of the documents cited inside a span."""
        return tuple(c.symbol for c in self._citations if any(span.overlaps(m) for m in c.mentions or (c.span,)))

    def _rule(self, place: _Place, text: str, actors: Actors | None) -> str | None:
        """The rule by which a clause is a directive, None where it is none."""
        if self._notice.search(text):
            return None
        if actors is not None and actors.kind == "order":
            return None if self._petitions(text, actors) else "order"
        orders = place.context.orders
        if self._approval.search(text) or self._told or orders is False or self._fact.match(text):
            return None
        if place.section.path == "preamble" and not (orders or place.item.ordered):
            return None
        if actors is not None:
            return self._acting(text, actors)
        return self._partyless(place, text)

    def _acting(self, text: str, actors: Actors) -> str | None:
        if actors.kind == "label":
            return "label" if text[actors.run.end :].strip(" .:") else None
        if all(self._contexts.is_issuer(p) for p in actors.run.parties) and not self._duty.search(text):
            return None
        return "subject"

    def _partyless(self, place: _Place, text: str) -> str | None:
        context, item, closing = place.context, place.item, place.section.path == "closing"
        begins = self._grammar.begins_with_verb(text)
        follows = item.ordered and (not place.sentence.first or closing or not context.orders)
        if follows and (begins or self._continuation.match(text) or self._duty.search(text)):
            return "carried" if item.previous and not context.parties else context.rule or "verb"
        if closing or not (context.orders or context.parties):
            return None
        if begins:
            return context.rule or "verb"
        return (context.rule or "duty") if self._duty.search(text) else None

    def _petitions(self, text: str, actors: Actors) -> bool:
        """Whether the letter asks its own addressee, or a body above, for a decision."""
        begins = self._petition.match(text[actors.run.end :].strip(" ,")) is not None
        if begins and text.lstrip().startswith("Kính"):
            return True
        asked = " ".join(self._structure.head.addressees).casefold()
        named = bool(asked) and all(p.casefold() in asked for p in actors.run.parties)
        return begins and (named or self._told or any(self._contexts.is_issuer(p) for p in actors.run.parties))


def _likely_year(text: str) -> int | None:
    """The latest year of a full date in the first 3000 characters: a notice without a date reports on its own days there."""
    years = [d.first.year for d in find_dates(text[:3000]) if d.day]
    return max(years) if years else None


def find_directives(
    clean: CleanText, structure: Structure, citations: tuple[Citation, ...], vocabulary: Vocabulary
) -> tuple[Directive, ...]:
    """All directives of a notice in reading order; never raises, linear in the length of the text."""
    finder = DirectiveFinder(clean, structure, citations, vocabulary.cues)
    tables = find_assignments(clean, structure, finder.cited, vocabulary.cues)
    return tuple(sorted((*finder.find(), *tables), key=lambda d: d.span.start)) if tables else finder.find()
