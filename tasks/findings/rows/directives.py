"""Orders and assigned obligations, one accountable party and one deadline each (corpus guidelines, `directives`)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tasks.domain.finding import Citation, Deadline, Directive, Doubt, Part
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import CleanText, Section
from tasks.domain.span import Span
from tasks.findings.acting.actors import Actors, ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.cutting import cut_clauses
from tasks.findings.acting.scope import REPORTS, Scope, ScopeReader, parts_of
from tasks.findings.acting.together import together_lists
from tasks.findings.deadlines import find_deadline
from tasks.findings.products import ProductGrammar
from tasks.findings.reading.notice import NoticeReading
from tasks.findings.reading.sentences import Sentence
from tasks.findings.rows.assignments import find_assignments
from tasks.findings.rows.details import DetailReader
from tasks.vietnamese.dates import find_dates

_NO_SENTENCE = re.compile(r"…{2,}|\.{5,}|…\.|\[\w[^\]]*\]|\((?:[Kk]ý|KÝ)[ ,]")
"""Blanks to be filled in and places to sign: a form, not an order."""
_HANGS = re.compile(r"(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần|phải|thực hiện|như)$")


@dataclass(slots=True)
class _Item:
    """Who was named so far: for the whole item, by the sentence before, and whether an order stands above."""

    parties: tuple[Part, ...] = ()
    previous: tuple[Part, ...] = ()
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence with its section, what stands above it, and what its item said so far."""

    section: Section
    reader: ClauseReader
    scope: Scope
    item: _Item
    number: int

    @property
    def sentence(self) -> Sentence:
        return self.reader.sentence


