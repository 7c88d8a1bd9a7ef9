"""Put handwritten figures into the blanks of a notice's head, as a scan of one looks cut out of its page.

The figures of ``benchmarks/handwritten.py`` stand apart, touch or are joined by a stroke, over dotted lines, between the printed words
that stand around such blanks (whole or cut off), below feet and above heads of other lines, with specks; then the picture is blurred,
inked unevenly, noised, made black and white or compressed.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.handwritten import Ink, Sources, curve, figures, inked, printed, trimmed

FONTS = "/usr/share/fonts/truetype/liberation2"
PRINT = [f"{FONTS}/LiberationSerif-{face}.ttf" for face in ("Regular", "Regular", "Bold", "Italic", "Italic")]
# Numbering stamps and typewriters.
STAMPED = [f"{FONTS}/Liberation{face}.ttf" for face in ("Sans-Regular", "Sans-Bold", "Mono-Regular")]
BEFORE = ("Số:", "Số:", "Số", "số:", "ngày", "Ngày", "tháng", "Hà Nội, ngày", "i, ngày", ":", ".", "-")
BEHIND = ("/UBND", "/CT-UBND", "/TB-UBND", "/BC-UBND", "/QĐ", "/KH", "-CT", "/", "-", ",", *("tháng", "năm") * 3)
LINES = (
    "UBND TỈNH QUẢNG TRỊ",
    "Độc lập - Tự do - Hạnh phúc",
    "ỦY BAN NHÂN DÂN",
    "V/v tăng cường quản lý",
    "về việc thực hiện",
    "THÔNG BÁO",
)


def blank(draw: Generator, sources: Sources, text: str, *, neighbours: float = 0.65) -> NDArray[np.uint8]:
    """A grey crop in which ``text`` is written by hand; nothing is written for an empty text.

    Args:
        draw: random generator.
        sources: what figures are made of.
        text: figures.
        neighbours: how probable printed neighbours are on either side.
    """
    height = round(np.exp(draw.uniform(np.log(22), np.log(66))))
    line, base = joined(draw, figures(draw, sources, text, height), height)
    em = float(np.clip(height * draw.uniform(0.75, 1.5), 30, 58))
    font = PRINT[draw.integers(len(PRINT))]
    page = np.zeros((height * 4, line.shape[1] + 8 * height + 600), dtype=np.float32)
    left = page.shape[1] // 2 - line.shape[1] // 2
    top = height * 2 - base
    right = left + line.shape[1]
    pen, type_ink = draw.uniform(0.45, 1.0), draw.uniform(0.75, 1.0)
    lay(page, line * pen, left, top)
    bottom = height * 2 + round(draw.uniform(-0.1, 0.2) * height)
    start = left - round(draw.uniform(0.05, 1.5) * height)
    end = right + round(draw.uniform(0.05, 1.5) * height)
    if draw.random() < neighbours:
        word = printed(BEFORE[draw.integers(len(BEFORE))], font, round(em)) * type_ink
        lay(page, word, left - round(draw.uniform(-0.05, 0.9) * height) - word.shape[1], bottom - round(em * 0.75))
        start = left - seen(draw, left - start, word.shape[1])
    if draw.random() < neighbours:
        word = printed(BEHIND[draw.integers(len(BEHIND))], font, round(em)) * type_ink
        at = right + round(draw.uniform(-0.05, 0.9) * height)
        if draw.random() < 0.12:
            word = slash(draw, height) * pen
            lay(page, word, at, height * 2 + round(0.15 * height) - word.shape[0])
        else:
            lay(page, word, at, bottom - round(em * 0.75))
        end = right + seen(draw, at - right, word.shape[1]) if draw.random() < 0.7 else end
    if draw.random() < 0.35:
        dotted(draw, page, bottom, start, end)
    upper = top - round(draw.uniform(-0.04, 0.6) * height)
    lower = top + line.shape[0] + round(draw.uniform(-0.04, 0.6) * height)
    for edge, share in ((upper, 0.3), (lower, 0.7)):
        if draw.random() < 0.12:
            other = printed(LINES[draw.integers(len(LINES))], font, round(em)) * type_ink
            lay(page, other, start - draw.integers(0, 200), round(edge - (1 - share) * other.shape[0] * draw.uniform(0.7, 1.3)))
    part = page[max(0, upper) : max(upper + 12, lower), max(0, start) : max(start + 8, end)]
    return scanned(draw, crossed(draw, speckled(draw, part)), pen)


def seen(draw: Generator, gap: int, width: int) -> int:
    """How far a crop reaches into a neighbour: often to its edge, sometimes over a letter or two, at times over all of it."""
    kind = draw.random()
    if kind < 0.35:
        return max(2, round(gap * draw.uniform(0.4, 1.1)))
    return max(2, gap + round(width * (draw.uniform(0, 0.3) if kind < 0.7 else draw.uniform(0.3, 1.05))))


def lay(page: Ink, ink: Ink, left: int, top: int) -> None:
    """Add ink to the page at a place; what falls outside is lost."""
    y, x = max(0, top), max(0, left)
    part = ink[y - top : page.shape[0] - top, x - left : page.shape[1] - left]
    if part.size:
        here = page[y : y + part.shape[0], x : x + part.shape[1]]
        np.maximum(here, part, out=here)


def joined(draw: Generator, parts: list[Ink], height: int) -> tuple[Ink, int]:
    """The figures on one line, and the row on which they stand."""
    room = height * (len(parts) + 2) * 2
    line = np.zeros((height * 3, room), dtype=np.float32)
    base, edge = height * 2, height
    spread = draw.choice((-0.04, 0.01, 0.12, 0.3, 0.7), p=(0.12, 0.16, 0.5, 0.17, 0.05))
    for number, ink in enumerate(parts):
        gap = (spread + draw.uniform(-0.06, 0.12)) * height if number else 0.0
        top = int(np.clip(base - ink.shape[0] + round(draw.normal(0, 0.05) * height), 0, line.shape[0] - ink.shape[0]))
        distance = nearest(line[top : top + ink.shape[0]], ink)
        left = edge if distance is None else round(distance + gap)
        # Figures may stand below the arm of a 7, but not in one another.
        left = max(left, edge - round(0.3 * min(height, ink.shape[1])))
        lay(line, ink, left, top)
        if number and draw.random() < 0.06:
            y = base - round(draw.uniform(0.02, 0.6) * height)
            cv2.line(line, (edge - 3, y), (left + ink.shape[1] // 3, y - round(draw.normal(0.1, 0.15) * height)), 1.0, 2, cv2.LINE_AA)
        edge = left + ink.shape[1]
    rows = np.flatnonzero(line.max(axis=1) > 0.3)
    if rows.size == 0:
        return np.zeros((height, height // 2), dtype=np.float32), height
    return trimmed(line), base - int(rows[0])


def nearest(line: Ink, ink: Ink) -> int | None:
    """Column at which ``ink`` would just touch what stands on the line; None where they share no row."""
    near = np.ones((5, 1), np.uint8)
    before, after = cv2.dilate(line, near) > 0.4, cv2.dilate(ink, near) > 0.4
    rows = before.any(axis=1) & after.any(axis=1)
    if not rows.any():
        return None
    ends = before.shape[1] - before[rows, ::-1].argmax(axis=1)
    return int((ends - after[rows].argmax(axis=1)).max())


def slash(draw: Generator, height: int) -> Ink:
    """A stroke of the pen between number and symbol."""
    high, wide = round(height * draw.uniform(1.0, 1.5)), round(height * draw.uniform(0.25, 0.7))
    canvas = np.zeros((high, wide), dtype=np.float32)
    cv2.line(canvas, (wide - 1, 0), (0, high - 1), 1.0, 1)
    return inked(canvas, max(1.5, height * draw.uniform(0.04, 0.1)))


def dotted(draw: Generator, page: Ink, row: int, start: int, end: int) -> None:
    """A dotted, dashed or ruled line to write on."""
    row += round(draw.uniform(-2, 6))
    strength, radius = draw.uniform(0.4, 1.0), draw.uniform(0.8, 2.4)
    kind = draw.random()
    pitch = radius * 2 + draw.uniform(2, 7)
    if kind < 0.15:
        cv2.line(page, (start, row), (end, row + round(draw.normal(0, 1))), strength, 1 + round(radius > 1.8), cv2.LINE_AA)
        return
    for x in np.arange(start, end, pitch if kind < 0.85 else pitch * 2):
        spot = np.array([x, row + draw.normal(0, 0.4)])
        ends = [np.round((spot + step) * 16).astype(int) for step in ((0, 0), (0 if kind < 0.85 else pitch, 0))]
        dot = np.zeros((9, 12 + round(2 * pitch)), dtype=np.float32)
        shift = np.array([round(x) - 4, row - 4]) * 16
        cv2.line(
            dot, tuple(map(int, ends[0] - shift)), tuple(map(int, ends[1] - shift)), strength, max(1, round(radius * 2 - 1)), cv2.LINE_AA, 4
        )
        lay(page, dot, round(x) - 4, row - 4)


def speckled(draw: Generator, ink: Ink) -> Ink:
    """With specks of dirt, and at times a stray stroke."""
    ink = ink.copy()
    if draw.random() < 0.3:
        for _ in range(draw.integers(1, 9)):
            spot = int(draw.integers(ink.shape[1])), int(draw.integers(ink.shape[0]))
            cv2.circle(ink, spot, int(draw.integers(0, 3)), draw.uniform(0.4, 1), -1, cv2.LINE_AA)
    if draw.random() < 0.05:
        ends = [(int(draw.integers(ink.shape[1])), int(draw.integers(ink.shape[0]))) for _ in "ab"]
        cv2.line(ink, *ends, draw.uniform(0.3, 0.8), int(draw.integers(1, 3)), cv2.LINE_AA)
    return ink


def crossed(draw: Generator, ink: Ink) -> Ink:
    """At times with what else is inked there: the frame or the rim of a stamp, the tail of a signature, a letter written by hand."""
    kind = draw.random()
    if kind > 0.1:
        return ink
    ink = ink.copy()
    rows, columns = ink.shape
    strength, width = draw.uniform(0.4, 1.0), int(draw.integers(1, 5))
    if kind < 0.04:
        y = round(rows * draw.choice((draw.uniform(0, 0.2), draw.uniform(0.85, 1.0))))
        cv2.line(ink, (0, y), (columns, y + round(draw.normal(0, 0.04) * rows)), strength, width, cv2.LINE_AA)
    elif kind < 0.07:
        radius = round(rows * draw.uniform(1.2, 3.0))
        middle = round(columns * draw.uniform(-0.3, 1.3)), round(rows * draw.uniform(0.2, 0.8)) + radius * int(draw.choice((-1, 1)))
        cv2.circle(ink, middle, radius, strength, width, cv2.LINE_AA)
    else:
        ends = [(int(draw.integers(columns)), int(draw.integers(rows))) for _ in range(4)]
        path = curve(np.array(ends, dtype=np.float64)).astype(np.int32)
        cv2.polylines(ink, [path], False, strength, width, cv2.LINE_AA)
    return ink


def scanned(draw: Generator, ink: Ink, pen: float) -> NDArray[np.uint8]:
    """What a scanner and a file format leave of it; ``pen`` is the weight of the writing, which a scanner set well keeps."""
    blurred = cv2.GaussianBlur(ink, (0, 0), draw.uniform(0.3, 1.3))
    if draw.random() < 0.3:
        cloud = cv2.resize(draw.uniform(0.5, 1.0, (3, 6)).astype(np.float32), ink.shape[::-1], interpolation=cv2.INTER_LINEAR)
        blurred = blurred * cloud
    light = draw.uniform(235, 256)
    grey = light - blurred * (light - draw.uniform(0, 60)) + draw.normal(0, draw.uniform(0, 9) * (draw.random() < 0.6), ink.shape)
    if draw.random() < 0.25:
        small = draw.uniform(0.5, 1.0)
        size = (max(4, round(ink.shape[1] * small)), max(4, round(ink.shape[0] * small)))
        coarse = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
        if draw.random() < 0.6:
            coarse = np.where(coarse < light * (1 - pen * draw.uniform(0.18, 0.36)), 0.0, 255.0)
        grey = cv2.resize(coarse, ink.shape[::-1], interpolation=cv2.INTER_LINEAR)
    out = np.clip(grey, 0, 255).astype(np.uint8)
    if draw.random() < 0.5:
        _, stored = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, int(draw.integers(35, 95))])
        out = cv2.imdecode(stored, cv2.IMREAD_GRAYSCALE)
    return out


def number(draw: Generator, most: int = 5) -> str:
    """A number to write: mostly one to three figures, at times a day or month with its zero, or none."""
    if draw.random() < 0.15:
        return f"{draw.integers(1, 32):02}"
    shares = np.array((0.08, 0.2, 0.32, 0.24, 0.1, 0.06))[: most + 1]
    length = draw.choice(most + 1, p=shares / shares.sum())
    text = "".join(str(d) for d in draw.integers(0, 10, length))
    # 1 and 7 are narrow, often joined, and hard to tell from strokes that are no figures; zeros stand before days and numbers below ten.
    if length > 1 and draw.random() < 0.2:
        at = int(draw.integers(length))
        text = text[:at] + str(draw.choice((0, 1, 1, 7))) + text[at + 1 :]
    return text
