"""Draw figures as hands write them, to train and to measure the reader of handwritten figures.

Figures come from three sources: MNIST (any pen width: as they are, or their middle lines drawn again; a flag added to many 1s and a
bar to many 7s, as MNIST's American hands write them without), fonts that imitate hands, and strokes written down below as they are
taught in continental and Vietnamese schools. All are turned, slanted, stretched and bent a little. What is drawn hangs on the random
generator alone, so a seed gives the same pictures again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Ink = NDArray[np.float32]

# Strokes in hundredths of a figure's height, x to the right and y downward; a point written twice is a corner.
STROKES: dict[int, tuple[str, ...]] = {
    0: (
        "50,2 20,15 5,50 18,88 42,98 65,80 72,45 60,12 45,2 35,8",
        "38,0 12,20 4,55 16,92 34,98 50,75 52,40 42,8 34,2",
        "55,8 30,5 8,40 15,90 50,98 70,60 62,15 48,4 40,16 58,22",
        "60,20 40,2 10,30 8,70 35,99 62,75 66,35 48,8",
    ),
    1: (
        "8,38 40,2 40,2 38,100",
        "40,0 36,100",
        "10,30 36,0 36,0 36,98 36,98|10,99 62,97",
        "0,48 45,0 45,0 30,100",
        "18,22 34,0 34,0 34,100",
        "5,55 45,0 45,0 42,100",
        "2,42 46,2 46,2 24,98",
        "14,26 36,0 36,0 30,98 30,98|8,98 30,94 54,98",
    ),
    2: (
        "8,28 20,5 45,2 58,22 45,55 5,97 5,97 65,95",
        "8,25 30,2 55,15 50,45 20,85 8,92 15,82 35,92 68,92",
        "5,20 28,0 52,12 48,42 8,98 8,98 35,90 66,99",
        "10,18 32,2 50,18 40,55 6,96 24,84 62,96",
        "14,24 24,4 46,4 54,24 36,62 8,94 4,86 16,80 34,92 54,98 70,88",
    ),
    3: (
        "8,12 30,0 55,15 48,38 25,47 25,47 55,58 60,80 35,100 5,88",
        "8,3 58,3 58,3 28,42 28,42 58,58 58,85 30,100 5,90",
        "6,18 30,2 50,18 22,46 30,45 58,70 40,98 4,84",
        "10,5 40,2 52,20 30,44 18,47 42,50 56,72 30,99 8,96",
    ),
    4: (
        "20,2 8,60 8,60 72,58|52,30 48,100",
        "50,2 5,68 5,68 75,68|50,2 50,100",
        "15,5 10,50 25,60 65,50|58,5 52,100",
        "45,0 4,62 4,62 70,60|46,38 40,100",
        "28,0 4,58 14,62 66,54|54,20 46,100",
        "30,0 8,45 20,64 52,50 60,30 60,30 50,100",
        "24,4 5,50 22,70 56,54 62,24 62,24 50,100",
        "40,0 6,68 6,68 74,64|42,2 58,100",
        "4,98 34,2 34,2 58,98|2,66 72,60",
        "36,0 4,56 4,56 66,54|46,30 28,100",
    ),
    5: (
        "60,3 18,4 18,4 12,45 12,45 40,36 60,60 50,92 25,100 5,90",
        "18,6 12,46 12,46 38,38 58,60 50,90 25,100 4,92|18,5 64,2",
        "22,10 14,44 40,44 54,68 34,98 2,90|22,8 66,6",
        "20,4 16,40 46,44 52,76 20,100 4,96|22,4 60,0",
    ),
    6: (
        "55,2 25,25 8,65 18,95 42,98 58,78 50,55 28,55 10,75",
        "45,0 12,55 10,85 35,100 58,80 45,58 12,72",
        "40,0 14,36 6,76 26,98 50,84 46,58 20,62 10,80",
    ),
    7: (
        "5,8 60,5 60,5 35,50 22,100",
        "5,8 60,5 60,5 35,50 22,100|14,50 60,46",
        "6,22 6,5 6,5 62,5 62,5 25,100|18,52 56,48",
        "4,14 20,4 40,8 62,2 62,2 40,46 30,100|18,48 62,44",
        "4,6 58,4 58,4 30,100|16,44 56,52",
        "8,20 10,6 34,10 60,4 60,4 26,98|12,54 30,46 58,44",
    ),
    8: (
        "52,15 30,2 12,18 30,45 55,70 40,98 15,90 10,70 35,48 55,22 45,6",
        "32,2 12,22 32,46 54,24 32,2|32,46 6,74 32,99 60,74 32,46",
        "48,10 20,4 14,26 42,52 50,84 24,99 8,78 30,50 52,20 50,4",
        "30,50 50,25 34,2 14,20 26,44 52,70 36,99 8,84 22,56 54,18",
    ),
    9: (
        "55,25 35,2 10,20 15,45 40,48 56,22 56,22 52,100",
        "56,25 35,2 8,22 20,48 50,38 56,14 54,70 34,98 8,94",
        "52,16 26,2 6,26 22,48 48,30 54,8 54,8 44,100",
        "50,10 20,6 10,36 36,46 54,14 46,60 10,100",
        "52,14 34,0 8,18 12,40 34,44 54,22 54,10 52,60 40,94 18,98 6,86",
        "50,20 28,2 6,24 24,46 50,24 50,10 24,100",
    ),
}


@dataclass(frozen=True)
class Sources:
    """What figures are drawn from.

    Attributes:
        pictures: figures as MNIST has them, (n, 28, 28), white on black.
        values: which they are.
        fonts: files.
        shares: how many numbers are made of pictures, of fonts and of :data:`STROKES`.
        mended: whether 1s get a flag and 7s a bar.
    """

    pictures: NDArray[np.uint8]
    values: NDArray[np.uint8]
    fonts: tuple[Path, ...]
    shares: tuple[float, float, float] = (0.4, 0.33, 0.27)
    mended: bool = True


@dataclass(frozen=True)
class Pen:
    """How a number is inked.

    Attributes:
        width: of the pen in pixels.
        weight: 0 to 1, how wide strokes are that come with their own width.
        anew: whether those are drawn with the pen instead.
    """

    width: float
    weight: float
    anew: bool


def read_mnist(folder: Path, part: str) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Pictures (n, 28, 28) and values (n) of ``train`` or ``t10k`` from the idx files of MNIST."""
    pictures = np.frombuffer((folder / f"{part}-images-idx3-ubyte").read_bytes(), dtype=np.uint8, offset=16)
    values = np.frombuffer((folder / f"{part}-labels-idx1-ubyte").read_bytes(), dtype=np.uint8, offset=8)
    return pictures.reshape(-1, 28, 28), values


