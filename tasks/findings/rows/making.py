"""Puts a directive together from what was read: its fields, each with its place and rule, and what is doubtful about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from tasks.domain.finding import Citation, Directive, Doubt, Part
from tasks.domain.notice import CleanText
from tasks.domain.span import Span
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.acting.boundaries import acts_behind_comma
from tasks.findings.acting.named import Actors, named_in_brackets
from tasks.findings.acting.places import Place
from tasks.findings.acting.scope import parts_of
from tasks.findings.acting.together import together_lists
from tasks.findings.products import ProductGrammar
from tasks.findings.rows.troubles import names_cut, time_unread
from tasks.nouns.deadline import ReadDeadline, read_deadline
from tasks.nouns.known import list_goes_on
from tasks.nouns.parties import PartyList

_TOGETHER = ("phối hợp", "kết hợp")
_TO = re.compile(r"Để (?!ra |xảy )")
"""A sentence of which only the purpose was left: its task stands in the sentence before."""
FARTHEST_NAMED = 16
"""Tokens in front of ";" in which a list that ends there, or goes over it, begins."""
_GROUNDS = re.compile(
    r"(?:Căn cứ|Trên cơ sở|Định kỳ|(?:Hằng|Hàng) (?:năm|quý|tháng|tuần|ngày)|Trước ngày|Chậm nhất|Trong phạm vi"
    r"|Theo (?:chức năng|nhiệm vụ|thẩm quyền|phân công))(?!\w)"
)
"""Grounds and times that stand in front of a task."""
_NO_NAME = re.compile(
    r"^S?TT (?=[A-ZĐÀ-Ỹ])|(?<!\w)(?:19|20)\d\d$| (?:đến|của|cho|với|về)$|^[A-ZĐ]{1,3}$|^[a-zđ] |trưởng tổ chức$"
    r"|^(?:Sở|Cục|Vụ|Phòng|Hội đồng|Ban|UBND|[ỦU][ỷy] ban)(?!\w)"
    r"(?!.* (?:số|khu vực|vùng|quận|phường|tổ|ấp|khóm|khối|dự án|nghiệp vụ|thi công) \d+$).* \d\d?$"
)
"""Names run together with a table's other cells ("TT Cơ sở", "UBND các xã 2025", "Sở Tài chính 2") or their verb, or torn apart."""
_CLOSES = re.compile(r"(?:có |chịu )trách nhiệm (?:thi hành|thực hiện|tổ chức thực hiện)(?!\w)")
"""What all those do whom a document's last sentence names."""
_WITH = re.compile(r"(?i:phối hợp)(?: chặt chẽ)? với(?!\w)")


