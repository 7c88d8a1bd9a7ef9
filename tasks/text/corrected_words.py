"""Places of the words of lines that a person wrote: those that stayed keep theirs, others stand where those stood that they replace.

Where a line was added, nobody knows where on the picture it stands: it lies between its neighbours, and is as high as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from tasks.domain.geometry import BBox
from tasks.domain.notice import PlacedWord
from tasks.domain.span import Span

_SURE = 100.0
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Written:
    """A text and where it begins in the whole."""

    text: str
    at: int

    @property
    def words(self) -> list[tuple[str, Span]]:
        """Its words, each with its place in the whole."""
        return [(m[0], Span(self.at + m.start(), self.at + m.end())) for m in _WORD.finditer(self.text)]


@dataclass(frozen=True, slots=True)
class Room:
    """Where lines that a person wrote may lie, in pixels of the page.

    Attributes:
        page: 1-based.
        bbox: of the lines that were read there; of the whole page where none was.
        above: as far up as a line may be added.
        below: as far down.
    """

    page: int
    bbox: BBox
    above: int
    below: int


def placed_lines(
    read: Written, placed: Sequence[PlacedWord], lines: Sequence[Written], added: Sequence[bool], room: Room | None
) -> list[tuple[BBox | None, list[PlacedWord]]]:
    """Boxes and words of lines that a person wrote.

    Args:
        read: what was read there.
        placed: its words.
        lines: what was written.
        added: of each line whether it was added.
        room: None for a text without geometry, which has no boxes.
    """
    if room is None:
        return [(None, []) for _ in lines]
    if not placed:
        strips = _strips(len(lines), room.bbox.top, room.bbox.bottom, room)
        return [(box, list(_spread(line, box, room))) for line, box in zip(lines, strips, strict=True)]
    kept = [word for line, is_added in zip(lines, added, strict=True) if not is_added for word in line.words]
    words = list(_kept_words(read.words, placed, kept))
    boxes: list[BBox | None] = []
    for line in lines:
        inside = [word.bbox for word in words if line.at <= word.span.start < line.at + len(line.text)]
        boxes.append(BBox.union(inside) if inside else None)
    found: list[tuple[BBox | None, list[PlacedWord]]] = []
    for number, line in enumerate(lines):
        box = boxes[number]
        if box is None:
            box = _between(number, boxes, room)
            found.append((box, list(_spread(line, box, room))))
        else:
            found.append((box, [word for word in words if line.at <= word.span.start < line.at + len(line.text)]))
    return found


def _between(number: int, boxes: Sequence[BBox | None], room: Room) -> BBox:
    """Where an added line lies: its share of the space between the lines around it that have places."""
    first = last = number
    while first and boxes[first - 1] is None:
        first -= 1
    while last + 1 < len(boxes) and boxes[last + 1] is None:
        last += 1
    upper = boxes[first - 1] if first else None
    lower = boxes[last + 1] if last + 1 < len(boxes) else None
    top, bottom = upper.bottom if upper else room.above, lower.top if lower else room.below
    count = last - first + 1
    high = (upper or lower or room.bbox).height * count
    if lower is None or bottom <= top:
        bottom = min(bottom, top + high) if bottom > top else top + high
    elif upper is None:
        top = max(top, bottom - high)
    return _strips(count, top, bottom, room)[number - first]


def _strips(count: int, top: int, bottom: int, room: Room) -> list[BBox]:
    edges = [top + (bottom - top) * share // count for share in range(count + 1)]
    return [BBox(room.bbox.left, edges[i], room.bbox.right, edges[i + 1]) for i in range(count)]


def _kept_words(
    read: Sequence[tuple[str, Span]], placed: Sequence[PlacedWord], written: Sequence[tuple[str, Span]]
) -> Iterator[PlacedWord]:
    mine = [[word for word in placed if word.span.overlaps(span)] for _, span in read]
    if not any(mine):
        return
    a, b = [word for word, _ in read], [word for word, _ in written]
    for action, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if action == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                by = written[j][1].start - read[i][1].start
                yield from (replace(word, span=word.span.shifted(by), confidence=_SURE) for word in mine[i])
        elif j2 > j1:
            inside = [word for words in mine[i1:i2] for word in words]
            left = [word for words in mine[:i1] for word in words][-1:]
            right = [word for words in mine[i2:] for word in words][:1]
            some = [*inside, *left, *right][0]
            yield from _shared([span for _, span in written[j1:j2]], _replaced(inside, left, right), some.page)


def _replaced(inside: Sequence[PlacedWord], left: Sequence[PlacedWord], right: Sequence[PlacedWord]) -> BBox:
    """The room of words that are replaced, else that between their neighbours."""
    if inside:
        return BBox.union(word.bbox for word in inside)
    beside = [*left, *right][0].bbox
    begin = left[0].bbox.right if left else beside.left
    return BBox(begin, beside.top, max(begin, right[0].bbox.left if right else begin), beside.bottom)


def _spread(line: Written, box: BBox, room: Room) -> Iterator[PlacedWord]:
    yield from _shared([span for _, span in line.words], box, room.page)


def _shared(spans: Sequence[Span], room: BBox, page: int) -> Iterator[PlacedWord]:
    """Words in a box, each with its letters' share of the width."""
    letters = sum(span.end - span.start for span in spans) + len(spans) - 1
    place = 0
    for span in spans:
        length = span.end - span.start
        edges = [room.left + room.width * share // letters for share in (place, place + length)]
        yield PlacedWord(span, page, BBox(edges[0], room.top, edges[1], room.bottom), _SURE)
        place += length + 1
