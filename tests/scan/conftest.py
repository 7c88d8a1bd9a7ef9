"""Reading a picture with the real Tesseract, to see what an operation is good for."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from rapidfuzz.distance import Levenshtein

from tasks.ocr.picture_reader import read_array
from tasks.ocr.tesseract import TesseractEngine

sys.path.insert(0, str(Path(__file__).parent))


def _fold(text):
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="session")
def error_rate():
    """Share of wrong characters when ``grey`` is read and should say ``lines``."""

    def measure(grey, lines, dpi=200):
        found = read_array(grey, TesseractEngine(), dpi=dpi, psm=6, seconds=60)
        want = _fold(" ".join(lines))
        return Levenshtein.distance(want, _fold(" ".join(line.text for line in found))) / len(want)

    return measure
