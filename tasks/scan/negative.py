"""Pages whose paper is black and whose letters are white: copies from microfilm, scanners set to negative."""

from __future__ import annotations

import numpy as np

from tasks.scan.measure import Colour

_DARK, _BRIGHT = 90, 150
# Letters take 1 to 10 % of a page of text; a dark photograph has no such share of bright pixels on a rim that is dark all around.
_LETTERS = (0.002, 0.3)
_RIM = 0.02
_DARK_RIM = 0.85


def is_negative(rgb: Colour) -> bool:
    """Whether a page is bright on dark: dark at its rim and over most of its area, with some bright ink.

    Args:
        rgb: the page.
    """
    grey = np.ascontiguousarray(rgb[:, :, 1])
    if 2 * np.count_nonzero(grey < _DARK) <= grey.size:  # the median at a tenth of its time
        return False
    across, down = max(1, round(grey.shape[1] * _RIM)), max(1, round(grey.shape[0] * _RIM))
    rim = np.concatenate([part.ravel() for part in (grey[:down], grey[-down:], grey[:, :across], grey[:, -across:])])
    bright = float(np.mean(grey > _BRIGHT))
    return float(np.mean(rim < _DARK)) >= _DARK_RIM and _LETTERS[0] <= bright <= _LETTERS[1]


def positive(rgb: Colour) -> Colour:
    """The page with dark and bright exchanged."""
    return np.asarray(255 - rgb, dtype=np.uint8)