def trimmed(ink: Ink) -> Ink:
    """Without the white around it."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 0.3), np.flatnonzero(ink.max(axis=0) > 0.3)
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if rows.size else ink[:1, :1]


@lru_cache(maxsize=1)
def thinning_table() -> NDArray[np.bool_]:
    """Which neighbourhoods (eight bits, clockwise from above) lose their middle in both passes of Zhang and Suen (1984)."""
    table = np.zeros((2, 256), dtype=np.bool_)
    for code in range(256):
        p = [(code >> i) & 1 for i in range(8)]
        rises = sum(a == 0 and b == 1 for a, b in zip(p, p[1:] + p[:1], strict=True))
        if 2 <= sum(p) <= 6 and rises == 1:
            table[0, code] = not (p[0] and p[2] and p[4]) and not (p[2] and p[4] and p[6])
            table[1, code] = not (p[0] and p[2] and p[6]) and not (p[0] and p[4] and p[6])
    return table


def middle_lines(ink: Ink) -> Ink:
    """The strokes one pixel wide."""
    weights = np.array([[128, 1, 2], [64, 0, 4], [32, 16, 8]], dtype=np.float32)
    mask = (np.pad(ink, 2) > 0.5).astype(np.uint8)
    for _ in range(20):
        before = mask.sum()
        for table in thinning_table():
            code = cv2.filter2D(mask, cv2.CV_16U, weights, borderType=cv2.BORDER_CONSTANT)
            mask = mask & ~table[code]
        if mask.sum() == before:
            break
    return mask.astype(np.float32)


def inked(lines: Ink, width: float) -> Ink:
    """Thin lines drawn with a round pen of ``width`` pixels."""
    reach = 8
    distance = cv2.distanceTransform((np.pad(lines, reach) < 0.5).astype(np.uint8), cv2.DIST_L2, 5)
    return np.clip(width / 2 + 0.5 - distance, 0.0, 1.0).astype(np.float32)


def from_mnist(draw: Generator, sources: Sources, value: int, height: int, pen: Pen) -> Ink:
    """One of MNIST's figures."""
    index = int(draw.choice(np.flatnonzero(sources.values == value)))
    ink = trimmed(sources.pictures[index].astype(np.float32) / 255)
    rows, columns = ink.shape
    large = cv2.resize(ink, (max(2, round(columns * height / rows)), height), interpolation=cv2.INTER_CUBIC)
    large = cv2.GaussianBlur(np.pad(large, 6), (0, 0), height / 45)
    if sources.mended and value == 1 and draw.random() < 0.6:
        large = flagged(draw, large)
    if sources.mended and value == 7 and draw.random() < 0.5:
        cross(draw, large)
    if pen.anew:
        return inked(middle_lines(large), pen.width)
    return np.clip((large - 0.75 + 0.5 * pen.weight) * 4 + 0.5, 0, 1).astype(np.float32)


