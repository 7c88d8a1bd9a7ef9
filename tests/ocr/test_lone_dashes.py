"""Dashes in tables without rules are words; dashes elsewhere, dirt and strokes are not made into any."""

from __future__ import annotations

import numpy as np
import pytest

from tasks.domain.geometry import BBox
from tasks.domain.page import Column, Line, Word
from tasks.ocr.lone_dashes import with_lone_dashes

DPI, TALL, STEP = 200, 30, 64
NAMES = ("Sở Nội vụ", "Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Thanh tra tỉnh")


def drawn(rows, mark=(18, 4), at=14):
    """A page of rows (name, cells) and its lines without the cells that say "-", which are drawn instead."""
    grey = np.full((1200, 1600), 255, np.uint8)
    lines = []
    for number, (name, *cells) in enumerate(rows):
        top = 200 + STEP * number
        words = [Word(text, BBox(200 + 70 * i, top, 260 + 70 * i, top + TALL), 95.0) for i, text in enumerate(name.split())]
        for place, cell in enumerate(cells):
            left = 700 + 350 * place
            if cell == "-":
                grey[top + at : top + at + mark[1], left : left + mark[0]] = 20
            elif cell:
                words.append(Word(cell, BBox(left, top, left + 20, top + TALL), 95.0))
        lines.append(Line(tuple(words), Column.FULL))
    # A line of text that reaches as far as the table.
    lines.append(Line((Word("Giao", BBox(200, 900, 900, 930), 95.0), Word("Sở", BBox(910, 900, 1400, 930), 95.0))))
    return grey, tuple(lines)


def texts(lines):
    return [line.text for line in lines]


@pytest.mark.parametrize(
    "cells",
    [
        (("x", "-"), ("-", "x"), ("x", "-"), ("x", "-"), ("-", "x")),
        (("12", "-"), ("-", "34"), ("5", "-"), ("7", "2"), ("-", "11")),
    ],
    ids=["crosses", "figures"],
)
def test_dashes_of_a_column_are_words(cells):
    rows = [(name, *row) for name, row in zip(NAMES, cells, strict=True)]
    grey, lines = drawn(rows)
    assert texts(with_lone_dashes(grey, DPI, lines))[:5] == [" ".join(row) for row in rows]


@pytest.mark.parametrize(("mark", "at"), [((18, 16), 6), ((60, 4), 14), ((18, 4), 28), ((4, 4), 14)], ids=["blot", "rule", "under", "dot"])
def test_other_marks_are_none(mark, at):
    grey, lines = drawn([(name, "x", "-") for name in NAMES], mark, at)
    assert with_lone_dashes(grey, DPI, lines) == lines


def test_one_dash_makes_no_column_and_text_has_none():
    rows = [(name, "x", "-" if i == 2 else "") for i, name in enumerate(NAMES)]
    grey, lines = drawn(rows)
    assert with_lone_dashes(grey, DPI, lines) == lines
    grey, lines = drawn([(name, "") for name in NAMES])
    assert with_lone_dashes(grey, DPI, lines) == lines
