"""Orders and assigned obligations, one accountable party and one deadline each (corpus guidelines, `directives`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.finding import Citation, Directive
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import Section
from tasks.domain.span import Span
from tasks.findings.acting.actors import CHOOSING, RUN_IN, ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.cutting import cut_clauses
from tasks.findings.acting.forms import Forms
from tasks.findings.acting.judging import Judge
from tasks.findings.acting.named import Actors
from tasks.findings.acting.openings import contains, may_delegate, offers
from tasks.findings.acting.over_lists import HANGS, opens_bullets, orders_cases, orders_itself
from tasks.findings.acting.places import Item, Place
from tasks.findings.acting.quoting import Quoted
from tasks.findings.acting.scope import Scope, ScopeReader
from tasks.findings.acting.spread_cells import SpreadCells
from tasks.findings.acting.together import together_lists
from tasks.findings.products import ProductGrammar
from tasks.findings.rows.assignments import find_assignments
from tasks.findings.rows.details import DetailReader
from tasks.findings.rows.making import DirectiveMaker
from tasks.findings.tables import Table
from tasks.nouns.parties import PartyList
from tasks.reading.notice import NoticeReading
from tasks.reading.sentences import Sentence
from tasks.vietnamese.dates import find_dates

_OBLIGES = re.compile(r"chịu trách nhiệm (?:toàn diện|chính|trực tiếp|trước|về)(?!\w)")
"""An obligation in a sentence that also opens a list; "chịu trách nhiệm thực hiện các nội dung sau:" only opens one."""
_POINT = re.compile(r"(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám) là)\s?[,:]")
"""Words that begin a further point, whose party is another's."""
_LETTER = re.compile(r"[a-zđ]")
_DETAILS = re.compile(r"(?i:cơ quan|đơn vị|phân công|thời gian|thời hạn|tiến độ|sản phẩm|kết quả)(?!\w)")
"""Headings of items that say who does the tasks beside them, and by when."""
_ABOUT = re.compile(r"(?:Đối với|Vùng|Khu vực)(?!\w)|(?i:nội dung|phạm vi|quy mô|mục đích, yêu cầu)$")
"""Headings that say of what, or where, the lines below them tell, or only that contents follow: no task."""
_LABEL_LENGTH = 6
"""Characters; between the beginning of an item and its text stands its label at most."""


