"""Pages with ruled tables drawn as a scanner might give them: upright or on their side, slightly turned, noised, at 200 dpi."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from benchmarks.rendered import FONT, wrap
from benchmarks.task_documents import ABOVE, FOOT, LEFT, NATION, NEW_LINE, SIGNED, TaskDocument

DPI = 200
SHORT, LONG = int(8.27 * DPI), int(11.69 * DPI)
MARGIN = int(0.8 * DPI)
PAD = 10
"""Pixels between a rule and the words."""
_DAY = time.gmtime(0)
"""A scan has the same bytes whenever it is drawn, so that its text can be kept."""


def draw_scan(document: TaskDocument, path: Path) -> None:
    """Write the scan of a document; the same document gives the same bytes."""
    draw = random.Random(document.name)
    pages = [_scanned(page, draw) for page in _drawn(document)]
    path.parent.mkdir(parents=True, exist_ok=True)
    first, *rest = pages
    first.save(path, save_all=True, append_images=rest, resolution=DPI, quality=80, creationDate=_DAY, modDate=_DAY)


def _drawn(document: TaskDocument) -> list[Image.Image]:
    last = len(document.before) - 1
    pages: list[Sheet] = []
    top = MARGIN
    for number, lines in enumerate(document.before):
        sheet = Sheet(landscape=document.landscape and number == last and number > 0)
        top = sheet.head(document) if number == 0 else MARGIN
        top = sheet.lines(lines, top)
        pages.append(sheet)
    for number, rows in enumerate(document.table):
        if number:
            pages.append(Sheet(landscape=document.landscape))
            top = MARGIN
        top = pages[-1].table(rows, top + 20, _widths(document, pages[-1].width - 2 * MARGIN))
    if top > pages[-1].height - 3 * MARGIN:
        pages.append(Sheet(landscape=False))
        top = MARGIN
    pages[-1].foot(top + 40)
    return [page.image for page in pages]


class Sheet:
    """One page."""

    def __init__(self, *, landscape: bool) -> None:
        """An empty page, upright or on its side."""
        self.width, self.height = (LONG, SHORT) if landscape else (SHORT, LONG)
        self.image = Image.new("L", (self.width, self.height), 255)
        self._pen = ImageDraw.Draw(self.image)

    def head(self, document: TaskDocument) -> int:
        """Draw both columns of the head and the title; gives where what follows begins."""
        left, right = self.width * 0.3, self.width * 0.68
        places = [(left, self._centred([*document.issuer, f"Số: {document.symbol}"], left)), (right, self._centred(NATION, right))]
        self._text(document.day, right, places[1][1] + 10, "Italic")
        top = max(top for _, top in places) + 90
        for line in document.title:
            self._text(line, self.width / 2, top, "Bold")
            top += 44
        return top + 30

    def lines(self, lines: Sequence[str], top: int) -> int:
        """Draw paragraphs; gives where what follows begins."""
        font = _font("Regular", 13)
        for line in lines:
            for text in wrap(line, font, 80, self.width - 2 * MARGIN):
                self._pen.text((MARGIN, top), text, font=font, fill=20)
                top += 46
            top += 16
        return top

    def foot(self, top: int) -> None:
        """Draw receivers and signature."""
        font = _font("Regular", 11)
        for number, line in enumerate(FOOT.splitlines()):
            self._pen.text((MARGIN, top + 36 * number), line, font=font, fill=20)
        self._centred(SIGNED.splitlines(), self.width * 0.75, top)

    def table(self, rows: Sequence[Sequence[str]], top: int, widths: Sequence[int]) -> int:
        """Draw a table with all its rules; gives where what follows begins."""
        lefts = [MARGIN + sum(widths[:column]) for column in range(len(widths) + 1)]
        heights = [max(_height(cell, widths[c]) for c, cell in enumerate(_padded(row, len(widths)))) for row in rows]
        tops = [top + sum(heights[:row]) for row in range(len(rows) + 1)]
        for number, row in enumerate(rows):
            cells = _padded(row, len(widths))
            for column, cell in enumerate(cells):
                self._cell(rows, (number, column), lefts, tops, len(widths))
                if cell not in {ABOVE, LEFT, ""}:
                    room = lefts[_right(cells, column)] - lefts[column]
                    self._words(cell, lefts[column] + PAD, tops[number] + PAD, room - 2 * PAD, bold=number == 0)
        self._pen.line([(lefts[0], tops[-1]), (lefts[-1], tops[-1])], fill=0, width=3)
        self._pen.line([(lefts[-1], tops[0]), (lefts[-1], tops[-1])], fill=0, width=3)
        return tops[-1]

    def _cell(self, rows: Sequence[Sequence[str]], place: tuple[int, int], lefts: Sequence[int], tops: Sequence[int], width: int) -> None:
        row, column = place
        cell = _padded(rows[row], width)[column]
        if cell != ABOVE or row == 0:
            self._pen.line([(lefts[column], tops[row]), (lefts[column + 1], tops[row])], fill=0, width=3)
        if cell != LEFT:
            self._pen.line([(lefts[column], tops[row]), (lefts[column], tops[row + 1])], fill=0, width=3)

    def _words(self, cell: str, left: int, top: int, room: int, *, bold: bool) -> None:
        font = _font("Bold" if bold else "Regular", 12)
        for line in _wrapped(cell, font, room):
            self._pen.text((left, top), line, font=font, fill=20)
            top += 40

    def _centred(self, lines: Sequence[str], middle: float, top: int = MARGIN) -> int:
        for line in lines:
            self._text(line, middle, top, "Regular" if line.startswith("Số") else "Bold")
            top += 44
        return top

    def _text(self, line: str, middle: float, top: int, face: str) -> None:
        font = _font(face, 12)
        self._pen.text((middle - font.getlength(line) / 2, top), line, font=font, fill=20)


def _padded(row: Sequence[str], width: int) -> list[str]:
    """All cells of a row; a row of a title reaches to the right edge."""
    return [*row, *([LEFT] * (width - len(row)))] if len(row) <= 2 < width else [*row, *([""] * (width - len(row)))]


def _right(cells: Sequence[str], column: int) -> int:
    """The column behind the last that a cell reaches into."""
    column += 1
    while column < len(cells) and cells[column] == LEFT:
        column += 1
    return column


def _height(cell: str, width: int) -> int:
    return 2 * PAD + 40 * (len(_wrapped(cell, _font("Regular", 12), width - 2 * PAD)) if cell not in {ABOVE, LEFT, ""} else 1)


def _wrapped(cell: str, font: ImageFont.FreeTypeFont, room: float) -> list[str]:
    return [line for part in cell.split(NEW_LINE) for line in wrap(part, font, 0, room)]


def _widths(document: TaskDocument, room: int) -> list[int]:
    """Widths of the columns: at least the longest word, the rest shared by how much stands in them."""
    rows = [row for page in document.table for row in page]
    count = max(len(row) for row in rows)
    font = _font("Bold", 12)
    cells = [[row[column] for row in rows if column < len(row) and len(row) > 2] for column in range(count)]
    least = [
        max(font.getlength(word) for cell in column for word in [*cell.replace(NEW_LINE, " ").split(), "XX"]) + 2 * PAD + 6
        for column in cells
    ]
    wanted = [max(len(cell) for cell in column) ** 0.75 for column in cells]
    spare = max(0, room - sum(least))
    return [int(low + spare * share / sum(wanted)) for low, share in zip(least, wanted, strict=True)]


def _scanned(page: Image.Image, draw: random.Random) -> Image.Image:
    """The page turned by up to 0.6 degrees, blurred and noised."""
    turned = page.filter(ImageFilter.GaussianBlur(0.6)).rotate(draw.uniform(-0.6, 0.6), Image.Resampling.BICUBIC, fillcolor=255)
    noise = np.random.default_rng(draw.randrange(2**32)).normal(0, 7, (turned.height, turned.width))
    pixels = np.asarray(turned, dtype=np.float32) * 0.93 + 8 + noise
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT.format(face), round(size * DPI / 72))
