"""To whom copies go: the list under "Nơi nhận", without what the seal and the pen leave beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.domain.span import Span
from tasks.structure.authority import FootLine
from tasks.vietnamese.syllable import is_syllable

_MARK = re.compile(r"^\W{0,2}[-–—+•*·]\s?(?:[-–]\s)?")
# Behind the sign that ends an entry: specks, a stroke of the pen, a copy number.
_BEHIND_END = re.compile(r"(?<=[;.])\s+\S{1,3}(?:\s\S{1,3}){0,3}$")
# The entry that ends the list: Decree 30/2020/NĐ-CP, Appendix I, "Lưu: VT, ...".
_LAST = re.compile(r"L[ưu]u\b", re.IGNORECASE)
MOST_OF_LAST = 40
MOST_RUBBISH = 4
_EDGES = " ;.,"


def read_recipients(lines: Sequence[FootLine]) -> tuple[tuple[str, ...], Span | None]:
    """The entries in order and their place; lines that go on with an entry are joined to it."""
    entries: list[tuple[str, Span]] = []
    listed = any(_MARK.match(line.text) for line in lines)
    for line in lines:
        text = _without_rubbish(line.text)
        mark = _MARK.match(line.text)
        if entries and _LAST.match(entries[-1][0]) and (mark or entries[-1][0].rstrip().endswith(".") or len(text) > MOST_OF_LAST):
            break
        ended = bool(entries) and entries[-1][0].rstrip().endswith((".", "./."))
        if mark or (not listed and (not entries or entries[-1][0].rstrip().endswith(";"))):
            entries.append((text[mark.end() :] if mark and text[: mark.end()] == line.text[: mark.end()] else text, line.span))
        elif entries and not ended:
            entries[-1] = (f"{entries[-1][0]} {text}", Span(entries[-1][1].start, max(entries[-1][1].end, line.span.end)))
    kept = [(text.strip(_EDGES), span) for text, span in entries if any(c.isalpha() for c in text)]
    kept = [(text, span) for text, span in kept if text]
    if not kept:
        return (), None
    return tuple(text for text, _ in kept), Span(min(s.start for _, s in kept), max(s.end for _, s in kept))


def _without_rubbish(text: str) -> str:
    """A line without specks and strokes at its end: words that are neither letters of the list's kind nor figures in brackets."""
    ended = _BEHIND_END.search(text)
    if ended is not None and not any(len(w) > 1 and is_syllable(w.strip(".,;")) for w in ended[0].split()):
        text = text[: ended.start()]
    words = text.split(" ")
    for _ in range(MOST_RUBBISH):
        if len(words) > 1 and not any(c.isalnum() or c == ")" for c in words[-1]) and words[-1] not in {"-", "–", "&"}:
            words.pop()
        else:
            break
    return " ".join(words)
