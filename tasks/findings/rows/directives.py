"""Orders and assigned obligations, one accountable party and one deadline each (corpus guidelines, `directives`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tasks.domain.finding import Citation, Directive
from tasks.domain.lexicon import Lexicon, Vocabulary
from tasks.domain.notice import Section
from tasks.findings.acting.actors import RUN_IN, ClauseReader
from tasks.findings.acting.cues import ClauseCues
from tasks.findings.acting.cutting import cut_clauses
from tasks.findings.acting.forms import Forms
from tasks.findings.acting.judging import Item, Judge, Place
from tasks.findings.acting.named import Actors
from tasks.findings.acting.openings import joins, offers, opens_together
from tasks.findings.acting.quoting import Quoted
from tasks.findings.acting.scope import Scope, ScopeReader, names_level
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
_ONLY_OPENS = re.compile(
    r"(?:nội dung|nhiệm vụ|công việc|giải pháp|việc|yêu cầu|công tác|biện pháp|vấn đề|hoạt động)(?: [^\s:]+){0,6}:$", re.IGNORECASE
)
"""Words at the end of a sentence that promise tasks below."""
_WHOLE_ORDER = 8
"""Tokens; "Xác định giá trị di tích:" is a heading of its list."""
_WHOLE_CASES = 16
"""Tokens; "Thu hồi thẻ trong những trường hợp sau đây:" only opens its list."""
_TOLD = re.compile(r"\w+ (?:được|đã)(?!\w)")
_DUTY = re.compile(r"(?<!\w)(?:phải|cần)(?!\w)")
_DUTY_OF = re.compile(r"(?<!\w)(?:có trách nhiệm|phải)(?!\w)")
_POINT = re.compile(r"(?:Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám)|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám) là)\s?[,:]")
"""Words that begin a further point, whose party is another's."""
_HANGS = re.compile(r"(?:có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần|phải|thực hiện|như)$")


_HANDING = frozenset(("phân công", "cử", "bố trí"))
_LETTER = re.compile(r"[a-zđ]")
_DETAILS = re.compile(r"(?i:cơ quan|đơn vị|phân công|thời gian|thời hạn|tiến độ|sản phẩm|kết quả)(?!\w)")
"""Headings of items that say who does the tasks beside them, and by when."""
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
        self._heading_items: set[str] = set()
        self._task_from = 0
        self._detail_before = False
        self._number = 0

    def find(self) -> tuple[Directive, ...]:
        """All directives in reading order."""
        structure = self._reading.structure
        above: dict[str, Scope] = {"": Scope()}
        sections = {s.path: s for s in structure.sections}
        self._heading_items = {s.path.rpartition("/")[0] for s in structure.sections}
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
        item = Item()
        sentences = self._reading.sentences(section.body)
        for index, sentence in enumerate(sentences):
            if any(where.holds(sentence.places[0]) for where in (self._quoted, self._forms, self._spread)):
                continue
            reader = ClauseReader(sentence, self._cues)
            self._number += sentence.first
            if self._take_detail(section, parent, reader, local):
                continue
            if sentence.first and (not sentence.marker or sentence.marker == bullet):
                local, bullet = scope, ""
            if sentence.first and (local.lead or sentence.marker or _POINT.match(sentence.text)):
                item = Item(ordered=item.ordered)
            opens = sentence.opens_list or self._opens_bullets(reader, index, sentences)
            last = index == len(sentences) - 1 and section.path in self._heading_items
            if last and not opens and self._scopes.heads(reader):
                return self._scopes.under_line(reader, scope)
            opens = opens or (last and _HANGS.search(sentence.text) is not None)
            offered = opens and offers(sentence.text)
            whole = opens and (_orders_cases(reader, local) if offered else self._orders_itself(reader, local, index, sentences))
            if not opens or whole or _OBLIGES.search(sentence.text):
                self._read_sentence(Place(section, reader, local, item, self._number))
            if not opens:
                continue
            local = replace(local, orders=False) if whole and not offered else self._scopes.lead_in(reader, local)
            if sentence.marker:
                bullet = sentence.marker
            else:
                scope = local
        return scope

    def _orders_itself(self, reader: ClauseReader, scope: Scope, index: int, sentences: tuple[Sentence, ...]) -> bool:
        """Whether a sentence orders by itself and its list only says of what: "Gửi về Sở Y tế các tài liệu sau:" above names of papers.

        That is so where it begins with the verb of a task and is more than an opening, and none of two or more bullets below has a verb or
        somebody in front.
        """
        sentence = reader.sentence
        short = len(sentence.tokens) < _WHOLE_ORDER
        if not scope.orders or short or not sentence.text.endswith(":") or _ONLY_OPENS.search(sentence.text) or _TOLD.match(sentence.text):
            return False
        if not reader.begins_with_verb(0, len(sentence.tokens)):
            return False
        below = []
        for following in sentences[index + 1 :]:
            if following.first and (not following.marker or following.marker == sentence.marker):
                break
            below += [following] if following.first else []
        readers = [(ClauseReader(bullet, self._cues), len(bullet.tokens)) for bullet in below]
        acted = any(r.begins_with_verb(0, count) or r.actors(0, count, assigned=False) is not None for r, count in readers)
        return len(readers) > 1 and not acted and not any(_DUTY.search(bullet.text) for bullet in below)

    @staticmethod
    def _opens_bullets(reader: ClauseReader, index: int, sentences: tuple[Sentence, ...]) -> bool:
        """A line without its colon in front of bullets: "Trưởng các đoàn có trách nhiệm", "- Bộ Công Thương" in front of "+ ..."."""
        sentence = reader.sentence
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        if following is None or not following.marker or following.marker == sentence.marker:
            return False
        return (
            (not sentence.marker and _HANGS.search(sentence.text) is not None)
            or _names_only(reader)
            or _names_together(reader)
            or joins(sentence.text)
        )

    def _take_detail(self, section: Section, parent: Section | None, reader: ClauseReader, scope: Scope) -> bool:
        """Take a line that names party, time or product of the task above into that task; False where it is no such line."""
        details = self._details.read(reader)
        if not details:
            return False
        if scope.orders is False:
            return True
        near = [section, *([parent] if parent else []), *self._beside(section, parent, reader)]
        if not (self._found and self._found[-1].section in {s.path for s in near}):
            titled = next((s for s in near if s.heading and s.heading_span and not self._names_party(s)), None)
            if titled is None or titled.heading_span is None:
                return True
            self._task_from = len(self._found)
            self._found.append(self.maker.of_heading(titled.path, titled.heading_span, scope.lead, self._number))
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
        assigned = place.scope.rule == "heading"
        count = len(reader.sentence.tokens)
        whole = reader.actors(0, count, assigned=assigned)
        lists = [*([whole.parties] if whole else []), *together_lists(reader, 0, count)]
        first = True
        for low, high in cut_clauses(reader, [(p.start, p.end) for p in lists], self.maker.dated, assigned=assigned):
            actors = reader.actors(low, high, assigned=assigned)
            own = actors is not None and (place.scope.duties or _hands_on(place, actors)) and actors.kind == "order"
            actors = None if own else self._judge.acting(place, actors)  # what a body whose duties are listed asks of others is one of them
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


