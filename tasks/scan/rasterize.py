"""One page of a file as an upright, prepared picture, with the decision where its words are to come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from tasks.domain.errors import DamagedFileError
from tasks.domain.geometry import BBox
from tasks.domain.page import Half, Line, PageNote, PageSource
from tasks.scan.blocks import PageBlocks
from tasks.scan.embedded import SourceDecision, decide_source
from tasks.scan.left_ink import left_rows
from tasks.scan.limits import Limits
from tasks.scan.lit import LitPage, dark, seen
from tasks.scan.measure import Grey, letter_height, skew_angle
from tasks.scan.moved import Move, moved_lines
from tasks.scan.orientation import find_standing
from tasks.scan.page_files import write_page
from tasks.scan.prepare import (
    drop_specks,
    lay_straight,
    quarter_turns,
    resize_to,
    turn,
)
from tasks.scan.sheet import Sheet, sheets
from tasks.scan.sheet_notes import sheet_notes
from tasks.scan.source import SourceFile
from tasks.scan.spread import find_gutter, half_of
from tasks.scan.stamps import find_stamps

_LEAST_SKEW = 0.1
_FINEST, _MOST_GROWN, _USUAL, _COARSEST = 300, 225, 200, 175
_LETTER_PIXELS, _NEAR = 17.0, 0.2
# Single marks without a word are ticks, bullets and logos, but where they stand on a line, so many of its heights from a word at most.
_FEWEST_MARKS, _SPACES = 2, 4.0


@dataclass(frozen=True, slots=True)
class RasterOptions:
    """Choices of the user.

    Attributes:
        dpi: resolution to read at; None: chosen by the height of the text.
        force_ocr: read the picture even where the PDF holds good text.
        tesseract: program for orientation detection.
    """

    dpi: int | None = None
    force_ocr: bool = False
    tesseract: str = "tesseract"


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page ready to be read. All boxes count the pixels of both pictures.

    Attributes:
        number: 1-based.
        grey: file name of the prepared picture for the recogniser; "" for a page that its text layer holds all of.
        colour: file name of the upright picture for people.
        width: pixels.
        height: pixels.
        dpi: of both pictures.
        source: where the words are to come from.
        source_reason: why.
        lines: embedded text, where that is the source.
        rotation: degrees clockwise by which the page was turned.
        skew: degrees counter-clockwise by which it was straightened.
        preparation: operations applied, in order, with their main figure.
        notes: doubts met.
        stamps: boxes of red marks that may be urgency stamps.
        layer: embedded text of a page that is to be read, where it stands on the ink but is no readable Vietnamese.
        sheet: page of the file that it is or lies on, 1-based.
        half: of the sheet, where two pages lie on it.
    """

    number: int
    grey: str
    colour: str
    width: int
    height: int
    dpi: int
    source: PageSource
    source_reason: str
    lines: tuple[Line, ...] = ()
    rotation: int = 0
    skew: float = 0.0
    preparation: tuple[str, ...] = ()
    notes: tuple[PageNote, ...] = ()
    stamps: tuple[BBox, ...] = ()
    layer: tuple[Line, ...] = ()
    sheet: int = 0
    half: Half | None = None


