"""The text with what people said of its lines laid over what was read; everything that points into it moves along."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby

from tasks.domain.anchor import Anchor, PageBox, same_place, same_words
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord, TextLine
from tasks.domain.outcome import Issue
from tasks.domain.span import Span, replace_spans
from tasks.domain.text_corrections import CorrectedLine, LineCorrection, LineState
from tasks.text.clean import CleanedNotice

# A line that was read otherwise is the same line only where it lies on the same place and says much the same (shares, as in
# ``tasks.domain.anchor``, and asked for more strictly: a line that was cut in two must not be written twice).
_SAME_LINE, _ALIKE, _ALIKE_WITHOUT_PLACE = 0.6, 0.6, 0.8
_SURE = 100.0
_WORD = re.compile(r"\S+")
Sizes = Mapping[int, tuple[int, int]]
Edit = tuple[Span, str]


def proofread(cleaned: CleanedNotice, corrections: Sequence[LineCorrection], sizes: Sizes) -> CleanedNotice:
    """The notice with its lines as people said they are, and what became of each correction.

    Lines that nobody spoke of are as they were. A person who corrected or confirmed a line vouches for all of it: its words are sure, and
    doubts about them are gone. Corrections are found again by page, text and place; where two lines fit or none, none is touched.

    Args:
        cleaned: what was read.
        corrections: in force, in the order of the log.
        sizes: width and height of each page in the pixels of its boxes.
    """
    lines = cleaned.clean.lines
    found = {c.id: _line_of(c, cleaned.clean, sizes) for c in corrections}
    newest = {index: c for c in corrections if (index := found[c.id]) is not None}
    text, edits = cleaned.clean.text, []
    for start, end in _removed_runs(cleaned.clean, [i for i, c in newest.items() if not _settled(c.after)]):
        edits.append(_removal(cleaned.clean, start, end))
    for index, c in newest.items():
        if _settled(c.after) and _settled(c.after) != lines[index].span.of(text):
            edits.append((lines[index].span, _settled(c.after)))
    edits.sort(key=lambda edit: edit[0])
    new_text, back = replace_spans(text, edits)
    move = _Moved(edits)
    clean = _moved_text(cleaned.clean, new_text, newest, move)
    outcomes = tuple(_outcome(c, found[c.id], newest, cleaned.clean, move) for c in corrections)
    return replace(
        cleaned,
        clean=clean,
        to_raw=back.after(cleaned.to_raw) if edits else cleaned.to_raw,
        issues=tuple(_moved_issues(cleaned.issues, [lines[i].span for i in newest], move)),
        corrected=outcomes,
    )


def _settled(text: str) -> str:
    """A line as it stands in a text: one space between words."""
    return " ".join(text.split())


def _box(line: TextLine, sizes: Sizes) -> PageBox | None:
    if line.bbox is None or line.page not in sizes:
        return None
    width, height = sizes[line.page]
    b = line.bbox
    return PageBox(line.page, b.left / width, b.top / height, b.right / width, b.bottom / height)


def _line_of(c: LineCorrection, clean: CleanText, sizes: Sizes) -> int | None:
    """The line that a correction means, None where there is none or where two are equally likely."""
    here = [(i, line.span.of(clean.text), _box(line, sizes)) for i, line in enumerate(clean.lines) if line.page == c.page]
    wanted = _settled(c.before)
    same = [(i, box) for i, text, box in here if _settled(text) == wanted]
    if len(same) == 1:
        return same[0][0]
    if same:
        near = [i for i, box in same if _share(c.box, box) >= _SAME_LINE]
        return near[0] if len(near) == 1 else same[c.nth - 1][0] if c.nth <= len(same) else None
    fits = [i for i, text, box in here if _is_it(c, _settled(text), box)]
    return fits[0] if len(fits) == 1 else None


def _is_it(c: LineCorrection, text: str, box: PageBox | None) -> bool:
    """Whether a line that was read otherwise is the one that a correction means."""
    if c.box is not None and box is not None:
        alike = max(_alike(c.before, text), _alike(c.after, text))
        return _share(c.box, box) >= _SAME_LINE and alike >= _ALIKE
    return text == _settled(c.after) or _alike(c.before, text) >= _ALIKE_WITHOUT_PLACE


def _alike(first: str, second: str) -> float:
    return same_words(Anchor(first, first), Anchor(second, second))


def _share(first: PageBox | None, second: PageBox | None) -> float:
    if first is None or second is None:
        return 0.0
    return same_place(Anchor("", "", boxes=(first,)), Anchor("", "", boxes=(second,))) or 0.0


def _removed_runs(clean: CleanText, removed: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last line of each run of lines of one page that are left out."""
    numbered = enumerate(sorted(removed))
    for _, run in groupby(numbered, key=lambda pair: (clean.lines[pair[1]].page, pair[1] - pair[0])):
        indices = [index for _, index in run]
        yield indices[0], indices[-1]


def _removal(clean: CleanText, first: int, last: int) -> Edit:
    """What leaves lines out together with one of the breaks around them; the paragraph that they began begins behind them."""
    lines = clean.lines
    page = lines[first].page
    before = lines[first - 1] if first and lines[first - 1].page == page else None
    after = lines[last + 1] if last + 1 < len(lines) and lines[last + 1].page == page else None
    if before is not None and after is not None:
        begins = any(line.starts_paragraph for line in lines[first : last + 2])
        return Span(before.span.end, after.span.start), "\n\n" if begins else "\n"
    if after is not None:
        return Span(lines[first].span.start, after.span.start), ""
    return Span(before.span.end if before is not None else lines[first].span.start, lines[last].span.end), ""


