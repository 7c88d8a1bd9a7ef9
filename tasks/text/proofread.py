"""The text with what people said of its lines laid over what was read; everything that points into it moves along."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord, TextLine
from tasks.domain.outcome import Issue
from tasks.domain.span import Span, replace_spans
from tasks.domain.text_corrections import CorrectedLine, LineCorrection, LineState, in_one_line, lines_in, settled
from tasks.text.clean import CleanedNotice
from tasks.text.corrected_words import Room, Written, placed_lines
from tasks.text.portion import pages_of
from tasks.text.spoken_of import Sizes, is_written_anew, lines_meant

Edit = tuple[Span, str]


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that a correction in force is about.

    Attributes:
        said: of them.
        run: their indices; none on a page of which nothing was read.
        span: from the first to the last of them.
        after: what stands there; "" where they are left out.
    """

    said: LineCorrection
    run: range
    span: Span
    after: str


def proofread(cleaned: CleanedNotice, corrections: Sequence[LineCorrection], sizes: Sizes) -> CleanedNotice:
    """The notice with its lines as people said they are, and what became of each correction.

    Lines that nobody spoke of are as they were. A person who corrected or confirmed a line vouches for all of it: its words are sure, and
    doubts about them are gone. Corrections are found again by page, text and place; where two lines fit or none, none is touched. Of
    several that are about the same line the newest counts.

    Args:
        cleaned: what was read.
        corrections: in force, in the order of the log.
        sizes: width and height of each page in the pixels of its boxes.
    """
    pages = pages_of(cleaned)
    found = {c.id: lines_meant(c, cleaned.clean, sizes) if c.page in pages else None for c in corrections}
    blocks = list(_standing(cleaned, corrections, found))
    text = cleaned.clean.text
    edits = [_removal(cleaned.clean, *run) for run in _removed_runs(cleaned.clean, [b for b in blocks if not b.after])]
    edits += [(b.span, b.after) for b in blocks if b.after and b.after != b.span.of(text)]
    edits.sort(key=lambda edit: edit[0])
    new_text, back = replace_spans(text, edits)
    move = _Moved(edits)
    by_id = {block.said.id: block for block in blocks}
    return replace(
        cleaned,
        clean=_moved_text(cleaned.clean, new_text, blocks, move, sizes),
        to_raw=back.after(cleaned.to_raw) if edits else cleaned.to_raw,
        issues=tuple(_moved_issues(cleaned.issues, [b.span for b in blocks], move)),
        corrected=tuple(_outcome(c, found[c.id], by_id.get(c.id), cleaned.clean, move) for c in corrections),
    )


def _standing(cleaned: CleanedNotice, corrections: Sequence[LineCorrection], found: Mapping[int, range | None]) -> Iterator[_Block]:
    """The corrections that count with their lines, none of which another one has too."""
    taken: set[int] = set()
    pages: set[int] = set()
    for c in reversed(corrections):
        run = found[c.id]
        if run is None or taken & set(run) or (not run and c.page in pages):
            continue
        taken |= set(run)
        pages |= set() if run else {c.page}
        yield _Block(c, run, _span(cleaned, c.page, run), settled(c.after))


def _span(cleaned: CleanedNotice, page: int, run: range) -> Span:
    """Where lines stand; for none, where the page begins."""
    if run:
        return Span(cleaned.clean.lines[run[0]].span.start, cleaned.clean.lines[run[-1]].span.end)
    starts = [0, *(at + 1 for at, char in enumerate(cleaned.clean.text) if char == "\f")]
    start = starts[pages_of(cleaned).index(page)]
    return Span(start, start)


def _removed_runs(clean: CleanText, removed: Sequence[_Block]) -> Iterator[tuple[int, int]]:
    """First and last line of each run of lines of one page that are left out."""
    numbered = enumerate(sorted(index for block in removed for index in block.run))
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
        self._starts = [span.start for span, _ in edits]
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
        """Where a line that stays is: an edit is of whole lines, or stands between lines."""
        start, end = (position + self._by[bisect_right(self._ends, position)] for position in (span.start, span.end))
        return Span(start, end)

    def block(self, block: _Block) -> Span:
        """Where lines are that stand there as they were said to be."""
        start = block.span.start + self._by[bisect_left(self._starts, block.span.start)]
        return Span(start, start + len(block.after))

    def span(self, span: Span) -> Span | None:
        start, end = self.point(span.start), self.point(span.end)
        return Span(start, end) if start is not None and end is not None and start <= end else None


