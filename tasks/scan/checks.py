"""What a file may not go beyond, whatever kind it is."""

from __future__ import annotations

from tasks.domain.errors import DamagedFileError, LimitExceededError
from tasks.scan.limits import Limits


def check_count(name: str, count: int, limits: Limits) -> None:
    """Refuse more pages than may be.

    Raises:
        LimitExceededError: they are more than ``max_pages``.
    """
    if count > limits.max_pages:
        raise LimitExceededError(
            f"{name} has more pages than max_pages = {limits.max_pages} allows.", "Split it, or raise the setting max_pages."
        )


def check_pixels(name: str, number: int, width: float, height: float, limits: Limits) -> None:
    """Refuse a page of too many pixels, or of none.

    Raises:
        DamagedFileError: it has no area.
        LimitExceededError: it has more than ``max_page_pixels``.
    """
    if not (width >= 1 and height >= 1):
        raise DamagedFileError(f"Page {number} of {name} has no area.", "Scan it again.")
    if width * height > limits.max_page_pixels:
        raise LimitExceededError(
            f"Page {number} of {name} needs {width * height / 1e6:.0f} million pixels, more than max_page_pixels = "
            f"{limits.max_page_pixels} allows.",
            "Scan it smaller, or raise the setting max_page_pixels.",
        )