class _Moved:
    """Where places of the text before are in the text behind; none within what was rewritten."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._ends = [span.end for span, _ in edits]
        self._by = [0]
        for span, new in edits:
            self._by.append(self._by[-1] + len(new) - (span.end - span.start))

    def point(self, position: int) -> int | None:
        done = bisect_right(self._ends, position)
        if done < len(self._edits) and self._edits[done][0].start < position:
            return None
        return position + self._by[done]

    def line(self, span: Span) -> Span:
        """Where a line that stays is: an edit is a whole line, or stands between lines."""
        start, end = (position + self._by[bisect_right(self._ends, position)] for position in (span.start, span.end))
        return Span(start, end)

    def span(self, span: Span) -> Span | None:
        start, end = self.point(span.start), self.point(span.end)
        return Span(start, end) if start is not None and end is not None and start <= end else None


def _moved_text(clean: CleanText, text: str, newest: Mapping[int, LineCorrection], move: _Moved) -> CleanText:
    lines: list[TextLine] = []
    words: list[PlacedWord] = []
    behind_removed = False
    for index, line in enumerate(clean.lines):
        c = newest.get(index)
        if c is not None and not _settled(c.after):
            behind_removed |= line.starts_paragraph
            continue
        span = move.line(line.span)
        begins = line.starts_paragraph or (behind_removed and bool(lines) and lines[-1].page == line.page)
        behind_removed = False
        lines.append(replace(line, span=span, starts_paragraph=begins))
        old = clean.words_in(line.span)
        if c is None:
            words += [replace(word, span=word.span.shifted(span.start - line.span.start)) for word in old]
        else:
            words += _words(line.span.of(clean.text), line.span.start, old, span.of(text), span.start)
    spoken_of = [clean.lines[i].span for i in newest]
    kept = (change for change in clean.changes if not any(span.overlaps(change.span) for span in spoken_of))
    changes = tuple(replace(change, span=there) for change in kept if (there := move.span(change.span)) is not None)
    return CleanText(text, tuple(lines), tuple(words), changes, clean.grids)


def _words(before: str, at: int, placed: Sequence[PlacedWord], after: str, to: int) -> Iterator[PlacedWord]:
    """The words of a corrected line: those that stayed on their places, the others where those stood that they replace."""
    old = [Span(at + m.start(), at + m.end()) for m in _WORD.finditer(before)]
    new = [Span(to + m.start(), to + m.end()) for m in _WORD.finditer(after)]
    mine = [[word for word in placed if word.span.overlaps(span)] for span in old]
    if not any(mine):
        return
    a = [span.shifted(-at).of(before) for span in old]
    b = [span.shifted(-to).of(after) for span in new]
    for action, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if action == "equal":
            for i, j in zip(range(i1, i2), range(j1, j2), strict=True):
                by = new[j].start - old[i].start
                yield from (replace(word, span=word.span.shifted(by), confidence=_SURE) for word in mine[i])
        elif j2 > j1:
            inside = [word for words in mine[i1:i2] for word in words]
            left = [word for words in mine[:i1] for word in words][-1:]
            right = [word for words in mine[i2:] for word in words][:1]
            yield from _shared(new[j1:j2], inside, left, right)


def _shared(
    spans: Sequence[Span], inside: Sequence[PlacedWord], left: Sequence[PlacedWord], right: Sequence[PlacedWord]
) -> Iterator[PlacedWord]:
    """New words on the room of those that they replace, else between their neighbours, each with its letters' share of the width."""
    some = [*inside, *left, *right][0]
    room = BBox.union(word.bbox for word in inside or [some])
    if not inside:
        begin = left[0].bbox.right if left else room.left
        room = BBox(begin, room.top, max(begin, right[0].bbox.left if right else begin), room.bottom)
    letters = sum(span.end - span.start for span in spans) + len(spans) - 1
    place = 0
    for span in spans:
        length = span.end - span.start
        edges = [room.left + room.width * share // letters for share in (place, place + length)]
        yield PlacedWord(span, some.page, BBox(edges[0], room.top, edges[1], room.bottom), _SURE)
        place += length + 1


def _moved_issues(issues: Sequence[Issue], spoken_of: Sequence[Span], move: _Moved) -> Iterator[Issue]:
    """Doubts on their new places; those about words of a line that a person read are settled."""
    for issue in issues:
        if issue.span is None:
            yield issue
        elif not any(span.overlaps(issue.span) for span in spoken_of):
            there = move.span(issue.span)
            if there is not None:
                yield replace(issue, span=there)


def _outcome(c: LineCorrection, index: int | None, newest: Mapping[int, LineCorrection], clean: CleanText, move: _Moved) -> CorrectedLine:
    if index is None:
        return CorrectedLine(c.id, c.page, LineState.UNPLACED)
    line = clean.lines[index]
    read = line.span.of(clean.text)
    if newest[index] is not c:
        return CorrectedLine(c.id, c.page, LineState.REPLACED, read)
    third = _settled(read) not in {_settled(c.before), _settled(c.after)}
    return CorrectedLine(c.id, c.page, LineState.CONFLICT if third else LineState.APPLIED, read, _place(c, index, clean, move))


def _place(c: LineCorrection, index: int, clean: CleanText, move: _Moved) -> Span:
    """Where a line stands now; one that was left out, an empty span behind the line before it."""
    line = clean.lines[index]
    if _settled(c.after):
        return move.line(line.span)
    kept = (move.point(position) for position in range(line.span.start, -1, -1))
    at = next((point for point in kept if point is not None), 0)
    return Span(at, at)