def flagged(draw: Generator, ink: Ink) -> Ink:
    """An upright 1 with the upstroke of a continental one."""
    rows = np.flatnonzero(ink.max(axis=1) > 0.5)
    columns = np.flatnonzero(ink[rows[0] + 1] > 0.4)
    height, x, y = rows[-1] - rows[0], int(columns.mean()) if columns.size else ink.shape[1] // 2, int(rows[0])
    down, left = draw.uniform(0.2, 0.55) * height, draw.uniform(0.15, 0.5) * height
    room = max(0, round(left) - x + 2)
    wide = np.pad(ink, ((0, 0), (room, 0)))
    cv2.line(wide, (x + room, y + 1), (round(x + room - left), round(y + down)), 1.0, max(1, round(height / 14)), cv2.LINE_AA)
    return wide


def cross(draw: Generator, ink: Ink) -> None:
    """Cross the stem of a 7."""
    rows = np.flatnonzero(ink.max(axis=1) > 0.5)
    height = rows[-1] - rows[0]
    y = round(rows[0] + draw.uniform(0.42, 0.65) * height)
    columns = np.flatnonzero(ink[y] > 0.5)
    x = columns.mean() if columns.size else ink.shape[1] / 2
    reach, tilt = draw.uniform(0.15, 0.3) * height, draw.uniform(-0.1, 0.06) * height
    ends = (max(0, round(x - reach)), round(y - tilt)), (round(x + reach), round(y + tilt))
    cv2.line(ink, *ends, 1.0, max(1, round(height / 14)), cv2.LINE_AA)


@lru_cache(maxsize=4096)
def printed(text: str, font: str, size: int, bold: int = 0) -> Ink:
    """Text set in a font, its strokes made ``bold`` pixels wider on either side."""
    face = ImageFont.truetype(font, size)
    left, top, right, bottom = face.getbbox(text)
    room = 4 + bold
    picture = Image.new("L", (int(right - left) + 2 * room, int(bottom - top) + 2 * room), 0)
    ImageDraw.Draw(picture).text((room - left, room - top), text, font=face, fill=255, stroke_width=bold)
    return np.asarray(picture, dtype=np.float32) / 255


@lru_cache(maxsize=256)
def tallest(font: Path) -> int:
    """Pixels of the font's tallest figure at a size of 100."""
    return max(trimmed(printed(c, str(font), 100)).shape[0] for c in "0247")