def rasterize_sheet(
    source: SourceFile, number: int, folder: Path, options: RasterOptions, blocks: PageBlocks | None = None
) -> tuple[PageImage, ...]:
    """Turn sheet ``number`` (1-based) of a file into pixels, prepare it and write its pictures into ``folder``.

    Args:
        source: the file.
        number: of the sheet.
        folder: for the pictures.
        options: choices of the user.
        blocks: of ``source``, shared by whoever works on several of its pages.

    Returns:
        The page, or the left and the right one of a spread; both bear the number of their sheet (see :func:`numbered`).

    Raises:
        RasterError: the renderer failed, or a picture could not be packed.
        OSError: a picture could not be written.
        MissingToolError: poppler is not installed.
        DamagedFileError: a picture file cannot be decoded.
    """
    sheet, lit, decision = _decide(source, number, folder, options, blocks or PageBlocks(source))
    grey, steps, notes = lit.grey, list(lit.steps), list(sheet_notes(sheet, decision.source))
    rotation, gutter = 0, None
    if decision.lacks_words:
        grey = _as_shown(sheet, lit)
    if decision.source is PageSource.OCR:
        grey = dark(grey, steps)
        grey, rotation = _upright(grey, sheet.dpi, options, source.limits, notes=notes, steps=steps)
        gutter = find_gutter(grey, sheet.dpi)
    upright = _Upright(number, sheet, lit, decision, rotation, tuple(steps), tuple(notes), source.limits.max_page_pixels)
    if gutter is None:
        return (_page(upright, grey, folder, options, None),)
    halves = (("left", grey[:, :gutter], (0.0, gutter / grey.shape[1])), ("right", grey[:, gutter:], (gutter / grey.shape[1], 1.0)))
    return tuple(_page(upright, np.ascontiguousarray(own), folder, options, Half(side, *part)) for side, own, part in halves)


def numbered(sheets_of_pages: Iterable[Sequence[PageImage]]) -> tuple[PageImage, ...]:
    """The pages of all sheets in order, counted on; where no sheet holds two, a page has the number of its sheet."""
    return tuple(replace(page, number=number) for number, page in enumerate((p for pages in sheets_of_pages for p in pages), 1))


def check_shown(pages: Sequence[PageImage], name: str) -> None:
    """Refuse a file of which nothing can be shown.

    Raises:
        DamagedFileError: every page is blank, since it is damaged.
    """
    damaged = {"page-broken", "structure-damaged"}
    if all(page.source is PageSource.BLANK for page in pages) and any(note.code in damaged for page in pages for note in page.notes):
        raise DamagedFileError(f"{name} is damaged beyond reading: none of its pages can be shown.", "Copy or scan it again.")


@dataclass(frozen=True, slots=True)
class _Upright:
    """A sheet that stands upright: its number, what it came from, how it was turned, the operations until then, and a limit."""

    number: int
    sheet: Sheet
    lit: LitPage
    decision: SourceDecision
    rotation: int
    steps: tuple[str, ...]
    notes: tuple[PageNote, ...]
    most_pixels: int


def _page(upright: _Upright, grey: Grey, folder: Path, options: RasterOptions, half: Half | None) -> PageImage:
    """A sheet, or one half of it, made fit to be read."""
    number, sheet, decision, rotation = upright.number, upright.sheet, upright.decision, upright.rotation
    steps = list(upright.steps)
    skew, target = 0.0, sheet.dpi
    if half is not None:
        steps.append(f"{half.side} half")
    if decision.source is PageSource.OCR:
        target = options.dpi or reading_dpi(grey, sheet.dpi)
        target = target if grey.size * (target / sheet.dpi) ** 2 <= upright.most_pixels else sheet.dpi
        grey = resize_to(grey, sheet.dpi, target)
        grey, skew = _straight(grey, target, steps)
        grey = drop_specks(grey, target)
        steps.append(f"dpi {sheet.dpi}" if target == sheet.dpi else f"dpi {sheet.dpi} to {target}")
    shape = (grey.shape[0], grey.shape[1])
    people = quarter_turns(sheet.stamped(target) if sheet.stamped else sheet.rgb, rotation)
    rgb = lay_straight(half_of(people, half) if half else people, shape, skew)
    is_read = decision.source is PageSource.OCR or decision.lacks_words
    names = write_page(folder, f"page-{number:04d}" + (f"-{half.side}" if half else ""), grey if is_read else None, rgb)
    move = Move(sheet.rgb.shape[1], sheet.rgb.shape[0], rotation, target / sheet.dpi, skew)
    return PageImage(
        number,
        *names,
        width=shape[1],
        height=shape[0],
        dpi=target,
        source=decision.source,
        source_reason=decision.reason,
        lines=sheet.lines if decision.source is PageSource.EMBEDDED else (),
        rotation=rotation,
        skew=skew,
        preparation=tuple(steps),
        notes=upright.notes,
        stamps=find_stamps(rgb, target) if upright.lit.is_colourful else (),
        layer=moved_lines(sheet.lines, move) if decision.faulty_layer and half is None else (),
        sheet=number,
        half=half,
    )


