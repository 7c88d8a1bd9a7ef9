"""Urgency: stamped or typed into the head, or on the picture alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from tasks.domain.notice import Structure
from tasks.domain.span import Span
from tasks.structure.phrases import bare
from tasks.structure.rows import Row, in_capitals

KINDS = ("THƯỢNG KHẨN", "HỎA TỐC", "KHẨN")
"""Decree 30/2020/NĐ-CP, Appendix I, part II; "HỎA TỐC HẸN GIỜ" is a kind of HỎA TỐC."""
LEAST_LIKENESS = 83
"""One wrong letter in "HOATOC" leaves 83; "KHAN" is too short to be known with one."""
_WITH_HOUR = "HỎA TỐC HẸN GIỜ"


def read_urgency(text: str) -> str | None:
    """The urgency that a line is, None where it is none; letters may be misread, but "KHẨN TRƯƠNG" is none."""
    if not in_capitals(text):
        return None
    letters = bare(text)
    if not letters.isalpha():
        return None
    if fuzz.ratio(letters, bare(_WITH_HOUR)) >= LEAST_LIKENESS:
        return "HỎA TỐC"
    for kind in KINDS:
        if letters == bare(kind) or (len(bare(kind)) >= 6 and fuzz.ratio(letters, bare(kind)) >= LEAST_LIKENESS):
            return kind
    return None


def find_urgency(rows: Sequence[Row]) -> tuple[str, Span] | None:
    """The first line of a head that is an urgency, or the first that ends or begins with one beside another column's capitals."""
    for row in rows:
        found = read_urgency(row.text)
        if found is not None:
            return found, row.span
    for row in rows:
        words = row.text.split()
        for pair in (words[:2], words[-2:]) if len(words) > 2 else ():
            text = " ".join(pair)
            if in_capitals(text) and bare(text) in (bare("HỎA TỐC"), bare("THƯỢNG KHẨN")):
                at = row.text.index(pair[0], 0 if pair is words[:2] else len(row.text) - len(text) - 2)
                return read_urgency(text) or KINDS[1], Span(row.span.start + at, row.span.start + at + len(text))
    return None


def with_stamp(structure: Structure, stamps: Sequence[str]) -> Structure:
    """The structure with the first urgency stamp of the pictures in its head, where the text itself names no urgency."""
    if structure.head.urgency is not None or not stamps:
        return structure
    return replace(structure, head=replace(structure.head, urgency=stamps[0]))
