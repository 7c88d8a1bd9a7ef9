"""Places in a text, and maps from one text to the text it was made from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters, ``text[start:end]``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a range that runs backward."""
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters of ``text`` in this span."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def shifted(self, by: int) -> Span:
        """The same range, ``by`` characters further on."""
        return Span(self.start + by, self.end + by)


class Stretches:
    """Parts of a text; those that overlap or meet are one."""

    def __init__(self, parts: Iterable[tuple[int, int]]) -> None:
        """Take parts from a first character to behind a last one, in any order."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(parts):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, position: int) -> bool:
        """Whether the character at a position lies in one of them."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and position < self._ends[index]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """From spans of a new text to spans of the text it was made from.

    Built of segments ``(new_start, new_end, old_start, old_end)`` that cover the new text without gaps, in order. Inside a segment
    whose two sides are equally long, characters map one to one; otherwise the segment maps as a whole.
    """

    segments: tuple[tuple[int, int, int, int], ...]

    @staticmethod
    def identity(length: int) -> OffsetMap:
        """The map of a text of ``length`` characters onto itself."""
        return OffsetMap(((0, length, 0, length),) if length else ())

    @staticmethod
    def of_segments(segments: Iterable[tuple[int, int, int, int]]) -> OffsetMap:
        """The map of these segments, neighbours that map one to one joined into one: the same map, in far fewer segments."""
        out: list[tuple[int, int, int, int]] = []
        for new_start, new_end, old_start, old_end in segments:
            if out and new_end - new_start == old_end - old_start:
                before = out[-1]
                if before[1] - before[0] == before[3] - before[2] and (before[1], before[3]) == (new_start, old_start):
                    out[-1] = (before[0], new_end, before[2], old_end)
                    continue
            out.append((new_start, new_end, old_start, old_end))
        return OffsetMap(tuple(out))

    @property
    def new_length(self) -> int:
        """Length of the new text."""
        return self.segments[-1][1] if self.segments else 0

    def to_old(self, span: Span) -> Span:
        """The smallest span of the old text that holds everything ``span`` was made from.

        Raises:
            ValueError: ``span`` ends behind the new text.
        """
        if span.end > self.new_length:
            raise ValueError(f"span {span} outside a text of {self.new_length} characters")
        if not self.segments:
            return Span(0, 0)
        starts = [s[0] for s in self.segments]
        first = max(0, bisect_right(starts, span.start) - 1)
        while first + 1 < len(self.segments) and self.segments[first][1] <= span.start:
            first += 1
        old_start = self._point(first, span.start, at_end=False)
        if span.start == span.end:
            return Span(old_start, old_start)
        last = max(first, bisect_right(starts, span.end - 1) - 1)
        while last > first and self.segments[last][0] == self.segments[last][1]:
            last -= 1
        return Span(old_start, max(old_start, self._point(last, span.end, at_end=True)))

    def after(self, earlier: OffsetMap) -> OffsetMap:
        """This map followed by ``earlier``: from this map's new text to the text that ``earlier`` was made from."""
        out: list[tuple[int, int, int, int]] = []
        for new_start, new_end, old_start, old_end in self.segments:
            if new_end - new_start == old_end - old_start:
                for a, b, c, d in earlier.segments:
                    lo, hi = max(a, old_start), min(b, old_end)
                    if lo < hi:
                        here = earlier.to_old(Span(lo, hi)) if b - a == d - c else Span(c, d)
                        out.append((new_start + lo - old_start, new_start + hi - old_start, here.start, here.end))
            else:
                there = earlier.to_old(Span(old_start, old_end))
                out.append((new_start, new_end, there.start, there.end))
        return OffsetMap(tuple(out))

    def _point(self, index: int, position: int, *, at_end: bool) -> int:
        new_start, new_end, old_start, old_end = self.segments[index]
        if new_end - new_start == old_end - old_start:
            return old_start + (position - new_start)
        if at_end:
            return old_start if position <= new_start else old_end
        return old_end if position >= new_end else old_start


def replace_spans(text: str, edits: Sequence[tuple[Span, str]]) -> tuple[str, OffsetMap]:
    """Replace disjoint spans of ``text``, given in order, and return the new text with its map back.

    Raises:
        ValueError: two edits overlap or are out of order.
    """
    pieces: list[str] = []
    segments: list[tuple[int, int, int, int]] = []
    old = new = 0
    for span, replacement in edits:
        if span.start < old:
            raise ValueError(f"edit at {span.start} overlaps the one before it")
        if span.start > old:
            pieces.append(text[old : span.start])
            segments.append((new, new + span.start - old, old, span.start))
            new += span.start - old
        pieces.append(replacement)
        segments.append((new, new + len(replacement), span.start, span.end))
        new += len(replacement)
        old = span.end
    if old < len(text):
        pieces.append(text[old:])
        segments.append((new, new + len(text) - old, old, len(text)))
    return "".join(pieces), OffsetMap(tuple(segments))