def _hands_on(place: Place, actors: Actors) -> bool:
    """Whether those whom a lead-in obliges are to choose who does it: "Phân công Thẩm phán có kinh nghiệm giải quyết"."""
    return bool(place.scope.lead) and actors.order in _HANDING and not any(p.complete for p in actors.parties.parties)


def _names_only(reader: ClauseReader) -> bool:
    """Whether a line is nothing but the parties that the lines below oblige."""
    count = len(reader.sentence.tokens)
    start = reader.begin(0, count)
    # "- Đề nghị Mặt trận Tổ quốc xã" in front of "+ ..." asks for what stands below
    parties = reader.parties_at(reader.parse.tag("order", start) or start)
    if parties is None or not reader.sentence.first or names_level(parties.names):
        return False
    return parties.end >= count - (reader.parse.folded(count - 1) == ";")


def _orders_cases(reader: ClauseReader, scope: Scope) -> bool:
    """Whether a sentence orders what is to be done in the cases that stand below it."""
    count = len(reader.sentence.tokens)
    acts = bool(scope.orders) and count >= _WHOLE_CASES and reader.begins_with_verb(0, count) and " được " not in reader.sentence.text
    return acts or _DUTY_OF.search(reader.sentence.text) is not None


def _joined(place: Place, actors: Actors | None, low: int, high: int) -> PartyList | None:
    """Those at the beginning of a clause with whom the party above is to do it, below "Chủ trì, phối hợp với:"."""
    if not place.scope.joined or not place.scope.lead or actors is None or actors.kind not in ("subject", "label"):
        return None
    return actors.parties if actors.parties.start == place.reader.begin(low, high) else None


def _names_together(reader: ClauseReader) -> bool:
    """Whether a line says only with whom the lines below are done: "b) Chủ trì, phối hợp với Sở Tài chính"."""
    count = len(reader.sentence.tokens)
    lists = together_lists(reader, 0, count)
    return opens_together(reader.sentence.text) and bool(lists) and lists[-1].end >= count


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
