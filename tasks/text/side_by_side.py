"""Lines that stand side by side and are no two columns: tables without rules, labels with their texts, a body parted by a chance gap.

Where a gutter runs through lines, the page is read column by column, as the head and the foot of a notice are to be. Of all else in a
notice hardly anything is set in columns. So what is neither head nor foot is put back into rows, unless more than one witness speaks for
columns: lines as long as one another on both sides, and a language model to which they go on down the columns better than across.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean

from tasks.domain.geometry import BBox
from tasks.domain.letters import fold
from tasks.domain.national import names_the_nation
from tasks.domain.page import Column, Line, PageNote, RecognizedPage
from tasks.text.model import SyllableModel, closes_sentence, model_form, split_edges

_SIDES = (Column.LEFT, Column.RIGHT)
# Of two lines that stand in one row, so much of the lower one's height is shared.
_LEVEL = 0.5
# So many rows with words on both sides say something; a head or a foot whose words were misread has fewer beside its first and last.
_LEAST_ROWS = 3
# Lines of a column of text end within so many heights of one another, most of them; and are so many.
_FLUSH, _MOST, _LEAST_LINES = 2.0, 0.6, 4
# A title has so many letters at least, and so large a share of them are capitals.
_LEAST_LETTERS, _CAPITALS = 4, 0.8
# A column of text is so many heights wide at least.
_WIDE = 12.0
# Nats by which a word follows better in one order than in the other, in the mean over all that meet.
_BETTER = 0.5
# In sentences broken into lines the first word of a line follows by so much better than anywhere.
_RUNNING = 1.5
_LEAST_MEETINGS = 3
# Gaps between rows of a table are wider than those between lines of a cell by so much of a line's height.
_WIDER = 0.3
# A title above a name stands so many heights above the list of recipients at most.
_ABOVE = 4.0
_HEAD = re.compile(r"^\W*S[ốo]\s?[:.]|^[^,.;:\d]{2,40}[,.]\s*ng[àa]y\W")
_RECIPIENTS, _KEPT = re.compile(r"\W*noi\s?(?:nhan|gui)(?!\w)"), re.compile(r"\W*luu\s?:")
_HEAD_SHARE = 0.5
_DOUBT = "Lines stand side by side here and were read as rows; they may be columns."


def in_rows(page: RecognizedPage, model: SyllableModel | None) -> RecognizedPage:
    """The page with lines that were parted by a gutter and are no columns put together in rows, where they stand.

    Args:
        page: its lines in reading order.
        model: says which words follow one another; None: the shape of the lines alone decides.
    """
    if not any(line.column is Column.RIGHT for line in page.lines) or not all(line.words for line in page.lines):
        return page
    out: list[Line] = []
    notes: list[PageNote] = []
    for run in _runs(page.lines):
        own, doubtful = _sorted_out(run, page.height, model) if any(line.column is Column.RIGHT for line in run) else (run, None)
        out += own
        notes += [PageNote("order-doubtful", _DOUBT, doubtful)] if doubtful else []
    return replace(page, lines=tuple(out), notes=(*page.notes, *notes)) if out != list(page.lines) else page


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of the two columns of one place together, others together."""
    run: list[Line] = []
    for line in lines:
        sided = line.column in _SIDES
        if run and (sided != (run[-1].column in _SIDES) or (run[-1].column is Column.RIGHT and line.column is Column.LEFT)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _sorted_out(run: list[Line], height: int, model: SyllableModel | None) -> tuple[list[Line], BBox | None]:
    """Lines of two columns, those that are neither head nor foot in rows; and where these are, if they go on down better than across."""
    part = _doubtful_part(run, height)
    left, right = ([line for line in part.lines if line.column is side] for side in _SIDES)
    rows = _rows(left, right)
    if sum(len(row) > 1 for row in rows) < _LEAST_ROWS:
        # The last line of a text may be so short that it seems to stand in the foot's left column.
        is_rest = part.is_above_foot and left and not right
        return ([replace(line, column=Column.FULL) if line in left else line for line in run] if is_rest else run), None
    goes_down = _goes_down(left, right, rows, model)
    if goes_down and _look_like_columns(left, right, model):
        return run, None
    above = [line for line in run if line.bbox.center[1] < part.top]
    below = [line for line in run if line.bbox.center[1] >= part.bottom]
    blocks = _blocks(rows)
    if len(blocks) == 1:
        return [*above, *(_joined(row) for row in rows), *below], BBox.union(line.bbox for line in part.lines) if goes_down else None
    return [*above, *(line for block in blocks for line in _of_block(block, model)), *below], None


def _blocks(rows: Sequence[tuple[Line, ...]]) -> list[list[tuple[Line, ...]]]:
    """Rows between wider gaps: rows of a table whose cells have several lines."""
    boxes = [BBox.union(line.bbox for line in row) for row in rows]
    gaps = [two.top - one.bottom for one, two in pairwise(boxes)]
    usual = sorted(gaps)[len(gaps) // 4] if gaps else 0
    high = fmean(box.height for box in boxes)
    blocks = [[rows[0]]]
    for gap, row in zip(gaps, rows[1:], strict=True):
        if gap > usual + _WIDER * high:
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _of_block(rows: Sequence[tuple[Line, ...]], model: SyllableModel | None) -> list[Line]:
    """Rows as lines; where both sides go on from line to line and not across, one side behind the other."""
    left, right = ([line for row in rows for line in row if line.column is side] for side in _SIDES)
    if model is not None and min(len(left), len(right)) > 1:
        across, down = (
            _follows(_meetings([line for row in rows for line in row]), model, 1),
            _follows([*_meetings(left), *_meetings(right)], model, 1),
        )
        if down is not None and down > _BETTER + max(0.0, across or 0.0):
            return [replace(line, column=Column.FULL) for line in (*left, *right)]
    return [_joined(row) for row in rows]


@dataclass(frozen=True, slots=True)
class _Part:
    """Lines between ``top`` and ``bottom``, and whether a foot begins below them."""

    lines: tuple[Line, ...]
    top: float
    bottom: float
    is_above_foot: bool


def _doubtful_part(run: Sequence[Line], height: int) -> _Part:
    """The lines that are not told to be a head or a foot by their words."""
    boxes = BBox.union(line.bbox for line in run)
    heads = [line.bbox.bottom for line in run if line.bbox.center[1] < _HEAD_SHARE * height and _is_of_head(line)]
    top = float(max(heads)) if any(names_the_nation(line.text) for line in run) else float(boxes.top)
    lists = [line.bbox.top for line in run if _RECIPIENTS.match(fold(line.text)) or _KEPT.match(fold(line.text))]
    titles = [line.bbox.top for line in run if line.column is Column.RIGHT and line.bbox.top >= top and _is_title(line)]
    begins = titles
    if lists:
        first = min(lists)
        begins = [first, *(at for at in titles if first - _ABOVE * _high(run) <= at <= first)]
    bottom = float(min(begins, default=boxes.bottom + 1))
    lines = tuple(line for line in run if top <= line.bbox.center[1] < bottom)
    return _Part(lines, top, bottom, bool(begins))


def _is_of_head(line: Line) -> bool:
    return names_the_nation(line.text) or _is_title(line) or _HEAD.search(line.text) is not None


def _is_title(line: Line) -> bool:
    """Whether a line is all capitals, as titles and bodies of heads and feet are."""
    letters = [c for c in line.text if c.isalpha()]
    is_capital = len(letters) >= _LEAST_LETTERS and sum(c.isupper() for c in letters) >= _CAPITALS * len(letters)
    return is_capital and not any(c.isdigit() for c in line.text)


def _high(lines: Sequence[Line]) -> float:
    return fmean(line.bbox.height for line in lines)


def _rows(left: Sequence[Line], right: Sequence[Line]) -> list[tuple[Line, ...]]:
    """Lines of both sides that stand level together, from top to bottom."""
    free = list(left)
    rows: list[tuple[Line, ...]] = []
    for line in right:
        beside = next((other for other in free if _is_level(other.bbox, line.bbox)), None)
        rows.append((line,) if beside is None else (beside, line))
        if beside is not None:
            free.remove(beside)
    rows += [(line,) for line in free]
    return sorted(rows, key=lambda row: fmean(line.bbox.center[1] for line in row))


def _is_level(one: BBox, two: BBox) -> bool:
    return min(one.bottom, two.bottom) - max(one.top, two.top) >= _LEVEL * min(one.height, two.height)


def _joined(row: tuple[Line, ...]) -> Line:
    words = sorted((word for line in row for word in line.words), key=lambda word: word.bbox.left)
    return Line(tuple(words), Column.FULL)


def _goes_down(left: Sequence[Line], right: Sequence[Line], rows: Sequence[tuple[Line, ...]], model: SyllableModel | None) -> bool:
    """Whether lines go on down the columns better than across; without a model it may be so."""
    if model is None:
        return True
    across, down = _meetings([line for row in rows for line in row]), {*_meetings(left), *_meetings(right)}
    rowwise, columnwise = _follows([m for m in across if m not in down], model), _follows([m for m in down if m not in across], model)
    return columnwise is not None and columnwise > _BETTER + max(0.0, rowwise or 0.0)


def _look_like_columns(left: Sequence[Line], right: Sequence[Line], model: SyllableModel | None) -> bool:
    """Whether both sides have the shape of a text, or hold sentences: names of offices below one another follow well, too."""
    if _is_full(left) and _is_full(right):
        return True
    own = [None if model is None else _follows(_meetings(side), model) for side in (left, right)]
    return all(follows is not None and follows > _RUNNING for follows in own)


def _meetings(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    """Which lines follow one another."""
    return list(pairwise(lines))


def _is_full(lines: Sequence[Line]) -> bool:
    """Whether most lines begin and end alike, as those of a column of text do."""
    if len(lines) < _LEAST_LINES:
        return False
    room = _FLUSH * _high(lines)
    lefts, rights = sorted(line.bbox.left for line in lines), sorted(line.bbox.right for line in lines)
    first, last = lefts[len(lefts) // 2], rights[-1]
    if last - first < _WIDE * _high(lines):
        return False
    return sum(abs(line.bbox.left - first) <= room and last - line.bbox.right <= room for line in lines) >= _MOST * len(lines)


@dataclass(frozen=True, slots=True)
class _Ends:
    """The last two words of a line and the first of the one that follows."""

    before: tuple[str, str]
    after: str


def _follows(meetings: Sequence[tuple[Line, Line]], model: SyllableModel, least: int = _LEAST_MEETINGS) -> float | None:
    """How much better than anywhere the second line's first word follows the first line, in nats; None where too few can be judged."""
    gains = [_gain(ends, model) for one, two in meetings if (ends := _ends(one, two)) is not None]
    return fmean(gains) if len(gains) >= least else None


def _ends(one: Line, two: Line) -> _Ends | None:
    """Words that meet; None behind the end of a sentence, or where one of them is no word."""
    if closes_sentence(split_edges(one.words[-1].text)[2]):
        return None
    before = [model_form(split_edges(word.text)[1]) for word in one.words[-2:]]
    after = model_form(split_edges(two.words[0].text)[1])
    if not after.isalpha() or not before[-1]:
        return None
    return _Ends((before[0] if len(before) > 1 else "", before[-1]), after)


def _gain(ends: _Ends, model: SyllableModel) -> float:
    first, second, third = model.number(ends.before[0]), model.number(ends.before[1]), model.number(ends.after)
    return model.log_probability(first, second, third) - model.unigrams[third]