@dataclass(frozen=True, slots=True)
class DirectiveMaker:
    """Makes the directives of one notice.

    Attributes:
        clean: the notice.
        citations: found in it.
        products: reads the document that is asked for.
        issued_on: day of issue.
        year: of days printed without one.
    """

    clean: CleanText
    citations: tuple[Citation, ...]
    products: ProductGrammar
    issued_on: date | None
    year: int | None

    def dated(self, text: str) -> bool:
        """Whether a clause names a time by which it is due."""
        found = read_deadline(text, self.issued_on, self.year)
        return found is not None and (found.deadline.on is not None or found.deadline.recurs is not None)

    def of_clause(
        self,
        place: Place,
        bounds: tuple[int, int],
        actors: Actors | None,
        lead: tuple[Part, ...],
        rule: str,
        *,
        joined: PartyList | None = None,
    ) -> Directive:
        """The directive of a clause, a range of tokens that is not empty; ``joined`` are those at its beginning who only take part."""
        sentence = place.reader.sentence
        first, last = sentence.tokens[bounds[0]].start, sentence.tokens[bounds[1] - 1].end
        lists = (*((joined,) if joined is not None else ()), *together_lists(place.reader, *bounds))
        together = [p for found in lists for p in parts_of(sentence, "coordinating", found, "together")]
        names = {part.value for part in lead}
        above = () if _stands_apart(place, actors, names) else place.scope.together
        together = [part for part in (*together, *above) if part.value not in names]
        text = sentence.text[first:last]
        due = read_deadline(text, self.issued_on, self.year)
        parts = [*lead, *_unique(together)]
        if due is not None:
            parts.append(Part("deadline", due.deadline.raw, sentence.span(first + due.start, first + due.end), due.rule))
        doubts = [*_doubts(place, bounds, actors, lead, lists_found=bool(together)), *_of_deadline(due)]
        doubts += names_cut(place.reader, bounds, actors, lists)
        doubts += time_unread(text, due, self.issued_on)
        return self.made(
            place.section.path, sentence.span(first, last), tuple(parts), due, rule=rule, item=place.number, doubts=tuple(doubts)
        )

    def of_heading(self, section: str, span: Span, lead: tuple[Part, ...], number: int) -> Directive:
        """The directive that a heading is, where the lines below it name its party and time."""
        due = read_deadline(" ".join(span.of(self.clean.text).split()), self.issued_on, self.year)
        return self.made(section, span, lead, due, rule="detail", item=number, doubts=_of_deadline(due))

    def made(
        self,
        section: str,
        span: Span,
        parts: tuple[Part, ...],
        due: ReadDeadline | None,
        *,
        rule: str,
        item: int,
        doubts: tuple[Doubt, ...],
    ) -> Directive:
        """A directive with these parts; its text is the printed text of the span, lines joined."""
        text = " ".join(span.of(self.clean.text).split())
        product = self.products.find(text)
        return Directive(
            section=section,
            text=text,
            span=span,
            lead=tuple(dict.fromkeys(p.value for p in parts if p.field == "lead")),
            coordinating=tuple(p.value for p in parts if p.field == "coordinating"),
            deadline=due.deadline if due is not None else None,
            citations=self.cited(span),
            product=product,
            rule=rule,
            confidence=0.5,
            item=item,
            parts=parts,
            doubts=doubts,
        )

    def cited(self, span: Span) -> tuple[str, ...]:
        """Symbols of the documents cited inside a span."""
        return tuple(c.symbol for c in self.citations if any(span.overlaps(m) for m in c.mentions or (c.span,)))


def _stands_apart(place: Place, actors: Actors | None, names: set[str]) -> bool:
    """Whether a clause names others than the lead-in above does: with whom those do their tasks is not said of these."""
    return actors is not None and bool(place.scope.lead) and names.isdisjoint(place.scope.names)


def _unique(parts: list[Part]) -> list[Part]:
    seen: dict[str, Part] = {}
    for part in parts:
        seen.setdefault(part.value.casefold(), part)
    return list(seen.values())


def _of_deadline(due: ReadDeadline | None) -> tuple[Doubt, ...]:
    return tuple(Doubt(code, "deadline") for code in due.doubts) if due is not None else ()


def _doubts(place: Place, bounds: tuple[int, int], actors: Actors | None, lead: tuple[Part, ...], *, lists_found: bool) -> Iterator[Doubt]:
    """What speaks against the parties of a clause."""
    reader = place.reader
    text = reader.text(*bounds)
    if actors is not None and actors.unknown:
        yield Doubt("party-runs-on", "lead")
    ordered = actors is not None and actors.kind == "order" and list_goes_on(reader.parse, actors.parties.end)
    if actors is not None and (ordered or _goes_on(place, actors.parties.end) or _continues_list(reader, bounds[0], actors)):
        yield Doubt("list-goes-on", "lead")
    yield from _begins_oddly(place, bounds, actors)
    if actors is None and not lead and named_in_brackets(reader, *bounds):
        yield Doubt("party-in-brackets", "lead")
    inherits = bool(place.scope.lead and lead[:1]) and lead[0].value == place.scope.lead[0].value
    if place.scope.passed_over and (inherits or not lead):
        yield Doubt("heading-passed-over", "lead")
    if inherits and actors is None:
        yield from (Doubt(code, "lead") for code in place.scope.doubts)
    if _half_read(reader, bounds):
        yield Doubt("list-goes-on", "coordinating")
    if not lists_found and any(word in text.lower() for word in _TOGETHER):
        yield Doubt("together-unread", "coordinating")
    if not place.scope.orders and (actors is None or actors.kind != "order"):
        yield Doubt("order-assumed")
    yield from _no_names(lead)


