"""Number, day and month that a clerk's program put on the page, each as the box of a signature of its own.

Such a box holds typed figures, not a picture: where the head leaves a blank for them, they are read without error. They stand on the page
whatever becomes of the signature behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tasks.domain.notice import Head
from tasks.domain.signature import Signature, Signatures, Verdict
from tasks.signing.shown import certifies_a_copy

# The head's line of number and day, as shares of the page (Decree 30/2020/NĐ-CP, Appendix I; 0.12 to 0.14 in nine of nine files, measured).
_TOP, _BOTTOM = 0.06, 0.3
_LEFT_HALF, _RIGHT_HALF = 0.5, 0.55
_NUMBER = re.compile(r"(?:Số ?:? ?)?(\d{1,5}) ?(/[A-ZĐ][\w&.-]*)?(?!\S)")
_DAY = re.compile(r"(\d{1,2})(?: tháng.*)?")
_MONTH = re.compile(r"(\d{1,2})(?: năm.*)?")
# A paper is sealed on the day that stands on it or in the days after: 0 to 4 days in 19 of 19 signed papers (measured).
LONGEST_WAY = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Boxes:
    """What the boxes say; None where there is no such box, or two that differ."""

    index: int = 0
    number: str | None = None
    symbol: str | None = None
    day: date | None = None


def read_boxes(signatures: Signatures) -> Boxes:
    """The figures in the boxes on the head of the first page."""
    there = [
        (n, s)
        for n, s in enumerate(signatures.found)
        if s.place is not None and s.page == 1 and _TOP < s.place[1] < _BOTTOM and not certifies_a_copy(s)
    ]
    numbers = [(n, match) for n, s in there if s.place and s.place[0] < _LEFT_HALF and (match := _NUMBER.match(s.quote))]
    right = sorted((s.place[0], n, s) for n, s in there if s.place and s.place[0] > _RIGHT_HALF and s.quote[:1].isdigit())
    if len({match[1] for _, match in numbers}) > 1 or len(right) > 2:
        return Boxes()
    number, symbol, index = None, None, right[0][1] if right else 0
    if numbers:
        index, match = numbers[0]
        number, symbol = match[1], f"{match[1]}{match[2]}" if match[2] else None
    return Boxes(index, number, symbol, _day([s for _, _, s in right]))


def _day(boxes: Sequence[Signature]) -> date | None:
    """The day, its month taken from the second box, its year and else its month from when the box was signed."""
    day = _DAY.fullmatch(boxes[0].quote) if boxes else None
    at = boxes[0].at if boxes else None
    if day is None or at is None:
        return None
    month = _MONTH.fullmatch(boxes[1].quote) if len(boxes) > 1 else None
    if len(boxes) > 1 and month is None:
        return None
    try:
        found = date(at.year, int(month[1]) if month else at.month, int(day[1]))
    except ValueError:
        return None
    return found if timedelta() <= at.date() - found <= LONGEST_WAY else None


def weigh_boxes(head: Head, signatures: Signatures) -> Iterator[Verdict]:
    """What the boxes say of number, symbol and day."""
    boxes = read_boxes(signatures)
    if boxes.number is not None:
        same = head.number is not None and head.number.lstrip("0") == boxes.number.lstrip("0")
        yield Verdict("number", "fills" if head.number is None else "confirms" if same else "contradicts", boxes.index, boxes.number)
    if boxes.symbol is not None and head.symbol is None and head.number is None:
        yield Verdict("symbol", "fills", boxes.index, boxes.symbol)
    if boxes.day is not None:
        said = "fills" if head.issued_on is None else "confirms" if head.issued_on == boxes.day else "contradicts"
        yield Verdict("issued_on", said, boxes.index, boxes.day.isoformat())
