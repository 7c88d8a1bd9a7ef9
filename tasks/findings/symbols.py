"""Symbols of official documents in running text.

State documents: number[/year]/TYPE-ORG ("184/KH-UBND", "30c/NQ-CP", "02/2023/TT-BNV", "45/2019/QH14", "2231/SNV-CCHC&PC").
Party documents: number-TYPE/ORG ("28-CT/TU", "18-NQ/TW"). A symbol may be broken over two lines behind "-" or "/".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.domain.lexicon import Lexicon
from tasks.domain.span import Span

# A stray stop in front is a speck; one behind a figure belongs to that figure.
_NUMBER = r"(?<![\w/–-])(?<!\d[.,])(?P<number>\d{1,5}[a-zđ]?)"
# A part has capitals or digits in front; common words ("Sở", "Hà") have a lower-case second letter with an accent and are not parts.
_PART = r"(?:[A-ZĐÔƠƯ][A-ZĐÔƠƯ&\d][\w&]{0,13}|[A-ZĐ][A-Za-z]{1,2}(?![^\W\d_])|[A-ZĐ]\.[A-ZĐ]\w{1,8}|[A-ZĐ](?![\w.]))"
_TYPE = r"[A-ZĐ][\wĐđ&]{0,11}"
# One blank on one side of the sign is a broken line or a misread gap; blanks on both sides are a dash between words.
_HYPHEN = r"(?:[-–]\s?|\s[-–](?=\S))"
_SLASH = r"(?:/\s?|\s/(?=\S))"
_STATE = re.compile(
    rf"{_NUMBER}{_SLASH}(?:(?P<year>(?:19|20)\d\d){_SLASH})?"
    rf"(?P<state>(?:QH|UBTVQH)\d{{1,2}}(?!\w)|{_TYPE}(?:{_HYPHEN}{_PART}){{1,3}}|{_TYPE}/{_PART}|(?P<short>[A-ZĐ]{{2,8}}(?![\w])))"
)
_PARTY = re.compile(
    rf"{_NUMBER}{_HYPHEN}(?P<type>[A-ZĐ][A-Za-zĐđ]{{1,4}}){_SLASH}(?P<org>[A-ZĐ][A-ZĐ][\w]{{0,8}}(?:[-.][A-ZĐ]\w{{0,8}}){{0,2}})"
)
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Symbol:
    """One printed symbol.

    Attributes:
        text: without blanks, dashes as hyphens.
        span: in the text it was found in.
        number: its figures.
        kind: code of the document type its letters name, None where they name an office ("UBND-KTTH") or a parliament.
        sure: False where the form needs a type word in front to be believed ("43/CP").
    """

    text: str
    span: Span
    number: str
    kind: str | None
    sure: bool = True

    @property
    def key(self) -> str:
        """What two printings of one symbol share: case and leading zeros do not count."""
        return self.text.casefold().lstrip("0")


def abbreviations(types: Lexicon) -> dict[str, str]:
    """Abbreviation in symbols -> code of the document type."""
    return {abbr: e.code for e in reversed(types.entries) for abbr in e.values.get("abbr", "").split()}


def find_symbols(flat: str, types: Lexicon) -> tuple[Symbol, ...]:
    """Every symbol in a text without line breaks, in order, none overlapping."""
    known = abbreviations(types)
    found: list[Symbol] = []
    for match in _PARTY.finditer(flat):
        if match["type"] in known:
            found.append(_symbol(match, known[match["type"]], sure=True))
    for match in _STATE.finditer(flat):
        first = re.split(r"[-–/\s]", match["state"], maxsplit=1)[0]
        kind = known.get(first)
        if match["short"] is None:
            found.append(_symbol(match, kind, sure=True))
        elif match["year"] and any(first.startswith(a) for a in known if len(a) > 1):
            found.append(_symbol(match, next(known[a] for a in sorted(known, key=len, reverse=True) if first.startswith(a)), sure=True))
        else:
            found.append(_symbol(match, kind, sure=False))
    found.sort(key=lambda s: (s.span.start, -s.span.end))
    out: list[Symbol] = []
    for symbol in found:
        if not out or symbol.span.start >= out[-1].span.end:
            out.append(symbol)
    return tuple(out)


def _symbol(match: re.Match[str], kind: str | None, *, sure: bool) -> Symbol:
    text = _BLANK.sub("", match.group()).replace("–", "-")
    return Symbol(text, Span(match.start(), match.end()), match["number"], kind, sure)
