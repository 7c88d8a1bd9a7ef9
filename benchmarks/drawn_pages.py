"""Pages made of text, rules and shades at known places: drawn as a scanner sees them, or set as a born-digital PDF."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from fpdf import FPDF
from PIL import Image, ImageDraw, ImageFont

from tasks.domain.geometry import BBox
from tasks.scan.measure import Grey

_FACES = "/usr/share/fonts/truetype/liberation2/LiberationSerif-{}.ttf"
_INCH, _POINT = 25.4, 25.4 / 72
# Dashes and dots of word processors at their usual widths, in millimetres: mark and gap.
_STEPS = {"dashed": (1.1, 0.8), "dotted": (0.35, 0.45)}


@dataclass(frozen=True, slots=True)
class Text:
    """Words in one line; ``left`` and ``top`` in millimetres, ``size`` in points."""

    left: float
    top: float
    text: str
    size: float = 13.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line from one point to another, in millimetres; ``style`` is solid, dashed or dotted, ``grey`` from 0 (black)."""

    left: float
    top: float
    right: float
    bottom: float
    thick: float = 0.25
    style: str = "solid"
    grey: int = 20


@dataclass(frozen=True, slots=True)
class Shade:
    """A filled box, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float
    grey: int = 215


Mark = Text | Rule | Shade


@dataclass(frozen=True, slots=True)
class TrueCell:
    """What stands in a cell of a drawn table; empty cells have no text."""

    row: int
    column: int
    last_row: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class TrueTable:
    """A drawn table: its cells, and its box in millimetres."""

    cells: tuple[TrueCell, ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page and what is on it.

    Attributes:
        kind: what it stands for.
        marks: in drawing order.
        tables: from top to bottom, none on a page that only looks as if it had one.
        wide: landscape.
        dpi: of its scan.
        skew: degrees clockwise that it lies askew.
        noise: spread of the scanner's noise in grey levels.
        broken: share of the rules' pixels that the scanner lost.
        shuffled: whether the PDF's words come in an odd order.
    """

    kind: str
    marks: tuple[Mark, ...]
    tables: tuple[TrueTable, ...] = ()
    wide: bool = False
    dpi: int = 200
    skew: float = 0.0
    noise: float = 0.0
    broken: float = 0.0
    shuffled: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in millimetres (A4)."""
        return (297.0, 210.0) if self.wide else (210.0, 297.0)


@lru_cache(maxsize=64)
def face(bold: bool, pixels: int) -> ImageFont.FreeTypeFont:
    """The face at a height in pixels."""
    return ImageFont.truetype(_FACES.format("Bold" if bold else "Regular"), pixels)


def wide_of(text: str, size: float, bold: bool = False) -> float:
    """Width in millimetres."""
    return face(bold, 200).getlength(text) / 200 * size * _POINT


def drawn(page: DrawnPage, seed: int = 1) -> Grey:
    """The page as a scan."""
    scale = page.dpi / _INCH
    random = np.random.default_rng(seed)
    shape = (round(page.size[1] * scale), round(page.size[0] * scale))
    sheet = Image.new("L", (shape[1], shape[0]), 255)
    draw = ImageDraw.Draw(sheet)
    for mark in page.marks:
        if isinstance(mark, Shade):
            draw.rectangle((mark.left * scale, mark.top * scale, mark.right * scale, mark.bottom * scale), fill=mark.grey)
    rules = Image.new("L", sheet.size, 255)
    ruler = ImageDraw.Draw(rules)
    for mark in page.marks:
        if isinstance(mark, Rule):
            for part in _parts(mark):
                thick = max(1, round(mark.thick * scale))
                ruler.line([value * scale for value in part], fill=mark.grey, width=thick)
    ruled = np.asarray(rules).copy()
    if page.broken:
        # A scanner loses short pieces of thin rules, not single pixels.
        lost = (
            cv2.resize(random.random((shape[0] // 6, shape[1] // 6)), (shape[1], shape[0]), interpolation=cv2.INTER_NEAREST) < page.broken
        )
        ruled[lost] = 255
    sheet = Image.fromarray(np.minimum(np.asarray(sheet), ruled))
    draw = ImageDraw.Draw(sheet)
    for mark in page.marks:
        if isinstance(mark, Text):
            pixels = round(mark.size * page.dpi / 72)
            draw.text((mark.left * scale, mark.top * scale), mark.text, font=face(mark.bold, pixels), fill=15)
    grey = np.asarray(sheet).copy()
    if page.skew:
        turn = cv2.getRotationMatrix2D((shape[1] / 2, shape[0] / 2), -page.skew, 1)
        grey = np.asarray(cv2.warpAffine(grey, turn, (shape[1], shape[0]), flags=cv2.INTER_CUBIC, borderValue=(255,)), np.uint8)
    if page.noise:
        soft = cv2.GaussianBlur(grey, (0, 0), 0.6).astype(np.float32)
        grey = np.clip(soft + random.normal(0, page.noise, shape), 0, 255).astype(np.uint8)
    return np.asarray(grey, np.uint8)


def scanned_pdf(page: DrawnPage, path: Path) -> None:
    """The page as a PDF of one picture, as scanners make them."""
    picture = path.with_suffix(".png")
    cv2.imwrite(str(picture), drawn(page))
    pdf = _pdf(page)
    pdf.image(str(picture), 0, 0, *page.size)
    pdf.output(str(path))
    picture.unlink()


def digital_pdf(page: DrawnPage, path: Path) -> None:
    """The page as a born-digital PDF; where it is shuffled, word by word in an order that is nobody's."""
    pdf = _pdf(page)
    texts = []
    for mark in page.marks:
        if isinstance(mark, Shade):
            pdf.set_fill_color(mark.grey)
            pdf.rect(mark.left, mark.top, mark.right - mark.left, mark.bottom - mark.top, style="F")
        elif isinstance(mark, Rule):
            pdf.set_draw_color(mark.grey)
            pdf.set_line_width(mark.thick)
            for part in _parts(mark):
                pdf.line(*part)
        else:
            texts.append(mark)
    words = [word for text in texts for word in _words(text)] if page.shuffled else texts
    if page.shuffled:
        np.random.default_rng(5).shuffle(words)
    for text in words:
        pdf.set_font("serif", "B" if text.bold else "", text.size)
        pdf.text(text.left, text.top + 0.89 * text.size * _POINT, text.text)
    pdf.output(str(path))