class DirectiveFinder:
    """Reads one notice; built once for it."""

    def __init__(self, reading: NoticeReading, citations: tuple[Citation, ...], cues: Lexicon) -> None:
        """Note what the head says."""
        head = reading.structure.head
        self._reading = reading
        self._cues = ClauseCues(cues)
        self._scopes = ScopeReader(head, self._cues)
        self._judge = Judge(head, self._cues, self._scopes.issuer)
        year = head.issued_on.year if head.issued_on else _likely_year(reading.clean.flat)
        self.maker = DirectiveMaker(reading.clean, citations, ProductGrammar(cues), head.issued_on, year)
        self._details = DetailReader(cues, head.issued_on)
        self._quoted = Quoted(reading.clean)
        self._forms = Forms(reading.clean, reading.structure.body.end)
        self._spread = SpreadCells(reading.clean)
        self._found: list[Directive] = []
        self._items: dict[str, list[Section]] = {}
        self._task_from = 0
        self._detail_before = False
        self._open = "", ""
        self._number = 0

    def find(self) -> tuple[Directive, ...]:
        """All directives in reading order."""
        structure = self._reading.structure
        above: dict[str, Scope] = {"": Scope()}
        sections = {s.path: s for s in structure.sections}
        for section in structure.sections:
            self._items.setdefault(section.path.rpartition("/")[0], []).append(section)
        numbered = attached = False
        for section in structure.sections:
            if not attached and section.span.start >= structure.body.end:
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
            heading = self._heading(section)
            scope = self._scopes.under_heading(section, heading, above.get(parent, above[""]))
            above[section.path] = self._read_section(section, scope, sections.get(parent))
        return tuple(self._found)

    def _heading(self, section: Section) -> ClauseReader | None:
        heading = self._reading.heading(section)
        return ClauseReader(heading, self._cues) if heading is not None else None

    def _read_section(self, section: Section, scope: Scope, parent: Section | None) -> Scope:
        """Directives of a section's own text; gives what stands above its children."""
        local, bullet = scope, ""
        listed = goes_on = False
        self._open = "", ""
        item = Item()
        above: Sentence | None = None
        sentences = self._reading.sentences(section.body)
        titles = len(sentences) == 1 and section.path in self._items
        for index, sentence in enumerate(sentences):
            if any(where.holds(sentence.places[0]) for where in (self._quoted, self._forms, self._spread)):
                continue
            reader = ClauseReader(sentence, self._cues)
            self._number += sentence.first
            if self._take_detail(section, parent, reader, local, above):
                continue
            above = sentence
            if sentence.first and (not sentence.marker or sentence.marker == bullet) and not (listed and goes_on):
                local, bullet, listed = scope, "", False
            goes_on = sentence.text.endswith((":", ";", ","))
            if sentence.first and (local.lead or sentence.marker or _POINT.match(sentence.text)):
                item = Item(ordered=item.ordered)
            opens = sentence.opens_list or opens_bullets(reader, index, sentences)
            last = index == len(sentences) - 1 and section.path in self._items
            if last and not opens and self._scopes.heads(reader):
                return self._scopes.under_line(reader, scope)
            opens = opens or (last and HANGS.search(sentence.text) is not None)
            offered = opens and offers(sentence.text)
            whole = opens and (
                orders_cases(reader, local)
                if offered
                else orders_itself(reader, local, index, sentences, self._first_lines(section) if last else ())
            )
            if not opens or whole or _OBLIGES.search(sentence.text):
                # Alone in front of items of its own a sentence may be but their title, though it ends with a full stop.
                self._read_sentence(Place(section, reader, replace(local, announced=False) if titles else local, item, self._number))
            if not opens:
                continue
            local = replace(local, orders=False) if whole and not offered else self._scopes.lead_in(reader, local)
            local = replace(local, offered=True) if whole and contains(sentence.text) else local
            listed = contains(sentence.text) and local.offered
            if sentence.marker:
                bullet = sentence.marker
            elif not listed or index == len(sentences) - 1:
                scope = local
        return scope

    def _first_lines(self, section: Section) -> tuple[Sentence, ...]:
        """The first sentence of each item of a section."""
        texts = (self._reading.sentences(item.body) for item in self._items.get(section.path, ()))
        return tuple(text[0] for text in texts if text)

    def _take_detail(self, section: Section, parent: Section | None, reader: ClauseReader, scope: Scope, above: Sentence | None) -> bool:
        """Take a line that names party, time or product of the task above into that task; False where it is no such line.

        The task is what stands above it in the item (``above``), though no lexicon has its verb; else the title of the item or of the item
        above.
        """
        details = self._details.read(reader)
        kind, marker = self._open
        if not details and kind and reader.sentence.marker not in ("", marker):
            details = self._details.continued(reader, kind)
        elif details and not details[-1].printed and details[-1].kind in ("lead", "coordinating"):
            self._open = details[-1].kind, reader.sentence.marker
        else:
            self._open = "", ""
        if not details:
            return False
        if scope.orders is False:
            return True
        near = [section, *([parent] if parent else []), *self._beside(section, parent, reader)]
        if not (self._found and self._found[-1].section in {s.path for s in near}):
            titled = next(
                (s for s in near if s.heading and s.heading_span and not self._names_party(s) and not _ABOUT.match(s.heading)), None
            )
            task = _task_above(section, above) if any(d.kind == "lead" and d.parts for d in details) else None
            if task is not None:
                titled, span = section, task
            elif titled is not None and titled.heading_span is not None and not (above and titled is not section):
                span = titled.heading_span
            else:
                return True
            self._task_from = len(self._found)
            self._found.append(self.maker.of_heading(titled.path, span, scope.lead, self._number))
        last = self._found[-1].section
        for index in range(self._task_from, len(self._found)):
            if self._found[index].section == last:
                self._found[index] = self._details.apply(self._found[index], details)
        self._detail_before = True
        return True

    def _beside(self, section: Section, parent: Section | None, reader: ClauseReader) -> list[Section]:
        """The item beside whose tasks lines of this item complete: "a) Nhiệm vụ: ..." by "b) Cơ quan thực hiện: ..."."""
        if parent is None or not self._found or not _LETTER.fullmatch(section.path.rpartition("/")[2]):
            return []
        before = self._found[-1].section
        begins = section.body.start >= reader.sentence.places[0] - _LABEL_LENGTH or _DETAILS.match(section.heading or "") is not None
        if before.rpartition("/")[0] != parent.path or not begins:
            return []
        return [s for s in self._reading.structure.sections if s.path == before][:1]

    def _names_party(self, section: Section) -> bool:
        heading = self._heading(section)
        return heading is not None and heading.parties_at(0) is not None

    def _read_sentence(self, place: Place) -> None:
        reader = place.reader
        assigned = place.scope.rule == "heading" and may_delegate(place.scope.names)
        count = len(reader.sentence.tokens)
        whole = reader.actors(0, count, assigned=assigned)
        lists = [*([whole.parties] if whole else []), *together_lists(reader, 0, count)]
        first = True
        for low, high in cut_clauses(reader, [(p.start, p.end) for p in lists], self.maker.dated, assigned=assigned):
            actors = reader.actors(low, high, assigned=assigned)
            own = actors is not None and (place.scope.duties or _hands_on(place, actors)) and actors.kind == "order"
            # what a body whose duties are listed asks of others is one of them
            actors = None if own else self._judge.acting(place, (low, high), actors)
            joined = _joined(place, actors, low, high)
            actors = None if joined is not None else actors
            rule = self._judge.rule(place, (low, high), actors, first=first) or (place.scope.rule if own or joined is not None else None)
            if rule:
                self._add(place, (low, high), actors, rule, joined, first=first)
                first = False

    def _add(
        self, place: Place, bounds: tuple[int, int], actors: Actors | None, rule: str, joined: PartyList | None, *, first: bool
    ) -> None:
        lead = self._judge.lead(place, bounds, actors, first=first)
        low, high = bounds
        if actors is not None and actors.kind == "label":
            # "Sở Y tế: Chủ trì ..." is a heading in front of the sentence.
            low = actors.verb
        elif RUN_IN.match(place.reader.text(low, high)):
            low = place.reader.begin(low, high)
        if low >= high:  # "...; Sở Y tế:" names who is to act on what follows, and orders nothing itself
            return
        if self._detail_before or not self._found or self._found[-1].section != place.section.path:
            self._task_from, self._detail_before = len(self._found), False
        self._found.append(self.maker.of_clause(place, (low, high), actors, lead, rule, joined=joined))


