"""One page picture becomes words in reading order."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from tasks.domain.geometry import BBox
from tasks.domain.national import names_the_nation
from tasks.domain.page import Grid, Line, PageNote, PageSource, RecognizedPage, Word
from tasks.ocr.engine import OcrEngine
from tasks.ocr.grid_rows import part_rows
from tasks.ocr.handwriting import HeadReading, read_head_figures
from tasks.ocr.head_pieces import join_head_pieces
from tasks.ocr.layout import Zone
from tasks.ocr.left_text import LeftReading, red_alone
from tasks.ocr.lone_dashes import with_lone_dashes
from tasks.ocr.lost_symbol import read_lost_symbol
from tasks.ocr.picture_reader import PictureReader, read_array
from tasks.ocr.side_lines import without_margin_lines
from tasks.ocr.sign_strokes import with_told_signs
from tasks.ocr.stamp_word import red_ink, words_of
from tasks.ocr.table_search import rule_groups
from tasks.ocr.tables import zones_with_tables
from tasks.ocr.urgency import LEAST_LIKENESS, SURE_LIKENESS, urgency_of
from tasks.ocr.word_tables import find_word_tables, with_tables
from tasks.scan.grid import grids_of, loose_rules, rubbed_out
from tasks.scan.lit import RED_CHANNEL
from tasks.scan.measure import Grey
from tasks.scan.page_files import read_colour, read_grey
from tasks.scan.rasterize import PageImage
from tasks.scan.rules import find_rules
from tasks.scan.stamps import find_frames

_BLOCK = 6
_MOST_STAMPS = 6
_STAMP_DPI = 200
# Room around a stamp that is taken with it, in millimetres.
_STAMP_ROOM = 1.5


@dataclass(frozen=True, slots=True)
class RecognizeOptions:
    """Choices of the user.

    Attributes:
        psm: Tesseract's page segmentation mode for the whole page; None: the columns are found first, then read as one block.
        seconds: time limit of one reading.
        unsplit: no columns are looked for.
    """

    psm: int | None = None
    seconds: float = 120.0
    unsplit: bool = False


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
        pixels = read_grey(folder, image.grey)
        reader, rules = _reader(pixels, image.dpi, engine, options)
        lines, attempts = reader.read()
        lines, grids = _in_tables(with_lone_dashes(pixels, image.dpi, lines), reader.grids, rules, image.dpi)
        lines, cells = reader.read_cells(lines, grids)
        lines = with_told_signs(pixels, image.dpi, lines)
        stamps = _read_stamps(image, folder, engine, options) or _read_frames(image, pixels, engine, options)
        page = replace(page, grids=grids, stamps=stamps)
        left = _with_red(image, folder, reader, reader.read_left(lines, grids), page)
        lines = left.lines
        attempts += (*cells, *filter(None, [left.attempt]))
        head = HeadReading(lines)
        if image.number == 1 or _may_begin_a_notice(lines, image.height):
            lines = read_lost_symbol(lines, image.dpi, reader.read_line)
            head = read_head_figures(lines, image.dpi, reader.read_figures, reader.has_ink)
        notes = page.notes + head.notes + _still_left(left, head)
        page = replace(page, lines=head.lines, attempts=attempts + head.attempts, notes=notes)
    elif image.source is PageSource.EMBEDDED:
        grey = read_grey(folder, image.colour)
        reader, rules = _reader(grey, image.dpi, engine, options)
        left = LeftReading(image.lines)
        if image.grey:
            left = PictureReader(read_grey(folder, image.grey), image.dpi, engine, seconds=options.seconds).read_left(
                image.lines, reader.grids
            )
        lines, beside = without_margin_lines(left.lines)
        lines = order_lines(lines, image.width, image.height, image.dpi, reader.grids)
        lines, grids = _in_tables(lines, reader.grids, rules, image.dpi)
        head = HeadReading(join_head_pieces(lines))
        if image.number == 1:
            # Signing programs put number and day on the page as pictures, which the text layer does not hold.
            head = read_head_figures(head.lines, image.dpi, reader.read_figures, reader.has_ink, reader.read_print)
        attempts = (*filter(None, [left.attempt]), *head.attempts)
        notes = page.notes + head.notes + beside + _still_left(left, head)
        page = replace(page, lines=head.lines, attempts=attempts, notes=notes, grids=grids)
    return replace(page, seconds=time.monotonic() - started)


def _in_tables(
    lines: tuple[Line, ...], grids: tuple[Grid, ...], rules: tuple[BBox, ...], dpi: int
) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """The lines with those of tables that their words show in cells, and all tables of the page."""
    return part_rows(*with_tables(lines, grids, find_word_tables(lines, rules, dpi)), dpi)


def _reader(grey: Grey, dpi: int, engine: OcrEngine, options: RecognizeOptions) -> tuple[PictureReader, tuple[BBox, ...]]:
    """A reader of a page that knows its ruled tables, and the rules across the page that belong to none of these."""
    rules = find_rules(grey, dpi)
    how = partial(PictureReader, dpi=dpi, engine=engine, psm=options.psm, seconds=options.seconds, unsplit=options.unsplit)
    if rules is None:
        return how(grey), ()
    grids = grids_of(grey, rules, dpi)
    loose = loose_rules(rules, grids)
    parting = tuple(rule for group in rule_groups(loose, dpi) for rule in group)
    # The recogniser takes rules between rows for strokes.
    return how(rubbed_out(grey, rules, parting), grids=grids), loose


def _may_begin_a_notice(lines: Sequence[Line], height: int) -> bool:
    """Whether the country's or the Party's name stands in the upper half of a page."""
    return any(names_the_nation(line.text) for line in lines if line.bbox.center[1] < height / 2)


def _with_red(image: PageImage, folder: Path, reader: PictureReader, left: LeftReading, page: RecognizedPage) -> LeftReading:
    """The reading with the lines in red ink, which was taken out of the page for its seals; urgency stamps that were read are none."""
    if RED_CHANNEL not in image.preparation:
        return left
    apart = image.stamps if page.stamps else ()
    more = reader.read_red(left.lines, page.grids, red_alone(read_colour(folder, image.colour)), apart)
    attempt = "; ".join(filter(None, (left.attempt, more.attempt and f"red {more.attempt}")))
    return LeftReading(more.lines, left.notes + more.notes, attempt)


def _still_left(left: LeftReading, head: HeadReading) -> tuple[PageNote, ...]:
    """Notes on letters that were not read, without those on figures of the head, which have notes of their own."""
    told = [note.bbox for note in head.notes if note.bbox]
    return tuple(note for note in left.notes if not any(note.bbox and _meet(note.bbox, box) for box in told))


def _meet(one: BBox, other: BBox) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


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
    colour = read_colour(folder, image.colour)
    room = round(_STAMP_ROOM * image.dpi / 25.4)
    found = []
    for box in image.stamps[:_MOST_STAMPS]:
        part = colour[max(0, box.top - room) : box.bottom + room, max(0, box.left - room) : box.right + room]
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
