"""The head's reference line ("Số: 07/CT-UBND") and its line of place and date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tasks.domain.lexicon import Lexicon
from tasks.domain.span import Span
from tasks.vietnamese.dates import calendar_day

_WORD = r"[^\W\d_][\w&]{0,14}"
_NUMBER = r"(?P<number>\d(?:\s?\d){0,4}\s?[a-zđ]?(?![\w]))"
# "/" and year and type; the parts behind the type are joined by hyphens that OCR may surround with blanks.
_STATE = rf"(?:/\s?(?P<year>(?:19|20)\d\d)\s?)?/\s?(?P<state>{_WORD}(?:\s?[-–]\s?{_WORD}){{0,3}})"
_PARTY = rf"[-–]\s?(?P<party>[^\W\d_]{{2,5}}\s?/\s?{_WORD}(?:[-.]{_WORD}){{0,2}})"
_PREFIX = r"(?P<prefix>(?:^|(?<=\s))[SŠ§$5]\s?[ôốồổỗộốoóòỏơớờởöõ0ó6]{1,2}\s?[:;.,]?\s{0,3})"
_LINE = re.compile(rf"{_PREFIX}(?P<gap>[^\w/–-]{{0,6}}|\W{{0,3}}[^/\s]{{0,6}}?\s?)(?:{_NUMBER}\s?)?(?:{_STATE}|{_PARTY})")
_BARE_LINE = re.compile(rf"^\W{{0,3}}{_NUMBER}\s?(?:{_STATE}|{_PARTY})\W*$")
_LOOK_ALIKE_DIGITS = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0", "o": "0"})
_MISREAD_NUMBER = re.compile(r"(?<=[\s:])([\dlIO|o]{1,5})(?=\s?(?:/\s?(?:20\d\d\s?/)?\s?[A-ZĐ]|[-–][A-ZĐ][A-ZĐa-z]{1,4}/))")
# "Lào Cai, ngày 04 tháng 02 năm 2025"; day, month and year may be unreadable or left blank for a pen.
_DATE_LINE = re.compile(
    r"(?:^|(?<=\s))(?P<place>[A-ZĐÀ-Ỹ][^\d,;:]{1,40}?)\s?[,.;]?\s+ng[àảaáãạ]y\s?(?P<day>\S{0,4}(?:\s\d)?)\s*th[áảaàãạ]ng\s?(?P<month>\S{0,3})\s*n[ăãâaắ]m\s?(?P<year>\d{0,4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference line says; ``number`` and ``symbol`` are None where the number is missing or unreadable."""

    number: str | None
    symbol: str | None
    kind: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class PlaceAndDate:
    """What the line of place and date says; None where it says nothing readable."""

    place: str
    issued_on: date | None
    place_span: Span
    date_span: Span


def type_of_symbol(parts: str, types: Lexicon) -> str | None:
    """The document type that the letters behind the number name ("CT-UBND", "NQ/TU"), None for an official letter's ("UBND-KTTH")."""
    first = re.split(r"[-–/]", parts, maxsplit=1)[0].strip()
    for entry in types.entries:
        if entry.values.get("abbr") == first:
            return entry.code
    return None


def read_reference(text: str, offset: int, types: Lexicon) -> Reference | None:
    """The reference in a line, None where it has none.

    Args:
        text: of the line.
        offset: of the line in the clean text.
        types: vocabulary of document types.
    """
    mended = _MISREAD_NUMBER.sub(lambda m: m[1].translate(_LOOK_ALIKE_DIGITS), text)
    match = _LINE.search(mended) or _BARE_LINE.match(mended)
    if match is None:
        return None
    party = match["party"]
    parts = re.sub(r"\s", "", party or match["state"]).replace("–", "-")
    number = re.sub(r"\s", "", match["number"]) if match["number"] else None
    kind = type_of_symbol(parts, types)
    if party and kind is None:
        return None
    symbol = None
    if number:
        symbol = f"{number}-{parts}" if party else f"{number}/{match['year']}/{parts}" if match["year"] else f"{number}/{parts}"
    start = match.start("number") if number else match.start()
    return Reference(number, symbol, kind, Span(offset + start, offset + match.end()))


def read_place_and_date(text: str, offset: int) -> PlaceAndDate | None:
    """Place and date in a line ("Tân Giang, ngày 05 tháng 3 năm 2024"), None where it has no such thing."""
    match = _DATE_LINE.search(text)
    if match is None or len(match["place"].split()) > 6:
        return None
    place = match["place"].strip(" .,-_*")
    figures = [re.sub(r"\s", "", match[g]).translate(_LOOK_ALIKE_DIGITS) for g in ("year", "month", "day")]
    on = calendar_day(*(int(f) for f in figures)) if all(f.isascii() and f.isdigit() for f in figures) else None
    date_start = match.end("place")
    return PlaceAndDate(
        place,
        on,
        Span(offset + match.start("place"), offset + match.end("place")),
        Span(offset + date_start, offset + match.end()),
    )
