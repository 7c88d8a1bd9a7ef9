"""Lines below a task that name its party, time or product: "Cơ quan chủ trì: ...", "Thời gian hoàn thành: ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tasks.domain.finding import Directive, Doubt, Part
from tasks.domain.lexicon import Lexicon
from tasks.domain.span import Span
from tasks.findings.acting.actors import ClauseReader
from tasks.findings.rows.shares import shares_of
from tasks.nouns.deadline import ReadDeadline, read_time
from tasks.nouns.parties import read_all

_NEXT = re.compile(r"[;.]\s+(?=[^:;.]{3,40}:)")
_ROLE = re.compile(r"(?:chủ trì|thực hiện|phối hợp)(?:,? (?:thực hiện|triển khai))?")


@dataclass(frozen=True, slots=True)
class Detail:
    """What one such line names.

    Attributes:
        kind: "lead", "coordinating", "time" or "product".
        printed: what stands behind the colon.
        parts: parties with their places, where it names any.
        due: of a time.
        span: of what stands behind the colon.
    """

    kind: str
    printed: str
    parts: tuple[Part, ...] = ()
    due: ReadDeadline | None = None
    span: Span | None = None


class DetailReader:
    """Reads such lines with the reviewed cue words."""

    def __init__(self, cues: Lexicon, issued_on: date | None) -> None:
        """Compile the cues."""
        self._patterns = tuple(re.compile(p) for p in cues.get("party-detail").patterns)
        self._issued_on = issued_on

    def read(self, reader: ClauseReader) -> tuple[Detail, ...]:
        """What the line names; () where it is no such line."""
        out: list[Detail] = []
        sentence = reader.sentence
        starts = [0, *(m.end() for m in _NEXT.finditer(sentence.text))]
        for start, stop in zip(starts, [*starts[1:], len(sentence.text)], strict=True):
            end = stop
            match = next((m for p in self._patterns if (m := p.match(sentence.text[start:end]))), None)
            if match is None:
                break
            kind = next(name for name, value in match.groupdict().items() if value is not None)
            begin = start + match.end()
            if kind != "lead":
                out.append(self._detail(reader, kind, begin, end))
                continue
            # "Đơn vị thực hiện: Sở Y tế chủ trì, phối hợp với Công an tỉnh", "Giao Bảo tàng tỉnh chủ trì; các địa phương phối hợp"
            shares = list(_runs(sentence.text[begin:end], kind))
            out += [self._detail(reader, named, begin + first, begin + last) for first, last, named in shares or [(0, end - begin, kind)]]
        return tuple(out)

    def continued(self, reader: ClauseReader, kind: str) -> tuple[Detail, ...]:
        """What a bullet names below a line that ends with its colon ("- Cơ quan thực hiện:"), where it only names; else ()."""
        text = reader.sentence.text
        details = [self._detail(reader, named, first, last) for first, last, named in _runs(text, kind)]
        named = [part.span.end for detail in details for part in detail.parts]
        if reader.parties_at(0) is None or not all(detail.parts for detail in details) or not named:
            return ()
        # behind the last name may stand only what says that it leads or takes part
        rest = text[sum(place < max(named) for place in reader.sentence.places) :].strip(" .;")
        return tuple(details) if not rest or _ROLE.fullmatch(rest) else ()

    def _detail(self, reader: ClauseReader, kind: str, start: int, end: int) -> Detail:
        sentence = reader.sentence
        printed = sentence.printed[start:end].strip(" .;")
        first = start + len(sentence.text[start:end]) - len(sentence.text[start:end].lstrip(" .;"))
        span = sentence.span(first, first + len(printed)) if printed else None
        if kind == "time":
            year = self._issued_on.year if self._issued_on else None
            return Detail(kind, printed, due=read_time(sentence.text[start:end].strip(" .;"), self._issued_on, year), span=span)
        if kind == "product":
            return Detail(kind, printed, span=span)
        parties = read_all(reader.parse, start, end)
        parts = tuple(Part(kind, p.name, sentence.span(p.start, p.end), "detail") for p in parties if p.name)
        return Detail(kind, printed, parts)

    def apply(self, directive: Directive, details: tuple[Detail, ...]) -> Directive:
        """The directive with the fields its detail lines name."""
        for detail in details:
            others = tuple(p for p in directive.parts if p.field != detail.kind)
            names = tuple(dict.fromkeys(p.value for p in detail.parts))
            if detail.kind == "lead":
                earlier = tuple(p for p in directive.parts if p.field == "lead" and p.rule == "detail")
                detail = replace(detail, parts=(*earlier, *detail.parts))  # noqa: PLW2901 -- "Đơn vị chủ trì" and "Đơn vị thực hiện" both lead
                names = tuple(dict.fromkeys(p.value for p in detail.parts))
                directive = replace(directive, lead=names, parts=(*detail.parts, *others))
            elif detail.kind == "coordinating":
                own = tuple(p for p in directive.parts if p.field == "coordinating" and p.rule == "together" and p.value not in names)
                directive = replace(directive, coordinating=(*names, *(p.value for p in own)), parts=(*others, *detail.parts, *own))
            elif detail.kind == "time":
                directive = _dated(directive, detail)
            else:
                parts = (*others, *_part(detail)) if detail.printed else directive.parts
                directive = replace(directive, product=detail.printed or directive.product, parts=parts)
        return directive


def _runs(text: str, field: str) -> Iterator[tuple[int, int, str]]:
    """The shares of a line, those of one field that only signs part as one."""
    run: tuple[int, int, str] | None = None
    for first, last, named in shares_of(text, field):
        if run is not None and run[2] == named and not text[run[1] : first].strip(" ,;"):
            run = (run[0], last, named)
            continue
        if run is not None:
            yield run
        run = (first, last, named)
    if run is not None:
        yield run


def _dated(directive: Directive, detail: Detail) -> Directive:
    """The directive due when its line says, as it is where the line names no time."""
    if detail.due is None:
        return directive
    others = tuple(p for p in directive.parts if p.field != "deadline")
    doubts = tuple(d for d in directive.doubts if d.field != "deadline")
    doubts += tuple(Doubt(code, "deadline") for code in detail.due.doubts)
    return replace(directive, deadline=detail.due.deadline, parts=(*others, *_part(detail)), doubts=doubts)


def _part(detail: Detail) -> tuple[Part, ...]:
    if detail.span is None:
        return ()
    field = "deadline" if detail.kind == "time" else detail.kind
    return (Part(field, detail.due.deadline.raw if detail.due else detail.printed, detail.span, "detail"),)
