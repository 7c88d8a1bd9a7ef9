"""Pages, or parts of them, whose paper is black and whose letters are white: copies from microfilm, scanners set to negative."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from tasks.scan.measure import Colour

Mask = NDArray[np.uint8]

# Letters are brighter than the paper by so much; paper that is no darker is no negative. Grey paper, not black, may bear dark letters or a
# bright label instead: it has next to nothing darker, and its bright ink is as thin as letters are at a quarter of the resolution.
_DARK, _BRIGHT, _CONTRAST = 90, 150, 70
_GREY, _NEAR, _DARKER, _LEAST_BRIGHTER, _THICK, _MOST_THICK = 150, 40, 50, 4.0, 5, 0.3
# Letters take 1 to 10 % of a page of text; a dark photograph has no such share of bright pixels on a rim that is dark all around.
_LETTERS = (0.002, 0.3)
_RIM = 0.02
_STEP = 4  # of a page's pixels one in so many, across and down, is looked at
_DARK_RIM = 0.85
# A part of a page is looked for at a coarse resolution, at which white letters on black are dark too; it is so high and wide at least,
# takes so much of the page, and fills so much of the box around it.
_PART_DPI, _PART_DARK, _PART_MM, _PART_SHARE, _PART_FILLED = 50, 120, 20.0, 0.02, 0.7
# Of a part with a line or two; paper that shows at a black box's edge is less. A part as large as a fifth of the page may end in white.
_PART_LETTERS, _LARGE, _LARGE_LETTERS = 0.008, 0.2, 0.003
_INCH_MM = 25.4


def is_negative(rgb: Colour) -> bool:
    """Whether a page is bright on dark: dark at its rim and over most of its area, with some bright ink.

    Args:
        rgb: the page.
    """
    grey = np.ascontiguousarray(rgb[::_STEP, ::_STEP, 1])
    paper = float(np.median(grey))
    if paper >= _GREY or 2 * np.count_nonzero(np.abs(grey - paper) < _NEAR) <= grey.size:
        return False
    across, down = max(1, round(grey.shape[1] * _RIM)), max(1, round(grey.shape[0] * _RIM))
    rim = np.concatenate([part.ravel() for part in (grey[:down], grey[-down:], grey[:, :across], grey[:, -across:])])
    bright = grey > paper + _CONTRAST
    share = float(np.mean(bright))
    if float(np.mean(rim < max(_DARK, paper + _NEAR))) < _DARK_RIM or not _LETTERS[0] <= share <= _LETTERS[1]:
        return False
    return paper < _BRIGHT - _CONTRAST or _is_thin(bright, float(np.mean(grey < paper - _DARKER)))


def _is_thin(bright: NDArray[np.bool_], darker: float) -> bool:
    """Whether what is bright on grey paper is letters."""
    thick = cv2.erode(bright.astype(np.uint8), np.ones((_THICK, _THICK), np.uint8))
    share = float(np.mean(bright))
    return share >= _LEAST_BRIGHTER * darker and float(np.mean(thick)) <= _MOST_THICK * share


def positive(rgb: Colour) -> Colour:
    """The page with dark and bright exchanged."""
    return np.asarray(255 - rgb, dtype=np.uint8)


def positive_parts(rgb: Colour, dpi: int) -> Colour:
    """The page with large dark parts that bear bright letters made positive; the same picture where there are none.

    Bars, black boxes and dark edges stay: they are small, or nothing bright is in them.

    Args:
        rgb: the page.
        dpi: of it.
    """
    green = np.ascontiguousarray(rgb[:, :, 1])
    factor = _PART_DPI / dpi
    small = cv2.resize(green, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    dark = np.asarray(small < _PART_DARK, dtype=np.uint8)
    if np.count_nonzero(dark) < _PART_SHARE * _PART_FILLED * dark.size:
        return rgb
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    contours, _ = cv2.findContours(
        cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8)), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    out = rgb
    for contour in contours:
        width, height = cv2.boundingRect(contour)[2:]
        least = _PART_MM * _PART_DPI / _INCH_MM
        area = cv2.contourArea(contour)
        if min(width, height) < least or area < _PART_SHARE * small.size or area < _PART_FILLED * width * height:
            continue
        mask = np.zeros(small.shape, np.uint8)
        cv2.drawContours(mask, [contour], -1, 1, cv2.FILLED)
        own = green[_at_full_size(_shrunk(mask, 15), rgb)]  # beside a black box paper shows
        least_letters = _LARGE_LETTERS if area >= _LARGE * small.size else _PART_LETTERS
        if own.size and least_letters <= float(np.mean(own > _BRIGHT)) <= _LETTERS[1] and float(np.mean(own < _DARK)) > 1 - 2 * _LETTERS[1]:
            inner = _at_full_size(_shrunk(mask, 3), rgb)
            edge = _at_full_size(np.asarray(cv2.dilate(mask, np.ones((3, 3), np.uint8)), np.uint8), rgb) & ~inner
            out = out.copy() if out is rgb else out
            out[inner] = 255 - out[inner]
            out[edge] = 255  # what is left of the dark would be a rule
    return out


def _shrunk(mask: Mask, by: int) -> Mask:
    return np.asarray(cv2.erode(mask, np.ones((by, by), np.uint8)), dtype=np.uint8)


def _at_full_size(mask: Mask, rgb: Colour) -> NDArray[np.bool_]:
    return np.asarray(cv2.resize(mask, (rgb.shape[1], rgb.shape[0]), interpolation=cv2.INTER_NEAREST) > 0)


def is_dark(rgb: Colour, below: int = _DARK) -> bool:
    """Whether most of a page is dark, as no paper is.

    Args:
        rgb: the page.
        below: brightness, of 255, that is dark.
    """
    light = rgb[::4, ::4].sum(axis=2, dtype=np.uint16)
    return bool(2 * np.count_nonzero(light < 3 * below) > light.size)
