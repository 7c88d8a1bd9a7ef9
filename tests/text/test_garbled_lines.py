"""Lines of which much was not read."""

from __future__ import annotations

import pytest

from tasks.domain.geometry import BBox
from tasks.domain.notice import CleanText, PlacedWord, TextLine
from tasks.domain.outcome import Severity
from tasks.domain.page import Column
from tasks.domain.span import Span
from tasks.text.garbled_lines import garbled_lines

GOOD = "Ủy ban nhân dân các xã tổ chức nạo vét kênh mương."
BAD = "2. Sở Tài chí + bố tr. 1.3 triệu lông từ ngữ: 1 dự pÌ ng ng nsácF cÌ"


def read(lines, confidence=60.0, column=Column.FULL):
    text, printed, words = "", [], []
    for row, line in enumerate(lines):
        at = len(text)
        printed.append(TextLine(Span(at, at + len(line)), 1, column, BBox(0, 30 * row, 900, 30 * row + 20)))
        for word in line.split():
            start = at + line.index(word, words[-1].span.end - at if words and words[-1].span.end > at else 0)
            words.append(PlacedWord(Span(start, start + len(word)), 1, BBox(0, 30 * row, 50, 30 * row + 20), confidence))
        text += line + "\n"
    return CleanText(text, tuple(printed), tuple(words))


def test_a_line_that_is_spoiled_is_told_with_its_place():
    clean = read([GOOD, BAD, GOOD])
    (issue,) = garbled_lines(clean)
    assert (issue.code, issue.severity, issue.page) == ("ink-unread", Severity.ERROR, 1) and issue.span == clean.lines[1].span
    assert issue.regions[0].bbox == clean.lines[1].bbox and "Sở Tài chí" in issue.message


@pytest.mark.parametrize(
    ("lines", "confidence", "column"),
    [
        ([GOOD], 20, Column.FULL),
        ([BAD], 95, Column.FULL),
        ([BAD], 60, Column.RIGHT),
        (["- Lưu: VT, pÌ nsácF cÌ."], 60, Column.RIGHT),
        ([], 60, Column.FULL),
    ],
    ids=["plausible", "sure", "beside the signature", "short", "nothing"],
)
def test_other_lines_are_not(lines, confidence, column):
    assert list(garbled_lines(read(lines, confidence, column))) == []
