"""A notice on A4 pages in the layout of Decree 30/2020/NĐ-CP, Appendix I; knows every printed line, so it writes the transcript too.

Lengths are in points (1/72 inch) and do not depend on the resolution: the same notice breaks into the same lines at every dpi.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from samples.notice import Block, Notice, Style

FONTS = Path("/usr/share/fonts/truetype/liberation2")
PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
# Appendix I, I.4: top and bottom 20-25 mm, left 30-35 mm, right 15-20 mm.
LEFT, RIGHT, TOP, BOTTOM = 85.0, 547.0, 62.0, 782.0
NUMBER_BASELINE = 44.0
INDENT, GAP, LEADING = 36.0, 6.0, 1.28
BODY = 14.0
_MEASURE = 20  # widths are taken from a font this many times larger, so that hinting does not matter


@dataclass(frozen=True, slots=True)
class Word:
    """Printed characters without a space in them, at a baseline (points from the top left corner of the page)."""

    text: str
    x: float
    y: float
    face: str
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line under a head."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Mark:
    """Where something is stamped or signed by hand: ``kind`` is "seal", "signature" or "urgency"; centre in points."""

    kind: str
    x: float
    y: float
    text: str = ""


@dataclass(slots=True)
class Page:
    """A typeset page; ``paragraphs`` are the printed lines of the transcript in reading order."""

    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    paragraphs: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What a line break cannot divide; ``spaced`` where a space stands before it."""

    runs: tuple[tuple[str, str], ...]
    spaced: bool

    def width(self, size: float) -> float:
        return sum(text_width(text, face, size) for text, face in self.runs)

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


@cache
def _font(face: str, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"LiberationSerif-{face}.ttf"), pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def text_width(text: str, face: str, size: float) -> float:
    """Width in points."""
    return _font(face, size * _MEASURE).getlength(text) / _MEASURE


def _pieces(text: str, face: str) -> list[_Piece]:
    """Cut at spaces and, as word processors do, behind hyphens inside words."""
    out: list[_Piece] = []
    runs: list[tuple[str, str]] = []
    spaced = False
    for part, chunk in enumerate(text.split("**")):
        shown = "Bold" if part % 2 else face
        for token in re.split(r"( |(?<=[^\W\d_]-)(?=[^\W\d_]))", chunk):
            if token in ("", " "):
                if runs:
                    out.append(_Piece(tuple(runs), spaced))
                runs, spaced = [], bool(token) or (spaced and not runs)
            else:
                runs.append((token, shown))
    if runs:
        out.append(_Piece(tuple(runs), spaced))
    return out


def _break(pieces: list[_Piece], size: float, width: float, first: float) -> list[list[_Piece]]:
    """First-fit lines; ``first`` is the width of the first one."""
    space = text_width(" ", "Regular", size)
    lines: list[list[_Piece]] = [[]]
    room = first
    for piece in pieces:
        need = piece.width(size) + (space if piece.spaced and lines[-1] else 0)
        if lines[-1] and need > room:
            lines.append([])
            room, need = width, piece.width(size)
        lines[-1].append(piece)
        room -= need
    return lines


def _line_text(line: list[_Piece]) -> str:
    return "".join((" " if p.spaced and i else "") + p.text for i, p in enumerate(line))


def _set_line(page: Page, line: list[_Piece], at: tuple[float, float], size: float, space: float) -> None:
    x, y = at
    for i, piece in enumerate(line):
        x += space if piece.spaced and i else 0
        for text, face in piece.runs:
            page.words.append(Word(text, x, y, face, size))
            x += text_width(text, face, size)


def _centered(page: Page, text: str, font: tuple[str, float], middle: float, y: float) -> None:
    face, size = font
    line = _pieces(text, face)
    space = text_width(" ", face, size)
    width = sum(p.width(size) for p in line) + space * sum(p.spaced for p in line[1:])
    _set_line(page, line, (middle - width / 2, y), size, space)


