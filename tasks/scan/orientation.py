"""Which way up a page lies, asked of Tesseract's orientation detection only where the picture gives a reason to doubt."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import cv2

from tasks.scan.measure import Grey

# Below this, Tesseract's own examples show false half turns (confidence 1.45 on an upright page); on pages of text it gives 5 to 30.
LEAST_CONFIDENCE = 3.0


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


def detect_orientation(grey: Grey, dpi: int, tesseract: str = "tesseract", seconds: float = 30.0) -> Orientation:
    """Run Tesseract's orientation and script detection; never raises, a failure is part of the answer."""
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder) / "page.pgm"
        cv2.imwrite(str(picture), grey)
        command = [tesseract, str(picture), "stdout", "--psm", "0", "-l", "osd", "--dpi", str(dpi)]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        try:
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=seconds, check=False, env=environment)
        except (OSError, subprocess.TimeoutExpired) as error:
            return Orientation(0, 0.0, f"orientation detection failed: {type(error).__name__}")
    degrees = re.search(r"^Rotate: (\d+)", done.stdout, re.MULTILINE)
    confidence = re.search(r"^Orientation confidence: ([\d.]+)", done.stdout, re.MULTILINE)
    if not degrees or not confidence:
        return Orientation(0, 0.0, f"orientation detection failed: {(done.stderr.strip().splitlines() or ['no answer'])[-1][:120]}")
    return Orientation(int(degrees[1]) % 360, float(confidence[1]))
