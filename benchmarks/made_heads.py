"""Lines of a head with a number, a day or a month written into them, as a page with the words that a recogniser would find on it.

The printed words get the boxes they are drawn at; where the writing stands near, a recogniser takes both for one word, or its box reaches
over the writing, so some do here. The lines are set smaller, larger, narrower or wider than the rest of the page is said to be.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.blanks import PRINT, crossed, dotted, joined, lay, scanned, speckled
from benchmarks.handwritten import Ink, Sources, figures, printed
from tasks.domain.geometry import BBox
from tasks.domain.page import Line, Word

DPI = 200
SYMBOLS = (
    "/TB-UBND",
    "/CT-UBND",
    "/QĐ-UBND",
    "/SCT-CN",
    "/KH-SYT",
    "/UBND-KTTH",
    "/BC-STC",
    "/SGDĐT-GDTrH",
    "/2024/QĐ-UBND",
    "/TTr-SNV",
    "/QĐ-TTg",
)
PLACES = ("Tân Giang,", "Hòa Bình,", "Bình Minh,", "An Lộc,")
MONTHS = ("01", "2", "3", "4", "5", "8", "10", "11", "12")


@dataclass(frozen=True)
class MadeHead:
    """A page with one line of a head.

    Attributes:
        name: "number", "day" or "month".
        text: what is written; "" for a place left blank.
        grey: the page.
        line: the words on it.
    """

    name: str
    text: str
    grey: NDArray[np.uint8]
    line: Line


def made_head(draw: Generator, sources: Sources) -> MadeHead:
    """A line with one place filled in by hand, or, at times, left blank."""
    name = str(draw.choice(("number", "day", "month"), p=(0.5, 0.35, 0.15)))
    text = "" if draw.random() < 0.08 else _value(draw, name)
    before, behind = _print(draw, name)
    em = float(draw.uniform(31, 40))
    wide = draw.uniform(0.88, 1.04)
    height = round(em * draw.uniform(0.6, 1.1))
    font = PRINT[0] if name == "number" else PRINT[-1]
    parts = [_set(word, font, em, wide) for word in before]
    tails = [_set(word, font, em, wide) for word in behind]
    ink, base = (
        joined(draw, figures(draw, sources, text, height), height) if text else (np.zeros((height, round(draw.uniform(1, 4) * em))), height)
    )
    page = np.zeros((round(em * 4), round(em * 40)), dtype=np.float32)
    row, x = round(em * 2.2), round(em * 2)
    space = round(0.25 * em)
    boxes = []
    for word, part in zip(before, parts, strict=True):
        boxes.append((word, *_lay(page, part, x, row)))
        x = boxes[-1][2] + space
    start = x - space + round(draw.uniform(0.02, 0.9) * em)
    lay(page, ink.astype(np.float32) * draw.uniform(0.45, 1.0), start, row - base + round(draw.normal(0, 0.08) * height))
    end = start + ink.shape[1]
    x = end + round(draw.choice((draw.uniform(-0.03, 0.15), draw.uniform(0.15, 1.2))) * em)
    if draw.random() < 0.15:
        dotted(draw, page, row, start - space, x)
    first = len(boxes)
    for word, part in zip(behind, tails, strict=True):
        boxes.append((word, *_lay(page, part, x, row)))
        x = boxes[-1][2] + space
    grey = scanned(draw, crossed(draw, speckled(draw, page[:, : x + round(2 * em)])), 1.0)
    top, bottom = row - round(0.72 * em), row + round(0.2 * em)
    words = [(word, left, right, 95.0) for word, left, right in boxes]
    return MadeHead(name, text, grey, Line(tuple(_read(draw, words, first, (start, end), (top, bottom)))))


def _value(draw: Generator, name: str) -> str:
    if name == "number":
        value = str(int(10 ** draw.uniform(0, 4.2)))
        return value.zfill(2) if draw.random() < 0.6 else value
    value = int(draw.integers(1, 32 if name == "day" else 13))
    return f"{value:02}" if draw.random() < 0.75 else str(value)


def _print(draw: Generator, name: str) -> tuple[list[str], list[str]]:
    if name == "number":
        return ["Số:"], [SYMBOLS[draw.integers(len(SYMBOLS))]]
    place = PLACES[draw.integers(len(PLACES))].split()
    if name == "day":
        return [*place, "ngày"], ["tháng", str(draw.choice(MONTHS)), "năm", "2026"]
    return [*place, "ngày", "15", "tháng"], ["năm", "2026"]


def _set(word: str, font: str, em: float, wide: float) -> Ink:
    ink = printed(word, font, round(em))
    return np.asarray(cv2.resize(ink, (max(2, round(ink.shape[1] * wide)), ink.shape[0]), interpolation=cv2.INTER_AREA), dtype=np.float32)


def _lay(page: Ink, ink: Ink, left: int, row: int) -> tuple[int, int]:
    """Print a word with its feet on a row; the columns between which its ink stands."""
    rows = np.flatnonzero(ink.max(axis=1) > 0.3)
    # Letters with a foot below the line are as deep as a fifth of the type is high; accents do not move the line.
    foot = int(rows[-1]) + 1 if rows.size else ink.shape[0]
    lay(page, ink, left, row - foot + round(0.0))
    columns = np.flatnonzero(ink.max(axis=0) > 0.3)
    return left + int(columns[0]), left + int(columns[-1]) + 1


def _read(
    draw: Generator, words: list[tuple[str, int, int, float]], first: int, writing: tuple[int, int], rows: tuple[int, int]
) -> list[Word]:
    """The words as a recogniser gives them: one with the writing on either side, or with a box that reaches over it."""
    before, behind = words[first - 1], words[first]
    kind = draw.choice(5, p=(0.3, 0.2, 0.2, 0.15, 0.15))
    middle: list[tuple[str, int, int, float]] = []
    if kind == 0:
        middle = [before, ("ð#", *writing, 40.0), behind]
    elif kind == 1:
        middle = [(before[0] + "ð#", before[1], writing[1], 30.0), behind]
    elif kind == 2:
        middle = [before, ("ð#" + behind[0], writing[0], behind[2], 30.0)]
    elif kind == 3:
        middle = [(before[0] + "ð" + behind[0], before[1], behind[2], 30.0)]
    else:
        middle = [(before[0], before[1], round(draw.uniform(before[2], writing[1])), 90.0), behind]
    top, bottom = rows
    jitter = [int(v) for v in draw.integers(-2, 3, 4)]
    return [
        Word(text, BBox(max(0, left), top + jitter[0], max(left + 1, right), bottom + jitter[1]), confidence)
        for text, left, right, confidence in (*words[: first - 1], *middle, *words[first + 1 :])
    ]
