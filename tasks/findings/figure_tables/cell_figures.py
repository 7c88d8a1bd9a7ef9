"""The figure that is all of a cell: "1.234,5", "12,5%", "-0,59", "02 trường", "5/8"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from tasks.vietnamese.numerals import FIGURE, parse_number

_SPACED = r"[1-9]\d{0,2}(?: \d{3}){1,5}(?:,\d{1,6})?(?!\d)"
_ENGLISH = r"\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,6})?(?![\d,])"
_UNIT = r"(?:%|‰|[^\W\d_][\w/²³]*(?:[ /][^\W\d_(][\w/²³]*){0,3})"
# What is left of a rule is read as "[" or "]"; only both are brackets.
_SQUARE = r"\[(?=[^\[\]]*\])"
_CLOSES = r"\s?(?:\)|(?(open)\]|(?!)))"
_CELL = re.compile(
    rf"(?P<lead>(?:(?!{_SQUARE})[^\w%‰+(−–-])*)(?P<outer>(?:[-–−+]|âm)\s?(?=[(\[]))?(?P<open>(?:\(|{_SQUARE})\s?)?(?P<sign>[-–−+]|âm )?\s?"
    rf"(?P<figure>{_SPACED}|{_ENGLISH}|{FIGURE})(?:\s?/\s?(?P<total>{FIGURE}))?(?P<inner>{_CLOSES})?\s?(?P<unit>{_UNIT})?"
    rf"(?P<close>{_CLOSES})?(?P<tail>[^\w%‰]*)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s?\([^()]*\)\W*$")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SURELY_ENGLISH = re.compile(r"\d{1,3}(?:(?:,\d{3}){2,}(?:\.\d+)?|,\d{3}\.\d+)")
_MONTH_OF_YEAR = re.compile(r"(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}")
_NEGATIVE = frozenset("-–−") | {"âm"}
_TRAILING = frozenset("-–−±")
"""A minus that some programs print behind the figure, a tolerance."""
_MARKS = frozenset("±△▲▽▼↑↓")
"""Signs that say how a figure changed, or that it may be either."""


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure that fills a cell; positions are characters of the cell's text.

    Attributes:
        start: of the printed number, its sign included.
        end: behind it.
        value: below zero where a minus sign or brackets without a sign say so.
        unit: as printed behind it, "" where none is.
        total: 8 in "5/8".
        doubt: code of a doubt about the number, None for none.
    """

    start: int
    end: int
    value: Decimal
    unit: str = ""
    total: Decimal | None = None
    doubt: str | None = None


def read_figure(text: str, *, english: bool = False) -> CellFigure | None:
    """The figure that a cell holds and nothing else but its unit and a remark in brackets; None for words, dates, a dash.

    Args:
        text: of the cell, spelling folded, single spaces.
        english: whether commas part the thousands in this table (:func:`is_english`).
    """
    match = _CELL.fullmatch(text)
    if match is None and (remark := _REMARK.search(text)) is not None:
        figure = read_figure(text[: remark.start()], english=english)
        return replace(figure, doubt=figure.doubt or "cell-remark") if figure is not None else None
    if match is None or (match["open"] is not None) + (match["inner"] is not None) + (match["close"] is not None) not in {0, 2}:
        return None
    if match["open"] is None and match["inner"] is not None:
        return None
    if match["total"] is not None and _MONTH_OF_YEAR.fullmatch(f"{match['figure']}/{match['total']}"):
        return None
    printed = match["figure"]
    value = Decimal(printed.replace(",", "")) if english and _GROUPED.fullmatch(printed) else parse_number(printed)
    total = parse_number(match["total"]) if match["total"] else None
    if value is None or (total is not None and value > total):
        return None
    doubt = "number-spaced" if " " in printed else "number-grouping" if "," in printed and english else None
    bracketed = match["open"] is not None
    sign = (match["sign"] or match["outer"] or "").strip(" ").lower()
    if sign in _NEGATIVE or (bracketed and not sign and total is None):
        value = -value
    # Accounts print what is owed in brackets; others print there what they are not sure of.
    doubt = "number-bracketed" if bracketed else doubt
    if _MARKS & set(match["lead"]) or text[match.end("figure") :][:1] in _TRAILING:
        doubt = "number-marked"
    start = match.start("open" if bracketed else "sign" if match["sign"] else "figure")
    end = match.end("close" if match["close"] else "inner" if match["inner"] else "total" if match["total"] else "figure")
    return CellFigure(start, end, value, match["unit"] or "", total, doubt)


def is_english(text: str) -> bool:
    """Whether a cell shows that commas part the thousands in its table ("1,234,567", "1,234.5")."""
    return _SURELY_ENGLISH.fullmatch(text) is not None