def boxes_of(table: TrueTable, dpi: int) -> BBox:
    """Where a table stands, in pixels."""
    return BBox(*(round(value * dpi / _INCH) for value in table.box))


def _pdf(page: DrawnPage) -> FPDF:
    pdf = FPDF(unit="mm", format=page.size)
    pdf.set_auto_page_break(False)
    for style, name in (("", "Regular"), ("B", "Bold")):
        pdf.add_font("serif", style, _FACES.format(name))
    pdf.add_page()
    return pdf


def _words(text: Text) -> list[Text]:
    out, left = [], text.left
    for word in text.text.split(" "):
        if word:
            out.append(Text(left, text.top, word, text.size, text.bold))
        left += wide_of(word + " ", text.size, text.bold)
    return out


def _parts(rule: Rule) -> list[tuple[float, float, float, float]]:
    if rule.style == "solid":
        return [(rule.left, rule.top, rule.right, rule.bottom)]
    mark, gap = _STEPS[rule.style]
    length = max(rule.right - rule.left, rule.bottom - rule.top)
    across = rule.right - rule.left >= rule.bottom - rule.top
    parts = []
    for step in np.arange(0, length, mark + gap):
        low, high = float(step), float(min(step + mark, length))
        if across:
            parts.append((rule.left + low, rule.top, rule.left + high, rule.top))
        else:
            parts.append((rule.left, rule.top + low, rule.left, rule.top + high))
    return parts
