"""A page whose words are no Vietnamese is read the other way: in one column, or turned; two witnesses say which reading is better."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tasks.domain.errors import RecognitionError
from tasks.domain.page import Column, PageNote, PageSource, RecognizedPage
from tasks.ocr.engine import OcrEngine
from tasks.ocr.recognize import RecognizeOptions, recognize_page
from tasks.scan.lit import RED_CHANNEL
from tasks.scan.measure import is_sideways
from tasks.scan.page_files import read_colour, read_grey, write_page
from tasks.scan.prepare import quarter_turns
from tasks.scan.rasterize import PageImage
from tasks.scan.stamps import find_stamps
from tasks.vietnamese.readable import is_rubbish, vietnamese_share

# Readings of one page upright and on its head lie further apart (measured: .95 and .33).
_CLEARLY = 0.2
# Most of what is read of a page on its head is given up line by line: so many lines of print were not read, more than were; or the few
# words that are left are hardly sure (pages that were read rightly have 85 and more).
_UNREAD_LINES, _UNSURE = 3, 60.0


@dataclass(frozen=True, slots=True)
class _Way:
    """Another way to read a page: what it is called, the page as it is read then, and the columns."""

    name: str
    image: PageImage
    folder: Path
    options: RecognizeOptions
    degrees: int = 0


def read_page(image: PageImage, folder: Path, own: Path, engine: OcrEngine, options: RecognizeOptions) -> RecognizedPage:
    """Read a page as :func:`recognize_page` does, and once or twice more where its words are no Vietnamese.

    Another reading is kept only where more of its words are Vietnamese and the recogniser is surer of them too.

    Args:
        image: the page.
        folder: of its pictures.
        own: for the picture of a page that was turned.
        engine: reads.
        options: choices of the user.

    Returns:
        The page; where ``turned`` is not 0, all boxes count pixels of its own picture in ``own``.

    Raises:
        RecognitionError: the engine failed over the page as it lies.
        RasterError: the picture is gone, or the turned one cannot be packed.
        OSError: the turned one cannot be written.
        MissingToolError: the engine is not installed.
    """
    page = recognize_page(image, folder, engine, options)
    if page.source is not PageSource.OCR or not _is_unread(page):
        return page
    attempts, seconds = page.attempts, page.seconds
    for way in _ways(page, image, folder, own, options):
        try:
            found = recognize_page(way.image, way.folder, engine, way.options)
        except RecognitionError as error:
            # What was read first stands, rubbish as it is.
            found, attempts = page, (*attempts, f"{way.name}: {error.code}")
        else:
            attempts, seconds = (*attempts, way.name, *found.attempts), seconds + found.seconds
        better = _is_better(found, page)
        if way.degrees:
            for name in (way.image.grey, *(() if better else (way.image.colour,))):
                (own / name).unlink()
        if better:
            notes = (*found.notes, _note(way.degrees)) if way.degrees else found.notes
            return replace(found, turned=way.degrees, notes=notes, attempts=attempts, seconds=seconds)
    return replace(page, attempts=attempts, seconds=seconds)


def _is_unread(page: RecognizedPage) -> bool:
    """Whether the words of a page are no Vietnamese, or hardly any were read."""
    words = _words(page)
    if vietnamese_share(words) is not None or not words:
        return is_rubbish(words)
    unread = sum(note.code == "ink-unread" for note in page.notes)
    return page.mean_confidence < _UNSURE or unread >= max(_UNREAD_LINES, len(page.lines))


def _is_better(found: RecognizedPage, before: RecognizedPage) -> bool:
    """Whether both the words and the recogniser say so."""
    share = vietnamese_share(_words(found))
    if share is None or is_rubbish(_words(found)):
        return False
    return share >= (vietnamese_share(_words(before)) or 0.0) + _CLEARLY and found.mean_confidence > before.mean_confidence


def _words(page: RecognizedPage) -> list[str]:
    return [word.text for line in page.lines for word in line.words]


def _ways(page: RecognizedPage, image: PageImage, folder: Path, own: Path, options: RecognizeOptions) -> Iterator[_Way]:
    """The other ways in turn: without the columns that it was split into; on its head, or on either side where its lines run so."""
    if any(line.column in (Column.LEFT, Column.RIGHT) for line in page.lines):
        yield _Way("unsplit", image, folder, replace(options, unsplit=True))
    # Of two pages on a sheet each would be turned for itself, and stay on its side of the other.
    if image.half is not None:
        return
    for degrees in (90, 270) if is_sideways(read_grey(folder, image.grey), image.dpi) else (180,):
        yield _Way(f"turned by {degrees}", _turned(image, folder, own, degrees), own, options, degrees)


def _turned(image: PageImage, folder: Path, own: Path, degrees: int) -> PageImage:
    """The page turned clockwise, its pictures in ``own``."""
    grey = quarter_turns(read_grey(folder, image.grey), degrees)
    rgb = quarter_turns(read_colour(folder, image.colour), degrees)
    names = write_page(own, f"turned-{degrees}-{Path(image.grey).stem}", grey, rgb)
    return replace(
        image,
        grey=names[0],
        colour=names[1],
        width=grey.shape[1],
        height=grey.shape[0],
        rotation=(image.rotation + degrees) % 360,
        preparation=(*image.preparation, f"turn {degrees}"),
        stamps=find_stamps(rgb, image.dpi) if RED_CHANNEL in image.preparation else (),
        layer=(),
    )


def _note(degrees: int) -> PageNote:
    return PageNote("orientation-unsure", f"The page was turned by {degrees}° once more: as it lay, its words were no Vietnamese.")
