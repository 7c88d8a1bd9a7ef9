"""Tables on made pages: found, invented, their cells in the right places with the right text, and what they cost.

Usage: python -m benchmarks.table_pages [--kinds scan pdf] [--only WORD] [--show]

Every page is drawn as a scan and set as a born-digital PDF (``benchmarks.made_tables``), and read as the program reads it. A cell is
placed right with its row and column, spanned right with those it reaches to as well; its text is right when one character in twenty
differs at most, none where it holds a figure or is as short as one.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from benchmarks.drawn_pages import DrawnPage, TrueCell, TrueTable, boxes_of, digital_pdf, scanned_pdf
from benchmarks.made_tables import made_pages, pages_without
from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText
from tasks.domain.page import Grid, RecognizedPage
from tasks.ocr.recognize import RecognizeOptions, recognize_page
from tasks.ocr.tesseract import TesseractEngine
from tasks.scan.limits import Limits
from tasks.scan.rasterize import RasterOptions, rasterize_sheet
from tasks.scan.source import open_source
from tasks.text.clean import clean_pages
from tasks.text.model import load_model

_MAKERS = {"scan": scanned_pdf, "pdf": digital_pdf}
_MOST_WRONG = 0.05


@dataclass(frozen=True, slots=True)
class Reading:
    """A page as read, its clean text, and the seconds that reading took."""

    page: RecognizedPage
    clean: CleanText
    seconds: float


def read(page: DrawnPage, kind: str, folder: Path) -> Reading:
    """Make a page and read it."""
    path = folder / "page.pdf"
    _MAKERS[kind](page, path)
    limits = Limits()
    (image,) = rasterize_sheet(open_source(path, limits), 1, folder, RasterOptions())
    started = time.monotonic()
    found = recognize_page(image, folder, TesseractEngine("tesseract", "vie", limits.memory_bytes), RecognizeOptions())
    seconds = time.monotonic() - started
    return Reading(found, clean_pages([found], load_model()).clean, seconds)


def judged(page: DrawnPage, reading: Reading, show: bool) -> Counter[str]:
    """Counts of tables and cells of one page."""
    counts = Counter[str](tables=len(page.tables), found=0, invented=0)
    left = list(reading.page.grids)
    for table in page.tables:
        own = max(left, key=lambda grid: _shared(grid.box, boxes_of(table, reading.page.dpi)), default=None)
        if own is None or _shared(own.box, boxes_of(table, reading.page.dpi)) < 0.5:
            counts["cells"] += sum(1 for cell in table.cells if cell.text)
            counts["figures"] += sum(1 for cell in table.cells if _is_exact(cell.text))
            continue
        left.remove(own)
        counts["found"] += 1
        counts += _cells(table, own, reading.clean, show)
    counts["invented"] += len(left)
    return counts


def _cells(table: TrueTable, grid: Grid, clean: CleanText, show: bool) -> Counter[str]:
    number = grid.cells[0][0].table if grid.cells else 0
    texts: dict[tuple[int, int], str] = {}
    for line in clean.lines:
        if line.cell is not None and line.cell.table == number:
            place = (line.cell.row, line.cell.column)
            texts[place] = f"{texts.get(place, '')} {line.span.of(clean.text)}".strip()
    spans = {(cell.row, cell.column): (cell.last_row, cell.width) for cell, _ in grid.cells}
    counts = Counter[str]()
    for cell in table.cells:
        if not cell.text:
            counts["empty"] += 1
            counts["empty right"] += (cell.row, cell.column) in spans and (cell.row, cell.column) not in texts
            continue
        place = (cell.row, cell.column)
        right = _is_right(cell, texts.get(place, ""))
        counts["cells"] += 1
        counts["placed"] += place in spans
        counts["spanned"] += spans.get(place) == (cell.last_row, cell.width)
        counts["read"] += right
        if _is_exact(cell.text):
            counts["figures"] += 1
            counts["figures read"] += right
        if show and not (right and spans.get(place) == (cell.last_row, cell.width)):
            print(f"      {place} to {(cell.last_row, cell.width)} is {spans.get(place)}: “{cell.text}” read “{texts.get(place)}”")
    return counts


def _is_right(cell: TrueCell, text: str) -> bool:
    text = " ".join(text.split())
    if _is_exact(cell.text):
        # A cross is one, small or large.
        return text == cell.text or text.casefold() == cell.text.casefold() == "x"
    return Levenshtein.distance(text, cell.text) <= _MOST_WRONG * len(cell.text)


def _is_exact(text: str) -> bool:
    return bool(text) and (len(text) <= 2 or all(c.isdigit() or c in ".,-%()/" for c in text))


def _shared(box: BBox, other: BBox) -> float:
    """Shared part of two boxes against the larger."""
    across = min(box.right, other.right) - max(box.left, other.left)
    down = min(box.bottom, other.bottom) - max(box.top, other.top)
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / max(box.width * box.height, other.width * other.height)


def _line(name: str, counts: Counter[str]) -> str:
    parts = [f"found {counts['found']} of {counts['tables']}", f"invented {counts['invented']}"]
    parts += [f"{what} {counts[what]}/{counts['cells']}" for what in ("placed", "spanned", "read") if counts["cells"]]
    if counts["figures"]:
        parts.append(f"figures {counts['figures read']}/{counts['figures']}")
    return f"{name:<58} {', '.join(parts)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Read all pages and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="+", choices=sorted(_MAKERS), default=sorted(_MAKERS, reverse=True))
    parser.add_argument("--only", default="")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    for kind in options.kinds:
        total = Counter[str]()
        seconds = {True: [0.0], False: [0.0]}
        for page in (*made_pages(), *pages_without()):
            if options.only not in page.kind:
                continue
            with tempfile.TemporaryDirectory() as name:
                reading = read(page, kind, Path(name))
            counts = judged(page, reading, options.show)
            seconds[bool(page.tables)].append(reading.seconds)
            total += counts
            print(_line(f"{kind}: {page.kind}", counts), f"{reading.seconds:.1f} s", flush=True)
        print(_line(f"{kind}: ALL", total))
        times = f"seconds a page with {_mean(seconds[True]):.2f}, without {_mean(seconds[False]):.2f}"
        print(f"{kind}: empty cells empty {total['empty right']}/{total['empty']}; {times}")
    return 0


def _mean(values: Sequence[float]) -> float:
    return sum(values) / max(1, len(values) - 1)


if __name__ == "__main__":
    raise SystemExit(main())
