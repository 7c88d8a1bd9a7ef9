"""One page picture becomes words in reading order."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from tasks.domain.errors import RasterError
from tasks.domain.geometry import BBox
from tasks.domain.national import names_the_nation
from tasks.domain.page import Line, PageSource, RecognizedPage, Word
from tasks.ocr.blanks import Blank
from tasks.ocr.cuts import crops, pictures
from tasks.ocr.engine import OcrEngine
from tasks.ocr.figures import FigureReading, read_cuts
from tasks.ocr.handwriting import HeadReading, read_head_figures
from tasks.ocr.head_pieces import join_head_pieces
from tasks.ocr.layout import Zone, stack_zones
from tasks.ocr.lost_symbol import read_lost_symbol
from tasks.ocr.rubbish import drop_rubbish, is_plausible
from tasks.ocr.second_look import look_again
from tasks.ocr.stamp_word import red_ink, words_of
from tasks.ocr.tables import zones_with_tables
from tasks.ocr.urgency import LEAST_LIKENESS, SURE_LIKENESS, urgency_of
from tasks.scan.grid import Grid, find_grids, without_rules
from tasks.scan.measure import Grey, ink_share
from tasks.scan.prepare import smooth_noise, whiten
from tasks.scan.rasterize import PageImage
from tasks.scan.stamps import find_frames

_BLOCK, _LINE = 6, 7
_PAD = 20
# Figures of pages that were not read are grown to what the recogniser reads best.
_PRINT_DPI = 220
_MOST_STAMPS = 6
_STAMP_DPI = 200
# Room around a stamp that is taken with it, in millimetres.
_STAMP_ROOM = 1.5
_ENOUGH_WORDS = 20
# Clean pages have 85 to 95; pages of which a tenth of the letters is wrong have about 70.
_LOW = 70.0


@dataclass(frozen=True, slots=True)
class RecognizeOptions:
    """Choices of the user.

    Attributes:
        psm: Tesseract's page segmentation mode for the whole page; None: the columns are found first, then read as one block.
        seconds: time limit of one reading.
    """

    psm: int | None = None
    seconds: float = 120.0


def recognize_page(image: PageImage, folder: Path, engine: OcrEngine, options: RecognizeOptions) -> RecognizedPage:
    """Read the page whose pictures lie in ``folder``.

    Raises:
        RecognitionError: the engine failed.
        RasterError: the picture is gone.
        MissingToolError: the engine is not installed.
    """
    started = time.monotonic()
    page = RecognizedPage(
        number=image.number,
        width=image.width,
        height=image.height,
        dpi=image.dpi,
        source=image.source,
        lines=image.lines,
        source_reason=image.source_reason,
        notes=image.notes,
        preparation=image.preparation,
        rotation=image.rotation,
        skew=image.skew,
        picture=image.colour,
        sheet=image.sheet,
        half=image.half,
    )
    if image.source is PageSource.OCR:
        grey = cv2.imread(str(folder / image.grey), cv2.IMREAD_GRAYSCALE)
        if grey is None:
            raise RasterError(f"The picture {image.grey} of page {image.number} is gone.", "Run the document again.")
        pixels = np.asarray(grey, dtype=np.uint8)
        reader = _PageReader(pixels, image.dpi, engine, options, find_grids(pixels, image.dpi))
        lines, attempts = reader.read()
        head = HeadReading(lines)
        if image.number == 1 or _may_begin_a_notice(lines, image.height):
            lines = read_lost_symbol(lines, image.dpi, reader.read_line)
            head = read_head_figures(lines, image.dpi, reader.read_figures, reader.has_ink)
        page = replace(page, lines=head.lines, attempts=attempts + head.attempts, notes=page.notes + head.notes)
        page = replace(page, stamps=_read_stamps(image, folder, engine, options) or _read_frames(image, pixels, engine, options))
    elif image.source is PageSource.EMBEDDED:
        grey = _grey_of(image, folder)
        reader = _PageReader(grey, image.dpi, engine, options, find_grids(grey, image.dpi))
        lines = order_lines(image.lines, image.width, image.height, image.dpi, reader.grids)
        head = HeadReading(join_head_pieces(lines))
        if image.number == 1:
            # Signing programs put number and day on the page as pictures, which the text layer does not hold.
            head = read_head_figures(head.lines, image.dpi, reader.read_figures, reader.has_ink, reader.read_print)
        page = replace(page, lines=head.lines, attempts=head.attempts, notes=page.notes + head.notes)
    return replace(page, seconds=time.monotonic() - started)


def _may_begin_a_notice(lines: Sequence[Line], height: int) -> bool:
    """Whether the country's or the Party's name stands in the upper half of a page."""
    return any(names_the_nation(line.text) for line in lines if line.bbox.center[1] < height / 2)


@dataclass(frozen=True, slots=True)
class _PageReader:
    """One picture and how it is to be read."""

    grey: Grey
    dpi: int
    engine: OcrEngine
    options: RecognizeOptions
    grids: tuple[Grid, ...] = ()

    def read(self) -> tuple[tuple[Line, ...], tuple[str, ...]]:
        """Lines in reading order and the attempts made.

        Where the first leaves much doubt over the whole page there is a second, smoothed; else its doubtful lines are looked at again.
        """
        lines = self._attempt(self.grey)
        attempts = [self._describe(lines)]
        words = sum(len(line.words) for line in lines)
        if words >= _ENOUGH_WORDS and _quality(lines) < _LOW:
            again = self._attempt(whiten(smooth_noise(self.grey)))
            attempts.append(self._describe(again, " smoothed"))
            # More words of the same sureness are more text; a reading that lost half of them is not better.
            if _quality(again) > _quality(lines) and sum(len(line.words) for line in again) > 0.6 * words:
                lines = again
        look = look_again(self.grey, self.dpi, lines, self._read_block)
        return look.lines, (*attempts, *filter(None, [look.attempt]))

    def _read_block(self, grey: Grey, dpi: int) -> tuple[Line, ...]:
        return read_array(grey, self.engine, dpi=dpi, psm=_BLOCK, seconds=self.options.seconds)

    def read_figures(self, blank: Blank, most: int) -> FigureReading:
        """A place in the head as at most so many figures written by hand."""
        return read_cuts(pictures(self.grey, blank), most=most)

    def read_print(self, blank: Blank) -> Word | None:
        """The one word of print in a place of the head; None where it is none, or several."""
        box = crops(self.grey, blank)[0]
        factor = max(1.0, _PRINT_DPI / self.dpi)
        part = cv2.resize(self._part(box), None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC)
        words = [word for line in self._read_one_line(np.asarray(part, dtype=np.uint8), round(self.dpi * factor)) for word in line.words]
        return words[0] if len(words) == 1 else None

    def read_line(self, box: BBox) -> tuple[Line, ...]:
        """A part of the page as one line, its boxes on the page."""
        lines = self._read_one_line(self._part(box), self.dpi)
        return tuple(replace(line, words=tuple(_moved(w, box.left - _PAD, box.top - _PAD) for w in line.words)) for line in lines)

    def _read_one_line(self, part: Grey, dpi: int) -> tuple[Line, ...]:
        """A small picture as one line, white around it: Tesseract loses letters that touch the edge; boxes lie ``_PAD`` too far."""
        part = np.asarray(np.pad(part, _PAD, constant_values=255), dtype=np.uint8)
        return read_array(part, self.engine, dpi=dpi, psm=_LINE, seconds=self.options.seconds)

    def has_ink(self, box: BBox) -> bool:
        """Whether more than dots of a dotted line stand there."""
        part = self._part(box)
        return bool(part.size) and ink_share(part) > 0.01

    def _part(self, box: BBox) -> Grey:
        return self.grey[max(0, box.top) : box.bottom, max(0, box.left) : box.right]

    def _attempt(self, grey: Grey) -> tuple[Line, ...]:
        zones = zones_with_tables(grey, self.dpi, self.grids)
        grey = without_rules(grey, self.grids, self.dpi)
        stacked, starts = stack_zones(grey, zones)
        lines = read_array(stacked, self.engine, dpi=self.dpi, psm=self.options.psm or _BLOCK, seconds=self.options.seconds)
        return drop_rubbish(tuple(_place(line, zones, starts) for line in lines), self.dpi)

    def _describe(self, lines: tuple[Line, ...], how: str = "") -> str:
        return f"psm{self.options.psm or _BLOCK}@{self.dpi}{how} {_mean(lines):.1f}"


def _grey_of(image: PageImage, folder: Path) -> Grey:
    """The page as people see it, in grey."""
    grey = cv2.imread(str(folder / image.colour), cv2.IMREAD_GRAYSCALE)
    if grey is None:
        raise RasterError(f"The picture {image.colour} of page {image.number} is gone.", "Run the document again.")
    return np.asarray(grey, dtype=np.uint8)


def order_lines(lines: tuple[Line, ...], width: int, height: int, dpi: int, grids: tuple[Grid, ...] = ()) -> tuple[Line, ...]:
    """Embedded lines in reading order: the zones are found in a picture of their boxes; a line across a gutter or a rule is cut in two."""
    canvas = np.full((height, width), 255, dtype=np.uint8)
    for line in lines:
        for word in line.words:
            box = word.bbox
            # Boxes of a font reach from ascent to descent and touch those of the next line; letters do not.
            rise = box.height // 5
            canvas[max(0, box.top + rise) : max(0, box.bottom - rise), max(0, box.left) : max(0, box.right)] = 0
    zones = zones_with_tables(canvas, dpi, grids, boxes=True)
    placed: list[tuple[int, Line]] = []
    for line in lines:
        parts: dict[int, list[Word]] = {}
        for word in line.words:
            parts.setdefault(_zone_of(word.bbox, zones), []).append(word)
        placed += [(index, Line(tuple(words), zones[index].column, zones[index].cell)) for index, words in parts.items()]
    return tuple(line for _, line in sorted(placed, key=lambda pair: (pair[0], _row(pair[1], dpi), pair[1].bbox.left)))


def _row(line: Line, dpi: int) -> int:
    """Base line in steps of 2 mm, so that pieces of one printed line sort by their place on it."""
    return round(line.bbox.bottom / (2.0 * dpi / 25.4))


def _zone_of(box: BBox, zones: tuple[Zone, ...]) -> int:
    x, y = box.center
    inside = (i for i, z in enumerate(zones) if z.box.left <= x < z.box.right and z.box.top <= y < z.box.bottom)
    return next(inside, len(zones) - 1)


def _read_stamps(image: PageImage, folder: Path, engine: OcrEngine, options: RecognizeOptions) -> tuple[str, ...]:
    """Words of the urgency stamps on the first page, read from their red ink alone."""
    if image.number != 1 or not image.stamps:
        return ()
    colour = cv2.imread(str(folder / image.colour), cv2.IMREAD_COLOR)
    if colour is None:
        raise RasterError(f"The picture {image.colour} of page {image.number} is gone.", "Run the document again.")
    room = round(_STAMP_ROOM * image.dpi / 25.4)
    found = []
    for box in image.stamps[:_MOST_STAMPS]:
        part = colour[max(0, box.top - room) : box.bottom + room, max(0, box.left - room) : box.right + room, ::-1]
        ink = red_ink(np.asarray(part, dtype=np.uint8))
        stamp = next(filter(None, (_urgency(word, engine, options) for word in words_of(ink))), None) if ink is not None else None
        if stamp and stamp not in found:
            found.append(stamp)
    return tuple(found)


def _read_frames(image: PageImage, grey: Grey, engine: OcrEngine, options: RecognizeOptions) -> tuple[str, ...]:
    """The urgency stamp that was copied in black onto the first page, told by its frame and read letter by letter."""
    room = round(_STAMP_ROOM * image.dpi / 25.4)
    for box in find_frames(grey, image.dpi)[:_MOST_STAMPS] if image.number == 1 else ():
        for word in words_of(grey[max(0, box.top - room) : box.bottom + room, max(0, box.left - room) : box.right + room]):
            if stamp := _urgency(word, engine, options, SURE_LIKENESS):
                return (stamp,)
    return ()


def _urgency(word: Grey, engine: OcrEngine, options: RecognizeOptions, least: float = LEAST_LIKENESS) -> str | None:
    """The urgency that a word says, alone on its line or over two."""
    lines = [line.text for line in read_array(word, engine, dpi=_STAMP_DPI, psm=_BLOCK, seconds=options.seconds)]
    return next((stamp for text in (*lines, " ".join(lines)) if (stamp := urgency_of(text, least))), None)


def read_array(grey: Grey, engine: OcrEngine, *, dpi: int, psm: int, seconds: float) -> tuple[Line, ...]:
    """Read pixels: they go to the engine through a file in the system's temporary folder, which is removed.

    Raises:
        RecognitionError: the engine failed.
        RasterError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="thongbao-") as folder:
        picture = Path(folder) / "page.pgm"
        if not cv2.imwrite(str(picture), grey):
            raise RasterError(f"A picture cannot be written to {folder}.", "Check the free space.")
        return engine.recognize(picture, dpi=dpi, psm=psm, timeout=seconds)


def _place(line: Line, zones: tuple[Zone, ...], starts: tuple[int, ...]) -> Line:
    """Move a line of the stacked picture back to where it stands on the page."""
    middle = line.bbox.center[1]
    index = max((i for i, start in enumerate(starts) if start <= middle), default=0)
    down = zones[index].box.top - starts[index]
    words = tuple(Word(w.text, BBox(w.bbox.left, w.bbox.top + down, w.bbox.right, w.bbox.bottom + down), w.confidence) for w in line.words)
    return Line(words, zones[index].column, zones[index].cell)


def _moved(word: Word, right: int, down: int) -> Word:
    box = word.bbox
    left, top = max(0, box.left + right), max(0, box.top + down)
    return replace(word, bbox=BBox(left, top, max(left + 1, box.right + right), max(top + 1, box.bottom + down)))


def _quality(lines: tuple[Line, ...]) -> float:
    """Mean confidence lowered by what is no word: 0 to 100."""
    words = [w for line in lines for w in line.words]
    return _mean(lines) * sum(is_plausible(w) for w in words) / len(words) if words else 0.0


def _mean(lines: tuple[Line, ...]) -> float:
    scores = [w.confidence for line in lines for w in line.words]
    return sum(scores) / len(scores) if scores else 0.0