def _no_names(lead: tuple[Part, ...]) -> Iterator[Doubt]:
    """What looks like no name of a body."""
    if any(not part.value[:1].isalpha() or part.value.count("(") for part in lead):
        yield Doubt("party-odd", "lead")
    if any(_NO_NAME.search(part.value) for part in lead):
        yield Doubt("party-runs-on", "lead")


def _begins_oddly(place: Place, bounds: tuple[int, int], actors: Actors | None) -> Iterator[Doubt]:
    """Where others than the party taken are named first, in the clause or in the sentence before, or no known verb begins it."""
    reader = place.reader
    begin = reader.begin(*bounds)
    named = reader.parties_at(begin)
    if actors is None:
        if place.item.passed_over:
            yield Doubt("named-before", "lead")
        if named is not None:
            yield Doubt("subject-passed-over", "lead")
        elif begin < bounds[1]:
            on_grounds = _GROUNDS.match(reader.text(begin, bounds[1])) is not None and acts_behind_comma(reader, begin, bounds[1])
            if not (reader.acts(begin) or on_grounds) or _TO.match(reader.text(*bounds)):
                yield Doubt("verb-unknown")
    elif not _is_issuer(named, actors) and (
        (named is not None and named.start != actors.parties.start) or _acts_before(reader, begin, actors)
    ):
        yield Doubt("subject-passed-over", "lead")


def _is_issuer(named: PartyList | None, actors: Actors) -> bool:
    """Whether who is named first is the issuer that gives the order: "UBND tỉnh yêu cầu các cơ quan, đơn vị thực hiện"."""
    return named is not None and actors.issued and actors.speaker is not None and named.start == actors.speaker.start


def _acts_before(reader: ClauseReader, begin: int, actors: Actors) -> bool:
    """Whether others act in front of the subject: "Trường hợp mất điện, người dân báo Điện lực xã, Trạm Y tế tiếp nhận"."""
    start, parse = actors.parties.start, reader.parse
    if actors.kind != "subject" or parse.folded(start - 1) == "thì":  # what stands in front of it is the case
        return False
    before = (reader.parties_at(at) for at in reader.boundaries(begin, start)[1:])
    ends = [found.end for found in before if found is not None and found.end < start]
    return any(parse.begins(end, "verb", "adverb", "duty") for end in ends)


def _half_read(reader: ClauseReader, bounds: tuple[int, int]) -> bool:
    """Whether more is done together than was read: "Phối hợp với người trực máy và phối hợp với Sở Tài chính"."""
    return len(_WITH.findall(reader.text(*bounds))) > len(together_lists(reader, *bounds)) > 0


def _continues_list(reader: ClauseReader, low: int, actors: Actors) -> bool:
    """Whether the party behind ";" may be one more of those named in front: "hướng dẫn các sở, các hội; các xã tổ chức thực hiện".

    It is likely one where all of them are to carry out a document, and not all were read.
    """
    semicolon = low - 1
    if actors.parties.start != low or semicolon < 0 or reader.parse.folded(semicolon) != ";":
        return False
    if reader.parse.tokens[low].is_capital:
        first = reader.parties_at(reader.begin(0, semicolon))
        closes = _CLOSES.match(reader.text(actors.parties.end, len(reader.parse.tokens))) is not None
        return closes and first is not None and first.end < semicolon and not reader.parse.begins(first.end, "verb", "adverb", "duty")
    before = (reader.parties_at(at) for at in range(max(0, semicolon - FARTHEST_NAMED), semicolon))
    return any(found is not None and found.end >= semicolon for found in before)


def _goes_on(place: Place, end: int) -> bool:
    """Whether behind the last party a comma or "và" is followed by what looks like a name."""
    reader = place.reader
    tokens = reader.sentence.tokens
    if end + 1 >= len(tokens) or tokens[end].folded not in {",", "và", ";", "-"}:
        return False
    return tokens[end + 1].is_capital or _is_unknown(reader, end + 1)


def _is_unknown(reader: ClauseReader, at: int) -> bool:
    """Whether no lexicon has a word in small letters, so that it may be one more party: "nhân viên y tế và bảo mẫu"."""
    tokens = reader.sentence.tokens
    return tokens[at].is_word and not reader.sentence.tags[at]
