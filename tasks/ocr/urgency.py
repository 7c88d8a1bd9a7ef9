"""Words of urgency stamps (Decree 30/2020/NĐ-CP: HỎA TỐC, THƯỢNG KHẨN, KHẨN), told by their letters whatever became of the marks."""

from __future__ import annotations

from difflib import SequenceMatcher

from tasks.domain.letters import without_accents

_STAMPS = ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN")
_TIMED = "HỎA TỐC HẸN GIỜ"
LEAST_LIKENESS = 0.75
SURE_LIKENESS = 0.83
"""Where nothing but the letters says that it is a stamp: one of six may be misread, and none of "KHẨN" for another."""


def urgency_of(text: str, least: float = LEAST_LIKENESS) -> str | None:
    """The stamp that ``text`` was read from, None where it is no urgency stamp.

    Args:
        text: as it was read.
        least: likeness of the letters, 0 to 1, that is asked for.
    """
    bare = _bare(text)
    scored = [(SequenceMatcher(None, bare, _bare(stamp)).ratio(), stamp) for stamp in _STAMPS]
    # "HỎA TỐC HẸN GIỜ" is followed by the hour.
    start = _bare(_TIMED)
    scored += [(SequenceMatcher(None, bare[: len(start)], start).ratio(), _STAMPS[0])] if len(bare) >= len(start) - 1 else []
    likeness, stamp = max(scored, key=lambda pair: pair[0])
    return stamp if likeness >= least else None


def _bare(text: str) -> str:
    return "".join(c for c in without_accents(text.upper()) if c.isascii() and c.isalpha())
