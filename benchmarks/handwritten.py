"""Draw figures as hands write them, to train and to measure the reader of handwritten figures.

Figures come from three sources: MNIST (any pen width: as they are, or their middle lines drawn again; a flag added to many 1s and a
bar to many 7s, as MNIST's American hands write them without), fonts that imitate hands, and strokes as schools teach them
(:mod:`benchmarks.taught_strokes`). All are turned, slanted, stretched and bent a little. What is drawn hangs on the random
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

from benchmarks.taught_strokes import STROKES

Ink = NDArray[np.float32]


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