def _task_above(section: Section, sentence: Sentence | None) -> Span | None:
    """The sentence of an item without a title that the lines on party and time below it complete."""
    if sentence is None or section.heading or not sentence.first or sentence.text.endswith(":"):
        return None
    return sentence.span(0, len(sentence.text))


def _hands_on(place: Place, actors: Actors) -> bool:
    """Whether those whom a lead-in obliges are to choose who does it: "Phân công Thẩm phán có kinh nghiệm giải quyết"."""
    return bool(place.scope.lead) and actors.order in CHOOSING and not any(p.complete for p in actors.parties.parties)


def _joined(place: Place, actors: Actors | None, low: int, high: int) -> PartyList | None:
    """Those at the beginning of a clause with whom the party above is to do it, below "Chủ trì, phối hợp với:"."""
    if not place.scope.joined or not place.scope.lead or actors is None or actors.kind not in ("subject", "label"):
        return None
    return actors.parties if actors.parties.start == place.reader.begin(low, high) else None


def _likely_year(text: str) -> int | None:
    """The latest year of a full date in the first 3000 characters: a notice without a date reports on its own days there."""
    years = [d.first.year for d in find_dates(text[:3000]) if d.day]
    return max(years) if years else None


def find_directives(
    reading: NoticeReading, citations: tuple[Citation, ...], tables: Sequence[Table], vocabulary: Vocabulary
) -> tuple[Directive, ...]:
    """All directives of a notice, its tables included, in reading order; never raises, linear in the length of the text."""
    finder = DirectiveFinder(reading, citations, vocabulary.cues)
    found = finder.find()
    last = max((directive.item for directive in found), default=0)
    assigned = find_assignments(reading, tables, finder.maker, vocabulary.cues, last)
    return tuple(sorted((*found, *assigned), key=lambda d: d.span.start)) if assigned else found