class _Typesetter:
    """The pen: a page and the height reached on it."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        self.pages: list[Page] = []
        self.y = 0.0
        self.new_page()

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def new_page(self) -> None:
        self.pages.append(Page())
        self.y = TOP
        if len(self.pages) > 1:
            _centered(self.page, str(len(self.pages)), ("Regular", 13), PAGE_WIDTH / 2, NUMBER_BASELINE)

    def head(self) -> None:
        notice, left, right = self.notice, LEFT + 82, RIGHT - 130
        rows = [(line, "Regular", 13.0) for line in notice.parent] + [(line, "Bold", 13.0) for line in notice.issuer]
        motto = [("ĐẢNG CỘNG SẢN VIỆT NAM", "Bold", 15.0)]
        if not notice.party:
            motto = [("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Bold", 12.0), ("Độc lập - Tự do - Hạnh phúc", "Bold", 13.0)]
        if notice.party:
            rows.append(("*", "Regular", 13.0))
        for middle, column in ((left, rows), (right, motto)):
            for i, (text, face, size) in enumerate(column):
                _centered(self.page, text, (face, size), middle, TOP + 12 + 17 * i)
        if not notice.party:
            self.page.rules.append(Rule(left - 35, TOP + 17 * len(rows) + 2, 70))
        last, face, size = motto[-1]
        width = text_width(last, face, size)
        self.page.rules.append(Rule(right - width / 2, TOP + 17 * len(motto) + 1, width))
        y = TOP + 12 + 17 * max(len(rows), len(motto)) + (0 if notice.party else 11)
        _centered(self.page, notice.number, ("Regular", 13), left, y)
        _centered(self.page, notice.place_date, ("Italic", 14), right, y)
        for i, line in enumerate(notice.reference):
            _centered(self.page, line, ("Regular", 12), left, y + 17 + 15 * i)
        self.page.paragraphs += [
            [row[0] for row in rows] + [notice.number, *notice.reference],
            [row[0] for row in motto] + [notice.place_date],
        ]
        self.y = y + 15 * len(notice.reference)
        if notice.urgency:
            self.y += 38
            self.page.marks.append(Mark("urgency", left, self.y - 8, notice.urgency))
        self.y += 10

    def title(self) -> None:
        if self.notice.title:
            self.y += 14
            self.centered([self.notice.title], "Bold", 15)
            self.centered(self.notice.subject, "Bold", BODY, apart=1)
            self.page.rules.append(Rule((LEFT + RIGHT) / 2 - 45, self.y + 9, 90))
            self.y += 22

    def centered(self, lines: Iterable[str], face: str, size: float, apart: float = GAP) -> None:
        self.y += apart
        self.page.paragraphs.append([])
        for text in lines:
            for line in _break(_pieces(text, face), size, RIGHT - LEFT - 10, RIGHT - LEFT - 10):
                shown = _line_text(line)
                self.y += size * LEADING
                space = text_width(" ", face, size)
                width = sum(p.width(size) for p in line) + space * sum(p.spaced for p in line[1:])
                _set_line(self.page, line, ((LEFT + RIGHT - width) / 2, self.y), size, space)
                self.page.paragraphs[-1].append(shown)

    def paragraph(self, text: str, face: str = "Regular", keep: int = 1) -> None:
        """A justified paragraph with its first line indented; ``keep`` lines must fit on the page it begins on."""
        self.y += GAP
        if self.y + BODY * LEADING * keep > BOTTOM:
            self.new_page()
        width = RIGHT - LEFT
        lines = _break(_pieces(text, face), BODY, width, width - INDENT)
        self.page.paragraphs.append([])
        for i, line in enumerate(lines):
            if self.y + BODY * LEADING > BOTTOM:
                self.new_page()
                self.page.paragraphs.append([])
            self.y += BODY * LEADING
            x = LEFT + (INDENT if i == 0 else 0)
            gaps = sum(p.spaced for p in line[1:])
            space = text_width(" ", face, BODY)
            if i < len(lines) - 1 and gaps:
                space = (RIGHT - x - sum(p.width(BODY) for p in line)) / gaps
            _set_line(self.page, line, (x, self.y), BODY, space)
            self.page.paragraphs[-1].append(_line_text(line))

    def foot(self) -> None:
        notice, middle = self.notice, RIGHT - 118
        rows = [line for text in notice.recipients for line in _break(_pieces(text, "Regular"), 11, 205, 205)]
        height = max(20 + 14 * len(rows), 18 * len(notice.authority) + 110)
        if self.y + 16 + height > BOTTOM + 20:
            self.new_page()
        top = self.y + 16
        _set_line(self.page, _pieces("Nơi nhận:", "BoldItalic"), (LEFT, top + 14), 12, 3)
        for i, line in enumerate(rows):
            _set_line(self.page, line, (LEFT, top + 29 + 13.6 * i), 11, text_width(" ", "Regular", 11))
        for i, text in enumerate(notice.authority):
            _centered(self.page, text, ("Bold", BODY), middle, top + 14 + 17.5 * i)
        base = top + 14 + 17.5 * (len(notice.authority) - 1)
        _centered(self.page, notice.signer, ("Bold", BODY), middle, base + 94)
        self.page.marks += [Mark("signature", middle + 4, base + 46), Mark("seal", middle - 58, base + 38, notice.seal)]
        self.page.paragraphs += [["Nơi nhận:", *map(_line_text, rows)], list(notice.authority), [notice.signer]]
        self.y = max(top + 29 + 13.6 * len(rows), base + 100)

    def block(self, block: Block) -> None:
        if block.style is Style.FOOT:
            self.foot()
        elif block.style is Style.PAGE:
            self.new_page()
        elif block.style in (Style.CENTERED, Style.CENTERED_ITALIC):
            self.centered(block.lines, "Bold" if block.style is Style.CENTERED else "Italic", BODY)
        else:
            face = {Style.HEADING: "Bold", Style.GROUNDS: "Italic"}.get(block.style, "Regular")
            self.paragraph(block.lines[0], face, keep=3 if block.style is Style.HEADING else 1)


def typeset(notice: Notice) -> list[Page]:
    """Set a notice; the same notice gives the same pages."""
    pen = _Typesetter(notice)
    pen.head()
    pen.title()
    for block in notice.body:
        pen.block(block)
    return pen.pages


def transcript(pages: list[Page]) -> str:
    """The exact text: a line per printed line, an empty line between paragraphs, a form feed between pages, no page numbers."""
    return "\n\f".join("\n\n".join("\n".join(lines) for lines in page.paragraphs) for page in pages) + "\n"


def render(page: Page, dpi: int) -> Image.Image:
    """The page in black on white (mode L) at ``dpi`` pixels an inch, without stamps and signature."""
    scale = dpi / 72
    image = Image.new("L", (round(PAGE_WIDTH * scale), round(PAGE_HEIGHT * scale)), 255)
    pen = ImageDraw.Draw(image)
    for word in page.words:
        pen.text((word.x * scale, word.y * scale), word.text, font=_font(word.face, word.size * scale), fill=0, anchor="ls")
    for rule in page.rules:
        pen.line((rule.x * scale, rule.y * scale, (rule.x + rule.width) * scale, rule.y * scale), fill=0, width=max(1, round(0.7 * scale)))
    return image
