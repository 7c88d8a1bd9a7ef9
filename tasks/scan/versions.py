"""Which programs decide what a page picture looks like."""

from __future__ import annotations

import re
import subprocess
from functools import lru_cache
from importlib.metadata import version

from tasks.domain.errors import MissingToolError


@lru_cache(maxsize=1)
def poppler_version() -> str:
    """Version of poppler's pdftoppm.

    Raises:
        MissingToolError: it is not installed.
    """
    try:
        done = subprocess.run(["pdftoppm", "-v"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingToolError("pdftoppm cannot be run.", "Install the package poppler-utils.") from error
    found = re.search(r"version (\S+)", done.stderr + done.stdout)
    return found[1] if found else "unknown"


def scan_versions() -> dict[str, str]:
    """Name and version of everything that renders or changes pixels.

    Raises:
        MissingToolError: poppler is not installed.
    """
    return {
        "poppler": poppler_version(),
        "pikepdf": version("pikepdf"),
        "opencv": version("opencv-python-headless"),
        "pillow": version("pillow"),
    }