def from_font(draw: Generator, value: int, font: Path, height: int, pen: Pen) -> Ink:
    """A figure of a font whose tallest figure has ``height`` pixels; most fonts that imitate hands have American 1s and 7s, too."""
    # Fonts with hairlines get more ink, as pens have no hairlines.
    bold = round(pen.weight * (1 + height / 20)) if pen.weight > 0.4 else 0
    ink = printed(str(value), str(font), max(8, round(100 * height / tallest(font))), bold)
    if not font.name.startswith("Liberation") and draw.random() < 0.35:
        if value == 1:
            ink = flagged(draw, ink)
        elif value == 7:
            ink = ink.copy()
            cross(draw, ink)
    return inked(middle_lines(ink), pen.width) if pen.anew else ink


def from_strokes(draw: Generator, value: int, height: int, pen: Pen) -> Ink:
    """A figure drawn along one of :data:`STROKES` with an unsteady hand."""
    room, fine = 24, 4
    variant = STROKES[value][draw.integers(len(STROKES[value]))]
    width = draw.uniform(0.65, 1.15)
    canvas = np.zeros((height + 2 * room, round(height * 1.2) + 2 * room), dtype=np.uint8)
    for stroke in variant.split("|"):
        points = np.array([[float(v) / 100 for v in p.split(",")] for p in stroke.split()])
        # The same push for a corner's two points, or it would be none.
        pushed = {tuple(p): p + draw.normal(0, 0.03, 2) for p in points}
        path = curve(np.array([pushed[tuple(p)] for p in points])) * (height * width, height) + room
        scaled = np.round(path * 2**fine).astype(np.int32)
        cv2.polylines(canvas, [scaled], False, 255, 1, cv2.LINE_8, fine)
    return inked(canvas.astype(np.float32) / 255, pen.width)


def curve(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """A Catmull-Rom spline through the points."""
    p = np.concatenate((points[:1], points, points[-1:]))
    t = np.linspace(0, 1, 9)[:, None]
    parts = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(p, p[1:], p[2:], p[3:], strict=False)
    ]
    return np.concatenate(parts)


def bent(draw: Generator, ink: Ink, slant: float, strength: float) -> Ink:
    """Turned, slanted, stretched and bent a little."""
    room = 2 + max(ink.shape) // 3
    ink = np.pad(ink, room)
    rows, columns = ink.shape
    turn, stretch = draw.normal(0, 0.06), draw.uniform(0.85, 1.18)
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    cy, cx = rows / 2, columns / 2
    bend = [
        cv2.resize(draw.normal(0, strength * rows, (4, 4)).astype(np.float32), (columns, rows), interpolation=cv2.INTER_CUBIC) for _ in "xy"
    ]
    from_x = cx + ((x - cx) + (slant + turn) * (y - cy)) * stretch + bend[0]
    from_y = cy + (y - cy) - turn * (x - cx) + bend[1]
    return trimmed(cv2.remap(ink, from_x.astype(np.float32), from_y.astype(np.float32), cv2.INTER_LINEAR))


def figures(draw: Generator, sources: Sources, text: str, height: int) -> list[Ink]:
    """The figures of a number in one hand, or in several where they come from MNIST."""
    kind = draw.choice(3, p=sources.shares)
    pen = Pen(height * draw.uniform(0.03, 0.18), draw.uniform(0, 1), bool(draw.random() < 0.5))
    font = sources.fonts[draw.integers(len(sources.fonts))] if sources.fonts else Path()
    slant, strength = draw.normal(0.08, 0.14), draw.uniform(0.0, 0.022)
    found = []
    for digit in map(int, text):
        own = max(12, round(height * draw.uniform(0.86, 1.1)))
        if kind == 0:
            ink = from_mnist(draw, sources, digit, own, pen)
        elif kind == 1:
            ink = from_font(draw, digit, font, own, pen)
        else:
            ink = from_strokes(draw, digit, own, pen)
        found.append(bent(draw, ink, slant + draw.normal(0, 0.03), strength))
    return found