class DirectiveFinder:
    """Reads one notice; built once for it."""

    def __init__(self, reading: NoticeReading, citations: tuple[Citation, ...], cues: Lexicon) -> None:
        """Note what the head says."""
        self._reading = reading
        self._clean: CleanText = reading.clean
        self._structure = reading.structure
        self._citations = citations
        self._cues = ClauseCues(cues)
        self._products = ProductGrammar(cues)
        head = self._structure.head
        self._scopes = ScopeReader(head, self._cues)
        self._issued_on = head.issued_on
        self._year = self._issued_on.year if self._issued_on else _likely_year(self._clean.flat)
        self._details = DetailReader(cues, self._issued_on)
        self._told = head.type in REPORTS
        self._found: list[Directive] = []
        self._task_from = 0
        self._detail_before = False
        self._number = 0

    def find(self) -> tuple[Directive, ...]:
        """All directives in reading order."""
        above: dict[str, Scope] = {"": Scope()}
        sections = {s.path: s for s in self._structure.sections}
        numbered = attached = False
        for section in self._structure.sections:
            if not attached and section.span.start >= self._structure.body.end:
                above, attached, numbered = {"": self._scopes.attached()}, True, True
            if section.path == "preamble" and attached:
                self._read_section(section, Scope(), None)
                continue
            if section.path == "preamble":
                above[""] = self._read_section(section, Scope(), None)
                continue
            if not numbered:
                above[""], numbered = self._scopes.after_preamble(above[""]), True
            parent = section.path.rpartition("/")[0]
            inherited = above.get(parent, above[""])
            heading = self._reading.heading(section)
            reader = ClauseReader(heading, self._cues) if heading is not None else None
            scope = self._scopes.under_heading(section, reader, inherited)
            above[section.path] = self._read_section(section, scope, sections.get(parent))
        return tuple(self._found)

    def _read_section(self, section: Section, scope: Scope, parent: Section | None) -> Scope:
        """Directives of a section's own text; gives what stands above its children."""
        local, bullet = scope, ""
        item = _Item()
        sentences = self._reading.sentences(section.body)
        for index, sentence in enumerate(sentences):
            reader = ClauseReader(sentence, self._cues)
            if sentence.first:
                self._number += 1
            if self._take_detail(section, parent, reader, local):
                continue
            if sentence.first and (not sentence.marker or sentence.marker == bullet):
                local, bullet = scope, ""
            if sentence.first and (local.lead or sentence.marker):
                item = _Item(ordered=item.ordered)
            if sentence.opens_list or self._opens_bullets(sentence, index, sentences):
                local = self._scopes.lead_in(reader, local)
                if sentence.marker:
                    bullet = sentence.marker
                else:
                    scope = local
                continue
            self._read_sentence(_Place(section, reader, local, item, self._number))
        return scope

    @staticmethod
    def _opens_bullets(sentence: Sentence, index: int, sentences: tuple[Sentence, ...]) -> bool:
        """A line without its colon in front of bullets: "Trưởng các đoàn có trách nhiệm"."""
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        bullets = following is not None and bool(following.marker) and not sentence.marker
        return bullets and _HANGS.search(sentence.text) is not None

    def _take_detail(self, section: Section, parent: Section | None, reader: ClauseReader, scope: Scope) -> bool:
        """Take a line that names party, time or product of the task above into that task; False where it is no such line."""
        details = self._details.read(reader)
        if not details:
            return False
        if scope.orders is False:
            return True
        near = [section, *([parent] if parent else [])]
        if not (self._found and self._found[-1].section in {s.path for s in near}):
            titled = next((s for s in near if s.heading and s.heading_span and not self._names_party(s)), None)
            if titled is None or titled.heading_span is None:
                return True
            self._task_from = len(self._found)
            deadline = find_deadline(titled.heading or "", self._issued_on, self._year)
            self._found.append(
                self._made(titled.path, titled.heading_span, (scope.lead, ()), deadline=deadline, rule="detail", item=self._number)
            )
        last = self._found[-1].section
        for index in range(self._task_from, len(self._found)):
            if self._found[index].section == last:
                self._found[index] = self._details.apply(self._found[index], details)
        self._detail_before = True
        return True

    def _names_party(self, section: Section) -> bool:
        heading = self._reading.heading(section)
        return heading is not None and ClauseReader(heading, self._cues).parties_at(0) is not None

    def _dated(self, clause: str) -> bool:
        found = find_deadline(clause, self._issued_on, self._year)
        return found is not None and (found.on is not None or found.recurs is not None)

    def _read_sentence(self, place: _Place) -> None:
        reader = place.reader
        assigned = place.scope.rule == "heading"
        count = len(place.sentence.tokens)
        whole = reader.actors(0, count, assigned=assigned)
        lists = [*([whole.parties] if whole else []), *together_lists(reader, 0, count)]
        first = True
        for low, high in cut_clauses(reader, [(p.start, p.end) for p in lists], self._dated, assigned=assigned):
            actors = reader.actors(low, high, assigned=assigned)
            text = reader.text(low, high)
            rule = self._rule(place, text, (low, high), actors)
            if not first and rule is None and place.item.ordered and not self._cues.fact.match(text):
                rule = "carried"
            if rule is not None:
                lead = self._lead(place, text, actors, first=first)
                self._add(place, (low, high), actors, lead, rule)
                first = False

    def _lead(self, place: _Place, text: str, actors: Actors | None, *, first: bool) -> tuple[Part, ...]:
        """The accountable party: named in the clause, else by the sentence it continues, the item, or what stands above."""
        item, above = place.item, place.scope.lead
        speaks = actors is not None and actors.kind == "subject" and any(self._scopes.is_issuer(p) for p in actors.parties.names)
        if actors is not None and not (speaks and above):
            lead = parts_of(place.sentence, "lead", actors.parties, actors.kind)
            if (place.sentence.first and first) or not (item.parties or above):
                item.parties = lead
        else:
            continues = not first or self._cues.continuation.match(text) is not None
            lead = (item.previous if continues else ()) or item.parties or above or item.previous
        item.previous, item.ordered = lead, True
        return lead

    def _add(self, place: _Place, bounds: tuple[int, int], actors: Actors | None, lead: tuple[Part, ...], rule: str) -> None:
        low, high = bounds
        if actors is not None and actors.kind == "label":
            # "Sở Y tế: Chủ trì ..." is a heading in front of the sentence.
            low = actors.verb
        if low >= high:  # "...; Sở Y tế:" names who is to act on what follows, and orders nothing itself
            return
        sentence = place.sentence
        span = sentence.span(sentence.tokens[low].start, sentence.tokens[high - 1].end)
        lists = together_lists(place.reader, low, high)
        together = tuple(p for t in lists for p in parts_of(sentence, "coordinating", t, "together"))
        together += place.scope.together
        names = {p.value for p in lead}
        unique = {p.value: p for p in reversed(together) if p.value not in names}
        kept = tuple(p for p in together if unique.get(p.value) is p)
        if self._detail_before or not self._found or self._found[-1].section != place.section.path:
            self._task_from, self._detail_before = len(self._found), False
        deadline = find_deadline(place.reader.text(low, high), self._issued_on, self._year)
        made = self._made(place.section.path, span, (lead, kept), deadline=deadline, rule=rule, item=place.number)
        doubts = (Doubt("party-runs-on", "lead"),) if actors is not None and actors.unknown else ()
        self._found.append(replace(made, doubts=(*made.doubts, *doubts)))

    def _made(
        self,
        section: str,
        span: Span,
        parties: tuple[tuple[Part, ...], tuple[Part, ...]],
        *,
        deadline: Deadline | None,
        rule: str,
        item: int,
    ) -> Directive:
        lead, together = parties
        text = " ".join(span.of(self._clean.text).split())
        return Directive(
            section=section,
            text=text,
            span=span,
            lead=tuple(dict.fromkeys(p.value for p in lead)),
            coordinating=tuple(p.value for p in together),
            deadline=deadline,
            citations=self.cited(span),
            product=self._products.find(text),
            rule=rule,
            confidence=0.9,
            item=item,
            parts=(*lead, *together),
        )

    def cited(self, span: Span) -> tuple[str, ...]:
        """Symbols of the documents cited inside a span."""
        return tuple(c.symbol for c in self._citations if any(span.overlaps(m) for m in c.mentions or (c.span,)))

    def _rule(self, place: _Place, text: str, bounds: tuple[int, int], actors: Actors | None) -> str | None:
        """The rule by which a clause is a directive, None where it is none."""
        if self._cues.notice.search(text) or _NO_SENTENCE.search(text) or text.isupper():
            return None
        orders = place.scope.orders
        if actors is not None and actors.kind == "order":
            if self._told and not (orders or place.item.ordered):
                return None
            return None if self._petitions(place, text, actors) else "order"
        if self._cues.approval.search(text) or (self._told and not orders) or orders is False or self._cues.fact.match(text):
            return None
        if place.section.path == "preamble" and not (orders or place.item.ordered):
            return None
        if actors is not None and actors.kind != "agent":
            return self._acting(place, text, actors)
        if place.scope.required:
            return "requirement"
        return self._partyless(place, text, bounds) or ("agent" if actors is not None and (orders or place.scope.lead) else None)

    def _acting(self, place: _Place, text: str, actors: Actors) -> str | None:
        if actors.kind == "label":
            tokens = place.sentence.tokens
            return "label" if actors.verb < len(tokens) and text.strip(" .:") else None
        if all(self._scopes.is_issuer(p) for p in actors.parties.names) and not self._cues.duty.search(text):
            return None
        return "subject"

    def _partyless(self, place: _Place, text: str, bounds: tuple[int, int]) -> str | None:
        scope, item, closing = place.scope, place.item, place.section.path == "closing"
        begins = place.reader.begins_with_verb(*bounds)
        follows = item.ordered and (not place.sentence.first or closing or not scope.orders)
        if follows and (begins or self._cues.continuation.match(text) or self._cues.duty.search(text)):
            return "carried" if item.previous and not scope.lead else scope.rule or "verb"
        if closing or not (scope.orders or scope.lead):
            return None
        if begins:
            return scope.rule or "verb"
        return (scope.rule or "duty") if self._cues.duty.search(text) else None

    def _petitions(self, place: _Place, text: str, actors: Actors) -> bool:
        """Whether the letter asks its own addressee, or a body above, for a decision."""
        rest = text[place.sentence.tokens[actors.parties.end - 1].end - _offset(place.sentence, text) :].strip(" ,")
        begins = self._cues.petition.match(rest) is not None
        if begins and text.lstrip().startswith("Kính"):
            return True
        asked = " ".join(self._structure.head.addressees).casefold()
        named = bool(asked) and all(p.casefold() in asked for p in actors.parties.names)
        return begins and (named or self._told or any(self._scopes.is_issuer(p) for p in actors.parties.names))


def _offset(sentence: Sentence, text: str) -> int:
    """Where a clause's text begins in its sentence."""
    return max(0, sentence.text.find(text))


def _likely_year(text: str) -> int | None:
    """The latest year of a full date in the first 3000 characters: a notice without a date reports on its own days there."""
    years = [d.first.year for d in find_dates(text[:3000]) if d.day]
    return max(years) if years else None


def find_directives(reading: NoticeReading, citations: tuple[Citation, ...], vocabulary: Vocabulary) -> tuple[Directive, ...]:
    """All directives of a notice in reading order; never raises, linear in the length of the text."""
    finder = DirectiveFinder(reading, citations, vocabulary.cues)
    tables = find_assignments(reading, finder.cited, vocabulary.cues)
    return tuple(sorted((*finder.find(), *tables), key=lambda d: d.span.start)) if tables else finder.find()
