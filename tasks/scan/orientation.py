"""Which way up a page lies: its lines tell whether it lies on its side, its marks which end is up."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from tasks.scan.limits import Limits
from tasks.scan.measure import Grey, is_sideways
from tasks.scan.prepare import quarter_turns
from tasks.scan.process import run_bounded

# Below this, Tesseract's own examples show false half turns (confidence 1.45 on an upright page); on pages of text it gives 5 to 30.
LEAST_CONFIDENCE = 3.0
_MARK_DPI = 150
# Share of the marks that stand above their letters: 0.76 to 1 on 136 upright pages, clean and degraded, so at most 0.24 upside down.
_UPRIGHT, _OVERTURNED = 0.65, 0.35
# A page with fewer marks (some lines of text have 30) tells nothing.
_LEAST_MARKS = 25
# At 150 dpi letters of 9 to 20 pt are 9 to 40 pixels high, their marks and dots 2 to 7.
_LETTER_PIXELS = (9, 40)
_MOST_LETTER_WIDTH = 60
_MARK_PIXELS = (2, 7)
_MOST_MARK_WIDTH = 10
_LEAST_MARK_AREA = 4
_REACH = 5
_DETECT_SECONDS = 30.0
_USUAL_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a page is to be turned.

    Attributes:
        degrees: clockwise, to stand upright.
        warning: why that could not be said, "" where it could; the page is then left as it is.
    """

    degrees: int
    warning: str = ""


def find_standing(grey: Grey, dpi: int, tesseract: str = "tesseract", limits: Limits = _USUAL_LIMITS) -> Standing:
    """Tell which way up a page lies; never raises, never turns a page on a weak guess.

    Vietnamese carries most of its marks above the letters, so a page on its head shows them below. Tesseract's orientation detection is
    asked where a page lies on its side and has too few marks to tell, and where the marks say that it stands on its head: on coarse
    scans of bold type those above run into their letters, and only those below are left.
    """
    sideways = is_sideways(grey, dpi)
    share = share_above(quarter_turns(grey, 90) if sideways else grey, dpi)
    if share is not None and not _OVERTURNED < share < _UPRIGHT:
        upright = 90 if sideways else 0
        if share >= _UPRIGHT:
            return Standing(upright)
        found = detect_orientation(grey, dpi, tesseract, limits)
        return Standing(upright if found.is_sure and found.degrees == upright else upright + 180)
    if not sideways:
        return Standing(0)
    found = detect_orientation(grey, dpi, tesseract, limits)
    if found.is_sure:
        return Standing(found.degrees)
    return Standing(0, found.failure or f"orientation detection is unsure (confidence {found.confidence:.1f})")


def share_above(grey: Grey, dpi: int) -> float | None:
    """Share of the small marks beside letters that stand above them rather than below; None where there are too few to tell."""
    quarter = grey.shape[1] // 4
    # The middle of a page of text has more than enough.
    share = _share_above(grey[:, quarter : 3 * quarter], dpi, least=4 * _LEAST_MARKS)
    return share if share is not None else _share_above(grey, dpi, least=_LEAST_MARKS)


def _share_above(grey: Grey, dpi: int, least: int) -> float | None:
    factor = _MARK_DPI / dpi
    small = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    mask = (small < 160).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    width, height, area = (stats[:, k] for k in (cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_AREA))
    letters = (height >= _LETTER_PIXELS[0]) & (height <= _LETTER_PIXELS[1]) & (width < _MOST_LETTER_WIDTH)
    marks = (height >= _MARK_PIXELS[0]) & (height <= _MARK_PIXELS[1]) & (width <= _MOST_MARK_WIDTH) & (area >= _LEAST_MARK_AREA)
    letters[0] = marks[0] = False
    of_letters = letters.astype(np.uint8)[labels]
    reach = np.ones((_REACH + 1, 1), np.uint8)
    # A letter within reach below a mark makes the mark one that stands above, and the other way round.
    letter_below = cv2.dilate(of_letters, reach, anchor=(0, 0))
    letter_above = cv2.dilate(of_letters, reach, anchor=(0, _REACH))
    seen_below = np.bincount(labels[letter_below > 0], minlength=count) > 0
    seen_above = np.bincount(labels[letter_above > 0], minlength=count) > 0
    above = int(np.count_nonzero(marks & seen_below & ~seen_above))
    below = int(np.count_nonzero(marks & seen_above & ~seen_below))
    return above / (above + below) if above + below >= least else None


@dataclass(frozen=True, slots=True)
class Orientation:
    """Degrees the page must be turned clockwise to be upright, and how sure that is; ``failure`` where it could not be said."""

    degrees: int
    confidence: float
    failure: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether to act on it."""
        return not self.failure and self.confidence >= LEAST_CONFIDENCE


def detect_orientation(grey: Grey, dpi: int, tesseract: str = "tesseract", limits: Limits = _USUAL_LIMITS) -> Orientation:
    """Run Tesseract's orientation and script detection; never raises, a failure is part of the answer."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.pgm"
        cv2.imwrite(str(picture), grey)
        command = [tesseract, str(picture), "stdout", "--psm", "0", "-l", "osd", "--dpi", str(dpi)]
        try:
            done = run_bounded(command, limits.bounds(_DETECT_SECONDS))
        except OSError as error:
            return Orientation(0, 0.0, f"orientation detection failed: {type(error).__name__}")
    if done.timed_out:
        return Orientation(0, 0.0, "orientation detection failed: it took too long")
    said = done.stdout.decode(errors="replace")
    degrees = re.search(r"^Rotate: (\d+)", said, re.MULTILINE)
    confidence = re.search(r"^Orientation confidence: ([\d.]+)", said, re.MULTILINE)
    if not degrees or not confidence:
        return Orientation(0, 0.0, f"orientation detection failed: {(done.stderr.strip().splitlines() or ['no answer'])[-1][:120]}")
    return Orientation(int(degrees[1]) % 360, float(confidence[1]))
