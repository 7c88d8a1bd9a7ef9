"""Lines below a task that name its party, time or product: "Cơ quan chủ trì: ...", "Thời gian hoàn thành: ..."."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tasks.domain.finding import Directive
from tasks.domain.lexicon import Lexicon
from tasks.findings.clauses import Sentence
from tasks.findings.deadlines import read_time
from tasks.findings.parties import PartyGrammar

_NEXT = re.compile(r"[;.]\s+(?=[^:;.]{3,40}:)")


class DetailReader:
    """Reads such lines with the reviewed cue words."""

    def __init__(self, cues: Lexicon, parties: PartyGrammar, issued_on: date | None) -> None:
        """Compile the cues."""
        self._patterns = tuple(re.compile(p) for p in cues.get("party-detail").patterns)
        self._parties = parties
        self._issued_on = issued_on

    def read(self, sentence: Sentence) -> dict[str, tuple[str, str]]:
        """What the line names: kind ("lead", "coordinating", "time", "product") to folded and printed text; {} where it is no such line."""
        out: dict[str, tuple[str, str]] = {}
        text, printed = sentence.passage.text, sentence.printed
        starts = [0, *(m.end() for m in _NEXT.finditer(text))]
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
            match = next((m for p in self._patterns if (m := p.match(text[start:end]))), None)
            if match is None:
                return out
            kind = next(name for name, value in match.groupdict().items() if value is not None)
            value = text[start + match.end() : end], printed[start + match.end() : end]
            out[kind] = (value[0].strip(" .;"), value[1].strip(" .;"))
        return out

    def apply(self, directive: Directive, details: dict[str, tuple[str, str]]) -> Directive:
        """The directive with the fields its detail lines name."""
        for kind, (text, printed) in details.items():
            if kind in ("lead", "coordinating"):
                offset = len(text) - len(text.lstrip())
                run = self._parties.read_whole(text[offset:], printed[offset:])
                parties = run.parties if run else tuple(p for p in (printed.strip(),) if p)
                directive = replace(directive, lead=parties) if kind == "lead" else replace(directive, coordinating=parties)
            elif kind == "time":
                year = self._issued_on.year if self._issued_on else None
                directive = replace(directive, deadline=read_time(text, self._issued_on, year) or directive.deadline)
            else:
                directive = replace(directive, product=printed or directive.product)
        return directive
