"""Pages whose picture is too poor to be read, and whose text layer lost its accents: the better of both readings, word by word."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.domain.geometry import BBox
from tasks.domain.page import Line, PageNote, PageSource, RecognizedPage, Word
from tasks.restore.both import better_words
from tasks.restore.channel import Channel
from tasks.restore.judge import Treatment, judge_text
from tasks.restore.restore import restore_text
from tasks.restore.restored import Restored, RestoredLine, TextDoubt
from tasks.text.model import SyllableModel
from tasks.vietnamese.syllable import syllable_share

# Measured by ``benchmarks/layers.py`` on 150 made pages at 60 to 150 dpi: below 75 every reading was worse than the restored layer
# (WER 0.16 to 0.94 against 0.07), up to 80 about half, above 80 one in seven.
GOOD_READING = 80.0
# Boxes of one paragraph stand no further apart than this, in heights of a line.
_GAP = 1.6


@dataclass(frozen=True, slots=True)
class Layer:
    """The text layer of a page that was read.

    Attributes:
        lines: in reading order, boxes in pixels of the page read.
    """

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """A line for each printed one, an empty line where a paragraph or a column ends."""
        rows: list[str] = []
        before: Line | None = None
        for line in self.lines:
            if before is not None and _parted(before, line):
                rows.append("")
            rows.append(line.text)
            before = line
        return "\n".join(rows)


def _parted(before: Line, line: Line) -> bool:
    if before.column is not line.column or before.cell != line.cell:
        return True
    return line.bbox.bottom - before.bbox.bottom > _GAP * max(1, line.bbox.height)


def reading_quality(page: RecognizedPage) -> float:
    """How well a page was read, 0 to 100: the mean confidence, times the share of the words that are syllables."""
    words = [word.text for line in page.lines for word in line.words]
    return page.mean_confidence * syllable_share(words) if words else 0.0


def restore_layers(
    pages: Sequence[RecognizedPage],
    layers: Mapping[int, Layer],
    model: SyllableModel,
    channel: Channel,
    types: tuple[str, ...] = (),
    *,
    always: bool = False,
) -> tuple[RecognizedPage, ...]:
    """The pages; where the reading of a picture is poor, the better of it and the page's layer, restored, each word the better of both.

    The layers of a document are restored together, since one recogniser made them; which page gets its layer is decided for each. Order,
    boxes and number of the words are those of the better reading; see :func:`tasks.restore.both.better_words`.

    Args:
        pages: as read.
        layers: by number of the page (1-based), of pages whose layer was no readable Vietnamese.
        model: n-gram model.
        channel: what an English model prints.
        types: abbreviations of the kinds of documents.
        always: take every layer that can be restored, however well the picture was read.
    """
    judged = {
        page.number: judge_text(layers[page.number].text, model).treatment
        for page in pages
        if page.number in layers and page.source is PageSource.OCR and (always or reading_quality(page) < GOOD_READING)
    }
    chosen: dict[int, RecognizedPage] = {}
    for treatment in sorted(set(judged.values()) - {Treatment.GOOD}):
        numbers = [n for n, found in judged.items() if found is treatment]
        restored = restore_text("\f".join(layers[n].text for n in numbers), model, channel, types)
        if restored.treatment is Treatment.GOOD:
            continue
        for place, number in enumerate(numbers):
            page = next(p for p in pages if p.number == number)
            instead = _instead(page, layers[number], restored, place)
            chosen[number] = instead if always else _better(page, instead, model)
    first = min((number for number, page in chosen.items() if page.source is PageSource.RESTORED), default=None)
    return tuple(_noted(chosen[p.number], first=p.number == first) if p.number in chosen else p for p in pages)


def _better(page: RecognizedPage, instead: RecognizedPage, model: SyllableModel) -> RecognizedPage:
    """The reading that is likelier right as a whole, with the words that are likelier in the other."""
    if instead.mean_confidence > reading_quality(page):
        mixed = better_words(instead.lines, page.lines, model)
        reason = f"{instead.source_reason}; {mixed.taken} words of the picture's reading are likelier"
        return replace(instead, lines=mixed.lines, source_reason=reason)
    mixed = better_words(page.lines, instead.lines, model)
    reason = f"{page.source_reason}; {mixed.taken} words of the text layer, restored, are likelier"
    return replace(page, lines=mixed.lines, source_reason=reason)


def _instead(page: RecognizedPage, layer: Layer, restored: Restored, place: int) -> RecognizedPage:
    """The page with the words of its layer, restored."""
    printed = layer.text.split("\n")
    rows = [(index, row) for index, row in enumerate(restored.pages[place].lines) if printed[index]]
    boxes: dict[tuple[int, int], BBox] = {}
    lines = []
    for (index, row), line in zip(rows, layer.lines, strict=True):
        words = _placed(row, line)
        boxes |= {(index, n): word.bbox for n, word in enumerate(words)}
        lines += [replace(line, words=words)] if words else []
    doubts = [d for d in restored.doubts if d.page == place + 1]
    quality = reading_quality(page)
    reason = f"the picture reads poorly ({quality:.0f} of 100); its text layer was restored, {restored.treatment.value}"
    return replace(
        page,
        source=PageSource.RESTORED,
        source_reason=f"{reason}: {'; '.join(restored.reasons)}",
        lines=tuple(lines),
        notes=(*(_note(d, boxes) for d in doubts), *(n for n in page.notes if n.bbox is None)),
    )


def _note(doubt: TextDoubt, boxes: Mapping[tuple[int, int], BBox]) -> PageNote:
    return PageNote(doubt.code, doubt.message, boxes.get((doubt.line, doubt.word)))


def _placed(row: RestoredLine, line: Line) -> tuple[Word, ...]:
    """The restored words in the boxes of what they were made from; two from one word share its box by their letters."""
    found = []
    for word in row.words:
        box = BBox.union(w.bbox for w in line.words[word.at : word.at + word.tokens])
        together = [w for w in row.words if (w.at, w.tokens) == (word.at, word.tokens)]
        if len(together) > 1:
            letters = sum(len(w.text) for w in together)
            before = sum(len(w.text) for w in together[: next(n for n, w in enumerate(together) if w is word)])
            left = box.left + box.width * before // letters
            right = box.left + box.width * (before + len(word.text)) // letters
            box = BBox(left, box.top, max(left + 1, right), box.bottom)
        found.append(Word(word.text, box, word.confidence))
    return tuple(found)


def _noted(page: RecognizedPage, *, first: bool) -> RecognizedPage:
    """The first restored page says so for the document."""
    if not first:
        return page
    message = "The picture could not be read well enough, so the text under it was restored; its findings are doubts until confirmed."
    return replace(page, notes=(PageNote("restored-text", message), *page.notes))