def reading_dpi(grey: Grey, dpi: int) -> int:
    """Resolution at which Tesseract reads the page best for its cost.

    Small letters of about 17 pixels are read best (measured from 14 to 25 on clean, noisy, faxed and coarse scans); finer costs time only.
    A scan that comes within a fifth of that is read at its own pixels, since resampling blurs. Never finer than 300 dpi; a scan of less
    than 225 dpi is grown to 225 at most, since what the scanner did not see is not won back.
    """
    height = letter_height(grey, dpi)
    wanted = _LETTER_PIXELS / height * 72.0 if height else float(_USUAL)
    if _COARSEST <= dpi <= _FINEST and abs(dpi / wanted - 1.0) < _NEAR:
        return dpi
    most = max(_MOST_GROWN, min(_FINEST, dpi))
    return int(max(_COARSEST, min(most, round(wanted / 25.0) * 25)))


def _decide(
    source: SourceFile, number: int, folder: Path, options: RasterOptions, blocks: PageBlocks
) -> tuple[Sheet, LitPage, SourceDecision]:
    """The sheet to work on, lit, and where its words are to come from: the first sheet that need not be read, else the finest."""
    with closing(sheets(source, number, folder, blocks, force_ocr=options.force_ocr)) as offered:
        for offer in offered:
            sheet, lit = seen(offer)
            decision = decide_source(sheet.lines, lit.grey, fault=sheet.fault, force_ocr=options.force_ocr)
            decision = replace(decision, lacks_words=decision.source is PageSource.EMBEDDED and _shows_more(sheet, _as_shown(sheet, lit)))
            if decision.source is not PageSource.OCR and not decision.lacks_words:
                break
    return sheet, lit, decision


def _as_shown(sheet: Sheet, lit: LitPage) -> Grey:
    """A page whose text layer is taken, red stamps and titles too; only a scan's picture is lit."""
    return lit.grey if sheet.is_picture or not lit.is_colourful else np.asarray(cv2.cvtColor(sheet.rgb, cv2.COLOR_RGB2GRAY), np.uint8)


def _shows_more(sheet: Sheet, grey: Grey) -> bool:
    """Whether a page shows letters that its text layer lacks: numbers, days and text put on as pictures."""
    known = [word.bbox for line in sheet.lines for word in line.words]
    rows = left_rows(grey, sheet.dpi, known)
    return any(row.is_print and (row.marks >= _FEWEST_MARKS or _is_beside(row.box, known)) for row in rows)


def _is_beside(box: BBox, known: Sequence[BBox]) -> bool:
    """Whether a single mark stands on the line of a word and is as high as its letters."""
    return any(
        own.top <= box.center[1] < own.bottom
        and 2 * box.height >= own.height
        and max(box.left - own.right, own.left - box.right) <= _SPACES * own.height
        for own in known
    )


def _upright(grey: Grey, dpi: int, options: RasterOptions, limits: Limits, *, notes: list[PageNote], steps: list[str]) -> tuple[Grey, int]:
    standing = find_standing(grey, dpi, options.tesseract, limits)
    if standing.warning:
        notes.append(PageNote("orientation-unsure", f"The page may lie the wrong way up: {standing.warning}."))
    if standing.degrees:
        steps.append(f"turn {standing.degrees}")
    return quarter_turns(grey, standing.degrees), standing.degrees


def _straight(grey: Grey, dpi: int, steps: list[str]) -> tuple[Grey, float]:
    skew = skew_angle(grey, dpi)
    if abs(skew) < _LEAST_SKEW:
        return grey, 0.0
    steps.append(f"deskew {skew:.2f}")
    return turn(grey, skew), skew
