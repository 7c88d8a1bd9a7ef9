"""Which printed lines a correction means: the same words once on the page, else those on the same place that say much the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tasks.domain.anchor import Anchor, PageBox, same_place, same_words
from tasks.domain.notice import CleanText, TextLine
from tasks.domain.text_corrections import LineCorrection, in_one_line, lines_in

# A line that was read otherwise is the same line only where it lies on the same place and says much the same (shares, as in
# ``tasks.domain.anchor``, and asked for more strictly: a line that was cut in two must not be written twice).
_SAME_LINE, _ALIKE, _ALIKE_WITHOUT_PLACE = 0.6, 0.6, 0.8
Sizes = Mapping[int, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Here:
    """A line of the page that a correction is about: its index among all lines, its words and its place."""

    index: int
    text: str
    box: PageBox | None


def lines_meant(c: LineCorrection, clean: CleanText, sizes: Sizes) -> range | None:
    """Indices of the lines that a correction means, no index for a page without a line; None where two are equally likely, or none is."""
    here = [_Here(i, in_one_line(line.span.of(clean.text)), _box(line, sizes)) for i, line in enumerate(clean.lines) if line.page == c.page]
    before, after = lines_in(c.before), lines_in(c.after)
    if not before and not here:
        return range(0)
    if len(before) == 1 and len(after) <= 1:
        found = _line(c, before[0], here)
        return None if found is None else range(found, found + 1)
    return _run(c, before, after, here)


def is_written_anew(old: Sequence[str], new: Sequence[str]) -> list[bool]:
    """Of each line that a person wrote whether none of its words stood there before; of a text that is all new the first is not."""
    words = [(word, number) for number, line in enumerate(new) for word in line.split()]
    matcher = SequenceMatcher(None, in_one_line(" ".join(old)).split(), [word for word, _ in words], autojunk=False)
    kept = {words[j][1] for block in matcher.get_matching_blocks() for j in range(block.b, block.b + block.size)}
    return [number not in (kept or {0}) for number in range(len(new))]


def _line(c: LineCorrection, wanted: str, here: Sequence[_Here]) -> int | None:
    """The one line that a correction of one line means."""
    same = [line for line in here if line.text == wanted]
    if len(same) == 1:
        return same[0].index
    if same:
        near = [line for line in same if _share(c.box, line.box) >= _SAME_LINE]
        return near[0].index if len(near) == 1 else same[c.nth - 1].index if c.nth <= len(same) else None
    fits = [line.index for line in here if _is_it(c, wanted, line.text, line.box)]
    return fits[0] if len(fits) == 1 else None


def _run(c: LineCorrection, before: Sequence[str], after: Sequence[str], here: Sequence[_Here]) -> range | None:
    """The lines that a correction means that splits, joins or adds some: as they are right by now, else as they were read."""
    most = len(before) + len(after)
    for wanted in filter(None, (after, before)):
        same = list(_runs_that_say(" ".join(wanted), most, here))
        if same:
            return _wider(_only(c, same, here), before, after, here)
    fits = []
    for first in range(len(here) - len(before) + 1) if before else ():
        lines = here[first : first + len(before)]
        if _is_it(c, " ".join(before), " ".join(line.text for line in lines), _union(lines)):
            fits.append(range(first, first + len(before)))
    return _wider(fits[0] if len(fits) == 1 else None, before, after, here)


def _runs_that_say(wanted: str, most: int, here: Sequence[_Here]) -> Iterator[range]:
    """Runs of lines of the page, as places in ``here``, that have exactly these words."""
    for first in range(len(here)):
        said = ""
        for last in range(first, min(first + most, len(here))):
            said = f"{said} {here[last].text}".strip()
            if said == wanted:
                yield range(first, last + 1)
            if not wanted.startswith(said):
                break


def _only(c: LineCorrection, same: Sequence[range], here: Sequence[_Here]) -> range | None:
    if len(same) == 1:
        return same[0]
    near = [run for run in same if _share(c.box, _union([here[i] for i in run])) >= _SAME_LINE]
    return near[0] if len(near) == 1 else same[c.nth - 1] if c.nth <= len(same) else None


def _wider(run: range | None, before: Sequence[str], after: Sequence[str], here: Sequence[_Here]) -> range | None:
    """The lines themselves, and those beside them that a person had to add and that were read by now."""
    if run is None:
        return None
    first, last = run.start, run.stop
    said = " ".join(line.text for line in here[first:last])
    if said != " ".join(after):
        new = is_written_anew(before, after)
        leading = after[: new.index(False)] if False in new else []
        trailing = after[len(new) - new[::-1].index(False) :] if False in new else []
        while leading and first and _alike(leading[-1], here[first - 1].text) >= _ALIKE_WITHOUT_PLACE:
            first, leading = first - 1, leading[:-1]
        while trailing and last < len(here) and _alike(trailing[0], here[last].text) >= _ALIKE_WITHOUT_PLACE:
            last, trailing = last + 1, trailing[1:]
    return range(here[first].index, here[last - 1].index + 1)


def _is_it(c: LineCorrection, before: str, text: str, box: PageBox | None) -> bool:
    """Whether lines that were read otherwise are those that a correction means."""
    if c.box is not None and box is not None:
        return _share(c.box, box) >= _SAME_LINE and max(_alike(before, text), _alike(c.after, text)) >= _ALIKE
    return text == in_one_line(c.after) or _alike(before, text) >= _ALIKE_WITHOUT_PLACE


def _alike(first: str, second: str) -> float:
    return same_words(Anchor(first, first), Anchor(second, second))


def _share(first: PageBox | None, second: PageBox | None) -> float:
    if first is None or second is None:
        return 0.0
    return same_place(Anchor("", "", boxes=(first,)), Anchor("", "", boxes=(second,))) or 0.0


def _box(line: TextLine, sizes: Sizes) -> PageBox | None:
    if line.bbox is None or line.page not in sizes:
        return None
    width, height = sizes[line.page]
    b = line.bbox
    return PageBox(line.page, b.left / width, b.top / height, b.right / width, b.bottom / height)


def _union(lines: Sequence[_Here]) -> PageBox | None:
    return PageBox.union(line.box for line in lines if line.box is not None)
