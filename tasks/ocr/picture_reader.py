"""One page picture, or parts of it, read by the engine."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from tasks.domain.errors import RasterError
from tasks.domain.geometry import BBox
from tasks.domain.page import Grid, Line, Word
from tasks.ocr.blanks import Blank
from tasks.ocr.cuts import crops, pictures
from tasks.ocr.engine import OcrEngine
from tasks.ocr.figures import FigureReading, read_cuts
from tasks.ocr.layout import Zone, stack_zones
from tasks.ocr.left_text import LeftPage, LeftReading, read_left_text
from tasks.ocr.lone_cells import read_lone_cells
from tasks.ocr.pixels import SUFFIX, packed
from tasks.ocr.rubbish import drop_rubbish, is_plausible
from tasks.ocr.second_look import look_again
from tasks.ocr.tables import zones_with_tables
from tasks.scan.grid import without_rules
from tasks.scan.measure import Grey, ink_share
from tasks.scan.prepare import smooth_noise, whiten

_BLOCK, _LINE = 6, 7
_PAD = 20
# Figures of pages that were not read are grown to what the recogniser reads best.
_PRINT_DPI = 220
_ENOUGH_WORDS = 20
# Clean pages have 85 to 95; pages of which a tenth of the letters is wrong have about 70.
_LOW = 70.0


@dataclass(frozen=True, slots=True)
class PictureReader:
    """One picture and how it is to be read.

    Attributes:
        grey: the page.
        dpi: of the page and of all boxes.
        engine: reads.
        psm: page segmentation mode for the whole page, see ``RecognizeOptions``.
        seconds: time limit of one reading.
        grids: its ruled tables.
        unsplit: no columns are looked for.
    """

    grey: Grey
    dpi: int
    engine: OcrEngine
    psm: int | None = None
    seconds: float = 120.0
    grids: tuple[Grid, ...] = ()
    unsplit: bool = False

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
        return read_array(grey, self.engine, dpi=dpi, psm=_BLOCK, seconds=self.seconds)

    def read_cells(self, lines: tuple[Line, ...], grids: tuple[Grid, ...]) -> tuple[tuple[Line, ...], tuple[str, ...]]:
        """The lines with cells of tables read for themselves where they have ink and no words, or a doubtful figure."""
        if not grids:
            return lines, ()
        found = read_lone_cells(self.grey, self.dpi, lines, grids, self._read_lines)
        better = len(set(found) - set(lines))
        return found, (f"psm{_LINE}@{self.dpi} lone cells, {better} better",) if better else ()

    def read_left(self, lines: tuple[Line, ...], grids: tuple[Grid, ...]) -> LeftReading:
        """The lines with those that the page shows and that were passed over."""
        return read_left_text(LeftPage(self.grey, self.dpi, grids), lines, self._read_lines)

    def read_red(self, lines: tuple[Line, ...], grids: tuple[Grid, ...], ink: Grey, apart: tuple[BBox, ...]) -> LeftReading:
        """The lines with those that its red ink shows beside the places ``apart``."""
        return read_left_text(LeftPage(ink, self.dpi, grids, apart), lines, self._read_lines)

    def _read_lines(self, parts: Sequence[Grey], dpi: int) -> Sequence[tuple[Line, ...]]:
        return read_arrays(parts, self.engine, dpi=dpi, psm=_LINE, seconds=self.seconds)

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
        padded = np.asarray(np.pad(part, _PAD, constant_values=255), dtype=np.uint8)
        return read_array(padded, self.engine, dpi=dpi, psm=_LINE, seconds=self.seconds)

    def has_ink(self, box: BBox) -> bool:
        """Whether more than dots of a dotted line stand there."""
        part = self._part(box)
        return bool(part.size) and ink_share(part) > 0.01

    def _part(self, box: BBox) -> Grey:
        return self.grey[max(0, box.top) : box.bottom, max(0, box.left) : box.right]

    def _attempt(self, grey: Grey) -> tuple[Line, ...]:
        zones = zones_with_tables(grey, self.dpi, self.grids, unsplit=self.unsplit)
        grey = without_rules(grey, self.grids, self.dpi)
        stacked, starts = stack_zones(grey, zones)
        lines = read_array(stacked, self.engine, dpi=self.dpi, psm=self.psm or _BLOCK, seconds=self.seconds)
        return drop_rubbish(tuple(_place(line, zones, starts) for line in lines), self.dpi)

    def _describe(self, lines: tuple[Line, ...], how: str = "") -> str:
        return f"psm{self.psm or _BLOCK}@{self.dpi}{how} {_mean(lines):.1f}"


def read_array(grey: Grey, engine: OcrEngine, *, dpi: int, psm: int, seconds: float) -> tuple[Line, ...]:
    """Read pixels: they go to the engine through a file in the system's temporary folder, which is removed.

    Raises:
        RecognitionError: the engine failed.
        RasterError: the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="thongbao-") as folder:
        picture = Path(folder) / f"page{SUFFIX}"
        _put(picture, grey, dpi)
        return engine.recognize(picture, dpi=dpi, psm=psm, timeout=seconds)


def read_arrays(parts: Sequence[Grey], engine: OcrEngine, *, dpi: int, psm: int, seconds: float) -> tuple[tuple[Line, ...], ...]:
    """Read several pictures in one run of the engine, as :func:`read_array` reads one.

    Raises:
        RecognitionError: the engine failed.
        RasterError: a file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="thongbao-") as folder:
        files = [Path(folder) / f"{number:04d}{SUFFIX}" for number in range(len(parts))]
        for file, part in zip(files, parts, strict=True):
            _put(file, part, dpi)
        return engine.recognize_each(files, dpi=dpi, psm=psm, timeout=seconds)


def _put(file: Path, grey: Grey, dpi: int) -> None:
    """Write a picture for the engine.

    Raises:
        RasterError: it cannot be written.
    """
    try:
        file.write_bytes(packed(grey, dpi))
    except OSError as error:
        raise RasterError(f"A picture cannot be written to {file.parent}.", "Check the free space.") from error


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