def _moved_text(clean: CleanText, text: str, blocks: Sequence[_Block], move: _Moved, sizes: Sizes) -> CleanText:
    lines: list[TextLine] = []
    words: list[PlacedWord] = []
    first = {block.run[0]: block for block in blocks if block.run}
    inside = {index for block in blocks if block.after for index in block.run[1:]}
    removed = {index for block in blocks if not block.after for index in block.run}
    behind_removed = False
    for index, line in enumerate(clean.lines):
        if index in removed:
            behind_removed |= line.starts_paragraph
        if index in removed or index in inside:
            continue
        block = first.get(index)
        begins = line.starts_paragraph or (behind_removed and bool(lines) and lines[-1].page == line.page)
        behind_removed = False
        if block is None:
            span = move.line(line.span)
            lines.append(replace(line, span=span, starts_paragraph=begins))
            words += [replace(word, span=word.span.shifted(span.start - line.span.start)) for word in clean.words_in(line.span)]
        else:
            for written, on in _written(clean, block, move.block(block).start, sizes, begins=begins):
                lines.append(written)
                words += on
    for block in blocks:
        if not block.run:
            for written, on in _written(clean, block, move.block(block).start, sizes, begins=True):
                lines.append(written)
                words += on
    lines.sort(key=lambda line: line.span)
    words.sort(key=lambda word: word.span)
    kept = (change for change in clean.changes if not any(block.span.overlaps(change.span) for block in blocks))
    changes = tuple(replace(change, span=there) for change in kept if (there := move.span(change.span)) is not None)
    return CleanText(text, tuple(lines), tuple(words), changes, clean.grids)


def _written(clean: CleanText, block: _Block, at: int, sizes: Sizes, *, begins: bool) -> Iterator[tuple[TextLine, list[PlacedWord]]]:
    """The lines of a block as a person wrote them, with their words."""
    old = [clean.lines[index] for index in block.run]
    read = Written(block.span.of(clean.text), block.span.start)
    lines: list[Written] = []
    for words_of_line in lines_in(block.after):
        start = lines[-1].at - at + len(lines[-1].text) if lines else 0
        lines.append(Written(words_of_line, at + block.after.index(words_of_line, start)))
    added = is_written_anew([line.span.of(clean.text) for line in old], [line.text for line in lines])
    placed = placed_lines(read, clean.words_in(block.span) if old else (), lines, added, _room(clean, block, sizes))
    is_one = sum(not one for one in added) == 1
    whole = None if not old or old[0].bbox is None else BBox.union(one.bbox for one in old if one.bbox)
    for number, (line, is_added, (box, words)) in enumerate(zip(lines, added, placed, strict=True)):
        span = Span(line.at, line.at + len(line.text))
        starts = begins if not number else block.after[: line.at - at].endswith("\n\n")
        if old and is_one and not is_added:  # it is the same line, or those that were joined
            yield replace(old[0], span=span, bbox=whole, fill=old[-1].fill, starts_paragraph=starts), words
        else:
            like = old[0] if old else TextLine(span, block.said.page)
            indent = like.indent if not number else None
            yield replace(like, span=span, bbox=box, indent=indent, fill=None, starts_paragraph=starts, centered=False), words


def _room(clean: CleanText, block: _Block, sizes: Sizes) -> Room | None:
    """Where the lines of a block lie, and where others may lie beside them; None for a text without geometry."""
    page = block.said.page
    if page not in sizes:
        return None
    width, height = sizes[page]
    if not block.run:
        return Room(page, BBox(0, 0, width, height), 0, height) if not clean.lines or any(line.bbox for line in clean.lines) else None
    boxes = [clean.lines[index].bbox for index in block.run]
    if not all(boxes):
        return None
    bbox = BBox.union(box for box in boxes if box)
    near = [(clean.lines[i] if 0 <= i < len(clean.lines) else None) for i in (block.run[0] - 1, block.run[-1] + 1)]
    above, below = (line.bbox if line and line.page == page else None for line in near)
    return Room(
        page,
        bbox,
        above.bottom if above and above.bottom < bbox.top else 0,
        below.top if below and below.top > bbox.bottom else height,
    )


def _moved_issues(issues: Sequence[Issue], spoken_of: Sequence[Span], move: _Moved) -> Iterator[Issue]:
    """Doubts on their new places; those about words of a line that a person read are settled."""
    for issue in issues:
        if issue.span is None:
            yield issue
        elif not any(span.overlaps(issue.span) for span in spoken_of):
            there = move.span(issue.span)
            if there is not None:
                yield replace(issue, span=there)


def _outcome(c: LineCorrection, run: range | None, block: _Block | None, clean: CleanText, move: _Moved) -> CorrectedLine:
    if run is None:
        return CorrectedLine(c.id, c.page, LineState.UNPLACED)
    read = "\n".join(clean.lines[index].span.of(clean.text) for index in run)
    if block is None:
        return CorrectedLine(c.id, c.page, LineState.REPLACED, read)
    third = in_one_line(read) not in {in_one_line(c.before), in_one_line(c.after)}
    return CorrectedLine(c.id, c.page, LineState.CONFLICT if third else LineState.APPLIED, read, _place(block, move))


def _place(block: _Block, move: _Moved) -> Span:
    """Where lines stand now; where they were left out, an empty span behind the line before them."""
    if block.after:
        return move.block(block)
    kept = (move.point(position) for position in range(block.span.start, -1, -1))
    at = next((point for point in kept if point is not None), 0)
    return Span(at, at)
